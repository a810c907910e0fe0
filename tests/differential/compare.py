"""One manifest through facepolicy and through every engine: where do they differ?

Engines know two values and facepolicy three. Where a constraint holds or is contradicted, whatever
else is not stated, every engine has to say the same of the facts; where it is open, something that
is really not there has to be named.
"""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from validator import Reason, Status
from validator.engine.constraint import CONTRADICTED, HOLDS, OPEN, compile_constraint
from validator.engine.derived import DERIVED
from validator.engine.facts import derive
from validator.engine.results import Bounds, PartialList
from validator.engine.verdicts import Evaluator
from validator.jsonschema.constraint import Constraint, SchemaSet
from validator.manifest.structure import manifest_problems, manifest_shape_problems
from validator.model import pointers
from validator.model.resources import schema

from .engines import ENGINES, Plain, reported

_SOURCES = {place for fact in DERIVED.values() for place in (*fact.inputs, fact.when_missing)}


@dataclass
class Totals:
    """What was compared.

    Attributes:
        statuses: number of results of each status and reason.
        seen: for each rule, the statuses that were seen.
        shapes: number of manifests of the right shape, and of those that are not.
        states: number of constraints that hold, are contradicted, and are open.
        verdicts: number of verdicts of each engine that facepolicy's were held to.
        breaches: number of failed constraints whose every breach was compared.
        explaining: whether breaches are compared now; that takes longer than all the rest.
    """

    statuses: Counter = field(default_factory=Counter)
    seen: defaultdict = field(default_factory=lambda: defaultdict(Counter))
    shapes: Counter = field(default_factory=Counter)
    states: Counter = field(default_factory=Counter)
    verdicts: Counter = field(default_factory=Counter)
    breaches: int = 0
    explaining: bool = True

    def add(self, other):
        """Take in what another process has counted."""
        self.statuses += other.statuses
        self.shapes += other.shapes
        self.states += other.states
        self.verdicts += other.verdicts
        self.breaches += other.breaches
        for rule, counts in other.seen.items():
            self.seen[rule] += counts


class Judge:
    """A schema as facepolicy and as each engine run it."""

    def __init__(self, node, shared):
        self.constraint = Constraint(node, SchemaSet(dict(shared)))
        self._engines = [engine(node, shared) for engine in ENGINES]
        self._plain = next(it for it in self._engines if isinstance(it, Plain))

    def differences(self, verdict, value, totals):
        """Yield the engines that think otherwise of a verdict."""
        for name, holds in self._answers(value).items():
            totals.verdicts[name] += 1
            if holds is not verdict:
                yield f"{name} says {holds}"

    def _answers(self, value):
        return {engine.name: engine.holds(value) for engine in self._engines}

    def breaches_differ(self, value, totals):
        """Yield how the explanations differ."""
        if not totals.explaining:
            return
        totals.breaches += 1
        ours, theirs = reported(self.constraint.breaches(value)), self._plain.breaches(value)
        if ours != theirs:
            yield f"breaches: {sorted(map(str, ours ^ theirs))}"


class StateJudge(Judge):
    """A constraint over the facts of a manifest, of three values here and of two in engines."""

    def __init__(self, node, shared):
        super().__init__(node, shared)
        self._evaluate = compile_constraint(SchemaSet(dict(shared)).inlined(node))
        self._latest, self._compared = (None, None), None
        self._sections, self._answered = sorted(_sections(node, shared)), {}

    def _answers(self, value):
        """Return what engines say, who say the same of all manifests with the same sections."""
        texts = _texts(value)
        key = tuple(texts.get(name) for name in self._sections)
        if key not in self._answered:
            self._answered[key] = super()._answers(value)
        return self._answered[key]

    def state(self, facts):
        return self._outcome(facts)[0]

    def _outcome(self, facts):
        if self._latest[0] is not facts:
            self._latest = facts, self._evaluate(facts)
        return self._latest[1]

    def states_differ(self, facts, totals):
        """Yield what speaks against the state of the constraint; once where rules share it."""
        if self._compared is facts:
            return
        self._compared = facts
        state, decided = self._outcome(facts)
        plain = _plain(facts)
        totals.states[state] += 1
        if state == OPEN:
            yield from _unless(
                any(_lacks(fact, facts) for fact in _lacking(decided)), "nothing is open"
            )
            return
        yield from self.differences(state == HOLDS, plain, totals)
        if state == CONTRADICTED:
            yield from self.breaches_differ(plain, totals)


