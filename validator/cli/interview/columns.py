"""Text layout for terminals, where a Chinese character takes two columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from validator.report.formats.lines import width

if TYPE_CHECKING:
    from collections.abc import Iterator

# A line may end after a blank or before and after a wide character, but must not
# start with closing punctuation.
_CLOSING = "[，。；：、！？）】》]*"
_PIECES = re.compile(rf"(?:[^\s\u2e80-\uffef]+|[\u2e80-\uffef]){_CLOSING}\s*|\s+")


def wrap(text: str, columns: int) -> Iterator[str]:
    """Yield the lines of a text wrapped to a width; a longer word is not broken."""
    line = ""
    for piece in _PIECES.findall(text):
        if line and width(line) + width(piece.rstrip()) > columns:
            yield line.rstrip()
            line = ""
        line += piece
    yield line.rstrip()


def hang(head: str, text: str, columns: int) -> Iterator[str]:
    """Yield a text after a head, with the following lines indented to the same column."""
    indent = width(head)
    for number, line in enumerate(wrap(text, columns - indent)):
        yield (head if number == 0 else " " * indent) + line
