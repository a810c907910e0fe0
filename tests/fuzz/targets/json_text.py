"""Bytes as a JSON file: accepted where the standard library accepts them, but for our limits."""

import json
import re
from pathlib import Path

from tests.support import jsonreference
from validator import ManifestError

from .reading import exact, read

ROOT = Path(__file__).parent.parent.parent.parent
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_LIMITS = ("nested more than 100 deep", "more than 50000 keys and values", "is empty")
SAMPLES = (
    '{"a": [1, -0, 1.5e3, true, false, null, "\\u00e9\\ud83d\\ude00\\n"], "b": {}}',
    "[]",
    "1",
)


def seeds():
    """Yield small values, a section of a manifest, and the hostile corpus."""
    yield from (sample.encode() for sample in SAMPLES)
    for path in sorted((ROOT / "tests" / "hostile" / "corpus").glob("*.json")):
        yield path.read_bytes()
    from validator import load_manifest

    value = load_manifest(ROOT / "examples" / "lobby-gate.yaml").value
    yield from (json.dumps(section, indent=1).encode() for section in value.values())


def test_one(data):
    answer = read(data, "f.json")
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError:
        assert isinstance(answer, ManifestError)
        return
    if _REFUSED.search(text) or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert isinstance(answer, ManifestError)
        return
    try:
        expected = jsonreference.loads(text)
    except (ValueError, RecursionError):
        assert isinstance(answer, ManifestError)
        return
    if isinstance(answer, ManifestError):
        assert any(limit in str(answer) for limit in _LIMITS), answer
    else:
        assert exact(answer[0].value) == exact(expected)
