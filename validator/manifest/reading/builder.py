"""Values and their positions, built in one pass from a stream of calls."""

from __future__ import annotations

import re
from dataclasses import dataclass

from validator.manifest.reading import messages
from validator.manifest.reading.document import Document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from validator.manifest.reading.document import Place
    from validator.manifest.reading.problems import Problems

NESTING = 100
"""The deepest nesting accepted. Programs further on may recurse; this one does not."""

NODES = 50_000
"""The most keys and values of a file, an alias counted as all it stands for."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class _Node:
    """A value, the marks of its children, and what an alias of it would add."""

    value: Any
    children: Any = None
    size: int = 1
    height: int = 0
    complete: bool = True


class _Frame:
    """A mapping or sequence whose end has not come yet."""

    __slots__ = ("at", "key", "key_at", "keys", "node", "nodes_before")

    def __init__(self, node: _Node, at: Place, nodes_before: int) -> None:
        self.node = node
        self.at = at
        self.nodes_before = nodes_before
        self.key = ""
        self.key_at: Place | None = None
        self.keys: dict[str, Place] = {}


class Builder:
    """Builds one document.

    The calls follow the text: ``start_map`` or ``start_seq``, what is inside, ``end``;
    inside a mapping, keys and values take turns. What breaks a rule is noted as a
    problem, what breaks a limit ends the reading at once.
    """

    def __init__(self, problems: Problems, start: Place = (1, 1), spent: int = 0) -> None:
        """Start a document.

        Args:
            problems: where to note what is wrong.
            start: where the document starts, which becomes the mark of its root.
            spent: how many nodes the documents before it in the file have.
        """
        self._problems = problems
        self._start = start
        self._root = _Node(None)
        self._frames: list[_Frame] = []
        self._anchors: dict[str, _Node] = {}
        self._nodes = spent

    def start_map(self, at: Place, anchor: str | None = None) -> None:
        """Begin a mapping."""
        self._begin(_Node({}, {}, complete=False), at, anchor)

    def start_seq(self, at: Place, anchor: str | None = None) -> None:
        """Begin a sequence."""
        self._begin(_Node([], [], complete=False), at, anchor)

    def scalar(self, value: str | float | None, at: Place, anchor: str | None = None) -> None:
        """Add a string, number, boolean or null; in a mapping, the next key or its value."""
        if isinstance(value, str) and not value.isascii() and _LONE_SURROGATE.search(value):
            self._problems.add(at, messages.lone_surrogate(value))
        node = _Node(value)
        if anchor is not None:
            self._anchors[anchor] = node
        self._place(node, at)

    def alias(self, name: str, at: Place) -> None:
        """Add what the anchor ``name`` stands on, shared and not copied."""
        node = self._anchors.get(name)
        if node is None or not node.complete:
            message = messages.unknown_anchor if node is None else messages.recursive_alias
            self._problems.add(at, message(name))
            node = _Node(None)
        self._check_nesting(node.height, at)
        self._place(node, at)

    def end(self) -> None:
        """End the mapping or sequence that was begun last."""
        frame = self._frames.pop()
        node = frame.node
        node.size += self._nodes - frame.nodes_before
        node.complete = True
        self._nodes = frame.nodes_before  # placing it counts its content again
        self._place(node, frame.at)

    @property
    def nodes(self) -> int:
        """How many nodes the file has so far."""
        return self._nodes

    @property
    def at_root(self) -> bool:
        """Whether no mapping or sequence is open."""
        return not self._frames

    def document(self) -> Document:
        """Return the document, once its root is complete."""
        return Document(self._root.value, (*self._start, self._root.children))

    def _begin(self, node: _Node, at: Place, anchor: str | None) -> None:
        self._check_nesting(1, at)
        if anchor is not None:
            self._anchors[anchor] = node
        self._frames.append(_Frame(node, at, self._nodes))

    def _check_nesting(self, height: int, at: Place) -> None:
        if len(self._frames) + height > NESTING:
            self._problems.fail(at, messages.too_deep(NESTING))

    def _place(self, node: _Node, at: Place) -> None:
        self._nodes += node.size
        if self._nodes > NODES:
            self._problems.fail(at, messages.too_many_nodes(NODES))
        if not self._frames:
            self._root = node
            return
        frame = self._frames[-1]
        if frame.node.height <= node.height:
            frame.node.height = node.height + 1
        if isinstance(frame.node.value, list):
            frame.node.value.append(node.value)
            frame.node.children.append((*at, node.children))
        elif frame.key_at is None:
            self._take_key(frame, node.value, at)
        else:
            self._pair(frame, node, at, frame.key_at)

    def _take_key(self, frame: _Frame, key: object, at: Place) -> None:
        frame.key_at = at
        if not isinstance(key, str):
            self._problems.add(at, messages.key_not_string(key))
        elif key in frame.keys:
            self._problems.add(at, messages.duplicate_key(key, frame.keys[key]))
        else:
            frame.key = key
            frame.keys[key] = at

    @staticmethod
    def _pair(frame: _Frame, node: _Node, at: Place, key_at: Place) -> None:
        """Complete a pair; after a refused key it lands somewhere, and nobody will see it."""
        mark_at = at if node.children is None else key_at
        frame.node.value[frame.key] = node.value
        frame.node.children[frame.key] = (*mark_at, node.children)
        frame.key_at = None
