"""Sections of tidy YAML that were read before: in a fleet, manifests are much alike.

A section is a key with its value, in the outermost mapping or in one straight below. No line
before it has a say in what it means. So its text is read once and kept. What is kept is shared
by all documents in which the section stands; its marks are those of where it stands.
"""

from __future__ import annotations

import re

from validator.kept import Kept
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

_ROOM = 120_000
"""Characters of texts, of sections of either kind, that are held twice at most."""
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
        self._outer = Kept(_ROOM, _size)
        self._inner = Kept(_ROOM, _size)

    def document(self, text: str, read: Read) -> Document | None:
        """Return a document.

        Args:
            text: its last line ends with LF, as the others do.
            read: reads what is not kept.

        Returns:
            What reading the whole text would return; None where that gives up.
        """
        # After a line feed, a key in the first line begins a section as any other does.
        before, *texts = _OUTER.split(f"\n{text[:-1]}")
        if before and texts:
            texts[0] = f"{before[1:]}\n{texts[0]}"
        kept, sections, told = self._outer, [], []
        for item in texts:
            section = kept[item] or self._read(item, read)
            if section is None:
                return None
            sections.append(section)
            told.append(section)
            if section.is_hollow:
                told += section.parts
        if not _are_distinct(sections):
            return None
        return Document(_value(sections), (1, 1, _marks(sections, 0)), tuple(told))

    def _read(self, text: str, read: Read) -> _Section | None:
        """Return an outer section that is not kept."""
        head, *texts = _INNER.split(text)
        match = _HEAD.fullmatch(head)
        if match is None or match[1] in CONSTANTS or not texts:
            section = _single(text, read(f"{text}\n", 0))
            return self._outer.keep(text, section) if section else None
        return self._group(text, match[1], texts, read)

    def _group(self, text: str, key: str, texts: Sequence[str], read: Read) -> _Section | None:
        """Return the section that sections below a line with its key make up."""
        kept, sections, are_known = self._inner, [], True
        for item in texts:
            section = kept[key, item]
            if section is None:
                section, are_known = _single(item, read(f"{item}\n", _INDENT), key), False
                if section is None:
                    return None
                kept.keep((key, item), section)
            sections.append(section)
        if not _are_distinct(sections):
            return None
        mark = 1, 1, _marks(sections, 1)
        group = _Section(text, mark, key, _value(sections), None, tuple(sections))
        # With a part that was never met, the whole is not likely to be met again: it is not
        # worth while to put together what is found in its parts.
        group.is_hollow = not are_known
        return self._outer.keep(text, group) if are_known else group


def _size(key: Any) -> int:
    return _EACH + (len(key) if type(key) is str else len(key[1]))


class _Section(Section):
    """A section wherever it stands.

    Attributes:
        lines: how many lines it has.
    """

    __slots__ = ("_column", "_line", "_marks", "lines")

    def __init__(self, text: str, mark: tuple[int, int, Marks | None], *told: Any) -> None:
        super().__init__(*told)
        self.lines = text.count("\n") + 1
        self._line, self._column, self._marks = mark

    def mark(self, before: int) -> Mark:
        """Return its mark where lines stand before it."""
        marks = self._marks
        return self._line + before, self._column, (before, marks) if marks else marks


def _single(text: str, document: Document | None, above: str | None = None) -> _Section | None:
    """Return the section that a text was read as; None where it is no section, or several."""
    if document is None or len(document.value) > 1:
        return None
    ((key, value),) = document.value.items()
    root: Any = document.marks[2]
    return _Section(text, root[key], key, value, above)


def _are_distinct(sections: list[_Section]) -> bool:
    """Return whether there are sections, and no key stands twice."""
    return 0 < len(sections) == len({section.key for section in sections})


def _value(sections: list[_Section]) -> dict[str, Any]:
    return {section.key: section.value for section in sections}


def _marks(sections: list[_Section], before: int) -> dict[str, Mark]:
    marks = {}
    for section in sections:
        marks[section.key] = section.mark(before)
        before += section.lines
    return marks
