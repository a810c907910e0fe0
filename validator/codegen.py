"""Schemas as Python functions from a JSON value to a verdict.

The code is made of the schema alone: names are numbered here, constants go in by ``repr``
of plain JSON values only, and a keyword outside the closed set is refused. The verdicts are
held to ``jsonschema`` by the tests. Values have the exact types that JSON readers give.
"""

from __future__ import annotations

import json
from functools import partial

from validator import keywords

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from validator.keywords import Node, Schema
    from validator.schemaset import SchemaSet

Holds = "Callable[[Any], bool]"
_STEP = "    "


class UnknownKeywordError(ValueError):
    """A schema uses a keyword that no code is made for."""


class Writer:
    """Writes functions for schemas of one closed set; equal schemas share a function."""

    def __init__(self, schemas: SchemaSet) -> None:
        """Take the set that ``$ref`` may reach."""
        self._schemas = schemas
        self._names: dict[tuple[str, int], str] = {}
        self._kept: list[Schema] = []
        self._functions: list[str] = []
        self._variables = 0

    def function(self, schema: Node, document: Schema) -> str:
        """Write a function for a schema, and return its name.

        Raises:
            UnknownKeywordError: the schema, or one it refers to, leaves the closed set.
            UnresolvableError: a ``$ref`` leads out of the set of schemas.
        """
        if not keywords.is_closed(schema):
            raise UnknownKeywordError(json.dumps(schema))
        return self._function(schema, document)

    def _function(self, schema: Node, document: Schema) -> str:
        # What "#…" means depends on the document; no other document may take its number.
        self._kept.append(document)
        key = (json.dumps(schema), id(document))
        if key not in self._names:
            name = self._names[key] = f"_{len(self._names)}"
            body = [f"{_STEP}{line}" for line in self._lines(schema, "v", document)]
            self._functions.append("\n".join((f"def {name}(v):", *body, f"{_STEP}return True")))
        return self._names[key]

    def source(self) -> str:
        """Return the functions written so far as the text of a module."""
        return "\n\n\n".join((_HEAD, *self._functions)) + "\n"

    def _lines(self, schema: Node, value: str, document: Schema) -> Iterator[str]:
        """Yield the statements that return False where ``value`` breaks the schema."""
        if isinstance(schema, bool):
            yield from () if schema else ("return False",)
            return
        yield from self._leaves(schema, value)
        yield from _within(f"type({value}) is dict", self._object(schema, value, document))
        yield from _within(f"type({value}) is list", self._list(schema, value, document))
        yield from self._combined(schema, value, document)

    def _leaves(self, schema: Schema, value: str) -> Iterator[str]:
        for keyword, test in _TESTS.items():
            if keyword in schema:
                yield from _refuse(test(value, schema[keyword]))

    def _object(self, schema: Schema, value: str, document: Schema) -> Iterator[str]:
        required = schema.get("required", ())
        members = schema.get("properties", {})
        for name in required:
            if name not in members:
                yield from _refuse(f"{name!r} not in {value}")
        for name, child in members.items():
            yield from self._member(name, child, value, document, demanded=name in required)
        yield from self._others(schema, value, document)

    def _member(
        self, name: str, child: Any, value: str, document: Schema, *, demanded: bool
    ) -> Iterator[str]:
        inner = self._variable()
        body = list(self._lines(child, inner, document))
        if demanded or body:
            yield f"{inner} = {value}.get({name!r}, M)"
        if demanded:
            yield from _refuse(f"{inner} is M")
            yield from body
        else:
            yield from _within(f"{inner} is not M", body)

    def _others(self, schema: Schema, value: str, document: Schema) -> Iterator[str]:
        """Yield the statements for members that ``properties`` does not name."""
        patterns = schema.get("patternProperties", {})
        for pattern, child in patterns.items():
            test = f"search({pattern!r}, k) and not {self._function(child, document)}(x)"
            yield from _within(f"for k, x in {value}.items()", _refuse(test), loop=True)
        rest = schema.get("additionalProperties", True)
        if rest is True:
            return
        known = tuple(schema.get("properties", ()))
        free = [f"k not in {known!r}", *(f"not search({item!r}, k)" for item in patterns)]
        if rest is not False:
            free.append(f"not {self._function(rest, document)}(x)")
        refusal = _refuse(" and ".join(free))
        yield from _within(f"for k, x in {value}.items()", refusal, loop=True)

    def _list(self, schema: Schema, value: str, document: Schema) -> Iterator[str]:
        if "items" in schema:
            item = self._variable()
            body = self._lines(schema["items"], item, document)
            yield from _within(f"for {item} in {value}", body, loop=True)
        if "contains" in schema:
            test = self._function(schema["contains"], document)
            yield from _refuse(f"not any(map({test}, {value}))")
        if schema.get("uniqueItems"):
            yield from _refuse(f"not is_unique({value})")

    def _combined(self, schema: Schema, value: str, document: Schema) -> Iterator[str]:
        call = partial(self._call, value=value, document=document)
        if "$ref" in schema:
            target, its = self._schemas.follow(schema["$ref"], document)
            yield from _refuse(f"not {self.function(target, its)}({value})")
        for part in schema.get("allOf", ()):
            yield from self._lines(part, value, document)
        if "anyOf" in schema:
            tests = " or ".join(map(call, schema["anyOf"]))
            yield from _refuse(f"not ({tests})")
        if "not" in schema:
            yield from _refuse(call(schema["not"]))
        if "if" in schema and ("then" in schema or "else" in schema):
            yield from self._branches(schema, value, document)

    def _branches(self, schema: Schema, value: str, document: Schema) -> Iterator[str]:
        test = self._call(schema["if"], value, document)
        then = list(self._lines(schema.get("then", True), value, document))
        other = list(self._lines(schema.get("else", True), value, document))
        yield f"if {test}:"
        yield from (f"{_STEP}{line}" for line in then or ["pass"])
        yield from _within("else", other, bare=True)

    def _call(self, schema: Node, value: str, document: Schema) -> str:
        return f"{self._function(schema, document)}({value})"

    def _variable(self) -> str:
        self._variables += 1
        return f"v{self._variables}"


