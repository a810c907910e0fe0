"""Check what a manifest says that configuration files prove: facts and meanings."""

from __future__ import annotations

from functools import cache

from validator.jsonschema.constraint import Constraint
from validator.manifest import messages
from validator.manifest.vocabulary import facts, item_shape, outline, pattern_of
from validator.model import pointers
from validator.model.errors import Problem
from validator.model.quote import quote
from validator.model.resources import schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from validator.manifest.model import Manifest
    from validator.model.pointers import Pattern
    from validator.model.text import Text

    Parts = tuple[str | int, ...]


def proves_problems(manifest: Manifest) -> Iterator[Problem]:
    """Yield each fact and meaning under ``proves`` that cannot be used.

    Args:
        manifest: a structurally valid manifest.
    """
    for index, entry in enumerate(manifest.stated.get("evidence", ())):
        for number, proof in enumerate(entry.get("proves", ())):
            for parts, text in _problems_of(proof):
                place = pointers.build(("evidence", index, "proves", number, *parts))
                yield Problem(manifest.source, manifest.position(place), text)


def _problems_of(proof: dict[str, Any]) -> Iterator[tuple[Parts, Text]]:
    if not proof["means"]:
        yield ("means",), messages.MEANS_NOTHING
    pattern = pattern_of(pointers.parse(proof["fact"]))
    if pattern not in outline().known:
        yield ("fact",), messages.UNKNOWN_FACT.format(fact=quote(proof["fact"]))
    elif _is_section(_shape(pattern)):
        yield ("fact",), messages.SECTION_NOT_FACT.format(fact=quote(proof["fact"]))
    else:
        yield from _meaningless(proof["means"], pattern)


def _meaningless(means: dict[str, Any], pattern: Pattern) -> Iterator[tuple[Parts, Text]]:
    """Yield the meanings that the fact cannot have."""
    constraint = Constraint({"allOf": [_shape(pattern)], "$defs": schema("manifest")["$defs"]})
    for text, value in means.items():
        if not constraint.holds(value):
            name = ".".join(pattern).replace(".*", "[]")
            choices = ", ".join(quote(item) for item in facts()[pattern].values[:_LISTED])
            form = messages.NO_VALUE_OF if choices else messages.NO_VALUE_OF_FORM
            yield (
                ("means", text),
                form.format(value=quote(value), fact=name, choices=choices),
            )


_LISTED = 12
"""The most possible values that a message lists."""


@cache
def _shape(pattern: Pattern) -> dict[str, Any]:
    node: dict[str, Any] = schema("manifest")
    for part in pattern:
        node = _resolved(node)
        node = item_shape(node["items"]) if part == "*" else node["properties"][part]
    return node


def _resolved(node: dict[str, Any]) -> dict[str, Any]:
    reference = node.get("$ref")
    found: dict[str, Any] = (
        schema("manifest")["$defs"][reference.rsplit("/", 1)[-1]] if reference else node
    )
    return found


def _is_section(node: dict[str, Any]) -> bool:
    """Return whether a node has members, or is a list of things that have."""
    shape = _resolved(node)
    return "properties" in shape or ("items" in shape and _is_section(item_shape(shape["items"])))
