"""Which facts rules in force wait for, and which instruments those rules come from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from validator.constraints import Constraint, closed_set
from validator.derived import DERIVED
from validator.lint.references import resolver
from validator.loading import choose_in_force, load_packs
from validator.manifest import manifest_from_value
from validator.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from validator.model import Pack
    from validator.onboarding.questions import Node
    from validator.vocabulary import Pattern


@dataclass(frozen=True, slots=True)
class _Rule:
    """When a rule applies, and the facts it reads when it does."""

    applies: Constraint
    reads: frozenset[Pattern]


@dataclass(frozen=True, slots=True)
class _Pack:
    pack: Pack
    applies: Constraint
    rules: tuple[_Rule, ...]

    def reads(self, answers: dict[str, Any]) -> Iterator[Pattern]:
        """Yield what the rules read that apply to the answers."""
        if self.applies.holds(answers):
            for rule in self.rules:
                if rule.applies.holds(answers):
                    yield from rule.reads


class Waiting:
    """What the rules wait for that are in force on a day and apply to the answers."""

    def __init__(self, as_of: date) -> None:
        """Ask about a day; packs are loaded when first asked about answers."""
        self.as_of = as_of
        self._last: tuple[Any, dict[Pattern, set[str]]] = (None, {})

    def __call__(self, answers: dict[str, Any]) -> frozenset[Pattern]:
        """Return the facts that some rule waits for; all mandatory facts have to be answered."""
        return frozenset(self._facts(answers))

    def instruments(self, answers: dict[str, Any], section: Node | None = None) -> list[Pack]:
        """Return the instruments whose rules wait for something, anywhere or in a section."""
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
                for pattern in item.reads(answers):
                    found[pattern].add(item.pack.id)
            self._last = (answers, dict(found))
        return self._last[1]

    def _in_force(self, answers: dict[str, Any]) -> tuple[_Pack, ...]:
        return _in_force(tuple(answers["scenario"]["jurisdictions"]), self.as_of)


@cache
def _in_force(jurisdictions: tuple[str, ...], as_of: date) -> tuple[_Pack, ...]:
    manifest = manifest_from_value({"scenario": {"jurisdictions": list(jurisdictions)}})
    names = choose_in_force([manifest], as_of).packs[manifest.name]
    return tuple(map(_compile, load_packs(names)))


def _compile(pack: Pack) -> _Pack:
    registry = closed_set(pack.common)
    rules = (
        _Rule(Constraint(rule.applies_when, registry), facts_read(rule.requires, pack))
        for rule in pack.rules
        if rule.needs_facts
    )
    return _Pack(pack, Constraint(pack.applies_when, registry), tuple(rules))


def facts_read(constraint: dict[str, Any], pack: Pack) -> frozenset[Pattern]:
    """Return the facts that a rule's constraint reads, stated ones in place of derived ones."""
    return frozenset(
        _stated((*visit.pattern, name))
        for visit in walk(constraint, resolver(pack.common))
        for name in visit.node.get("properties", {})
    )


def _stated(pattern: Pattern) -> Pattern:
    return DERIVED[pattern].when_missing if pattern in DERIVED else pattern
