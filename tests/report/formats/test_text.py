"""The report for a terminal: an entry for each fact, its line with a mark, wrapped lines."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

import validator
from tests.support.checkout import ROOT
from validator.cli.options import wants_colour
from validator.engine.results import Finding
from validator.report.formats import Style, lines, render

DRAFT = "cn-tc260-frd-2021-draft"
DAY = date(2026, 10, 31)
GATE = ROOT / "examples" / "compreface-defaults.yaml"


def checked(path, **more):
    return validator.check(path, packs=[DRAFT], as_of=DAY, **more)


def test_each_fact_has_one_entry_with_its_line_and_a_mark_below_its_value():
    rows = render(checked(GATE), "text", Style()).splitlines()
    heads = [number for number, row in enumerate(rows) if re.search(": (FAIL|WARN) ", row)]
    assert len(heads) == 6
    source = GATE.read_text(encoding="utf-8").splitlines()
    for head in heads:
        line, column = map(int, re.search(r":(\d+):(\d+): ", rows[head]).groups())
        assert rows[head + 1].startswith(f"  {line} | ")
        at = rows[head + 2].index("^")
        assert rows[head + 1][at:].startswith(source[line - 1][column - 1 :][:8])


def test_a_demand_of_several_rules_is_printed_once_with_all_of_them():
    text = render(checked(GATE), "text", Style())
    demand = "Images or templates leave a device without encryption that counts."
    assert text.count(demand) == 1
    after = text.split(f"  {demand}\n")[1].splitlines()
    assert [row.split()[0] for row in after[:2]] == ["FRD21-5-SEC", "FRD21-5-ENC-transit"]


def test_the_line_of_a_base_is_shown(tmp_path):
    site = tmp_path / "site.yaml"
    head = "apiVersion: face-manifest/v2\n"
    base = yaml.safe_load(GATE.read_text(encoding="utf-8"))
    identity = yaml.safe_dump({"metadata": {"id": base.pop("metadata")["id"]}})
    base["kind"] = "FaceRecognitionBase"
    (tmp_path / "base.yaml").write_text(yaml.safe_dump(base), encoding="utf-8")
    site.write_text(
        f"{head}kind: FaceRecognitionDeployment\nextends: [base.yaml]\n{identity}", encoding="utf-8"
    )
    text = render(checked(site), "text", Style())
    line = re.search(r"base\.yaml:(\d+):\d+: FAIL storage\.encryption\.atRest .*\n(.*)", text)
    assert re.fullmatch(rf"  {line[1]} \| +atRest: none", line[2])


def test_a_value_from_memory_has_no_line():
    value = validator.load_manifest(GATE).value
    parts = ("storage", "encryption", "atRest")
    finding = Finding(parts, None, (), validator.manifest_from_value(value))
    assert list(lines.frame(finding)) == []
    (row, mark) = lines.frame(finding._replace(manifest=validator.load_manifest(GATE)))
    assert "atRest" in row
    assert mark.strip(" |") == "^"


def test_what_does_not_apply_and_was_not_run_is_for_verbose():
    report = validator.check(GATE, packs=["us-nlc-2021"], as_of=DAY)
    assert "Not applicable" not in render(report, "text", Style())
    assert "\nNot applicable\n" in render(report, "text", Style(verbose=True))


def test_a_question_of_two_rules_is_one_entry():
    packs = ["cn-frt-measures-2025", "cn-pipl-2021"]
    report = validator.check(ROOT / "examples" / "lobby-gate.yaml", packs=packs, as_of=DAY)
    text = render(report, "text", Style())
    (row,) = [row for row in text.splitlines() if "public place" in row and "REVIEW" in row]
    assert "M25-13-1" in row
    assert "PIPL-26" in row


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_lines_fit_a_terminal(columns, language):
    plain = render(checked(GATE), "text", Style(language))
    text = render(checked(GATE), "text", Style(language, width=columns))
    for row in text.splitlines()[:-1]:
        assert lines.width(row) <= columns or " " not in row.strip() or " | " in row
    frame = r"  (\d+ \| .*| +\| +\^)"
    frames = [row for row in text.splitlines() if re.fullmatch(frame, row)]
    assert len(frames) == 12
    assert all(lines.width(row) <= columns for row in frames)
    rest, whole = (re.sub(f"(?m)^{frame}\n", "", each) for each in (text, plain))
    assert "".join(rest.split()) == "".join(whole.split())


def test_wrapping_keeps_indent_colours_and_words():
    assert lines.wrapped("short", 60) == "short"
    assert lines.wrapped("x " * 100, None) == "x " * 100
    row = f"  \x1b[31m{'word ' * 20}\x1b[0mend"
    first, *others = lines.wrapped(row, 60).splitlines()
    assert lines.width(first) <= 60
    assert all(other.startswith("    ") for other in others)
    assert lines.width("中文 a") == 6
    assert all(lines.width(row) <= 60 for row in lines.wrapped("中" * 100, 60).splitlines())


@pytest.mark.parametrize("columns", range(40, 70))
def test_no_line_ends_with_an_opening_mark_or_starts_with_a_closing_one(columns):
    text = (
        "同意等级（consent.grade）：现状：默示（implied）；应为：单独。(《办法》第六条（2），原文)"
    )
    row = f"  {text * 3}"
    shown = lines.wrapped(row, columns)
    assert re.sub(r"\n +", "", shown) == row
    assert len(shown.splitlines()) > 3
    for line in shown.splitlines():
        assert not line.endswith(("（", "《", "(")), line
        assert not line.lstrip().startswith(tuple("）》，。、；：")), line


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_missing_fact_is_one_entry_whatever_number_of_places_lack_it(tmp_path, language):
    value = yaml.safe_load(GATE.read_text(encoding="utf-8"))
    value["purposes"] = [{"id": f"p{number}", "use": "identification"} for number in range(3)]
    file = tmp_path / "gate.yaml"
    file.write_text(yaml.safe_dump(value, sort_keys=False), encoding="utf-8")
    todo = {"en": "TODO", "zh": "待补充"}[language]
    shown = render(checked(file), "text", Style(language)).splitlines()
    sections = [row.split(f" {todo} ")[1] for row in shown if f" {todo} " in row]
    assert len(set(sections)) == len(sections)
    (entry,) = [row for row in shown if row.startswith("  - ") and ".legalBasis" in row]
    line = 1 + next(
        number for number, row in enumerate(file.read_text().splitlines()) if "p0" in row
    )
    named = {
        "en": f"purposes[0].legalBasis (line {line}), purposes[1].legalBasis (line {line + 2}), ",
        "zh": f"purposes[0].legalBasis（第 {line} 行）、purposes[1].legalBasis（第 {line + 2} 行）、",
    }
    assert named[language] in entry


def test_a_line_is_untrusted_and_cut_around_the_place(tmp_path):
    hostile = GATE.read_text(encoding="utf-8").replace(
        "atRest: none}", "atRest: none} # \u202e " + "x" * 500
    )
    file = tmp_path / "gate.yaml"
    file.write_text(hostile, encoding="utf-8")
    text = render(checked(file), "text", Style())
    (row,) = [row for row in text.splitlines() if re.match(r"  \d+ \| .*atRest", row)]
    assert "\u202e" not in text
    assert lines.width(row) < lines.WIDTH + 12
    assert row.endswith("…")


@pytest.mark.parametrize(
    ("environment", "terminal", "colour"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
    ],
)
def test_colour_follows_the_environment(monkeypatch, environment, terminal, colour):
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    assert wants_colour("auto") is colour
    assert wants_colour("always") is True
    assert wants_colour("never") is False


def test_the_examples_print_no_empty_entry():
    for path in sorted(Path(ROOT / "examples").glob("*.yaml")):
        text = render(checked(path), "text", Style())
        assert "\n\n\n" not in text


def test_where_no_instrument_applies_the_text_says_why():
    lobby = (ROOT / "examples" / "lobby-gate.yaml").read_text(encoding="utf-8")
    text = lobby.replace("jurisdictions: [CN]", "jurisdictions: [DE]")
    assert text != lobby
    report = validator.check(text=text, as_of=DAY)
    shown = render(report, "text", Style())
    assert shown.startswith("NOT APPLICABLE: ")
    assert "  cn-pipl-2021: of another jurisdiction (CN)\n" in shown
    assert "Not run" not in render(validator.check(text=lobby, as_of=DAY), "text", Style())
