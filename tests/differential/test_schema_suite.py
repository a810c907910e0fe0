"""facepolicy's code and its explanations against the official JSON-Schema-Test-Suite."""

import pytest

from validator import codegen, keywords
from validator.constraints import Constraint

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
"""Where facepolicy, and the engines as they are told here, mean to differ; and why."""


def verdicts(case):
    """Return what facepolicy's code, its explanation and each engine think of a case."""
    constraint = Constraint(case.schema)
    found = {
        "code": constraint.holds(case.value),
        "breaches": next(constraint.breaches(case.value), None) is None,
    }
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
    every = keywords.IN_SCHEMA | keywords.IN_LIST | keywords.IN_MAPPING | keywords._FIT.keys()
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
    return any(verdicts(case)["code"] is not case.valid for case in ours if case.name not in KNOWN)


@pytest.mark.parametrize("keyword", sorted(codegen._TESTS))
def test_a_keyword_that_means_nothing_is_found_out(monkeypatch, keyword):
    kind, _ = codegen._TESTS[keyword]
    monkeypatch.setitem(codegen._TESTS, keyword, (kind, lambda _value, _asked: "False"))
    assert found_out()


@pytest.mark.parametrize("function", ["_type", "_const"])
def test_a_value_that_is_not_looked_at_is_found_out(monkeypatch, function):
    monkeypatch.setattr(codegen, function, lambda _value, _asked: "False")
    assert found_out()


def test_a_list_of_values_that_is_not_looked_at_is_found_out(monkeypatch):
    monkeypatch.setattr(codegen.Writer, "_enum", lambda *_: "False")
    assert found_out()
