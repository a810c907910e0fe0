"""A part of the Markdown report: a title and rows, those of a table or of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from validator.model.text import Text
from validator.report.formats.tables import markdown_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from validator.model.text import Language

OPEN_ROWS = 25
"""Most rows of a part that stand open; the others are folded."""

_MORE = Text("{title}: {number} more", "{title}：另有 {number} 项")
_TITLED = Text("{title}: {number}", "{title}：{number}")


class Part(NamedTuple):
    """A part of the report.

    Attributes:
        title: own words, which are the same in Markdown and in HTML.
        header: the titles of a table's columns; empty for a list.
        rows: lines of Markdown, each with its line feed.
        folded: whether it is to be opened by the reader.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[str, ...]
    folded: bool = False


def titled(title: Text, number: int, language: Language, pattern: Text = _TITLED) -> str:
    """Return a title with the number of what stands under it."""
    return pattern[language].format(title=title[language], number=number)


def table(
    title: Text, columns: Sequence[Text], rows: Iterable[Iterable[str]], language: Language
) -> Iterator[Part]:
    """Yield a table, its first rows open and the others folded; nothing where there are none."""
    lines = tuple(map(markdown_row, rows))
    header = tuple(column[language] for column in columns)
    more = lines[OPEN_ROWS:]
    if lines:
        yield Part(titled(title, len(lines), language), header, lines[:OPEN_ROWS])
    if more:
        yield Part(titled(title, len(more), language, _MORE), header, more, folded=True)


def folded_table(
    title: Text, columns: Sequence[Text], rows: Iterable[Iterable[str]], language: Language
) -> Iterator[Part]:
    """Yield a table that is folded; nothing where there are no rows."""
    lines = tuple(map(markdown_row, rows))
    header = tuple(column[language] for column in columns)
    if lines:
        yield Part(titled(title, len(lines), language), header, lines, folded=True)


def listing(
    title: Text, items: Iterable[str], language: Language, number: int | None = None
) -> Iterator[Part]:
    """Yield a list that is folded; nothing where there are no items.

    Args:
        title: what the items are.
        items: lines of Markdown.
        language: that of the title.
        number: how many the title tells of, where one item speaks of several.
    """
    lines = tuple(f"- {item}\n" for item in items)
    if lines:
        told = len(lines) if number is None else number
        yield Part(titled(title, told, language), (), lines, folded=True)
