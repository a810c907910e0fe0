"""Attestations: what a person's judgement decides, what it may not, and waivers by fact."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

import validator
from tests.support import packbuilder
from tests.support.checkout import ROOT
from validator import (
    AttestationError,
    EntryState,
    Reason,
    Status,
    WaiverError,
    load_manifest,
    load_pack,
    manifest_from_value,
)
from validator.cli import main
from validator.manifest.reading.paths import meant
from validator.model.errors import ManifestError
from validator.model.resources import schema
from validator.report.entries import use_before_run
from validator.report.formats import FORMATS, Style, render
from validator.report.messages import JUDGE_AGAIN

EXAMPLES = ROOT / "examples"
MEASURES = "cn-frt-measures-2025"
DRAFT = "cn-tc260-frd-2021-draft"
DAY = date(2026, 10, 31)
WHO = "Ines Okafor <dpo@riverside.example>"
WHY = "The lobby is used as its tenants expect, and nobody is singled out."
ATTESTATION = {
    "rule": "M25-3",
    "manifest": "gate.yaml",
    "outcome": "met",
    "by": {"name": WHO, "role": "Data protection officer"},
    "attested": "2026-10-01",
    "until": "2027-09-30",
    "reason": WHY,
    "evidence": ["Visit on 2026-09-30"],
}
WAIVER = {
    "fact": "storage.encryption.atRest",
    "manifest": "gate.yaml",
    "justification": "The disks are encrypted with the move in December.",
    "owner": "Platform team",
    "approver": "Privacy office",
    "compensating": "The machine is in a locked room until then.",
    "granted": "2026-10-01",
    "expires": "2026-12-31",
}
BLANKS = ["\u200b", "\u2800", "\u3000", " \u200b\u3164 "]


@pytest.fixture
def folder(tmp_path):
    shutil.copy(EXAMPLES / "lobby-gate.yaml", tmp_path / "gate.yaml")
    return tmp_path


@pytest.fixture
def defaults(tmp_path):
    shutil.copy(EXAMPLES / "compreface-defaults.yaml", tmp_path / "gate.yaml")
    return tmp_path


def write(folder, kind, *entries):
    file = folder / f"{kind}.yaml"
    content = {"apiVersion": f"facepolicy-{kind}/v1", kind: list(entries)}
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
    file.write_text(text, encoding="utf-8")
    return file


def attestations(folder, *changes):
    """Write one attestation for each change; what is None in it is left out."""
    merged = ({**ATTESTATION, **change} for change in changes)
    entries = ({key: item for key, item in one.items() if item is not None} for one in merged)
    return write(folder, "attestations", *entries)


def checked(folder, *changes, as_of=DAY, packs=(MEASURES,), path="gate.yaml", **more):
    file = attestations(folder, *changes)
    return validator.check(folder / path, packs=list(packs), as_of=as_of, attestations=file, **more)


def states(report):
    return [use.state for use in report.attestation_uses]


def result(report, rule):
    return next(item for item in report.results if item.rule.id == rule)


def command(capsys, *argv):
    code = main([*map(str, argv)])
    out, err = capsys.readouterr()
    return code, out, err


# What an attestation decides.


def test_met_turns_not_reviewed_into_a_pass(folder):
    raw = validator.check(folder / "gate.yaml", packs=[MEASURES], as_of=DAY)
    report = checked(folder, {})
    after = result(report, "M25-3")
    assert result(raw, "M25-3").status is Status.NOT_REVIEWED
    assert (after.status, after.reason) == (Status.PASS, None)
    assert after.attestation.name == WHO
    assert states(report) == [EntryState.APPLIED]
    assert report.by_status[Status.NOT_REVIEWED] == raw.by_status[Status.NOT_REVIEWED] - 1
    assert report.exit_code == 0


def test_the_basis_of_a_pass_by_judgement_is_the_judgement(folder):
    report = checked(folder, {})
    bases = {item["rule"]: item.get("basis") for item in report.to_dict()["results"]}
    assert [rule for rule, basis in bases.items() if basis == "judged"] == ["M25-3"]
    page = render(report, "html", Style())
    row = (
        page.partition("Statement of applicability")[2].partition("M25-3<")[2].partition("</tr>")[0]
    )
    assert ">judged by a person<" in row
    assert ">declared<" not in row
    assert "1 judged by a person" in page


def test_not_met_is_a_violation_with_the_reason_of_the_person(folder, capsys):
    report = checked(folder, {"outcome": "not-met"})
    after = result(report, "M25-3")
    assert (after.status, after.reason) == (Status.FAIL, Reason.VIOLATED)
    assert len(after.findings) == 1
    assert report.exit_code == 1
    file = folder / "attestations.yaml"
    argv = ("--attestations", file, "-p", MEASURES, "--as-of", DAY)
    code, out, _ = command(capsys, "check", folder / "gate.yaml", *argv)
    assert code == 1
    assert WHY in out
    assert WHO in out


@pytest.mark.parametrize("name", ["text", "github", "gitlab", "sarif", "junit", "markdown", "html"])
def test_not_met_is_no_fact_to_strike_out(folder, name):
    """The report says who judged what, and to change the deployment and not its name."""
    report = checked(folder, {"outcome": "not-met"}, {"outcome": "not-met", "rule": "M25-6-2"})
    text = render(report, name, Style())
    said = " (Data protection officer) judged on 2026-10-01 that the requirement is not met: "
    assert text.count(said) >= 2
    assert "Change the deployment so that the requirement is met. After the change, have" in text
    assert "judgement of a person" in text
    for wrong in ("found riverside", "a person judges", "ontradicted by the facts"):
        assert wrong not in text
    chinese = render(report, name, Style(language="zh"))
    assert "于 2026-10-01 判断该要求不符合：" in chinese
    assert "调整部署，使其符合该要求。整改后请重新判断（facepolicy attest add）。" in chinese


def test_judgements_of_two_requirements_are_two_entries(folder):
    report = checked(folder, {"outcome": "not-met"}, {"outcome": "not-met", "rule": "M25-6-2"})
    assert report.statement.en.startswith("FAILED: 2 requirements are judged as not met.")
    text = render(report, "text", Style())
    assert text.count("FAIL judgement of a person [error] found not met, expected met") == 2
    issues = json.loads(render(report, "gitlab", Style()))
    judged = [item for item in issues if item["check_name"] in ("M25-3", "M25-6-2")]
    other = checked(folder, {"outcome": "not-met", "rule": "M25-6-2"})
    (alone,) = [
        item
        for item in json.loads(render(other, "gitlab", Style()))
        if item["check_name"] == "M25-6-2"
    ]
    assert [item["check_name"] for item in judged] == ["M25-3", "M25-6-2"]
    assert judged[1]["fingerprint"] == alone["fingerprint"] != judged[0]["fingerprint"]


def test_the_fix_of_what_a_person_found_not_met_is_that_of_the_rule(folder):
    after = result(checked(folder, {"outcome": "not-met", "rule": "M25-13-1"}), "M25-13-1")
    assert after.fix.en == f"{after.rule.fix.en} {JUDGE_AGAIN.en}"
    assert (after.pointer, after.line) == ("/metadata/id", 7)


def test_nothing_else_changes(folder):
    raw = validator.check(folder / "gate.yaml", packs=["all"], as_of=DAY)
    report = checked(folder, {}, packs=["all"])
    pairs = zip(raw.results, report.results, strict=True)
    changed = [after.rule.id for before, after in pairs if before.status is not after.status]
    assert changed == ["M25-3"]


def test_what_a_person_found_not_met_can_be_waived(folder):
    waiver = {**WAIVER, "rule": "M25-3"}
    del waiver["fact"]
    waivers = write(folder, "waivers", waiver)
    report = checked(folder, {"outcome": "not-met"}, waivers=waivers)
    assert result(report, "M25-3").status is Status.WAIVED
    assert report.exit_code == 0
    assert {use.state for use in report.uses} == {EntryState.APPLIED}


@pytest.mark.parametrize("day", [date(2026, 10, 1), date(2027, 9, 30)])
def test_the_first_and_the_last_day_count(folder, day):
    report = checked(folder, {}, as_of=day)
    assert states(report) == [EntryState.APPLIED]


# What fails the run.


IDLE = {
    "ended": ({}, date(2027, 10, 1), "expired", "expired"),
    "too early": ({}, date(2026, 9, 30), "not-yet-granted", "not valid yet"),
    "no rule": ({"rule": "M25-33"}, DAY, "unknown-rule", "no such rule or clause"),
    "no clause": (
        {"rule": None, "clause": "M25-33"},
        DAY,
        "unknown-rule",
        "no such rule or clause",
    ),
    "no file": ({"manifest": "gaet.yaml"}, DAY, "unknown-manifest", "no such manifest"),
    "no document": ({"manifest": "gate.yaml#2"}, DAY, "unknown-manifest", "no such manifest"),
    "no file of the pattern": (
        {"manifest": "sites/*.yaml"},
        DAY,
        "unknown-manifest",
        "no such manifest",
    ),
    "not needed": ({"rule": "M25-4"}, DAY, "unused", "unused"),
    "not met, yet passed": (
        {"rule": "M25-4", "outcome": "not-met"},
        DAY,
        "contradicted",
        "decide otherwise",
    ),
}


@pytest.mark.parametrize("case", IDLE)
def test_an_attestation_that_decides_nothing_fails_the_run(folder, capsys, case):
    change, as_of, state, why = IDLE[case]
    report = checked(folder, change, as_of=as_of)
    assert states(report) == [EntryState(state)]
    assert not report.attested
    assert report.exit_code == 1
    file = folder / "attestations.yaml"
    argv = ("--attestations", file, "-p", MEASURES, "--as-of", as_of)
    code, out, _ = command(capsys, "check", folder / "gate.yaml", *argv)
    assert code == 1
    assert f"{file}:3:3: " in out
    assert why in out


def test_met_contradicts_a_violation_and_leaves_it(defaults):
    report = checked(defaults, {"rule": "M25-14-1"})
    assert states(report) == [EntryState.CONTRADICTED]
    assert result(report, "M25-14-1").reason is Reason.VIOLATED
    assert result(report, "M25-14-1").attestation is None


def test_an_attestation_for_what_was_not_run_is_no_fault(folder):
    shutil.copy(folder / "gate.yaml", folder / "other.yaml")
    report = checked(folder, {"rule": "SPC-2-7"}, {"manifest": "other.yaml"})
    assert states(report) == [EntryState.NOT_RUN] * 2
    assert report.exit_code == 0


# What an attestation covers.


def test_a_pattern_covers_several_manifests(folder):
    sites = folder / "sites"
    sites.mkdir()
    for name in ("north.yaml", "south.yaml"):
        shutil.copy(folder / "gate.yaml", sites / name)
    report = checked(folder, {"manifest": "sites/*.yaml"}, path=".")
    attested = sorted(item.manifest for item in report.attested)
    assert attested == [str(sites / "north.yaml"), str(sites / "south.yaml")]
    assert [item.manifest for item in report.unreviewed if item.rule.id == "M25-3"] == [
        str(folder / "gate.yaml")
    ]
    assert states(report) == [EntryState.APPLIED]


def tree(folder):
    """Return a folder of sites: at its top, below it, hidden, and one that is no manifest by name."""
    sites = folder / "sites"
    for name in ("a.yaml", "b.yml", "north/c.yaml", "north/east/d.yaml", "north/.old/e.yaml"):
        (sites / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / "gate.yaml", sites / name)
    (sites / ".f.yaml").write_bytes((folder / "gate.yaml").read_bytes())
    (sites / "notes.txt").write_text("none", encoding="utf-8")
    return sites


@pytest.mark.parametrize(
    "pattern",
    [
        *("sites", "sites/", "sites/*.yaml", "sites/*", "sites/**", "sites/**/*.yaml"),
        *("sites/north/*.yaml", "s*/**/east/*", "sites/[ab].y*ml", "sites/**/.old/*.yaml"),
        *("./sites/../sites/*.yaml", "sites/?.yaml", "sites/none/*.yaml", "sites/**/**/c.yaml"),
    ],
)
def test_a_pattern_means_the_files_that_check_reads(folder, pattern, monkeypatch):
    """In matching, in existence and on the command line: ``*`` ends at a slash."""
    monkeypatch.chdir(folder)
    tree(folder)
    every = sorted(str(file) for file in folder.rglob("*.y*ml"))
    try:
        wanted = {str(Path(file).resolve()) for file in meant(pattern)}
    except ManifestError:
        wanted = set()
    file = attestations(folder, {"manifest": pattern})
    report = validator.check(*every, packs=[MEASURES], as_of=DAY, attestations=file)
    assert {item.manifest for item in report.attested} == wanted & set(every)
    state = EntryState.APPLIED if wanted else EntryState.UNKNOWN_MANIFEST
    assert states(report) == [state]
    (entry,) = validator.load_attestations(file).entries
    before = use_before_run(entry, folder, (), DAY).state
    assert before is (EntryState.NOT_RUN if wanted else EntryState.UNKNOWN_MANIFEST)


def test_a_pattern_matches_the_name_of_a_link(folder):
    sites = tree(folder)
    (sites / "linked.yaml").symlink_to(folder / "gate.yaml")
    file = attestations(folder, {"manifest": "sites/linked.y*"})
    report = validator.check(sites / "linked.yaml", packs=[MEASURES], as_of=DAY, attestations=file)
    assert states(report) == [EntryState.APPLIED]


@pytest.mark.parametrize("name", ["sites/*.yaml", "sites", "sites/"])
def test_a_waiver_takes_one_file(folder, capsys, name):
    tree(folder)
    file = write(folder, "waivers", {**WAIVER, "manifest": name})
    code, out, _ = command(capsys, "check", folder / "gate.yaml", "--waivers", file)
    assert code == 1
    assert f"({name}): a waiver takes one file, no pattern and no folder" in out
    code, out, _ = command(capsys, "waiver", "lint", file, "--as-of", DAY)
    assert code == 1
    assert "a waiver takes one file" in out


@pytest.mark.parametrize("name", ["gate.yaml", "*.yaml"])
def test_an_entry_without_a_number_covers_every_document(folder, name):
    text = (folder / "gate.yaml").read_text(encoding="utf-8")
    (folder / "gate.yaml").write_text(f"{text}\n---\n{text}", encoding="utf-8")
    report = checked(folder, {"manifest": name})
    assert [item.manifest.rpartition("#")[2] for item in report.attested] == ["1", "2"]
    assert states(report) == [EntryState.APPLIED]
    two = checked(folder, {"manifest": f"{name}#2"}, {"manifest": "gate.yaml#3"})
    assert [item.manifest.rpartition("#")[2] for item in two.attested] == ["2"]
    assert states(two) == [EntryState.APPLIED, EntryState.UNKNOWN_MANIFEST]


def test_a_waiver_without_a_number_covers_every_document(defaults):
    text = (defaults / "gate.yaml").read_text(encoding="utf-8")
    (defaults / "gate.yaml").write_text(f"{text}\n---\n{text}", encoding="utf-8")
    report = waived(defaults, [DRAFT])
    covered = {item.manifest.rpartition("#")[2] for item in report.waived}
    assert covered == {"1", "2"}


def test_one_document_of_several_is_judged(folder):
    text = (folder / "gate.yaml").read_text(encoding="utf-8")
    (folder / "gate.yaml").write_text(f"{text}\n---\n{text}", encoding="utf-8")
    report = checked(folder, {"manifest": "gate.yaml#2"})
    assert [item.manifest.rpartition("#")[2] for item in report.attested] == ["2"]


def reviewed(name):
    question = {"when": {}, "question": packbuilder.text("Is it so?")}
    return packbuilder.rule(id=name, requires={"not": {}}, review=question, tests=[])


def test_a_clause_covers_all_its_rules(folder):
    (folder / "pack").mkdir()
    tests = {"tests": packbuilder.RULE["tests"]}
    rules = [{**reviewed(name), **tests} for name in ("T-1-a", "T-1-b")]
    pack = packbuilder.write_pack(folder / "pack", *rules)
    report = checked(folder, {"rule": None, "clause": "T-1"}, packs=[str(pack)])
    outcome = {item.rule.id: item.status for item in report.attested}
    assert outcome == {"T-1-a": Status.PASS, "T-1-b": Status.PASS}
    one = checked(folder, {"rule": "T-1-a"}, packs=[str(pack)])
    assert [item.rule.id for item in one.attested] == ["T-1-a"]


# What a file may not say.

MALFORMED = {
    "two for one rule": ([{}, {}], "a second entry for the same subject and manifest", 14),
    "rule and clause": ([{"clause": "M25-3"}], "name either rule or clause", 14),
    "neither": ([{"rule": None}], "name either rule or clause", 3),
    "until before attested": ([{"until": "2026-09-30"}], "until is before attested", 10),
    "no such day": ([{"until": "2026-02-30"}], "expected: A day", 10),
    "no reason": ([{"reason": "ok"}], "at least 6 characters", 11),
    "no person": ([{"by": None}], "by is missing", 3),
    "a reason to be written": ([{"reason": "待补充：现场查看后填写原因"}], "is a placeholder", 11),
    "a person to be found": (
        [{"by": {**ATTESTATION["by"], "name": "<name>"}}],
        "is a placeholder",
        7,
    ),
    "an outcome of its own": ([{"outcome": "maybe"}], "expected", 5),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_malformed_attestation_is_refused_with_its_place(folder, case):
    changes, reported, line = MALFORMED[case]
    with pytest.raises(AttestationError) as caught:
        checked(folder, *changes)
    (problem,) = caught.value.problems
    assert reported in problem.text.en
    assert problem.position.line == line
    assert problem.position.column > 2


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("name", ["name", "role"])
def test_a_blank_name_is_nobody(folder, name, blank):
    with pytest.raises(AttestationError) as caught:
        checked(folder, {"by": {**ATTESTATION["by"], name: blank}})
    (problem,) = caught.value.problems
    assert "A text with at least one character that can be seen" in problem.text.en
    assert problem.position.line == {"name": 7, "role": 8}[name]


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("name", ["owner", "approver"])
def test_a_waiver_of_nobody_is_refused(folder, name, blank):
    file = write(folder, "waivers", {**WAIVER, name: blank})
    with pytest.raises(WaiverError, match="character that can be seen"):
        validator.load_waivers(file)


@pytest.mark.parametrize("hidden", ["\u200b", "\u2060", "\u00ad", "\u202e", "\ufeff"])
def test_what_nobody_sees_makes_no_other_person(folder, hidden):
    names = {"owner": "Anna Lind", "approver": f"Anna{hidden} Lind"}
    file = write(folder, "waivers", {**WAIVER, **names})
    with pytest.raises(WaiverError, match="the same; another person has to approve"):
        validator.load_waivers(file)


def test_an_unreadable_file_is_no_answer(folder, capsys):
    argv = ("check", folder / "gate.yaml", "--attestations", folder / "none.yaml")
    code, _, err = command(capsys, *argv)
    assert code == 2
    assert "there is no such file" in err


# Waivers by fact.


def waived(folder, packs, **change):
    file = write(folder, "waivers", {**WAIVER, **change})
    return validator.check(folder / "gate.yaml", packs=packs, as_of=DAY, waivers=file)


def test_a_waived_fact_covers_what_has_no_other_cause(defaults):
    report = waived(defaults, [DRAFT])
    assert {item.rule.id for item in report.waived} == {"FRD21-5-ENC-rest"}
    both = result(report, "FRD21-5-SEC")
    assert both.status is Status.FAIL
    assert {finding.pointer for finding in both.findings} > {"/storage/encryption/atRest"}
    assert [use.state for use in report.waiver_uses] == [EntryState.APPLIED]


def test_a_fact_above_and_one_of_a_list_cover_what_is_inside(defaults):
    above = waived(defaults, [DRAFT], fact="storage.encryption")
    assert "FRD21-5-ENC-rest" in {item.rule.id for item in above.waived}
    listed = waived(defaults, [DRAFT], fact="transport[*].encryption")
    assert "FRD21-5-ENC-transit" in {item.rule.id for item in listed.waived}
    assert "FRD21-5-ENC-rest" not in {item.rule.id for item in listed.waived}


def test_a_waived_fact_never_covers_a_rule_that_may_not_be_waived(defaults):
    (defaults / "pack").mkdir()
    at_rest = packbuilder.requiring({"const": "sm4"}, "storage", "encryption", "atRest")
    rules = [
        packbuilder.rule(id="T-1-a", requires=at_rest, waivable=False),
        packbuilder.rule(id="T-1-b", requires=at_rest),
    ]
    pack = packbuilder.write_pack(defaults / "pack", *rules)
    report = waived(defaults, [str(pack)])
    assert result(report, "T-1-a").status is Status.FAIL
    assert result(report, "T-1-b").status is Status.WAIVED


def test_an_unknown_fact_is_reported(defaults):
    report = waived(defaults, [DRAFT], fact="storage.encryption.atRset")
    assert [use.state for use in report.idle_entries] == [EntryState.UNKNOWN_FACT]
    assert report.exit_code == 1
    assert "no such fact" in render(report, "text", Style())


def test_a_fact_that_fails_nothing_is_unused(folder):
    report = waived(folder, [MEASURES])
    assert [use.state for use in report.waiver_uses] == [EntryState.UNUSED]


# Clauses that only a person can judge.


def manual(value, rule):
    report = validator.evaluate(manifest_from_value(value), [load_pack(MEASURES)], as_of=DAY)
    return result(report, rule)


@pytest.mark.parametrize(
    ("basis", "status"),
    [
        ("consent", Status.NOT_REVIEWED),
        ("contract", Status.NOT_APPLICABLE),
        (None, Status.NOT_REVIEWED),
    ],
)
def test_a_manual_clause_on_consent_applies_where_a_purpose_rests_on_it(basis, status):
    value = load_manifest(EXAMPLES / "lobby-gate.yaml").value
    purposes = [{**purpose, "legalBasis": basis} for purpose in value["purposes"]]
    assert manual({**value, "purposes": purposes}, "M25-6-2").status is status


def test_a_manual_clause_can_be_selected_and_left_out(folder):
    alone = validator.check(folder / "gate.yaml", as_of=DAY, select=["M25-3"])
    assert [item.rule.id for item in alone.results] == ["M25-3"]
    left = validator.check(folder / "gate.yaml", as_of=DAY, ignore=["M25-3"])
    assert "M25-3" not in {item.rule.id for item in left.results}


# Adding entries.

ATTEST = (
    *("--rule", "M25-3", "--manifest", "gate.yaml", "--outcome", "met", "--name", WHO),
    *("--role", "Data protection officer", "--reason", WHY, "--attested", "2026-10-01"),
)
WAIVE = (
    *("--fact", WAIVER["fact"], "--manifest", "gate.yaml", "--owner", WAIVER["owner"]),
    *("--approver", WAIVER["approver"], "--justification", WAIVER["justification"]),
    *("--compensating", WAIVER["compensating"], "--granted", "2026-10-01"),
)
ADDING = {
    "attest": ("attestations", ATTEST, "--until", validator.load_attestations),
    "waiver": ("waivers", WAIVE, "--expires", validator.load_waivers),
}


@pytest.mark.parametrize("verb", ADDING)
def test_add_makes_the_file_and_what_it_wrote_loads(folder, capsys, verb):
    kind, argv, end, load = ADDING[verb]
    file = folder / f"{kind}.yaml"
    code, out, _ = command(capsys, verb, "add", file, *argv, end, "2027-03-31")
    assert code == 0
    assert str(file) in out
    (entry,) = load(file).entries
    assert entry.manifest == "gate.yaml"
    assert entry.first_day == date(2026, 10, 1)
    assert entry.last_day == date(2027, 3, 31)
    code, out, _ = command(capsys, verb, "lint", file, "--as-of", DAY)
    assert code == 0, out


def test_add_keeps_evidence_and_the_words_as_given(folder, capsys):
    file = folder / "attestations.yaml"
    reason = 'He said: "yes" # and — 是的, {so}; - [x]'
    more = ("--until", "2027-03-31", "--evidence", "Visit", "--evidence", "来访: 2")
    argv = [*ATTEST]
    argv[argv.index(WHY)] = reason
    assert command(capsys, "attest", "add", file, *argv, *more)[0] == 0
    (entry,) = validator.load_attestations(file).entries
    assert entry.reason == reason
    assert entry.evidence == ("Visit", "来访: 2")


@pytest.mark.parametrize("indent", ["", "  ", "    "])
@pytest.mark.parametrize("verb", ADDING)
def test_add_appends_and_keeps_comments_and_indentation(folder, capsys, verb, indent):
    kind, argv, end, load = ADDING[verb]
    base = {"attestations": ATTESTATION, "waivers": WAIVER}[kind]
    entry = yaml.safe_dump([{**base, "manifest": "other.yaml"}], sort_keys=False)
    block = "".join(f"{indent}{line}\n" for line in entry.splitlines())
    before = f"# who may approve: []\napiVersion: facepolicy-{kind}/v1\n{kind}:  # ours\n{block}"
    file = folder / f"{kind}.yaml"
    file.write_text(before, encoding="utf-8")
    assert command(capsys, verb, "add", file, *argv, end, "2027-03-31")[0] == 0
    after = file.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert after[len(before) :].startswith(f"{indent}- ")
    assert [item.manifest for item in load(file).entries] == ["other.yaml", "gate.yaml"]


def test_add_keeps_the_ends_of_lines_and_the_mark_at_the_start(folder, capsys):
    file = folder / "attestations.yaml"
    entry = yaml.safe_dump([{**ATTESTATION, "manifest": "other.yaml"}], sort_keys=False)
    text = f"apiVersion: facepolicy-attestations/v1\nattestations:\n{entry}"
    before = f"\ufeff{text}".replace("\n", "\r\n").encode()
    file.write_bytes(before)
    assert command(capsys, "attest", "add", file, *ATTEST, "--until", "2027-03-31")[0] == 0
    after = file.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(b"\r\n") > before.count(b"\n")


def test_add_to_an_empty_list(folder, capsys):
    file = folder / "attestations.yaml"
    text = "# []\napiVersion: facepolicy-attestations/v1\nattestations: []\n"
    file.write_text(text, encoding="utf-8")
    assert command(capsys, "attest", "add", file, *ATTEST, "--until", "2027-03-31")[0] == 0
    assert file.read_text(encoding="utf-8").startswith("# []\n")
    assert len(validator.load_attestations(file).entries) == 1


@pytest.mark.parametrize(
    ("verb", "last", "reported"),
    [
        ("attest", "2026-09-30", "until is before attested"),
        ("waiver", "2028-01-01", "more than a year"),
    ],
)
def test_add_refuses_what_would_make_the_file_malformed(folder, capsys, verb, last, reported):
    kind, argv, end, _ = ADDING[verb]
    file = folder / f"{kind}.yaml"
    code, _, err = command(capsys, verb, "add", file, *argv, end, last)
    assert code == 2
    assert reported in err
    assert str(file) in err
    assert not file.exists()
    assert command(capsys, verb, "add", file, *argv, end, "2027-03-31")[0] == 0
    before = file.read_bytes()
    code, _, err = command(capsys, verb, "add", file, *argv, end, "2027-03-31")
    assert code == 2
    assert "a second entry for the same subject and manifest" in err
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "text",
    [
        '{"apiVersion": "facepolicy-attestations/v1", "attestations": []}',
        "apiVersion: facepolicy-attestations/v1\nattestations: []\nx-owners:\n",
        "apiVersion: facepolicy-attestations/v1\nattestations: []\nx-owners:\n  - me\n",
        "attestations:\n",
    ],
)
def test_add_leaves_a_file_that_has_no_place_for_an_entry(folder, capsys, text):
    file = folder / "attestations.yaml"
    file.write_text(text, encoding="utf-8")
    code, _, err = command(capsys, "attest", "add", file, *ATTEST, "--until", "2027-03-31")
    assert code == 2
    assert err
    assert file.read_text(encoding="utf-8") == text


REFUSED = {
    "rule": (
        "attest",
        "--rule",
        "M25-33",
        "M25-33 (gate.yaml): no such rule or clause; did you mean M25-",
    ),
    "clause": ("attest", "--clause", "M25-33", "no such rule or clause; did you mean M25-"),
    "rule of a waiver": ("waiver", "--rule", "M25-10-22", "did you mean M25-10-2?"),
    "fact": (
        "waiver",
        "--fact",
        "storage.encryption.atRset",
        "no such fact; did you mean storage.encryption.atRest?",
    ),
    "fact of a list": (
        "waiver",
        "--fact",
        "transport[*].encryptoin",
        "did you mean transport[*].encryption?",
    ),
    "not waivable": ("waiver", "--rule", "M25-13-3", "the rule may not be waived"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_add_refuses_what_can_have_no_effect(folder, capsys, case):
    verb, flag, subject, reported = REFUSED[case]
    kind, argv, end, _ = ADDING[verb]
    file = folder / f"{kind}.yaml"
    code, _, err = command(capsys, verb, "add", file, flag, subject, *argv[2:], end, "2027-03-31")
    assert code == 2
    assert "not added" in err
    assert reported in err
    assert not file.exists()


@pytest.mark.parametrize("verb", ADDING)
def test_add_refuses_an_entry_for_a_base(folder, capsys, verb):
    kind, argv, end, _ = ADDING[verb]
    shutil.copy(EXAMPLES / "fleet" / "company.yaml", folder / "gate.yaml")
    code, _, err = command(capsys, verb, "add", folder / f"{kind}.yaml", *argv, end, "2027-03-31")
    assert code == 2
    assert "a base, which is not checked by itself" in err


def test_add_takes_rules_of_own_packs(folder, capsys):
    (folder / "pack").mkdir()
    pack = packbuilder.write_pack(folder / "pack", packbuilder.rule(id="T-1-a"))
    file = folder / "attestations.yaml"
    argv = ("add", file, "--rule", "T-1-a", *ATTEST[2:], "--until", "2027-03-31")
    assert command(capsys, "attest", *argv)[0] == 2
    assert command(capsys, "attest", *argv, "--pack", pack)[0] == 0


@pytest.mark.parametrize("name", ["text", "jsonl"])
def test_an_entry_for_a_base_fails_the_run_unless_the_base_is_checked(folder, capsys, name):
    (folder / "facepolicy.toml").touch()  # bases are below the root of a project
    sites = folder / "fleet"
    shutil.copytree(EXAMPLES / "fleet", sites)
    entry = {**WAIVER, "manifest": "fleet/product.yaml"}
    waivers = write(folder, "waivers", entry)
    argv = ("check", sites, "--as-of", DAY, "--waivers", waivers, "--format", name)
    code, out, _ = command(capsys, *argv)
    assert code == 1
    if name == "text":
        assert "(fleet/product.yaml): a base, which is not checked by itself; name the" in out
    else:
        last = json.loads(out.splitlines()[-1])
        Draft202012Validator(schema("stream")).validate(last)
        assert [use["state"] for use in last["waivers"]] == ["names-base"]


def test_a_rule_that_a_person_judges_can_be_waived_where_it_is_not_run(folder, capsys):
    waiver = {key: item for key, item in WAIVER.items() if key != "fact"}
    file = write(folder, "waivers", {**waiver, "rule": "M25-3"})
    assert command(capsys, "waiver", "lint", file, "--as-of", DAY)[0] == 0


def test_list_shows_who_judged_and_why(folder, capsys):
    file = attestations(folder, {}, {"rule": "M25-6-2", "until": "2026-11-30"})
    code, out, _ = command(capsys, "attest", "list", file, "--as-of", DAY)
    lines = out.splitlines()
    assert code == 0
    assert "M25-6-2 (gate.yaml): in order; 30 days left" in lines[0]
    assert f"  judged by: {WHO}" in lines
    assert "  outcome: met" in lines
    assert lines[-1] == "entries: 2, need attention: 0; as of 2026-10-31"


@pytest.mark.parametrize(
    ("language", "line"), [("en", "  outcome: not met"), ("zh", "  结论：不符合")]
)
def test_list_prints_the_outcome_in_the_language(folder, capsys, language, line):
    file = attestations(folder, {"outcome": "not-met"})
    out = command(capsys, "attest", "list", file, "--as-of", DAY, "--lang", language)[1]
    assert line in out.splitlines()


def test_lint_prints_what_needs_attention(folder, capsys):
    file = attestations(folder, {}, {"rule": "M25-33"}, {"rule": "M25-6-2", "until": "2026-10-30"})
    code, out, _ = command(capsys, "attest", "lint", file, "--as-of", DAY, "--lang", "zh")
    lines = out.splitlines()
    assert code == 1
    assert "M25-33（gate.yaml）：没有这条规则或条款" in lines[0]
    assert "M25-6-2（gate.yaml）：已失效；已过期 1 天" in lines[1]
    assert len(lines) == 3


# Reports.


@pytest.fixture(params=["met", "not-met"])
def judged(request, folder):
    return checked(folder, {"outcome": request.param}, {"rule": "M25-33"})


NAMING = ["csv", "html", "json", "jsonl", "markdown", "text"]
"""The formats that name the person of a result that is met; of one that is not met, all do."""


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "in-toto"])  # no texts
def test_formats_name_the_person(judged, name):
    text = render(judged, name, Style())
    if name in NAMING or judged.failures:
        assert "Ines Okafor" in text
        assert "nobody is singled out" in text


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_json_is_in_shape_and_counts_what_was_attested(judged, name, language):
    text = render(judged, name, Style(language=language))
    if name == "json":
        value = json.loads(text)
        Draft202012Validator(schema("report")).validate(value)
        results = value["results"]
        uses = value["attestations"]["uses"]
    else:
        lines = [json.loads(line) for line in text.splitlines()]
        for line in lines:
            Draft202012Validator(schema("stream")).validate(line)
        value = lines[-1]
        results = [line for line in lines if line["type"] == "result"]
        uses = value["attestations"]
    (one,) = [item for item in results if "attestation" in item]
    assert one["attestation"]["by"] == ATTESTATION["by"]
    assert one["attestation"]["reason"] == WHY
    assert value["counts"]["attested"] == 1
    assert [use["state"] for use in uses] == ["applied", "unknown-rule"]


def test_counts_say_how_many_passes_are_attested(folder):
    text = render(checked(folder, {}), "text", Style())
    assert "1 attested" in text or "attested 1" in text


def test_the_text_report_lists_what_was_attested(folder):
    text = render(checked(folder, {}), "text", Style(language="zh"))
    assert f"{WHO}（Data protection officer）于 2026-10-01 判断，有效至 2027-09-30：{WHY}" in text


# The run.


def test_fail_on_unreviewed(folder, capsys):
    base = ("check", folder / "gate.yaml", "-p", MEASURES, "--as-of", DAY)
    assert command(capsys, *base)[0] == 0
    assert command(capsys, *base, "--fail-on-unreviewed")[0] == 1
    assert command(capsys, *base, "--fail-on-unreviewed", "--format", "jsonl")[0] == 1
    file = attestations(folder, {}, {"rule": "M25-6-2"}, {"rule": "M25-13-1"}, {"rule": "M25-8-2"})
    every = ("--attestations", file, "--fail-on-unreviewed")
    assert command(capsys, *base, *every)[0] == 0


def test_both_are_in_the_configuration(folder, capsys, monkeypatch):
    monkeypatch.chdir(folder)
    file = attestations(folder, {})
    text = f'attestations = "{file.name}"\nfail-on-unreviewed = true\npack = ["{MEASURES}"]\n'
    (folder / "facepolicy.toml").write_text(text, encoding="utf-8")
    code, out, _ = command(capsys, "check", "gate.yaml", "--format", "json", "--as-of", DAY)
    assert code == 1  # M25-6-2 is left
    assert json.loads(out)["counts"]["attested"] == 1


def test_the_file_of_a_folder_is_no_manifest(folder, capsys):
    file = attestations(folder, {})
    argv = ("check", folder, "--attestations", file, "--format", "json", "-p", MEASURES)
    _, out, _ = command(capsys, *argv)
    report = json.loads(out)
    assert [item["source"] for item in report["manifests"]] == [str(folder / "gate.yaml")]
    assert report["problems"] == []


def test_streaming_and_the_whole_report_agree(folder, capsys):
    for number in range(5):
        shutil.copy(folder / "gate.yaml", folder / f"site-{number}.yaml")
    changes = (
        {"manifest": "site-*.yaml"},
        {"manifest": "gate.yaml", "outcome": "not-met"},
        {"rule": "M25-4"},
        {"rule": "M25-4", "outcome": "not-met", "manifest": "site-3.yaml"},
        {"rule": "M25-6-2", "manifest": "site-4.yaml", "until": "2026-10-30"},
        {"rule": "M25-6-2", "manifest": "none.yaml"},
        {"rule": "SPC-2-7"},
    )
    file = attestations(folder, *changes)
    base = ("check", folder, "--attestations", file, "-p", MEASURES, "--as-of", DAY)
    code, whole, _ = command(capsys, *base, "--format", "json")
    report = json.loads(whole)
    wanted = [use["state"] for use in report["attestations"]["uses"]]
    assert wanted == [
        *("applied", "applied", "unused", "contradicted"),
        *("expired", "unknown-manifest", "not-run"),
    ]
    for jobs in ("1", "2"):
        streamed = command(capsys, *base, "--format", "jsonl", "-j", jobs)
        lines = [json.loads(line) for line in streamed[1].splitlines()]
        assert streamed[0] == code == 1
        assert [use["state"] for use in lines[-1]["attestations"]] == wanted
        assert lines[-1]["counts"] == report["counts"]
        assert sum("attestation" in line for line in lines) == 6


@pytest.mark.parametrize("named", ["sites/gate.yaml", "gate.yaml"])
def test_add_takes_a_path_from_here_or_from_the_folder_of_the_file(
    named, tmp_path, capsys, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sites").mkdir()
    shutil.copy(ROOT / "examples" / "lobby-gate.yaml", tmp_path / "sites" / "gate.yaml")
    argv = ["waiver", "add", "sites/waivers.yaml", *WAIVE, "--expires", "2027-03-31"]
    argv[argv.index("--manifest") + 1] = f"{named}#1"
    code, out, _ = command(capsys, *argv)
    assert (code, out.endswith("(gate.yaml#1)\n")) == (0, True)
    argv[argv.index("--manifest") + 1] = "nowhere.yaml"
    code, out, _ = command(capsys, *argv)
    assert (code, out.endswith("(nowhere.yaml): no such manifest\n")) == (0, True)


def test_what_is_wrong_with_a_new_entry_has_no_line_of_a_text_that_is_not_written(
    tmp_path, capsys, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    argv = ["waiver", "add", *WAIVE, "--expires", "2027-03-31"]
    argv[argv.index("--justification") + 1] = "x"
    code, out, err = command(capsys, *argv)
    assert (code, out) == (2, "")
    assert err == (
        'waivers.yaml: not added: waivers[0].justification is "x"; '
        "expected: at least 6 characters\n"
    )
    assert not (tmp_path / "waivers.yaml").exists()
