"""One report, every format: each read by a parser of its own tells the same failures and counts."""

import csv
import io
import json
import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest
import reports
from htmlreports import Page

from validator.formats import FORMATS, Style, render
from validator.model import Status

KINDS = [kind for kind in reports.KINDS if kind != "several"]  # the largest; its own tests read it


def text_of(report, name, **style):
    return render(report, name, Style(**style))


def of_json(report):
    return [
        item["rule"]
        for item in json.loads(text_of(report, "json"))["results"]
        if item["status"] == "fail"
    ]


def of_jsonl(report):
    lines = map(json.loads, text_of(report, "jsonl").splitlines())
    return [item["rule"] for item in lines if item.get("status") == "fail"]


def of_sarif(report):
    results = json.loads(text_of(report, "sarif"))["runs"][0]["results"]
    return [item["ruleId"] for item in results if not item.get("suppressions")]


def of_junit(report):
    """Failures, and skips for what the baseline knows, which a server must not nag about."""
    root = ET.fromstring(text_of(report, "junit").encode())  # noqa: S314 - of our own making
    failed = [
        case.get("name") for case in root.iter("testcase") if case.find("failure") is not None
    ]
    skips = [(case.get("name"), case.find("skipped")) for case in root.iter("testcase")]
    known = [
        name for name, skip in skips if skip is not None and "baseline" in skip.get("message", "")
    ]
    return [name.split()[0] for name in (*failed, *known)]


def of_github(report):
    """Annotations; of what the baseline knows there are none, so it is added."""
    fresh = {id(item) for item in report.regressions}
    known = [item.rule.id for item in report.failures if id(item) not in fresh]
    titles = re.findall(
        r"^::(?:error|warning|notice) title=([^ ,:]+) ", text_of(report, "github"), re.MULTILINE
    )
    return titles + known


def of_gitlab(report):
    names = [item["check_name"] for item in json.loads(text_of(report, "gitlab"))]
    return [name for name in names if not name.startswith("facepolicy-")]


def of_csv(report):
    text = text_of(report, "csv").removeprefix("\ufeff")
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    return [row["rule"] for row in rows if row["status"] == "fail"]


def of_oscal(report):
    results = json.loads(text_of(report, "oscal"))["assessment-results"]["results"]
    told = [
        {prop["name"]: prop["value"] for prop in observation["props"]}
        for result in results
        for observation in result.get("observations", ())
    ]
    return [props["rule"] for props in told if props.get("status") == "fail"]


def of_html(report):
    page = Page(text_of(report, "html"))
    words = {"violated", "not stated", "evidence missing", "evidence expired"}
    rows = page.all("tr", page.section("applicability"))
    found = []
    for row in rows:
        badges = [
            " ".join(page.words(badge).split()[1:])
            for badge in page.all("span", row, class_="badge")
        ]
        if words.intersection(badges):
            found.append(page.words(page.all("th", row)[0]).split()[0])
    return found


READERS = {
    "json": of_json,
    "jsonl": of_jsonl,
    "sarif": of_sarif,
    "junit": of_junit,
    "github": of_github,
    "gitlab": of_gitlab,
    "csv": of_csv,
    "oscal": of_oscal,
    "html": of_html,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", READERS)
def test_every_format_tells_the_same_failures(kind, name):
    report = reports.report(kind)
    wanted = Counter(item.rule.id for item in report.failures)
    assert Counter(READERS[name](report)) == wanted


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_formats_for_people_tell_the_counts_of_the_report(kind, language):
    report = reports.report(kind)
    for status in Status:
        number = str(report.by_status[status])
        assert number in text_of(report, "markdown", language=language)
    last = text_of(report, "text", language=language, quiet=True).splitlines()[-1]
    numbers = Counter(re.findall(r"\d+", last))
    for number in [len(report.results), *report.by_status.values(), len(report.manifests)]:
        assert numbers[str(number)]
    assert last.strip() in text_of(report, "github", language=language)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_same_report_gives_the_same_bytes(kind, name):
    report = reports.report(kind)
    assert text_of(report, name) == text_of(report, name)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_of_a_manifest_controls_what_shows_it(name, language):
    """No control character, no direction mark and no line of a value reaches an output raw."""
    text = text_of(reports.report("attacking"), name, language=language)
    if name in ("json", "sarif", "gitlab", "oscal"):
        text = json.dumps(json.loads(text))  # what JSON escapes, its reader has to handle
    for raw in "\x07\x1b\u202e\u2028":
        assert raw not in text
    assert not re.search(r"^\s*::(add-mask|stop-commands|set-output)", text, re.MULTILINE)
    if name == "html":
        assert "<script>alert" not in text
