"""The reader of tidy YAML against the strict one: what both read, they read alike."""

from pathlib import Path
from random import Random

import pytest
from tidytexts import MANIFESTS, PIECES, SMALL, text

from validator.errors import ManifestError
from validator.reading import tidy
from validator.reading.decode import decode
from validator.reading.shelf import Shelf
from validator.reading.tidy import read_tidy
from validator.reading.yaml_reader import read_yaml

ROUNDS = 30_000


def read_both(written):
    """Return what the tidy reader reads, and what the strict one does; None where it refuses."""
    found = read_tidy(written)
    try:
        (strict,) = read_yaml(decode(written.encode(), "f"), "f")
    except (ManifestError, ValueError):
        strict = None
    return found, strict


def assert_alike(written):
    found, strict = read_both(written)
    if found is None:
        return False
    assert strict is not None, written
    assert repr(found.value) == repr(strict.value), written  # 1 is not true, and order counts
    assert found.marks == strict.marks, repr(written)
    return True


def flat(mark, further=0):
    """Return marks in which every line counts from the start of the document."""
    line, column, children = mark
    line += further
    if isinstance(children, tuple):
        further, children = further + children[0], children[1]
    if isinstance(children, dict):
        children = {key: flat(child, further) for key, child in children.items()}
    elif children is not None:
        children = [flat(child, further) for child in children]
    return line, column, children


def test_what_was_read_before_is_read_alike():
    random, shelf = Random(2), Shelf()
    met = 0
    for _ in range(ROUNDS):
        written = text(random)
        if random.random() < 0.5:
            written = "\n".join((written, *random.choices(SMALL, k=random.randint(1, 3))))
        found, alone = read_tidy(written, shelf), read_tidy(written)
        assert (found is None) is (alone is None), repr(written)
        if found and alone:
            met += 1
            assert repr(found.value) == repr(alone.value), repr(written)
            assert flat(found.marks) == alone.marks, repr(written)
    assert met > ROUNDS / 10


def test_what_is_tidy_is_read_as_strictly_as_by_the_strict_reader():
    random = Random(1)
    accepted = sum(assert_alike(text(random)) for _ in range(ROUNDS))
    assert accepted > ROUNDS / 5


@pytest.mark.parametrize("written", MANIFESTS, ids=range(len(MANIFESTS)))
def test_our_examples_are_tidy(written):
    assert assert_alike(written)


TIDY = [
    "a: b",
    "a: b  # c\n",
    "a:\n  b:\n    - c\n    - d: e\n      f: g\n",
    "a:\n- b\nc:\n- d: e\n",
    "a: [b, c d, 'e', \"f\"]\n",
    "a: {b: c, d: {e: [f]}}\n",
    "a: [b,\n  c]\nd: {e: f,\n    g: h}\n",
    "a: b\n  c\n  d\n",
    "a: x:y\nb: http://c/d?e=f&g\nc: 12:30\n",
    "a: 1\nb: 1.5\nc: true\nd: null\ne: ~\nf: 0x1F\ng: 012\nh: No\ni: 2026-01-01\n",
    "a: []\nb: {}\n",
    "a: 滨江大厦 大堂\n",
    "# a\n\n\na: b\n   # c\nd: e\n",
]
UNTIDY = [
    *("", "\n", "# a\n", "a", "- a\n", "[a]\n", "{a: b}\n", "a:\n", "a:\nb: c\n", "a: b: c\n"),
    *("a: b\na: c\n", "a: {b: c, b: d}\n", "a: [b,]\n", "a: [,]\n", "a: [b c: d]\n", "a: {b}\n"),
    *("a: &b c\n", "a: *b\n", "a: !b c\n", "a: |\n  b\n", "a: >\n  b\n", "a: 'it''s'\n"),
    *('a: "b\\n"\n', "a: 'b\n  c'\n", "? a\n: b\n", "a:\tb\n", "a: b\r\nc: d\r\n", "%YAML 1.2\n"),
    *("null:\n  a: b\n", "a:\n  null:\n    b: c\n", "a:\n  b: c\n  b: d\n", "a:\n  b: c\n d: e\n"),
    *("---\na: b\n", "a: b\n---\nc: d\n", "a: b\n...\n", "null: a\n", "true: a\n", "1: a\n"),
    *(
        "a: .inf\n",
        f"a: {'9' * 19}\n",
        "a: - b\n",
        "a: b #c\n  d\n",
        "a: b #b\n  d\n",
        "a: b \n  d\n",
        "a: b\n\n  c\n",
        " a: b\n",
    ),
    *(
        "a:\n  b: c\n d: e\n",
        "a:\n  - b\n  c: d\n",
        "a: [b\nc]\n",
        "a: b\u2028c: d\n",
        "\ufeffa: b\n",
    ),
    *("a: [b] c\n", "a: {b: c} d\n", 'a: "b" c\n', "- a: b\n", "a: @b\n", "a: `b\n", "a: %b\n"),
]


@pytest.mark.parametrize("written", TIDY)
def test_tidy(written):
    assert assert_alike(written)


@pytest.mark.parametrize("written", UNTIDY)
def test_unusual_or_wrong(written):
    assert read_tidy(written) is None
    assert read_tidy(written, Shelf()) is None


def test_long_and_deep_texts_are_for_the_strict_reader():
    assert read_tidy(f"a: {'b' * tidy.LONGEST}") is None
    assert read_tidy(f"a: {'[' * 20}{']' * 20}\n") is None
    assert (
        read_tidy("".join(f"{'  ' * depth}a:\n" for depth in range(20)) + " " * 40 + "a: b\n")
        is None
    )
    wide = "a: [" + ", ".join(["b"] * 10_000) + "]\n"
    assert assert_alike(wide)


@pytest.mark.parametrize(
    "piece", [*PIECES, "a", "a ", "a: ", "::", "a:", "[a", "{a: ", "a,", "- a", "a\n "]
)
@pytest.mark.parametrize("before", ["", "a: ", "a: [", "a: {b: ", "a:\n- "])
def test_no_text_takes_long(before, piece):
    """A pattern that went back and forth would take for ever: 30,000 pieces, squared."""
    written = (before + piece * 30_000)[: tidy.LONGEST]
    read_tidy(written)


def test_the_readers_meet(tmp_path):
    from validator.manifest import load_manifest

    path = Path(tmp_path) / "a.yaml"
    path.write_text("a: {b: 1}\n", encoding="utf-8")
    manifest = load_manifest(path)
    assert manifest.value == {"a": {"b": 1}}
    assert manifest.position("/a/b").column == 8
