"""Every keyword of a schema that a value breaks, and where.

One small generator for each keyword. Rules are evaluated in ``validator.engine`` instead,
where a fact may be missing; this is for the shapes of files.
"""

from __future__ import annotations

from dataclasses import dataclass

from validator.jsonschema import keywords

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from validator.jsonschema.keywords import Node, Schema
    from validator.jsonschema.registry import SchemaSet

Path = tuple["str | int", ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """One keyword of a constraint that a value breaks.

    Attributes:
        keyword: such as ``const`` or ``required``.
        asked: the keyword's value in the schema.
        found: the value that breaks it.
        schema: the schema that the keyword stands in.
        path: keys and list indexes from the value under test to ``found``.
        alternatives: for ``anyOf``, what each alternative lacks.
    """

    keyword: str
    asked: Any
    found: Any
    schema: Any
    path: Path
    alternatives: tuple[tuple[Breach, ...], ...] = ()


class Finder:
    """Finds the breaches of schemas within one closed set."""

    def __init__(self, schemas: SchemaSet) -> None:
        """Take the set that ``$ref`` may reach."""
        self._schemas = schemas

    def find(self, schema: Node, value: Any, document: Schema, path: Path = ()) -> Iterator[Breach]:
        """Yield every keyword of a schema that ``value`` breaks, in the order of the schema.

        Args:
            schema: keeps to the closed set of keywords.
            value: the JSON value under test.
            document: the document that the schema stands in.
            path: where the value stands.
        """
        if isinstance(schema, bool):
            if not schema:
                yield Breach("false", schema, value, schema, path)
            return
        here = _Here(self, schema, value, document, path)
        for keyword, asked in schema.items():
            if keyword in _BELOW:
                yield from _BELOW[keyword](here, asked)
            elif keyword in _BROKEN and _BROKEN[keyword](value, asked):
                yield Breach(keyword, asked, value, schema, path)

    def follow(self, reference: str, document: Schema) -> tuple[Any, Schema]:
        """Return what a reference leads to, and the document that it stands in."""
        return self._schemas.follow(reference, document)


@dataclass(frozen=True, slots=True)
class _Here:
    """One schema held against one value."""

    finder: Finder
    schema: Schema
    value: Any
    document: Schema
    path: Path

    def same(self, schema: Node) -> Iterator[Breach]:
        """Yield what another schema finds in the same value."""
        return self.finder.find(schema, self.value, self.document, self.path)

    def below(self, schema: Node, step: str | int) -> Iterator[Breach]:
        """Yield what a schema finds one step below."""
        return self.finder.find(schema, self.value[step], self.document, (*self.path, step))

    def holds(self, schema: Node, value: Any) -> bool:
        return next(self.finder.find(schema, value, self.document), None) is None

    def breach(self, keyword: str, alternatives: tuple[tuple[Breach, ...], ...] = ()) -> Breach:
        return Breach(
            keyword, self.schema[keyword], self.value, self.schema, self.path, alternatives
        )


def _properties(here: _Here, asked: dict[str, Any]) -> Iterator[Breach]:
    for name, child in asked.items() if isinstance(here.value, dict) else ():
        if name in here.value:
            yield from here.below(child, name)


def _pattern_properties(here: _Here, asked: dict[str, Any]) -> Iterator[Breach]:
    for pattern, child in asked.items() if isinstance(here.value, dict) else ():
        matching = filter(keywords.searcher(pattern).search, here.value)
        for name in matching:
            yield from here.below(child, name)


def _additional_properties(here: _Here, asked: Node) -> Iterator[Breach]:
    extra = _extra(here) if isinstance(here.value, dict) else []
    if asked is False and extra:
        yield here.breach("additionalProperties")
    elif asked is not False:
        for name in extra:
            yield from here.below(asked, name)


def _extra(here: _Here) -> list[str]:
    known = here.schema.get("properties", {})
    patterns = [keywords.searcher(item) for item in here.schema.get("patternProperties", ())]
    return [
        name
        for name in here.value
        if name not in known and not any(pattern.search(name) for pattern in patterns)
    ]


def _items(here: _Here, asked: Node) -> Iterator[Breach]:
    for index in range(len(here.value)) if isinstance(here.value, list) else ():
        yield from here.below(asked, index)


def _contains(here: _Here, asked: Node) -> Iterator[Breach]:
    if isinstance(here.value, list) and not any(here.holds(asked, item) for item in here.value):
        yield here.breach("contains")


def _not(here: _Here, asked: Node) -> Iterator[Breach]:
    if here.holds(asked, here.value):
        yield here.breach("not")


def _all_of(here: _Here, asked: list[Schema]) -> Iterator[Breach]:
    for part in asked:
        yield from here.same(part)


def _any_of(here: _Here, asked: list[Schema]) -> Iterator[Breach]:
    lacking = tuple(tuple(here.same(part)) for part in asked)
    if all(lacking):
        yield here.breach("anyOf", lacking)


def _if(here: _Here, asked: Node) -> Iterator[Breach]:
    branch = "then" if here.holds(asked, here.value) else "else"
    if branch in here.schema:
        yield from here.same(here.schema[branch])


def _ref(here: _Here, asked: str) -> Iterator[Breach]:
    target, document = here.finder.follow(asked, here.document)
    yield from here.finder.find(target, here.value, document, here.path)


_BELOW: dict[str, Callable[[_Here, Any], Iterator[Breach]]] = {
    "$ref": _ref,
    "additionalProperties": _additional_properties,
    "allOf": _all_of,
    "anyOf": _any_of,
    "contains": _contains,
    "if": _if,
    "items": _items,
    "not": _not,
    "patternProperties": _pattern_properties,
    "properties": _properties,
}


def _required(value: Any, asked: list[str]) -> bool:
    return isinstance(value, dict) and any(name not in value for name in asked)


def _is_number(value: Any) -> bool:
    return keywords.is_type(value, "number")


_BROKEN: dict[str, Callable[[Any, Any], bool]] = {
    "const": lambda value, asked: not keywords.equal(value, asked),
    "enum": lambda value, asked: not any(keywords.equal(value, item) for item in asked),
    "format": lambda value, _asked: isinstance(value, str) and not keywords.is_date(value),
    "maxItems": lambda value, asked: isinstance(value, list) and len(value) > asked,
    "maxLength": lambda value, asked: isinstance(value, str) and len(value) > asked,
    "maximum": lambda value, asked: _is_number(value) and value > asked,
    "minItems": lambda value, asked: isinstance(value, list) and len(value) < asked,
    "minLength": lambda value, asked: isinstance(value, str) and len(value) < asked,
    "minimum": lambda value, asked: _is_number(value) and value < asked,
    "pattern": lambda value, asked: (
        isinstance(value, str) and not keywords.searcher(asked).search(value)
    ),
    "required": _required,
    "type": lambda value, asked: not keywords.is_type(value, asked),
    "uniqueItems": lambda value, asked: (
        asked and isinstance(value, list) and not keywords.is_unique(value)
    ),
}
