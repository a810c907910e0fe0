"""The manifests as evaluated: their text with numbered lines, and marks at findings."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from validator.report.formats.html import messages
from validator.report.formats.html.index import line_anchor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from validator.manifest.manifest import Manifest
    from validator.model.text import Text
    from validator.report.formats.html.findings import Entry
    from validator.report.formats.html.index import Index, Place
    from validator.report.formats.html.marks import Sign
    from validator.report.formats.html.missing import Section
    from validator.report.report import Report

LINES = 2000
"""The most lines of a file that are printed in full; of longer ones, only lines near marks."""
_NEAR = 3
_BREAK = re.compile(r"\r\n|\n|\r")
"""The line ends of the reader (``validator.manifest.reading.lines``)."""


class Mark(NamedTuple):
    """A short note at a line, with the anchor of the details."""

    sign: Sign
    label: Text
    anchor: str


class SourceLine(NamedTuple):
    """One line of a file; ``gap`` means that lines before it are left out."""

    number: int
    anchor: str
    text: str
    marks: tuple[Mark, ...]
    gap: bool


class SourceText(NamedTuple):
    """One file, with all its manifests."""

    anchor: str
    label: str
    sha256: str
    length: int
    whole: bool
    in_memory: bool
    lines: tuple[SourceLine, ...]


Marks = defaultdict[str, dict[Mark, None]]
"""By the anchor of a line, its marks in order."""


def add_entries(marks: Marks, entries: Iterable[Entry]) -> None:
    """Mark the lines of findings."""
    for entry in entries:
        label = messages.FINDING_NUMBER.format(number=entry.number)
        for place in (place for fact in entry.facts for place in fact.places):
            marks[place.anchor][Mark(entry.sign, label, entry.anchor)] = None


def add_missing(marks: Marks, sections: Iterable[Section], sign: Sign) -> None:
    """Mark the lines below which facts are missing: one mark for all of a line."""
    first: dict[str, list[str]] = {}
    for section in sections:
        for missing in section.missing:
            for place in missing.places:
                first.setdefault(place.anchor, []).append(missing.anchor)
    for anchor, facts in first.items():
        label = messages.FACTS_TO_STATE.format(number=len(facts))
        marks[anchor][Mark(sign, label, facts[0])] = None


def add_waived(marks: Marks, places: Iterable[tuple[Place, str]], sign: Sign) -> None:
    """Mark the lines of waived failures."""
    for place, anchor in places:
        marks[place.anchor][Mark(sign, sign.text, anchor)] = None


def texts(
    report: Report, index: Index, marks: Mapping[str, dict[Mark, None]], *, whole: bool
) -> tuple[SourceText, ...]:
    """Return the text of each file.

    Args:
        report: the report.
        index: the anchors of the document.
        marks: the marks of lines.
        whole: whether to print whole files; otherwise only lines near marks.
    """
    files: dict[str, Manifest] = {}
    for manifest in report.manifests:
        files.setdefault(manifest.source, manifest)
    return tuple(_text(manifest, index, marks, whole=whole) for manifest in files.values())


def _text(
    manifest: Manifest, index: Index, marks: Mapping[str, dict[Mark, None]], *, whole: bool
) -> SourceText:
    number = index.source_number(manifest)
    lines = _lines(manifest)
    entire = whole and len(lines) <= LINES
    marked = {place for place in range(1, len(lines) + 1) if line_anchor(number, place) in marks}
    shown = list(range(1, len(lines) + 1)) if entire else _near(marked, len(lines))
    return SourceText(
        anchor=f"s{number}",
        label=manifest.source,
        sha256=manifest.sha256,
        length=len(lines),
        whole=entire,
        in_memory=manifest.text is None,
        lines=tuple(_numbered(shown, lines, number, marks)),
    )


def _lines(manifest: Manifest) -> list[str]:
    text = manifest.text
    if text is None:
        text = json.dumps(manifest.value, ensure_ascii=False, indent=2)
    return _BREAK.split(text.removesuffix("\n"))


def _near(marked: set[int], count: int) -> list[int]:
    near = {
        place + step
        for place in marked
        for step in range(-_NEAR, _NEAR + 1)
        if 1 <= place + step <= count
    }
    return sorted(near)


def _numbered(
    shown: list[int], lines: list[str], source: int, marks: Mapping[str, dict[Mark, None]]
) -> Iterator[SourceLine]:
    before = 0
    for place in shown:
        anchor = line_anchor(source, place)
        line_marks = tuple(marks.get(anchor, ()))
        yield SourceLine(place, anchor, lines[place - 1], line_marks, place != before + 1)
        before = place
