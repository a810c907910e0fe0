"""The pytest plugin, as pytest itself loads and runs it."""

import sys
from datetime import date

import pytest

from tests.support.checkout import ROOT, shared_install
from validator import Status, check

pytest_plugins = ["pytester"]

GOOD = (ROOT / "examples/lobby-gate.yaml").read_text(encoding="utf-8")
OPEN = GOOD.replace("atRest: sm4, keyManagement: hsm", "atRest: none").replace(
    "separation: logical", "separation: none"
)
LINE = OPEN[: OPEN.index("{atRest: none}")].count("\n") + 1
HOME = (ROOT / "examples/home-nvr.yaml").read_text(encoding="utf-8")
DRAFT = 'pack = ["cn-tc260-frd-2021-draft"]\n'
DAY = "--facepolicy-as-of=2026-10-31"
# Made here because pytester forgets, after each test, the modules that the test imported.
REPORT = check(
    ROOT / "examples/lobby-gate.yaml",
    packs=["cn-tc260-frd-2021-draft"],
    as_of=date(2026, 10, 31),
)
WAIVERS = """\
apiVersion: facepolicy-waivers/v1
waivers:
  - rule: {rule}
    manifest: open.yaml
    justification: The disks are replaced by encrypted ones in December.
    owner: operations@riverside.example
    approver: privacy@riverside.example
    compensating: The server room is locked and watched.
    granted: 2026-10-01
    expires: {expires}
"""


