"""What was met lately, and what was made of it.

In a run over many manifests the same texts, values and answers come up again and again. What
is made of them is kept, within bounds: when there is no more room, all that was not met since
the last time is forgotten. From then on only what is met again is kept: ids, names and numbers
of which each manifest has its own would otherwise soon take all room.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    Base: TypeAlias = dict[Any, Any]
else:
    Base = dict


_ONCE = 2
"""How many keys are remembered as met once, for each that is kept."""


class Kept(Base):
    """What was made of keys; ``kept[key]`` is None for a key of which nothing is known.

    What is known is never None.
    """

    def __init__(self, room: int, size: Callable[[Any], int] = lambda _key: 1) -> None:
        """Begin with nothing.

        Args:
            room: how much is kept before the older half is forgotten; twice that is held.
            size: how much of the room a key takes, with what is made of it.
        """
        super().__init__()
        self._room = room
        self._size = size
        self._taken = 0
        self._older: dict[Any, Any] = {}
        self._once: set[int] = set()

    def __missing__(self, key: Any) -> Any:
        """Return what is known from before things were last forgotten."""
        found = self._older.get(key)
        return found if found is None else self._put(key, found, self._size(key))

    def keep(self, key: Any, made: Any) -> Any:
        """Keep what was made of a key, if it is worth while, and return it."""
        size = self._size(key)
        if size > self._room or (self._older and self._is_new(hash(key))):
            return made
        return self._put(key, made, size)

    def _is_new(self, met: int) -> bool:
        """Return whether a key was not met lately, and remember it."""
        if met in self._once:
            return False
        if len(self._once) >= _ONCE * (len(self) + len(self._older)):
            self._once.clear()
        self._once.add(met)
        return True

    def _put(self, key: Any, made: Any, size: int) -> Any:
        if self._taken + size > self._room:
            self._older, self._taken = dict(self), 0
            self.clear()
        self[key] = made
        self._taken += size
        return made
