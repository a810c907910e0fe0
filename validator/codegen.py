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
        self._constants: dict[str, str] = {}
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
        constants = "\n".join(f"{name} = {text}" for text, name in self._constants.items())
        return "\n\n\n".join((_HEAD, *filter(None, (constants,)), *self._functions)) + "\n"

    def _lines(self, schema: Node, value: str, document: Schema) -> Iterator[str]:
        """Yield the statements that return False where ``value`` breaks the schema."""
        if isinstance(schema, bool):
            yield from () if schema else ("return False",)
            return
        kind = schema.get("type")
        yield from self._leaves(schema, value, kind)
        yield from _where(value, kind, "object", self._object(schema, value, document))
        yield from _where(value, kind, "array", self._list(schema, value, document))
        yield from self._combined(schema, value, document)

    def _leaves(self, schema: Schema, value: str, kind: str | None) -> Iterator[str]:
        """Yield the statements for keywords that look at one value and not below it."""
        if kind is not None:
            yield from _refuse(_type(value, kind))
        if "const" in schema:
            yield from _refuse(_const(value, schema["const"]))
        if "enum" in schema:
            yield from _refuse(self._enum(value, schema["enum"], kind))
        for keyword, (its, test) in _TESTS.items():
            if keyword in schema:
                refusal = _refuse(test(value, schema[keyword]))
                unknown = self._unknown(value, schema) if keyword == "pattern" else ""
                yield from _where(
                    value, kind, its, _within(unknown, refusal) if unknown else refusal
                )

    def _unknown(self, value: str, schema: Schema) -> str:
        """Return the test whether a text is none of the examples that are known to match.

        Compiling a long pattern takes longer than all else about a manifest, most of which
        state what the examples state.
        """
        search = keywords.searcher(schema["pattern"]).search
        texts = (item for item in schema.get("examples", ()) if isinstance(item, str))
        known = tuple(filter(search, texts))
        return f"{value} not in {self._set(known)}" if known else ""

    def _enum(self, value: str, asked: list[Any], kind: str | None) -> str:
        if all(isinstance(item, str) for item in asked):
            listed = f"{value} not in {self._set(asked)}"
            return listed if kind == "string" else f"type({value}) is not str or {listed}"
        return f"not any(equal({value}, item) for item in {_constant(asked)})"

    def _set(self, names: Iterable[str]) -> str:
        """Return the name of a constant that holds some texts."""
        text = f"frozenset({tuple(dict.fromkeys(names))!r})"
        return self._constants.setdefault(text, f"_K{len(self._constants)}")

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
            if list(self._lines(child, "x", document)):
                test = f"{_search(pattern, 'k')} and not {self._function(child, document)}(x)"
                yield from _within(f"for k, x in {value}.items()", _refuse(test), loop=True)
        rest = schema.get("additionalProperties", True)
        if rest is True:
            return
        known = self._set(schema.get("properties", ()))
        free = [f"k not in {known}", *(f"not {_search(item, 'k')}" for item in patterns)]
        if rest is not False:
            free.append(f"not {self._function(rest, document)}(x)")
        refusal = _refuse(" and ".join(free))
        loop = _within(f"for k, x in {value}.items()", refusal, loop=True)
        yield from _within(f"not {known}.issuperset({value})", loop)

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
    return f"type({value}) {'is not' if len(kinds) == 1 else 'not in'} {_named(kinds)}"


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


def _constant(value: Any) -> str:
    """Return a JSON value as Python writes it; nothing else can get into the code."""
    return repr(json.loads(json.dumps(value, allow_nan=False)))


def _where(value: str, known: str | None, kind: str, body: Iterable[str]) -> Iterator[str]:
    """Put statements where a value is of a kind; ``known`` is what it is known to be."""
    if known == kind:
        yield from body
    elif known is None or {known, kind} == {"integer", "number"}:
        kinds = keywords.TYPES[kind]
        test = f"type({value}) {'is' if len(kinds) == 1 else 'in'} {_named(kinds)}"
        yield from _within(test, body)


def _named(kinds: tuple[type, ...]) -> str:
    names = ", ".join(_NAMES[kind] for kind in kinds)
    return names if len(kinds) == 1 else f"({names})"


def _search(pattern: str, value: str) -> str:
    """Return the test whether a pattern is found; the start of a text needs none."""
    if pattern[:1] == "^" and pattern[1:].replace("-", "").isalnum() and pattern.isascii():
        return f"{value}.startswith({pattern[1:]!r})"
    return f"search({pattern!r}, {value})"


def _size(sign: str) -> Callable[[str, Any], str]:
    return lambda value, asked: f"len({value}) {sign} {int(asked)}"


def _bound(sign: str) -> Callable[[str, Any], str]:
    return lambda value, asked: f"{value} {sign} {_constant(asked)}"


_TESTS: dict[str, tuple[str, Callable[[str, Any], str]]] = {
    "minLength": ("string", _size("<")),
    "maxLength": ("string", _size(">")),
    "minItems": ("array", _size("<")),
    "maxItems": ("array", _size(">")),
    "minimum": ("number", _bound("<")),
    "maximum": ("number", _bound(">")),
    "pattern": ("string", lambda value, asked: f"not {_search(asked, value)}"),
    "format": ("string", lambda value, _asked: f"not is_date({value})"),
}
"""Keywords that ask something of values of one type: that type, and the test for a breach."""

_HEAD = '''"""Made of schemas by validator.codegen; not to be edited."""

from validator.keywords import equal, is_date, is_type, is_unique, searcher

M = object()


def search(pattern, text):
    return searcher(pattern).search(text)'''