@pytest.fixture
def team(pytester, monkeypatch):
    """Return a project with a manifest that meets the draft, and one that does not."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTHONPATH", str(shared_install()))
    pytester.path.joinpath("good.yaml").write_text(GOOD, encoding="utf-8")
    pytester.path.joinpath("open.yaml").write_text(OPEN, encoding="utf-8")
    pytester.path.joinpath("values.yaml").write_text("image: nginx\n", encoding="utf-8")
    pytester.path.joinpath("facepolicy.toml").write_text(DRAFT, encoding="utf-8")
    return pytester


def run(team, *argv):
    return team.runpytest_subprocess("-p", "facepolicy", "-p", "no:cacheprovider", DAY, *argv)


def named(team, *argv):
    """Return what is collected."""
    lines = run(team, "--collect-only", "-q", *argv).outlines
    return [line for line in lines if "::" in line]


def configure(team, text):
    team.path.joinpath("facepolicy.toml").write_text(DRAFT + text, encoding="utf-8")


def test_each_rule_is_a_test(team):
    ids = [result.rule.id for result in REPORT.results]
    assert named(team, "--facepolicy=good.yaml") == [f"good.yaml::{name}" for name in ids]
    run(team, "--facepolicy=good.yaml").assert_outcomes(
        passed=REPORT.by_status[Status.PASS], skipped=REPORT.by_status[Status.NOT_APPLICABLE]
    )


@pytest.mark.parametrize("setting", ["", "fail-on-unreviewed = true\n"])
def test_a_question_fails_where_it_fails_the_run(team, setting):
    text = f'pack = ["cn-frt-measures-2025"]\n{setting}'
    team.path.joinpath("facepolicy.toml").write_text(text, encoding="utf-8")
    done = run(team, "--facepolicy=good.yaml", "-k", "M25-3 or M25-9-1")
    outcome = "failed" if setting else "skipped"
    done.assert_outcomes(passed=1, **{outcome: 1})
    assert done.ret == (1 if setting else 0)
    if setting:
        done.stdout.fnmatch_lines(["*For a person to judge: *M25-3 (*", "*good.yaml:1:1:*"])


def test_a_failed_rule_tells_what_where_and_how_to_mend_it(team):
    result = run(team, "--facepolicy=open.yaml", "open.yaml::FRD21-5-SEC")
    result.assert_outcomes(failed=1)
    result.stdout.re_match_lines(
        [
            r"_+ FRD21-5-SEC _+",
            r"\[error\] storage\.encryption\.atRest: found none, expected one of sm4, aes-256, ",
            rf"  open\.yaml:{LINE}:\d+:",
            r"  FRD21-5-SEC \[error\]: Stored face data have no protection: .*5 provisional, quoted\)",
            r"  FRD21-5-ENC-rest \[warning\]: Face data are kept",
            r"  fix for FRD21-5-SEC: Encrypt stored face data",
            r"  fix for FRD21-5-ENC-rest: Encrypt",
            r"  https://facepolicy\.example/rules/FRD21-5-SEC/",
        ],
        consecutive=True,
    )
    result.stdout.fnmatch_lines("FAILED open.yaml::FRD21-5-SEC - ?error? storage.encryption.*")
    assert "Traceback" not in result.stdout.str()


def test_another_rule_of_a_fact_has_its_own_demand_and_names_the_gravest(team):
    configure(team, 'fail-on = "warning"')
    result = run(team, "--facepolicy=open.yaml", "open.yaml::FRD21-5-ENC-rest")
    result.assert_outcomes(failed=1)
    result.stdout.re_match_lines(
        [
            r"\[warning\] storage\.encryption\.atRest: found none, expected one of sm4, aes-256, ",
            rf"  open\.yaml:{LINE}:\d+:",
            r"  FRD21-5-ENC-rest \[warning\]: Face data are kept",
            r"  fix: Encrypt",
            r"  The fact also fails FRD21-5-SEC: one change for both\.",
            r"  https",
        ],
        consecutive=True,
    )


def test_a_rule_that_does_not_apply_is_skipped_with_the_reason(team):
    result = run(team, "--facepolicy=good.yaml", "-rs")
    result.stdout.fnmatch_lines("SKIPPED * good.yaml: *; sharing.recipients is []*")


def test_a_failure_that_fails_no_run_warns_at_its_line(team):
    result = run(team, "--facepolicy=open.yaml", "open.yaml::FRD21-5-ENC-rest")
    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines(
        f"*open.yaml:{LINE}: FacepolicyWarning: ?warning? storage.encryption.atRest: *"
    )


def test_people_decide_what_a_warning_is(team):
    asked = ("--facepolicy=open.yaml", "open.yaml::FRD21-5-ENC-rest")
    run(team, *asked, "-W", "error").assert_outcomes(failed=1)
    run(team, *asked, "-W", "ignore::validator.pytest_plugin.FacepolicyWarning").assert_outcomes(
        passed=1
    )
    configure(team, 'fail-on = "warning"')
    run(team, *asked).assert_outcomes(failed=1)


def test_a_waived_failure_is_expected_with_its_reason(team):
    configure(team, 'waivers = "waivers.yaml"')
    text = WAIVERS.format(rule="FRD21-5-SEC", expires="2026-12-31")
    team.path.joinpath("waivers.yaml").write_text(text, encoding="utf-8")
    result = run(
        team,
        "--facepolicy=*.yaml",
        "-rx",
        "-k",
        "FRD21-5-SEC",
        "--deselect=values.yaml",
        "--ignore=values.yaml",
    )
    result.assert_outcomes(xfailed=1, passed=2, deselected=result.parseoutcomes()["deselected"])
    result.stdout.fnmatch_lines(
        "XFAIL open.yaml::FRD21-5-SEC - waived until 2026-12-31, by privacy@*: The disks *"
    )


@pytest.mark.parametrize(
    ("rule", "expires", "why"),
    [
        ("FRD21-5-SEC", "2026-10-30", "expired"),
        ("FRD21-5-ALT", "2026-12-31", "unused: no result needs it"),
        ("FRD21-5-SECC", "2026-12-31", "no such rule or clause; did you mean FRD21-5-SEC?"),
    ],
)
def test_a_waiver_that_does_nothing_fails(team, rule, expires, why):
    configure(team, 'waivers = "waivers.yaml"')
    text = WAIVERS.format(rule=rule, expires=expires)
    team.path.joinpath("waivers.yaml").write_text(text, encoding="utf-8")
    result = run(team, "--facepolicy=open.yaml", "-k", "waivers")
    assert result.parseoutcomes()["failed"] == 1
    reported = f"{rule} (open.yaml): {why}"
    result.stdout.fnmatch_lines(
        [reported, "  waivers.yaml:3:*", f"FAILED waivers.yaml::{rule}?open.yaml? - *"]
    )


def test_a_waiver_of_what_is_not_run_is_skipped(team):
    configure(team, 'waivers = "waivers.yaml"')
    text = WAIVERS.format(rule="FRD21-5-SEC", expires="2026-12-31")
    team.path.joinpath("waivers.yaml").write_text(text, encoding="utf-8")
    result = run(team, "--facepolicy=good.yaml", "-rs", "-k", "waivers")
    assert result.parseoutcomes()["skipped"] == 1
    result.stdout.fnmatch_lines(
        "SKIPPED * waivers.yaml: FRD21-5-SEC (open.yaml): not part of this run"
    )


def test_a_failure_that_the_baseline_knows_is_expected(team):
    argv = ["check", "open.yaml", "--as-of=2026-10-31", "--write-baseline=known.json"]
    assert team.run(sys.executable, "-m", "validator", *argv).ret == 0
    configure(team, 'baseline = "known.json"')
    result = run(team, "--facepolicy=open.yaml", "-rx")
    assert "failed" not in result.parseoutcomes()
    result.stdout.fnmatch_lines("XFAIL open.yaml::FRD21-5-SEC - known from the baseline*")


def test_an_invalid_manifest_is_an_error_with_all_that_is_wrong(team):
    result = run(
        team,
        "--facepolicy=good.yaml",
        "--facepolicy=values.yaml",
        "--continue-on-collection-errors",
    )
    assert result.parseoutcomes()["errors"] == 1
    assert result.parseoutcomes()["passed"] > 40
    result.stdout.fnmatch_lines(
        [
            "*ERROR collecting values.yaml*",
            "values.yaml:1:1: apiVersion is missing:*",
            'values.yaml:1:8: unknown key "image";*',
        ]
    )
    assert "Traceback" not in result.stdout.str()


def test_where_no_manifest_can_be_used_the_reasons_are_reported(team):
    result = run(team, "--facepolicy=values.yaml")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines("values.yaml:1:1: apiVersion is missing:*")


def test_without_being_asked_nothing_is_collected(team):
    team.makepyfile("def test_of_ones_own(): pass")
    run(team).assert_outcomes(passed=1)
    result = run(team, "good.yaml")
    assert result.ret == pytest.ExitCode.USAGE_ERROR


def test_the_setting_to_copy_adds_manifests_to_a_whole_run_only(team):
    setting = (ROOT / "docs/copy/pytest.toml").read_text(encoding="utf-8")
    team.makepyprojecttoml(f"{setting}addopts = '--strict-config'\n")
    team.makepyfile(test_own="def test_of_ones_own(): pass")
    team.mkdir("deployments").joinpath("gate.yaml").write_text(GOOD, encoding="utf-8")
    whole = named(team)
    assert {name.split("::")[0] for name in whole} == {"deployments/gate.yaml", "test_own.py"}
    assert named(team, "test_own.py") == ["test_own.py::test_of_ones_own"]
    assert named(team, "deployments/gate.yaml::FRD21-5-SEC") == [
        "deployments/gate.yaml::FRD21-5-SEC"
    ]
    assert len(named(team, "deployments")) == len(whole) - 1
    assert named(team, "test_own.py", "--facepolicy=open.yaml")[1].startswith("open.yaml::")


def test_a_manifest_is_collected_once_however_often_it_is_named(team):
    asked = (
        "--facepolicy=good.yaml",
        "--facepolicy=.",
        "--ignore=open.yaml",
        "--ignore=values.yaml",
    )
    once = named(team, "--facepolicy=good.yaml")
    assert named(team, *asked) == once
    assert named(team, *asked, "good.yaml", ".") == once


def test_workers_run_the_same(team):
    alone = run(team, "--facepolicy=open.yaml").parseoutcomes()
    assert run(team, "--facepolicy=open.yaml", "-p", "xdist", "-n2").parseoutcomes() == alone


def test_several_documents_of_a_file_are_distinguished(team):
    team.path.joinpath("two.yaml").write_text(f"{GOOD}---\n{OPEN}", encoding="utf-8")
    result = run(
        team, "--facepolicy=two.yaml", "two.yaml::FRD21-5-SEC[1]", "two.yaml::FRD21-5-SEC[2]", "-v"
    )
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines("FAILED two.yaml::FRD21-5-SEC?2? - *")


def test_the_configuration_chooses_rules_and_language(team):
    configure(team, 'select = ["FRD21-5-*"]\nignore = ["FRD21-5-SEG"]\nlang = "zh"')
    ids = [name.split("::")[1] for name in named(team, "--facepolicy=open.yaml")]
    assert "FRD21-5-SEC" in ids
    assert "FRD21-5-SEG" not in ids
    assert all(name.startswith("FRD21-5-") for name in ids)
    run(team, "--facepolicy=open.yaml").stdout.re_match_lines(
        [r"\[错误\] .*现状：不加密（none）；应为：", rf"  open\.yaml:{LINE}:", "  整改（.*）："]
    )


def test_where_an_instrument_has_to_apply_and_none_does_there_is_no_answer(team):
    team.path.joinpath("home.yaml").write_text(HOME, encoding="utf-8")
    assert run(team, "--facepolicy=home.yaml").ret == pytest.ExitCode.OK
    configure(team, "require-applicable = true")
    result = run(team, "--facepolicy=home.yaml")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines("NOT APPLICABLE: no selected instrument applies*")


@pytest.mark.parametrize(
    ("argv", "toml", "said"),
    [
        (
            ["--facepolicy=good.yaml", "--facepolicy-as-of=today"],
            "",
            "ERROR: --facepolicy-as-of: 'today' is no date*",
        ),
        (
            ["--facepolicy=good.yaml", "--facepolicy-as-of=20261031"],
            "",
            "ERROR: --facepolicy-as-of: '20261031' is no date*",
        ),
        (
            ["--facepolicy=nowhere/*.yaml"],
            "",
            "ERROR: facepolicy: nowhere/[*].yaml: no file matches*",
        ),
        (
            ["--facepolicy=good.yaml"],
            "packs = []",
            'ERROR: facepolicy: facepolicy.toml:*: unknown key "packs"*',
        ),
    ],
)
def test_what_cannot_be_asked_ends_the_run(team, argv, toml, said):
    configure(team, toml)
    result = run(team, *argv)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(said)


def test_a_pack_that_is_missing_is_an_error_at_the_line_of_the_setting(team):
    team.path.joinpath("facepolicy.toml").write_text('pack = ["cn-pipl-2022"]', encoding="utf-8")
    result = run(team, "--facepolicy=good.yaml")
    result.assert_outcomes(errors=1)
    said = "facepolicy.toml:1:1: cn-pipl-2022: no such pack; did you mean cn-pipl-2021*"
    result.stdout.fnmatch_lines(said)


def test_values_of_a_manifest_do_nothing_to_the_terminal(team):
    hostile = OPEN.replace("atRest: none", 'atRest: none, x-\\e: "\\e[2J"').replace("x-\\e", "x-a")
    team.path.joinpath("open.yaml").write_text(
        hostile.replace("setting: semi-public", 'setting: "\\e[2J"'), encoding="utf-8"
    )
    result = run(team, "--facepolicy=open.yaml", "--color=no")
    result.assert_outcomes(errors=1)
    assert "\x1b" not in result.stdout.str()


def test_who_does_not_use_it_does_not_pay_for_it(team, monkeypatch):
    monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    team.makepyfile("def test_of_ones_own(): pass")
    reported = """if True:
        import sys, pytest
        pytest.main(["-p", "no:cacheprovider"])
        ours = ("facepolicy", "validator", "yaml", "jsonschema")
        print(*sorted(name for name in sys.modules if name.startswith(ours)))"""
    result = team.run(sys.executable, "-c", reported)
    result.stdout.fnmatch_lines("plugins: *facepolicy*")
    assert result.outlines[-1] == "facepolicy facepolicy.pytest_plugin"


BASE = "apiVersion: face-manifest/v2\nkind: FaceRecognitionBase\n"


def test_bases_of_a_folder_are_no_manifests(team):
    sites = team.path / "sites"
    sites.mkdir()
    sites.joinpath("base.yaml").write_text(
        f"{BASE}consent: {{grade: separate}}\n", encoding="utf-8"
    )
    text = GOOD.replace("metadata:\n", "extends: [base.yaml]\nmetadata:\n", 1)
    sites.joinpath("site.yaml").write_text(text, encoding="utf-8")
    lines = named(team, "--facepolicy=sites")
    assert lines
    assert all(line.startswith("sites/site.yaml::") for line in lines)
    sites.joinpath("base.yaml").write_text(f"{BASE}consent: {{grade: strange}}\n", encoding="utf-8")
    result = run(team, "--facepolicy=sites")
    result.stdout.fnmatch_lines(["*sites/base.yaml:3:18: consent.grade is*"])
