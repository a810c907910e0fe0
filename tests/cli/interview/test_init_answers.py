"""``facepolicy init`` without asking: answers files and templates."""

import os
import re
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.support.checkout import ROOT
from validator import Reason, evaluate, load_manifest, manifest_from_value
from validator.cli import main
from validator.cli.interview import session
from validator.cli.interview.answers import load_answers, load_template, template_names
from validator.manifest.structure import manifest_problems
from validator.run.inputs import choose_in_force, load_packs

LOBBY = ROOT / "examples" / "lobby-gate.yaml"
VIOLATED = Reason.VIOLATED
WHEN = date(2026, 10, 31)
COMMENTED = re.compile(r" *#\S")
DAY = ("--as-of", "2026-10-31")
NOTHING_CONTRADICTED = "\nINCOMPLETE: "
REST = """\
metadata: {id: gate, status: pilot}
controller: {role: handler, name: Gate Ltd., country: CN, publicBody: {kind: none}}
scenario: {sector: other, jurisdictions: [CN]}
subjects: {enrolled: 5}
sharing: {recipients: []}
"""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def run(capsys, *argv):
    code = main(["init", *argv, *DAY])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def unchecked(monkeypatch):
    """Only write; what the check says of it is another test's business."""
    monkeypatch.setattr(session, "_check", lambda *_: 0)


def answers(path, text):
    path.write_text(text, encoding="utf-8")
    return str(path.name)


def test_a_manifest_is_an_answers_file(capsys, tmp_path):
    code, out, err = run(capsys, "gate.yaml", "--from-answers", str(LOBBY))
    assert (code, err) == (0, "")
    assert "Written: gate.yaml" in out
    assert "PASSED: " in out
    assert load_manifest("gate.yaml").value == load_manifest(LOBBY).value


@pytest.mark.usefixtures("unchecked")
def test_the_same_answers_give_the_same_bytes(capsys, tmp_path):
    run(capsys, "a.yaml", "--from-answers", str(LOBBY))
    run(capsys, "b.yaml", "--from-answers", str(LOBBY))
    assert (tmp_path / "a.yaml").read_bytes() == (tmp_path / "b.yaml").read_bytes()


@pytest.mark.usefixtures("unchecked")
def test_the_manifest_has_a_name_when_none_is_given(capsys, tmp_path):
    run(capsys, "--from-answers", str(LOBBY))
    assert [path.name for path in tmp_path.iterdir()] == ["manifest.yaml"]


@pytest.mark.usefixtures("unchecked")
def test_answers_in_json_and_from_standard_input(capsys, monkeypatch, tmp_path):
    path = tmp_path / "a.json"
    assert run(capsys, "a.yaml", "--from-answers", answers(path, '{"metadata": 7}'))[0] == 2
    stdin = type("Stdin", (), {"buffer": LOBBY.open("rb")})
    monkeypatch.setattr(sys, "stdin", stdin)
    assert run(capsys, "b.yaml", "--from-answers", "-")[0] == 0
    stdin.buffer.close()


def test_wrong_answers_are_reported_all_at_once_with_their_places(capsys, tmp_path):
    file = answers(
        tmp_path / "a.yaml",
        "metadata: {id: gate, status: pilott}\ncontroller: {countri: CN}\n"
        "subjects:\n  enrolled: many\n",
    )
    code, out, err = run(capsys, "gate.yaml", "--from-answers", file)
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        (
            'a.yaml:1:30: metadata.status is "pilott"; expected: one of planned, pilot, production, '
            'suspended, retired; did you mean "pilot"?'
        ),
        'a.yaml:2:23: unknown key "countri"; did you mean "country"?',
        'a.yaml:4:13: subjects.enrolled is "many"; expected: a whole number',
    ]
    assert not (tmp_path / "gate.yaml").exists()


def facts_of(path):
    """Return what a manifest states, without sections that state nothing."""

    def pruned(value):
        if not isinstance(value, dict):
            return value
        inner = {name: pruned(item) for name, item in value.items()}
        return {name: item for name, item in inner.items() if item not in (None, {})}

    return pruned(load_manifest(path).value)


def to_state(out):
    """Return the facts that a report lists as still to be stated."""
    lines = out.split("To state, so that more can be decided")[1].splitlines()
    return {line[4:].split(": ")[0] for line in lines if line.startswith("  - ")}


