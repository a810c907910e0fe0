"""Proof: where a person may have to judge, stating less never makes a violation of another result."""

import copy

import pytest

from tests.support.cases import cases_of
from validator import load_pack
from validator.engine.results import Reason, Status
from validator.engine.verdicts import Evaluator
from validator.manifest.manifest import manifest_from_value
from validator.manifest.vocabulary import claims, pattern_of
from validator.model import pointers
from validator.model.resources import shipped

REVIEWED = [
    (pack, rule) for pack in map(load_pack, shipped()) for rule in pack.rules if rule.review
]


def evaluated(evaluator, value, as_of):
    (result,) = evaluator.results(manifest_from_value(value, "m.yaml"), as_of)
    return result


def without(value, parts):
    """Return a copy that does not state one fact."""
    changed = copy.deepcopy(value)
    *above, last = parts
    parent = pointers.resolve(changed, above)
    parent[last] = None
    return changed


def stated(value, parts=()):
    """Yield the place of every member that states something; ids and lists' entries stay."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name not in ("id", "apiVersion", "kind", "metadata"):
                yield (*parts, name)
                yield from stated(item, (*parts, name))
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from stated(item, (*parts, str(index)))


def _inside(value, parts):
    """Return the patterns of a place and of everything that is stated in it."""
    item = pointers.resolve(value, parts)
    return {pattern_of(parts), *(pattern_of(inner) for inner in stated(item, parts))}


@pytest.mark.parametrize(("pack", "rule"), REVIEWED, ids=[rule.id for _, rule in REVIEWED])
def test_stating_less_is_no_violation(pack, rule):
    evaluator = Evaluator([pack], lambda one: one.id == rule.id)
    for case in cases_of(rule, pack):
        before = evaluated(evaluator, case.manifest.value, case.as_of)
        read = {fact.parts for fact in before.facts}
        for parts in stated(case.manifest.value):
            # A claim that is not stated is not made.
            claim = any(fact in claims() for fact in _inside(case.manifest.value, parts))
            if claim or not any(place[: len(parts)] == parts for place in read):
                continue
            after = evaluated(evaluator, without(case.manifest.value, parts), case.as_of)
            where = (case.name, parts, before.status)
            assert before.reason is Reason.VIOLATED or after.reason is not Reason.VIOLATED, where
            assert before.status is not Status.FAIL or after.status is not Status.PASS, where
