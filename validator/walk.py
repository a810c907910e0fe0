"""A walk over a constraint that knows which fact each part is about.

For every node it tells the fact's pattern, whether the node is a condition
(inside ``if`` or ``not``, where not matching has consequences of its own), and
which facts are certain to be stated wherever the node is reached.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from validator.model import Schema
    from validator.vocabulary import Pattern

    Sure = frozenset[Pattern]
    Resolve = Callable[[Schema], Schema]


@dataclass(frozen=True, slots=True)
class Visit:
    """One node of a constraint.

    Attributes:
        node: the schema there, its ``$ref`` resolved.
        path: keys from the constraint to the node.
        pattern: the fact that the node constrains.
        keyword: the keyword that holds the node, such as ``if``; empty at the root.
        condition: whether the node stands inside ``if`` or ``not``.
        tested: whether it stands inside ``if``.
        negated: whether it stands inside an odd number of ``not``.
        certain: facts that the rule itself makes sure of before the node is reached.
        filled: lists of which it makes sure that they have an entry.
    """

    node: Schema
    path: Pattern = ()
    pattern: Pattern = ()
    keyword: str = ""
    condition: bool = False
    tested: bool = False
    negated: bool = False
    certain: Sure = frozenset()
    filled: Sure = frozenset()


def walk(constraint: Schema, resolve: Resolve) -> Iterator[Visit]:
    """Yield every node of a constraint, parents first.

    Args:
        constraint: the schema over a whole manifest.
        resolve: returns what a schema refers to by ``$ref``, or the schema itself.
    """
    yield from _visit(Visit(constraint), resolve)


def _visit(visit: Visit, resolve: Resolve) -> Iterator[Visit]:
    visit = replace(visit, node=resolve(visit.node))
    if not visit.condition:
        sure = stated_by(visit.node, visit.pattern, resolve)
        visit = replace(visit, certain=visit.certain | sure)
    if not visit.negated:
        full = filled_by(visit.node, visit.pattern, resolve)
        visit = replace(visit, filled=visit.filled | full)
    yield visit
    for child in _children(visit):
        yield from _visit(_informed(child, visit, resolve), resolve)


def _informed(child: Visit, parent: Visit, resolve: Resolve) -> Visit:
    """Tell ``then`` what is sure because ``if`` held."""
    if child.keyword != "then" or parent.condition or "if" not in parent.node:
        return child
    stated = stated_by(parent.node["if"], parent.pattern, resolve)
    full = filled_by(parent.node["if"], parent.pattern, resolve)
    return replace(child, certain=child.certain | stated, filled=child.filled | full)


def _children(visit: Visit) -> Iterator[Visit]:
    for keyword, value in visit.node.items():
        below = replace(
            visit,
            path=(*visit.path, keyword),
            keyword=keyword,
            condition=visit.condition or keyword in ("if", "not"),
            tested=visit.tested or keyword == "if",
            negated=visit.negated != (keyword == "not"),
        )
        for extra, step, node in parts(keyword, value):
            yield replace(
                below, node=node, path=(*below.path, *extra), pattern=(*visit.pattern, *step)
            )


def parts(keyword: str, value: Any) -> Iterator[tuple[Pattern, Pattern, Schema]]:
    """Yield the schemas that a keyword holds: path below it, step to the fact, schema."""
    if keyword == "properties":
        yield from (((name,), (name,), child) for name, child in value.items())
    elif keyword in ("allOf", "anyOf"):
        yield from (((str(index),), (), child) for index, child in enumerate(value))
    elif keyword in ("items", "contains"):
        yield (), ("*",), value
    elif keyword in ("not", "if", "then", "else"):
        yield (), (), value


def stated_by(node: Schema, pattern: Pattern, resolve: Resolve) -> Sure:
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
    return frozenset(sure).union(_in_all(branches))


def filled_by(node: Schema, pattern: Pattern, resolve: Resolve) -> Sure:
    """Return the lists that are certain to have an entry, if they are stated, where it holds."""
    node = resolve(node)
    sure = {pattern} if "contains" in node or "minItems" in node else set()
    for name, child in node.get("properties", {}).items():
        sure |= filled_by(child, (*pattern, name), resolve)
    if "items" in node:
        sure |= filled_by(node["items"], (*pattern, "*"), resolve)
    for child in node.get("allOf", ()):
        sure |= filled_by(child, pattern, resolve)
    branches = [filled_by(child, pattern, resolve) for child in node.get("anyOf", ())]
    return frozenset(sure).union(_in_all(branches))


def _in_all(branches: list[Sure]) -> Sure:
    return frozenset.intersection(*branches) if branches else frozenset()
