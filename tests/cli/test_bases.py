"""Bases on the command line: what is skipped, refused, reported and shown."""

import json
import re
from pathlib import Path

import pytest
import yaml

from validator.cli import main

BASE = "apiVersion: face-manifest/v2\nkind: FaceRecognitionBase\n"
SITE = "apiVersion: face-manifest/v2\nkind: FaceRecognitionDeployment\nextends: [../product.yaml]\n"
FLEET = Path(__file__).parents[2] / "examples" / "fleet"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A product and three sites, in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("facepolicy.toml").touch()
    Path("sites").mkdir()
    product("consent: {onRefusal: service-denied}\npurposes: [{id: unlock, legalBasis: consent}]\n")
    for number in range(3):
        Path(f"sites/{number}.yaml").write_text(
            f"{SITE}metadata: {{id: s{number}}}\nscenario: {{scope: in-scope, jurisdictions: [CN]}}\n",
            encoding="utf-8",
        )


def product(text):
    Path("product.yaml").write_text(BASE + text, encoding="utf-8")


def run(capsys, *argv):
    code = main(argv)
    out, err = capsys.readouterr()
    return code, out, err


def test_a_base_in_a_folder_is_skipped_and_counted(project, capsys):
    _, out, err = run(capsys, "check", ".")
    assert not err
    assert "3 manifests, bases skipped: 1" in out
    _, out, _ = run(capsys, "check", "--format", "json", ".")
    assert json.loads(out)["counts"]["basesSkipped"] == 1
    _, out, _ = run(capsys, "check", "--format", "jsonl", ".")
    assert json.loads(out.splitlines()[-1])["counts"]["basesSkipped"] == 1


def test_a_base_that_is_named_is_refused(project, capsys):
    code, out, err = run(capsys, "check", "product.yaml")
    assert (code, out) == (2, "")
    assert err.startswith("product.yaml:2:7: a base is not checked by itself")
    _, _, err = run(capsys, "check", "--lang", "zh", "product.yaml")
    assert "基础清单不单独检查" in err


@pytest.mark.parametrize("verb", ["check", "validate"])
def test_a_base_that_is_named_beside_a_manifest_is_skipped_and_counted(project, capsys, verb):
    """As pre-commit names the files of a commit."""
    code, out, err = run(capsys, verb, "product.yaml", "sites/0.yaml")
    assert (code, err) == (int(verb == "check"), "")
    assert re.search(r"skipped\b[^:]*: 1\b", out)


def test_a_base_that_is_named_beside_a_folder_is_skipped_once(project, capsys):
    _, out, _ = run(capsys, "check", "--format", "jsonl", ".", "product.yaml")
    assert json.loads(out.splitlines()[-1])["counts"]["basesSkipped"] == 1


def test_bases_alone_have_no_answer(project, capsys):
    Path("company.yaml").write_text(BASE, encoding="utf-8")
    for verb in ("check", "validate"):
        code, _, err = run(capsys, verb, "product.yaml", "company.yaml")
        assert code == 2
        assert "only bases, which are not checked by themselves" in err


def test_another_document_that_is_named_is_refused(project, capsys):
    Path("pod.yaml").write_text("kind: Pod\n", encoding="utf-8")
    code, _, err = run(capsys, "validate", "pod.yaml", "sites/0.yaml")
    assert code == 2
    assert "pod.yaml:1:1" in err