def test_few_answers_make_a_manifest_and_the_report_says_what_is_to_be_stated(capsys, tmp_path):
    file = answers(tmp_path / "a.yaml", "metadata: {id: gate}\nscenario: {jurisdictions: [CN]}\n")
    code, out, err = run(capsys, "gate.yaml", "--from-answers", file)
    assert (code, err) == (1, "")
    assert facts_of("gate.yaml") == {
        "apiVersion": "face-manifest/v2",
        "kind": "FaceRecognitionDeployment",
        "metadata": {"id": "gate", "version": "1.0.0", "updated": "2026-10-31"},
        "scenario": {"jurisdictions": ["CN"]},
    }
    assert out.count(NOTHING_CONTRADICTED) == 1
    assert {"scenario.modes", "scenario.scope", "controller.role"} <= to_state(out)
    assert "scenario.jurisdictions" not in to_state(out)


@pytest.mark.usefixtures("unchecked")
def test_null_states_nothing_and_takes_away_what_a_template_states(capsys, tmp_path):
    file = answers(
        tmp_path / "a.yaml",
        "metadata: {id: null, status: pilot}\ncontroller: null\n"
        "scenario: {useCase: null, jurisdictions: null}\npurposes: null\n",
    )
    assert run(capsys, "gate.yaml", "--template", "access-gate", "--from-answers", file)[0] == 0
    manifest = facts_of("gate.yaml")
    assert manifest["metadata"]["id"] == "gate"
    assert manifest["scenario"] == {"scope": "in-scope", "modes": ["identification-1-n"]}
    assert set(manifest) == {"apiVersion", "kind", "metadata", "scenario"}


def test_an_entry_that_others_refer_to_needs_its_id(capsys, tmp_path):
    file = answers(tmp_path / "a.yaml", "purposes:\n  - use: identity-verification\n")
    code, _, err = run(capsys, "gate.yaml", "--from-answers", file)
    assert code == 2
    assert err.startswith("a.yaml:2:5: purposes[0].id is missing")
    assert not (tmp_path / "gate.yaml").exists()


def test_a_reference_to_no_document_is_refused(capsys, tmp_path):
    file = answers(tmp_path / "a.yaml", REST + "governance: {policy: [ev-x]}\n")
    code, _, err = run(capsys, "g.yaml", "--template", "access-gate", "--from-answers", file)
    assert (code, err) == (2, 'a.yaml:6:23: "ev-x" is not an id in the list evidence\n')


def test_what_nobody_stated_is_left_out_and_nothing_is_invented(capsys, tmp_path):
    file = answers(tmp_path / "a.yaml", REST)
    code, out, _ = run(capsys, "g.yaml", "--template", "access-gate", "--from-answers", file)
    assert code == 1
    assert "Next:" in out
    manifest = facts_of("g.yaml")
    assert {"scenario.setting", "purposes[0].legalBasis", "subjects.under14.policy"} <= to_state(
        out
    )
    assert "setting" not in manifest["scenario"]
    assert manifest["purposes"] == [{"id": "open-gate", "use": "identity-verification"}]
    assert manifest["subjects"] == {"enrolled": 5}
    assert manifest["metadata"] == {
        "id": "gate",
        "version": "1.0.0",
        "status": "pilot",
        "updated": "2026-10-31",
    }
    assert set(manifest) == {"apiVersion", "kind", *load_answers(file).value, "purposes"}


@pytest.mark.usefixtures("unchecked")
def test_what_was_left_out_stands_there_as_a_comment(capsys, tmp_path):
    file = answers(tmp_path / "a.yaml", REST)
    run(capsys, "g.yaml", "--template", "access-gate", "--from-answers", file)
    text = (tmp_path / "g.yaml").read_text(encoding="utf-8")
    assert "\nconsent:\n" in text
    assert "service-degraded | service-denied)\n  #onRefusal: basic-service-continues\n" in text
    assert "keyManagement" not in text, "whether data are encrypted is not stated"
    run(capsys, "z.yaml", "--template", "access-gate", "--from-answers", file, "--lang", "zh")
    assert "  # 拒绝的后果：个人拒绝后的结果。" in (tmp_path / "z.yaml").read_text(encoding="utf-8")


