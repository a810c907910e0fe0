"""A part of the Markdown report: a title and rows, those of a table or of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from validator.report.formats.markdown import messages
from validator.report.formats.tables import markdown_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from validator.model.text import Language, Text

OPEN_ROWS = 25
"""Most rows of a part that are not folded."""


class Part(NamedTuple):
    """A part of the report.

    Attributes:
        title: a trusted text, which is the same in Markdown and in HTML.
        header: the titles of a table's columns; empty for a list.
        rows: lines of Markdown, each with its line feed.
        folded: whether it is collapsed at first.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[str, ...]
    folded: bool = False


def titled(
    title: Text, number: int, language: Language, pattern: Text = messages.SECTION_TITLE
) -> str:
    """Return a title with the number of its rows."""
    return pattern[language].format(title=title[language], number=number)


def table(
    title: Text, columns: Sequence[Text], rows: Iterable[Iterable[str]], language: Language
) -> Iterator[Part]:
    """Yield a table, its first rows open and the others folded; nothing if it is empty."""
    header = tuple(column[language] for column in columns)
    lines = tuple(map(markdown_row, rows))
    yield from _opened(title, header, lines, language, len(lines))


def entries(title: Text, items: Iterable[str], language: Language, number: int) -> Iterator[Part]:
    """Yield a list, its first items open and the others folded; nothing if it is empty.

    Args:
        title: the name of the items.
        items: Markdown, of one or more lines each.
        language: that of the title.
        number: the number in the title.
    """
    yield from _opened(title, (), tuple(f"- {item}\n" for item in items), language, number)


def _opened(
    title: Text, header: tuple[str, ...], lines: tuple[str, ...], language: Language, number: int
) -> Iterator[Part]:
    more = lines[OPEN_ROWS:]
    if lines:
        yield Part(titled(title, number, language), header, lines[:OPEN_ROWS])
    if more:
        yield Part(
            titled(title, len(more), language, messages.SECTION_CUT), header, more, folded=True
        )


def folded_table(
    title: Text, columns: Sequence[Text], rows: Iterable[Iterable[str]], language: Language
) -> Iterator[Part]:
    """Yield a folded table; nothing if it is empty."""
    lines = tuple(map(markdown_row, rows))
    header = tuple(column[language] for column in columns)
    if lines:
        yield Part(titled(title, len(lines), language), header, lines, folded=True)


def listing(
    title: Text, items: Iterable[str], language: Language, number: int | None = None
) -> Iterator[Part]:
    """Yield a folded list; nothing if it is empty.

    Args:
        title: the name of the items.
        items: lines of Markdown.
        language: that of the title.
        number: the number in the title, if one item is about several.
    """
    lines = tuple(f"- {item}\n" for item in items)
    if lines:
        count = len(lines) if number is None else number
        yield Part(titled(title, count, language), (), lines, folded=True)
