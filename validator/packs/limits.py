"""Limits of a pack, since packs may be untrusted.

A constraint counts with all that it refers to: two references to a constraint with two
references, and so on, are few lines and more work than any machine can do.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from validator.jsonschema.constraint import common_uri, shared
from validator.jsonschema.keywords import IN_LIST, IN_MAPPING, IN_SCHEMA
from validator.jsonschema.nodes import parts
from validator.model.errors import Problem
from validator.model.quote import quote
from validator.packs import messages
from validator.packs.patterns import flaws_of_pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from validator.model.text import Text
    from validator.packs.model import Schema

DEPTH = 20
"""The deepest nesting of constraints; those of shipped packs are at most 10 deep."""
CHARACTERS = 100_000
"""The most characters in the constraints of a pack; the largest shipped one has 30,000."""


def problems_of_bounds(content: Mapping[str, Any], source: str) -> Iterator[Problem]:
    """Yield where a pack exceeds its limits.

    Args:
        content: the value of ``packs.files.bundle``, with valid references.
        source: name of the pack, for messages.
    """
    common = {common_uri(name): file for name, file in content["common"].items()}
    known: dict[str, _Size] = {}
    characters = 0
    for name, constraint in _constraints(content):
        size = _size(constraint, 0, common, known)
        characters += size.characters
        flaws = [messages.CONSTRAINTS_TOO_DEEP.format(limit=DEPTH)] if size.depth > DEPTH else []
        flaws += [
            messages.PATTERN_FLAW.format(pattern=quote(pattern), flaw=flaw)
            for pattern in sorted(size.patterns)
            for flaw in flaws_of_pattern(pattern)
        ]
        for flaw in flaws:
            yield Problem(source, None, messages.CONSTRAINT_FLAW.format(name=name, flaw=flaw))
    if characters > CHARACTERS:
        yield Problem(source, None, messages.CONSTRAINTS_TOO_LARGE.format(limit=CHARACTERS))


def _constraints(content: Mapping[str, Any]) -> Iterator[tuple[Text, Schema]]:
    yield messages.APPLIES_WHEN, content["pack"]["appliesWhen"]
    for clause in content["pack"]["clauses"]:
        if "appliesWhen" in clause["assessment"]:
            name = messages.CLAUSE_NAMED.format(id=clause["id"])
            yield name, clause["assessment"]["appliesWhen"]
    for rule in content["rules"]:
        name = messages.RULE_NAMED.format(id=rule["id"])
        yield name, rule["appliesWhen"]
        yield from ((name, check["requires"]) for check in rule["checks"])
        yield from ((name, rule[key]["when"]) for key in ("exception", "review") if key in rule)


class _Size(NamedTuple):
    characters: int = 0
    depth: int = 1
    patterns: frozenset[str] = frozenset()


def _size(schema: Schema, above: int, common: Mapping[str, Any], known: dict[str, _Size]) -> _Size:
    """Return the size of a constraint with all that it refers to; ``known`` is by reference."""
    if above > DEPTH:  # references in a circle have no end
        return _Size()
    own = {key: value for key, value in schema.items() if key not in _HOLDING_SCHEMAS}
    sizes = [
        _size(child, above + 1, common, known)
        for keyword, value in schema.items()
        for _, _, child in parts(keyword, value)
    ]
    if "$ref" in schema:
        reference = schema["$ref"]
        if reference not in known:
            target = shared(reference, common) or {}
            known[reference] = _size(target, above + 1, common, known)
        sizes.append(known[reference])
    return _Size(
        len(json.dumps(own)) + sum(size.characters for size in sizes),
        1 + max((size.depth for size in sizes), default=0),
        frozenset().union(
            [schema["pattern"]] if "pattern" in schema else [], *(size.patterns for size in sizes)
        ),
    )


_HOLDING_SCHEMAS = IN_SCHEMA | IN_LIST | IN_MAPPING
