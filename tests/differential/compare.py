"""One manifest through facepolicy and through every engine: where do they differ?"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from validator import Status
from validator.constraints import Constraint, closed_set
from validator.evaluator import Evaluator
from validator.facts import derive
from validator.resources import schema
from validator.structure import manifest_problems, manifest_shape_problems

from .engines import ENGINES, Plain, told


@dataclass
class Tally:
    """What was compared.

    Attributes:
        statuses: number of results of each status and reason.
        seen: for each rule, the statuses that were seen.
        shapes: number of manifests of the right shape, and of those that are not.
        verdicts: number of verdicts of each engine that facepolicy's were held to.
        breaches: number of failed constraints whose every breach was compared.
        explaining: whether breaches are compared now; that takes longer than all the rest.
    """

    statuses: Counter = field(default_factory=Counter)
    seen: defaultdict = field(default_factory=lambda: defaultdict(Counter))
    shapes: Counter = field(default_factory=Counter)
    verdicts: Counter = field(default_factory=Counter)
    breaches: int = 0
    explaining: bool = True

    def add(self, other):
        """Take in what another process has counted."""
        self.statuses += other.statuses
        self.shapes += other.shapes
        self.verdicts += other.verdicts
        self.breaches += other.breaches
        for rule, counts in other.seen.items():
            self.seen[rule] += counts


class Judge:
    """A schema as facepolicy and as each engine run it."""

    def __init__(self, node, shared):
        self.constraint = Constraint(node, closed_set(dict(shared)))
        self._engines = [engine(node, shared) for engine in ENGINES]
        self._plain = next(it for it in self._engines if isinstance(it, Plain))

    def differences(self, verdict, value, tally):
        """Yield the engines that think otherwise of a verdict."""
        for engine in self._engines:
            tally.verdicts[engine.name] += 1
            if engine.holds(value) is not verdict:
                yield f"{engine.name} says {not verdict}"

    def breaches_differ(self, value, tally):
        """Yield how the explanations differ."""
        if not tally.explaining:
            return
        tally.breaches += 1
        ours, theirs = told(self.constraint.breaches(value)), self._plain.breaches(value)
        if ours != theirs:
            yield f"breaches: {sorted(map(str, ours ^ theirs))}"


class Comparison:
    """The shipped rules, ready to be compared over any number of manifests."""

    def __init__(self, packs):
        self.tally = Tally()
        self._evaluator = Evaluator(packs)
        self._shape = Judge(schema("manifest"), {})
        self._packs = {pack.id: Judge(pack.applies_when, pack.common) for pack in packs}
        self._rules = {
            (pack.id, rule.id): _RuleJudge(rule, pack.common)
            for pack in packs
            for rule in pack.rules
        }

    def of_shape(self, manifest):
        """Yield where the verdict on the shape of any manifest differs, and how it is explained."""
        holds = not manifest_shape_problems(manifest)
        self.tally.shapes[holds] += 1
        for said in self._shape.differences(holds, manifest.value, self.tally):
            yield f"shape: {said}"
        for said in () if holds else self._shape.breaches_differ(manifest.value, self.tally):
            yield f"shape: {said}"

    def of_rules(self, manifest, as_of, broken=frozenset()):
        """Yield where results over a valid manifest differ from what the engines make of it."""
        assert not manifest_problems(manifest)
        results = self._evaluator.results(manifest, as_of, broken=broken)
        facts = derive(manifest.value, as_of, broken)
        applies = {
            name: judge.constraint.holds(manifest.value) for name, judge in self._packs.items()
        }
        for name, judge in self._packs.items():
            for said in judge.differences(applies[name], manifest.value, self.tally):
                yield f"{name}: {said}"
        if {(it.rule.pack, it.rule.id) for it in results} != set(self._rules):
            yield "not one result for each rule"
        for result in results:
            self._count(result)
            key = (result.rule.pack, result.rule.id)
            judged = self._rules[key].of(result, applies[key[0]], manifest.value, facts, self.tally)
            yield from (f"{result.rule.id}: {said}" for said in judged)

    def _count(self, result):
        reason = f" {result.reason.value}" if result.reason else ""
        self.tally.statuses[result.status.value + reason] += 1
        self.tally.seen[result.rule.id][result.status.value] += 1


class _RuleJudge:
    """The constraints of one rule."""

    def __init__(self, rule, shared):
        self._applies = Judge(rule.applies_when, shared)
        self._requires = Judge(rule.requires, shared)
        self._exception = Judge(rule.exception.when, shared) if rule.exception else None

    def of(self, result, pack_applies, stated, facts, tally):
        """Yield what speaks against a result."""
        if not pack_applies:
            yield from _unless(result.status is Status.NOT_APPLICABLE, "the pack does not apply")
            return
        applies = self._applies.constraint.holds(stated)
        yield from self._applies.differences(applies, stated, tally)
        if not applies:
            yield from _unless(result.status is Status.NOT_APPLICABLE, "it does not apply")
            yield from self._applies.breaches_differ(stated, tally)
            return
        holds = result.status is Status.PASS
        yield from self._requires.differences(holds, facts, tally)
        if holds:
            yield from self._exceptional(result, facts, tally)
        else:
            excused = result.status is Status.NOT_APPLICABLE and not result.rule.needs_facts
            yield from _unless(excused or result.status is Status.FAIL, "it neither failed nor ran")
            yield from self._requires.breaches_differ(facts, tally)

    def _exceptional(self, result, facts, tally):
        if self._exception:
            yield from self._exception.differences(result.by_exception, facts, tally)
        else:
            yield from _unless(not result.by_exception, "an exception that the rule does not know")


def _unless(holds, said):
    return () if holds else (f"{said}, yet it is told otherwise",)
