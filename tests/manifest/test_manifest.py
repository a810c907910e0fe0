"""Manifests: one per document, each value with its place."""

import copy
import datetime as dt
import hashlib
import io
import pickle
import sys
from collections import OrderedDict
from http import HTTPStatus

import pytest

from validator.manifest.manifest import load_manifest, load_manifests, manifest_from_value
from validator.model.errors import ManifestError, Position, Problem
from validator.model.pointers import MISSING
from validator.model.text import Text

TEXT = """\
# a gate
mode: identification
storage:
  images: {kept: no}
sites: [north, south]
---
mode: verification
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "gate.yaml"
    path.write_text(TEXT, encoding="utf-8", newline="")
    return path


def refusals(call, *arguments):
    with pytest.raises(ManifestError) as caught:
        call(*arguments)
    assert all(problem.text.zh for problem in caught.value.problems)
    return [problem.line() for problem in caught.value.problems]


def test_one_manifest_per_document(file):
    first, second = load_manifests(file)
    assert first.value["storage"] == {"images": {"kept": "no"}}
    assert second.value == {"mode": "verification"}
    assert (first.document, second.document) == (0, 1)
    assert (first.documents, second.documents) == (2, 2)
    assert (first.name, second.name) == (f"{file}#1", f"{file}#2")
    assert first.source == second.source == str(file)
    assert first.sha256 == second.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert first.text == second.text == TEXT


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        ("", 1, 1),
        ("/mode", 2, 7),
        ("/mode/deeper", 2, 7),
        ("/storage", 3, 1),
        ("/storage/templates", 3, 1),
        ("/storage/images", 4, 3),
        ("/storage/images/kept", 4, 18),
        ("/storage/images/consent/grade", 4, 3),
        ("/sites", 5, 1),
        ("/sites/1", 5, 16),
        ("/sites/2", 5, 1),
        ("/sites/x", 5, 1),
        ("/nothing", 1, 1),
    ],
)
def test_position_of_the_nearest_value(file, pointer, line, column):
    first, second = load_manifests(file)
    assert first.position(pointer) == Position(line, column)
    assert second.position("/nothing") == Position(6, 1)
    assert second.position("/mode") == Position(7, 7)


def test_get(file):
    manifest, _ = load_manifests(file)
    assert manifest.get("/sites/1") == "south"
    assert manifest.get("/sites/2") is MISSING
    assert manifest.get("") is manifest.value


def test_exactly_one_document(file):
    assert refusals(load_manifest, file) == [
        f"{file}:6:1: expected one document, but the file has 2; this is the second"
    ]
    file.write_text("a: 1\n")
    assert load_manifest(str(file)).name == str(file)


def test_all_problems_carry_the_file(file):
    file.write_text("a: !x 1\na: .nan\n")
    assert [line.split(": ")[0] for line in refusals(load_manifest, file)] == [
        f"{file}:1:4",
        f"{file}:2:1",
        f"{file}:2:4",
    ]


def test_standard_input(monkeypatch):
    class Stdin:
        buffer = io.BytesIO(b'{"a": 1}')

    monkeypatch.setattr(sys, "stdin", Stdin)
    manifest = load_manifest("-")
    assert (manifest.name, manifest.value) == ("<stdin>", {"a": 1})


def test_a_manifest_is_frozen_and_its_repr_is_short():
    manifest = manifest_from_value({"a": 1})
    with pytest.raises(AttributeError, match="can't set attribute"):
        manifest.value = {}
    assert "marks" not in repr(manifest)


def test_from_a_value():
    value = {"b": [1, 2.5, None, True], "a": {"é": "x"}}
    manifest = manifest_from_value(value)
    assert manifest.value == value
    assert manifest.value is not value
    assert manifest.name == "<value>"
    canonical = '{"a":{"é":"x"},"b":[1,2.5,null,true]}'
    assert manifest.sha256 == hashlib.sha256(canonical.encode()).hexdigest()
    assert manifest.position("/b/1") == Position(1, 1)
    assert manifest.position("/no") == Position(1, 1)
    assert manifest_from_value([], "gate").name == "gate"


RECURSIVE: list = []
RECURSIVE.append({"again": RECURSIVE})

SHARED: list = ["x"]
for _ in range(30):
    SHARED = [SHARED, SHARED]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({1: "a"}, "the key 1 is not a string"),
        ({None: "a"}, "the key null is not a string"),
        (float("nan"), '"nan" is not a finite number'),
        ([float("-inf")], '"-inf" is not a finite number'),
        (10**18, "more than 18 digits"),
        pytest.param(-(10**10_000), "more than 18 digits", id="huge"),
        ("\ud800", "half a surrogate pair"),
        ({"\ud800": 1}, "half a surrogate pair"),
        (dt.datetime(2026, 1, 1), 'a value of type "datetime" is not JSON'),  # noqa: DTZ001 - the zone is not the point
        ([(1, 2)], 'a value of type "tuple" is not JSON'),
        ({"a": {1}}, 'a value of type "set" is not JSON'),
        (RECURSIVE, "nested more than 100 deep"),
        (SHARED, "more than 50000 keys and values"),
    ],
)
def test_values_that_are_not_json(value, said):
    (line, *_) = refusals(manifest_from_value, value)
    assert line.startswith("<value>:1:1: ")
    assert said in line


@pytest.mark.parametrize("send", [copy.copy, lambda it: pickle.loads(pickle.dumps(it))])
def test_an_error_keeps_its_problems_on_the_way_to_another_process(send):
    problem = Problem("a.yaml", Position(1, 2), Text("wrong", "有误"))
    sent = send(ManifestError((problem,)))
    assert (type(sent), sent.problems, str(sent)) == (
        ManifestError,
        (problem,),
        "a.yaml:1:2: wrong",
    )


class _Word(str):
    __slots__ = ()

    def __str__(self):
        return "another"


class _Share(float):
    __slots__ = ()


def test_strings_and_numbers_of_other_types_become_plain_ones():
    """Whatever a rule's code would make of them: it asks for the types of JSON."""
    value = {_Word("a"): [_Word("b"), HTTPStatus.OK, _Share(0.5), OrderedDict(c=True)]}
    copied = manifest_from_value(value).value
    assert copied == {"a": ["b", 200, 0.5, {"c": True}]}
    assert {type(key) for key in copied} == {str}
    assert [type(item) for item in copied["a"]] == [str, int, float, dict]