_PARTS = ("not", "if", "then", "else")
_LISTED = ("allOf", "anyOf")
_READ = {*_PARTS, *_LISTED, "$ref", "properties", "required", "description", "x-description-zh"}


def _sections(node, shared):
    """Return the sections of a manifest that a constraint reads."""
    assert node.keys() <= _READ, node.keys() - _READ
    uri, _, place = node.get("$ref", "").partition("#")
    inside = [pointers.resolve(shared[uri], pointers.parse(place))] if uri else []
    inside += [node[name] for name in _PARTS if name in node]
    inside += [part for name in _LISTED for part in node.get(name, ())]
    own = {*node.get("properties", ()), *node.get("required", ())}
    return own.union(*(_sections(part, shared) for part in inside))


_latest_texts = [None, None]


def _texts(plain):
    """Return each section of a manifest as text, made once for all constraints over it."""
    if _latest_texts[0] is not plain:
        texts = {name: json.dumps(section, sort_keys=True) for name, section in plain.items()}
        _latest_texts[:] = plain, texts
    return _latest_texts[1]


_latest_plain = [None, None]


def _plain(facts):
    """Return facts as engines know them, made once for all constraints over one manifest."""
    if _latest_plain[0] is not facts:
        _latest_plain[:] = facts, _exact(facts)
    return _latest_plain[1]


def _exact(value):
    """Return a value as JSON: a number within bounds is the lowest, a list has no more entries."""
    if isinstance(value, Bounds):
        return value.low
    if isinstance(value, dict):
        return {name: _exact(item) for name, item in value.items()}
    return [_exact(item) for item in value] if isinstance(value, list) else value


def _lacking(decided):
    return [fact for fact in decided if fact.reason]


def _lacks(fact, facts):
    """Return whether a fact that leaves a constraint open can be stated, or supported, better."""
    if fact.reason is not Reason.UNDECLARED or fact.pattern in _SOURCES:
        return True
    value = pointers.resolve(facts, fact.parts)
    return value is pointers.MISSING or isinstance(value, PartialList | Bounds)


class _Judges:
    """The judges of a pack's constraints; rules that share one share its judge."""

    def __init__(self, shared):
        self._shared, self._known = shared, {}

    def of(self, node):
        key = json.dumps(node, sort_keys=True)
        if key not in self._known:
            self._known[key] = StateJudge(node, self._shared)
        return self._known[key]


