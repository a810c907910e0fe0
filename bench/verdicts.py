"""Verdicts of contestants are equal, or nothing is timed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from bench import BenchError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bench.export import Rules

Failed = dict[str, frozenset[str]]
"""For each manifest the ids of the rules that it fails."""
_SHOWN = 10


class Telling(Enum):
    """How much a contestant tells of a manifest that fails."""

    ALL = "every rule that fails"
    FIRST = "the first rule that fails"
    WHETHER = "whether any rule fails"
    COUNT = "how many results of the run fail"


@dataclass(frozen=True, slots=True)
class Told:
    """What a contestant said of some manifests.

    Attributes:
        failed: where it names rules, those that fail; where it names none, any one text for
            a manifest that fails.
        count: where it tells no more, the number of failed results in all.
    """

    telling: Telling
    failed: Failed
    count: int = 0


def demand_equal(expected: Failed, told: Told, rules: Rules, who: str) -> None:
    """Compare what a contestant said with facepolicy's verdicts.

    Raises:
        BenchError: they differ; with what differs.
    """
    lines = list(_differences(expected, told, rules))
    if lines:
        more = [f"… and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
        raise BenchError("\n".join([f"{who}: other verdicts", *lines[:_SHOWN], *more]))


def _differences(expected: Failed, told: Told, rules: Rules) -> Iterator[str]:
    if told.telling is Telling.COUNT:
        count = sum(map(len, expected.values()))
        if told.count != count:
            yield f"{told.count} results fail, {count} expected"
        return
    if told.failed.keys() != expected.keys():
        yield f"{len(told.failed)} manifests, {len(expected)} expected"
    for name in expected.keys() & told.failed.keys():
        if not _same(expected[name], told, name, rules):
            wanted, found = (sorted(side) for side in (expected[name], told.failed[name]))
            yield f"{name}: fails {found}, expected {wanted}"


def _same(expected: frozenset[str], told: Told, name: str, rules: Rules) -> bool:
    found = told.failed[name]
    if told.telling is Telling.WHETHER:
        return bool(found) == bool(expected)
    if told.telling is Telling.FIRST:
        return found == frozenset(first_of(expected, rules))
    return found == expected


def first_of(failed: frozenset[str], rules: Rules) -> Mapping[str, None]:
    """Return the first of some rules in the order of the bundle, if there is any."""
    ordered = [rule for ids in rules.ids for rule in ids if rule in failed]
    return dict.fromkeys(ordered[:1])
