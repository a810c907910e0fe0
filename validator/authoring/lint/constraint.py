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
from validator.jsonschema.keywords import is_remark
from validator.jsonschema.nodes import Visit, parts, walk
from validator.manifest import vocabulary
from validator.manifest.vocabulary import facts, outline, references
from validator.model import pointers
from validator.model.quote import quote
from validator.model.resources import schema
from validator.packs.limits import flaws_of_pattern
from validator.packs.messages import REFERENCE_LEADS_NOWHERE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from validator.jsonschema.nodes import Resolve
    from validator.model.pointers import Pattern
    from validator.model.text import Text
    from validator.packs.model import Schema

    KeyPath = tuple[str | int, ...]

    Flaw = tuple[KeyPath, Text]
    """The place in the constraint, and the flaw."""

_KINDS = {
    bool: "boolean",
    str: "string",
    int: "number",
    float: "number",
    dict: "object",
    list: "array",
    type(None): "null",
}


@cache
def shapes() -> dict[Pattern, Schema]:
    """Return the schema of every fact, derived ones included, and of the manifest itself."""
    derived: dict[Pattern, Schema] = {pattern: {"type": "boolean"} for pattern in DERIVED}
    return derived | {(): schema("manifest")} | vocabulary.shapes()


@cache
def _value_check(pattern: Pattern) -> Constraint:
    return Constraint({**shapes()[pattern], "$defs": schema("manifest")["$defs"]})


def is_value(pattern: Pattern, value: Any) -> bool:
    """Return whether a known fact may have a value."""
    return _value_check(pattern).holds(value)


def kinds(pattern: Pattern) -> frozenset[str]:
    """Return the JSON types that the values of a known fact have; integers are numbers."""
    return _kinds(shapes()[pattern])


def _kinds(shape: Schema) -> frozenset[str]:
    if "type" in shape:
        return frozenset({kind_named(shape["type"])})
    if "anyOf" in shape:
        return frozenset().union(*map(_kinds, shape["anyOf"]))
    values = shape.get("enum", [shape["const"]] if "const" in shape else [])
    return frozenset(_KINDS[type(value)] for value in values)


def kind_named(word: str) -> str:
    """Return the kind that a JSON Schema type belongs to."""
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
    "properties": "object",
    "required": "object",
    "items": "array",
    "contains": "array",
    "minItems": "array",
    "maxItems": "array",
    "minLength": "string",
    "maxLength": "string",
    "pattern": "string",
    "minimum": "number",
    "maximum": "number",
}
_LONGEST_CHAIN = 16


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
        resolve: as ``walk`` takes it.
        scope: whether the constraint says when a rule or a pack applies.
        also: facts that other constraints of the rule read.
    """
    visits = list(walk(constraint, resolve))
    for visit in visits:
        yield from _unknown_facts(visit)
        yield from _bad_pattern(visit)
        yield from _impossible_values(visit)
        yield from _idle_keywords(visit)
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
            yield path, messages.NO_SUCH_FACT.format(name="/".join(pattern))


def _claims(visit: Visit, *, scope: bool) -> Iterator[Flaw]:
    """Yield claims that would count although nobody makes them.

    A claim that is not stated is absent. So it may only be read where it must be present: not in
    ``appliesWhen``, not in an ``if``, not negated, and always with ``required``. In
    ``review.when`` it may be required: where it is not made, nobody is asked and the rule fails.
    """
    for path, pattern in read_by(visit):
        required = pattern[-1] in visit.node.get("required", ())
        if pattern in outline().claims and (scope or visit.condition or not required):
            yield path, messages.CLAIM_IN_CONDITION.format(name="/".join(pattern))


def _bad_pattern(visit: Visit) -> Iterator[Flaw]:
    if "pattern" in visit.node:
        for text in flaws_of_pattern(visit.node["pattern"]):
            yield (*visit.path, "pattern"), text


def _impossible_values(visit: Visit) -> Iterator[Flaw]:
    """Yield values that the fact cannot have."""
    for keyword, value in _choices(visit.node) if visit.pattern in shapes() else ():
        place = (*visit.path, *keyword)
        if not is_value(visit.pattern, value):
            name = "/".join(visit.pattern)
            yield place, messages.NOT_A_VALUE_OF.format(value=quote(value), name=name)
        elif _holds_object(value):
            yield place, messages.CONSTRAIN_MEMBERS


def _choices(node: Schema) -> Iterator[tuple[Pattern, Any]]:
    if "const" in node:
        yield ("const",), node["const"]
    yield from ((("enum", str(index)), value) for index, value in enumerate(node.get("enum", ())))


def _holds_object(value: Any) -> bool:
    # An object without one of its facts is a different object, so "not this object" would hold.
    return isinstance(value, dict) or (isinstance(value, list) and any(map(_holds_object, value)))


def _idle_keywords(visit: Visit) -> Iterator[Flaw]:
    """Yield keywords about another JSON type: they hold for every value of the fact."""
    if visit.pattern not in shapes():
        return
    having = kinds(visit.pattern)
    for keyword, value in visit.node.items():
        about = _SPEAKS_OF.get(keyword)
        other_type = keyword == "type" and kind_named(value) not in having
        if other_type or (about and having != {about}):
            name = "/".join(visit.pattern) or "the manifest"
            kind = " or ".join(sorted(having))
            yield (
                (*visit.path, keyword),
                messages.KEYWORD_OF_OTHER_TYPE.format(keyword=keyword, name=name, kind=kind),
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
                    yield (*visit.path, keyword, *extra), messages.REQUIRES_NOTHING


def _hollow(visits: list[Visit], also: frozenset[Pattern]) -> Iterator[Flaw]:
    """Yield objects that are required without any member."""
    read = {(pattern, path) for visit in visits for path, pattern in read_by(visit)}
    patterns = {pattern for pattern, _ in read}
    for pattern, path in sorted(read):
        empty = not any(other[: len(pattern)] == pattern for other in (patterns | also) - {pattern})
        if empty and pattern in shapes() and kinds(pattern) == {"object"}:
            yield path, messages.REQUIRES_EMPTY_OBJECT.format(name="/".join(pattern))


def resolver(common: Mapping[str, Any]) -> Resolve:
    """Return a function that resolves references; a broken one resolves to an empty schema."""

    def resolve(schema: Schema) -> Schema:
        for _ in range(_LONGEST_CHAIN):
            if "$ref" not in schema:
                return schema
            schema = shared(schema["$ref"], common) or {}
        return {}

    return resolve


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
