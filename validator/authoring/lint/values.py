"""Flaws in the values of a constraint: each must be a possible value of its fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator.authoring import messages
from validator.authoring.lint.shapes import is_value, kind_named, kinds, shapes
from validator.model.quote import quote
from validator.packs.patterns import flaws_of_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.jsonschema.nodes import Visit
    from validator.model.pointers import Pattern
    from validator.model.text import Text
    from validator.packs.model import Schema

    Flaw = tuple[Pattern, Text]

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


def flaws_of_values(visit: Visit) -> Iterator[Flaw]:
    """Yield values that the fact cannot have, and keywords that have no effect on it.

    Args:
        visit: the part of the constraint to check, without its children.
    """
    yield from _bad_pattern(visit)
    if visit.pattern in shapes():
        yield from _idle_keywords(visit)
        for keyword, value in _choices(visit.node):
            if not is_value(visit.pattern, value):
                name = "/".join(visit.pattern)
                text = messages.NOT_A_VALUE_OF.format(value=quote(value), name=name)
                yield (*visit.path, *keyword), text
            elif _holds_object(value):
                text = messages.CONSTRAIN_MEMBERS
                yield (*visit.path, *keyword), text


def _choices(node: Schema) -> Iterator[tuple[Pattern, Any]]:
    if "const" in node:
        yield ("const",), node["const"]
    yield from ((("enum", str(index)), value) for index, value in enumerate(node.get("enum", ())))


def _holds_object(value: Any) -> bool:
    # An object without one of its facts is a different object, so "not this object" would hold.
    return isinstance(value, dict) or (isinstance(value, list) and any(map(_holds_object, value)))


def _idle_keywords(visit: Visit) -> Iterator[Flaw]:
    """Yield keywords about another JSON type: they hold for every value of the fact."""
    having = kinds(visit.pattern)
    for keyword, value in visit.node.items():
        about = _SPEAKS_OF.get(keyword)
        other_type = keyword == "type" and kind_named(value) not in having
        if other_type or (about and having != {about}):
            name = "/".join(visit.pattern) or "the manifest"
            kind = " or ".join(sorted(having))
            text = messages.KEYWORD_OF_OTHER_TYPE.format(keyword=keyword, name=name, kind=kind)
            yield (*visit.path, keyword), text


def _bad_pattern(visit: Visit) -> Iterator[Flaw]:
    if "pattern" in visit.node:
        for text in flaws_of_pattern(visit.node["pattern"]):
            yield (*visit.path, "pattern"), text
