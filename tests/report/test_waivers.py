"""Waivers: what they cover, what they may not, and that none is forgotten."""

import json
import shutil
from datetime import date

import pytest
import yaml

import validator
from tests.support.checkout import ROOT
from validator import EntryState, Status, WaiverError
from validator.cli import main

EXAMPLES = ROOT / "examples"
DRAFT = "cn-tc260-frd-2021-draft"
DAY = date(2026, 10, 31)
SEG = "FRD21-5-SEG"
WAIVER = {
    "rule": SEG,
    "manifest": "gate.yaml",
    "justification": "The database moves to a schema of its own in December.",
    "owner": "Platform team <platform@riverside.example>",
    "approver": "Data protection officer <dpo@riverside.example>",
    "compensating": "Only two named people reach the database until then.",
    "granted": "2026-10-01",
    "expires": "2026-12-31",
}


@pytest.fixture
def folder(tmp_path):
    shutil.copy(EXAMPLES / "compreface-defaults.yaml", tmp_path / "gate.yaml")
    return tmp_path


def write(folder, *changes, name="waivers.yaml"):
    entries = [{**WAIVER, **change} for change in changes]
    content = {"apiVersion": "facepolicy-waivers/v1", "waivers": entries}
    file = folder / name
    file.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return file


def checked(folder, *changes, as_of=DAY, pack=DRAFT, **more):
    file = write(folder, *changes)
    return validator.check(folder / "gate.yaml", packs=[pack], as_of=as_of, waivers=file, **more)


def states(report):
    return [use.state for use in report.waiver_uses]


def result(report, rule):
    return next(item for item in report.results if item.rule.id == rule)


def test_a_covered_failure_is_waived_and_keeps_its_reason_and_findings(folder):
    raw = validator.check(folder / "gate.yaml", packs=[DRAFT], as_of=DAY)
    report = checked(folder, {})
    before, after = result(raw, SEG), result(report, SEG)
    assert (before.status, after.status) == (Status.FAIL, Status.WAIVED)
    assert (after.reason, after.findings) == (before.reason, before.findings)
    assert after.waiver.owner == WAIVER["owner"]
    assert states(report) == [EntryState.APPLIED]
    assert report.by_status[Status.WAIVED] == 1
    assert report.by_status[Status.FAIL] == raw.by_status[Status.FAIL] - 1


def test_a_waived_failure_does_not_fail_the_run(folder):
    alone = {"select": [SEG], "fail_on": "warning"}
    assert validator.check(folder / "gate.yaml", packs=[DRAFT], as_of=DAY, **alone).exit_code == 1
    assert checked(folder, {}, **alone).exit_code == 0


@pytest.mark.parametrize("last_day", [date(2026, 10, 1), date(2026, 12, 31)])
def test_the_first_and_the_last_day_count(folder, last_day):
    assert states(checked(folder, {}, as_of=last_day)) == [EntryState.APPLIED]


@pytest.mark.parametrize(
    ("change", "as_of", "pack", "state"),
    [
        ({}, date(2027, 1, 1), DRAFT, EntryState.EXPIRED),
        ({}, date(2026, 9, 30), DRAFT, EntryState.NOT_YET),
        ({"rule": "FRD21-5-SAG"}, DAY, DRAFT, EntryState.UNKNOWN_RULE),
        ({"manifest": "gaet.yaml"}, DAY, DRAFT, EntryState.UNKNOWN_MANIFEST),
        ({"manifest": "gate.yaml#2"}, DAY, DRAFT, EntryState.UNKNOWN_MANIFEST),
        ({"rule": "FRD21-64-SHARE"}, DAY, DRAFT, EntryState.UNUSED),
        ({"rule": "M25-13-3"}, DAY, "cn-frt-measures-2025", EntryState.NOT_WAIVABLE),
    ],
)
def test_a_waiver_that_does_nothing_is_reported_and_fails_the_run(
    folder, change, as_of, pack, state
):
    report = checked(folder, change, as_of=as_of, pack=pack, fail_on="error")
    assert states(report) == [state]
    assert report.by_status[Status.WAIVED] == 0
    assert report.exit_code == 1


