"""The verdicts: whether a rule applies, whether it holds, and the facts that decided it.

The table is in the design, section 4: a rule that does not apply is not applicable; one that
holds passes, even if its applicability is open; one that applies and is contradicted is
violated; anything else needs more facts. If only a person can judge, a rule that does not pass
is not reviewed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from validator.engine.constraint import (
    CONTRADICTED,
    HOLDS,
    OPEN,
    compile_constraint,
    conjunction,
)
from validator.engine.facts import derive
from validator.engine.results import Reason, Result, Status, flat
from validator.jsonschema.constraint import closed_set

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence
    from datetime import date

    from validator.engine.constraint import Outcome
    from validator.engine.results import Facts
    from validator.jsonschema.registry import SchemaSet
    from validator.manifest.manifest import Manifest
    from validator.packs.model import Check, Pack, Rule, Schema

    Constraint = Callable[[Any], Outcome]
    """From the facts of a manifest to the outcome."""
    Evaluate = Callable[[Constraint], Outcome]
    """From a constraint to the outcome for the manifest at hand."""


class _CompiledRule(NamedTuple):
    rule: Rule
    applies: Constraint
    checks: tuple[tuple[Check, Constraint], ...]
    exception: Constraint | None
    review: Constraint | None
    consistency: bool
    """For a pack without an instrument: it compares stated facts, and never waits for others."""


class _CompiledPack(NamedTuple):
    id: str
    applies: Constraint
    rules: tuple[_CompiledRule, ...]


class Evaluator:
    """Packs compiled for any number of manifests."""

    def __init__(
        self, packs: Sequence[Pack], selected: Callable[[Rule], bool] = lambda _rule: True
    ) -> None:
        """Compile rules.

        Args:
            packs: the packs.
            selected: decides which of their rules run.
        """
        self._compiled: dict[str, Constraint] = {}
        self._packs = [self._pack(pack, selected) for pack in packs]

    def results(
        self,
        manifest: Manifest,
        as_of: date,
        only: Container[str] | None = None,
        broken: frozenset[str] = frozenset(),
    ) -> tuple[Result, ...]:
        """Return one result for each rule, in the order of packs and clauses.

        Args:
            manifest: a structurally valid manifest.
            as_of: the day of the check.
            only: ids of the packs to run on this manifest; all when left out.
            broken: ids of evidence whose document is missing or differs.
        """
        facts = derive(manifest.stated, as_of, broken)
        found: dict[Constraint, Outcome] = {}

        def outcome(constraint: Constraint) -> Outcome:
            # Many rules share a constraint; each is evaluated once for a manifest.
            if constraint not in found:
                found[constraint] = constraint(facts)
            return found[constraint]

        return tuple(
            result
            for pack in self._packs
            if only is None or pack.id in only
            for result in _results(pack, outcome, manifest)
        )

    def _pack(self, pack: Pack, selected: Callable[[Rule], bool]) -> _CompiledPack:
        schemas = closed_set(pack.common)
        rules = tuple(
            self._rule(rule, schemas, consistency=pack.instrument is None)
            for rule in pack.rules
            if selected(rule)
        )
        return _CompiledPack(pack.id, self._constraint(pack.applies_when, schemas), rules)

    def _rule(self, rule: Rule, schemas: SchemaSet, *, consistency: bool) -> _CompiledRule:
        return _CompiledRule(
            rule,
            self._constraint(rule.applies_when, schemas),
            tuple((check, self._constraint(check.requires, schemas)) for check in rule.checks),
            self._constraint(rule.exception.when, schemas) if rule.exception else None,
            self._constraint(rule.review.when, schemas) if rule.review else None,
            consistency,
        )

    def _constraint(self, schema: Schema, schemas: SchemaSet) -> Constraint:
        """Compile a constraint; equal ones are compiled once."""
        inlined = schemas.inlined(schema)
        key = json.dumps(inlined, sort_keys=True)
        if key not in self._compiled:
            self._compiled[key] = compile_constraint(inlined, schemas)
        return self._compiled[key]


def _results(pack: _CompiledPack, outcome: Evaluate, manifest: Manifest) -> list[Result]:
    state, facts = outcome(pack.applies)
    if state == CONTRADICTED:
        return [
            _result(item, manifest, Status.NOT_APPLICABLE, facts, pack_applies=False)
            for item in pack.rules
        ]
    return [_evaluated(item, (state, facts), outcome, manifest) for item in pack.rules]


def _evaluated(
    item: _CompiledRule, pack_applies: Outcome, outcome: Evaluate, manifest: Manifest
) -> Result:
    applies = outcome(item.applies)
    if applies[0] == CONTRADICTED:
        return _result(item, manifest, Status.NOT_APPLICABLE, applies[1])
    checks = [(check, outcome(constraint)) for check, constraint in item.checks]
    state, facts = conjunction([found for _, found in checks])
    if state == HOLDS:
        exceptional = item.exception is not None and outcome(item.exception)[0] == HOLDS
        # If applicability is open, it did not decide: the checks hold either way.
        decided = [facts, applies[1]] if applies[0] == HOLDS else facts
        return _result(item, manifest, Status.PASS, decided, by_exception=exceptional)
    if item.review:
        reviewed, because = outcome(item.review)
        if reviewed == HOLDS:
            return _result(item, manifest, Status.NOT_REVIEWED, because)
    scope = conjunction([pack_applies, applies])
    reason = _reason(state, facts)
    if scope[0] == OPEN:
        facts = [scope[1], facts] if state == OPEN else scope[1]
        reason = Reason.UNDECLARED
    if item.consistency and reason is Reason.UNDECLARED:
        return _result(item, manifest, Status.NOT_APPLICABLE, facts)
    failed = () if scope[0] == OPEN else tuple(check for check, at in checks if at[0] == state)
    return _result(item, manifest, Status.FAIL, facts, reason, failed=failed)


def _reason(state: int, facts: Facts) -> Reason:
    """Return why checks do not hold: the gravest reason among the facts."""
    if state == CONTRADICTED:
        return Reason.VIOLATED
    reasons = [fact.reason for fact in flat(facts) if fact.reason]
    return max(reasons, key=lambda reason: reason.gravity, default=Reason.UNDECLARED)


def _result(
    item: _CompiledRule,
    manifest: Manifest,
    status: Status,
    decided: Facts,
    reason: Reason | None = None,
    **more: Any,
) -> Result:
    return Result(manifest.name, item.rule, status, manifest, decided, reason, **more)
