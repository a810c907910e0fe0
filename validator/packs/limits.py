"""Limits of a pack, since packs may be untrusted.

A constraint counts with all that it refers to: two references to a constraint with two
references, and so on, are few lines and more work than any machine can do.

A regular expression may have characters, classes, groups with ``|`` or ``?``, repeats with an
upper bound, and one ``*`` or ``+``: a small set that runs in linear time anywhere. Python's engine
tries every way in which the parts can match a text, so the number of ways is limited, too.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from validator.jsonschema.constraint import common_uri, shared
from validator.jsonschema.keywords import is_pattern, parts
from validator.model.errors import Problem
from validator.model.quote import quote
from validator.packs import messages

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
_LONGEST = 200
"""The most characters of a pattern."""
_WAYS = 10_000
"""The most ways in which the parts of a pattern can match a text."""
_MANY = 200
"""The number of ways that a ``*`` or ``+`` counts as: two of them exceed the limit."""

_ESCAPE = r"\\[$()*+./?\[\\\]^{|}-]"
_PART = re.compile(
    r"(?P<open>\((?:\?:)?)|(?P<or>\|)|(?P<close>\))(?P<optional>\?)?|"
    rf"(?:[^\\^$*+?.{{}}()|\[\]]|{_ESCAPE}|\[\^?(?:[^\\\[\]^]|{_ESCAPE})+\])"  # one character
    r"(?:(?P<unbounded>[*+]|\{[0-9]{1,3},\})|(?P<maybe>\?)"
    r"|\{(?P<least>[0-9]{1,3})(?:,(?P<most>[0-9]{1,3}))?\})?",
    re.DOTALL,
)


def problems_of_bounds(content: Mapping[str, Any], source: str) -> Iterator[Problem]:
    """Yield where a pack, whose references are valid, exceeds its limits."""
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


_HOLDING_SCHEMAS = frozenset(
    ("allOf", "anyOf", "contains", "else", "if", "items", "not", "properties", "then")
)
"""The keywords that packs may use and whose value has schemas."""


def flaws_of_pattern(pattern: str) -> Iterator[Text]:
    """Yield what is wrong with a regular expression."""
    if len(pattern) > _LONGEST:
        yield messages.PATTERN_TOO_LONG.format(limit=_LONGEST)
        return
    groups, ways, at, anchored = [1], 1, 1, pattern[:1] == "^"
    while groups and (part := _PART.match(pattern, at)):
        at, found = part.end(), part.groupdict()
        if found["open"]:
            groups.append(1)
        elif found["or"]:
            groups[-1] += 1
            anchored = anchored and len(groups) > 1
        elif found["close"]:
            ways *= groups.pop()
        ways *= _MANY if found["unbounded"] else 1
        ways *= 2 if found["optional"] or found["maybe"] else 1
        ways *= max(int(found["most"] or 0) - int(found["least"] or 0) + 1, 1)
    if not anchored or at == len(pattern) or pattern[-1] != "$":
        yield messages.PATTERN_NOT_ANCHORED
    elif pattern[at:] != "$" or not is_pattern(pattern):
        yield messages.PATTERN_NOT_ALLOWED
    elif ways > _WAYS:
        yield messages.PATTERN_AMBIGUOUS