def results(value):
    manifest = manifest_from_value(value)
    packs = load_packs(choose_in_force([manifest], WHEN).packs[manifest.name])
    report = evaluate(manifest, packs, as_of=WHEN)
    return [(item.rule.id, item.status, item.reason is VIOLATED) for item in report.results]


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize("name", template_names())
def test_one_mark_a_line_and_any_line_without_it_is_valid(capsys, tmp_path, name):
    run(capsys, "g.yaml", "--template", name, "--from-answers", answers(tmp_path / "a.yaml", REST))
    before = load_manifest("g.yaml")
    lines = before.text.splitlines()
    commented = [number for number, line in enumerate(lines) if COMMENTED.match(line)]
    assert len(commented) > 40
    assert not [line for line in lines if line.count("#") > 1]
    assert results(before.value) == results(facts_of("g.yaml"))
    for number in commented:
        changed = list(lines)
        changed[number] = lines[number].replace("#", "", 1)
        (tmp_path / "one.yaml").write_text("\n".join(changed), encoding="utf-8")
        after = load_manifest("one.yaml")
        assert manifest_problems(after) == (), lines[number]
        assert after.value != before.value or lines[number].endswith(": null")


@pytest.mark.parametrize("name", template_names())
def test_every_template_leads_to_a_valid_manifest(capsys, tmp_path, name):
    rest = REST
    if name == "payment":
        rest = rest.replace("sector: other", "sector: retail, modes: [verification-1-1]")
    file = answers(tmp_path / "a.yaml", rest)
    code, out, err = run(capsys, "g.yaml", "--template", name, "--from-answers", file)
    assert (code, err) == (1, "")
    assert manifest_problems(load_manifest("g.yaml")) == ()
    assert NOTHING_CONTRADICTED in out or name == "police-watch-list"


@pytest.mark.parametrize("name", template_names())
def test_a_template_alone_names_what_it_cannot_know(capsys, name):
    code, out, err = run(capsys, "g.yaml", "--template", name, "--no-input")
    assert (code, err) == (1, "")
    assert manifest_problems(load_manifest("g.yaml")) == ()
    template = load_template(name).answers
    stated = facts_of("g.yaml")
    assert {part: stated[part] for part in template} == template
    assert {"controller.role", "controller.country", "scenario.jurisdictions"} <= to_state(out)


def test_nothing_stated_at_all_is_a_manifest_too(capsys):
    code, out, err = run(capsys, "side-gate.yaml", "--no-input")
    assert (code, err) == (1, "")
    assert load_manifest("side-gate.yaml").value["metadata"]["id"] == "side-gate"
    assert NOTHING_CONTRADICTED in out


@pytest.mark.parametrize("name", template_names())
def test_a_template_states_only_what_defines_its_case(name):
    template = load_template(name)
    assert set(template.answers) <= {"controller", "scenario", "purposes", "subjects"}
    assert "legalBasis" not in template.answers["purposes"][0]
    assert template.description.en.endswith(".")
    assert template.description.zh.endswith("。")


def test_the_templates_are_listed_in_both_languages(capsys):
    for language in ("en", "zh"):
        code, out, _ = run(capsys, "--list-templates", "--lang", language)
        assert code == 0
        assert [line.split()[0] for line in out.splitlines()] == list(template_names())
    assert "考勤" in out
    assert set(template_names()) == {"access-gate", "attendance", "payment", "identity-proofing", "school", "police-watch-list", "office-lobby"}  # fmt: skip


def test_a_misspelt_template(capsys):
    code, _, err = run(capsys, "--template", "acess-gate", "--no-input")
    assert (code, err) == (2, 'acess-gate: no such template; did you mean "access-gate"?\n')


@pytest.mark.usefixtures("unchecked")
def test_an_existing_file_is_left_alone(capsys, tmp_path):
    path = tmp_path / "gate.yaml"
    path.write_text("mine", encoding="utf-8")
    code, out, err = run(capsys, "gate.yaml", "--from-answers", str(LOBBY))
    assert (code, out) == (2, "")
    assert err == "gate.yaml: this file exists already; choose another name, or --force to replace it\n"  # fmt: skip
    assert path.read_text(encoding="utf-8") == "mine"
    assert run(capsys, "gate.yaml", "--from-answers", str(LOBBY), "--force")[0] == 0
    assert load_manifest(path).value == load_manifest(LOBBY).value


