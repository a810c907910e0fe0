"""Each clause is in one state, and the numbers of a report add up."""

import json
import re
import shutil
from collections import Counter
from itertools import chain

import pytest

import validator
from tests.support import reports
from tests.support.reports import DAY, EXAMPLES
from validator.engine.results import Status
from validator.packs.model import Assessment
from validator.report.counts import ClauseState, added
from validator.report.formats import FORMATS, Style, render

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


KINDS = {
    "bases skipped": "basesSkipped",
    "documents skipped that are no manifests": "othersSkipped",
    "files left out that look like manifests but are hidden or have another suffix": "leftOut",
    "files excluded by patterns": "excluded",
}


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"gitlab"}))
def test_formats_count_what_a_folder_leaves_out(tmp_path, monkeypatch, form):
    monkeypatch.chdir(tmp_path)
    gate = EXAMPLES / "compreface-defaults.yaml"
    for name in ("gate.yaml", ".gate.yaml", "gate.yaml.bak", "1.old.yaml", "2.old.yaml"):
        shutil.copy(gate, tmp_path / name)
    shutil.copy(gate, tmp_path / "3.old.yaml")
    base = "{apiVersion: face-manifest/v2, kind: FaceRecognitionBase, metadata: {id: a}}"
    (tmp_path / "base.yaml").write_text(base)
    for number in range(4):
        (tmp_path / f"{number}.json").write_text('{"apiVersion": "v1", "kind": "Service"}')
    report = validator.check(
        *(".", gate), packs=["cn-tc260-frd-2021-draft"], as_of=DAY, exclude="*.old.yaml"
    )
    text = render(report, form, Style("en")).replace(" | ", ": ").replace('":', '": ')
    for number, (kind, key) in zip((1, 4, 2, 3), KINDS.items(), strict=True):
        assert re.search(rf'{kind}: {number}\b|"{key}": +{number}\b', text), kind
    nothing = render(validator.check(gate, as_of=DAY), form, Style("en"))
    assert not [name for name in chain(*KINDS.items()) if f"{name}:" in nothing]
