"""A fact that fails in hundreds of entries of a list: some are shown, all are counted."""

import json
import re

import pytest

import validator
from tests.hostile.generated import GENERATED, MOST
from tests.support.htmlreports import Page
from tests.support.reports import DAY, renderer
from validator.report.formats import Style, html, text
from validator.report.formats.html import registers
from validator.report.wording import MOST as SHOWN

LAST = MOST - 1
"""Each list has one good entry, and this many that fail."""


@pytest.fixture(scope="module")
def report():
    return validator.check(json.loads(GENERATED["lists.json"][0]()), as_of=DAY)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_text_shows_some_places_and_counts_all(report, language):
    shown = text.render(report, Style(language))
    lines = re.findall(r"^.* (?:FAIL|不通过) .*purposes\[\d+\]\.id.*$", shown, re.MULTILINE)
    assert len(lines) == SHOWN
    more = {
        "en": f"and {LAST - SHOWN} more; the JSON report has all",
        "zh": f"另有 {LAST - SHOWN} 处，完整内容见 JSON 报告",
    }
    assert more[language] in shown
    assert f"{report.totals.number('violating_facts'):,}" in shown.partition("\n")[0]
    assert report.totals.number("violating_facts") > LAST


def test_html_shows_some_places_and_counts_all(report):
    page = Page(html.render(report, "en"))
    one = next(
        card for card in page.all("article", class_="card") if "purposes[1].id" in page.words(card)
    )
    assert f"and {LAST - SHOWN} more; the JSON report has all" in page.words(one)
    assert len(page.all("dl", one, class_="pairs")) == SHOWN
    for facts in page.all("ul", class_="facts"):
        assert len(page.all("li", facts)) <= SHOWN + 1
    # Evidence that does not count waits for another file, and is to fix.
    headings = " ".join(page.words(item) for item in page.all("h2", page.section("title")))
    numbers = re.findall(r"(?:To fix|To find out and state) (\d+)", headings)
    assert len(numbers) == 2
    assert sum(map(int, numbers)) == sum(
        map(report.totals.number, ("violating_facts", "waiting_facts"))
    )
    assert len(page.text) < 2_000_000


def test_oscal_shows_some_places_and_counts_all(report):
    (result,) = json.loads(renderer("oscal")(report, "en"))["assessment-results"]["results"]
    cut = 0
    for ours, theirs in zip(report.results, result["observations"], strict=True):
        more = len(ours.findings) - SHOWN
        assert len(theirs.get("relevant-evidence", ())) == min(len(ours.findings), SHOWN)
        said = f"and {more} more; the JSON report has all" if more > 0 else None
        assert theirs.get("remarks") == said
        cut += more > 0
    assert cut > 10


def test_a_message_names_some_facts_and_counts_the_others(report):
    many = [item for item in report.failures if len(item.findings) > SHOWN]
    said = [item.message.en for item in many if item.reason is validator.Reason.UNDECLARED]
    assert said
    for message in said:
        assert message.count("[") == SHOWN
        assert re.search(r", \d+ more\.$", message)


def test_the_digest_of_a_report_depends_on_inputs_and_day(report):
    again = validator.check(json.loads(GENERATED["lists.json"][0]()), as_of=DAY)
    assert registers.digest_of(again) == registers.digest_of(report)
    other = validator.check(json.loads(GENERATED["lists.json"][0]()), as_of="2027-01-05")
    assert registers.digest_of(other) != registers.digest_of(report)
