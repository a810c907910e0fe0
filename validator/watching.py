"""A run that somebody watches: steps over many items, told as they go."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Item = TypeVar("Item")


class Step(Enum):
    """What a run does to each of many items."""

    READ = "read"
    EVALUATE = "evaluate"


class Watch(Protocol):
    """Is given the items of a step before it begins."""

    def __call__(self, step: Step, items: Sequence[Item], /) -> Iterable[Item]:
        """Yield the items, each when its turn comes."""


def unwatched(_step: Step, items: Sequence[Item]) -> Iterable[Item]:
    """Tell nothing."""
    return items
