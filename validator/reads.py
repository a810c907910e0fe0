"""What a constraint can read of a value: where it reads nothing else, nothing else decides.

Of a mapping, a constraint reads the members that it names; of a list, or by a keyword that is
not known here, all that is there. More may be told than is read, never less: a test takes away
what is not told, and sees the same explanation.
"""

from __future__ import annotations

from validator.keywords import REMARKS

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
    found = set(_below(constraint, constraint.schema, (), _DEEPEST))
    return tuple(
        sorted(place for place in found if not any(place[:n] in found for n in range(len(place))))
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


def told(value: Any, places: Iterable[Pattern]) -> tuple[Any, ...]:
    """Return what stands at places of a value, as something that tells all values apart."""
    return tuple(_told(value, place) for place in places)


def _told(value: Any, place: Pattern) -> Any:
    for depth, step in enumerate(place):
        if type(value) is not dict:
            return depth, repr(value)
        if step not in value:
            return depth
        value = value[step]
    return repr(value)