def _refuse(test: str) -> Iterator[str]:
    yield f"if {test}:"
    yield f"{_STEP}return False"


def _within(
    head: str, body: Iterable[str], *, loop: bool = False, bare: bool = False
) -> Iterator[str]:
    lines = list(body)
    if lines:
        yield f"{head}:" if loop or bare else f"if {head}:"
        yield from (f"{_STEP}{line}" for line in lines)


def _type(value: str, asked: str) -> str:
    if asked == "integer":
        return f"not is_type({value}, 'integer')"
    kinds = keywords.TYPES[asked]
    return " and ".join(f"type({value}) is not {_NAMES[kind]}" for kind in kinds)


_NAMES = {
    bool: "bool",
    dict: "dict",
    float: "float",
    int: "int",
    list: "list",
    str: "str",
    type(None): "type(None)",
}


def _const(value: str, asked: Any) -> str:
    if asked is None or isinstance(asked, bool):
        return f"{value} is not {asked!r}"
    if isinstance(asked, str):
        return f"{value} != {asked!r}"
    return f"not equal({value}, {_constant(asked)})"


def _enum(value: str, asked: list[Any]) -> str:
    if all(isinstance(item, str) for item in asked):
        return f"type({value}) is not str or {value} not in {tuple(asked)!r}"
    return f"not any(equal({value}, item) for item in {_constant(asked)})"


def _constant(value: Any) -> str:
    """Return a JSON value as Python writes it; nothing else can get into the code."""
    return repr(json.loads(json.dumps(value, allow_nan=False)))


def _size(kind: str, sign: str) -> Callable[[str, Any], str]:
    return lambda value, asked: f"type({value}) is {kind} and len({value}) {sign} {int(asked)}"


def _bound(sign: str) -> Callable[[str, Any], str]:
    return lambda value, asked: (
        f"type({value}) in (int, float) and {value} {sign} {_constant(asked)}"
    )


_TESTS: dict[str, Callable[[str, Any], str]] = {
    "type": _type,
    "const": _const,
    "enum": _enum,
    "minLength": _size("str", "<"),
    "maxLength": _size("str", ">"),
    "minItems": _size("list", "<"),
    "maxItems": _size("list", ">"),
    "minimum": _bound("<"),
    "maximum": _bound(">"),
    "pattern": lambda value, asked: f"type({value}) is str and not search({asked!r}, {value})",
    "format": lambda value, _asked: f"type({value}) is str and not is_date({value})",
}

_HEAD = '''"""Made of schemas by validator.codegen; not to be edited."""

from validator.keywords import equal, is_date, is_type, is_unique, searcher

M = object()


def search(pattern, text):
    return searcher(pattern).search(text)'''
