"""Schemas of the facts, from the manifest schema."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from validator.engine.derived import DERIVED
from validator.jsonschema.constraint import Constraint
from validator.manifest import vocabulary
from validator.model import pointers
from validator.model.resources import schema

if TYPE_CHECKING:
    from validator.model.pointers import Pattern
    from validator.packs.model import Schema

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
