"""The manifests as evaluated: their text with numbered lines, and marks at findings."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Reason, Status
from validator.report.formats.html import messages, parts
from validator.report.formats.html.index import line_anchor
from validator.report.formats.html.marks import OUTCOMES
from validator.report.formats.html.markup import separated, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from validator.manifest.manifest import Manifest
    from validator.model.text import Text
    from validator.report.formats.html.accepted import Exemption
    from validator.report.formats.html.findings import Entry
    from validator.report.formats.html.index import Index
    from validator.report.formats.html.marks import Sign
    from validator.report.formats.html.markup import Html
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


def marks_of(
    entries: Iterable[Entry], sections: Iterable[Section], exempt: Iterable[Exemption]
) -> Marks:
    """Return the marks of findings, of missing facts and of waived failures."""
    marks: Marks = defaultdict(dict)
    for entry in entries:
        label = messages.FINDING_NUMBER.format(number=entry.number)
        for place in (place for fact in entry.facts for place in fact.places):
            marks[place.anchor][Mark(entry.sign, label, entry.anchor)] = None
    _add_missing(marks, sections)
    waived = OUTCOMES[Status.WAIVED]
    for item in exempt:
        for one in item.findings:
            marks[one.place.anchor][Mark(waived, waived.text, item.anchor)] = None
    return marks


def _add_missing(marks: Marks, sections: Iterable[Section]) -> None:
    """Mark the lines below which facts are missing: one mark for all of a line."""
    first: dict[str, list[str]] = {}
    for section in sections:
        for missing in section.missing:
            for place in missing.places:
                first.setdefault(place.anchor, []).append(missing.anchor)
    for anchor, facts in first.items():
        label = messages.FACTS_TO_STATE.format(number=len(facts))
        marks[anchor][Mark(OUTCOMES[Reason.UNDECLARED], label, facts[0])] = None


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


def section(files: Iterable[SourceText]) -> Html:
    """Return the text of each file."""
    content = [tag("p", messages.MARKS_LINK), [_file(file) for file in files]]
    return parts.section("manifests", 8, messages.MANIFEST_TEXTS, content)


def _file(file: SourceText) -> Html:
    note = None
    if file.in_memory:
        note = tag("p", messages.FROM_MEMORY, class_="small")
    elif not file.whole:
        note = tag("p", messages.LINES_NEAR_MARKS.format(file.length), class_="small")
    digest = tag("p", "SHA-256 ", tag("code", file.sha256), class_="cite")
    lines = tag("ol", [_line(line) for line in file.lines], class_="source")
    return parts.fold(tag("h3", file.label), digest, note, lines, id=file.anchor)


def _line(line: SourceLine) -> Html:
    links = [
        tag(
            "a",
            parts.symbol(mark.sign.symbol),
            " ",
            mark.label,
            class_=f"badge {mark.sign.tone}",
            href=f"#{mark.anchor}",
        )
        for mark in line.marks
    ]
    return tag(
        "li",
        separated([tag("code", line.text), *links], " "),
        id=line.anchor,
        value=line.number if line.gap else None,
        class_=f"hit {line.marks[0].sign.tone}" if line.marks else None,
    )
