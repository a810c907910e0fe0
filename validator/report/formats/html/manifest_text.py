"""The manifests as evaluated: their text with numbered lines, and marks at findings."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Reason, Status
from validator.model.groups import grouped
from validator.report import wording
from validator.report.formats.html import findings, messages, parts
from validator.report.formats.html.markup import separated, tag
from validator.report.formats.html.parts import OUTCOMES, line_anchor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from validator.manifest.model import Manifest
    from validator.model.text import Text
    from validator.report.formats.html.markup import Html
    from validator.report.formats.html.parts import Index, Sign
    from validator.report.formats.html.registers import Exemption

LINES = 2000
"""The most lines of a file that are printed in full; of longer ones, only lines near marks."""
_NEAR = 3
_BREAK = re.compile(r"\r\n|\n|\r")
"""The line ends of the reader (``validator.manifest.reading.lines``)."""


class LineMark(NamedTuple):
    """A short note at a line, with the anchor of the details."""

    sign: Sign
    label: Text
    anchor: str


class SourceText(NamedTuple):
    """One file with all its manifests, and the numbers of the lines that are printed."""

    number: int
    manifest: Manifest
    lines: list[str]
    shown: list[int]

    @property
    def anchors(self) -> list[str]:
        """The anchors of the lines that are printed."""
        return [line_anchor(self.number, line) for line in self.shown]


LineMarks = defaultdict[str, dict[LineMark, None]]
"""By the anchor of a line, its marks in order."""


def marks_of(
    index: Index,
    entries: Iterable[findings.FactEntry],
    sections: Iterable[findings.SectionToState],
    exempt: Iterable[Exemption],
) -> LineMarks:
    """Return the marks of findings, of missing facts and of waived failures."""
    marks: LineMarks = defaultdict(dict)
    for entry in entries:
        label = messages.FINDING_NUMBER.format(number=entry.number)
        mark = LineMark(OUTCOMES[entry.reason], label, entry.anchor)
        for fact in entry.facts:
            for place in findings.places_of(fact, index):
                marks[place.anchor][mark] = None
    facts_at = grouped(
        (place.anchor, anchor)
        for one in sections
        for anchor, fact in one.missing.items()
        for place in findings.places_to_state(fact, index)
    )
    for line, anchors in facts_at.items():  # one mark for all facts below a line
        label = messages.FACTS_TO_STATE.format(number=len(anchors))
        marks[line][LineMark(OUTCOMES[Reason.UNDECLARED], label, anchors[0])] = None
    waived = OUTCOMES[Status.WAIVED]
    for anchor, _, covered in exempt:
        mark = LineMark(waived, waived.text, anchor)
        if covered:
            for finding in covered.findings[: wording.MOST]:
                marks[index.place_of(covered, finding).anchor][mark] = None
    return marks


def texts(index: Index, marks: Mapping[str, dict[LineMark, None]]) -> list[SourceText]:
    """Return the text of each file, with the lines of long ones that are near marks."""
    files: dict[str, Manifest] = {}
    for manifest in index.report.manifests:
        files.setdefault(manifest.source, manifest)
    return [_text(number, one, marks) for number, one in enumerate(files.values())]


def _text(number: int, manifest: Manifest, marks: Mapping[str, dict[LineMark, None]]) -> SourceText:
    text = manifest.text
    if text is None:
        text = json.dumps(manifest.value, ensure_ascii=False, indent=2)
    lines = _BREAK.split(text.removesuffix("\n"))
    every = range(1, len(lines) + 1)
    if len(lines) <= LINES:
        return SourceText(number, manifest, lines, list(every))
    near = {
        line + step
        for line in every
        if line_anchor(number, line) in marks
        for step in range(-_NEAR, _NEAR + 1)
    }
    return SourceText(number, manifest, lines, sorted(near.intersection(every)))


def section(files: Iterable[SourceText], marks: Mapping[str, dict[LineMark, None]]) -> Html:
    """Return the text of each file."""
    content = [tag("p", messages.MARKS_LINK), [_file(file, marks) for file in files]]
    return parts.section("manifests", 8, messages.MANIFEST_TEXTS, content)


def _file(file: SourceText, marks: Mapping[str, dict[LineMark, None]]) -> Html:
    manifest, note = file.manifest, None
    if manifest.text is None:
        note = tag("p", messages.FROM_MEMORY, class_="small")
    elif len(file.lines) > LINES:
        note = tag("p", messages.LINES_NEAR_MARKS.format(len(file.lines)), class_="small")
    digest = tag("p", "SHA-256 ", tag("code", manifest.sha256), class_="cite")
    before = [0, *file.shown]
    lines = [
        _line(anchor, file.lines[line - 1], marks, line if line != last + 1 else None)
        for anchor, line, last in zip(file.anchors, file.shown, before, strict=False)
    ]
    listed = tag("ol", lines, class_="source")
    return parts.fold(tag("h3", manifest.source), digest, note, listed, id=f"s{file.number}")


def _line(
    anchor: str, text: str, marks: Mapping[str, dict[LineMark, None]], number: int | None
) -> Html:
    """Return a line with its marks; with its number where lines before it are left out."""
    own = list(marks.get(anchor, ()))
    links = [
        tag(
            "a",
            parts.symbol(mark.sign.symbol),
            " ",
            mark.label,
            class_=f"badge {mark.sign.tone}",
            href=f"#{mark.anchor}",
        )
        for mark in own
    ]
    content = separated([tag("code", text), *links], " ")
    tone = f"hit {own[0].sign.tone}" if own else None
    return tag("li", content, id=anchor, value=number, class_=tone)
