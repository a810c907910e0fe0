"""What a pack can make of one manifest: how many steps, at worst, all its constraints take.

Bounds of a pack alone do not tell: what a constraint says of the entries of a list is asked of
every entry, and told of every entry that breaks it. A step is a value of a constraint that is
looked at once, or as many characters of it as a report tells for the price of one.
"""

from __future__ import annotations

from collections import Counter

from validator.bounds import own_values
from validator.constraints import shared
from validator.text import Text
from validator.walk import parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from validator.manifest import Manifest
    from validator.model import Pack, Schema
    from validator.vocabulary import Pattern

STEPS = 400_000
"""The most steps of a pack on one manifest."""
FINDINGS = 10_000
"""The most findings of a pack in one manifest."""
_CHARACTERS = 50
"""Characters of a constraint that count as a step."""
_SLOW = 2
"""Steps more for each choice that is no text: texts are looked up, others are compared."""
_FINDING = 10
"""Steps for each name that is required: one that is missing is a finding of its own."""


def flaw_of_work(manifest: Manifest, pack: Pack) -> Text | None:
    """Return that a pack would take too many steps on a manifest; None where it would not.

    Args:
        manifest: a structurally valid manifest.
        pack: a pack whose references all lead somewhere.
    """
    if steps_on(manifest, pack) <= STEPS:
        return None
    en = f"pack {pack.id} would take more than {STEPS} steps on this manifest"
    return Text(en, f"规则包 {pack.id} 在此清单上需超过 {STEPS} 步")


def flaw_of_number(findings: int, pack: Pack) -> Text | None:
    """Return that a pack has too many findings in one manifest; None where it has not."""
    if findings <= FINDINGS:
        return None
    en = f"pack {pack.id} has more than {FINDINGS} findings in this manifest"
    return Text(en, f"规则包 {pack.id} 在此清单中的发现超过 {FINDINGS} 项")


def steps_on(manifest: Manifest, pack: Pack) -> int:
    """Return how many steps a pack takes on a manifest at worst."""
    times: Counter[Pattern] = Counter()
    times[()] = 1
    for place, number in _lists(manifest.value, ()):
        times[place] += number
    return sum(steps * times[place] for place, steps in pack.steps.items())


def _lists(value: Any, place: Pattern) -> Iterator[tuple[Pattern, int]]:
    """Yield every list that has entries: the place of these, and how many they are."""
    if isinstance(value, dict):
        for name, child in value.items():
            if isinstance(child, (dict, list)):
                yield from _lists(child, (*place, name))
    elif value:
        inner = (*place, "*")
        yield inner, len(value)
        for child in value:
            if isinstance(child, (dict, list)):
                yield from _lists(child, inner)


def steps_of(pack: Pack) -> dict[Pattern, int]:
    """Return the steps of all constraints of a pack, by the list for each entry of which they are.

    Those that are taken once stand at the empty place.
    """
    steps: Counter[Pattern] = Counter()
    for constraint in _constraints(pack):
        for place, number in _steps(constraint, (), pack):
            steps[_list_around(place)] += number
    return dict(steps)


def _constraints(pack: Pack) -> Iterator[Schema]:
    yield pack.applies_when
    for rule in pack.rules:
        yield from (rule.applies_when, rule.requires)
        if rule.exception:
            yield rule.exception.when


def _steps(schema: Schema, place: Pattern, pack: Pack) -> Iterator[tuple[Pattern, int]]:
    yield place, _own(schema)
    if "$ref" in schema:
        yield from _steps(shared(schema["$ref"], pack.common) or {}, place, pack)
    for keyword, value in schema.items():
        # What a list has to contain is looked for, and then it is told what each entry lacks.
        times = 2 if keyword == "contains" else 1
        for _, step, child in parts(keyword, value):
            found = _steps(child, (*place, *step), pack)
            yield from ((below, number * times) for below, number in found)


def _own(schema: Schema) -> int:
    findings = len(schema.get("required", ())) * _FINDING
    slow = sum(not isinstance(value, str) for value in schema.get("enum", ())) * _SLOW
    return own_values(schema) + findings + slow + _characters(schema) // _CHARACTERS


def _characters(schema: Schema) -> int:
    asked = (schema[keyword] for keyword in ("const", "enum", "required") if keyword in schema)
    return sum(map(_length, asked))


def _length(value: Any) -> int:
    if isinstance(value, dict):
        return sum(map(len, value)) + sum(map(_length, value.values()))
    if isinstance(value, list):
        return sum(map(_length, value))
    return len(value) if isinstance(value, str) else 0


def _list_around(place: Pattern) -> Pattern:
    """Return the place of the entries of the innermost list that a place is in."""
    length = len(place)
    while length and place[length - 1] != "*":
        length -= 1
    return place[:length]
