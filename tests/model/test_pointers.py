"""JSON Pointers, against RFC 6901."""

import copy
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validator.model.pointers import MISSING, build, parse, resolve

# RFC 6901, section 5.
DOCUMENT = {
    "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4,
    "i\\j": 5, 'k"l': 6, " ": 7, "m~n": 8,
}  # fmt: skip


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("", DOCUMENT),
        ("/foo", ["bar", "baz"]),
        ("/foo/0", "bar"),
        ("/", 0),
        ("/a~1b", 1),
        ("/c%d", 2),
        ("/e^f", 3),
        ("/g|h", 4),
        ("/i\\j", 5),
        ('/k"l', 6),
        ("/ ", 7),
        ("/m~0n", 8),
    ],
)
def test_the_examples_of_the_rfc(pointer, value):
    assert resolve(DOCUMENT, parse(pointer)) == value
    assert build(parse(pointer)) == pointer


@pytest.mark.parametrize(
    "parts",
    [
        ("no",), ("foo", "2"), ("foo", "-"), ("foo", "-1"), ("foo", "01"), ("foo", "+1"),
        ("foo", "1 "), ("foo", "１"), ("foo", "9" * 10_000), ("foo", "0", "0"), ("a/b", "x"),
    ],
)  # fmt: skip
def test_missing(parts):
    assert resolve(DOCUMENT, parts) is MISSING


def test_missing_is_false_and_none_is_not_missing():
    assert not MISSING
    assert resolve({"a": None}, ("a",)) is None
    assert resolve(None, ("a",)) is MISSING


@pytest.mark.parametrize("pointer", ["a", "a/b", "#/a", "/~", "/~2", "/a~"])
def test_not_a_pointer(pointer):
    with pytest.raises(ValueError, match="not a JSON Pointer"):
        parse(pointer)


def test_build_takes_indexes():
    assert build(["a", 0, "b/c~"]) == "/a/0/b~1c~0"


@settings(deadline=None, derandomize=True)
@given(st.lists(st.text()))
def test_parse_reverses_build(parts):
    assert parse(build(parts)) == tuple(parts)


def test_what_is_missing_is_one_thing_everywhere():
    for again in (copy.deepcopy(MISSING), pickle.loads(pickle.dumps(MISSING))):
        assert again is MISSING
    assert not MISSING
    assert repr(MISSING) == "MISSING"
