"""What a constraint can read of a value: where it reads nothing else, nothing else decides.

Of a mapping, a constraint reads the members that it names; of a list, or by a keyword that is
not known here, all that is there. More may be told than is read, never less: a test takes away
what is not told, and sees the same explanation.
"""

from __future__ import annotations

from functools import cache
from operator import eq

from validator import pointers
from validator.derived import DERIVED
from validator.keywords import REMARKS
from validator.numbering import whole
from validator.vocabulary import outline, references

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from validator.constraints import Constraint
    from validator.vocabulary import Pattern

_OF_THE_SAME = ("not", "if", "then", "else")
_BY_NAME = {"$defs", "properties", "required", "allOf", "anyOf", *_OF_THE_SAME, *REMARKS}
_DEEPEST = 32


def reads(constraint: Constraint) -> tuple[Pattern, ...]:
    """Return the places of a value of which a constraint may read all that is there.

    A schema beyond the closed set of keywords may read anything.
    """
    if constraint.is_foreign:
        return ((),)
    return _outermost(_below(constraint, constraint.schema, (), _DEEPEST))


def _outermost(places: Iterable[Pattern]) -> tuple[Pattern, ...]:
    """Return places but for those that lie inside others."""
    every = set(places)
    return tuple(
        sorted(item for item in every if not any(item[:n] in every for n in range(len(item))))
    )


def _below(constraint: Constraint, schema: Any, place: Pattern, further: int) -> Iterator[Pattern]:
    """Yield what a schema reads that stands over a place."""
    node = constraint.resolved(schema) if _is_plain(schema) else schema
    if not further or not isinstance(node, dict) or not _is_by_name(node):
        yield place
        return
    members = node.get("properties", {})
    yield from ((*place, name) for name in node.get("required", ()) if name not in members)
    for name, child in members.items():
        inside = list(_below(constraint, child, (*place, name), further - 1))
        yield from inside or [(*place, name)]
    same = [node[keyword] for keyword in _OF_THE_SAME if keyword in node]
    for child in (*node.get("allOf", ()), *node.get("anyOf", ()), *same):
        yield from _below(constraint, child, place, further - 1)


def _is_plain(schema: Any) -> bool:
    """Return whether nothing stands beside a reference."""
    return isinstance(schema, dict) and ("$ref" not in schema or len(schema) == 1)


def _is_by_name(node: dict[str, Any]) -> bool:
    """Return whether a schema reads members by their names and nothing else."""
    over = {keyword for keyword in node if not keyword.startswith("x-")} - _BY_NAME
    return not over or (over == {"type"} and node["type"] == "object" and len(node) > 1)


def behind(places: Iterable[Pattern]) -> tuple[Pattern, ...]:
    """Return places of the facts with those that derived facts among them are computed from."""
    read = set(places)
    derived = [item for item in DERIVED.values() if _reach(read, item.pattern)]
    # Of a list, all is read.
    inputs = {place[: (*place, "*").index("*")] for item in derived for place in item.inputs}
    return _outermost(read | inputs)


def names_of(places: Iterable[Pattern]) -> frozenset[str] | None:
    """Return the names of the numbers that tell all that stands at places of a manifest.

    They are those that ``validator.numbering`` gives. None where a place is the whole manifest.
    """
    names: set[str] = set()
    for place in places:
        if not place:
            return None
        pointer = pointers.build(place)
        above = (pointers.build(place[:length]) for length in range(1, len(place)))
        names |= {*above, pointer}
        if place not in _no_mappings():
            names.add(whole(pointer))
    return frozenset(names)


@cache
def _no_mappings() -> frozenset[Pattern]:
    """Return the facts that are no mappings."""
    every = outline().order
    return frozenset(every) - {pattern[:-1] for pattern in every if pattern[-1] != "*"}


def depend(places: Iterable[Pattern]) -> bool:
    """Return whether facts at some places depend on the day, or on which evidence counts."""
    read = frozenset(places)
    return any(_reach(read, pattern) for pattern in {*DERIVED, *references("evidence")})


def _reach(places: Iterable[Pattern], pattern: Pattern) -> bool:
    """Return whether one of some places lies above a fact, is it, or lies inside it."""
    return any(all(map(eq, place, pattern)) for place in places)
