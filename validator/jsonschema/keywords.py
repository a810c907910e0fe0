"""JSON Schema with a closed set of keywords, each with one meaning.

The set is the part that draft-07 and 2020-12 share and any engine supports (design, section 6),
and the keywords that facepolicy's own file formats need. Packs with any other keyword are refused
(``schema/rule.schema.json``). The keywords mean the same as in JSON Schema: the tests compare every
verdict and every breach with those of ``jsonschema``.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from validator.model.pointers import Pattern

    Schema = dict[str, Any]
    Node = Schema | bool
    """The values that may be used as a schema."""
    Test = Callable[[Any], bool]

REMARKS = frozenset({"$id", "$schema", "description", "enumDescriptions", "examples", "title"})
"""Keywords that constrain nothing; so do those that start with ``x-``."""

TYPES: dict[str, tuple[type, ...]] = {
    "array": (list,),
    "boolean": (bool,),
    "null": (type(None),),
    "number": (int, float),
    "object": (dict,),
    "string": (str,),
}


def is_type(value: object, name: str) -> bool:
    """Return whether a JSON value is of a type; 1.0 is an integer, true is no number."""
    if name == "integer":
        whole = isinstance(value, float) and value.is_integer()
        return whole or (isinstance(value, int) and not isinstance(value, bool))
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, TYPES[name])


def equal(one: object, other: object) -> bool:
    """Return whether two JSON values are equal; 1 and 1.0 are, 1 and true are not."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(equal, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(equal(one[key], other[key]) for key in one)
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def _key(value: Any) -> Any:
    """Return a hashable key that equal JSON values share; comparing pairs is quadratic."""
    if isinstance(value, list):
        return (list, *map(_key, value))
    if isinstance(value, dict):
        return (dict, frozenset((name, _key(item)) for name, item in value.items()))
    return (bool, value) if isinstance(value, bool) else value


@cache
def searcher(pattern: str) -> re.Pattern[str]:
    """Compile a pattern with the meaning of ECMA-262: ``$`` is the very end of the text."""
    ends = pattern.endswith("$") and not pattern.endswith("\\$")
    return re.compile(rf"{pattern[:-1]}\Z" if ends else pattern)


def is_date(text: str) -> bool:
    """Return whether a text is a date as RFC 3339 defines it: YYYY-MM-DD.

    Some versions of Python accept more: ``20260228``, and ``2026-W09-6``.
    """
    try:
        return text[4:5] == text[7:8] == "-" and bool(date.fromisoformat(text))
    except ValueError:
        return False


def is_remark(keyword: str) -> bool:
    """Return whether a keyword constrains nothing."""
    return keyword in REMARKS or keyword.startswith("x-")


def _is_number(value: object) -> bool:
    return is_type(value, "number")


def is_pattern(value: object) -> bool:
    """Return whether a value is a pattern that has one meaning in every version of Python."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("error", FutureWarning)
        try:
            return isinstance(value, str) and bool(searcher(value))
        except (re.error, FutureWarning):
            return False


def _one_of(expected: list[Any]) -> Test:
    if all(isinstance(item, str) for item in expected):
        words = frozenset(expected)  # most schemas list strings: these are looked up in a set
        return lambda value: isinstance(value, str) and value in words
    if len(expected) == 1 and isinstance(expected[0], bool):
        return lambda value: value is expected[0]
    return lambda value: any(equal(value, item) for item in expected)


def _of_type(expected: str) -> Test:
    if expected in ("array", "object", "string"):
        (kind,) = TYPES[expected]
        return lambda value: isinstance(value, kind)
    return lambda value: is_type(value, expected)


VALUE_TESTS: dict[str, Callable[[Any], Test]] = {
    "const": lambda expected: _one_of([expected]),
    "enum": _one_of,
    "format": lambda _date: lambda value: not isinstance(value, str) or is_date(value),
    "maxItems": lambda most: lambda value: not isinstance(value, list) or len(value) <= most,
    "maxLength": lambda most: lambda value: not isinstance(value, str) or len(value) <= most,
    "maximum": lambda most: lambda value: not _is_number(value) or value <= most,
    "minItems": lambda least: lambda value: not isinstance(value, list) or len(value) >= least,
    "minLength": lambda least: lambda value: not isinstance(value, str) or len(value) >= least,
    "minimum": lambda least: lambda value: not _is_number(value) or value >= least,
    "pattern": lambda expected: (
        lambda value: not isinstance(value, str) or searcher(expected).search(value) is not None
    ),
    "type": _of_type,
    "uniqueItems": lambda expected: (
        lambda value: (
            not expected or not isinstance(value, list) or len(set(map(_key, value))) == len(value)
        )
    ),
}
"""Keywords that test a single value: from the keyword's value to the test."""


class Visit(NamedTuple):
    """One node of a constraint, and the keys that lead to it.

    ``pattern`` is the fact that it constrains, ``condition`` whether it is in an ``if`` or ``not``.
    """

    node: Schema
    path: Pattern = ()
    pattern: Pattern = ()
    condition: bool = False


def walk(constraint: Schema) -> Iterator[Visit]:
    """Yield every node of a constraint over a whole manifest, parents first.

    What a node refers to by ``$ref`` is not part of it (see ``SchemaSet.inlined``).
    """

    def visited(visit: Visit) -> Iterator[Visit]:
        yield visit
        for keyword, value in visit.node.items():
            condition = visit.condition or keyword in ("if", "not")
            for extra, step, node in parts(keyword, value):
                path, pattern = (*visit.path, keyword, *extra), (*visit.pattern, *step)
                yield from visited(Visit(node, path, pattern, condition))

    return visited(Visit(constraint))


def parts(keyword: str, value: Any) -> Iterator[tuple[Pattern, Pattern, Schema]]:
    """Yield the schemas in a keyword: path below it, step to the fact, schema."""
    if keyword == "properties":
        yield from (((name,), (name,), child) for name, child in value.items())
    elif keyword in ("allOf", "anyOf"):
        yield from (((str(index),), (), child) for index, child in enumerate(value))
    elif keyword in ("items", "contains"):
        yield (), ("*",), value
    elif keyword in ("not", "if", "then", "else"):
        yield (), (), value
