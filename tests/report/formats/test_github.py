"""Workflow commands, held against the library with which GitHub's own actions issue them."""

import json
import re
import subprocess
from collections import Counter

import pytest

import validator
from tests.support import reports
from tests.support.checkout import ROOT
from tests.support.format_readers import of_github
from tests.support.npm import installed
from tests.support.programs import tool
from validator.packs.model import Severity
from validator.report import summary, wording
from validator.report.formats import paths
from validator.report.formats.github import MOST, render

LANGUAGES = ("en", "zh")
KIND_OF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
COMMANDS = ("::error", "::warning", "::notice")
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


def test_a_fact_of_a_base_is_one_annotation_that_names_who_inherits_it(tmp_path, monkeypatch):
    product = (ROOT / "examples/fleet/product.yaml").read_text(encoding="utf-8")
    assert "atRest: sm4" in product
    (tmp_path / "product.yaml").write_text(product.replace("atRest: sm4", "atRest: none"))
    company = (ROOT / "examples/fleet/company.yaml").read_text(encoding="utf-8")
    (tmp_path / "company.yaml").write_text(company)
    (tmp_path / "sites").mkdir()
    sites = sorted((ROOT / "examples/fleet/sites").glob("*.yaml"))
    for site in sites:
        (tmp_path / "sites" / site.name).write_text(site.read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    report = validator.check("sites", as_of="2026-11-28")
    annotations = [read(line) for line in render(report, "en").splitlines()[:-PLAIN]]
    of_base = [item for item in annotations if item[1].get("file") == "product.yaml"]
    (fact,) = [item for item in of_base if "encryption" in item[1]["title"]]
    assert re.search(
        rf"^inherited by {len(sites)} manifests: sites/[\w-]+\.yaml, .* and \d+ more$",
        fact[2],
        re.MULTILINE,
    )
    others = [item for item in annotations if item[1].get("file", "").startswith("sites/")]
    assert others
    assert not any("inherited by" in item[2] for item in others)
    chinese = render(report, "zh")
    assert f"由 {len(sites)} 份清单继承：sites/" in chinese


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


def facts_of(kind):
    """Return the annotations that are about a fact to fix."""
    return [item for item in commands(kind) if not item[1]["title"].startswith("facepolicy")]


def fact_of(kind, title):
    (found,) = [item for item in facts_of(kind) if item[1]["title"] == title]
    return found


@pytest.mark.parametrize("kind", reports.KINDS)
def test_one_command_for_each_fact_and_whatever_keeps_from_an_answer(kind):
    report = reports.report(kind)
    unanswered = len(report.problems) + len(report.idle_entries)
    reported = [properties["title"] for _, properties, _ in commands(kind)]
    assert reported[:unanswered] == ["facepolicy"] * unanswered
    places = [(item[1]["title"].split(":")[0], item[1].get("file")) for item in facts_of(kind)]
    assert len(set(places)) == len(places)
    failing = {wording.place(one.pointer) for item in report.regressions for one in item.causes}
    assert {fact for fact, _ in places} <= failing
    if not failing:
        assert not places


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", reports.KINDS)
def test_each_failure_is_in_an_annotation_or_in_the_count_of_those_left_out(kind, language):
    report = reports.report(kind)
    reported = of_github(render(report, language), report)
    assert Counter(reported) == Counter(item.rule.id for item in report.failures)


@pytest.mark.parametrize("kind", reports.KINDS)
def test_there_are_as_many_of_a_type_as_github_shows(kind):
    types = Counter(name for name, *_ in commands(kind))
    assert max(types.values(), default=0) <= MOST
    report = reports.report(kind)
    facts = {(item.manifest, one.pointer) for item in report.regressions for one in item.causes}
    left_out = len(facts) - len(facts_of(kind))
    last = commands(kind)[-1:]
    reported = [message for *_, message in last if message.startswith("Annotations left out")]
    assert [re.search(r"\d+", text)[0] for text in reported] == [str(left_out)] * (left_out > 0)


def test_of_many_problems_as_many_are_shown(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for number in range(MOST + 3):
        (tmp_path / f"{number:02}.yaml").write_text("a: [", encoding="utf-8")
    (tmp_path / "gate.yaml").write_text(reports.COMPREFACE, encoding="utf-8")
    report = reports.validator.check(
        *sorted(path.name for path in tmp_path.iterdir()), packs=[reports.DRAFT], as_of=reports.DAY
    )
    shown = [read(line) for line in render(report, "en").splitlines()[:-PLAIN]]
    assert Counter(name for name, *_ in shown) == {"error": MOST, "warning": MOST, "notice": 1}
    assert [item[1]["title"] for item in shown[:MOST]] == ["facepolicy"] * MOST


@pytest.mark.parametrize("kind", reports.KINDS)
def test_the_last_lines_tell_what_came_of_it(kind):
    report = reports.report(kind)
    assert lines_of(kind)[-PLAIN:] == [
        summary.statement(report.totals).en,
        summary.counts(report.totals).en,
    ]


def test_the_type_follows_from_the_gravest_rule():
    kinds = {
        item.rule.id: KIND_OF[item.rule.severity] for item in reports.report("several").failures
    }
    types = ["notice", "warning", "error"]
    reported = set()
    for name, _, message in facts_of("several"):
        rules = re.findall(r"(?m)^(?:  )?(\w+-[\w-]+) \[\w+\]", message)
        assert name == max((kinds[rule] for rule in rules), key=types.index)
        reported.add(name)
    assert reported == {"error", "warning"}


def test_the_gravest_come_first():
    reasons = ["not stated", "evidence missing", "evidence expired", "violated"]
    types = ["notice", "warning", "error"]
    ranks = [
        (types.index(name), reasons.index(properties["title"].split(": ")[1]))
        for name, properties, _ in facts_of("failing")
    ]
    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) > 2


def test_a_command_tells_place_difference_demands_and_fixes():
    _, properties, message = fact_of("failing", "storage.encryption.atRest: violated")
    assert properties == {
        "title": "storage.encryption.atRest: violated",
        "file": "compreface-defaults.yaml",
        "line": "43",
        "col": "24",
    }
    first, second, third, fix, other, page = message.split("\n")
    assert first == "found none, expected one of sm4, aes-256, provider-managed"
    assert second.startswith("FRD21-5-SEC [error]: Stored face data have no protection")
    assert second.endswith("(cn-tc260-frd-2021-draft 5 provisional, quoted)")
    assert third.startswith("FRD21-5-ENC-rest [warning]: Face data are kept without encryption")
    assert fix.startswith("fix for FRD21-5-SEC: Encrypt stored face data")
    assert other.startswith("fix for FRD21-5-ENC-rest: Encrypt images, templates and their")
    assert page == "https://facepolicy.example/rules/FRD21-5-SEC/"


def test_what_rules_have_in_common_is_reported_once():
    _, _, message = fact_of("several", "transport[0].encryption: violated")
    demand = "Images or templates leave a device on a way that is not protected."
    assert message.count(demand) == message.count("fix: ") == 1
    assert re.search(rf"(?m)^{demand}\n(  [\w-]+ \[\w+\] \(.*\)\n){{2,}}", message)


def test_of_a_fact_that_is_not_stated_it_tells_every_value_and_not_the_wanted_ones():
    _, _, message = fact_of("several", "scenario.setting: not stated")
    assert message.startswith("Waits for this fact.\n  ")
    values = "public-place | semi-public | private-premises | private-space | online"
    assert f"\nfix: State what is true: {values}.\n" in message
    assert "expected" not in message


def test_paths_are_plain_and_documents_share_their_file():
    files = {properties["file"] for _, properties, _ in facts_of("several")}
    assert files == {"sites/人脸.yaml"}
    assert {item[1]["file"] for item in facts_of("documents")} == {"sites/both.yaml"}


def test_standard_input_is_no_file_but_named():
    for _, properties, message in facts_of("from memory"):
        assert set(properties) == {"title"}
        assert message.startswith("<stdin>: ")


def test_problems_stand_where_they_are():
    reported = [(name, properties["file"]) for name, properties, _ in commands("broken")]
    assert reported == [("error", "bad.yaml"), ("error", "odd.yaml"), ("error", "wrong.yaml")]
    (waiver, *_) = commands("waived")
    assert waiver[1] == {"title": "facepolicy", "file": "waivers.yaml", "line": "11", "col": "5"}
    assert waiver[2] == "FRD21-5-SEC (gone.yaml): no such manifest"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["attacking", "waived"])
def test_no_value_issues_a_command(kind, language):
    lines = lines_of(kind, language)
    assert all(line.isprintable() for line in lines)
    assert sum(line.lstrip().startswith("::") for line in lines) == len(lines) - PLAIN
    assert Counter(line.split(" ")[0] for line in lines[:-PLAIN]).keys() <= set(COMMANDS)
    assert not any("##[" in line for line in lines[-PLAIN:])


def test_a_hostile_value_is_reported_without_effect():
    found = commands("attacking")
    assert {name for name, *_ in found} == {"error"}
    assert {item[1]["file"] for item in found} == {"a\\u001b[31m%0A::error::,]]> \\u202eb|c.yaml"}
    assert len(found) == len(reports.ATTACKS)
    for *_, message in found:
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
