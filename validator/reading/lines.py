"""From an offset in a text to its line and column."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from validator.reading.document import Place

_BREAK = re.compile(r"\r\n?|\n")


class Lines:
    r"""Where the lines of a text begin; ``\n``, ``\r\n`` and ``\r`` end a line."""

    def __init__(self, text: str) -> None:
        """Find the lines.

        Args:
            text: the text that offsets will be asked for.
        """
        self._starts = [0, *(match.end() for match in _BREAK.finditer(text))]

    def at(self, offset: int) -> Place:
        """Return the line and the column, both from 1, of a code point offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
