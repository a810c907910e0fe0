"""The gate in Rego over a report, and the in-toto statement, by their own engines."""

import json
from datetime import datetime, timezone

import pytest
from google.protobuf import json_format
from in_toto_attestation.predicates.test_result.v0 import test_result_pb2
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement

import validator
from tests.support import reports
from tests.support.checkout import ROOT
from validator.report.formats import Style, render

regorus = pytest.importorskip("regorus", reason="needs an engine for Rego: celine-regorus")

DAY = "2026-10-31"
GATE = ROOT / "examples" / "gate" / "gate.rego"
LOBBY = ROOT / "examples" / "lobby-gate.yaml"
DEFAULTS = ROOT / "examples" / "double-take-defaults.yaml"


def reported(*files, **more):
    report = validator.check(*files, as_of=DAY, **more)
    return json.loads(render(report, "json", Style()))


def refused(report, *, day=DAY, days=30, manifests=()):
    """Return why the gate refuses a report, and demand that it allows it only without reasons."""
    engine = regorus.Engine()
    engine.add_policy_from_file(str(GATE))
    now = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=timezone.utc)
    gate = {"manifests": list(manifests), "now": int(now.timestamp()) * 10**9}
    gate |= {} if days is None else {"days": days}
    engine.add_data_json(json.dumps({"gate": gate}))
    if report is not None:
        engine.set_input_json(json.dumps(report))
    reasons = set(engine.eval_rule("data.facepolicy.gate.deny"))
    assert engine.eval_rule("data.facepolicy.gate.allow") is (not reasons)
    return reasons


def test_the_gate_lets_a_recent_report_pass():
    report = reported(LOBBY)
    digests = [item["sha256"] for item in report["manifests"]]
    assert refused(report, manifests=digests) == set()
    assert refused(report, day="2026-11-29", manifests=digests) == set()
    assert refused(report, day="2026-12-01") == {"the report is not recent"}


def test_the_gate_refuses_what_is_no_report():
    for nothing in (None, {}, [], "report", {"exitCode": 0, "asOf": DAY}):
        assert "there is no report" in refused(nothing)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"asOf": "2026-09-30"}, "the report is not recent"),
        ({"asOf": "soon"}, "the report is not recent"),
        ({"asOf": 7}, "the report is not recent"),
        ({"asOf": "2026-11-02"}, "the report is not recent"),
        ({"exitCode": 1}, "the report did not pass"),
        ({"exitCode": "0"}, "the report did not pass"),
        ({"exitCode": None}, "the report did not pass"),
        ({"exitCode": ...}, "the report did not pass"),
        ({"asOf": ...}, "the report is not recent"),
        ({"apiVersion": ...}, "there is no report"),
        ({"apiVersion": "facepolicy-report/v1"}, "there is no report"),
    ],
    ids=str,
)
def test_the_gate_refuses_a_changed_report(change, reason):
    report = {**reported(LOBBY), **change}
    assert refused({key: value for key, value in report.items() if value is not ...}) == {reason}


def test_the_gate_without_its_number_of_days_refuses():
    assert refused(reported(LOBBY), days=None) == {"the report is not recent"}


def test_the_gate_refuses_failures_and_what_is_not_reported():
    assert refused(reported(DEFAULTS)) == {"the report did not pass"}
    some = reported(LOBBY, packs="cn-frt-measures-2025", select="cn-frt-measures-2025")
    assert refused(some) == {"rules were left out"}
    assert refused(reported(LOBBY), manifests=["00ff"]) == {"no report on 00ff"}


def stated(report):
    text = render(report, "in-toto", Style())
    parsed = json_format.Parse(text, statement_pb2.Statement())
    Statement.copy_from_pb(parsed).validate()
    value = json.loads(text)
    json_format.ParseDict(value["predicate"], test_result_pb2.TestResult())
    return value


# Without a manifest there is no subject, and the command makes no statement.
@pytest.mark.parametrize("kind", [kind for kind in reports.KINDS if kind != "unusable"])
def test_a_statement_is_one_for_the_library_of_in_toto(kind):
    report = reports.report(kind)
    value = stated(report)
    assert value["_type"] == "https://in-toto.io/Statement/v1"
    assert value["predicateType"] == "https://in-toto.io/attestation/test-result/v0.1"
    predicate = value["predicate"]
    assert (predicate["result"] == "FAILED") == (not report.passed)
    assert not (report.passed and predicate["failedTests"])
    packs = {item["name"]: item.get("digest") for item in predicate["configuration"]}
    assert packs.keys() >= {pack.id for pack in report.packs}


def test_the_subjects_are_the_files_as_they_are(tmp_path):
    import hashlib

    sites = ROOT / "examples" / "fleet" / "sites"
    files = [sites / "elm-terrace.yaml", sites / "amber-court.yaml"]
    value = stated(validator.check(*files, as_of=DAY))
    subjects = {item["name"]: item["digest"]["sha256"] for item in value["subject"]}
    assert len(subjects) == 4  # two sites and their two bases
    for name, digest in subjects.items():
        assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == digest


def test_the_results_of_a_statement():
    passed, failed = (stated(validator.check(file, as_of=DAY)) for file in (LOBBY, DEFAULTS))
    assert passed["predicate"]["result"] in ("PASSED", "WARNED")
    assert passed["predicate"]["failedTests"] == []
    assert failed["predicate"]["result"] == "FAILED"
    warned = stated(validator.check(DEFAULTS, as_of=DAY, baseline=None, fail_on="error"))
    report = validator.check(DEFAULTS, as_of=DAY)
    assert len(warned["predicate"]["failedTests"]) == sum(map(report.is_grave, report.failures))
    broken = validator.check(LOBBY, ROOT / "examples" / "nope.yaml", as_of=DAY)
    value = stated(broken)
    assert value["predicate"]["result"] == "FAILED"
    assert value["predicate"]["failedTests"][-1].endswith("nope.yaml: unusable")
