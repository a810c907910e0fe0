"""Progress of a run over many files: a watch is given each item in turn."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Protocol, TypeVar

    Item = TypeVar("Item")

    class Watch(Protocol):
        """Is given the items before the run starts."""

        def __call__(self, items: Sequence[Item], /) -> Iterable[Item]:
            """Yield the items in order, and show progress."""


def unwatched(items: Sequence[Item]) -> Iterable[Item]:
    """Show nothing."""
    return items
