"""A run that somebody watches: steps over many items, told as they go."""

from __future__ import annotations

from enum import Enum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Protocol, TypeVar

    Item = TypeVar("Item")

    class Watch(Protocol):
        """Is given the items of a step before it begins."""

        def __call__(self, step: Step, items: Sequence[Item], /) -> Iterable[Item]:
            """Yield the items, each when its turn comes."""


class Step(Enum):
    """What a run does to each of many items."""

    READ = "read"
    EVALUATE = "evaluate"


def unwatched(_step: Step, items: Sequence[Item]) -> Iterable[Item]:
    """Tell nothing."""
    return items
