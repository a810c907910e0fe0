"""``facepolicy coverage --format json``: every clause with its rules, and the matrix."""

import json

import jsonschema
import pytest

from tests.support.checkout import ROOT
from validator import load_pack
from validator.cli import main
from validator.model.resources import shipped

SCHEMA = json.loads((ROOT / "schema" / "coverage.schema.json").read_text(encoding="utf-8"))
CHECKER = jsonschema.Draft202012Validator(SCHEMA)


def coverage(capsys, *argv):
    assert main(["coverage", "--format", "json", *argv]) == 0
    value = json.loads(capsys.readouterr().out)
    assert [error.message for error in CHECKER.iter_errors(value)] == []
    return value


def test_every_clause_and_every_rule_is_there(capsys):
    value = coverage(capsys)
    assert [pack["id"] for pack in value["packs"]] == list(shipped())
    for reported in value["packs"]:
        pack = load_pack(reported["id"])
        assert [clause["id"] for clause in reported["clauses"]] == [it.id for it in pack.clauses]
        rules = {rule for clause in reported["clauses"] for rule in clause["rules"]}
        assert {rule.id for rule in pack.rules} == rules
        assert sum(reported["counts"].values()) == len(pack.clauses)
        for clause in reported["clauses"]:
            checked = clause["rules"] or clause["throughApplicability"]
            assert bool(checked) == (clause["assessment"] in ("automated", "partial"))


def test_one_clause_in_both_languages(capsys):
    (pack,) = coverage(capsys, "PIPL-29", "--lang", "zh")["packs"]
    (clause,) = pack["clauses"]
    assert (clause["id"], clause["rules"]) == ("PIPL-29", ["PIPL-29"])
    assert clause["place"] == {"en": "art. 29", "zh": "第二十九条"}
    assert pack["counts"][clause["assessment"]] == 1


@pytest.mark.parametrize("name", ["M25-12-choice", "m25-12-CHOICE"])
def test_a_rule_leads_to_its_clause_in_any_case_of_its_letters(capsys, name):
    (pack,) = coverage(capsys, name)["packs"]
    assert [clause["id"] for clause in pack["clauses"]] == ["M25-12"]


def test_the_matrix_is_that_of_the_table(capsys):
    topics = {item["topic"]: item for item in coverage(capsys, "--matrix")["topics"]}
    clauses = topics["alternatives"]["clauses"]
    assert clauses["cn-frt-measures-2025"] == ["M25-10-1", "M25-10-2"]
    assert main(["coverage", "--matrix", "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(topics) + 1


@pytest.mark.parametrize("more", [[], ["--matrix"]])
def test_it_goes_to_a_file(capsys, tmp_path, more):
    main(["coverage", "--format", "json", *more])
    out = capsys.readouterr().out
    file = tmp_path / "c.json"
    assert main(["coverage", "--format", "json", *more, "-o", str(file)]) == 0
    assert capsys.readouterr().out == ""
    assert file.read_text(encoding="utf-8") == out


def test_the_schema_refuses_another_form(capsys):
    value = coverage(capsys, "PIPL-29")
    del value["packs"]
    assert not CHECKER.is_valid(value)