class Comparison:
    """The shipped rules, ready to be compared over any number of manifests."""

    def __init__(self, packs):
        self.totals = Totals()
        self._evaluator = Evaluator(packs)
        self._shape = Judge(schema("manifest"), {})
        judges = {pack.id: _Judges(pack.common) for pack in packs}
        self._packs = {pack.id: judges[pack.id].of(pack.applies_when) for pack in packs}
        self._rules = {
            (pack.id, rule.id): _RuleJudge(rule, judges[pack.id].of, pack.instrument is None)
            for pack in packs
            for rule in pack.every_rule
        }

    def of_shape(self, manifest):
        """Yield where the verdict on the shape of any manifest differs, and how it is explained."""
        # Engines know no member that states nothing; unknown ones are refused even so.
        holds = not manifest_shape_problems(manifest._replace(value=manifest.stated))
        self.totals.shapes[holds] += 1
        for said in self._shape.differences(holds, manifest.stated, self.totals):
            yield f"shape: {said}"
        for said in () if holds else self._shape.breaches_differ(manifest.stated, self.totals):
            yield f"shape: {said}"

    def of_rules(self, manifest, as_of, broken=frozenset()):
        """Yield where results over a valid manifest differ from what the engines make of it."""
        assert not manifest_problems(manifest)
        results = self._evaluator.results(manifest, as_of, broken=broken)
        facts = derive(manifest.stated, as_of, broken)
        for name, judge in self._packs.items():
            for said in judge.states_differ(facts, self.totals):
                yield f"{name}: {said}"
        if {(it.rule.pack, it.rule.id) for it in results} != set(self._rules):
            yield "not one result for each rule"
        applies = {name: judge.state(facts) for name, judge in self._packs.items()}
        for result in results:
            self._count(result)
            key = (result.rule.pack, result.rule.id)
            judged = self._rules[key].of(result, applies[key[0]], facts, self.totals)
            yield from (f"{result.rule.id}: {said}" for said in judged)

    def _count(self, result):
        reason = f" {result.reason.value}" if result.reason else ""
        self.totals.statuses[result.status.value + reason] += 1
        self.totals.seen[result.rule.id][result.status.value] += 1


class _RuleJudge:
    """The constraints of one rule."""

    def __init__(self, rule, judge, asks_nothing):
        self._asks_nothing = asks_nothing
        self._applies = judge(rule.applies_when)
        self._checks = [judge(check.requires) for check in rule.checks]
        self._exception = judge(rule.exception.when) if rule.exception else None
        self._review = judge(rule.review.when) if rule.review else None
        self._if_met = rule.review is not None and rule.review.if_met

    def of(self, result, pack_applies, facts, totals):
        """Yield what speaks against a result."""
        every = [self._applies, *self._checks, self._exception, self._review]
        for judge in filter(None, every):
            yield from judge.states_differ(facts, totals)
        applies = self._applies.state(facts)
        yield from _unless(
            result.pack_applies is (pack_applies != CONTRADICTED), "the pack applies"
        )
        wanted = self._wanted(pack_applies, applies, facts)
        if self._asks_nothing:  # a pack without an instrument compares what is stated
            wanted = [_UNASKED if it == _UNDECLARED else it for it in wanted]
        yield from _unless((result.status, result.reason) in wanted, f"it is one of {wanted}")
        excepted = result.status is Status.PASS and _holds(self._exception, facts)
        yield from _unless(result.by_exception is excepted, f"by exception: {excepted}")

    def _wanted(self, pack_applies, applies, facts):
        """Return the possible statuses and reasons, as the table in the design has them."""
        if CONTRADICTED in (pack_applies, applies):
            return [_UNASKED]
        states = [judge.state(facts) for judge in self._checks]
        met = all(state == HOLDS for state in states)
        if met and (not self._if_met or self._review.state(facts) == CONTRADICTED):
            return [(Status.PASS, None)]
        unsure = OPEN in (pack_applies, applies)
        asks = met == self._if_met and not (unsure and self._asks_nothing)
        if asks and _holds(self._review, facts):
            return [(Status.NOT_REVIEWED, None)]
        if unsure:
            return [_UNDECLARED]
        # Where it is open whether a person has to judge it, a contradiction is not certain.
        certain = self._if_met or self._review is None or self._review.state(facts) != OPEN
        if CONTRADICTED in states and certain:
            return [(Status.FAIL, Reason.VIOLATED)]
        return [_UNDECLARED, (Status.FAIL, Reason.UNEVIDENCED), (Status.FAIL, Reason.EXPIRED)]


_UNDECLARED = (Status.FAIL, Reason.UNDECLARED)
_UNASKED = (Status.NOT_APPLICABLE, None)


def _holds(judge, facts):
    return judge is not None and judge.state(facts) == HOLDS


def _unless(holds, said):
    return () if holds else (f"{said}, yet it is reported otherwise",)
