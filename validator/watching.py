"""A run that somebody watches: steps over many items, told as they go."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Literal, Protocol, TypeVar

    Item = TypeVar("Item")
    Step = Literal["read", "evaluate"]
    """What a run does to each of many items."""

    class Watch(Protocol):
        """Is given the items of a step before it begins."""

        def __call__(self, step: Step, items: Sequence[Item], /) -> Iterable[Item]:
            """Yield the items, each when its turn comes."""


def unwatched(_step: Step, items: Sequence[Item]) -> Iterable[Item]:
    """Tell nothing."""
    return items
