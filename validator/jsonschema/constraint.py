r"""A JSON Schema with the closed set of keywords, ready to validate values.

* ``$ref`` may only refer to the given schemas; nothing is ever fetched.
* ``pattern`` ends where ECMA-262 says, so that ``^SM4$`` refuses ``"SM4\\n"``.
  (In Python ``$`` also matches before a final line feed.)
* ``format: date`` is checked, and ``2026-02-30`` is no date.
"""

from __future__ import annotations

import re
from functools import cached_property

from validator.jsonschema.breaches import Breach, compiled
from validator.jsonschema.registry import SchemaSet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from validator.jsonschema.keywords import Schema

__all__ = ["Breach", "Constraint", "closed_set", "common_uri", "shared"]


def common_uri(name: str) -> str:
    """Return the URI by which rules refer to the file ``policies/common/<name>.yaml``."""
    return f"facepolicy:common/{name}"


# A pointer to anything else, such as to the whole file or into a constraint, could lead to a
# value that is no constraint and so constrains nothing.
_SHARED = r"(facepolicy:common/[a-z0-9-]+)#/\$defs/([A-Za-z0-9_-]+)"


def shared(reference: str, common: Mapping[str, Any]) -> Schema | None:
    """Return the shared constraint of a reference, None if it does not refer to one.

    Args:
        reference: the value of ``$ref``.
        common: the files of shared constraints, by URI.
    """
    match = re.fullmatch(_SHARED, reference)
    found: Schema | None = None
    if match and match[1] in common:
        found = common[match[1]]["$defs"].get(match[2])
    return found


def closed_set(schemas: Mapping[str, Any]) -> SchemaSet:
    """Return the set of the given schemas, by URI: ``$ref`` may refer to these and no others."""
    return SchemaSet(schemas)


class Constraint:
    """A JSON Schema, draft 2020-12, ready to validate values."""

    def __init__(self, schema: Schema, schemas: SchemaSet | None = None) -> None:
        """Compile ``schema``; its ``$ref`` may refer to ``schemas`` only."""
        self.schema = schema
        self._schemas = schemas or SchemaSet()

    def holds(self, value: Any) -> bool:
        """Return whether ``value`` fulfils the constraint."""
        return not self.breaches(value)

    def breaches(self, value: Any) -> Sequence[Breach]:
        """Return every keyword that ``value`` violates."""
        return self._breaches(value)

    @cached_property
    def _breaches(self) -> Callable[[Any], Sequence[Breach]]:
        return compiled(self.schema, self._schemas)

    def resolved(self, schema: Schema) -> Schema:
        """Return ``schema``, or the target if it is a reference."""
        if not isinstance(schema.get("$ref"), str):
            return schema
        target: Schema = self._schemas.follow(schema["$ref"], self.schema)[0]
        return target
