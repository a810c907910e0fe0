"""The first word of every report fits the exit code, and every format shows what fails the run."""

import json
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
import yaml

import validator
from tests.support import reports
from tests.support.htmlreports import Page
from validator import Reason, Status
from validator.report.counts import ExitCode, Totals, Verdict
from validator.report.formats import Style, render
from validator.report.formats.html.sites import summary_of
from validator.report.summary import statement

LANGUAGES = ("en", "zh")
WORDS = {
    "en": ("PASSED", "FAILED", "INCOMPLETE", "UNREADABLE", "NOT APPLICABLE"),
    "zh": ("通过", "不通过", "待补充", "无法读取", "不适用"),
}
ENTRY = {
    "manifest": "gone.yaml",
    "justification": "Encryption comes with the next release of the product.",
    "owner": "Facility team",
    "approver": "Privacy office",
    "compensating": "The machine is in a locked room until then.",
    "granted": "2026-09-01",
    "expires": "2027-03-31",
}
SUBJECTS = ("FRD21-5-SEC", "FRD21-5-SEG")
KING_COUNTY = "us-wa-king-county-19296"
"""A pack that does not apply to the example."""


def first_word(text, language):
    """Return the word, by its place in ``WORDS``; an English one."""
    (found,) = [
        number for number, word in enumerate(WORDS[language]) if text.startswith((f"{word}:", f"{word},", f"{word}，", f"{word}："))
    ]  # fmt: skip
    return WORDS["en"][found]


class Run(NamedTuple):
    """The counts of a run, and two settings."""

    violated: int
    waiting: int
    grave: bool
    idle: int
    unreviewed: int
    requirements: int
    problems: int
    fail_on_unreviewed: bool
    require_applicable: bool

    @property
    def totals(self):
        failures = self.violated + self.waiting
        decided = self.requirements and self.requirements + failures
        numbers = {
            "manifests": 2,
            "problems": self.problems,
            "unread": self.problems,
            "results": failures + self.requirements + self.unreviewed,
            "failures": failures,
            "grave": failures * self.grave,
            "grave_violated": self.violated * self.grave,
            "unmet": 0,
            "violating_facts": self.violated,
            "waiting_facts": self.waiting,
            "requirements": decided,
            "idle_entries": self.idle,
        }
        reasons = {Reason.VIOLATED: self.violated, Reason.UNDECLARED: self.waiting}
        statuses = {Status.NOT_REVIEWED: self.unreviewed, Status.FAIL: failures}
        kinds = (date(2026, 11, 29), numbers, statuses, reasons, {}, {})
        return Totals(*kinds, False, self.require_applicable, self.fail_on_unreviewed)  # noqa: FBT003 - no baseline


def test_the_first_word_is_passed_only_where_the_exit_code_is_0():
    """For each way to fail, alone and with each other."""
    words = {code: set() for code in ExitCode}
    for counts in product(*[(0, 2)] * 2, (False, True), *[(0, 2)] * 4, *[(False, True)] * 2):
        one = Run(*counts).totals
        (word,) = {first_word(statement(one)[language], language) for language in LANGUAGES}
        words[one.exit_code].add(word)
        if one.numbers["requirements"]:
            assert (word == "PASSED") is (one.exit_code is ExitCode.OK), counts
        if one.numbers["results"] and not one.numbers["problems"]:
            failed = one.verdict is Verdict.FAIL
            assert (word == "FAILED") is failed, counts
            passed = one.verdict in (Verdict.PASS, Verdict.NOT_APPLICABLE)
            assert (word in ("PASSED", "NOT APPLICABLE")) is passed, counts
    # Where no requirement is decided, nothing is against the run, and nothing for it.
    assert words[ExitCode.OK] == {"PASSED", "INCOMPLETE", "NOT APPLICABLE"}
    assert words[ExitCode.FAILED] == {"FAILED", "INCOMPLETE"}
    assert words[ExitCode.NO_ANSWER] == {"UNREADABLE", "NOT APPLICABLE"}


@pytest.mark.parametrize(
    ("given", "en", "zh"),
    [
        (
            (0, 0, False, 2, 0, 9, 0, False, False),
            (
                "FAILED: 2 waivers or attestations need attention. "
                "9 requirements checked, none failed (on the facts stated)."
            ),
            "不通过：2 项豁免或人工判断需要处理。已检查 9 项要求，就所述事实而言无不通过。",
        ),
        (
            (0, 0, False, 0, 5, 9, 0, True, False),
            (
                "INCOMPLETE: 5 requirements wait for a person to judge. "
                "9 requirements checked, none failed (on the facts stated)."
            ),
            "待补充：5 项要求等待人工判断。已检查 9 项要求，就所述事实而言无不通过。",
        ),
        (
            (2, 0, False, 0, 5, 9, 0, True, False),
            (
                "INCOMPLETE: 5 requirements wait for a person to judge. "
                "Warnings: 2 facts violate 2 requirements."
            ),
            "待补充：5 项要求等待人工判断。提示：2 项事实违反 2 项要求。",
        ),
        (
            (0, 2, True, 1, 5, 9, 0, True, False),
            (
                "FAILED: 1 waiver or attestation needs attention. 2 requirements wait for 2 facts. "
                "5 for a person to judge."
            ),
            "不通过：1 项豁免或人工判断需要处理。2 项要求等待 2 项事实。5 项需人工判断。",
        ),
    ],
)
def test_what_fails_the_run_comes_first(given, en, zh):
    assert statement(Run(*given).totals) == (en, zh)


