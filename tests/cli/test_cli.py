"""The command as people type it: output, exit codes, errors."""

import csv
import html
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.checkout import ROOT
from tests.support.packbuilder import write_pack
from validator.cli import main

LOBBY = "examples/lobby-gate.yaml"
DRAFT = ("-p", "cn-tc260-frd-2021-draft")
DAY = ("--as-of", "2026-10-31", *DRAFT)

MANDATORY = """\
apiVersion: face-manifest/v2
kind: FaceRecognitionDeployment
metadata: {id: bare, version: "1", status: planned, updated: 2026-10-31}
controller: {role: handler, name: Bare Ltd., country: CN, publicBody: {kind: none}}
scenario: {scope: in-scope, sector: other, useCase: other, modes: [identification-1-n], setting: semi-public, jurisdictions: [CN]}
purposes: [{id: p, use: identification, legalBasis: consent}]
subjects: {enrolled: 10, under14: {policy: excluded}, elderlyOrDisabled: included}
sharing: {recipients: []}
crossBorder: {occurs: false}
"""


@pytest.fixture(autouse=True)
def _at_home(monkeypatch):
    monkeypatch.chdir(ROOT)


def run(capsys, *argv):
    code = main(argv)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_deployment_that_meets_what_applies(capsys):
    code, out, err = run(capsys, "check", LOBBY, *DAY)
    assert (code, err) == (0, "")
    assert out.startswith("PASSED: ")
    assert "ompliant" not in out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_output_says_compliant(capsys, language):
    for path in sorted(ROOT.glob("examples/*.yaml")):
        for form in (("-v",), ("--format", "json")):
            _, out, _ = run(capsys, "check", str(path), *DAY, "--lang", language, *form)
            assert "ompliant" not in out
            assert "合规" not in out


def feed(monkeypatch, text):
    reader = type("Stdin", (), {"buffer": __import__("io").BytesIO(text.encode())})
    monkeypatch.setattr(sys, "stdin", reader)


def test_empty_object_on_standard_input(capsys, monkeypatch):
    feed(monkeypatch, "{}")
    code, out, err = run(capsys, "check", "-")
    assert code == 2
    assert out == ""
    assert err.splitlines()[0].startswith("<stdin>:1:1: apiVersion is missing: ")
    assert len(err.splitlines()) == 3


def test_bare_manifest_fails_and_passes_nothing_it_states_no_fact_for(capsys, monkeypatch):
    feed(monkeypatch, MANDATORY)
    code, out, _ = run(capsys, "check", "-", *DAY, "--format", "json")
    assert code == 1
    report = json.loads(out)
    passed = {item["rule"] for item in report["results"] if item["status"] == "pass"}
    # Each of these reads nothing but facts that every manifest states.
    assert passed <= {
        "FRD21-5-PURP",
        "FRD21-5-BASE",
        "FRD21-5-MINOR",
        "FRD21-64-SHARE",
        "SC-PLACEHOLDERS",
    }
    reasons = {item["reason"] for item in report["results"] if item["status"] == "fail"}
    assert reasons == {"undeclared"}


def test_bare_manifest_reads_as_a_list_of_facts_to_state(capsys, monkeypatch):
    feed(monkeypatch, MANDATORY)
    _, out, _ = run(capsys, "check", "-", *DAY)
    todo = [line for line in out.splitlines() if " TODO " in line]
    assert all(line.startswith("<stdin>:") for line in todo)
    facts = [line.split(":")[0] for line in out.splitlines() if line.startswith("  - ")]
    assert len(facts) > len(todo) > 10
    assert len(set(facts)) == len(facts)
    assert not [line for line in out.splitlines() if " FAIL " in line]


