"""Walk over a constraint, with the fact that each part constrains.

Each node comes with the pattern of its fact, and with whether it is a
condition: inside ``if`` or ``not``, where not matching has other consequences.
"""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from validator.jsonschema.keywords import Schema
    from validator.model.pointers import Pattern

    Resolve = Callable[[Schema], Schema]


class Visit(NamedTuple):
    """One node of a constraint.

    Attributes:
        node: the schema there, its ``$ref`` resolved.
        path: keys from the constraint to the node.
        pattern: the fact that the node constrains.
        condition: whether the node is inside ``if`` or ``not``.
    """

    node: Schema
    path: Pattern = ()
    pattern: Pattern = ()
    condition: bool = False


def walk(constraint: Schema, resolve: Resolve) -> Iterator[Visit]:
    """Yield every node of a constraint over a whole manifest, parents first.

    ``resolve`` returns what a schema refers to by ``$ref``, or the schema itself.
    """

    def visited(visit: Visit) -> Iterator[Visit]:
        visit = visit._replace(node=resolve(visit.node))
        yield visit
        for keyword, value in visit.node.items():
            condition = visit.condition or keyword in ("if", "not")
            for extra, step, node in parts(keyword, value):
                path, pattern = (*visit.path, keyword, *extra), (*visit.pattern, *step)
                yield from visited(Visit(node, path, pattern, condition))

    return visited(Visit(constraint))


def parts(keyword: str, value: Any) -> Iterator[tuple[Pattern, Pattern, Schema]]:
    """Yield the schemas in a keyword: path below it, step to the fact, schema."""
    if keyword == "properties":
        yield from (((name,), (name,), child) for name, child in value.items())
    elif keyword in ("allOf", "anyOf"):
        yield from (((str(index),), (), child) for index, child in enumerate(value))
    elif keyword in ("items", "contains"):
        yield (), ("*",), value
    elif keyword in ("not", "if", "then", "else"):
        yield (), (), value
