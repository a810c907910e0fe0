"""Bytes as a YAML file, which may be a JSON file as well."""

from pathlib import Path

from validator import ManifestError

from .reading import exact, read

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
    as_json = read(data, "f.json")
    if not isinstance(as_json, ManifestError):
        assert [exact(item.value) for item in as_json] == [exact(item.value) for item in answer]