def test_only_the_idle_waiver_fails_a_run_without_failures(folder):
    shutil.copy(EXAMPLES / "lobby-gate.yaml", folder / "gate.yaml")
    report = checked(folder, {})
    assert report.failures == ()
    assert states(report) == [EntryState.UNUSED]
    assert report.exit_code == 1


def test_a_waiver_for_what_was_not_run_is_no_fault(folder):
    shutil.copy(EXAMPLES / "lobby-gate.yaml", folder / "other.yaml")
    report = checked(folder, {"rule": "M25-10-2"}, {"manifest": "other.yaml"})
    assert states(report) == [EntryState.NOT_RUN] * 2
    assert report.idle_entries == ()


def test_one_document_of_several_is_waived(folder):
    text = (folder / "gate.yaml").read_text(encoding="utf-8")
    (folder / "gate.yaml").write_text(f"{text}\n---\n{text}", encoding="utf-8")
    report = checked(folder, {"manifest": "gate.yaml#2"})
    waived = [item.manifest for item in report.results if item.status is Status.WAIVED]
    assert [name.rpartition("#")[2] for name in waived] == ["2"]


def test_a_copy_of_a_manifest_is_not_covered(folder):
    shutil.copy(folder / "gate.yaml", folder / "copy.yaml")
    file = write(folder, {})
    report = validator.check(folder, packs=[DRAFT], as_of=DAY, waivers=file)
    outcome = {item.manifest: item.status for item in report.results if item.rule.id == SEG}
    assert outcome == {
        str(folder / "copy.yaml"): Status.FAIL,
        str(folder / "gate.yaml"): Status.WAIVED,
    }


def test_the_manifest_is_found_from_any_folder(folder, monkeypatch):
    file = write(folder, {})
    monkeypatch.chdir(folder)
    report = validator.check("gate.yaml", packs=[DRAFT], as_of=DAY, waivers="waivers.yaml")
    elsewhere = validator.check(folder / "gate.yaml", packs=[DRAFT], as_of=DAY, waivers=file)
    assert states(report) == states(elsewhere) == [EntryState.APPLIED]


