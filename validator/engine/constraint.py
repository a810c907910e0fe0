"""Evaluates a constraint over the facts of a manifest: it holds, is contradicted, or is open.

A fact that is not stated leaves its readers open. A fact of a claim (``x-claim`` in the
manifest schema) that is not stated counts as absent. The keywords combine as in Kleene's logic
(design, section 4). Every outcome carries the facts that decided it. On manifests that state
every fact the outcome equals that of JSON Schema; the tests compare both.

A constraint is compiled once into nested functions, a small one for each keyword. Each takes
the value at its place, ``MISSING`` if it is not stated, and the list indexes of the place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain
from math import inf
from typing import TYPE_CHECKING, Any

from validator.engine.derived import DERIVED
from validator.engine.results import Bounds, Decided, Expected, Facts, PartialList, Reason
from validator.jsonschema import keywords
from validator.manifest.vocabulary import claims, references, shapes
from validator.model.pointers import MISSING

if TYPE_CHECKING:
    from validator.model.pointers import Pattern

HOLDS, OPEN, CONTRADICTED = 1, 0, -1
"""The states of a constraint. The state of a conjunction is the lowest of its parts."""

Indexes = tuple[int, ...]
Outcome = tuple[int, Facts]
"""The state of a constraint and the facts that decided it."""
Evaluate = Callable[[Any, Indexes], Outcome]

_STATED = Expected("stated")
_EXACT = Expected("exact")
_CLAIM = Expected("claim")
_TRUE: Outcome = (HOLDS, [])
_FALSE: Outcome = (CONTRADICTED, [])


_UNSURE = (PartialList, Bounds)


def compile_constraint(schema: keywords.Node) -> Callable[[Any], Outcome]:
    """Compile a constraint to a function from the facts of a whole manifest to the outcome.

    It uses the closed set of keywords (``validator.jsonschema.keywords``); what a ``$ref`` would
    refer to is in its place (``SchemaSet.inlined``).
    """
    evaluate = _node(schema, ())
    return lambda facts: evaluate(facts, ())


def _node(schema: keywords.Node, pattern: Pattern) -> Evaluate:
    """Compile a schema for the place ``pattern``."""
    if isinstance(schema, bool):
        return lambda _value, _indexes: _TRUE if schema else _FALSE
    parts = [build(schema, pattern) for keyword, build in _BUILDERS.items() if keyword in schema]
    if "required" in schema and "properties" not in schema:
        parts.append(_properties(schema, pattern))
    if not _TESTS.isdisjoint(schema):
        parts.append(_test(schema, pattern))
    return parts[0] if len(parts) == 1 else _all(parts)


def _describe(schema: keywords.Node) -> Expected:
    """Describe in short what a schema requires: a value, a bound, or members of an object."""
    if isinstance(schema, bool):
        return _STATED
    for keyword in ("const", "enum", "minimum"):
        if keyword in schema:
            return Expected(_KINDS[keyword], schema[keyword])
    members = {name: _describe(child) for name, child in schema.get("properties", {}).items()}
    named = {name: item for name, item in members.items() if item.kind != "stated"}
    return Expected("members", named) if named else _STATED


_KINDS = {
    "const": "equals",
    "enum": "one-of",
    "minimum": "at-least",
    "maximum": "at-most",
    "minItems": "at-least",
    "maxItems": "at-most",
}
_TESTS = keywords.VALUE_TESTS.keys()


def _test(schema: Any, pattern: Pattern) -> Evaluate:
    """Compile the keywords that test a single value."""
    named = [name for name in schema if name in _KINDS]
    expected = Expected(_KINDS[named[0]], schema[named[0]]) if named else Expected("other")
    holds, missing, wrong = _outcomes(pattern, expected)
    passes = _passes(schema)
    unsure = _outcome(OPEN, (pattern,), _EXACT, Reason.UNDECLARED)
    tests = [(name, schema[name]) for name in schema if name in _TESTS]

    def evaluate(value: Any, indexes: Indexes) -> Outcome:
        if value is MISSING:
            return missing(indexes)
        if type(value) in _UNSURE:
            state = min([_test_unsure(name, limit, value) for name, limit in tests])
            return (unsure if state == OPEN else holds if state == HOLDS else wrong)(indexes)
        return (holds if passes(value) else wrong)(indexes)

    return evaluate


def _test_unsure(keyword: str, expected: Any, value: PartialList | Bounds) -> int:
    """Return the state of a keyword for a list that may be longer, or a number within bounds."""
    if keyword == "type":
        return HOLDS
    if isinstance(value, PartialList):
        if keyword == "minItems" and len(value) >= expected:
            return HOLDS
        return CONTRADICTED if keyword == "maxItems" and len(value) > expected else OPEN
    low, high = value.low, inf if value.high is None else value.high
    if keyword == "minimum":
        holds, outside = low >= expected, high < expected
    elif keyword == "maximum":
        holds, outside = high <= expected, low > expected
    else:
        permitted = expected if keyword == "enum" else [expected]
        holds = low == high and low in permitted  # bounds that meet are a number
        outside = not any(low <= item <= high for item in permitted)
    return HOLDS if holds else CONTRADICTED if outside else OPEN


def _passes(schema: Any) -> Callable[[Any], bool]:
    """Return whether a value passes the keywords that test a single value."""
    tests = [keywords.VALUE_TESTS[name](schema[name]) for name in schema if name in _TESTS]
    return tests[0] if len(tests) == 1 else lambda value: all(test(value) for test in tests)


@cache
def _stated(pattern: Pattern) -> list[Callable[[Indexes], Outcome]]:
    """Return the outcomes of a fact that only has to be stated: holds, missing, contradicted."""
    return _outcomes(pattern, _STATED)


def _outcomes(pattern: Pattern, expected: Expected) -> list[Callable[[Indexes], Outcome]]:
    """Return the outcomes of a fact: holds, missing, contradicted.

    A derived fact is reported at its sources; never contradicted if newer evidence would cure it.
    """
    derived = DERIVED.get(pattern)
    if derived is None:
        return [
            _outcome(HOLDS, (pattern,), expected, None),
            _outcome(OPEN, (pattern,), expected, Reason.UNDECLARED),
            _outcome(CONTRADICTED, (pattern,), expected, Reason.VIOLATED),
        ]
    meant = Expected("derived", derived.title)
    curable = derived.reason is not Reason.VIOLATED
    return [
        _outcome(HOLDS, derived.inputs, meant, None),
        _outcome(OPEN, (derived.when_missing,), _STATED, Reason.UNDECLARED),
        _outcome(OPEN if curable else CONTRADICTED, (derived.when_wrong,), meant, derived.reason),
    ]


def _outcome(
    state: int, patterns: tuple[Pattern, ...], expected: Expected, reason: Reason | None
) -> Callable[[Indexes], Outcome]:
    """Return the outcome at some places; where no list index leads there, it is made once."""
    listed = "*" in chain.from_iterable(patterns)
    once: Outcome | None = None

    def outcome(indexes: Indexes) -> Outcome:
        nonlocal once
        if once is None or listed:
            here = indexes if listed else ()
            once = state, [Decided(item, here, expected, reason) for item in patterns]
        return once

    return outcome


def _evidence(pattern: Pattern) -> Evaluate:
    """Compile the requirement of evidence.

    More evidence of a statement can always be added, so it stays open. Other documents, such as
    a policy, are facts of their own: an empty list states that there is none.
    """
    holds = _outcome(HOLDS, (pattern,), Expected("evidence"), None)
    missing = absent = _outcome(OPEN, (pattern,), Expected("evidence"), Reason.UNEVIDENCED)
    if pattern[-1] != "evidence":
        missing = _outcome(CONTRADICTED, (pattern,), Expected("evidence"), Reason.VIOLATED)
        absent = _outcome(OPEN, (pattern,), Expected("evidence"), Reason.UNDECLARED)

    def evaluate(value: Any, indexes: Indexes) -> Outcome:
        if value:
            return holds(indexes)
        if value is MISSING:
            return absent(indexes)
        ignored = getattr(value, "ignored", None)
        if ignored:
            reason, expected = ignored
            return OPEN, [Decided(pattern, indexes, expected, reason)]
        return missing(indexes)

    return evaluate


def _all(parts: list[Evaluate]) -> Evaluate:
    return lambda value, indexes: conjunction([part(value, indexes) for part in parts])


def conjunction(outcomes: list[Outcome]) -> Outcome:
    """Return the outcome of several constraints that must all hold.

    If one is contradicted, the open ones are reported too: they must be stated as well.
    """
    if len(outcomes) == 1:
        return outcomes[0]
    state: int = HOLDS
    holding: Facts = []
    lacking: Facts = []
    for one, facts in outcomes:
        if one == HOLDS:
            holding += facts
        else:
            lacking += facts
            state = min(state, one)
    return state, holding if state == HOLDS else lacking


def _properties(schema: Any, pattern: Pattern) -> Evaluate:
    children = schema.get("properties", {})
    required = schema.get("required", ())
    readers = []
    for name in dict.fromkeys((*children, *required)):
        place, child = (*pattern, name), children.get(name, True)
        stated = _member(place, child)
        absent = _absent(place, stated)
        if name not in required:
            absent = _optional(absent) if _constrains(child) else lambda _indexes: _TRUE
        readers.append((name, stated, absent))

    if len(readers) == 1:
        # Most sections are read for one member. Without the list, evaluation takes an eighth less.
        return _only_member(*readers[0])

    def evaluate(value: Any, indexes: Indexes) -> Outcome:
        if value is MISSING:
            return _undeclared(conjunction([absent(indexes) for _, _, absent in readers]))
        if not isinstance(value, dict):
            return _TRUE
        return conjunction(
            [
                stated(value[name], indexes) if name in value else absent(indexes)
                for name, stated, absent in readers
            ]
        )

    return evaluate


def _only_member(name: str, stated: Evaluate, absent: Callable[[Indexes], Outcome]) -> Evaluate:
    def evaluate(value: Any, indexes: Indexes) -> Outcome:
        if value is MISSING:
            return _undeclared(absent(indexes))
        if not isinstance(value, dict):
            return _TRUE
        return stated(value[name], indexes) if name in value else absent(indexes)

    return evaluate


def _member(pattern: Pattern, child: Any) -> Evaluate:
    """Compile a required member; without constraints it only has to be stated."""
    if pattern in references("evidence"):
        return _evidence(pattern)
    if _constrains(child):
        return _node(child, pattern)
    holds, missing, _ = _stated(pattern)
    return lambda value, indexes: (missing if value is MISSING else holds)(indexes)


def _constrains(child: keywords.Node) -> bool:
    return child is not True and (child is False or not all(map(keywords.is_remark, child)))


def _absent(pattern: Pattern, stated: Evaluate) -> Callable[[Indexes], Outcome]:
    """Return the evaluation of a required member that is not stated."""
    if pattern in claims():
        return _outcome(CONTRADICTED, (pattern,), _CLAIM, Reason.VIOLATED)
    if pattern not in shapes() and pattern not in DERIVED:
        # No manifest can state this, so stating more does not decide it.
        return _outcome(CONTRADICTED, (pattern,), _STATED, Reason.VIOLATED)
    missing = _stated(pattern)[1]

    def absent(indexes: Indexes) -> Outcome:
        outcome = stated(MISSING, indexes)
        return missing(indexes) if outcome[0] == HOLDS else outcome

    return absent


def _optional(absent: Callable[[Indexes], Outcome]) -> Callable[[Indexes], Outcome]:
    """Return the evaluation of an optional member that is not stated: a claim is then absent."""

    def evaluate(indexes: Indexes) -> Outcome:
        state, facts = absent(indexes)
        claim = all(fact.expected.kind == "claim" for fact in facts)
        return _TRUE if claim and state == CONTRADICTED else (OPEN, facts)

    return evaluate


def _undeclared(outcome: Outcome) -> Outcome:
    """Return the outcome of a section of which nothing is stated, evidence included."""
    state, facts = outcome
    if state != OPEN:
        return outcome
    undeclared = Reason.UNDECLARED
    return state, [fact._replace(reason=undeclared) if fact.reason else fact for fact in facts]


def _contradicting(facts: Facts) -> Facts:
    """Return the facts that contradict a constraint, as facts that decided another outcome."""
    return [fact._replace(reason=None) for fact in facts if fact.reason is Reason.VIOLATED]


def _items(schema: Any, pattern: Pattern) -> Evaluate:
    evaluate_item = _node(schema["items"], (*pattern, "*"))
    holds, missing, _ = _stated(pattern)
    unsure = _outcome(OPEN, (pattern,), _EXACT, Reason.UNDECLARED)

    def evaluate(value: Any, indexes: Indexes) -> Outcome:
        if value is MISSING:
            return missing(indexes)
        if not isinstance(value, list):
            return _TRUE
        items = [evaluate_item(item, (*indexes, index)) for index, item in enumerate(value)]
        if type(value) is PartialList:
            items.append(unsure(indexes))
        return conjunction(items) if items else holds(indexes)

    return evaluate


def _contains(schema: Any, pattern: Pattern) -> Evaluate:
    item_schema = schema["contains"]
    expected = Expected("includes", _describe(item_schema))
    holds, missing, wrong = _outcomes(pattern, expected)
    evaluate_item = _node(item_schema, (*pattern, "*"))
    simple = isinstance(item_schema, dict) and set(item_schema) <= _TESTS
    passes = _passes(item_schema) if simple else None
    unsure = _outcome(OPEN, (pattern,), expected, Reason.UNDECLARED)
    if evaluate_item(MISSING, (0,) * (pattern.count("*") + 1))[0] == CONTRADICTED:
        # An entry needs a claim, and no entry of a list that is not stated makes one.
        missing = _outcome(CONTRADICTED, (pattern,), _CLAIM, Reason.VIOLATED)

    def evaluate(value: Any, indexes: Indexes) -> Outcome:
        if value is MISSING:
            return missing(indexes)
        if not isinstance(value, list):
            return _TRUE
        if passes:
            if any(map(passes, value)):
                return holds(indexes)
            return (unsure if type(value) is PartialList else wrong)(indexes)
        found = (evaluate_item(item, (*indexes, index)) for index, item in enumerate(value))
        if type(value) is PartialList:
            return _disjunction([*found, unsure(indexes)])
        return _disjunction(found) if value else wrong(indexes)

    return evaluate


def _any_of(schema: Any, pattern: Pattern) -> Evaluate:
    alternatives = [_node(part, pattern) for part in schema["anyOf"]]
    return lambda value, indexes: _disjunction(item(value, indexes) for item in alternatives)


def _disjunction(alternatives: Iterable[Outcome]) -> Outcome:
    """Return the outcome of alternatives of which one must hold, at least one.

    The closest alternative is reported: one that needs no missing claim, with
    the mildest reason, the fewest facts, the first. Only the facts of the others are kept.
    """
    outcomes = []
    for outcome in alternatives:
        if outcome[0] == HOLDS:
            return outcome
        outcomes.append(outcome)
    state = max([outcome[0] for outcome in outcomes])
    chosen = min([outcome for outcome in outcomes if outcome[0] == state], key=_distance)
    refuted = [
        _contradicting(outcome[1])
        for outcome in outcomes
        if outcome is not chosen and outcome[0] == CONTRADICTED
    ]
    return state, [*chosen[1], *chain.from_iterable(refuted)]


def _distance(outcome: Outcome) -> tuple[bool, int, int]:
    wrong = [(fact.reason.gravity, fact.expected.kind) for fact in outcome[1] if fact.reason]
    gravest = max((gravity for gravity, _ in wrong), default=0)
    return any(kind == "claim" for _, kind in wrong), gravest, len(wrong)


def _only_claims(facts: Facts) -> bool:
    """Return whether only claims are missing."""
    wrong = [fact for fact in facts if fact.reason]
    return bool(wrong) and all(fact.expected.kind == "claim" for fact in wrong)


def _not(schema: Any, pattern: Pattern) -> Evaluate:
    negated = _node(schema["not"], pattern)

    def evaluate(value: Any, indexes: Indexes) -> Outcome:
        state, facts = negated(value, indexes)
        if state == OPEN:
            return state, facts
        if state == HOLDS:
            return CONTRADICTED, _negated(facts, Reason.VIOLATED)
        return HOLDS, _negated(_contradicting(facts), None)

    return evaluate


def _negated(facts: Facts, reason: Reason | None) -> Facts:
    return [fact._replace(expected=Expected("not", fact.expected), reason=reason) for fact in facts]


def _if(schema: Any, pattern: Pattern) -> Evaluate:
    condition, then, otherwise = (
        _node(schema.get(name, True), pattern) for name in ("if", "then", "else")
    )

    def evaluate(value: Any, indexes: Indexes) -> Outcome:
        decided, because = condition(value, indexes)
        if decided == OPEN:
            one, other = then(value, indexes), otherwise(value, indexes)
            if one[0] == other[0] != OPEN:
                return one[0], [*one[1], *other[1]]
            return decided, because
        state, facts = (then if decided == HOLDS else otherwise)(value, indexes)
        if state == OPEN:
            return state, facts
        if state == CONTRADICTED and _only_claims(facts):
            # The fix is at the condition: the claim that would be an exception is not made.
            violated = _negated(because, Reason.VIOLATED) if decided == HOLDS else because
            return state, [*violated, *_contradicting(facts)]
        return state, [*(because if decided == HOLDS else _contradicting(because)), *facts]

    return evaluate


_BUILDERS: dict[str, Callable[[Any, Pattern], Evaluate]] = {
    "properties": _properties,
    "items": _items,
    "contains": _contains,
    "allOf": lambda schema, pattern: _all([_node(part, pattern) for part in schema["allOf"]]),
    "anyOf": _any_of,
    "not": _not,
    "if": _if,
}
