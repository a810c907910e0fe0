"""Each clause is in one state, and the numbers of a report add up."""

import json
import shutil
from collections import Counter

import pytest

import validator
from tests.support import reports
from tests.support.reports import DAY, EXAMPLES
from validator.engine.results import Status
from validator.packs.model import Assessment
from validator.report.counts import ClauseState, added
from validator.report.formats import Style, render

LOBBY = EXAMPLES / "lobby-gate.yaml"


@pytest.mark.parametrize("kind", reports.KINDS)
def test_results_requirements_and_clauses_add_up(kind):
    report = reports.report(kind)
    totals, by = report.totals, report.by_status
    decided = by[Status.PASS] + by[Status.FAIL] + by[Status.WAIVED]
    assert decided == totals.number("requirements") + totals.number("consistency")
    assert sum(by.values()) == totals.number("results") == len(report.results)
    legal = [pack for pack in report.packs if pack.instrument]
    assert sum(totals.clause_states.values()) == sum(len(pack.clauses) for pack in legal)


@pytest.mark.parametrize("kind", reports.KINDS)
def test_the_state_of_a_clause_follows_from_its_results(kind):
    report = reports.report(kind)
    for pack in report.packs:
        for clause in pack.clauses if pack.instrument else ():
            results = [r for r in report.results if r.rule.assesses == (pack.id, clause.id)]
            state = report.totals.clauses[pack.id, clause.id]
            assert state is _expected(clause, results), (clause.id, state)


def _expected(clause, results):
    statuses = {result.status for result in results}
    if not results:
        return ClauseState.NO_DEMAND
    if Status.NOT_REVIEWED in statuses:
        return ClauseState.TO_JUDGE
    if any(result.attestation for result in results):
        return ClauseState.ATTESTED
    if statuses == {Status.NOT_APPLICABLE}:
        return ClauseState.NOT_APPLICABLE
    whole = clause.assessment is Assessment.AUTOMATED
    return ClauseState.IN_FULL if whole else ClauseState.IN_PART


def test_rules_that_are_left_out_leave_their_clauses_unchecked():
    whole = reports.report("passing").totals.clauses
    part = validator.check(LOBBY, as_of=DAY, select=["M25-8-1"]).totals.clauses
    assert part.keys() == {key for key in whole if key[0] in {key[0] for key in part}}
    assert part["cn-frt-measures-2025", "M25-8-1"] is whole["cn-frt-measures-2025", "M25-8-1"]
    others = Counter(state for key, state in part.items() if key[1] != "M25-8-1")
    assert set(others) == {ClauseState.NO_DEMAND, ClauseState.NOT_RUN}


def test_an_attested_clause_is_judged_by_a_person(tmp_path):
    entry = {
        "clause": "M25-3",
        "manifest": "**",
        "outcome": "met",
        "by": {"name": "Officer", "role": "data-protection officer"},
        "attested": "2026-10-01",
        "until": "2027-10-01",
        "reason": "Reviewed with counsel; the file has the minutes of the meeting.",
        "evidence": ["minutes-2026-10.pdf"],
    }
    (tmp_path / "gate.yaml").write_bytes(LOBBY.read_bytes())
    attestations = tmp_path / "attestations.yaml"
    attestations.write_text(
        json.dumps({"apiVersion": "facepolicy-attestations/v1", "attestations": [entry]})
    )
    report = validator.check(tmp_path / "gate.yaml", as_of=DAY, attestations=attestations)
    states = report.totals.clauses
    assert states["cn-frt-measures-2025", "M25-3"] is ClauseState.ATTESTED
    assert states["cn-frt-measures-2025", "M25-6-2"] is ClauseState.TO_JUDGE
    assert report.totals.clause_states[ClauseState.ATTESTED] == 1


def test_parts_of_a_run_add_up_to_the_highest_state():
    one, other = (reports.report(kind).totals for kind in ("passing", "failing"))
    total = added(one, other)
    for key, state in total.clauses.items():
        lowest = ClauseState.NO_DEMAND
        assert state is max(one.clauses.get(key, lowest), other.clauses.get(key, lowest))
    assert total.clauses.keys() == one.clauses.keys() | other.clauses.keys()


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "sarif", "github", "html", "oscal"])
def test_formats_count_the_files_that_a_folder_leaves_out(tmp_path, form):
    for name in ("gate.yaml", ".gate.yaml", "gate.yaml.bak"):
        shutil.copy(EXAMPLES / "compreface-defaults.yaml", tmp_path / name)
    report = validator.check(tmp_path, packs=["cn-tc260-frd-2021-draft"], as_of="2026-10-31")
    assert report.left_out == 2
    text = render(report, form, Style("en", colour=False))
    assert "another suffix: 2" in text or '"leftOut": 2' in text or '"leftOut":2' in text
