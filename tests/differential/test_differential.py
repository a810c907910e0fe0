"""Random manifests give the same verdicts by facepolicy's code and by other engines."""

import json
import random

import pytest

from tests.support.cases import cases_of
from validator.engine import constraint
from validator.engine.constraint import CONTRADICTED, HOLDS, OPEN, compile_constraint
from validator.engine.facts import derive
from validator.jsonschema import keywords
from validator.jsonschema.constraint import SchemaSet

from . import edits, run, seeded_manifests
from .compare import Comparison
from .engines import ENGINES

SEED = 1
MANIFESTS = 1000
SHARES = 4


@pytest.fixture(scope="module")
def comparison():
    return Comparison(seeded_manifests.packs())


@pytest.mark.parametrize("share", range(SHARES))
def test_a_thousand_random_manifests(share, comparison):
    size = MANIFESTS // SHARES
    outcome = run.compared(SEED, range(share * size, (share + 1) * size), comparison)
    assert outcome.disagreements == []
    totals = outcome.totals
    assert totals.statuses.total() == size * len(totals.seen)
    # Manifests of which all fail, or all pass, would prove little.
    for status in ("pass", "fail", "not-applicable"):
        shown = sum(bool(seen[status]) for seen in totals.seen.values())
        assert shown > 0.8 * len(totals.seen), status
    assert min(totals.states[state] for state in (HOLDS, OPEN, CONTRADICTED)) > 10 * size
    assert totals.shapes[True] > size
    assert totals.shapes[False] > size / 2


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
@pytest.mark.parametrize("pack", seeded_manifests.packs(), ids=lambda pack: pack.id)
def test_every_rule_over_its_own_cases(pack, engine):
    for rule in pack.rules:
        asked = [rule.applies_when, *(check.requires for check in rule.checks)]
        ours = [compile_constraint(SchemaSet(pack.common).inlined(node)) for node in asked]
        theirs = [engine(node, pack.common) for node in asked]
        for case in cases_of(rule, pack):
            facts = derive(case.manifest.stated, case.as_of)
            plain = json.loads(json.dumps(facts))
            for one, other in zip(ours, theirs, strict=True):
                state = one(facts)[0]
                assert state == OPEN or (state == HOLDS) is other.holds(plain), case.name


def test_a_manifest_is_known_by_its_number():
    assert run.drawn(SEED, 7) == run.drawn(SEED, 7)
    assert run.drawn(SEED, 7) != run.drawn(SEED, 8)
    assert run.drawn(SEED, 7) != run.drawn(SEED + 1, 7)


def test_edits_change_much_and_keep_most_manifests_valid():
    known = seeded_manifests.bases(run.EXAMPLES)
    drawn = [seeded_manifests.edited(random.Random(number), known) for number in range(60)]
    assert sum(map(seeded_manifests.is_valid, drawn)) > 55
    assert len({json.dumps(value) for value in drawn}) == len(drawn)
    changed = sum(value not in known for value in drawn)
    assert changed > 40


def test_edits_mend_ids_and_references():
    value = {"purposes": [{"id": "a"}, {"id": "a"}], "notice": {"purposesCovered": ["gone", "a"]}}
    edits.mend(value, random.Random(1))
    assert value["purposes"] == [{"id": "a"}, {"id": "a-2"}]
    assert value["notice"]["purposesCovered"] == ["a"]


def never(*_args):
    return False


@pytest.mark.parametrize("keyword", ["const", "minItems"])
def test_a_keyword_that_is_wrong_is_found_out(monkeypatch, keyword):
    monkeypatch.setitem(keywords.VALUE_TESTS, keyword, lambda _asked: never)
    assert any(run.compared(SEED, [number]).disagreements for number in range(40))


BROKEN = {
    "_passes": lambda _schema: never,
    "_disjunction": lambda outcomes: max(outcomes, key=lambda it: it[0] == CONTRADICTED),
    "conjunction": lambda outcomes: max(outcomes, key=lambda it: it[0]),
}


@pytest.mark.parametrize("function", BROKEN)
def test_an_engine_that_is_wrong_is_found_out(monkeypatch, function):
    monkeypatch.setattr(constraint, function, BROKEN[function])
    assert any(run.compared(SEED, [number]).disagreements for number in range(40))
