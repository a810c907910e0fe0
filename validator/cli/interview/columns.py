"""Lines that fit a terminal, where a Chinese character takes two columns."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# A line may end after a blank or before and after a wide character, but must not
# begin with punctuation that closes something.
_CLOSING = "[，。；：、！？）】》]*"
_PIECES = re.compile(rf"(?:[^\s\u2e80-\uffef]+|[\u2e80-\uffef]){_CLOSING}\s*|\s+")


def width(text: str) -> int:
    """Return the columns that a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def wrap(text: str, columns: int) -> Iterator[str]:
    """Yield the lines of a text broken to a width; a word that is too long stays whole."""
    line = ""
    for piece in _PIECES.findall(text):
        if line and width(line) + width(piece.rstrip()) > columns:
            yield line.rstrip()
            line = ""
        line += piece
    yield line.rstrip()


def hang(head: str, text: str, columns: int) -> Iterator[str]:
    """Yield a text after a head, with its further lines indented as far as the head reaches."""
    indent = width(head)
    for number, line in enumerate(wrap(text, columns - indent)):
        yield (head if number == 0 else " " * indent) + line


def pad(text: str, columns: int) -> str:
    """Return a text with blanks behind it up to a width."""
    return text + " " * (columns - width(text))
