"""What must hold of a text that is read as a manifest, whatever it is."""

import json
import re

from validator import ManifestError, manifest_from_value
from validator.manifest.bases import Bases
from validator.manifest.manifest import extends
from validator.manifest.model import read_text
from validator.manifest.structure import manifest_problems
from validator.model import pointers

_LINE = re.compile("\r\n|\r|\n")
_RAW = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_IN_WORDS = re.compile(r" began at line (\d+)\)")
_DEEPEST = 100


def read(data, name):
    """Return the manifests of some bytes, or the error that refuses them; the same ones twice."""
    once, again = (_read(data, name) for _ in range(2))
    assert _as_text(once) == _as_text(again)
    lines = _LINE.split(data.decode("utf-8", "replace"))
    if isinstance(once, ManifestError):
        check_problems(once.problems, lines)
    else:
        assert once
        for manifest in once:
            _check(manifest, lines)
    return once


def _read(data, name):
    try:
        return [Bases().extended(one) if extends(one) else one for one in read_text(data, name)]
    except ManifestError as error:
        return error


def _as_text(answer):
    if isinstance(answer, ManifestError):
        return str(answer)
    return [(exact(item.value), item.name, item.sha256, item.position("")) for item in answer]


def exact(value):
    """Return a text that tells 1 from 1.0 and from true, and is valid JSON."""
    return json.dumps(value, sort_keys=True, allow_nan=False)


def check_problems(problems, lines):
    """Assert that problems say something, in one printable line, of places that there are.

    Args:
        lines: of the text that they are about; None where it has no places.
    """
    assert problems
    for problem in problems:
        assert problem.text.en
        assert problem.text.zh
        assert not _RAW.search(problem.line("en") + problem.line("zh"))
        for number in _IN_WORDS.findall(problem.text.en) if lines is not None else ():
            assert 1 <= int(number) <= len(lines), problem
        if lines is not None and problem.position is not None:
            _check_place(problem.position, lines)


def _check_place(position, lines):
    assert 1 <= position.line <= len(lines), position
    assert 1 <= position.column <= len(lines[position.line - 1]) + 1, position


def _check(manifest, lines):
    for pointer in pointers_of(manifest.value):
        _check_place(manifest.position(pointer), lines)
    exact(manifest.value).encode()
    assert exact(manifest_from_value(manifest.value).value) == exact(manifest.value)
    (again,) = _read(json.dumps(manifest.value).encode(), "again.json")
    assert exact(again.value) == exact(manifest.value)
    problems = manifest_problems(manifest)
    if problems:
        check_problems(problems, lines)


def pointers_of(value, parts=()):
    """Yield the place of a JSON value and of all that is in it."""
    assert len(parts) <= _DEEPEST
    yield pointers.build(parts)
    children = ()
    if isinstance(value, dict):
        assert all(type(key) is str for key in value)
        children = value.items()
    elif isinstance(value, list):
        children = enumerate(value)
    for key, child in children:
        yield from pointers_of(child, (*parts, key))
