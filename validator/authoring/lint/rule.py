"""Flaws of one rule outside its constraints: names, messages, tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from validator.authoring import messages
from validator.authoring.lint.constraint import read_by
from validator.engine.derived import DERIVED
from validator.engine.results import Reason
from validator.jsonschema.nodes import walk
from validator.manifest.vocabulary import facts, pattern_of, references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.authoring.lint.constraint import Flaw
    from validator.jsonschema.nodes import Resolve, Visit

_PLACE = re.compile(r"\{([^{}]*)\}")


def flaws_of_rule(stem: str, rule: Any, card: Any, resolve: Resolve) -> Iterator[Flaw]:
    """Yield the flaws of a rule, except those of its constraints.

    Args:
        stem: name of the rule's file, without ``.yaml``.
        rule: content of that file.
        card: content of pack.yaml.
        resolve: as ``walk`` takes it.
    """
    yield from _name_flaws(stem, rule)
    yield from _reference_flaws(rule, card)
    yield from _message_flaws(rule)
    always_reviewed = rule.get("review", {}).get("when") == {}
    expected = {"pass"} | (set() if always_reviewed else possible_reasons(rule, resolve))
    if card.get("instrument") is None:  # a consistency check never waits for facts
        expected.discard("undeclared")
    if rule["appliesWhen"]:
        expected.add("not-applicable")
    if "review" in rule:
        expected.add("not-reviewed")
    yield from missing_tests(rule["tests"], expected)
    yield from flaws_of_tests(rule["tests"])


def _name_flaws(stem: str, rule: Any) -> Iterator[Flaw]:
    if stem != rule["id"]:
        yield ("id",), messages.FILE_NAME_DIFFERS.format(stem=stem)
    if rule["id"] != rule["clause"] and not rule["id"].startswith(rule["clause"] + "-"):
        yield ("id",), messages.ID_NOT_OF_CLAUSE


def _reference_flaws(rule: Any, card: Any) -> Iterator[Flaw]:
    known = {clause["id"] for clause in card["clauses"]}
    for path, citing in (("clause",), rule), (("exception", "clause"), rule.get("exception", {})):
        if "clause" in citing and citing["clause"] not in known:
            yield path, messages.NO_SUCH_CLAUSE.format(clause=citing["clause"])
    if bool(rule["appliesWhen"]) != ("appliesTo" in rule):
        yield ("appliesTo",), messages.APPLIES_TO_WITHOUT_CONDITION


def possible_reasons(rule: Any, resolve: Resolve) -> set[str]:
    """Return the reasons for which a rule can fail, judging by the facts it reads."""
    schemas = [check["requires"] for check in rule["checks"]]
    visits = [visit for schema in schemas for visit in walk(schema, resolve)]
    read = {pattern for visit in visits for _, pattern in read_by(visit)}
    reasons = {"undeclared"}
    if any(map(_contradictable, visits)):
        reasons.add("violated")
    if read & references("evidence"):
        reasons |= {"unevidenced", "expired"}
    reasons |= {item.reason.value for name, item in DERIVED.items() if name in read}
    return reasons


_CONTRADICTS = frozenset(
    {"const", "enum", "contains", "not", "maxItems", "minimum", "maximum", "pattern"}
    | {"minLength", "maxLength"}
)


def _contradictable(visit: Visit) -> bool:
    """Return whether a stated fact can contradict a node of a constraint."""
    derived = DERIVED.get(visit.pattern)
    if derived and derived.reason is not Reason.VIOLATED:
        return False
    fact = facts().get(visit.pattern)
    empty = visit.pattern not in references("evidence") and fact is not None
    too_few = empty and visit.node.get("minItems", 0) > (fact.min_items if fact else 0)
    return too_few or bool(_CONTRADICTS & set(visit.node))


def _message_flaws(rule: Any) -> Iterator[Flaw]:
    for index, check in enumerate(rule["checks"]):
        for language, text in check["message"].items():
            for place in _PLACE.findall(text):
                parts = tuple(place[1:].split("/"))
                if not place.startswith("/") or pattern_of(parts) not in facts():
                    where = ("checks", index, "message", language)
                    yield where, messages.NOT_A_FACT.format(place=place)


def missing_tests(tests: Any, expected: set[str]) -> Iterator[Flaw]:
    """Yield the outcomes and reasons that no test expects."""
    proved = {test.get("reason", test["expect"]) for test in tests}
    for outcome in sorted(expected - proved):
        yield ("tests",), messages.NO_TEST_EXPECTS.format(outcome=outcome)


def flaws_of_tests(tests: Any) -> Iterator[Flaw]:
    """Yield test keywords that have no effect."""
    for index, test in enumerate(tests):
        expected = test["expect"]
        if (expected == "fail") != ("reason" in test):
            yield ("tests", index), messages.REASON_WITHOUT_FAIL
        for name, ignored in (
            ("at", expected == "pass"),
            ("byException", expected != "pass"),
            ("remove", "set" in test),
        ):
            if ignored and name in test:
                yield ("tests", index, name), messages.NO_EFFECT_HERE.format(name=name)
