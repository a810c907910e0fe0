"""What an engine that backtracks can be made to do by a part of a pattern.

For each part: on how many ways it can match at a place, and after how many steps the engine
has tried all of them, at worst. Both are polynomials in the length of the text.

A part is *sure* where the next character alone says how it goes on. What follows a sure part
and begins with other characters than the part could go on with is tried once only; otherwise
it is tried for every way of the part before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, pairwise

Characters = tuple[tuple[int, int], ...]
"""Ranges of code points, both ends included; sorted and apart from each other."""

ALL: Characters = ((0, 0x10FFFF),)
NONE: Characters = ()


def union(*sets: Characters) -> Characters:
    """Return the characters of some sets, in as few ranges as there can be, sorted."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(chain(*sets)):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def overlap(*sets: Characters) -> bool:
    """Return whether two of some sets have a character in common; each is as from ``union``."""
    return any(low <= top for (_, top), (low, _) in pairwise(sorted(chain(*sets))))


@dataclass(frozen=True, slots=True)
class Number:
    """A constant, a multiple of the length of the text, and whether there is more than that."""

    constant: int = 0
    linear: int = 0
    more: bool = False

    def __add__(self, other: Number) -> Number:
        """Return the sum."""
        more = self.more or other.more
        return Number(self.constant + other.constant, self.linear + other.linear, more)

    def __mul__(self, other: Number) -> Number:
        """Return the product."""
        linear = self.constant * other.linear + self.linear * other.constant
        more = self.more or other.more or bool(self.linear and other.linear)
        return Number(self.constant * other.constant, linear, more)


ONE = Number(1)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a pattern.

    Attributes:
        first: characters it can begin with.
        after: characters it can go on with where it could also be complete.
        empty: whether it can match nothing.
        sure: whether the next character alone says how it goes on.
        ways: on how many ways it can match at a place.
        steps: after how many steps the engine has tried them all.
    """

    first: Characters = NONE
    after: Characters = NONE
    empty: bool = True
    sure: bool = True
    ways: Number = ONE
    steps: Number = ONE


def repeated(characters: Characters, least: int, most: int | None) -> Part:
    """Return the part for one character out of a set, repeated; without end for None."""
    ways = Number(1, 1) if most is None else Number(most - least + 1)
    after = NONE if most == least and least else characters
    return Part(characters, after, least == 0, ways=ways, steps=ways + ONE)


def optional(part: Part) -> Part:
    """Return the part for a group that may be left out."""
    return Part(
        part.first,
        union(part.after, part.first),
        empty=True,
        sure=part.sure and not part.empty,
        ways=part.ways + ONE,
        steps=part.steps + ONE,
    )


def then(one: Part, other: Part) -> Part:
    """Return the part for two parts, one after the other."""
    sure = one.sure and not overlap(one.after, other.first)
    if sure:
        ways = other.ways + one.ways if other.empty else other.ways
        steps = one.steps + one.ways + other.steps
    else:
        ways = one.ways * other.ways
        steps = one.steps + one.ways * other.steps
    return Part(
        union(one.first, other.first) if one.empty else one.first,
        union(other.after, one.after) if other.empty else other.after,
        one.empty and other.empty,
        sure and other.sure,
        ways,
        steps,
    )


def either(parts: list[Part]) -> Part:
    """Return the part for alternatives."""
    apart = not overlap(*(part.first for part in parts))
    empty = [part for part in parts if part.empty]
    first = union(*(part.first for part in parts))
    after = union(*(part.after for part in parts))
    return Part(
        first,
        union(after, first) if empty else after,
        bool(empty),
        apart and len(empty) < 2 and all(part.sure for part in parts),  # noqa: PLR2004
        sum((part.ways for part in parts), Number()),
        sum((part.steps for part in parts), Number()),
    )
