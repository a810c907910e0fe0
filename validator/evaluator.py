"""The verdicts: does a rule apply, does it hold, and if not, why not.

The verdict on each rule is a yes or no over data. Only for what failed or does
not apply is an explanation sought, in a step of its own.
"""

from __future__ import annotations

from validator.constraints import Constraint, closed_set
from validator.explain import lacks, located, reason_of
from validator.facts import facts_of
from validator.model import Reason, Result, Status
from validator.record import Record
from validator.rulecode import compile_pack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence
    from datetime import date
    from typing import Any

    from validator.manifest import Manifest
    from validator.model import Finding, Lack, Pack, Rule
    from validator.rulecode import RuleCode
    from validator.schemaset import SchemaSet
    from validator.vocabulary import Pattern

_KEPT = 64
"""Combinations of facts of which each verdict keeps what explains it."""
_LONGEST = 1500
"""The longest combination that is kept, in characters."""
_NONE: frozenset[str] = frozenset()


class _Verdict:
    """A verdict, and what explains it where the answer is no.

    Explaining takes much longer than deciding, and manifests are much alike in the few facts
    that a rule reads: what was found out about a combination of them is kept.
    """

    def __init__(self, holds: Callable[[Any], bool], constraint: Constraint) -> None:
        self.holds = holds
        self._constraint = constraint
        self._asked = False
        self._reads: tuple[Pattern, ...] | None = None
        self._known: dict[Any, tuple[Lack, ...]] = {}

    def lacks(
        self, value: Any, manifest: Manifest, broken: frozenset[str] = _NONE
    ) -> tuple[Lack, ...]:
        """Return what is lacking, with the arguments of ``validator.explain.lacks``."""
        if not self._asked:  # the first manifest is often the only one
            self._asked = True
            return lacks(self._constraint, value, manifest, broken)
        from validator.reads import reads, told

        if self._reads is None:
            self._reads = reads(self._constraint)
        stated = told(value, self._reads), value is manifest.value, broken
        if value is not manifest.value:
            stated += told(manifest.value, self._reads)
        known = self._known.get(stated)
        if known is None:
            known = lacks(self._constraint, value, manifest, broken)
            if len(repr(stated)) <= _LONGEST:
                if len(self._known) == _KEPT:
                    self._known.clear()
                self._known[stated] = known
        return known


class _RunnableRule(Record):
    """A rule made ready.

    Attributes:
        applies: None where it applies whenever its pack does.
    """

    rule: Rule
    applies: _Verdict | None
    requires: _Verdict
    exception: Callable[[Any], bool] | None


class _RunnablePack(Record):
    id: str
    applies: _Verdict
    rules: list[_RunnableRule]


class _Stated(Record):
    """What one manifest states: as written, as rules read it, and which evidence is none.

    Attributes:
        name: of the manifest.
        finds: whether results come with findings.
    """

    manifest: Manifest
    name: str
    facts: dict[str, Any]
    broken: frozenset[str]
    finds: bool


class Evaluator:
    """Packs made ready to be run over any number of manifests."""

    def __init__(
        self, packs: Sequence[Pack], selected: Callable[[Rule], bool] = lambda _rule: True
    ) -> None:
        """Compile the rules of ``packs`` for which ``selected`` says yes."""
        self._packs = [_runnable(pack, selected) for pack in packs]

    def results(
        self,
        manifest: Manifest,
        as_of: date,
        only: Container[str] | None = None,
        broken: frozenset[str] = frozenset(),
        *,
        finds: bool = True,
    ) -> tuple[Result, ...]:
        """Return one result for each rule, in the order of packs and clauses.

        Args:
            manifest: a structurally valid manifest.
            as_of: the day asked about.
            only: ids of the packs to run on this manifest; all when left out.
            broken: ids of evidence whose document is known to be missing or another one.
            finds: whether results come with findings; status and reason do not depend on it.
        """
        facts = facts_of(manifest, as_of, broken)
        stated = _Stated(manifest, manifest.name, facts, broken, finds)
        found: list[Result] = []
        for runnable in self._packs:
            if only is None or runnable.id in only:
                found += _results(runnable, stated)
        return tuple(found)


def _results(runnable: _RunnablePack, stated: _Stated) -> list[Result]:
    rules = runnable.rules
    if not rules or runnable.applies.holds(stated.manifest.value):
        return [_evaluate(rule, stated) for rule in rules]
    why = _why_not(runnable.applies, stated)
    return [_outside(rule.rule, stated.name, why) for rule in rules]


def _outside(rule: Rule, manifest: str, why: tuple[Finding, ...]) -> Result:
    return Result(manifest, rule, Status.NOT_APPLICABLE, None, why, pack_applies=False)


def _why_not(applies: _Verdict, stated: _Stated) -> tuple[Finding, ...]:
    """Return the facts that decided that something does not apply."""
    manifest = stated.manifest
    return located(applies.lacks(manifest.value, manifest), manifest) if stated.finds else ()


def _runnable(pack: Pack, selected: Callable[[Rule], bool]) -> _RunnablePack:
    code, schemas = pack.code or compile_pack(pack), closed_set(pack.common)
    rules = [
        _runnable_rule(rule, code.rules[rule.id], schemas) for rule in filter(selected, pack.rules)
    ]
    applies = _Verdict(code.applies, Constraint(pack.applies_when, schemas))
    return _RunnablePack(pack.id, applies, rules)


def _runnable_rule(rule: Rule, code: RuleCode, schemas: SchemaSet) -> _RunnableRule:
    applies = _Verdict(code.applies, Constraint(rule.applies_when, schemas))
    requires = _Verdict(code.requires, Constraint(rule.requires, schemas))
    always = rule.applies_when == {}
    return _RunnableRule(rule, None if always else applies, requires, code.exception)


def _evaluate(runnable: _RunnableRule, stated: _Stated) -> Result:
    rule, manifest, facts = runnable.rule, stated.manifest, stated.facts
    applies = runnable.applies
    if applies and not applies.holds(manifest.value):
        why = _why_not(applies, stated)
        return Result(stated.name, rule, Status.NOT_APPLICABLE, None, why)
    if runnable.requires.holds(facts):
        exceptional = runnable.exception is not None and runnable.exception(facts)
        return Result(stated.name, rule, Status.PASS, None, (), True, exceptional)  # noqa: FBT003 - by place: it is quicker
    lacking = runnable.requires.lacks(facts, manifest, stated.broken)
    reason = reason_of(lacking)
    findings = located(lacking, manifest) if stated.finds else ()
    if reason is Reason.UNDECLARED and not rule.needs_facts:
        return Result(stated.name, rule, Status.NOT_APPLICABLE, None, findings)
    return Result(stated.name, rule, Status.FAIL, reason, findings)
