"""Sections of tidy YAML that were read before: in a fleet, manifests are much alike.

A section is a key with its value, in the outermost mapping or in one straight below. No line
before it has a say in what it means. So its text is read once and kept. What is kept is shared
by all documents in which the section stands; its marks are those of where it stands.
"""

from __future__ import annotations

import re

from validator.reading.document import Document, Section
from validator.reading.scalars import CONSTANTS
from validator.reading.tidyflow import KEY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from validator.reading.document import Mark, Marks

    Read = Callable[[str, int], Document | None]
    """From a text whose keys are indented so far to the document that it is."""
    New = Callable[[str, Read], "_Section | None"]

_ROOM = 500_000
"""Characters of sections that are met until those are forgotten that were not met since."""
_EACH = 100
"""Characters that a section counts for beside its text: the shortest takes memory too."""

_INDENT = 2
_OUTER = re.compile(r"\n(?=[A-Za-z_])")
_INNER = re.compile(rf"\n(?= {{{_INDENT}}}[A-Za-z_])")
_HEAD = re.compile(KEY)


class Shelf:
    """Keeps sections from one document to the next."""

    def __init__(self) -> None:
        """Start with none."""
        self._kept: dict[str, _Section] = {}
        self._older: dict[str, _Section] = {}
        self._taken = 0

    def document(self, text: str, read: Read) -> Document | None:
        """Return a document.

        Args:
            text: its last line ends with LF, as the others do.
            read: reads what is not kept.

        Returns:
            What reading the whole text would return; None where that gives up.
        """
        if self._taken > _ROOM:
            self._older, self._kept, self._taken = self._kept, {}, 0
        # After a line feed, a key in the first line begins a section as any other does.
        before, *texts = _OUTER.split(f"\n{text[:-1]}")
        if before and texts:
            texts[0] = f"{before[1:]}\n{texts[0]}"
        sections = self._sections(texts, read, self._outer)
        if not sections:
            return None
        return Document(_value(sections), (1, 1, _marks(sections, 0)), tuple(sections))

    def _sections(self, texts: Sequence[str], read: Read, new: New) -> list[_Section] | None:
        """Return the sections of a mapping; None where one is unusual or a key stands twice."""
        kept, sections = self._kept, []
        for text in texts:
            section = kept.get(text) or self._keep(text, self._older.get(text) or new(text, read))
            if section is None:
                return None
            sections.append(section)
        return sections if len({item.key for item in sections}) == len(sections) else None

    def _keep(self, text: str, section: _Section | None) -> _Section | None:
        if section:
            self._kept[text] = section
            self._taken += len(text) + _EACH
        return section

    def _outer(self, text: str, read: Read) -> _Section | None:
        head, *texts = _INNER.split(text)
        match = _HEAD.fullmatch(head)
        if match is None or match[1] in CONSTANTS or not texts:
            return _single(text, read)
        sections = self._sections(texts, read, _inner)
        return _group(text, match[1], sections) if sections else None


def _inner(text: str, read: Read) -> _Section | None:
    return _single(text, read, _INDENT)


class _Section(Section):
    """A section wherever it stands.

    Attributes:
        lines: how many lines it has.
    """

    __slots__ = ("_column", "_line", "_marks", "lines")

    def __init__(
        self, text: str, key: str, value: Any, mark: tuple[int, int, Marks | None]
    ) -> None:
        super().__init__(key, value)
        self.lines = text.count("\n") + 1
        self._line, self._column, self._marks = mark

    def mark(self, before: int) -> Mark:
        """Return its mark where lines stand before it."""
        marks = self._marks
        return self._line + before, self._column, (before, marks) if marks else marks


def _single(text: str, read: Read, indent: int = 0) -> _Section | None:
    document = read(f"{text}\n", indent)
    if document is None or len(document.value) > 1:
        return None
    ((key, value),) = document.value.items()
    root: Any = document.marks[2]
    return _Section(text, key, value, root[key])


def _group(text: str, key: str, sections: list[_Section]) -> _Section:
    """Return the section that sections make up, below a line with its key."""
    return _Section(text, key, _value(sections), (1, 1, _marks(sections, 1)))


def _value(sections: list[_Section]) -> dict[str, Any]:
    return {section.key: section.value for section in sections}


def _marks(sections: list[_Section], before: int) -> dict[str, Mark]:
    marks = {}
    for section in sections:
        marks[section.key] = section.mark(before)
        before += section.lines
    return marks
