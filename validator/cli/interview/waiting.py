"""The facts that rules in force need, and the instruments of these rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from validator.authoring.lint.references import resolver
from validator.engine.constraint import CONTRADICTED, OPEN, Outcome, compile_constraint
from validator.engine.derived import DERIVED
from validator.jsonschema.constraint import closed_set
from validator.jsonschema.nodes import walk
from validator.manifest.manifest import manifest_from_value
from validator.run.inputs import choose_in_force, load_packs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from validator.cli.interview.questions import Node
    from validator.model.pointers import Pattern
    from validator.packs.model import Pack


Applies = Callable[[Any], Outcome]


@dataclass(frozen=True, slots=True)
class _Condition:
    """An applicability condition, with the facts that decide it."""

    holds: Applies
    reads: frozenset[Pattern]

    def state(self, answers: dict[str, Any]) -> int:
        return self.holds(answers)[0]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule's applicability, and the facts it reads if it applies."""

    applies: _Condition
    reads: frozenset[Pattern]

    def waits(self, answers: dict[str, Any]) -> Iterator[Pattern]:
        """Yield the facts that the rule needs, and those of its applicability if that is open."""
        state = self.applies.state(answers)
        if state == OPEN:
            yield from self.applies.reads
        if state != CONTRADICTED:
            yield from self.reads


@dataclass(frozen=True, slots=True)
class _Pack:
    pack: Pack
    applies: _Condition
    rules: tuple[_Rule, ...]

    def waits(self, answers: dict[str, Any]) -> Iterator[Pattern]:
        """Yield the facts that applicable, or possibly applicable, rules need."""
        state = self.applies.state(answers)
        if state == OPEN:
            yield from self.applies.reads
        if state != CONTRADICTED:
            for rule in self.rules:
                yield from rule.waits(answers)


class Waiting:
    """The facts needed by the rules that are in force on a day and apply to the answers."""

    def __init__(self, as_of: date) -> None:
        """Set the day; packs are loaded on the first call."""
        self.as_of = as_of
        self._last: tuple[Any, dict[Pattern, set[str]]] = (None, {})

    def __call__(self, answers: dict[str, Any]) -> frozenset[Pattern]:
        """Return the facts that some rule needs."""
        return frozenset(self._facts(answers))

    def instruments(self, answers: dict[str, Any], section: Node | None = None) -> list[Pack]:
        """Return the instruments whose rules need facts, anywhere or in a section."""
        named = {
            name
            for pattern, packs in self._facts(answers).items()
            if section is None or pattern[0] == section.name
            for name in packs
        }
        packs = (item.pack for item in self._in_force(answers))
        return [pack for pack in packs if pack.id in named and pack.instrument]

    def _facts(self, answers: dict[str, Any]) -> dict[Pattern, set[str]]:
        if self._last[0] != answers:
            found: defaultdict[Pattern, set[str]] = defaultdict(set)
            for item in self._in_force(answers):
                # facepolicy's own checks come last; they need no facts unless an instrument does.
                if item.pack.instrument or found:
                    for pattern in item.waits(answers):
                        found[pattern].add(item.pack.id)
            self._last = (answers, dict(found))
        return self._last[1]

    def _in_force(self, answers: dict[str, Any]) -> tuple[_Pack, ...]:
        places = answers.get("scenario", {}).get("jurisdictions")
        return _in_force(tuple(places) if places else None, self.as_of)


@cache
def _in_force(jurisdictions: tuple[str, ...] | None, as_of: date) -> tuple[_Pack, ...]:
    scenario = {"jurisdictions": list(jurisdictions)} if jurisdictions else {}
    manifest = manifest_from_value({"scenario": scenario})
    names = choose_in_force([manifest], as_of).packs[manifest.name]
    return tuple(map(_compile, load_packs(names)))


def _compile(pack: Pack) -> _Pack:
    registry = closed_set(pack.common)

    def condition(constraint: dict[str, Any]) -> _Condition:
        return _Condition(compile_constraint(constraint, registry), facts_read(constraint, pack))

    rules = (
        _Rule(condition(rule.applies_when), facts_read(rule.requires, pack)) for rule in pack.rules
    )
    return _Pack(pack, condition(pack.applies_when), tuple(rules))


def facts_read(constraint: dict[str, Any], pack: Pack) -> frozenset[Pattern]:
    """Return the facts that a constraint reads, with the sources of derived ones."""
    return frozenset(
        pattern
        for visit in walk(constraint, resolver(pack.common))
        for name in (*visit.node.get("properties", ()), *visit.node.get("required", ()))
        for pattern in _stated((*visit.pattern, name))
    )


def _stated(pattern: Pattern) -> tuple[Pattern, ...]:
    return DERIVED[pattern].inputs if pattern in DERIVED else (pattern,)
