"""What configuration files show: agreement, contradiction, or nothing; and never a value of them."""

import json
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

import validator
from tests.support.checkout import ROOT
from validator import Reason, Standing, Status
from validator.cli import main
from validator.engine.configuration import Shown, Why
from validator.manifest.reading import evidence_files

STACK = ROOT / "examples" / "stack"
DAY = date(2026, 11, 28)
RULE = "SC-CONFIGURATION"
TYPED = "correct-horse-battery"
FORMATS = ("text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown", "csv", "html", "oscal")  # fmt: skip


@pytest.fixture
def stack(tmp_path):
    """Return a copy of the example stack."""
    return shutil.copytree(STACK, tmp_path / "stack")


def command(stack, *options):
    as_of = ("--as-of", DAY.isoformat())
    return main(
        ["check", "--pack", "self-consistency", *as_of, *options, str(stack / "manifest.yaml")]
    )


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_change_of_env_turns_the_build_red(stack, capsys):
    assert command(stack) == 0
    out = capsys.readouterr().out
    assert f"storage.images.retained: evidenced by configuration ({stack}/.env:2)" in out
    assert out.count("evidenced by configuration") == 5
    change(stack / ".env", "SAVE_FACE_IMAGES=false", "SAVE_FACE_IMAGES=true")
    assert command(stack) == 1
    out = capsys.readouterr().out
    assert f"{stack}/manifest.yaml:18:22: FAIL storage.images.retained [error] " in out
    assert f"\n  {RULE} [error]: " in out
    assert f"storage.images.retained is false, but {stack}/.env:2 shows true" in out
    assert command(stack, "--lang", "zh") == 1
    assert f"而 {stack}/.env:2 表明其为 是（true）" in capsys.readouterr().out


def test_a_configuration_file_that_is_not_there_turns_the_build_red(stack, capsys):
    """Nothing would be compared, and the report would pass."""
    (stack / ".env").rename(stack / "env")
    assert command(stack) == 1
    out = capsys.readouterr().out
    assert f"{stack}/manifest.yaml:28:10: FAIL evidence[0].uri [error] " in out
    assert "  SC-EVIDENCE-CURRENT [error]: " in out


@pytest.mark.parametrize("case", ["a broken file", "a number as key", "a binary file", "no file"])
def test_what_cannot_be_parsed_does_not_count(tmp_path, case):
    name, content, *_ = CASES[case]
    report = write(tmp_path, retained(), name, content)
    (failure,) = report.failures
    assert (failure.rule.id, failure.reason) == ("SC-EVIDENCE-CURRENT", Reason.UNEVIDENCED)
    documents = [item for items in report.documents.values() for item in items]
    (document,) = (item for item in documents if item.standing.broken)
    expected = Standing.MISSING if content is None else Standing.MALFORMED
    assert document.standing is expected


@pytest.mark.parametrize("case", ["absent", "not listed", "a template", "another form"])
def test_what_decides_nothing_does_not_fail(tmp_path, case):
    name, content, *_ = CASES[case]
    assert write(tmp_path, retained(), name, content).failures == ()


def test_a_contradiction_is_a_violation_at_the_fact(stack):
    change(stack / ".env", "=30d", "=365d")
    change(stack / ".env", "UNKNOWN_FACES=false", "UNKNOWN_FACES=true")
    report = validator.check(stack / "manifest.yaml", packs=["self-consistency"], as_of=DAY)
    (failure,) = report.failures
    assert (failure.rule.id, failure.reason) == (RULE, Reason.VIOLATED)
    assert {item.pointer: item.position.line for item in failure.findings} == {
        "/subjects/bystanders/capture": 16,
        "/deletion/within": 23,
    }


def write(folder, proves, name=".env", content="A=true\n", *, more="", facts=""):  # noqa: PLR0913 - each a part of the manifest
    """Write a manifest with one configuration file, and return its report."""
    if content is not None:
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
    entry = {"id": "ev", "uri": name, "expires": "never", "proves": proves}
    manifest = {
        "apiVersion": "face-manifest/v2",
        "kind": "FaceRecognitionDeployment",
        "metadata": {"id": "site"},
        "evidence": [{**entry, **(yaml.safe_load(more) or {} if more else {})}],
        **(yaml.safe_load(facts) if facts else {"storage": {"images": {"retained": True}}}),
    }
    file = folder / "site.json"
    file.write_text(json.dumps(manifest), encoding="utf-8")
    return validator.check(file, packs=["self-consistency"], as_of=DAY)


def outcome(report):
    (documents,) = report.documents.values()
    ((proof,),) = (item.proofs for item in documents)
    (result,) = (item for item in report.results if item.rule.id == RULE)
    return proof, result


def retained(at="/A", means=None):
    fact = {"fact": "/storage/images/retained", "at": at}
    return [{**fact, "means": means or {"true": True, "false": False}}]