def test_a_name_taken_during_the_interview_is_left_alone(capsys, tmp_path, monkeypatch):

    path = tmp_path / "gate.yaml"
    made = session.without_asking

    def meanwhile(*argv):
        path.write_text("theirs", encoding="utf-8")
        return made(*argv)

    monkeypatch.setattr(session, "without_asking", meanwhile)
    assert run(capsys, "gate.yaml", "--from-answers", str(LOBBY))[0] == 2
    assert path.read_text(encoding="utf-8") == "theirs"


def test_a_link_that_leads_nowhere_is_left_alone(capsys, tmp_path):
    (tmp_path / "gate.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert run(capsys, "gate.yaml", "--from-answers", str(LOBBY))[0] == 2
    assert not (tmp_path / "elsewhere.yaml").exists()


def test_a_write_that_fails_leaves_nothing(capsys, tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    code, _, err = run(capsys, "gate.yaml", "--from-answers", str(LOBBY))
    assert (code, err) == (2, "gate.yaml: cannot be written: No space left on device\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("unchecked")
def test_a_folder_that_is_not_there_is_made(capsys):
    assert run(capsys, "new/gate.yaml", "--from-answers", str(LOBBY))[0] == 0
    assert load_manifest("new/gate.yaml").value == load_manifest(LOBBY).value


def test_a_file_is_no_folder(capsys, tmp_path):
    (tmp_path / "file").touch()
    code, _, err = run(capsys, "file/gate.yaml", "--from-answers", str(LOBBY))
    assert code == 2
    assert err.startswith("file/gate.yaml: cannot be written: ")


def test_what_nothing_would_read_is_not_written(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(session, "SIZE_LIMIT", 1000)
    code, out, err = run(capsys, "gate.yaml", "--from-answers", str(LOBBY))
    assert (code, out) == (2, "")
    assert err.startswith("gate.yaml: nothing was written: the manifest would be larger than ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("closed", [False, True])
def test_nobody_to_ask(capsys, monkeypatch, closed):
    with Path(os.devnull).open() as nothing:
        monkeypatch.setattr(sys, "stdin", None if closed else nothing)
        code, out, err = run(capsys, "gate.yaml")
    assert (code, out) == (2, "")
    assert err == "facepolicy init: init needs a terminal; use --from-answers FILE\n"


@pytest.mark.usefixtures("unchecked")
def test_other_answers_are_not_thrown_away(capsys, tmp_path):
    kept = tmp_path / "gate.yaml.answers"
    kept.write_text("metadata: {id: other}\n", encoding="utf-8")
    run(capsys, "gate.yaml", "--from-answers", str(LOBBY))
    assert kept.exists()


def test_resume_without_a_name_to_be_guessed(capsys):
    code, _, err = run(capsys, "--resume", "kept.yaml")
    assert code == 2
    assert "name the manifest: " in err


def test_broken_answers_are_refused_before_anything_is_asked(capsys, tmp_path, monkeypatch):
    file = answers(tmp_path / "gate.yaml.answers", "metadata: {statu: pilot}\n")
    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"isatty": lambda _self: True})())
    code, _, err = run(capsys, "--resume", file)
    assert (code, err) == (2, 'gate.yaml.answers:1:19: unknown key "statu"; did you mean "status"?\n')  # fmt: skip


def test_a_template_does_not_mix_with_kept_answers(capsys, tmp_path, monkeypatch):
    answers(tmp_path / "gate.yaml.answers", "metadata: {id: gate}\n")
    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"isatty": lambda _self: True})())
    code, _, err = run(capsys, "gate.yaml", "--template", "school")
    assert code == 2
    assert "continue without --template" in err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (LOBBY.read_text(encoding="utf-8"), "without --template"),
        ("metadata: {statu: pilot}\n", 'did you mean "status"?'),
    ],
)
def test_an_existing_manifest_is_completed_without_a_template_and_only_if_valid(
    capsys, tmp_path, monkeypatch, text, says
):
    answers(tmp_path / "gate.yaml", text)
    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"isatty": lambda _self: True})())
    code, _, err = run(capsys, "gate.yaml", "--template", "school")
    assert code == 2
    assert says in err
    assert (tmp_path / "gate.yaml").read_text(encoding="utf-8") == text


def test_a_new_manifest_is_no_json(capsys, tmp_path):
    code, _, err = run(capsys, "gate.json", "--from-answers", str(LOBBY))
    assert (code, err) == (
        2,
        "gate.json: a new manifest is written as YAML; choose a name that ends in .yaml\n",
    )
    assert not (tmp_path / "gate.json").exists()
