"""A walk over a constraint that knows which fact each part is about.

For every node it tells the fact's pattern, whether the node is a condition
(inside ``if`` or ``not``, where not matching has consequences of its own), and
which facts are certain to be stated wherever the node is reached.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from validator.vocabulary import Pattern, facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from validator.model import Schema


@dataclass(frozen=True, slots=True)
class Visit:
    """One node of a constraint.

    Attributes:
        node: the schema there, its ``$ref`` resolved.
        path: keys from the constraint to the node.
        pattern: the fact that the node constrains.
        parent: the node whose keyword holds this one; None at the root.
        keyword: that keyword, such as ``if`` or ``not``; empty at the root.
        condition: whether the node stands inside ``if`` or ``not``.
        negated: whether it stands inside an odd number of ``not``.
        certain: facts that the rule itself makes sure of before the node is reached.
    """

    node: Schema
    path: Pattern
    pattern: Pattern
    parent: Schema | None
    keyword: str
    condition: bool
    negated: bool
    certain: frozenset[Pattern]


def walk(constraint: Schema, resolve: Callable[[Schema], Schema]) -> Iterator[Visit]:
    """Yield every node of a constraint, parents first.

    Args:
        constraint: the schema over a whole manifest.
        resolve: returns what a schema refers to by ``$ref``, or the schema itself.
    """
    start = Visit(
        constraint, (), (), None, "", condition=False, negated=False, certain=frozenset()
    )
    yield from _visit(start, resolve)


def _visit(visit: Visit, resolve: Callable[[Schema], Schema]) -> Iterator[Visit]:
    visit = replace(visit, node=resolve(visit.node))
    if not visit.condition:
        sure = stated_by(visit.node, visit.pattern, resolve)
        visit = replace(visit, certain=visit.certain | sure)
    yield visit
    for child in _children(visit):
        certain = child.certain
        if child.keyword == "then" and not visit.condition:
            certain |= stated_by(visit.node["if"], visit.pattern, resolve)
        yield from _visit(replace(child, certain=certain), resolve)


def _children(visit: Visit) -> Iterator[Visit]:
    for keyword, value in visit.node.items():
        below = replace(
            visit,
            path=(*visit.path, keyword),
            parent=visit.node,
            keyword=keyword,
            condition=visit.condition or keyword in ("if", "not"),
            negated=visit.negated != (keyword == "not"),
        )
        for extra, step, node in _parts(keyword, value):
            yield replace(
                below, node=node, path=(*below.path, *extra), pattern=(*visit.pattern, *step)
            )


def _parts(keyword: str, value: Any) -> Iterator[tuple[Pattern, Pattern, Schema]]:
    """Yield the schemas that a keyword holds: path below it, step to the fact, schema."""
    if keyword == "properties":
        yield from (((name,), (name,), child) for name, child in value.items())
    elif keyword in ("allOf", "anyOf"):
        yield from (((str(index),), (), child) for index, child in enumerate(value))
    elif keyword in ("items", "contains"):
        yield (), ("*",), value
    elif keyword in ("not", "if", "then", "else"):
        yield (), (), value


def stated_by(
    node: Schema, pattern: Pattern, resolve: Callable[[Schema], Schema]
) -> frozenset[Pattern]:
    """Return the facts that are certain to be stated where ``node`` holds."""
    node = resolve(node)
    sure = {(*pattern, name) for name in node.get("required", ())}
    for name, child in node.get("properties", {}).items():
        if (*pattern, name) in sure:
            sure |= stated_by(child, (*pattern, name), resolve)
    if "items" in node:
        sure |= stated_by(node["items"], (*pattern, "*"), resolve)
    for child in node.get("allOf", ()):
        sure |= stated_by(child, pattern, resolve)
    branches = [stated_by(child, pattern, resolve) for child in node.get("anyOf", ())]
    if branches:
        sure |= frozenset.intersection(*branches)
    return frozenset(sure)


@cache
def mandatory() -> frozenset[Pattern]:
    """Return the facts that every valid manifest states."""
    return frozenset(pattern for pattern, fact in facts().items() if fact.mandatory)
