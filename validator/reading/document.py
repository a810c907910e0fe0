"""What reading yields: values, and where in the text they stand."""

from __future__ import annotations

from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias, TypeVar

    Found = TypeVar("Found")


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
        above: the key that this one stands straight below; None for one of the outermost.
        parts: the sections that the value is made of; none where it is read as one.
        is_hollow: whether its parts stand beside it for themselves: of this section, only what
            is true of a mapping as a whole is looked at.
        notes: what was found in it, by name.
    """

    __slots__ = ("above", "is_hollow", "key", "notes", "parts", "value")

    def __init__(
        self, key: str, value: Any, above: str | None = None, parts: tuple[Section, ...] = ()
    ) -> None:
        """Begin without notes."""
        self.key = key
        self.value = value
        self.above = above
        self.parts = parts
        self.is_hollow = False
        self.notes: dict[str, Any] = {}

    @property
    def alone(self) -> dict[str, Any]:
        """The document, had it nothing but this section."""
        own = {self.key: self.value}
        return {self.above: own} if self.above else own

    def noted(self, name: str, find: Callable[[Section], Found]) -> Found:
        """Return what is found in this section, which is looked for once.

        Args:
            name: under which it is noted.
            find: what is to be found, never None; it follows from this section alone.
        """
        found: Found | None = self.notes.get(name)
        if found is None:
            found = self.notes[name] = find(self)
        return found


@dataclass(frozen=True, slots=True)
class Document:
    """One JSON or YAML document: its value, and the parallel tree of marks.

    Attributes:
        sections: what the value, a mapping, is made of, where a shelf keeps that for the next
            document too; otherwise None.
    """

    value: Any
    marks: Mark
    sections: tuple[Section, ...] | None = None
