"""A part of the Markdown report: a title and rows, those of a table or of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from validator.report.formats.markdown.messages import SECTION_CUT, SECTION_TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from validator.model.text import Text

OPEN_ROWS = 25
"""Most rows of a part that are not folded."""


class Part(NamedTuple):
    """A part of the report.

    Attributes:
        title: a trusted text, which is the same in Markdown and in HTML.
        rows: lines of Markdown, each with its line feed.
        columns: the titles of a table's columns; empty for a list.
        folded: whether it is collapsed at first.
    """

    title: Text
    rows: tuple[str, ...]
    columns: tuple[Text, ...] = ()
    folded: bool = False

    def opened(self, most: int = OPEN_ROWS, number: int | None = None) -> Iterator[Part]:
        """Yield the first rows open and the others folded, with their number in the title.

        Args:
            most: the number of rows that are open; 0 to fold all.
            number: the number in the title; that of the rows if it is left out.
        """
        first, others = self.rows[:most], self.rows[most:]
        number = len(self.rows) if number is None else number
        title = SECTION_TITLE.format(title=self.title, number=number)
        if first:
            yield self._replace(title=title, rows=first)
        if others:
            more = SECTION_CUT.format(title=self.title, number=len(others)) if first else title
            yield self._replace(title=more, rows=others, folded=True)


def listing(title: Text, items: Iterable[str]) -> Part:
    """Return a list of items, each Markdown of one or more lines."""
    return Part(title, tuple(f"- {item}\n" for item in items))
