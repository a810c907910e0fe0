"""From ``face-manifest/v1`` to ``face-manifest/v2``: the text is edited, so comments stay.

Version 2 has no value ``not-assessed``: such a fact is not stated. ``null`` replaces
that value of version 1. Faces may come from several sources: the one that version 1 names
becomes a list. Version 1 could not say that a list is partial: lists of which it did not ask for
every entry, and whose missing entries would be breaches, end in ``others-unknown``. Ways to
withdraw consent were free text; one that version 2 does not list becomes ``other``. Nothing else
differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from validator.manifest import messages
from validator.manifest.model import read_manifests
from validator.manifest.vocabulary import OTHERS_UNKNOWN, fact_at, pattern_of
from validator.model import pointers
from validator.model.errors import ManifestError, Position, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.manifest.model import Manifest

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
_SOURCE, _SOURCES = "referenceSource", "referenceSources"
_NULL, _LIST = _WHOLE = ("null", "[{}]")
"""What replaces a value as it is written, quotation marks included, which ``{}`` stands for."""
_PARTIAL = OTHERS_UNKNOWN
_CHANNELS, _OTHER = ("consent", "withdrawal", "channels", "*"), "other"
_MAYBE_PARTIAL = {
    ("crossBorder", "notice", "states"),
    ("deletion", "triggers"),
    ("governance", "filing", "contents"),
    ("governance", "impactAssessment", "covers"),
    ("governance", "rights"),
    ("notice", "accessibility"),
    ("notice", "manner"),
    ("notice", "states"),
    ("operators", "training", "topics"),
    ("security", "measures"),
    ("sharing", "recipients", "*", "contract", "covers"),
    ("sharing", "recipients", "*", "notice", "states"),
}
"""The lists that version 1 did not ask to be complete, and that state what is done."""


class _Edit(NamedTuple):
    """Text to replace, from a place on, or from the quotation mark there.

    ``new`` is what is then within the quotation marks, one of ``_WHOLE``, or ``_PARTIAL`` for an
    entry to add after this one.
    """

    at: Position
    old: str
    new: str


def migrated(path: str) -> tuple[str, int, int]:
    """Return the text of a file of manifests as version 2, and what it no longer states.

    Returns:
        The text, the number of facts that are no longer stated, and the number of lists that may
        now have further entries. Documents of version 2 stay as they are.

    Raises:
        ManifestError: the file cannot be read, or a value to replace is written in a way that is
            not plain, such as an alias; the places are named.
    """
    manifests = read_manifests(path)
    text = manifests[0].text or ""
    lines = text.splitlines(keepends=True)
    edits: list[_Edit] = []
    for manifest in manifests:
        if isinstance(manifest.value, dict) and manifest.value.get("apiVersion") == OLD:
            edits += _edits(manifest, lines)
    dropped = sum(edit.old == _NOT_ASSESSED or edit.new == _OTHER for edit in edits)
    return _edited(path, lines, edits), dropped, sum(edit.new == _PARTIAL for edit in edits)


def _edits(manifest: Manifest, lines: list[str]) -> Iterator[_Edit]:
    """Yield what to replace in one document of version 1."""
    for place, value in _scalars(manifest.value, ()):
        at = manifest.place_of(place)
        if place == ("apiVersion",):
            yield _Edit(at, OLD, NEW)
        elif value == _NOT_ASSESSED and pattern_of(place) in _FACTS:
            yield _Edit(at, _NOT_ASSESSED, _NULL)
        elif place == ("matching", _SOURCE):
            key = lines[at.line - 1].rfind(_SOURCE, 0, at.column - 1)
            # A value on a line of its own is not edited: the error is at the value.
            yield _Edit(Position(at.line, key + 1) if key >= 0 else at, _SOURCE, _SOURCES)
            if value is not None and key >= 0:
                yield _Edit(at, str(value), _LIST)
        elif pattern_of(place) == _CHANNELS and value not in fact_at(_CHANNELS).values:
            yield _Edit(at, str(value), _OTHER)
        elif _is_last_of_a_list(manifest, place):
            yield _Edit(at, str(value), _PARTIAL)


def _is_last_of_a_list(manifest: Manifest, place: tuple[str, ...]) -> bool:
    """Return whether a place is the last entry of a list that may be partial."""
    if pattern_of(place[:-1]) not in _MAYBE_PARTIAL:
        return False
    entries = pointers.resolve(manifest.value, place[:-1])
    return isinstance(entries, list) and place[-1] == str(len(entries) - 1)


def _scalars(value: Any, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _scalars(item, (*place, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _scalars(item, (*place, str(index)))
    else:
        yield place, value


def _edited(path: str, lines: list[str], edits: list[_Edit]) -> str:
    problems = []
    newline = "\r\n" if lines[0].endswith("\r\n") else "\n"
    for at, old, new in sorted(edits, reverse=True):  # from the end: positions stay valid
        line, start = lines[at.line - 1], at.column - 1
        rest = line[start:]
        forms = (f'"{old}"', f"'{old}'", old)
        written = next((form for form in forms if rest.startswith(form)), None)
        if written is None:  # an anchor, an alias, a block or an escape
            message = messages.NOT_WRITTEN_PLAINLY.format(old=old, new=new.format(old))
            problems.append(Problem(path, at, message))
        else:
            before = line[:start]
            if new == _PARTIAL and before.strip() == "-":  # an entry on a line of its own
                text = line.rstrip("\r\n")
                entry = before + written.replace(old, new) + line[len(text) :]
                lines[at.line - 1 : at.line] = [text + newline, entry]
            else:
                lines[at.line - 1] = before + _replaced(written, old, new) + rest[len(written) :]
    if problems:
        raise ManifestError(tuple(reversed(problems)))
    return "".join(lines)


def _replaced(written: str, old: str, new: str) -> str:
    """Return what is ``written`` after an edit."""
    if new == _PARTIAL:
        return f"{written}, {written.replace(old, new)}"
    return new.format(written) if new in _WHOLE else written.replace(old, new)
