"""Lines for terminals and logs: the line of a finding with a mark, widths, wrapping."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from unicodedata import east_asian_width

from validator.model.quote import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.engine.results import Finding

WIDTH = 100
"""The most columns of a line of a manifest that are shown; equal on every terminal."""
_BEFORE = 40
"""How much is kept before the place, if the line is longer."""


def frame(finding: Finding, columns: int | None = None) -> Iterator[str]:
    """Yield the line of a finding with its number, and a line with a mark below its place.

    Manifests are untrusted: the line is escaped, and cut around the place. Nothing is shown
    of a value from memory, which has no lines. ``columns`` are those of the terminal.
    """
    text = finding.manifest.text_of(finding.file)
    line, column = finding.position
    lines = _lines(text) if text else []
    if line > len(lines):
        return
    start = column - 1
    # A file may be one line of megabytes.
    before = lines[line - 1][max(start - WIDTH, 0) : start]
    after = lines[line - 1][start : start + WIDTH + 1]
    number = str(line)
    room = WIDTH if columns is None else min(WIDTH, max(columns, _LEAST) - len(number) - 5)
    left = _head(one_line(before.expandtabs(1))[::-1], min(_BEFORE, room // 2))[::-1]
    right = _head(one_line(after.expandtabs(1)), room - width(left))
    yield f"  {number} | {left}{right}"
    yield f"  {' ' * len(number)} | {' ' * width(left)}^"


@lru_cache(8)  # a report has many findings in few files
def _lines(text: str) -> list[str]:
    return re.split("\r\n|\r|\n", text)


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: Chinese characters take two."""
    plain = re.sub(_COLOURS, "", text) if "\x1b" in text else text
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in plain)


_COLOURS = "\x1b\\[[0-9]+m"
_WIDE = "\u2e80-\uffee"
_OPENING = "《〈「『【〔（［｛"
_CLOSING = "》〉」』】〕）］｝，。、；：！？"
_PIECES = rf"\(*[{_OPENING}]*(?:[^ {_WIDE}]+|[^ {_OPENING}])[{_CLOSING}]* ?| +|[{_OPENING}]"
"""A word or a Chinese character, with opening marks before it, and closing marks and a space after
it: a line may end after each piece, so no line ends with an opening mark or starts with a closing
one. Compiled when a line is wrapped for a terminal."""
_LEAST = 40
"""Terminals that are narrower than this are not wrapped for."""


def wrapped(line: str, columns: int | None) -> str:
    """Return a line in several, each within the columns of a terminal and indented like the first.

    Colours take no columns. Without a terminal the line is left as it is.
    """
    if columns is None or columns < _LEAST or width(line) <= columns:
        return line
    start = line[: len(line) - len(line.lstrip(" "))]
    return "\n".join(wrap(line, columns, f"{start}  "))


def wrap(text: str, columns: int, indent: str = "") -> Iterator[str]:
    """Yield the lines of a text, each within some columns; a longer word is not broken.

    Colours take no columns. All lines but the first start with ``indent``.
    """
    line, used = "", 0
    for piece in re.findall(_PIECES, text):
        if used + width(piece.rstrip(" ")) > columns and line.strip(" "):
            yield line.rstrip(" ")
            line, used = indent, width(indent)
        line += piece
        used += width(piece)
    yield line.rstrip(" ")


def _head(text: str, columns: int) -> str:
    """Return the start of a text that fits into some columns, with a mark where it is cut."""
    if width(text) <= columns:
        return text
    used = accumulate(map(width, text))
    return f"{text[: sum(one < columns for one in used)]}…"
