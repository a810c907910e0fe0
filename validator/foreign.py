"""Schemas that leave the closed set of keywords: they run on ``jsonschema``."""

from __future__ import annotations

from collections import defaultdict

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from validator.breaches import Breach
from validator.keywords import is_date, searcher

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from jsonschema.protocols import Validator

    from validator.model import Schema
    from validator.schemaset import SchemaSet

_FORMATS = FormatChecker(formats=())
_FORMATS.checks("date")(lambda value: not isinstance(value, str) or is_date(value))


def _pattern(
    _validator: Validator, pattern: str, instance: object, _schema: object
) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not searcher(pattern).search(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


_Dialect: Any = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]


class ForeignConstraint:
    """A schema as ``jsonschema`` runs it."""

    def __init__(self, schema: Schema, schemas: SchemaSet) -> None:
        """Compile ``schema``; its ``$ref`` may reach what ``schemas`` holds, nothing else."""
        resources = (
            (uri, DRAFT202012.create_resource(content)) for uri, content in schemas.schemas.items()
        )
        registry: Registry[Any] = Registry().with_resources(resources)
        self._validator = _Dialect(schema, registry=registry, format_checker=_FORMATS)

    def holds(self, value: Any) -> bool:
        """Return the verdict: whether ``value`` fulfils the schema."""
        verdict: bool = self._validator.is_valid(value)
        return verdict

    def breaches(self, value: Any) -> Iterator[Breach]:
        """Return every keyword that ``value`` breaks."""
        return map(_breach, self._validator.iter_errors(value))


def _breach(error: ValidationError) -> Breach:
    lacking: defaultdict[int, list[Breach]] = defaultdict(list)
    for below in error.context or ():
        lacking[_alternative(below)].append(_breach(below))
    return Breach(
        str(error.validator),
        error.validator_value,
        error.instance,
        error.schema,
        tuple(error.absolute_path),
        tuple(tuple(lacking[index]) for index in sorted(lacking)),
    )


def _alternative(error: ValidationError) -> int:
    """Return which alternative of ``anyOf`` an error is of; ``false`` does not tell."""
    return int(error.schema_path[0]) if error.schema_path else 0
