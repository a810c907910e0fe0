"""The verdicts: whether a rule applies, whether it holds, and the facts that decided it.

The table is in the design, section 4: a rule that does not apply is not applicable; one that
holds passes, even if its applicability is open; one that applies and is contradicted is
violated; anything else needs more facts. If only a person can judge, a rule that does not pass
is not reviewed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from validator.engine import placeholders
from validator.engine.constraint import CONTRADICTED, HOLDS, OPEN, compile_constraint, conjunction
from validator.engine.derived import MOOT_WITH, TEXTS_WRITTEN
from validator.engine.facts import derive
from validator.engine.results import Reason, Result, Status
from validator.model import pointers

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence
    from datetime import date

    from validator.engine.configuration import Proof
    from validator.engine.constraint import Outcome
    from validator.engine.results import Facts
    from validator.manifest.model import Manifest
    from validator.model.text import Text
    from validator.packs.model import Pack, Review, Rule, Schema

    Constraint = Callable[[Any], Outcome]
    """From the facts of a manifest to the outcome."""
    Evaluate = Callable[[Schema], Outcome]
    """From a constraint as the pack writes it to the outcome for the manifest at hand."""


class _Pack:
    """A pack whose constraints are compiled when a manifest first needs them."""

    def __init__(
        self,
        pack: Pack,
        selected: Callable[[Rule], bool],
        compiled: dict[str, Constraint],
        result: type[Result],
    ) -> None:
        """Take a pack, which of its rules run, the constraints of all packs, and what to return."""
        self.pack = pack
        self.result = result
        self.rules = [rule for rule in pack.every_rule if selected(rule)]
        self.consistency = pack.instrument is None
        """Without an instrument, it compares what is stated, and asks for nothing."""
        self._of_all = compiled
        self.compiled: dict[int, Constraint] = {}
        """The constraints that were needed before, by the ``id`` of the schema in the pack."""

    def constraint(self, schema: Schema) -> Constraint:
        """Compile a schema of the pack, and return it."""
        inlined = self.pack.inlined(schema)
        key = repr(inlined)
        if key not in self._of_all:
            self._of_all[key] = compile_constraint(inlined)
        self.compiled[id(schema)] = self._of_all[key]
        return self._of_all[key]


class Evaluator:
    """Packs to evaluate any number of manifests by."""

    def __init__(
        self,
        packs: Sequence[Pack],
        selected: Callable[[Rule], bool] = lambda _rule: True,
        result: type[Result] = Result,
    ) -> None:
        """Take packs, a function that says which of their rules run, and the type of results."""
        compiled: dict[str, Constraint] = {}
        self._packs = [_Pack(pack, selected, compiled, result) for pack in packs]

    def results(
        self,
        manifest: Manifest,
        as_of: date,
        only: Container[str] | None = None,
        broken: frozenset[str] = frozenset(),
        proofs: tuple[Proof, ...] = (),
    ) -> tuple[Result, ...]:
        """Return one result for each rule, in the order of packs and clauses.

        ``only`` has the ids of the packs to run, all when left out; ``broken`` those of evidence
        whose document is missing or differs; ``proofs`` is what configuration files show.
        """
        facts = derive(manifest.stated, as_of, broken, proofs)
        found: dict[Constraint, Outcome] = {}
        results: list[Result] = []
        for pack in self._packs:
            if only is None or pack.pack.id in only:
                results += _results(pack, manifest, facts, found)
        if proofs:
            from validator.engine import configuration

            results = [configuration.placed(result, proofs) for result in results]
        if not facts[TEXTS_WRITTEN]:
            results = list(map(placeholders.placed, results))
        return tuple(results)


def _results(
    pack: _Pack, manifest: Manifest, stated: Any, found: dict[Constraint, Outcome]
) -> list[Result]:
    def outcome(schema: Schema) -> Outcome:
        # Many rules share a constraint; each runs once for a manifest.
        constraint = pack.compiled.get(id(schema)) or pack.constraint(schema)
        known = found.get(constraint)
        if known is None:
            known = found[constraint] = constraint(stated)
        return known

    state, facts = outcome(pack.pack.applies_when)
    if state == CONTRADICTED:
        rest = (pack.pack, Status.NOT_APPLICABLE, manifest, facts)
        return [pack.result(manifest.name, rule, *rest, pack_applies=False) for rule in pack.rules]
    return [_evaluated(rule, pack, (state, facts), outcome, manifest) for rule in pack.rules]


def _evaluated(
    rule: Rule, pack: _Pack, pack_applies: Outcome, outcome: Evaluate, manifest: Manifest
) -> Result:
    result = partial(pack.result, manifest.name, rule, pack.pack)
    applies = outcome(rule.applies_when)
    if applies[0] == CONTRADICTED:
        return result(Status.NOT_APPLICABLE, manifest, applies[1])
    checks = [(check, outcome(check.requires)) for check in rule.checks]
    state, facts = conjunction([found for _, found in checks])
    worst = state
    for_person, state, facts = _left_to_person(rule.review, state, facts, outcome)
    if state == HOLDS and not for_person:
        exceptional = rule.exception is not None and outcome(rule.exception.when)[0] == HOLDS
        # What is open about applicability did not decide: the checks hold either way.
        decided = [*facts, *applies[1]] if applies[0] == HOLDS else facts
        return result(Status.PASS, manifest, decided, by_exception=exceptional)
    scope = conjunction([pack_applies, applies])
    if pack.consistency and scope[0] == OPEN:
        return result(Status.NOT_APPLICABLE, manifest, scope[1])
    if for_person:
        return result(Status.NOT_REVIEWED, manifest, facts or applies[1])
    reason = _reason(state, facts)
    if scope[0] == OPEN:
        facts = [*scope[1], *facts] if state == OPEN else scope[1]
        reason = Reason.UNDECLARED
    if pack.consistency and reason is Reason.UNDECLARED:
        return result(Status.NOT_APPLICABLE, manifest, facts)
    failing = [(one, at[1]) for one, at in checks if scope[0] != OPEN and at[0] == worst != HOLDS]
    if reason is Reason.VIOLATED:
        moot = _moot(facts, manifest)
        facts = _without(facts, moot)
        left = [(check, _without(at, moot)) for check, at in failing]
        failing = [pair for pair in left if any(fact.reason for fact in pair[1])]
    return result(
        Status.FAIL,
        manifest,
        facts,
        reason=reason,
        failed=tuple(check for check, _ in failing),
        failed_facts=tuple(at for _, at in failing),
    )


def _moot(facts: Facts, manifest: Manifest) -> set[Text]:
    """Return the titles of derived facts that another violating fact makes moot."""
    wrong = {fact.pattern for fact in facts if fact.reason is Reason.VIOLATED}
    return {
        title
        for title, (place, value) in MOOT_WITH.items()
        if place in wrong and pointers.resolve(manifest.stated, place) == value
    }


def _without(facts: Facts, titles: set[Text]) -> Facts:
    """Return facts without the derived ones of some titles."""
    return [
        fact
        for fact in facts
        if fact.expected.kind != "derived" or fact.expected.value not in titles
    ]


def _left_to_person(
    review: Review | None, state: int, facts: Facts, outcome: Evaluate
) -> tuple[bool, int, Facts]:
    """Return whether only a person can judge, and the outcome of the checks in view of that."""
    if review is None or review.if_met != (state == HOLDS):
        return False, state, facts
    reviewed, because = outcome(review.when)
    if reviewed == HOLDS:
        return True, state, because
    if reviewed == OPEN != state:
        # More facts may leave it to a person, so what the checks say is not certain.
        return False, OPEN, because
    return False, state, facts


def _reason(state: int, facts: Facts) -> Reason:
    """Return why checks do not hold: the gravest reason among the facts."""
    if state == CONTRADICTED:
        return Reason.VIOLATED
    reasons = [fact.reason for fact in facts if fact.reason]
    return max(reasons, key=lambda reason: reason.gravity, default=Reason.UNDECLARED)
