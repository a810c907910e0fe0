"""Bytes as a YAML file, which may be a JSON file as well."""

from pathlib import Path

from validator import Manifest, ManifestError
from validator.reading.shelf import Shelf
from validator.reading.tidy import read_tidy
from validator.reading.yaml_reader import read_yaml

from .reading import exact, pointers_of, read

ROOT = Path(__file__).parent.parent.parent.parent
_SHELF = Shelf()
_LONGEST = 3000
_CUT = 800


def seeds():
    """Yield the examples in parts, and the hostile corpus."""
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        text = path.read_bytes()
        yield from (text[start : start + _CUT] for start in range(0, len(text), _CUT))
    for path in sorted((ROOT / "tests" / "hostile" / "corpus").iterdir()):
        if path.stat().st_size <= _LONGEST:
            yield path.read_bytes()


def test_one(data):
    answer = read(data, "f.yaml")
    if isinstance(answer, ManifestError):
        return
    _as_libyaml_says(answer, data)
    as_json = read(data, "f.json")
    if not isinstance(as_json, ManifestError):
        assert [exact(item.value) for item in as_json] == [exact(item.value) for item in answer]


def _as_libyaml_says(manifests, data):
    """Assert that values and places are those of libyaml's events, however they were read."""
    text = data.decode("utf-8-sig")
    slow = _manifests(read_yaml(text, "f.yaml"))
    kept = read_tidy(text, _SHELF)
    for read_otherwise in (manifests, _manifests([kept]) if kept else slow):
        assert [exact(item.value) for item in slow] == [exact(it.value) for it in read_otherwise]
        for one, other in zip(slow, read_otherwise, strict=True):
            for pointer in pointers_of(one.value):
                assert one.position(pointer) == other.position(pointer), pointer


def _manifests(documents):
    return [Manifest(item.value, "f.yaml", 0, 1, b"", item.marks) for item in documents]
