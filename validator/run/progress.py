"""Progress of a run over many files: whoever watches sees each item as its turn comes."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Protocol, TypeVar

    Item = TypeVar("Item")

    class Watch(Protocol):
        """Is given the items before the run begins."""

        def __call__(self, items: Sequence[Item], /) -> Iterable[Item]:
            """Yield the items, each when its turn comes."""


def unwatched(items: Sequence[Item]) -> Iterable[Item]:
    """Show nothing."""
    return items
