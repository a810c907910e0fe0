"""Comparing instruments, manifests, and one fact under several laws."""

import csv
import io
import re
from pathlib import Path

import pytest

from tests.support.golden import EXAMPLES, ROOT, diff, diff_file
from validator import load_pack
from validator.cli import main
from validator.model.resources import shipped
from validator.packs.crosswalk import related
from validator.packs.messages import TOPICS

LOBBY = "examples/lobby-gate.yaml"
DAY = ("--as-of", "2026-10-31")
DRAFT, FINAL, MEASURES = "cn-tc260-frd-2021-draft", "cn-gbt-41819-2022", "cn-frt-measures-2025"
PACKS = {name: load_pack(name) for name in shipped()}


@pytest.fixture(autouse=True)
def _at_home(monkeypatch):
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("pair", [(DRAFT, FINAL), (FINAL, MEASURES)], ids=["final", "measures"])
def test_differences_of_the_examples(example, pair):
    _, text = diff(example, *pair)
    assert text == diff_file(example, *pair).read_text(encoding="utf-8")


def test_a_periodic_prompt_fails_the_draft_and_meets_the_final_standard(tmp_path, capsys):
    text = Path(LOBBY).read_text(encoding="utf-8")
    text = text.replace("{policy: subject-initiated}", "{policy: periodic, interval: P30D}")
    path = tmp_path / "m.yaml"
    path.write_text(text, encoding="utf-8")
    assert main(["diff", str(path), "--from", DRAFT, "--to", FINAL, *DAY]) == 0
    out = capsys.readouterr().out
    passing = out.split("\nNewly passing (1)\n")[1]
    assert "G22-5-NAG" in passing.split("\n\n")[0]


def test_an_edit_of_the_manifest(tmp_path, capsys):
    text = Path(LOBBY).read_text(encoding="utf-8")
    path = tmp_path / "new.yaml"
    path.write_text(text.replace("grade: separate", "grade: explicit"), encoding="utf-8")
    assert main(["diff", LOBBY, str(path), "--pack", "cn-pipl-2021", *DAY]) == 1
    out = capsys.readouterr().out
    line = next(n for n, row in enumerate(path.read_text().splitlines(), 1) if "explicit" in row)
    block = out.split(f"{path}:{line}:10: consent.grade: separate → explicit\n")[1]
    failing = block.split("Newly failing (2)")[1]
    assert "PIPL-14-1 " in failing
    assert "PIPL-29 " in failing
    assert main(["diff", str(path), LOBBY, "--pack", "cn-pipl-2021", *DAY]) == 0
    assert "PIPL-29" in capsys.readouterr().out.split("Newly passing (2)")[1]


def test_no_difference(capsys):
    assert main(["diff", LOBBY, LOBBY, *DAY]) == 0
    assert capsys.readouterr().out == f"{LOBBY} → {LOBBY}\nNo difference.\n"


@pytest.mark.parametrize(
    "argv",
    [
        (LOBBY,),
        (LOBBY, "--from", DRAFT),
        (LOBBY, LOBBY, "--from", DRAFT, "--to", FINAL),
        (LOBBY, LOBBY, LOBBY),
        (LOBBY, "--from", DRAFT, "--to", "no-such-pack"),
        ("no-such.yaml", "--from", DRAFT, "--to", FINAL),
    ],
)
def test_what_cannot_be_compared(argv, capsys):
    assert main(["diff", *argv]) == 2
    assert capsys.readouterr().out == ""


def test_every_link_leads_somewhere_and_back():
    linked = {
        (pack.id, rule.clause.id, *link)
        for pack in PACKS.values()
        for rule in pack.rules
        for link in related(*rule.assesses)
    }
    clauses = {(pack.id, clause.id) for pack in PACKS.values() for clause in pack.clauses}
    for pack, clause, other_pack, other_clause in linked:
        assert (other_pack, other_clause) in clauses
        assert (other_pack, other_clause, pack, clause) in linked
        assert pack != other_pack


def test_linked_clauses_share_a_topic():
    topics = {}
    for pack in PACKS.values():
        for rule in pack.rules:
            topics.setdefault((pack.id, rule.clause.id), set()).add(rule.topic)
    for clause, of_clause in topics.items():
        for link in related(*clause):
            assert of_clause & topics.get(link, of_clause), (clause, link)


def test_every_rule_of_an_instrument_has_a_topic():
    for pack in PACKS.values():
        for rule in pack.rules:
            assert rule.topic in TOPICS
            assert rule.topic != "other", rule.id


def test_the_matrix_as_text_csv_and_markdown(capsys):
    main(["coverage", "--matrix", "--format", "csv"])
    table = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    instruments = [name for name, pack in PACKS.items() if pack.instrument]
    assert table[0] == ["topic", *instruments]
    rows = {row[0]: dict(zip(instruments, row[1:], strict=True)) for row in table[1:]}
    assert rows["alternatives, no sole means"][DRAFT] == "FRD21-5-ALT"
    assert rows["alternatives, no sole means"][MEASURES] == "M25-10-1 M25-10-2"
    assert "PIPL-29" in rows["consent form"]["cn-pipl-2021"]
    main(["coverage", "--matrix", "--format", "markdown", "--lang", "zh"])
    markdown = capsys.readouterr().out.splitlines()
    assert len(markdown) == len(table) + 1
    assert all(line.count("|") == len(instruments) + 2 for line in markdown)
    main(["coverage", "--matrix"])
    text = capsys.readouterr().out
    assert text.count("\n\n") == len(rows) - 1


def test_one_fact_that_breaks_several_laws_is_one_thing_to_mend(tmp_path, capsys):
    text = Path(LOBBY).read_text(encoding="utf-8").replace("grade: separate", "grade: bundled")
    path = tmp_path / "m.yaml"
    path.write_text(text, encoding="utf-8")
    assert main(["check", str(path), *DAY]) == 1
    out = capsys.readouterr().out
    (head,) = [line for line in out.splitlines() if " FAIL consent.grade " in line]
    number = int(re.search(r"(\d+) requirements", out.splitlines()[0])[1])
    block = out.split(head)[1].split("  fix:")[0]
    rules = re.findall(r"^ {2,4}(\S+) \[", block, re.MULTILINE)
    assert {"M25-6-1", "PIPL-29", "NDSR-22-2", "SPC-2-3"} <= set(rules)
    assert len(set(rules)) == len(rules) == number
    assert out.count("/m.yaml:") == out.count(f"{path}:")
    assert (
        len([line for line in out.splitlines() if " FAIL " in line and "consent.grade" in line])
        == 1
    )


ROWS = {
    "cn-tc260-frd-2021-draft": 43, "cn-gbt-41819-2022": 18, "cn-frt-measures-2025": 43, "cn-pipl-2021": 36,
    "cn-ndsr-2024": 14, "cn-spc-2021-15": 15, "cn-gbt-35273-2020": 6, "cn-payment-guide-2025": 6,
    "us-nlc-2021": 15, "us-wa-king-county-19296": 7,
}  # fmt: skip


def test_every_row_of_the_catalogue_is_a_clause():
    assert {name: len(pack.clauses) for name, pack in PACKS.items() if pack.instrument} == ROWS


CONFIDENCES = {"quoted": 104, "reported": 60, "recalled": 39}


def test_confidences_are_those_of_the_catalogue():
    clauses = [clause for pack in PACKS.values() if pack.instrument for clause in pack.clauses]
    for confidence, number in CONFIDENCES.items():
        assert sum(clause.confidence.value == confidence for clause in clauses) == number