@pytest.mark.parametrize(
    "argv",
    [
        ("check", LOBBY, "--as-of", "yesterday"),
        ("check", LOBBY, "--as-of", "2026-02-30"),
        ("check", LOBBY, "--as-of", "20260228"),
        ("diff", LOBBY, LOBBY, "--as-of", "2026-W09-6"),
        ("check", LOBBY, "--fail-on", "never"),
        ("check", LOBBY, "--format", "xml"),
        ("check", LOBBY, "-q", "-v"),
        ("check", LOBBY, "--lang", "fr"),
        ("nonsense",),
    ],
)
def test_bad_flags_end_in_exit_code_2(capsys, argv):
    with pytest.raises(SystemExit) as ended:
        main(argv)
    assert ended.value.code == 2
    assert "usage: facepolicy" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "before"),
    [
        (("check", ""), "facepolicy check"),
        (("check", LOBBY, ""), LOBBY),
        (("check", LOBBY, "--waivers", ""), "--waivers"),
        (("check", LOBBY, "--waivers="), "--waivers"),
    ],
)
def test_an_empty_argument_is_not_the_current_folder(capsys, argv, before):
    with pytest.raises(SystemExit) as ended:
        main(argv)
    assert ended.value.code == 2
    assert f"error: empty argument after {before}; leave it out" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "printed"),
    [
        (("check", LOBBY, "--pack", "cn-tc260-frd"), "cn-tc260-frd: no such pack; did you mean cn-tc260-frd-2021-draft?"),
        (("check", LOBBY, *DRAFT, "--select", "FRD21-5-XYZ"), "FRD21-5-XYZ: matches no rule, clause or pack of this run; --pack adds a pack"),
        (("check", LOBBY, "--ignore", "*"), "facepolicy: no rule is selected: nothing would be checked"),
        (("check", "no-such-file.yaml"), "no-such-file.yaml: "),
        (("check", "no-such-*.yaml"), "no-such-*.yaml: "),
        (
            ("explain", "FRD21-5-ALTX"),
            "FRD21-5-ALTX: no rule, clause, pack or fact is called so; did you mean FRD21-5-ALT?",
        ),
        (("explain", "zzzz"), "zzzz: no rule, clause, pack or fact is called so, and no fact"),
        (("schema", "nothing"), "nothing: no such schema; available: "),
        (("lint", "no-such-pack"), "no-such-pack: no such pack"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_ends_in_exit_code_2(capsys, argv, printed):
    code, out, err = run(capsys, *argv)
    assert (code, out) == (2, "")
    assert err.startswith(printed)


def test_all_that_is_wrong_is_reported_at_once(capsys, tmp_path):
    (tmp_path / "a.yaml").write_text("a: 1\na: 2\n")
    (tmp_path / "b.json").write_text("{")
    code, out, err = run(capsys, "check", str(tmp_path), "no-such-file.yaml")
    assert (code, out) == (2, "")
    assert [line.split(":")[0] for line in err.splitlines()] == [
        str(tmp_path / "a.yaml"),
        str(tmp_path / "b.json"),
        "no-such-file.yaml",
    ]


def test_one_bad_manifest_among_good_ones_loses_nothing(capsys, tmp_path):
    shutil.copy(LOBBY, tmp_path / "good.yaml")
    (tmp_path / "bad.yaml").write_text("kind: FaceRecognitionDeployment\n")
    code, out, _ = run(capsys, "check", str(tmp_path), *DAY)
    assert code == 2
    assert f"{tmp_path / 'bad.yaml'}:1:1: apiVersion is missing" in out
    assert "1 manifest;" in out


@pytest.mark.parametrize(
    ("language", "first"),
    [
        (
            "en",
            "UNREADABLE: 1 of 2 manifests cannot be checked; what follows is about the others. ",
        ),
        ("zh", "无法读取：2 份清单中有 1 份无法检查，以下仅就其余清单而言。通过：已检查"),
    ],
)
@pytest.mark.parametrize("form", ["text", "json", "jsonl", "html", "markdown"])
def test_what_is_no_full_answer_does_not_begin_as_one(capsys, tmp_path, language, first, form):
    (tmp_path / "bad.yaml").write_text("{}", encoding="utf-8")
    argv = ("check", LOBBY, str(tmp_path), *DAY, "--lang", language, "--format", form)
    code, out, _ = run(capsys, *argv)
    assert code == 2
    assert first in out
    assert form != "text" or out.startswith(first)


def test_a_folder_of_200_manifests_gives_one_report(capsys, tmp_path):
    text = Path(LOBBY).read_text(encoding="utf-8")
    for number in range(200):
        site = text.replace("riverside-tower-lobby", f"site-{number:03}")
        if number % 2:
            site = site.replace("grade: separate", "grade: implied")
        (tmp_path / f"site-{number:03}.yaml").write_text(site, encoding="utf-8")
    code, out, _ = run(capsys, "check", str(tmp_path), *DAY)
    assert code == 1
    assert "200 manifests" in out.splitlines()[-1]
    assert "    100  consent.grade (Grade of consent): violated implied;" in out


def test_several_documents_of_a_file_are_several_manifests(capsys, tmp_path):
    text = Path(LOBBY).read_text(encoding="utf-8")
    path = tmp_path / "two.yaml"
    path.write_text(text + "---\n" + text.replace("grade: separate", "grade: implied"))
    code, out, _ = run(capsys, "check", str(path), *DAY)
    assert code == 1
    line = next(n for n, row in enumerate(path.read_text().splitlines(), 1) if "implied" in row)
    assert f"{path}:{line}:10: FAIL consent.grade [error] found implied, " in out
    assert "\n  FRD21-61-CONS [error]: " in out


def test_severity_decides_the_exit_code(capsys, tmp_path):
    text = Path(LOBBY).read_text(encoding="utf-8")
    path = tmp_path / "m.yaml"
    path.write_text(text.replace("separation: logical", "separation: none"), encoding="utf-8")
    assert run(capsys, "check", str(path), *DAY)[0] == 0  # FRD21-5-SEG is recalled: a warning
    assert run(capsys, "check", str(path), *DAY, "--fail-on", "warning")[0] == 1
    assert run(capsys, "check", str(path), *DAY, "--fail-on", "warning", "--ignore", "FRD21-5-SEG")[0] == 0  # fmt: skip


def test_selecting_rules(capsys):
    _, out, _ = run(capsys, "check", LOBBY, *DAY, "--select", "FRD21-63-TPL", "--format", "json")
    rules = [item["rule"] for item in json.loads(out)["results"]]
    assert rules == ["FRD21-63-TPL-irreversible", "FRD21-63-TPL-renewable", "FRD21-63-TPL-unlinkable"]  # fmt: skip


def test_out_of_scope_may_be_made_an_error(capsys):
    assert run(capsys, "check", "examples/home-nvr.yaml", *DAY)[0] == 0
    assert run(capsys, "check", "examples/home-nvr.yaml", *DAY, "--require-applicable")[0] == 2


def test_expired_evidence_fails_with_its_reason(capsys):
    code, out, _ = run(capsys, "check", LOBBY, *DRAFT, "--as-of", "2029-01-06", "--format", "json")
    assert code == 1
    reasons = {item["rule"]: item["reason"] for item in json.loads(out)["results"]}
    assert reasons["FRD21-5-CAP"] == "expired"
    _, out, _ = run(capsys, "check", LOBBY, *DRAFT, "--as-of", "2029-01-05", "--format", "json")
    reasons = {item["rule"]: item["reason"] for item in json.loads(out)["results"]}
    assert reasons["FRD21-5-CAP"] is None


def test_quiet_prints_the_counts_alone(capsys):
    _, out, _ = run(capsys, "check", LOBBY, *DAY, "-q")
    assert len(out.splitlines()) == 1


def test_colour_follows_flag_then_environment(capsys, monkeypatch):
    assert "\x1b[" in run(capsys, "check", LOBBY, *DAY, "--color", "always")[1]
    assert "\x1b[" not in run(capsys, "check", LOBBY, *DAY)[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" in run(capsys, "check", LOBBY, *DAY, "--color", "always")[1]
    assert "\x1b[" not in run(capsys, "check", LOBBY, *DAY, "--no-color")[1]


def test_untrusted_values_cannot_steer_the_terminal(capsys, tmp_path):
    text = Path(LOBBY).read_text(encoding="utf-8")
    hostile = '"\\e]0;owned\\a\\nFAIL\\u202e"'
    text = text.replace("role: personal-information-protection-officer", f"role: {hostile}")
    text = text.replace("from: gate-1", f"from: {hostile}").replace(
        "encryption: tls}", "encryption: none}"
    )
    text = text.replace("carries: [result]", "carries: [image]")
    path = tmp_path / "m.yaml"
    path.write_text(text, encoding="utf-8")
    for form in (("-v",), ("--lang", "zh")):
        code, out, _ = run(capsys, "check", str(path), *DAY, *form)
        assert code == 1
        assert not any(ord(char) < 32 and char != "\n" for char in out)
        assert "\u202e" not in out
    code, out, _ = run(capsys, "check", str(path), *DAY, "--format", "json")
    assert not any(ord(char) < 32 and char != "\n" for char in out)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_explain(capsys, language):
    code, out, _ = run(capsys, "explain", "FRD21-62-IMG", "--lang", language)
    assert code == 0
    for printed in {
        "en": ("Clause: FRD21-62-IMG, 6.2 (provisional)", "as reported · TCS, SAA", "Why: ", "Constraint:", "separate-written", "Passes (", "Fails ("),
        "zh": ("条款：FRD21-62-IMG", "据报道", "缘由：", "约束：", "通过的例子", "不通过的例子", "单独书面授权"),
    }[language]:  # fmt: skip
        assert printed in out


@pytest.mark.parametrize(
    ("language", "last"),
    [
        ("en", "Page: https://facepolicy.example/rules/FRD21-62-IMG/"),
        ("zh", "页面：https://facepolicy.example/zh/rules/FRD21-62-IMG/"),
    ],
)
def test_an_explanation_ends_with_the_address_of_the_page(capsys, language, last):
    _, out, _ = run(capsys, "explain", "FRD21-62-IMG", "--lang", language)
    assert out.splitlines()[-1] == last


def test_rules_of_other_peoples_packs_have_no_page(capsys, tmp_path):
    folder = str(write_pack(tmp_path))
    _, out, _ = run(capsys, "explain", "T-1", "--pack", folder)
    assert "Constraint:" in out
    assert "Page:" not in out


def test_explain_names_the_facts_that_a_question_shows(capsys):
    _, out, _ = run(capsys, "explain", "PIPL-15")
    assert "only in these ways: consent.withdrawal.channels. Is that easy for them?" in out
    _, out, _ = run(capsys, "explain", "PIPL-19")
    assert "\nOnce that holds, a person judges these cases:\n" in out


def test_explaining_a_clause_explains_each_of_its_rules(capsys):
    _, out, _ = run(capsys, "explain", "FRD21-63-TPL")
    assert out.count("Constraint:") == 3


def test_list_names_every_rule(capsys):
    code, out, _ = run(capsys, "list", "cn-tc260-frd-2021-draft")
    assert code == 0
    rules = {path.stem for path in (ROOT / "policies/cn-tc260-frd-2021-draft/rules").iterdir()}
    assert {line.split()[0] for line in out.splitlines()[1:]} == rules


def test_coverage_answers_for_every_clause(capsys):
    code, out, _ = run(capsys, "coverage", "cn-tc260-frd-2021-draft")
    assert code == 0
    lines = out.splitlines()[1:-1]
    said = dict(line.split(maxsplit=1) for line in lines[::2])
    checked = dict(zip(said, lines[1::2], strict=True))
    assert len(said) == 43
    assert all(said.values())
    assert "FRD21-5-LOC" in checked["FRD21-5-XB"]


def test_coverage_as_csv_markdown_and_html_says_the_same(tmp_path, capsys):
    code, out, _ = run(capsys, "coverage", "cn-spc-2021-15", "--format", "csv")
    header, *rows = csv.reader(io.StringIO(out))
    assert (code, len(header)) == (0, 7)
    file = tmp_path / "coverage.html"
    assert run(capsys, "coverage", "cn-spc-2021-15", "--format", "html", "-o", str(file))[:2] == (
        0,
        "",
    )
    page = html.unescape(file.read_text(encoding="utf-8"))
    _, markdown, _ = run(capsys, "coverage", "--pack", "cn-spc-2021-15", "--format", "markdown")
    assert len(markdown.splitlines()) == len(rows) + 2
    for pack, clause, _, says, *_ in rows:
        assert f"<td>{pack}</td><td>{clause}</td>" in page
        assert f"<td>{says}</td>" in page


@pytest.mark.parametrize("verb", ["list", "coverage"])
@pytest.mark.parametrize(
    ("words", "found", "not_found"),
    [
        (["M25-6-1"], "M25-6-1", "M25-6-3"),
        (["M25-6"], "M25-6-3", "M25-7-1"),
        (["cn-frt-measures-2025", "art.", "13"], "M25-13-1", "SPC-2-1"),
        (["PIPL-47"], "PIPL-47", "PIPL-46"),
        (["art.", "13"], "M25-13-1", "M25-12"),
        (["第十三条"], "M25-13-1", "M25-12"),
        (["consent.grade"], "PIPL-29", "PIPL-47"),
        (["cn-spc-2021-15"], "SPC-2-1", "M25-4"),
    ],
)
def test_list_and_coverage_take_clauses_articles_facts_and_packs(
    verb, words, found, not_found, capsys
):
    code, out, _ = run(capsys, verb, *words)
    first = {line.split()[0] for line in out.splitlines()}
    assert (code, found in first, not_found in first) == (0, True, False)


@pytest.mark.parametrize("verb", ["list", "coverage", "explain"])
def test_a_word_that_leads_nowhere_is_an_error_with_the_nearest(verb, capsys):
    code, _, err = run(capsys, verb, "M25-6-11")
    assert (code, "M25-6-1" in err) == (2, True)


def test_without_arguments_the_command_prints_its_help(capsys):
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2
    out, err = capsys.readouterr()
    assert out.startswith("usage: facepolicy")
    assert err == ""


def test_schema_prints_what_is_stored(capsys):
    for name in ("manifest", "manifest.draft-07", "rule", "pack", "report", "common"):
        _, out, _ = run(capsys, "schema", name)
        assert out == (ROOT / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")


def test_a_reader_that_goes_away_is_no_traceback():
    command = f"{sys.executable} -m validator schema | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602 - a pipe is the case
    assert done.stdout == "{\n"
    assert done.stderr == ""


def test_version(capsys):
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.startswith("facepolicy ")
