"""Bytes as a YAML file, which may be a JSON file as well."""

from pathlib import Path

from validator import Manifest, ManifestError
from validator.reading.yaml_reader import read_yaml

from .reading import exact, pointers_of, read

ROOT = Path(__file__).parent.parent.parent.parent
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
    documents = read_yaml(data.decode("utf-8-sig"), "f.yaml")
    assert [exact(item.value) for item in documents] == [exact(item.value) for item in manifests]
    for document, manifest in zip(documents, manifests, strict=True):
        slow = Manifest(
            document.value, "f.yaml", manifest.document, len(documents), "", document.marks
        )
        for pointer in pointers_of(manifest.value):
            assert manifest.position(pointer) == slow.position(pointer), pointer
