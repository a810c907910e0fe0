"""Placeholders warn: in every format, at their line, and the exit code stays."""

import pytest

import validator
from validator import Status
from validator.cli import main
from validator.engine.placeholders import is_placeholder

RULE = "SC-PLACEHOLDERS"
FORMATS = (
    *("text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown", "csv", "html"),
    "oscal",
)
MANIFEST = """\
apiVersion: face-manifest/v2
kind: FaceRecognitionDeployment
metadata:
  id: gate
  title: {en: Gate}
controller:
  name: TODO
  contact: privacy@riverside.example
"""


@pytest.fixture
def gate(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gate.yaml").write_text(MANIFEST, encoding="utf-8")
    return tmp_path / "gate.yaml"


def checked():
    return validator.check("gate.yaml", packs="self-consistency", as_of="2026-11-28")


def command(*options):
    day = ("--as-of", "2026-11-28")
    return main(["check", "gate.yaml", "--pack", "self-consistency", *day, *options])


def warned(report):
    """Return the places of the placeholders that a report warns about."""
    found = [item for item in report.failures if item.rule.id == RULE]
    return [(fact.file, fact.position.line, fact.pointer) for item in found for fact in item.facts]


@pytest.mark.parametrize(
    "text",
    [
        "TODO",
        "todo",
        "TBD",
        "FIXME",
        "xxx",
        "XXXX",
        "changeme",
        "???",
        "[TODO]",
        "tbd.",
        "TODO: ask the officer",
        "待定",
        "待补充",
        "待填写",
        "（待定）",
        "【待补充】",
        "待确认：法务",
        "${VAR}",
        "${VAR:-none}",
        "$OWNER",
        "{{ x }}",
        "{{x}}",
        "{% if x %}",
        "<name>",
        "<姓名>",
        " TBD ",
        "\u3000待定",
        "\u00a0TODO\u00a0",
    ],
)
def test_a_placeholder(text):
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "none",
        "Todo List Services Ltd.",
        "a list with TODO inside",
        "Tbilisi",
        "$5",
        "<dpo@riverside.example>",
        "<https://riverside.example>",
        "${BASE}/pia.pdf",
        "https://{{ host }}/pia.pdf",
        "待机画面",
        "占用",
        "a" * 100_000,
        "<" + "a " * 50_000,
    ],
)
def test_a_text_that_says_something(text):
    assert not is_placeholder(text)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_warns_and_the_exit_code_stays(gate, form, capsys):
    assert command("--format", form) == 0
    shown = capsys.readouterr().out
    assert RULE in shown
    assert "placeholder" in shown
    assert "gate.yaml" in shown


def test_the_warning_is_at_the_line_and_below_the_verdict(gate, capsys):
    assert command() == 0
    verdict, *rest = capsys.readouterr().out.splitlines()
    assert "1 fact violates 1 requirement" in verdict
    line = "gate.yaml:7:9: WARN controller.name [warning] found TODO, expected a text that is no"
    assert any(item.startswith(line) for item in rest)
    assert command("--lang", "zh") == 0
    assert "应为：不是占位符的文字" in capsys.readouterr().out


def test_who_wants_it_fails_the_build_for_a_placeholder(gate):
    assert command("--fail-on", "warning") == 1


def test_a_warning_applies_no_instrument(gate, capsys):
    command()
    assert capsys.readouterr().out.startswith("NOT APPLICABLE: ")


def test_every_placeholder_has_its_place(gate):
    text = MANIFEST.replace("en: Gate", "en: Gate, zh-Hans: 待定")
    text += "evidence:\n  - {id: ev, by: '{{ owner }}'}\n"
    gate.write_text(text, encoding="utf-8")
    assert warned(checked()) == [
        ("gate.yaml", 5, "/metadata/title/zh-Hans"),
        ("gate.yaml", 7, "/controller/name"),
        ("gate.yaml", 10, "/evidence/0/by"),
    ]


def test_a_placeholder_of_a_base_is_in_the_base(gate):
    base = gate.with_name("base.yaml")
    base.write_text(
        "apiVersion: face-manifest/v2\nkind: FaceRecognitionBase\ncontroller: {name: TBD}\n",
        encoding="utf-8",
    )
    text = MANIFEST.replace("controller:\n  name: TODO", "extends: [base.yaml]\ncontroller:")
    gate.write_text(text, encoding="utf-8")
    assert warned(checked()) == [("base.yaml", 3, "/controller/name")]


def test_own_keys_of_a_team_say_nothing(gate):
    gate.write_text(MANIFEST.replace("name: TODO", "x-name: TODO"), encoding="utf-8")
    report = checked()
    assert warned(report) == []
    assert [item.status for item in report.results if item.rule.id == RULE] == [Status.PASS]
