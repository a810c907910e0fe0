"""Flaws of one constraint.

Unknown facts, impossible values, keywords without effect, claims read as plain facts, and
references (``$ref``) to anything but a shared constraint in ``policies/common``.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from validator.authoring import messages
from validator.engine.derived import DERIVED
from validator.jsonschema.constraint import Constraint, shared
from validator.jsonschema.keywords import Visit, is_remark, parts, walk
from validator.manifest import vocabulary
from validator.manifest.vocabulary import claims, facts, references
from validator.model import pointers
from validator.model.quote import quote
from validator.model.resources import schema
from validator.packs.limits import flaws_of_pattern
from validator.packs.messages import REFERENCE_LEADS_NOWHERE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from validator.model.pointers import Pattern
    from validator.model.text import Text
    from validator.packs.model import Pack, Rule, Schema

    KeyPath = tuple[str | int, ...]

    Flaw = tuple[KeyPath, Text]
    """The place in the constraint, and the flaw."""

_KINDS = {bool: "boolean", str: "string", int: "number", float: "number", type(None): "null"}
_KINDS |= {dict: "object", list: "array"}


@cache
def shapes() -> dict[Pattern, Schema]:
    """Return the schema of every fact, derived ones included, and of the manifest itself."""
    derived: dict[Pattern, Schema] = {pattern: {"type": "boolean"} for pattern in DERIVED}
    return derived | {(): schema("manifest")} | vocabulary.shapes()


@cache
def _values(pattern: Pattern) -> Constraint:
    """Return what the values of a known fact fulfil."""
    return Constraint({**shapes()[pattern], "$defs": schema("manifest")["$defs"]})


def kinds(pattern: Pattern) -> frozenset[str]:
    """Return the JSON types that the values of a known fact have; integers are numbers."""
    return _kinds(shapes()[pattern])


def _kinds(shape: Schema) -> frozenset[str]:
    if "type" in shape:
        return frozenset({_kind(shape["type"])})
    if "anyOf" in shape:
        return frozenset().union(*map(_kinds, shape["anyOf"]))
    values = shape.get("enum", [shape["const"]] if "const" in shape else [])
    return frozenset(_KINDS[type(value)] for value in values)


def _kind(word: str) -> str:
    return "number" if word == "integer" else word


@cache
def hollow() -> dict[str, Any]:
    """Return a manifest that states nothing: every object of the manifest schema, empty."""
    empty: dict[str, Any] = {}
    for pattern in sorted(shapes()):
        if pattern and "*" not in pattern and kinds(pattern) == {"object"}:
            pointers.resolve(empty, pattern[:-1])[pattern[-1]] = {}
    return empty


_SPEAKS_OF = {
    **dict.fromkeys(("properties", "required"), "object"),
    **dict.fromkeys(("items", "contains", "minItems", "maxItems"), "array"),
    **dict.fromkeys(("minLength", "maxLength", "pattern"), "string"),
    **dict.fromkeys(("minimum", "maximum"), "number"),
}
"""The JSON type that a keyword is about."""


def flaws_of_constraint(
    constraint: Schema, *, scope: bool = False, also: frozenset[Pattern] = frozenset()
) -> Iterator[Flaw]:
    """Yield what is wrong with a constraint over the facts of a manifest, without references.

    Args:
        constraint: the schema.
        scope: whether the constraint says when a rule or a pack applies.
        also: facts that other constraints of the rule read.
    """
    visits = list(walk(constraint))
    for visit in visits:
        yield from _facts(visit, scope=scope)
        yield from _impossible_values(visit)
        yield from _keywords(visit)
        yield from _idle(visit)
    yield from _hollow(visits, also)


def facts_read(constraint: Schema) -> frozenset[Pattern]:
    """Return the facts that a constraint reads, and the sections that they belong to."""
    return frozenset(pattern for visit in walk(constraint) for _, pattern in read_by(visit))


def facts_of_rule(rule: Rule, pack: Pack) -> frozenset[Pattern]:
    """Return the facts that a rule reads, with the sources of derived ones."""
    read = facts_of_constraint(rule.requires, pack) | facts_of_constraint(rule.applies_when, pack)
    derived = [DERIVED[pattern] for pattern in read if pattern in DERIVED]
    behind = {pattern for item in derived for pattern in (item.when_missing, item.when_wrong)}
    return read | behind


def facts_of_constraint(schema: Schema, pack: Pack) -> frozenset[Pattern]:
    """Return the facts that a constraint reads, without the sections that they belong to."""
    patterns = facts_read(pack.inlined(schema))
    sections = {pattern[:depth] for pattern in patterns for depth in range(len(pattern))}
    return patterns - sections


def read_by(visit: Visit) -> Iterator[tuple[Pattern, Pattern]]:
    """Yield the path and the pattern of each fact that a node reads, by constraint or by name."""
    members = visit.node.get("properties", {})
    for name in members:
        yield (*visit.path, "properties", name), (*visit.pattern, name)
    for index, name in enumerate(visit.node.get("required", ())):
        if name not in members:
            yield (*visit.path, "required", str(index)), (*visit.pattern, name)


def _facts(visit: Visit, *, scope: bool) -> Iterator[Flaw]:
    """Yield unknown facts, and claims that would count although nobody makes them.

    A claim that is not stated is absent. So it may only be read where it must be present: not in
    ``appliesWhen``, not in an ``if``, not negated, and always with ``required``. In
    ``review.when`` it may be required: where it is not made, nobody is asked and the rule fails.
    """
    for path, pattern in read_by(visit):
        name = "/".join(pattern)
        if pattern not in facts() and pattern not in DERIVED:
            yield path, messages.NO_SUCH_FACT.format(name=name)
        required = pattern[-1] in visit.node.get("required", ())
        if pattern in claims() and (scope or visit.condition or not required):
            yield path, messages.CLAIM_IN_CONDITION.format(name=name)


def _impossible_values(visit: Visit) -> Iterator[Flaw]:
    """Yield values that the fact cannot have."""
    if visit.pattern not in shapes():
        return
    choices: dict[KeyPath, Any] = {
        ("enum", index): value for index, value in enumerate(visit.node.get("enum", ()))
    }
    if "const" in visit.node:
        choices["const",] = visit.node["const"]
    for keyword, value in choices.items():
        place = (*visit.path, *keyword)
        if not _values(visit.pattern).holds(value):
            name = "/".join(visit.pattern)
            yield place, messages.NOT_A_VALUE_OF.format(value=quote(value), name=name)
        elif _holds_object(value):
            yield place, messages.CONSTRAIN_MEMBERS


def _holds_object(value: Any) -> bool:
    # An object without one of its facts is a different object, so "not this object" would hold.
    return isinstance(value, dict) or (isinstance(value, list) and any(map(_holds_object, value)))


def _keywords(visit: Visit) -> Iterator[Flaw]:
    """Yield bad patterns, keywords about evidence other than ``minItems``, and idle keywords.

    A keyword about another JSON type is idle: it holds for every value of the fact.
    """
    evidence = visit.pattern in references("evidence")
    having = kinds(visit.pattern) if visit.pattern in shapes() else frozenset()
    for keyword, value in visit.node.items():
        place = (*visit.path, keyword)
        if keyword == "pattern":
            yield from ((place, text) for text in flaws_of_pattern(value))
        if evidence and keyword != "minItems" and not is_remark(keyword):
            yield place, messages.EVIDENCE_BY_MIN_ITEMS
        about = _kind(value) if keyword == "type" else _SPEAKS_OF.get(keyword)
        if having and about and (about not in having if keyword == "type" else having != {about}):
            name = "/".join(visit.pattern) or "the manifest"
            text = messages.KEYWORD_OF_OTHER_TYPE
            yield place, text.format(keyword=keyword, name=name, kind=" or ".join(sorted(having)))


def _idle(visit: Visit) -> Iterator[Flaw]:
    """Yield parts that JSON Schema ignores, or that require nothing."""
    node = visit.node
    if ("if" in node) != bool({"then", "else"} & set(node)):
        yield visit.path, messages.IF_WITHOUT_THEN
    for keyword, value in node.items():
        if keyword not in ("properties", "contains"):
            for extra, _, child in parts(keyword, value):
                if all(key == "type" or is_remark(key) for key in child):
                    yield (*visit.path, keyword, *extra), messages.REQUIRES_NOTHING


def _hollow(visits: list[Visit], also: frozenset[Pattern]) -> Iterator[Flaw]:
    """Yield objects that are required without any member."""
    read = {(pattern, path) for visit in visits for path, pattern in read_by(visit)}
    patterns = {pattern for pattern, _ in read}
    for pattern, path in sorted(read):
        empty = not any(other[: len(pattern)] == pattern for other in (patterns | also) - {pattern})
        if empty and pattern in shapes() and kinds(pattern) == {"object"}:
            yield path, messages.REQUIRES_EMPTY_OBJECT.format(name="/".join(pattern))


def flaws_of_references(
    value: Any, common: Mapping[str, Any], path: KeyPath = ()
) -> Iterator[Flaw]:
    """Yield the references in ``value`` that point to nothing, or have other keywords beside."""
    if isinstance(value, dict) and isinstance(value.get("$ref"), str):
        if shared(value["$ref"], common) is None:
            text = REFERENCE_LEADS_NOWHERE.format(reference=value["$ref"])
            yield (*path, "$ref"), text
        if set(value) - {"$ref", "description"}:
            # draft-07 ignores these keywords, 2020-12 does not.
            yield (*path, "$ref"), messages.REFERENCE_WITH_NEIGHBOURS
    if isinstance(value, (dict, list)):
        for key, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from flaws_of_references(child, common, (*path, key))
