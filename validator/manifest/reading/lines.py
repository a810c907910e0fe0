"""From an offset in a text to its line and column."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from validator.manifest.reading.document import LineColumn


class Lines:
    r"""A cursor that counts the lines of a text; ``\n``, ``\r\n`` and ``\r`` end a line.

    It stores no table of lines: four million line breaks would need 150 MB.
    """

    def __init__(self, text: str) -> None:
        """Start at the beginning.

        Args:
            text: the text of the offsets.
        """
        self._text = text
        self._offset = 0
        self._line = 1
        self._line_start = 0

    def at(self, offset: int) -> LineColumn:
        """Move to an offset and return its position.

        Args:
            offset: in code points, never less than in the call before.
        """
        text, passed = self._text, (self._offset, offset)
        breaks = text.count("\n", *passed) + text.count("\r", *passed)
        if breaks:
            self._line += breaks - text.count("\r\n", *passed)
            self._line_start = max(text.rfind("\n", *passed), text.rfind("\r", *passed)) + 1
        self._offset = offset
        return self._line, offset - self._line_start + 1
