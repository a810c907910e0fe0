"""Builds values and their positions from the calls of a reader."""

from __future__ import annotations

from validator.manifest.reading import messages
from validator.manifest.reading.document import NESTING, NODES, Document, has_lone_surrogate
from validator.model.errors import TooLargeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from validator.manifest.reading.document import Place
    from validator.manifest.reading.problems import Problems


class _Frame:
    """A mapping or sequence that is not complete yet, with the marks of its children."""

    __slots__ = ("at", "key", "key_at", "keys", "marks", "value")

    def __init__(self, value: Any, marks: Any, at: Place) -> None:
        self.value = value
        self.marks = marks
        self.at = at
        self.key = ""
        self.key_at: Place | None = None
        self.keys: dict[str, Place] = {}


class Builder:
    """Builds one document.

    The calls follow the text: ``start_map`` or ``start_seq``, the children, ``end``;
    inside a mapping, keys and values alternate. A broken rule is recorded as a
    problem; an exceeded limit ends reading at once.
    """

    def __init__(self, problems: Problems) -> None:
        """Start a document; ``problems`` collects the problems."""
        self._problems = problems
        self._document = Document(None, (1, 1, None))
        self._frames: list[_Frame] = []
        self._nodes = 0

    def start_map(self, at: Place) -> None:
        """Begin a mapping."""
        self._begin(_Frame({}, {}, at))

    def start_seq(self, at: Place) -> None:
        """Begin a sequence."""
        self._begin(_Frame([], [], at))

    def scalar(self, value: str | float | None, at: Place) -> None:
        """Add a string, number, boolean or null; in a mapping, the next key or its value."""
        if isinstance(value, str) and not value.isascii() and has_lone_surrogate(value):
            self._problems.add(at, messages.lone_surrogate(value))
        self._place(value, None, at)

    def end(self) -> None:
        """End the innermost mapping or sequence."""
        frame = self._frames.pop()
        self._place(frame.value, frame.marks, frame.at)

    def document(self) -> Document:
        """Return the document, after its root is complete."""
        return self._document

    def _begin(self, frame: _Frame) -> None:
        if len(self._frames) >= NESTING:
            self._problems.fail(frame.at, messages.too_deep(NESTING))
        self._frames.append(frame)

    def _place(self, value: Any, marks: Any, at: Place) -> None:
        self._nodes += 1
        if self._nodes > NODES:
            self._problems.fail(at, messages.too_many_nodes(NODES), TooLargeError)
        if not self._frames:
            self._document = Document(value, (1, 1, marks))
            return
        frame = self._frames[-1]
        if isinstance(frame.value, list):
            frame.value.append(value)
            frame.marks.append((*at, marks))
        elif frame.key_at is None:
            frame.key = checked_key(value, at, frame.keys, self._problems)
            frame.key_at = at
        else:
            frame.value[frame.key] = value
            frame.marks[frame.key] = (*(at if marks is None else frame.key_at), marks)
            frame.key_at = None


def checked_key(key: object, at: Place, keys: dict[str, Place], problems: Problems) -> str:
    """Return a key of a mapping, and record its place in ``keys``.

    A key that is not a string, or is a duplicate, is a problem. The return value then does
    not matter: the document is refused.
    """
    if not isinstance(key, str):
        problems.add(at, messages.key_not_string(key))
        return ""
    if key in keys:
        problems.add(at, messages.duplicate_key(key, keys[key]))
    else:
        keys[key] = at
    return key
