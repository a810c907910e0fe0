"""The baseline: only regressions fail, and nothing new hides behind what was known."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

import validator
from tests.support.checkout import ROOT
from validator import Reason, UsageError
from validator.cli import main
from validator.report import baseline
from validator.report.baseline import Baseline, render

EXAMPLES = ROOT / "examples"
DRAFT = "cn-tc260-frd-2021-draft"
DAY = date(2026, 10, 31)
NONE_AT_REST = "atRest: none"


@pytest.fixture
def gate(tmp_path, monkeypatch):
    shutil.copy(EXAMPLES / "compreface-defaults.yaml", tmp_path / "gate.yaml")
    monkeypatch.chdir(tmp_path)
    return Path("gate.yaml")


def checked(*files, **more):
    return validator.check(*files, packs=[DRAFT], as_of=DAY, **more)


def edit(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(params=["baseline", "report"])
def known(gate, request):
    """The failures of the gate as a file: as a baseline, or as a JSON report."""
    report = checked(gate)
    texts = {
        "baseline": lambda: render(report.failures, report.as_of, "known.json"),
        "report": report.to_json,
    }
    Path("known.json").write_text(texts[request.param](), encoding="utf-8")
    return "known.json"


def test_what_was_known_does_not_fail(gate, known):
    report = checked(gate, baseline=known)
    assert report.failures
    assert (report.regressions, report.improved) == ((), ())
    assert report.exit_code == 0


def test_a_new_failure_fails(gate, known):
    edit(
        gate,
        "recipients: []",
        "recipients: [{name: Ad Ltd., relation: share, country: CN, data: [template]}]",
    )
    report = checked(gate, baseline=known)
    assert {item.rule.id for item in report.regressions} >= {"FRD21-64-SHARE"}
    assert len(report.regressions) < len(report.failures)


def test_a_second_place_of_a_known_rule_is_new(gate, known):
    text = gate.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if "carries:" in line and "- {" in line)
    edit(gate, row, f"{row}\n{row}")
    report = checked(gate, baseline=known)
    assert "FRD21-5-ENC-transit" in {item.rule.id for item in report.regressions}


def test_a_graver_reason_at_a_known_place_is_new(gate):
    report = checked(gate)
    undeclared = next(item for item in report.failures if item.rule.id == "FRD21-61-NODENY")
    assert undeclared.reason is Reason.UNDECLARED
    Path("known.json").write_text(render(report.failures, DAY, "known.json"), encoding="utf-8")
    text = gate.read_text(encoding="utf-8")
    gate.write_text(
        f"{text}consent: {{grade: separate, onRefusal: service-denied}}\n", encoding="utf-8"
    )
    after = checked(gate, baseline="known.json")
    assert "FRD21-61-NODENY" in {item.rule.id for item in after.regressions}


def test_a_milder_reason_is_known(gate, known):
    for reason in ("undeclared", "unevidenced", "expired"):
        text = Path(known).read_text(encoding="utf-8")
        Path(known).write_text(text.replace(f': "{reason}"', ': "violated"'), encoding="utf-8")
    assert checked(gate, baseline=known).regressions == ()


def test_another_file_is_new(gate, known):
    shutil.copy(gate, "copy.yaml")
    report = checked(gate, "copy.yaml", baseline=known)
    assert {item.manifest for item in report.regressions} == {"copy.yaml"}


def test_what_got_better_is_reported(gate, known, capsys):
    edit(gate, NONE_AT_REST, "atRest: aes-256")
    report = checked(gate, baseline=known)
    better = {(item.rule, item.pointer) for item in report.improved}
    assert ("FRD21-5-ENC-rest", "/storage/encryption/atRest") in better
    main(["check", str(gate), "-p", DRAFT, "--as-of", "2026-10-31", "--baseline", known])
    assert "  gate.yaml: FRD21-5-ENC-rest /storage/encryption/atRest" in capsys.readouterr().out


def test_what_was_not_run_is_not_reported_as_better(gate, known):
    report = checked(gate, baseline=known, select=["FRD21-5-SEC"])
    assert report.improved == ()


def test_a_waived_failure_is_not_known(gate):
    Path("waivers.yaml").write_text(
        "apiVersion: facepolicy-waivers/v1\nwaivers:\n  - {rule: FRD21-5-SEG, manifest: gate.yaml, "
        "justification: moves in December, owner: A, approver: B, compensating: two people only, "
        "granted: 2026-10-01, expires: 2026-12-31}\n",
        encoding="utf-8",
    )
    report = checked(gate, waivers="waivers.yaml")
    Path("known.json").write_text(report.to_json(), encoding="utf-8")
    after = checked(gate, baseline="known.json")
    assert {item.rule.id for item in after.regressions} == {"FRD21-5-SEG"}


@pytest.mark.parametrize("name", ["./gate.yaml", "x/../gate.yaml"])
def test_detours_in_names_change_nothing(gate, known, name):
    Path("x").mkdir()
    assert checked(name, baseline=known).regressions == ()


@pytest.mark.parametrize("folder", ["elsewhere", "."])
def test_a_baseline_holds_wherever_the_command_is_called(gate, folder, monkeypatch):
    Path("elsewhere").mkdir()
    argv = ["-p", DRAFT, "--as-of", "2026-10-31"]
    assert main(["check", "gate.yaml", *argv, "--write-baseline", f"{folder}/b.json"]) == 0
    monkeypatch.chdir("elsewhere")
    for name in ("../gate.yaml", str(Path("../gate.yaml").resolve())):
        assert main(["check", name, *argv, "--baseline", f"../{folder}/b.json"]) == 0


def test_a_baseline_of_another_folder_does_not_know_a_file_of_the_same_name(gate):
    report = checked(gate)
    Path("other").mkdir()
    Path("other/known.json").write_text(
        render(report.failures, DAY, "known.json"), encoding="utf-8"
    )
    assert checked(gate, baseline="other/known.json").regressions == report.failures


def test_a_failure_without_a_finding_is_not_known(gate):
    report = checked(gate)
    failure = report.failures[0]._replace(decided=[])
    assert not Baseline("b", "0", "2026-10-31", {}, ".").knows(failure)


def test_write_baseline_ends_well_and_can_be_used(gate, capsys):
    argv = ["check", str(gate), "-p", DRAFT, "--as-of", "2026-10-31"]
    assert main(argv) == 1
    assert main([*argv, "--write-baseline", "b.json"]) == 0
    assert main([*argv, "--baseline", "b.json"]) == 0
    out = capsys.readouterr().out
    assert "0 of these are new, 37 are known from the baseline." in out
    text = Path("b.json").read_text(encoding="utf-8")
    rules = json.loads(text)["failures"]["gate.yaml"]
    assert [*rules] == sorted(rules)
    assert len(text.splitlines()) == len(rules) + 8  # a rule to a line


def test_no_baseline_is_written_where_there_is_no_answer(gate, capsys):
    Path("broken.yaml").write_text("a: [", encoding="utf-8")
    assert main(["check", str(gate), "broken.yaml", "-p", DRAFT, "--write-baseline", "b.json"]) == 2
    assert not Path("b.json").exists()
    assert capsys.readouterr().err.startswith("b.json: not written: there is no full answer")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[1, ",
        "[]",
        "{}",
        '{"apiVersion": "facepolicy-baseline/v1"}',
        '{"apiVersion": "x"}',
        "[" * 99999,
        (
            '{"apiVersion": "facepolicy-baseline/v1", "asOf": "2026-01-01",'
            ' "failures": {"g": {"M25-4": {"/\\uD800": "violated"}}}}'
        ),
    ],
)
def test_what_is_no_baseline_is_refused(gate, content, capsys):
    Path("b.json").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError):
        checked(gate, baseline="b.json")
    assert main(["check", str(gate), "--baseline", "b.json"]) == 2
    assert capsys.readouterr().err.startswith("b.json:")


def test_a_missing_baseline_is_refused(gate):
    with pytest.raises(UsageError, match="there is no such file"):
        checked(gate, baseline="none.json")


def test_json_marks_what_is_known(gate, known):
    edit(gate, NONE_AT_REST, "atRest: aes-256")
    value = checked(gate, baseline=known).to_dict()
    assert {item["known"] for item in value["results"] if item["status"] == "fail"} == {True}
    assert value["baseline"]["regressions"] == 0
    assert value["baseline"]["improved"]


def test_what_may_not_be_waived_is_never_known(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = (EXAMPLES / "lobby-gate.yaml").read_text(encoding="utf-8")
    text = text.replace("privateSpace: none", "privateSpace: toilet")
    Path("gate.yaml").write_text(text, encoding="utf-8")
    pack = ["cn-frt-measures-2025"]
    before = validator.check("gate.yaml", packs=pack, as_of=DAY)
    assert "M25-13-3" in {item.rule.id for item in before.failures}
    text = render(before.failures, DAY, "b.json")
    assert "M25-13-3" not in text
    content = json.loads(text)
    (failure,) = (item for item in before.failures if item.rule.id == "M25-13-3")
    places = {finding.pointer: "violated" for finding in failure.findings}
    content["failures"].setdefault("gate.yaml", {})["M25-13-3"] = places
    Path("b.json").write_text(json.dumps(content), encoding="utf-8")
    after = validator.check("gate.yaml", packs=pack, as_of=DAY, baseline="b.json")
    assert "M25-13-3" in {item.rule.id for item in after.regressions}
    assert after.exit_code == 1


def test_a_baseline_that_could_not_be_read_again_is_not_written(gate, monkeypatch, capsys):
    monkeypatch.setattr(baseline, "VALUES", 20)
    argv = ["check", str(gate), "-p", DRAFT, "--as-of", "2026-10-31", "--write-baseline", "b.json"]
    assert main(argv) == 2
    assert "check fewer manifests at a time" in capsys.readouterr().err
    assert not Path("b.json").exists()


def test_text_names_what_is_known(gate, known, capsys):
    main(["check", str(gate), "-p", DRAFT, "--as-of", "2026-10-31", "--baseline", known])
    out = capsys.readouterr().out
    assert "37 failures of 37 rules: " in out
    assert "FRD21-5-SEC" in out
