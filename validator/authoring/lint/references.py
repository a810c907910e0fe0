"""References (``$ref``): each must point to a shared constraint in ``policies/common``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator.authoring import messages
from validator.jsonschema.constraint import shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from validator.model.text import Text
    from validator.packs.model import Schema

Path = tuple[str | int, ...]


def resolver(common: Mapping[str, Any]) -> Callable[[Schema], Schema]:
    """Return a function that resolves references; a broken one resolves to an empty schema.

    Args:
        common: the files of shared constraints, by URI.
    """

    def resolve(schema: Schema) -> Schema:
        for _ in range(_LONGEST_CHAIN):
            if "$ref" not in schema:
                return schema
            schema = shared(schema["$ref"], common) or {}
        return {}

    return resolve


_LONGEST_CHAIN = 16


def flaws_of_references(
    value: Any, common: Mapping[str, Any], path: Path = ()
) -> Iterator[tuple[Path, Text]]:
    """Yield the references in ``value`` that point to nothing, or have other keywords beside."""
    if isinstance(value, dict) and isinstance(value.get("$ref"), str):
        yield from _flaws_of_reference(value, common, (*path, "$ref"))
    if isinstance(value, (dict, list)):
        for key, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from flaws_of_references(child, common, (*path, key))


def _flaws_of_reference(
    schema: Schema, common: Mapping[str, Any], path: Path
) -> Iterator[tuple[Path, Text]]:
    if shared(schema["$ref"], common) is None:
        yield path, messages.REFERENCE_LEADS_NOWHERE.format(reference=schema["$ref"])
    if set(schema) - {"$ref", "description"}:
        # draft-07 ignores these keywords, 2020-12 does not.
        yield path, messages.REFERENCE_WITH_NEIGHBOURS
