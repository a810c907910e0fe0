"""Code Quality, held against the types of Code Climate and against another tool's conversion."""

import json
import subprocess
import sys
from collections import Counter
from urllib.parse import unquote

import pytest

from tests.support import reports
from tests.support.format_readers import of_gitlab
from tests.support.npm import installed
from validator.packs.model import Severity
from validator.report import wording
from validator.report.formats import gitlab, paths

render = reports.renderer("gitlab")

LANGUAGES = ("en", "zh")


def issues_of(kind, language="en"):
    return json.loads(render(reports.report(kind), language))


def of_rules(issues):
    return [item for item in issues if item["check_name"] not in (gitlab.PROBLEM, gitlab.WAIVER)]


def typed(folder, issues):
    """Return what the TypeScript compiler says of issues that should be Code Climate's."""
    (folder / "node_modules").symlink_to(installed(""))
    source = f"import type {{ Issue }} from 'codeclimate-types';\nconst all: Issue[][] = {json.dumps(issues)};\nall;\n"
    (folder / "issues.ts").write_text(source, encoding="utf-8")
    command = [installed(".bin/tsc"), "--noEmit", "--strict", "--module", "nodenext", "issues.ts"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout


def test_has_the_types_of_code_climate(tmp_path):
    every = [issues_of(kind, language) for kind in reports.KINDS for language in LANGUAGES]
    assert typed(tmp_path, every) == ""


def test_the_types_refuse_what_they_do_not_know(tmp_path):
    issues = issues_of("failing")
    issues[0]["severity"], issues[1]["more"] = "grave", 1
    said = typed(tmp_path, [issues])
    assert "'\"grave\"' is not assignable" in said
    assert "'\"more\"' does not exist" in said


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """The folder of what sarif-tools makes of the SARIF reports, what is waived left out."""
    folder = tmp_path_factory.mktemp("converted")
    for kind in reports.KINDS:
        log = json.loads(reports.renderer("sarif")(reports.report(kind), "en"))
        (run,) = log["runs"]
        run["results"] = [item for item in run["results"] if not item.get("suppressions")]
        (folder / f"{kind}.sarif").write_text(json.dumps(log), encoding="utf-8")
    command = ["-m", "sarif", "codeclimate", ".", "-o", "."]
    subprocess.run([sys.executable, *command], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("kind", reports.KINDS)
def test_another_tool_makes_the_same_of_the_sarif_report(converted, kind):
    other = json.loads((converted / f"{kind}.json").read_text(encoding="utf-8"))
    for issue in other:
        issue["location"]["path"] = paths.path(unquote(issue["location"]["path"]))
    assert Counter(map(gist, of_rules(issues_of(kind)))) == Counter(map(gist, other))


def gist(issue):
    place = issue["location"]
    return issue["check_name"], issue["severity"], place["path"], place["lines"]["begin"]


@pytest.mark.parametrize("kind", reports.KINDS)
def test_each_fact_to_fix_is_an_issue_known_or_not(kind):
    report, issues = reports.report(kind), issues_of(kind)
    facts = {(item.manifest, one.pointer) for item in report.failures for one in item.causes}
    named = [item["description"].split(":")[0] for item in of_rules(issues)]
    assert Counter(named) == Counter(wording.place(pointer) for _, pointer in facts)
    failed = Counter(item.rule.id for item in report.failures)
    assert Counter(of_gitlab(json.dumps(issues), report)) == failed
    blockers = [item["check_name"] for item in issues if item["severity"] == "blocker"]
    assert blockers == [gitlab.PROBLEM] * len(report.problems) + [gitlab.WAIVER] * len(
        report.idle_entries
    )


@pytest.mark.parametrize("kind", reports.KINDS)
def test_has_what_gitlab_wants_and_tells_each_issue_apart(kind):
    issues = issues_of(kind)
    prints = [item["fingerprint"] for item in issues]
    assert len(set(prints)) == len(prints)
    assert [item["fingerprint"] for item in issues_of(kind, "zh")] == prints
    for item in issues:
        assert item["description"]
        assert "\n" not in item["description"]
        assert item["location"]["path"]
        assert item["location"]["lines"]["begin"] >= 1


def test_fingerprints_stay_when_lines_move():
    before, after = issues_of("failing"), issues_of("moved")
    assert [item["fingerprint"] for item in after] == [item["fingerprint"] for item in before]
    assert [item["location"] for item in after] != [item["location"] for item in before]


def test_fingerprints_are_those_of_sarif():
    (run,) = json.loads(reports.renderer("sarif")(reports.report("several"), "en"))["runs"]
    assert [item["partialFingerprints"]["facepolicy/v1"] for item in run["results"]] == [
        item["fingerprint"] for item in issues_of("several")
    ]


def test_a_fingerprint_stays_when_other_rules_read_the_fact_and_goes_with_the_fault(tmp_path):
    def prints(*packs, text=reports.COMPREFACE):
        manifest = reports.validator.manifest_from_text(text, "gate.yaml")
        report = reports.validator.evaluate(
            manifest, reports.validator.load_packs(packs), as_of=reports.DAY
        )
        return {
            item["description"].split(":")[0]: (item["fingerprint"], item["check_name"])
            for item in json.loads(render(report, "en"))
        }

    fact = "storage.encryption.atRest"
    one, other = prints(reports.DRAFT)[fact], prints("cn-frt-measures-2025")[fact]
    assert one[0] == other[0]
    assert one[1] != other[1]
    silent = reports.COMPREFACE.replace("encryption: {atRest: none}", "encryption: {}")
    assert prints(reports.DRAFT, text=silent)[fact][0] != one[0]
    mended = reports.COMPREFACE.replace("atRest: none", "atRest: sm4")
    assert one[0] not in {first for first, _ in prints(reports.DRAFT, text=mended).values()}


def test_the_severity_and_the_name_are_those_of_the_gravest_rule():
    names = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
    severities = {
        item.rule.id: names[item.rule.severity] for item in reports.report("several").failures
    }
    order = ["info", "minor", "major"]
    for issue in issues_of("several"):
        rules = of_gitlab(json.dumps([issue]), None)
        assert issue["severity"] == severities[issue["check_name"]]
        assert issue["severity"] == max(map(severities.get, rules), key=order.index)
    assert {item["severity"] for item in issues_of("several")} == {"major", "minor"}


def test_an_issue_tells_what_is_wrong_where():
    (issue,) = [item for item in issues_of("failing") if item["check_name"] == "FRD21-5-SEC"][:1]
    assert issue["description"] == (
        "storage.encryption.atRest: found none, expected one of sm4, aes-256, provider-managed. "
        "Stored face data have no protection: encryption none, separation none. Fix: Encrypt "
        "stored face data (encryption.atRest) or keep them apart from identity data (separation); "
        "or keep neither images nor templates. Rules: FRD21-5-SEC (cn-tc260-frd-2021-draft 5 "
        "provisional, quoted); FRD21-5-ENC-rest (cn-tc260-frd-2021-draft 5, part of SEC "
        "provisional, recalled)."
    )
    assert issue["location"] == {
        "path": "compreface-defaults.yaml",
        "lines": {"begin": 43, "end": 43},
    }


def test_what_is_waived_is_absent():
    reported = {
        kind: of_gitlab(json.dumps(issues_of(kind)), None) for kind in ("waived", "failing")
    }
    assert "FRD21-63-TPL-irreversible" not in reported["waived"]
    assert "FRD21-63-TPL-irreversible" in reported["failing"]


def test_the_documents_of_a_file_are_distinguished_by_fingerprint_alone():
    assert {item["location"]["path"] for item in issues_of("documents")} == {"sites/both.yaml"}


def test_a_file_named_twice_has_two_issues(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gate.yaml").write_text(reports.COMPREFACE, encoding="utf-8")
    report = reports.validator.check(
        "gate.yaml", "./gate.yaml", as_of=reports.DAY, packs=[reports.DRAFT]
    )
    prints = [item["fingerprint"] for item in json.loads(render(report, "en"))]
    facts = {(item.manifest, one.pointer) for item in report.failures for one in item.causes}
    assert len(set(prints)) == len(prints) == len(facts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["attacking", "waived"])
def test_a_hostile_value_is_reported_without_effect(kind, language):
    for item in issues_of(kind, language):
        assert item["description"].isprintable()
        assert item["location"]["path"].isprintable()


@pytest.mark.parametrize("kind", ["waived", "known"])
def test_the_same_run_gives_the_same_bytes(kind):
    assert render(reports.fresh(kind), "en") == render(reports.report(kind), "en")
