"""What reading yields: values, and where in the text they stand."""

from __future__ import annotations

from validator.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias


Place: TypeAlias = tuple[int, int]
"""Line and column, both counted from 1, columns in code points."""

Marks: TypeAlias = "dict[str, Mark] | list[Mark]"
Mark: TypeAlias = "tuple[int, int, Marks | tuple[int, Marks] | None]"
"""The place of a value, as line and column, and the marks of its children.

A mapping or sequence that is the value of a key is marked at its key, which is
where a reader looks for it; every other value where it begins. With the marks of
children may come a number of lines, by which all below stand further down.
"""


class Section:
    """A key of a document with its value; whoever finds something out about it can note it.

    Attributes:
        key: the key.
        value: its value.
        notes: what follows from key and value alone, by the name of whoever noted it.
    """

    __slots__ = ("key", "notes", "value")

    def __init__(self, key: str, value: Any) -> None:
        """Begin without notes."""
        self.key = key
        self.value = value
        self.notes: dict[str, Any] = {}


class Document(Record):
    """One JSON or YAML document: its value, and the parallel tree of marks.

    Attributes:
        sections: what the value, a mapping, is made of, where a shelf keeps that for the next
            document too; otherwise None.
    """

    value: Any
    marks: Mark
    sections: tuple[Section, ...] | None = None