@cache
def report(*, waivers=False, **settings):
    """Return a report on the example, of which no requirement fails."""
    content = [{**ENTRY, "rule": rule} for rule in SUBJECTS]
    Path("gate.yaml").write_text(reports.LOBBY, encoding="utf-8")
    file = {"apiVersion": "facepolicy-waivers/v1", "waivers": content}
    Path("waivers.yaml").write_text(yaml.safe_dump(file), encoding="utf-8")
    more = {"waivers": "waivers.yaml"} if waivers else {}
    return validator.check("gate.yaml", as_of=reports.DAY, **more, **settings)


@pytest.fixture(autouse=True)
def _inside(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


WAYS = {
    "passes": {},
    "questions": {"fail_on_unreviewed": True},
    "entries": {"waivers": True},
    "nothing applies": {"packs": KING_COUNTY, "require_applicable": True},
}


@pytest.fixture(params=WAYS)
def way(request):
    return request.param


def shown(way, form, language="en"):
    return render(report(**WAYS[way]), form, Style(language))


def named(way, texts, language="en"):
    """Assert that texts name everything that fails the run in a way, and nothing else does."""
    one = report(**WAYS[way])
    expected = {
        "passes": [],
        "questions": [item.message[language] for item in one.unreviewed],
        "entries": SUBJECTS,
        "nothing applies": [one.statement[language]],
    }[way]
    assert all(any(part in text for text in texts) for part in expected)
    assert all(any(part in text for part in expected) for text in texts)
    assert bool(texts) is (not one.passed)


def test_the_library_agrees_with_itself(way):
    one = report(**WAYS[way])
    assert one.passed is (way == "passes") is str(one.statement).startswith("PASSED")
    assert one.exit_code == {"passes": 0, "nothing applies": 2}.get(way, 1)


@pytest.mark.parametrize("form", ["text", "markdown", "json", "jsonl", "html", "oscal"])
def test_statements_are_the_same_and_what_fails_is_listed(way, form):
    one, text = report(**WAYS[way]), shown(way, form)
    assert str(one.statement) in text
    for use in one.idle_entries:
        assert use.entry.subject in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_junit(way, language):
    root = ET.fromstring(shown(way, "junit", language))  # noqa: S314 - of our own making
    failed = [*root.iter("failure"), *root.iter("error")]
    named(way, [one.get("message") for one in failed], language)
    assert int(root.get("failures")) + int(root.get("errors")) == len(failed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_github(way, language):
    lines = shown(way, "github", language).splitlines()
    named(way, [line for line in lines if line.startswith("::error ")], language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_gitlab(way, language):
    issues = json.loads(shown(way, "gitlab", language))
    if way == "nothing applies":  # an issue needs a file
        assert issues == []
        return
    named(way, [one["description"] for one in issues if one["severity"] != "info"], language)
    assert len({one["fingerprint"] for one in issues}) == len(issues)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sarif(way, language):
    (run,) = json.loads(shown(way, "sarif", language))["runs"]
    (invocation,) = run["invocations"]
    kinds = ("toolExecutionNotifications", "toolConfigurationNotifications")
    noted = [one for kind in kinds for one in invocation[kind] if one["level"] == "error"]
    assert {one["kind"] for one in run["results"]} <= {"review"}
    named(way, [one["message"]["text"] for one in (*noted, *run["results"])], language)
    assert first_word(invocation["exitCodeDescription"], language) == first_word(
        str(report(**WAYS[way]).statement), "en"
    )


def test_in_toto(way):
    predicate = json.loads(shown(way, "in-toto"))["predicate"]
    assert (predicate["result"] == "FAILED") is (way != "passes")
    unreviewed = {f"gate.yaml: {one.rule.id}" for one in report(**WAYS[way]).unreviewed}
    listed = {"questions": unreviewed}.get(way, set())
    assert unreviewed & set(predicate["failedTests"]) == listed
    assert unreviewed & set(predicate["warnedTests"]) == unreviewed - listed


@pytest.mark.parametrize("way", ["entries"])
def test_page_1_names_the_entries_that_fail_the_run(way):
    page = Page(shown(way, "html"))
    words = page.words(page.section("entries"))
    assert all(subject in words for subject in SUBJECTS)
    assert "waivers.yaml:" in words


def test_a_site_with_questions_that_fail_the_run_does_not_pass():
    for way, verdict in (("passes", Verdict.PASS), ("questions", Verdict.INCOMPLETE)):
        (site,) = summary_of(report(**WAYS[way])).sites
        assert site.verdict is verdict
