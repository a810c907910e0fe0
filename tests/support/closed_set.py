"""The closed set of keywords: what ``schema/rule.schema.json`` lets packs use, and our schemas."""

from validator.jsonschema.keywords import TYPES, is_pattern, is_remark, is_type

IN_SCHEMA = frozenset({"additionalProperties", "contains", "else", "if", "items", "not", "then"})
"""Keywords whose value is one schema."""
IN_LIST = frozenset({"allOf", "anyOf"})
"""Keywords whose value is a list of schemas."""
IN_MAPPING = frozenset({"$defs", "patternProperties", "properties"})
"""Keywords whose value is a mapping of names to schemas."""


def is_closed(schema):
    """Return whether a schema uses only the closed set of keywords, at every level."""
    if isinstance(schema, bool):
        return True
    return isinstance(schema, dict) and all(map(_is_known, schema, schema.values()))


def _is_known(keyword, value):
    if keyword in IN_SCHEMA:
        return is_closed(value)
    if keyword in IN_LIST:
        return isinstance(value, list) and bool(value) and all(map(is_closed, value))
    if keyword in IN_MAPPING:
        return isinstance(value, dict) and all(map(is_closed, value.values()))
    if keyword in FIT:
        return FIT[keyword](value)
    return is_remark(keyword)


def _is_size(value):
    return type(value) is int and value >= 0


def _is_number(value):
    return is_type(value, "number")


FIT = {
    "$ref": lambda value: isinstance(value, str),
    "const": lambda _value: True,
    "enum": lambda value: isinstance(value, list),
    "format": lambda value: value == "date",
    "maxItems": _is_size,
    "maxLength": _is_size,
    "maximum": _is_number,
    "minItems": _is_size,
    "minLength": _is_size,
    "minimum": _is_number,
    "pattern": is_pattern,
    "required": lambda value: isinstance(value, list) and all(isinstance(n, str) for n in value),
    "type": lambda value: value in (*TYPES, "integer"),
    "uniqueItems": lambda value: isinstance(value, bool),
}
"""Keywords whose value is no schema, and the values that are allowed here."""
