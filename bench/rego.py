"""The same rules as Rego, generated mechanically from the bundle of JSON Schemas.

For each schema a partial function ``bad_N(x)`` that is true where ``x`` breaks it. JSON Schema's
keywords hold for values of other types than theirs; so each body asks for the type first, or
takes the value in a way that is undefined for other types.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.export import Rules, Schema

PACKAGE = "facepolicy"
ENTRY = f"data.{PACKAGE}.failed"
"""The set of ids of the rules that a manifest breaks."""


def module(rules: Rules) -> str:
    """Return a Rego module with the rules of a bundle.

    Raises:
        KeyError: the bundle uses a keyword that is not known here.
    """
    return "\n".join([f"package {PACKAGE}", "import rego.v1", *_Writer(rules.bundle).lines(rules)])


class _Writer:
    def __init__(self, bundle: Schema) -> None:
        self._definitions = bundle
        self._lines: list[str] = []
        self._names: dict[str, str] = {}

    def lines(self, rules: Rules) -> list[str]:
        for pack, ids in zip(self._definitions["allOf"], rules.ids, strict=True):
            outside = self._function(pack["if"])
            for rule, schema in zip(ids, pack["then"]["allOf"], strict=True):
                applies, broken = self._function(schema["if"]), self._function(schema["then"])
                body = f"not {outside}(input); not {applies}(input); {broken}(input)"
                self._lines.append(f"failed contains {_text(rule)} if {{ {body} }}")
        return self._lines

    def _function(self, schema: Schema) -> str:
        """Write the function of a schema unless it is written, and return its name."""
        known = json.dumps(schema, sort_keys=True)
        if known not in self._names:
            name = f"bad_{len(self._names)}"
            self._names[known] = name
            bodies = [body for key in schema for body in self._bodies(key, schema)] or ["false"]
            self._lines += [f"{name}(x) if {{ {body} }}" for body in bodies]
        return self._names[known]

    def _bodies(self, key: str, schema: Schema) -> Iterator[str]:
        """Yield the ways to break a keyword."""
        value = schema[key]
        if key == "properties":
            for name, child in value.items():
                yield f"v := x[{_text(name)}]; {self._function(child)}(v)"
        elif key == "allOf":
            yield from (f"{self._function(child)}(x)" for child in value)
        elif key == "anyOf":
            yield "; ".join(f"{self._function(child)}(x)" for child in value)
        elif key == "$ref":
            yield f"{self._function(self._target(value))}(x)"
        elif key == "if":
            yield from self._branches(schema)
        elif key not in _SILENT:
            yield _SIMPLE[key].format(value=_text(value), inner=self._inner(key, value))

    def _inner(self, key: str, value: Any) -> str:
        return self._function(value) if key in ("items", "contains", "not") else ""

    def _branches(self, schema: Schema) -> Iterator[str]:
        condition = self._function(schema["if"])
        if "then" in schema:
            yield f"not {condition}(x); {self._function(schema['then'])}(x)"
        if "else" in schema:
            yield f"{condition}(x); {self._function(schema['else'])}(x)"

    def _target(self, reference: str) -> Schema:
        node = self._definitions
        for step in reference.removeprefix("#/").split("/"):
            node = node[step]
        return node


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


_SILENT = frozenset({"description", "then", "else", "$defs"})
_SIMPLE = {
    "const": "x != {value}",
    "enum": "not x in {value}",
    "type": "type_name(x) != {value}",
    "required": "is_object(x); some name in {value}; not name in object.keys(x)",
    "items": "is_array(x); some item in x; {inner}(item)",
    "contains": "is_array(x); count([1 | some item in x; not {inner}(item)]) == 0",
    "not": "not {inner}(x)",
    "minItems": "is_array(x); count(x) < {value}",
    "maxItems": "is_array(x); count(x) > {value}",
    "minLength": "is_string(x); count(x) < {value}",
    "maxLength": "is_string(x); count(x) > {value}",
    "pattern": "is_string(x); not regex.match({value}, x)",
    "minimum": "is_number(x); x < {value}",
    "maximum": "is_number(x); x > {value}",
}
