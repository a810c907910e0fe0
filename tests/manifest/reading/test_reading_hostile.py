"""Input made to exhaust the reader: refused, and soon."""

import gc
import sys
import time

import pytest

from validator.manifest.manifest import load_manifests
from validator.manifest.reading.document import NESTING, NODES
from validator.manifest.reading.json_reader import read_json
from validator.manifest.reading.source import SIZE_LIMIT
from validator.manifest.reading.yaml_reader import read_yaml
from validator.model.errors import ManifestError

SECONDS = 2.0
N = SIZE_LIMIT
LAUGHS = "a: &a [" + "x," * 10 + "]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(9)
)  # fmt: skip
MERGES = "a: &a {k: v}\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} {{l: *{chr(97 + i)}, r: *{chr(97 + i)}}}\n" for i in range(24)
)
LADDER = "a0: &a0 [x]\n" + "".join(f"a{i + 1}: &a{i + 1} [*a{i}]\n" for i in range(NESTING))


@pytest.fixture(autouse=True)
def soon():
    """The time of this test alone: other tests left threads that work, and objects to collect."""
    gc.freeze()
    start = time.thread_time()
    yield
    taken = time.thread_time() - start
    gc.unfreeze()
    traced = sys.gettrace() is not None  # measuring coverage takes several times as long
    assert taken < SECONDS * (10 if traced else 1)


def first(call, text):
    with pytest.raises(ManifestError) as caught:
        call(text, "f")
    return caught.value.problems[0].line()


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("[" * 10_000, "1:101", "nested more than 100 deep"),
        ("[" * 200_000, "1:101", "nested more than 100 deep"),
        ("{a: " * 200_000, "1:401", "nested more than 100 deep"),
        ("- " * 200_000, "1:201", "nested more than 100 deep"),
        ("? " * 200_000, "1:201", "nested more than 100 deep"),
        ("".join(" " * i + "a:\n" for i in range(2_500)), "101:101", "nested more than 100 deep"),
        (LADDER, "100:12", "nested more than 100 deep"),
        (LAUGHS, "5:17", "more than 50000 keys and values"),
        (MERGES, "14:11", "more than 50000 keys and values"),
        ("&a [" + "*a, " * 200_000, "1:5", "inside its own anchor"),
        ("-\n" * (N // 2), "50001:2", "more than 50000 keys and values"),
        ("--- 1\n" * (N // 6), "1001:1", "more than 1000 documents"),
        ("---\n" + "-\n" * 49_000 + "---\n" + "-\n" * 49_000, "50002:", "more than 50000"),
        ("a: 1\n" * (N // 5), "2:1", "is a duplicate"),
        ("".join(f"%TAG !{i}! x\n" for i in range(250_000)) + "--- a", "1:1", "%TAG directives"),
        ("1" * N, "1:1", "more than 18 digits"),
        (" " * N, "1:1", "the file is empty"),
        ("\n" * N, "1:1", "the file is empty"),
        ("#\n" * (N // 2), "1:1", "the file is empty"),
        ("*" + "a" * N, "1:1", "has no anchor"),
        ("!" * N, "1:1", "is not accepted"),
        ("%" + "a" * N, "1:", "unknown directive"),
        (": " * (N // 2), "1:1", "not valid YAML"),
        ('"' + "a" * N, f"1:{N + 2}", "not valid YAML"),
        ("a: 'x\n" * (N // 6), "", "not valid YAML"),
    ],
)
def test_yaml(text, place, said):
    line = first(read_yaml, text)
    assert line.startswith(f"f:{place}")
    assert said in line


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("[" * 200_000, "1:101", "nested more than 100 deep"),
        ('{"a":' * 200_000, "1:501", "nested more than 100 deep"),
        ("[" + "1," * (N // 2), "1:100002", "more than 50000 keys and values"),
        ("[" + "\n" * N, f"{N + 1}:1", "found the end of the file"),
        ("[" + "\n1," * (N // 3), "50002:1", "more than 50000 keys and values"),
        ("1" * N, "1:1", "more than 18 digits"),
        ('"' + "a" * N, "1:1", "expected a string that ends"),
        ("a" * N, "1:1", "expected a value"),
        ("{" + '"a":1,' * (N // 6), "1:8", "is a duplicate"),
        (" " * N, "1:1", "the file is empty"),
    ],
)
def test_json(text, place, said):
    line = first(read_json, text)
    assert line.startswith(f"f:{place}")
    assert said in line


@pytest.mark.parametrize(
    "text", ["a: " + "x" * N, '"' + "a\n" * (N // 2) + '"', "0" * N, "a\n" * (N // 2)]
)
def test_long_scalars_are_read(text):
    assert len(read_yaml(text, "f")) == 1


@pytest.mark.parametrize("read", [read_json, lambda text, name: read_yaml(text, name)[0]])
def test_the_limits_are_what_they_say(read):
    deepest = "[" * NESTING + "]" * NESTING
    assert read(deepest, "f").value
    assert "nested more than 100 deep" in first(read, f"[{deepest}]")
    widest = "[" + "1," * (NODES - 2) + "1]"
    assert len(read(widest, "f").value) == NODES - 1
    assert "more than 50000" in first(read, widest.replace("]", ",1]"))


@pytest.mark.parametrize("name", ["f.yaml", "f.json", "f"])
def test_a_file_of_50_megabytes(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"- a: [b, c]\n" * 4_200_000)
    with pytest.raises(ManifestError, match="larger than 4194304 bytes"):
        load_manifests(path)
