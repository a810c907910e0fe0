"""The report as JSON Lines: shaped as its schema says, with all that the JSON report tells."""

import json

import pytest
from jsonschema import Draft202012Validator

from tests.support import reports
from validator.model.resources import schema
from validator.report.formats import Style, render

LINE = Draft202012Validator(schema("stream"))


def lines_of(report):
    text = render(report, "jsonl", Style())
    assert text.endswith("\n")
    return [json.loads(line) for line in text.split("\n")[:-1]]


def of_type(lines, kind):
    return [line for line in lines if line["type"] == kind]


@pytest.fixture(params=reports.KINDS)
def report(request):
    return reports.report(request.param)


def test_every_line_is_in_shape(report):
    for line in lines_of(report):
        assert LINE.is_valid(line), (line, LINE)


def test_the_lines_come_in_order(report):
    kinds = [line["type"] for line in lines_of(report)]
    assert kinds[0] == "run"
    assert kinds[-1] == "summary"
    assert kinds.count("run") == kinds.count("summary") == 1


def test_nothing_is_spoken_of_before_it_is_reported(report):
    known, manifests = set(), set()
    for line in lines_of(report):
        if line["type"] == "rule":
            known.add((line["pack"], line["rule"]))
        elif line["type"] == "manifest":
            manifests.add(line["manifest"])
        elif line["type"] == "result":
            assert (line["pack"], line["rule"]) in known
            assert line["manifest"] in manifests


_WRITTEN_ONCE = {"type", "fix", "officer", "appliesTo"}


def test_the_results_are_those_of_the_json_report(report):
    lines = lines_of(report)
    rules = {(item["pack"], item["rule"]): item for item in of_type(lines, "rule")}
    packs = {item["id"]: item for item in of_type(lines, "pack")}
    whole = json.loads(render(report, "json", Style()))
    reported = []
    for line in of_type(lines, "result"):
        full = {"byException": False, "reason": None} | line
        rule = rules[line["pack"], line["rule"]]
        full |= {key: rule[key] for key in rule if key not in _WRITTEN_ONCE}
        full["facts"] = [item["pointer"] for item in line["facts"]]
        full["force"] = next(p["force"] for p in of_type(lines, "pack") if p["id"] == line["pack"])
        reported.append({key: full[key] for key in full if key != "type"})
    order = {item["name"]: place for place, item in enumerate(whole["manifests"])}
    wanted = sorted(whole["results"], key=lambda item: order[item["manifest"]])
    for item in wanted:
        failed = [fact for fact in item["facts"] if fact["reason"]]
        item["facts"] = [fact["pointer"] for fact in failed or item["facts"]]
        for name in _WRITTEN_ONCE.intersection(item):
            del item[name]
        if item["status"] == "not-applicable":
            message = item.pop("message")["en"]
            scopes = (rules[item["pack"], item["rule"]], packs[item["pack"]])
            assert any(
                f"applies to {scope['appliesTo']['en']}; " in message
                for scope in scopes
                if "appliesTo" in scope
            )
    for item in (*reported, *wanted):
        item["facts"] = sorted(item["facts"])
    assert reported == wanted
    assert of_type(lines, "summary")[0]["counts"] == whole["counts"]
    assert of_type(lines, "summary")[0]["exitCode"] == whole["exitCode"]
    assert len(of_type(lines, "problem")) == len(whole["problems"])


def test_a_line_is_a_line_for_every_reader():
    text = render(reports.report("attacking"), "jsonl", Style())
    assert text.splitlines() == text.split("\n")[:-1]
    assert all(json.loads(line) for line in text.splitlines())
