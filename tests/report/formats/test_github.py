"""Workflow commands, held against the library with which GitHub's own actions issue them."""

import json
import re
import subprocess

import pytest

from tests.support import reports
from tests.support.npm import installed
from tests.support.programs import tool
from validator.packs.model import Severity
from validator.report import summary
from validator.report.formats import paths
from validator.report.formats.github import render

LANGUAGES = ("en", "zh")
KIND_OF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
PLAIN = 2
"""Lines at the end that are no commands: what came of it, and the counts."""


def lines_of(kind, language="en"):
    text = render(reports.report(kind), language)
    assert text.endswith("\n")
    return text[:-1].split("\n")


def commands(kind, language="en"):
    """Read the annotations as a runner does: command, properties, message."""
    return [read(line) for line in lines_of(kind, language)[:-PLAIN]]


def read(line):
    name, properties, message = re.fullmatch(r"::(\w+) ([^\n]*?)::([^\n]*)", line).groups()
    pairs = (pair.split("=", 1) for pair in properties.split(","))
    return name, {key: unescape(value) for key, value in pairs}, unescape(message)


def unescape(text):
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def issued(annotations):
    """Return what GitHub's library prints for some annotations."""
    installed("@actions/core")
    done = subprocess.run(
        [tool("node"), "commands.mjs"],
        cwd=installed("").parent,
        input=json.dumps(annotations),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.split("\n")[:-1]


def annotation(name, properties, message):
    numbers = {"startLine": properties.get("line"), "startColumn": properties.get("col")}
    known = {key: properties[key] for key in ("title", "file") if key in properties}
    known |= {key: int(value) for key, value in numbers.items() if value}
    return {"kind": name, "properties": known, "message": message}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", reports.KINDS)
def test_githubs_library_writes_the_same_lines(kind, language):
    read_back = [annotation(*command) for command in commands(kind, language)]
    assert issued(read_back) == lines_of(kind, language)[:-PLAIN]


@pytest.mark.parametrize("kind", reports.KINDS)
def test_one_command_for_each_regression_and_whatever_keeps_from_an_answer(kind):
    report = reports.report(kind)
    unanswered = len(report.problems) + len(report.idle_entries)
    told = [properties["title"].split(" ")[0] for _, properties, _ in commands(kind)]
    assert told[:unanswered] == ["facepolicy"] * unanswered
    assert sorted(told[unanswered:]) == sorted(item.rule.id for item in report.regressions)


@pytest.mark.parametrize("kind", reports.KINDS)
def test_the_last_lines_tell_what_came_of_it(kind):
    report = reports.report(kind)
    assert lines_of(kind)[-PLAIN:] == [
        summary.statement(report.totals).en,
        summary.counts(report.totals).en,
    ]


def test_the_type_follows_from_the_severity():
    kinds = {
        item.rule.id: KIND_OF[item.rule.severity] for item in reports.report("several").failures
    }
    told = {properties["title"].split(" ")[0]: name for name, properties, _ in commands("several")}
    assert told == kinds
    assert set(told.values()) == {"error", "warning"}


def test_the_gravest_come_first():
    weights = {item.rule.id: item for item in reports.report("failing").regressions}
    told = [weights[properties["title"].split(" ")[0]] for _, properties, _ in commands("failing")]
    ranks = [(item.rule.severity.weight, item.reason.gravity) for item in told]
    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) > 2


def test_a_command_tells_place_message_and_fix():
    (found,) = [item for item in commands("failing") if "FRD21-5-SEC" in item[1]["title"]]
    _, properties, message = found
    assert properties == {
        "title": "FRD21-5-SEC Face data are protected where they are stored and wherever they move",
        "file": "compreface-defaults.yaml",
        "line": "43",
        "col": "24",
    }
    first, second, *_, fix, page = message.split("\n")
    assert first.startswith("Stored face data have no protection")
    assert second.startswith("storage.encryption.atRest: found none, expected one of")
    assert fix.startswith("fix: ")
    assert page == "https://facepolicy.example/rules/FRD21-5-SEC/"


def test_paths_are_plain_and_documents_share_their_file():
    files = {properties["file"] for _, properties, _ in commands("several")}
    assert files == {"sites/人脸.yaml"}
    assert {item[1]["file"] for item in commands("documents")} == {"sites/both.yaml"}


def test_standard_input_is_no_file_but_named():
    for _, properties, message in commands("from memory"):
        assert set(properties) == {"title"}
        assert message.startswith("<stdin>: ")


def test_problems_stand_where_they_are():
    told = [(name, properties["file"]) for name, properties, _ in commands("broken")]
    assert told == [("error", "bad.yaml"), ("error", "odd.yaml"), ("error", "wrong.yaml")]
    (waiver, *_) = commands("waived")
    assert waiver[1] == {"title": "facepolicy", "file": "waivers.yaml", "line": "11", "col": "5"}
    assert waiver[2] == "FRD21-5-SEC (gone.yaml): no such manifest"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["attacking", "waived"])
def test_no_value_issues_a_command(kind, language):
    report, lines = reports.report(kind), lines_of(kind, language)
    assert all(line.isprintable() for line in lines)
    meant = len(report.regressions) + len(report.idle_entries)
    assert sum(line.lstrip().startswith("::") for line in lines) == meant
    assert not any("##[" in line for line in lines[-PLAIN:])


def test_a_hostile_value_is_told_without_effect():
    ((name, properties, message),) = commands("attacking")
    assert name == "error"
    assert properties["file"] == "a\\u001b[31m%0A::error::,]]> \\u202eb|c.yaml"
    assert '"x\\n::add-mask::c\\r\\n::stop-commands::d"' in message
    assert "::error file=x::y %0A::set-output name=a::b" in message


@pytest.mark.parametrize(
    ("source", "path"),
    [("./a/../b.yaml", "b.yaml"), ("sites\\b.yaml", "sites/b.yaml"), ("\x1b.yaml", "\\u001b.yaml")],
)
def test_paths(source, path):
    assert paths.path(source) == path


@pytest.mark.parametrize("kind", ["waived", "known"])
def test_the_same_run_gives_the_same_bytes(kind):
    assert render(reports.fresh(kind), "zh") == render(reports.report(kind), "zh")
