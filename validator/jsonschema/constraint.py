r"""A JSON Schema with the closed set of keywords, ready to validate values.

A schema is compiled once, to one closure for each keyword, which returns the breaches: every
keyword that a value violates, and where. This is for the structure of files;
``validator.engine`` evaluates rules, where a fact may be missing.

* ``$ref`` may only refer to the given schemas; nothing is ever fetched.
* ``pattern`` ends where ECMA-262 says, so that ``^SM4$`` refuses ``"SM4\\n"``.
  (In Python ``$`` also matches before a final line feed.)
* ``format: date`` is checked, and ``2026-02-30`` is no date.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from validator.jsonschema import keywords
from validator.model import pointers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any, TypeAlias

    from validator.jsonschema.keywords import Node, Schema, Test

    Checker: TypeAlias = "Callable[[Any], Sequence[Breach]]"
    """From a value to its breaches, in the order of its members and of the keywords."""

Path = tuple["str | int", ...]


def common_uri(name: str) -> str:
    """Return the URI by which rules refer to the file ``policies/common/<name>.yaml``."""
    return f"facepolicy:common/{name}"


# A pointer to anything else, such as to the whole file or into a constraint, could lead to a
# value that is no constraint and so constrains nothing.
_SHARED = r"(facepolicy:common/[a-z0-9-]+)#/\$defs/([A-Za-z0-9_-]+)"


def shared(reference: str, common: Mapping[str, Any]) -> Schema | None:
    """Return the shared constraint of a ``$ref``, None if it does not refer to one.

    ``common`` has the files of shared constraints by their URI.
    """
    match = re.fullmatch(_SHARED, reference)
    found: Schema | None = None
    if match and match[1] in common:
        found = common[match[1]]["$defs"].get(match[2])
    return found


class UnresolvableError(LookupError):
    """A reference points out of the set, or to nothing."""


def references(value: Any) -> Iterator[str]:
    """Yield every ``$ref`` below ``value``."""
    children = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict) and isinstance(value.get("$ref"), str):
        yield value["$ref"]
    if isinstance(value, (dict, list)):
        for child in children:
            yield from references(child)


class SchemaSet:
    """A closed set of schemas, by their URI: ``$ref`` may refer to these and nothing else."""

    def __init__(self, schemas: Mapping[str, Any] | None = None) -> None:
        """Make a set of the given schemas."""
        self.schemas = dict(schemas or {})
        self._inlined: dict[str, Any] = {}

    def follow(self, reference: str, document: Schema) -> tuple[Any, Schema]:
        """Return the target of a reference in a document, and the document of the target.

        A reference out of the set, or to nothing, is an UnresolvableError.
        """
        uri, _, fragment = reference.partition("#")
        target = self.schemas.get(uri) if uri and uri != document.get("$id") else document
        try:
            found = pointers.resolve(target, pointers.parse(fragment))
        except ValueError:
            found = pointers.MISSING
        if target is None or found is pointers.MISSING:
            raise UnresolvableError(reference)
        return found, target

    def inlined(self, node: Any) -> Any:
        """Return a constraint with the shared ones that it refers to in their places."""
        if not self.schemas or not isinstance(node, (dict, list)):
            return node
        if isinstance(node, list):
            return [self.inlined(item) for item in node]
        rest = {key: self.inlined(item) for key, item in node.items() if key != "$ref"}
        if not isinstance(node.get("$ref"), str):
            return rest
        reference = node["$ref"]
        if reference not in self._inlined:
            self._inlined[reference] = self.inlined(self.follow(reference, {})[0])
        target = self._inlined[reference]
        return {**rest, "allOf": [target, *rest.get("allOf", ())]} if rest else target


class Breach(NamedTuple):
    """One keyword of a constraint that a value violates.

    Attributes:
        keyword: such as ``const`` or ``required``.
        expected: the keyword's value in the schema.
        actual: the value that violates it.
        schema: the schema of the keyword.
        path: keys and list indexes from the value under test to ``actual``.
        alternatives: for ``anyOf``, the breaches of each alternative.
    """

    keyword: str
    expected: Any
    actual: Any
    schema: Any
    path: Path = ()
    alternatives: tuple[tuple[Breach, ...], ...] = ()

    def inside(self, step: str | int) -> Breach:
        """Return the breach as seen from the value around: the place is one step longer."""
        inside = tuple(tuple(item.inside(step) for item in every) for every in self.alternatives)
        return self._replace(path=(step, *self.path), alternatives=inside)


class Constraint:
    """A JSON Schema, draft 2020-12, ready to validate values."""

    def __init__(self, schema: Schema, schemas: SchemaSet | None = None) -> None:
        """Compile ``schema``; its ``$ref`` may refer to ``schemas`` only."""
        self.schema = schema
        self._schemas = schemas or SchemaSet()

    def holds(self, value: Any) -> bool:
        """Return whether ``value`` fulfils the constraint."""
        return not self.breaches(value)

    @cached_property
    def breaches(self) -> Checker:
        """Returns the keywords that a value violates, in the order of its members and of keywords.

        It is compiled when it is needed first.
        """
        return _Compiler(self._schemas).check(self.schema, self.schema)


class _Compiler:
    """Compiles checks of the schemas of one set."""

    def __init__(self, schemas: SchemaSet) -> None:
        self._schemas = schemas
        self._referred: dict[tuple[str, int], Checker] = {}

    def check(self, schema: Node, document: Any) -> Checker:
        """Return the check of a schema that is part of a document."""
        if isinstance(schema, bool):
            return _always if schema else _never
        checks = [
            _COMPILED[keyword](self, schema, document) for keyword in schema if keyword in _COMPILED
        ]
        if any(keyword in keywords.VALUE_TESTS for keyword in schema):
            checks.insert(0, _tests(schema))
        return _all(checks)

    def referred(self, reference: str, document: Any) -> Checker:
        """Return the check of a reference's target, which is compiled once."""
        key = reference, id(document)
        if key not in self._referred:
            self._referred[key] = self.check(*self._schemas.follow(reference, document))
        return self._referred[key]


