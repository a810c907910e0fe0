"""Reports read back by parsers that know nothing of facepolicy: the failures that each tells."""

import csv
import io
import json
import re
from collections import Counter
from xml.etree import ElementTree as ET

from tests.support.htmlreports import Page


def of_json(text, report):
    return [item["rule"] for item in json.loads(text)["results"] if item["status"] == "fail"]


def of_jsonl(text, report):
    lines = map(json.loads, text.splitlines())
    return [item["rule"] for item in lines if item.get("status") == "fail"]


def of_sarif(text, report):
    """The rules of each fact that is not suppressed; a rule may fail by several facts."""
    results = json.loads(text)["runs"][0]["results"]
    failed = [item["properties"] for item in results if not item.get("suppressions")]
    return [
        rule for _, rule in {(one["manifest"], rule) for one in failed for rule in one["rules"]}
    ]


def of_junit(text, report):
    """Failures, and skips for what the baseline knows or with which the run passes."""
    root = ET.fromstring(text.encode())  # noqa: S314 - of our own making
    failed = [
        case.get("name") for case in root.iter("testcase") if case.find("failure") is not None
    ]
    skips = [(case.get("name"), case.find("skipped")) for case in root.iter("testcase")]
    light = [
        name
        for name, skip in skips
        if skip is not None and skip.get("type") in ("known", "error", "warning", "info")
    ]
    return [name.split()[0] for name in (*failed, *light)]


def of_github(text, report):
    """Rules that annotations name, then those that a notice counts; known ones have none."""
    named, left_out = set(), 0
    for properties, line in re.findall(r"^::\w+ (.*?)::(.*)$", text, re.MULTILINE):
        file = re.search(r",file=([^,]*)", f",{properties}")
        message = line.replace("%0A", "\n")
        named |= {(file and file[1], rule) for rule in _DEMAND.findall(message)}
        if properties == "title=facepolicy" and "GitHub" in message:
            left_out = int(re.findall(r"[\d,]+\d|\d", message)[-1].replace(",", ""))
    reported = [rule for _, rule in named]
    others = Counter(item.rule.id for item in report.failures) - Counter(reported)
    known = len(report.failures) - len(report.regressions)
    assert others.total() == left_out + known
    return [*reported, *others.elements()]


_DEMAND = re.compile(
    r"^(?:<.*>: |  )?([\w-]+) \[(?:error|warning|info|错误|警告|提示)\]", re.MULTILINE
)


def of_gitlab(text, report):
    """The rules that end the description of each fact; a rule may fail by several facts."""
    named = set()
    for item in json.loads(text):
        if not item["check_name"].startswith("facepolicy-"):
            _, rules = re.split(r".*(?:Rules|Rules that wait|规则)(?:: |：)", item["description"])
            found = (_CITED if re.search("[(（]", rules) else _NAME).findall(rules)
            named |= {(item["location"]["path"], rule) for rule in found}
            assert item["check_name"] == found[0]
    return [rule for _, rule in named]


_CITED = re.compile(r"(?:^|; |；)([\w-]+)(?: \(|（)")
_NAME = re.compile(r"[\w-]+")


def of_in_toto(text, report):
    """Failed tests; those of warnings are among what is warned about, with waivers and reviews."""
    predicate = json.loads(text)["predicate"]
    others = {f"{item.manifest}: {item.rule.id}" for item in (*report.waived, *report.unreviewed)}
    warned = [name for name in predicate["warnedTests"] if name not in others]
    rules = {item.rule.id for item in report.results}
    failed = [name for name in predicate["failedTests"] if name.rpartition(": ")[2] in rules]
    return [name.rpartition(": ")[2] for name in (*failed, *warned)]


def of_csv(text, report):
    text = text.removeprefix("\ufeff")
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    return [row["rule"] for row in rows if row["status"] == "fail"]


def of_oscal(text, report):
    results = json.loads(text)["assessment-results"]["results"]
    reported = [
        {prop["name"]: prop["value"] for prop in observation["props"]}
        for result in results
        for observation in result.get("observations", ())
    ]
    return [props["rule"] for props in reported if props.get("status") == "fail"]


def of_html(text, report):
    page = Page(text)
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
    "in-toto": of_in_toto,
    "html": of_html,
}
