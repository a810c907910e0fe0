"""Check the references between the parts of a manifest, and what it says that files prove."""

from __future__ import annotations

from collections import Counter

from validator.jsonschema.constraint import Constraint
from validator.manifest import messages
from validator.manifest.vocabulary import facts, is_section, name_of, pattern_of, referring, shapes
from validator.model import pointers
from validator.model.quote import quote
from validator.model.resources import schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from validator.manifest.model import Manifest
    from validator.manifest.vocabulary import Referred
    from validator.model.errors import Problem
    from validator.model.pointers import Pattern
    from validator.model.text import Text


def reference_problems(manifest: Manifest) -> Iterator[Problem]:
    """Yield duplicate and unknown ids, and proofs of no fact, of a structurally valid manifest."""
    for place, what in _LISTS.items():
        ids = [entry["id"] for entry in manifest.stated.get(place, ())]
        times = Counter(ids)
        for index, name in enumerate(ids):
            if times[name] > 1:
                text = messages.DUPLICATE_ID.format(name=name)
                yield manifest.problem((place, index, "id"), text)
        for parts, names in referring(manifest.stated, what):
            for index, name in enumerate(names):
                if name not in times:
                    yield manifest.problem((*parts, index), _unknown_id(name, ids, place))
    for index, entry in enumerate(manifest.stated.get("evidence", ())):
        for number, proof in enumerate(entry.get("proves", ())):
            for parts, flaw in _unusable(proof):
                yield manifest.problem(("evidence", index, "proves", number, *parts), flaw)


_LISTS: dict[str, Referred] = {"purposes": "purpose", "evidence": "evidence"}
"""The lists of a manifest that others refer to, and the kind of their entries."""


def _unknown_id(name: str, known: list[str], listing: str) -> Text:
    from validator.model.names import nearest

    near = nearest(name, sorted(set(known)))
    if near:
        return messages.UNKNOWN_ID_NEAR.format(name=name, listing=listing, near=near)
    return messages.UNKNOWN_ID.format(name=name, listing=listing)


def _unusable(proof: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], Text]]:
    """Yield the fact and the meanings under ``proves`` that cannot be used."""
    if not proof["means"]:
        yield ("means",), messages.MEANS_NOTHING
    pattern = pattern_of(pointers.parse(proof["fact"]))
    if pattern not in shapes():
        yield ("fact",), messages.UNKNOWN_FACT.format(fact=quote(proof["fact"]))
    elif is_section(pattern):
        yield ("fact",), messages.SECTION_NOT_FACT.format(fact=quote(proof["fact"]))
    else:
        yield from _meaningless(proof["means"], pattern)


def _meaningless(means: dict[str, Any], pattern: Pattern) -> Iterator[tuple[tuple[str, ...], Text]]:
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
