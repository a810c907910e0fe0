"""facepolicy's explanations, and its engine, against the official JSON-Schema-Test-Suite."""

import pytest

from tests.support import closed_set
from validator.engine.constraint import HOLDS, OPEN, compile_constraint
from validator.jsonschema import constraint as compiling
from validator.jsonschema import keywords
from validator.jsonschema.constraint import Constraint

from .engines import ENGINES
from .suite import DRAFTS, cases

OURS = {"draft2020-12": 550, "draft7": 520}
"""How many cases of a draft, at least, facepolicy's keywords can decide: of some 1300 and 960."""
KNOWN = {
    "draft2020-12/format.json: date format: invalid date string is only an annotation by default": (
        "facepolicy asserts dates: who writes 2026-02-30 has stated no day"
    ),
    "draft2020-12/vocabulary.json: schema that uses custom metaschema with with no validation "
    "vocabulary: no validation: invalid number, but it still validates": (
        "facepolicy reads one dialect and fetches no other, whatever $schema says"
    ),
}
"""Where facepolicy, and the engines as they are set up here, mean to differ; and why."""
_NOT_IN_RULES = {"additionalProperties", "patternProperties", "$ref"}
"""What facepolicy reads in schemas of files, and not in constraints over facts: these are compiled
with what they refer to in place."""


def verdicts(case):
    """Return what facepolicy and each engine think of a case; of an open one its engine says none."""
    constraint = Constraint(case.schema)
    found = {"breaches": constraint.holds(case.value)}
    if _NOT_IN_RULES.isdisjoint(_names(case.schema)):
        state = compile_constraint(case.schema)(case.value)[0]
        found |= {} if state == OPEN else {"engine": state == HOLDS}
    return found | {engine.name: engine(case.schema).holds(case.value) for engine in ENGINES}


@pytest.mark.parametrize("draft", DRAFTS)
def test_every_case_that_the_keywords_can_decide(draft):
    ours, in_all = cases(draft)
    assert OURS[draft] <= len(ours) < in_all
    wrong = {}
    for case in ours:
        found = verdicts(case)
        if set(found.values()) != {case.valid is not (case.name in KNOWN)}:
            wrong[case.name] = found
    assert wrong == {}


def test_the_cases_use_every_keyword():
    used = {name for draft in DRAFTS for case in cases(draft)[0] for name in _names(case.schema)}
    every = (
        closed_set.IN_SCHEMA | closed_set.IN_LIST | closed_set.IN_MAPPING | closed_set.FIT.keys()
    )
    assert every <= used


def _names(value):
    children = value if isinstance(value, list) else []
    if isinstance(value, dict):
        yield from value
        children = value.values()
    for child in children:
        yield from _names(child)


def found_out():
    """Return whether a case of the official suite ends otherwise than it says."""
    ours, _ = cases("draft2020-12")
    return any(
        verdicts(case)["breaches"] is not case.valid for case in ours if case.name not in KNOWN
    )


@pytest.mark.parametrize("keyword", sorted({**keywords.VALUE_TESTS, **compiling._COMPILED}))
def test_a_keyword_that_means_nothing_is_found_out(monkeypatch, keyword):
    if keyword in keywords.VALUE_TESTS:
        monkeypatch.setitem(keywords.VALUE_TESTS, keyword, lambda _asked: lambda _value: True)
    else:
        nothing = lambda *_schema: compiling._always  # noqa: E731 - a keyword that finds nothing
        monkeypatch.setitem(compiling._COMPILED, keyword, nothing)
    assert found_out()