CASES = {
    "agrees": (".env", "A=true\n", Shown.AGREES, None),
    "contradicts": (".env", "A=false\n", Shown.CONTRADICTS, None),
    "json": ("a.json", '{"A": false}', Shown.CONTRADICTS, None),
    "toml": ("a.toml", "A = true", Shown.AGREES, None),
    "yaml": ("a.yml", "A: 'true'", Shown.AGREES, None),
    "yes is another text": ("a.yml", "A: yes", Shown.UNCLEAR, Why.NOT_LISTED),
    "absent": (".env", "B=true\n", Shown.UNCLEAR, Why.ABSENT),
    "null": ("a.yml", "A:", Shown.UNCLEAR, Why.ABSENT),
    "not listed": (".env", f"A={TYPED}\n", Shown.UNCLEAR, Why.NOT_LISTED),
    "a mapping": ("a.yml", "A: {b: true}", Shown.UNCLEAR, Why.NOT_LISTED),
    "braces": ("a.yml", "A: ${B:-true}", Shown.UNCLEAR, Why.EXPRESSION),
    "a variable": ("a.yml", "A: $B", Shown.UNCLEAR, Why.EXPRESSION),
    "a template": ("a.yml", "A: '{{ b }}'", Shown.UNCLEAR, Why.EXPRESSION),
    "a tag": ("a.yml", "A: !secret true", Shown.UNCLEAR, Why.EXPRESSION),
    "merged": ("a.yml", "b: &b {A: true}\n<<: *b", Shown.UNCLEAR, Why.ABSENT),
    "a broken file": ("a.json", "{", Shown.UNCLEAR, Why.MALFORMED),
    "a number as key": ("a.yml", "1: 2\nA: true", Shown.UNCLEAR, Why.MALFORMED),
    "a binary file": (".env", bytes(range(256)), Shown.UNCLEAR, Why.MALFORMED),
    "another form": ("a.ini", "A=true", Shown.UNCLEAR, Why.UNKNOWN_FORM),
    "no file": (".env", None, Shown.UNCLEAR, Why.NOT_OPENED),
    "an empty file": (".env", "", Shown.UNCLEAR, Why.NOT_OPENED),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_configuration_shows(tmp_path, case):
    name, content, shown, why = CASES[case]
    proof, result = outcome(write(tmp_path, retained(), name, content))
    assert (proof.shown, proof.why) == (shown, why)
    statuses = {Shown.AGREES: Status.PASS, Shown.CONTRADICTS: Status.FAIL}
    assert result.status is statuses.get(shown, Status.NOT_APPLICABLE)


def test_an_expression_is_no_proof_even_if_means_lists_it(tmp_path):
    means = {"${B}": True, "{{ b }}": True, "true": True}
    for text in means:
        proof, _ = outcome(
            write(tmp_path, retained(means=means), "a.json", json.dumps({"A": text}))
        )
        assert (proof.shown is Shown.AGREES) is (text == "true")


def test_a_fact_that_the_manifest_does_not_state_stays_not_stated(tmp_path):
    proof, result = outcome(write(tmp_path, retained(), facts="storage: {images: {}}"))
    assert (proof.shown, proof.value) == (Shown.NOT_STATED, True)
    assert result.status is Status.NOT_APPLICABLE
    assert result.document.get("/storage/images/retained") is validator.model.pointers.MISSING


@pytest.mark.parametrize("more", ["expires: '2026-11-27'", "expires: null", "issued: '2026-11-29'"])
def test_evidence_that_does_not_count_proves_nothing_and_still_contradicts(tmp_path, more):
    proof, _ = outcome(write(tmp_path, retained(), more=more))
    assert (proof.shown, proof.why) == (Shown.UNCLEAR, Why.NOT_COUNTING)
    proof, result = outcome(write(tmp_path, retained(), content="A=false\n", more=more))
    assert proof.shown is Shown.CONTRADICTS
    assert result.reason is Reason.VIOLATED


@pytest.mark.parametrize("uri", ["doc://settings/.env", "https://site.example/.env"])
def test_a_file_elsewhere_is_not_opened(tmp_path, uri):
    proof, _ = outcome(write(tmp_path, retained(), more=json.dumps({"uri": uri})))
    assert proof.why is Why.NOT_OPENED


def test_a_file_with_another_digest_proves_nothing(tmp_path):
    proof, _ = outcome(write(tmp_path, retained(), more=json.dumps({"sha256": "0" * 64})))
    assert proof.why is Why.NOT_OPENED


def test_a_link_that_leads_out_is_not_followed(tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "outside.env").write_text("A=true\n", encoding="utf-8")
    (site / ".env").symlink_to(tmp_path / "outside.env")
    for uri in (".env", "../outside.env"):
        report = write(site, retained(), content=None, more=json.dumps({"uri": uri}))
        assert outcome(report)[0].why is Why.NOT_OPENED


def test_files_are_limited_one_by_one_and_together(tmp_path, monkeypatch):
    monkeypatch.setattr(evidence_files, "CONFIGURATION_LIMIT", 6)
    assert outcome(write(tmp_path, retained()))[0].why is Why.TOO_LARGE
    monkeypatch.setattr(evidence_files, "CONFIGURATION_LIMIT", 7)
    assert outcome(write(tmp_path, retained()))[0].shown is Shown.AGREES
    monkeypatch.setattr(evidence_files, "CONFIGURATIONS_LIMIT", 6)
    assert outcome(write(tmp_path, retained()))[0].why is Why.TOO_LARGE


def test_bytes_of_terraform_count_more(tmp_path, monkeypatch):
    monkeypatch.setattr(evidence_files, "CONFIGURATIONS_LIMIT", 8 * 32 - 1)
    report = write(tmp_path, retained(), "main.tf", "A = true")
    assert outcome(report)[0].why is Why.TOO_LARGE


def test_terraform_without_the_extra_names_the_extra(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "hcl2", None)
    report = write(tmp_path, retained(), "main.tf", "A = true")
    assert outcome(report)[0].why is Why.EXTRA_MISSING
    main(["check", "-p", "self-consistency", str(tmp_path / "site.json")])
    assert "pip install 'facepolicy[terraform]'" in capsys.readouterr().out


def test_a_file_is_read_once_for_all_its_facts(tmp_path, monkeypatch):
    monkeypatch.setattr(evidence_files, "CONFIGURATIONS_LIMIT", 7)
    report = write(tmp_path, retained() * 3)
    (documents,) = report.documents.values()
    assert [item.shown for item in documents[0].proofs] == [Shown.AGREES] * 3


PAIRS = [
    ("deletion: {within: P7D}", "/deletion/within", "P1W", Shown.AGREES),
    ("deletion: {within: P30D}", "/deletion/within", "P90D", Shown.CONTRADICTS),
    ("deletion: {within: P1M}", "/deletion/within", "P30D", Shown.UNCLEAR),
    ("deletion: {within: P1M}", "/deletion/within", "P32D", Shown.CONTRADICTS),
    ("subjects: {enrolled: 5}", "/subjects/enrolled", 5, Shown.AGREES),
    ("subjects: {enrolled: 1}", "/subjects/enrolled", 0, Shown.CONTRADICTS),
    (
        "scenario: {modes: [analysis, verification-1-1]}",
        "/scenario/modes",
        ["verification-1-1", "analysis"],
        Shown.AGREES,
    ),
    (
        "scenario: {modes: [analysis, verification-1-1]}",
        "/scenario/modes",
        ["analysis"],
        Shown.CONTRADICTS,
    ),
]


@pytest.mark.parametrize(("facts", "fact", "value", "shown"), PAIRS)
def test_values_are_compared_by_what_they_mean(tmp_path, facts, fact, value, shown):
    proves = [{"fact": fact, "at": "/A", "means": {"true": value}}]
    assert outcome(write(tmp_path, proves, facts=facts))[0].shown is shown


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_prints_a_value_of_the_file(tmp_path, capsys, form):
    content = f"A: {TYPED}\nB: !secret {TYPED}\nC: [{TYPED}]\n'{TYPED}': {TYPED}\n"
    proves = [item for at in ("/A", "/B", "/C", "/C/0") for item in retained(at)]
    write(tmp_path, proves, "a.yml", content)
    for file in (content, content + f"'{TYPED}': 1\n{TYPED}: [\n"):
        (tmp_path / "a.yml").write_text(file, encoding="utf-8")
        main(["check", "-p", "self-consistency", "--format", form, str(tmp_path / "site.json")])
        captured = capsys.readouterr()
        assert TYPED not in captured.out + captured.err


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_names_both_places_of_a_contradiction(tmp_path, monkeypatch, capsys, form):
    (tmp_path / "site").mkdir()
    monkeypatch.chdir(tmp_path)
    write(Path("site"), retained(), content="B=1\nA=false\n")
    main(["check", "-p", "self-consistency", "--format", form, "site/site.json"])
    out = capsys.readouterr().out
    assert RULE in out
    assert "site/site.json" in out
    assert "site/.env:2 shows true" not in out
    assert "site/.env:2 shows false" in out


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("text", "evidenced by configuration"),
        ("markdown", "evidenced by configuration"),
        ("html", "evidenced by configuration"),
        ("oscal", "evidenced by configuration"),
        ("json", '"shown": "agrees"'),
        ("jsonl", '"shown":"agrees"'),
    ],
)
def test_agreement_is_shown_as_evidenced(tmp_path, capsys, form, text):
    write(tmp_path, retained())
    main(["check", "-p", "self-consistency", "--format", form, str(tmp_path / "site.json")])
    assert text in capsys.readouterr().out


def test_a_pass_on_facts_that_configuration_proves_is_evidenced(tmp_path):
    report = write(tmp_path, retained())
    assert [item.rule.id for item in report.evidenced] == ["SC-ANALYSIS-ENROLLED", RULE]
    report = write(tmp_path, retained(), content="A=maybe\n")
    assert report.evidenced == ()


def test_a_fact_that_another_setting_contradicts_is_not_evidenced(tmp_path):
    proves = [*retained("/A"), *retained("/B")]
    report = write(tmp_path, proves, content="A=true\nB=false\n")
    assert [item.rule.id for item in report.failures] == [RULE]
    (finding,) = report.failures[0].findings
    assert finding.pointer == "/storage/images/retained"
    assert report.evidenced == ()
