"""From ``face-manifest/v1`` to ``face-manifest/v2``: the text is edited, so comments stay.

Version 2 has no value ``not-assessed``: such a fact is not stated. ``null`` replaces
that value of version 1. Nothing else differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator.manifest import messages
from validator.manifest.model import read_manifests
from validator.manifest.vocabulary import pattern_of
from validator.model import pointers
from validator.model.errors import ManifestError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.model.errors import Position

    _Edit = tuple[Position, str, str]  # place, old text, new text

OLD, NEW = "face-manifest/v1", "face-manifest/v2"
_NOT_ASSESSED = "not-assessed"
_FACTS = {
    ("crossBorder", "occurs"),
    ("purposes", "*", "legalBasis"),
    ("scenario", "setting"),
    ("security", "cii"),
    ("subjects", "elderlyOrDisabled"),
    ("subjects", "under14", "policy"),
}
"""The facts that could be ``not-assessed`` in version 1."""


def migrated(path: str) -> tuple[str, int]:
    """Return the text of a file as version 2, and the number of facts that are no longer stated.

    Args:
        path: a YAML or JSON file of one or several manifests. Documents of version 2 stay
            as they are.

    Raises:
        ManifestError: the file cannot be read, or a value to replace is written in a way that
            is not plain, such as an alias; the places are named.
    """
    manifests = read_manifests(path)
    text = manifests[0].text or ""
    edits: list[_Edit] = []
    for manifest in manifests:
        if isinstance(manifest.value, dict) and manifest.value.get("apiVersion") == OLD:
            edits.append((manifest.position("/apiVersion"), OLD, NEW))
            edits += [
                (manifest.position(pointers.build(place)), _NOT_ASSESSED, "null")
                for place, value in _scalars(manifest.value, ())
                if value == _NOT_ASSESSED and pattern_of(place) in _FACTS
            ]
    return _edited(path, text, edits), sum(old == _NOT_ASSESSED for _, old, _ in edits)


def _scalars(value: Any, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _scalars(item, (*place, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _scalars(item, (*place, str(index)))
    else:
        yield place, value


def _edited(path: str, text: str, edits: list[_Edit]) -> str:
    lines = text.splitlines(keepends=True)
    problems = []
    for position, old, new in sorted(edits, reverse=True):  # from the end: positions stay valid
        line, start = lines[position.line - 1], position.column - 1
        rest = line[start:]
        forms = (f'"{old}"', f"'{old}'", old)
        written = next((form for form in forms if rest.startswith(form)), None)
        if written is None:  # an anchor, an alias, a block or an escape
            message = messages.NOT_WRITTEN_PLAINLY.format(old=old, new=new)
            problems.append(Problem(path, position, message))
        else:
            replaced = new if new == "null" else written.replace(old, new)
            lines[position.line - 1] = line[:start] + replaced + rest[len(written) :]
    if problems:
        raise ManifestError(tuple(reversed(problems)))
    return "".join(lines)
