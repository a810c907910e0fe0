"""Flaws of one constraint: unknown facts, keywords without effect, claims read as plain facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.authoring import messages
from validator.authoring.lint.shapes import kinds, shapes
from validator.authoring.lint.values import flaws_of_values
from validator.engine.derived import DERIVED
from validator.jsonschema.keywords import is_remark
from validator.jsonschema.nodes import Visit, parts, walk
from validator.manifest.vocabulary import facts, outline, references
from validator.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.jsonschema.nodes import Resolve
    from validator.model.pointers import Pattern
    from validator.packs.model import Schema

Flaw = tuple["Pattern", Text]
"""The place in the constraint, and the flaw."""


def flaws_of_constraint(
    constraint: Schema,
    resolve: Resolve,
    *,
    scope: bool = False,
    also: frozenset[Pattern] = frozenset(),
) -> Iterator[Flaw]:
    """Yield what is wrong with a constraint over the facts of a manifest.

    Args:
        constraint: the schema.
        resolve: returns what a schema refers to by ``$ref``, or the schema itself.
        scope: the constraint says when a rule or a pack applies.
        also: facts that other constraints of the rule read.
    """
    visits = list(walk(constraint, resolve))
    for visit in visits:
        yield from _unknown_facts(visit)
        yield from flaws_of_values(visit)
        yield from _evidence_tests(visit)
        yield from _idle(visit)
        yield from _claims(visit, scope=scope)
    yield from _hollow(visits, also)


def facts_read(constraint: Schema, resolve: Resolve) -> frozenset[Pattern]:
    """Return the facts that a constraint reads, and the sections that they belong to."""
    visits = walk(constraint, resolve)
    return frozenset(pattern for visit in visits for _, pattern in read_by(visit))


def read_by(visit: Visit) -> Iterator[tuple[Pattern, Pattern]]:
    """Yield the path and the pattern of each fact that a node reads, by constraint or by name."""
    members = visit.node.get("properties", {})
    for name in members:
        yield (*visit.path, "properties", name), (*visit.pattern, name)
    for index, name in enumerate(visit.node.get("required", ())):
        if name not in members:
            yield (*visit.path, "required", str(index)), (*visit.pattern, name)


def _unknown_facts(visit: Visit) -> Iterator[Flaw]:
    for path, pattern in read_by(visit):
        if pattern not in facts() and pattern not in DERIVED:
            name = "/".join(pattern)
            text = messages.NO_SUCH_FACT.format(name=name)
            yield path, text


def _claims(visit: Visit, *, scope: bool) -> Iterator[Flaw]:
    """Yield claims that would count although nobody makes them.

    A claim that is not stated is absent. So it may only be read where it must be present: not in
    ``appliesWhen``, not in an ``if``, not negated, and always with ``required``. In
    ``review.when`` it may be required: where it is not made, nobody is asked and the rule fails.
    """
    for path, pattern in read_by(visit):
        required = pattern[-1] in visit.node.get("required", ())
        if pattern in outline().claims and (scope or visit.condition or not required):
            name = "/".join(pattern)
            yield (
                path,
                messages.CLAIM_IN_CONDITION.format(name=name),
            )


def _evidence_tests(visit: Visit) -> Iterator[Flaw]:
    """Yield keywords about evidence other than ``minItems``."""
    if visit.pattern in references("evidence"):
        for keyword in sorted(set(visit.node) - {"minItems"}):
            if not is_remark(keyword):
                yield (*visit.path, keyword), messages.EVIDENCE_BY_MIN_ITEMS


def _idle(visit: Visit) -> Iterator[Flaw]:
    """Yield parts that JSON Schema ignores, or that require nothing."""
    node = visit.node
    if ("if" in node) != bool({"then", "else"} & set(node)):
        yield visit.path, messages.IF_WITHOUT_THEN
    for keyword, value in node.items():
        if keyword not in ("properties", "contains"):
            for extra, _, child in parts(keyword, value):
                if all(key == "type" or is_remark(key) for key in child):
                    text = messages.REQUIRES_NOTHING
                    yield (*visit.path, keyword, *extra), text


def _hollow(visits: list[Visit], also: frozenset[Pattern]) -> Iterator[Flaw]:
    """Yield objects that are required without any member."""
    read = {(pattern, path) for visit in visits for path, pattern in read_by(visit)}
    patterns = {pattern for pattern, _ in read}
    for pattern, path in sorted(read):
        empty = not any(other[: len(pattern)] == pattern for other in (patterns | also) - {pattern})
        if empty and pattern in shapes() and kinds(pattern) == {"object"}:
            name = "/".join(pattern)
            text = messages.REQUIRES_EMPTY_OBJECT.format(name=name)
            yield path, text