def test_a_folder_with_nothing_but_bases_has_no_answer(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    product("")
    code, _, err = run(capsys, "check", ".")
    assert code == 2
    assert "only bases, which are not checked by themselves, or other documents" in err


def test_a_fact_of_a_base_is_one_block_that_names_who_inherits_it(project, capsys):
    _, out, _ = run(capsys, "check", "sites")
    assert out.count("product.yaml:3:22: FAIL consent.onRefusal") == 1
    assert out.count("  inherited by 3 manifests: sites/0.yaml, sites/1.yaml, sites/2.yaml\n") == 1
    _, out, _ = run(capsys, "check", "sites/0.yaml")
    assert "inherited by" not in out


def test_a_finding_is_at_the_line_of_the_base(project, capsys):
    code, out, _ = run(capsys, "check", "sites")
    assert code == 1
    assert "product.yaml:3:22: FAIL consent.onRefusal" in out
    _, out, _ = run(capsys, "check", "--format", "json", "sites")
    facts = [fact for result in json.loads(out)["results"] for fact in result["facts"]]
    places = {
        (fact["file"], fact["line"], fact.get("inherited"))
        for fact in facts
        if fact["pointer"] == "/consent/onRefusal"
    }
    assert places == {("product.yaml", 3, True)}


@pytest.mark.parametrize(
    "form", ["sarif", "github", "gitlab", "junit", "csv", "markdown", "html", "oscal", "jsonl"]
)
def test_every_format_names_the_base(project, capsys, form):
    _, out, _ = run(capsys, "check", "--format", form, "sites")
    assert "product.yaml" in out


@pytest.mark.parametrize("options", [(), ("-q",)])
def test_a_flaw_of_a_base_is_reported_once(project, capsys, options):
    Path("sites/own.yaml").write_text(
        SITE.replace("extends: [../product.yaml]\n", "metadata: {id: own}\n"), encoding="utf-8"
    )
    product("consent: {grade: strange}\n")
    code, out, err = run(capsys, "check", "sites", *options)
    assert code == 2
    assert (out + err).count("consent.grade is") == 1
    assert "(stops 3 manifests: sites/0.yaml, sites/1.yaml, sites/2.yaml)" in out + err


def test_a_manifest_with_several_flaws_of_its_bases_is_counted_once(project, capsys):
    Path("sites/own.yaml").write_text(
        SITE.replace("extends: [../product.yaml]\n", "metadata: {id: own}\n"), encoding="utf-8"
    )
    product("consent: {grade: strange}\ncontroller: {role: stranger}\n")
    _, out, _ = run(capsys, "check", "sites")
    assert out.startswith("UNREADABLE: 3 of 4 manifests cannot be checked;")


def test_a_flaw_of_a_base_is_one_line_of_json_lines(project, capsys):
    Path("sites/own.yaml").write_text(
        SITE.replace("extends: [../product.yaml]\n", "metadata: {id: own}\n"), encoding="utf-8"
    )
    product("consent: {grade: strange}\n")
    _, out, _ = run(capsys, "check", "--format", "jsonl", "sites")
    lines = [json.loads(line) for line in out.splitlines()]
    (problem,) = [line for line in lines if line["type"] == "problem"]
    assert problem["message"]["en"].endswith(
        "(stops 3 manifests: sites/0.yaml, sites/1.yaml, sites/2.yaml)"
    )
    assert lines[-1]["problems"] == 1


def test_a_base_is_not_overwritten(project, capsys):
    before = Path("product.yaml").read_bytes()
    code, _, _ = run(capsys, "check", "sites", "--output", "product.yaml")
    assert code == 2
    assert Path("product.yaml").read_bytes() == before


def test_show_prints_each_value_with_its_place(project, capsys):
    code, out, _ = run(capsys, "show", "sites/0.yaml")
    assert code == 0
    assert "  onRefusal: service-denied  # product.yaml:3\n" in out
    assert "  id: s0  # sites/0.yaml:4\n" in out
    value = yaml.safe_load(out)
    assert value["purposes"] == [{"id": "unlock", "legalBasis": "consent"}]
    _, out, _ = run(capsys, "show", "sites/0.yaml", "--format", "json")
    shown = json.loads(out)
    assert shown["manifest"] == value
    assert shown["places"]["/consent/onRefusal"] == "product.yaml:3"


def test_show_prints_letters_as_they_are_and_no_control_characters(tmp_path, capsys):
    own = SITE.replace("extends: [../product.yaml]\n", "")
    text = f'{own}metadata: {{id: a, name: "一号门\\u202e"}}\n'
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    _, out, _ = run(capsys, "show", str(tmp_path / "a.yaml"), "--format", "json")
    assert '"一号门\\u202e"' in out
    assert json.loads(out)["manifest"]["metadata"]["name"] == "一号门\u202e"


def test_show_prints_what_the_reader_reads(tmp_path, capsys):
    text = SITE.replace("extends: [../product.yaml]\n", "") + (
        'metadata: {id: a}\nx-odd: {a: [[1, [2]], {b: [], c: {}}], "y: #": "null", d: "\\u202e", e: 1.5, f: null}\n'
    )
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    _, out, _ = run(capsys, "show", str(tmp_path / "a.yaml"))
    assert yaml.safe_load(out) == yaml.safe_load(text)


def test_migrate_turns_a_base_into_version_2(project, capsys):
    Path("product.yaml").write_text(BASE.replace("/v2", "/v1"), encoding="utf-8")
    assert run(capsys, "migrate", "product.yaml")[0] == 0
    assert Path("product.yaml").read_text(encoding="utf-8") == BASE


def test_the_fleet_has_one_failing_site(capsys):
    code, out, _ = run(capsys, "check", str(FLEET), "--as-of", "2026-11-28")
    assert code == 1
    assert out.count(": FAIL ") == 1
    assert "north-quay.yaml:11:22: FAIL consent.onRefusal" in out
    assert "20 manifests, bases skipped: 2" in out
