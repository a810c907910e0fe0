"""Check what a manifest says that configuration files prove: facts and meanings."""

from __future__ import annotations

from validator.jsonschema.constraint import Constraint
from validator.manifest import messages
from validator.manifest.vocabulary import facts, is_section, name_of, outline, pattern_of, shapes
from validator.model import pointers
from validator.model.quote import quote
from validator.model.resources import schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from validator.manifest.model import Manifest
    from validator.model.errors import Problem
    from validator.model.pointers import Pattern
    from validator.model.text import Text

    Parts = tuple[str | int, ...]


def proves_problems(manifest: Manifest) -> Iterator[Problem]:
    """Yield each fact and meaning under ``proves`` of a valid manifest that cannot be used."""
    for index, entry in enumerate(manifest.stated.get("evidence", ())):
        for number, proof in enumerate(entry.get("proves", ())):
            for parts, text in _problems_of(proof):
                yield manifest.problem(("evidence", index, "proves", number, *parts), text)


def _problems_of(proof: dict[str, Any]) -> Iterator[tuple[Parts, Text]]:
    if not proof["means"]:
        yield ("means",), messages.MEANS_NOTHING
    pattern = pattern_of(pointers.parse(proof["fact"]))
    if pattern not in outline().known:
        yield ("fact",), messages.UNKNOWN_FACT.format(fact=quote(proof["fact"]))
    elif is_section(pattern):
        yield ("fact",), messages.SECTION_NOT_FACT.format(fact=quote(proof["fact"]))
    else:
        yield from _meaningless(proof["means"], pattern)


def _meaningless(means: dict[str, Any], pattern: Pattern) -> Iterator[tuple[Parts, Text]]:
    """Yield the meanings that the fact cannot have."""
    constraint = Constraint({"allOf": [shapes()[pattern]], "$defs": schema("manifest")["$defs"]})
    for text, value in means.items():
        if not constraint.holds(value):
            choices = ", ".join(quote(item) for item in facts()[pattern].values[:_LISTED])
            form = messages.NO_VALUE_OF if choices else messages.NO_VALUE_OF_FORM
            yield (
                ("means", text),
                form.format(value=quote(value), fact=name_of(pattern), choices=choices),
            )


_LISTED = 12
"""The most possible values that a message lists."""
