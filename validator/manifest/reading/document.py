"""The result of reading: values, and their positions in the text; and lines and columns in it."""

from __future__ import annotations

from typing import Final, NamedTuple

from validator.model import pointers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TypeAlias

NESTING = 100
"""The deepest nesting accepted. Later code may recurse; the readers do not."""

NODES = 50_000
"""The most keys and values of a file; an alias counts as its expanded value."""


LineColumn: TypeAlias = tuple[int, int]
"""Line and column, both counted from 1, columns in code points."""

Marks: TypeAlias = "dict[str, Mark] | list[Mark]"
Mark: TypeAlias = "tuple[int, int, Marks | None] | tuple[int, int, Marks | None, str]"
"""The position of a value, as line and column, the marks of its children, and if it comes from
a base its file.

A mapping or sequence that is the value of a key is marked at its key, where
readers look for it; every other value at its start.
"""


UNCLEAR: Final = object()
"""A value of a configuration file that the file alone does not decide, such as a tagged one."""


def file_of(mark: Mark) -> str | None:
    """Return the base that a mark is in; None if it is in the file itself."""
    return mark[3] if len(mark) == 4 else None  # noqa: PLR2004 - the length says which it is


def mark_at(mark: Mark, parts: Iterable[str]) -> Mark:
    """Return the mark of a value in another, or of the nearest existing value around it."""
    for part in parts:
        children = mark[2]
        inside = children.get(part) if type(children) is dict else pointers.step(children, part)
        if not inside:
            break
        mark = inside
    return mark


class ParsedDocument(NamedTuple):
    """One JSON or YAML document: its value, and the parallel tree of marks."""

    value: Any
    marks: Mark


def has_lone_surrogate(text: str) -> bool:
    """Return whether a text holds half a surrogate pair, which no encoding can print."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


class Lines:
    r"""A cursor that counts the lines of a text; ``\n``, ``\r\n`` and ``\r`` end a line.

    It stores no table of lines: four million line breaks would need 150 MB.
    """

    def __init__(self, text: str) -> None:
        """Start at the beginning of a text."""
        self._text = text
        self._offset = 0
        self._line = 1
        self._line_start = 0

    def at(self, offset: int) -> LineColumn:
        """Move to an offset, in code points and never less than before, and return its position."""
        text, passed = self._text, (self._offset, offset)
        breaks = text.count("\n", *passed) + text.count("\r", *passed)
        if breaks:
            self._line += breaks - text.count("\r\n", *passed)
            self._line_start = max(text.rfind("\n", *passed), text.rfind("\r", *passed)) + 1
        self._offset = offset
        return self._line, offset - self._line_start + 1