def _always(_value: Any) -> Sequence[Breach]:
    return ()


def _never(value: Any) -> Sequence[Breach]:
    return (Breach("false", False, value, False),)  # noqa: FBT003 - a schema


def _single(keyword: str, schema: Schema, passes: Test) -> Checker:
    """Return the check of a keyword that has one breach at most."""
    expected = schema[keyword]
    return lambda value: () if passes(value) else (Breach(keyword, expected, value, schema),)


def _tests(schema: Schema) -> Checker:
    """Return the check of the keywords that test a single value."""
    tests = {
        keyword: keywords.VALUE_TESTS[keyword](expected)
        for keyword, expected in schema.items()
        if keyword in keywords.VALUE_TESTS
    }
    if len(tests) == 1:
        ((keyword, passes),) = tests.items()
        return _single(keyword, schema, passes)
    every = tuple(tests.values())

    def check(value: Any) -> Sequence[Breach]:
        for passes in every:
            if not passes(value):
                break
        else:
            return ()
        return [
            Breach(keyword, schema[keyword], value, schema)
            for keyword, passes in tests.items()
            if not passes(value)
        ]

    return check


def _all(every: list[Checker]) -> Checker:
    """Return a check that joins the breaches of several."""
    checks = [check for check in every if check is not _always]
    if len(checks) <= 1:
        return checks[0] if checks else _always

    def check(value: Any) -> Sequence[Breach]:
        return [breach for item in checks for breach in item(value)]

    return check


def _below(child: Checker, value: Any, steps: Iterable[Any]) -> Sequence[Breach]:
    """Return the breaches one step below."""
    found: list[Breach] = []
    for step in steps:
        if inside := child(value[step]):
            found += [breach.inside(step) for breach in inside]
    return found


