r"""JSON Schema as facepolicy runs it: one dialect, one closed set of references.

``jsonschema`` does the work. Three things are settled here:

* ``$ref`` reaches only schemas that were handed in; nothing is ever fetched.
* ``pattern`` ends where ECMA-262 says, so that ``^SM4$`` refuses ``"SM4\n"``.
  (In Python ``$`` also matches before a final line feed.)
* ``format: date`` is asserted, and ``2026-02-30`` is no date.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jsonschema.protocols import Validator

    from validator.model import Schema

_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("date", raises=ValueError)
def _is_date(value: object) -> bool:
    return not isinstance(value, str) or bool(date.fromisoformat(value))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"(?<!\\)\$$", r"\\Z", pattern))


def _pattern(
    _validator: Validator, pattern: str, instance: object, _schema: object
) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not _compiled(pattern).search(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


_Dialect: Any = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]


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
    path: tuple[str | int, ...]
    alternatives: tuple[tuple[Breach, ...], ...] = ()


def _breach(error: ValidationError) -> Breach:
    lacking: defaultdict[int, list[Breach]] = defaultdict(list)
    for below in error.context or ():
        lacking[int(below.schema_path[0])].append(_breach(below))
    return Breach(
        str(error.validator),
        error.validator_value,
        error.instance,
        error.schema,
        tuple(error.absolute_path),
        tuple(tuple(lacking[index]) for index in sorted(lacking)),
    )


def common_uri(name: str) -> str:
    """Return the URI by which rules refer to the file ``policies/common/<name>.yaml``."""
    return f"facepolicy:common/{name}"


def closed_set(schemas: Mapping[str, Any]) -> Registry[Any]:
    """Return a registry that knows the given schemas, by URI, and no others."""
    resources = ((uri, DRAFT202012.create_resource(schema)) for uri, schema in schemas.items())
    return Registry().with_resources(resources)


class Constraint:
    """A JSON Schema, draft 2020-12, ready to be held against values."""

    def __init__(self, schema: Schema, registry: Registry[Any] | None = None) -> None:
        """Compile ``schema``; its ``$ref`` may reach what ``registry`` knows, nothing else."""
        self.schema = schema
        self._registry: Registry[Any] = Registry() if registry is None else registry
        self._validator = _Dialect(schema, registry=self._registry, format_checker=_FORMATS)

    def holds(self, value: Any) -> bool:
        """Return the verdict: whether ``value`` fulfils the constraint."""
        verdict: bool = self._validator.is_valid(value)
        return verdict

    def breaches(self, value: Any) -> Iterator[Breach]:
        """Return every keyword that ``value`` breaks."""
        return map(_breach, self._validator.iter_errors(value))

    def part(self, schema: Schema) -> Constraint:
        """Return a constraint over a schema that stands inside this one."""
        return Constraint(schema, self._registry)

    def resolved(self, schema: Schema) -> Schema:
        """Return ``schema``, or what it refers to where it is a reference."""
        if not isinstance(schema.get("$ref"), str):
            return schema
        target: Schema = self._registry.resolver().lookup(schema["$ref"]).contents
        return target
