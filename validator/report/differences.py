"""Differences between two instruments, or between two manifests."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Status
from validator.packs.crosswalk import related

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from validator.engine.results import Result
    from validator.report.report import Report


class Change(str, Enum):
    """The change of a requirement."""

    NEWLY_FAILING = "newly-failing"
    STILL_FAILING = "still-failing"
    NEWLY_PASSING = "newly-passing"
    NEWLY_APPLICABLE = "newly-applicable"
    DROPPED = "dropped"


class Difference(NamedTuple):
    """One requirement before and after.

    Attributes:
        before: the corresponding results before; several clauses may have become one.
        after: its result after; None if it is no longer required.
    """

    change: Change
    before: tuple[Result, ...]
    after: Result | None


def between_packs(report: Report, old: str, new: str) -> tuple[Difference, ...]:
    """Compare two instruments over the same manifests, by related clauses.

    Args:
        report: both packs over the manifests.
        old: id of the pack to compare from.
        new: id of the pack to compare to.
    """
    return tuple(
        difference
        for manifest in report.manifests
        for difference in _between_packs(
            [item for item in report.results if item.manifest == manifest.name], old, new
        )
    )


def _between_packs(results: list[Result], old: str, new: str) -> Iterator[Difference]:
    before = [item for item in results if item.rule.pack == old]
    after = [item for item in results if item.rule.pack == new]
    paired: set[str] = set()
    for item in after:
        related = tuple(other for other in before if _are_related(other, item))
        paired |= {other.rule.id for other in related}
        yield from _difference(related, item)
    for item in before:
        if item.rule.id not in paired:
            yield from _difference((item,), None)


def _are_related(one: Result, other: Result) -> bool:
    """Return whether two rules are about the same fact: each is linked to the other's clause.

    One direction is not enough if a clause has several rules, each on a fact of its own.
    """
    return _links(one, other) and _links(other, one)


def _links(one: Result, other: Result) -> bool:
    return other.rule.assesses in related(*one.rule.assesses)


def between_manifests(before: Report, after: Report) -> tuple[Difference, ...]:
    """Compare two manifests under the same packs, rule by rule."""
    old = {item.rule.id: item for item in before.results}
    new = {item.rule.id: item for item in after.results}
    return tuple(
        difference
        for name in dict.fromkeys((*new, *old))
        for difference in _difference((old[name],) if name in old else (), new.get(name))
    )


_DECIDED = (Status.PASS, Status.FAIL)


def _difference(before: Sequence[Result], after: Result | None) -> Iterator[Difference]:
    """Yield the change, if there is one."""
    decided = [item for item in before if item.status in _DECIDED]
    failed = any(item.status is Status.FAIL for item in decided)
    status = after.status if after else Status.NOT_APPLICABLE
    change: Change | None = None
    if status is Status.FAIL:
        change = Change.STILL_FAILING if failed else Change.NEWLY_FAILING
    elif status is Status.PASS:
        change = Change.NEWLY_PASSING if failed else None if decided else Change.NEWLY_APPLICABLE
    elif decided:
        change = Change.DROPPED
    if change:
        yield Difference(change, tuple(before), after)