MALFORMED = {
    "no end": ({"expires": "never"}, "expected: A day"),
    "no such day": ({"expires": "2026-02-30"}, "expected: A day"),
    "more than a year": ({"expires": "2027-10-02"}, "at most 2027-10-01"),
    "ends before it begins": ({"expires": "2026-09-30"}, "expires is before granted"),
    "approved by its owner": ({"approver": WAIVER["owner"]}, "another person has to approve"),
    "approved by its owner, spelt otherwise": (
        {"owner": "Ａnna  Lind", "approver": " anna LIND "},
        "another person has to approve",
    ),
    "approved from the owner's address": (
        {"owner": "Anna Lind <Office@riverside.example>", "approver": "office@riverside.EXAMPLE"},
        "have the same e-mail address",
    ),
    "no reason": ({"justification": "ok"}, "at least 6 characters"),
    "no measure": ({"compensating": "none"}, "at least 6 characters"),
    "blank reason": ({"justification": "\u3000" * 40}, "character that can be seen"),
    "blank measure": ({"compensating": "\u200b" * 40}, "character that can be seen"),
    "blank manifest": ({"manifest": "\u2800"}, "character that can be seen"),
    "an approver to be found": ({"approver": "TBD"}, '"TBD" is a placeholder'),
    "an owner to be filled in": ({"owner": "${OWNER}"}, '"${OWNER}" is a placeholder'),
    "a reason to be written": ({"justification": "TODO: ask the vendor"}, "is a placeholder"),
    "unknown key": ({"expiry": "2026-12-31"}, 'did you mean "expires"?'),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_malformed_waiver_is_refused_with_its_place(folder, case):
    change, reported = MALFORMED[case]
    with pytest.raises(WaiverError) as caught:
        checked(folder, change)
    (problem,) = caught.value.problems
    assert reported in problem.text.en
    assert problem.position.line > 2


def test_what_is_granted_in_the_last_year_there_is_does_not_count_yet(folder):
    report = checked(folder, {"granted": "9999-03-01", "expires": "9999-12-31"})
    assert [use.state for use in report.idle_entries] == [EntryState.NOT_YET]


@pytest.mark.parametrize(
    "names", [("Anna @ office", "Olaf @ office"), ("anna@a.example", "anna@b.example")]
)
def test_another_person_may_approve(folder, names):
    owner, approver = names
    assert checked(folder, {"owner": owner, "approver": approver}).waived


@pytest.mark.parametrize("name", WAIVER)
def test_every_field_is_mandatory(folder, name):
    entry = {key: value for key, value in WAIVER.items() if key != name}
    content = {"apiVersion": "facepolicy-waivers/v1", "waivers": [entry]}
    file = folder / "waivers.yaml"
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    reported = "name either rule or fact" if name == "rule" else f"{name} is missing"
    with pytest.raises(WaiverError, match=reported):
        validator.load_waivers(file)


def test_all_that_is_wrong_is_reported_at_once(folder):
    file = write(folder, {"approver": WAIVER["owner"], "expires": "2029-01-01"}, {})
    with pytest.raises(WaiverError) as caught:
        validator.load_waivers(file)
    reported = [problem.text.en for problem in caught.value.problems]
    assert len(reported) == 3
    assert "a second entry for the same subject and manifest; keep one" in reported


def test_a_waiver_granted_on_a_leap_day_ends_within_a_year(folder):
    granted = {"granted": "2024-02-29"}
    validator.load_waivers(write(folder, {**granted, "expires": "2025-02-28"}))
    with pytest.raises(WaiverError, match="2025-02-28"):
        validator.load_waivers(write(folder, {**granted, "expires": "2025-03-01"}))


def test_an_unreadable_waiver_file_is_no_answer(folder, capsys):
    code = main(["check", str(folder / "gate.yaml"), "--waivers", str(folder / "none.yaml")])
    assert code == 2
    assert "there is no such file" in capsys.readouterr().err


def test_the_waiver_file_of_a_folder_is_no_manifest(folder, capsys):
    file = write(folder, {})
    main(["check", str(folder), "--waivers", str(file), "--format", "json", "-p", DRAFT])
    report = json.loads(capsys.readouterr().out)
    assert [item["source"] for item in report["manifests"]] == [str(folder / "gate.yaml")]
    assert report["problems"] == []


def test_text_shows_the_raw_failure_and_who_answers(folder, capsys):
    file = write(folder, {}, {"rule": "FRD21-5-SAG"})
    argv = ["check", str(folder / "gate.yaml"), "--waivers", str(file), "-p", DRAFT]
    assert main([*argv, "--as-of", "2026-10-31"]) == 1
    out = capsys.readouterr().out
    assert f"WAIVED {SEG} [warning] Face data are kept together" in out
    assert f"until 2026-12-31, by {WAIVER['approver']}, for {WAIVER['owner']}" in out
    assert f"{file}:11:3: FRD21-5-SAG (gate.yaml): no such rule or clause" in out
    assert "waivers and attestations that need attention: 1" in out


def test_lint_tells_what_needs_attention(folder, capsys):
    file = write(folder, {}, {"manifest": "x.yaml"}, {"rule": "KC-1"})
    assert main(["waiver", "lint", str(file), "--as-of", "2026-10-31"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{file}:11:3: {SEG} (x.yaml): no such manifest; 61 days left")
    assert lines[1].startswith(f"{file}:19:3: KC-1 (gate.yaml): the rule may not be waived")
    assert lines[2:] == ["entries: 3, need attention: 2; as of 2026-10-31"]


def test_list_shows_all_the_next_to_end_first(folder, capsys):
    sooner = {"rule": "FRD21-5-ALT", "expires": "2026-11-30"}
    file = write(folder, {}, sooner)
    assert main(["waiver", "list", str(file), "--as-of", "2026-10-31", "--lang", "zh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "FRD21-5-ALT" in lines[0]
    assert lines[0].endswith("有效；剩余 30 天")
    assert f"  责任人：{WAIVER['owner']}" in lines
    assert lines[-1] == "条目 2 项，需处理 0 项；截至 2026-10-31"


def test_lint_of_a_malformed_file_is_no_answer(folder, capsys):
    file = write(folder, {"expires": "2030-01-01"})
    assert main(["waiver", "lint", str(file)]) == 2
    assert "more than a year" in capsys.readouterr().err
