"""Limits of a pack, since anybody may have written it.

A constraint counts with all that it refers to: two references to something that holds two
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
from validator.model.text import Text
from validator.packs.patterns import flaws_of_pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from validator.packs.model import Schema

DEPTH = 20
"""The most constraints within each other; those of shipped packs are 10 deep at most."""
CHARACTERS = 100_000
"""The most characters in the constraints of a pack; the largest shipped one has 30,000."""

_TOO_DEEP = Text(f"constraints are nested more than {DEPTH} deep", f"约束嵌套超过 {DEPTH} 层")
_TOO_LARGE = Text(
    f"the constraints have more than {CHARACTERS} characters once references are written out",
    f"展开引用后，约束的字符超过 {CHARACTERS} 个",
)


def problems_of_bounds(content: Mapping[str, Any], source: str) -> Iterator[Problem]:
    """Yield where a pack exceeds its limits.

    Args:
        content: as ``packs.files.bundle`` returns it, with references that lead somewhere.
        source: name of the pack's place, for messages.
    """
    common = {common_uri(name): file for name, file in content["common"].items()}
    known: dict[str, _Size] = {}
    characters = 0
    for name, constraint in _constraints(content):
        size = _size(constraint, 0, common, known)
        characters += size.characters
        flaws = [_TOO_DEEP] if size.depth > DEPTH else []
        flaws += [
            Text(f"{quote(pattern)}: {flaw.en}", f"{quote(pattern)}：{flaw.zh}")
            for pattern in sorted(size.patterns)
            for flaw in flaws_of_pattern(pattern)
        ]
        for flaw in flaws:
            yield Problem(source, None, Text(f"{name.en}: {flaw.en}", f"{name.zh}：{flaw.zh}"))
    if characters > CHARACTERS:
        yield Problem(source, None, _TOO_LARGE)


def _constraints(content: Mapping[str, Any]) -> Iterator[tuple[Text, Schema]]:
    yield Text("appliesWhen", "appliesWhen"), content["pack"]["appliesWhen"]
    for rule in content["rules"]:
        name = Text(f"rule {rule['id']}", f"规则 {rule['id']}")
        yield name, rule["appliesWhen"]
        yield from ((name, check["requires"]) for check in rule["checks"])
        yield from ((name, rule[key]["when"]) for key in ("exception", "review") if key in rule)


class _Size(NamedTuple):
    characters: int = 0
    depth: int = 1
    patterns: frozenset[str] = frozenset()


def _size(schema: Schema, above: int, common: Mapping[str, Any], known: dict[str, _Size]) -> _Size:
    """Return the size of a constraint with all that it refers to; ``known`` is by reference."""
    if above > DEPTH:  # where references run in a circle, there is no end of it
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