def _properties(compiler: _Compiler, schema: Schema, document: Schema) -> Checker:
    schemas = schema["properties"]
    checks: dict[str, Checker] = {}

    def of(name: str) -> Checker:  # on first use: a manifest states a part of the facts
        if name not in schemas:
            return _always
        checks[name] = compiler.check(schemas[name], document)
        return checks[name]

    def check(value: Any) -> Sequence[Breach]:
        if not isinstance(value, dict):
            return ()
        breaches: list[Breach] = []
        for name, item in value.items():
            if inside := (checks.get(name) or of(name))(item):
                breaches += [breach.inside(name) for breach in inside]
        return breaches

    return check


def _pattern_properties(compiler: _Compiler, schema: Schema, document: Schema) -> Checker:
    def of(pattern: str, child: Checker) -> Checker:
        return lambda value: (
            _below(child, value, filter(keywords.searcher(pattern).search, value))
            if isinstance(value, dict)
            else ()
        )

    every = schema["patternProperties"].items()
    children = [(pattern, compiler.check(item, document)) for pattern, item in every]
    return _all([of(pattern, child) for pattern, child in children if child is not _always])


def _additional_properties(compiler: _Compiler, schema: Schema, document: Schema) -> Checker:
    child = compiler.check(schema["additionalProperties"], document)
    known, patterns = schema.get("properties", {}), schema.get("patternProperties", ())

    def extra(value: Any) -> list[str]:
        if not isinstance(value, dict) or (known and value.keys() <= known.keys()):
            return []
        unknown = [name for name in value if name not in known] if known else list(value)
        if not patterns:
            return unknown
        searches = [keywords.searcher(item).search for item in patterns]
        return [name for name in unknown if not any(search(name) for search in searches)]

    if child is _never:
        return _single("additionalProperties", schema, lambda value: not extra(value))
    return lambda value: _below(child, value, extra(value))


def _items(compiler: _Compiler, schema: Schema, document: Schema) -> Checker:
    child = compiler.check(schema["items"], document)
    return lambda value: _below(child, value, range(len(value))) if isinstance(value, list) else ()


def _contains(compiler: _Compiler, schema: Schema, document: Schema) -> Checker:
    child = compiler.check(schema["contains"], document)

    def contains(value: Any) -> bool:
        return not isinstance(value, list) or any(not child(item) for item in value)

    return _single("contains", schema, contains)


def _not(compiler: _Compiler, schema: Schema, document: Schema) -> Checker:
    child = compiler.check(schema["not"], document)
    return _single("not", schema, lambda value: bool(child(value)))


def _all_of(compiler: _Compiler, schema: Schema, document: Schema) -> Checker:
    return _all([compiler.check(part, document) for part in schema["allOf"]])


def _any_of(compiler: _Compiler, schema: Schema, document: Schema) -> Checker:
    children = [compiler.check(part, document) for part in schema["anyOf"]]

    def check(value: Any) -> Sequence[Breach]:
        lacking = []
        for child in children:
            found = child(value)
            if not found:
                return ()
            lacking.append(tuple(found))
        return (Breach("anyOf", schema["anyOf"], value, schema, alternatives=tuple(lacking)),)

    return check


def _if(compiler: _Compiler, schema: Schema, document: Schema) -> Checker:
    test, then, other = (
        compiler.check(schema.get(name, True), document) for name in ("if", "then", "else")
    )
    return lambda value: (other if test(value) else then)(value)


def _required(_compiler: _Compiler, schema: Schema, _document: Schema) -> Checker:
    names = frozenset(schema["required"])
    return _single(
        "required", schema, lambda value: not isinstance(value, dict) or value.keys() >= names
    )


def _ref(compiler: _Compiler, schema: Schema, document: Schema) -> Checker:
    target: Checker | None = None

    def check(value: Any) -> Sequence[Breach]:
        nonlocal target
        if target is None:  # resolved on first use: a schema may refer to itself
            target = compiler.referred(schema["$ref"], document)
        return target(value)

    return check


_COMPILED: dict[str, Callable[[_Compiler, Schema, Schema], Checker]] = {
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
    "required": _required,
}
