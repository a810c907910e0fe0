"""The report as Markdown: read by GitHub's own parser and by another, inert, and within limits."""

import re
from collections import Counter, defaultdict
from functools import cache
from html.parser import HTMLParser

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.support import format_cases as cases
from validator.engine.results import Reason, Status
from validator.model.quote import escape
from validator.report.formats import messages as headings
from validator.report.formats.markdown import SUMMARY_LIMIT, render
from validator.report.formats.markup import code, literal, prose
from validator.report.formats.tables import as_markdown

PARSERS = {
    "github": lambda text: github_flavored_markdown_to_html(
        text, Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    ),
    "markdown-it": MarkdownIt("commonmark", {"html": True})
    .enable(["table", "strikethrough"])
    .render,
}
OURS = {
    *("h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "code", "a"),
    *("details", "summary", "blockquote", "input"),
}


TO_STATE = (headings.TO_STATE.en, headings.TO_STATE.zh)


class Page(HTMLParser):
    """What a reader sees: parts with their rows, links, tags, and text outside of code."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.links, self.attributes = set(), [], set()
        self.parts = defaultdict(list)
        self.prose = ""
        self.text = ""
        self._path, self._title = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}
        self.links += [value for name, value in attributes if name in ("href", "src")]
        self._path.append(tag)
        if tag in ("h3", "summary"):
            self._title = ""
        if tag == "tr" and "tbody" in self._path:
            self.parts[self._title].append([])
        if tag == "td":
            self.parts[self._title][-1].append("")
        if tag == "li" and (self._path.count("li") == 1 or self._title.startswith(TO_STATE)):
            self.parts[self._title].append("")
        elif tag == "li":  # a line of an entry
            self.parts[self._title][-1] += "\n"

    def handle_endtag(self, tag):
        assert self._path.pop() == tag

    def handle_data(self, data):
        self.text += data
        if "code" not in self._path:
            self.prose += data
        if self._path and self._path[-1] in ("h3", "summary"):
            self._title += data
        elif "td" in self._path:
            self.parts[self._title][-1][-1] += data
        elif "li" in self._path:
            self.parts[self._title][-1] += data

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.handle_endtag(tag)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    def of(self, *titles):
        """Return the rows under titles, whatever numbers stand in them."""
        named = tuple(f"{title}{colon}" for title in titles for colon in (":", "："))
        return [
            row for title, rows in self.parts.items() if title.startswith(named) for row in rows
        ]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return cases.everything(tmp_path_factory.mktemp("markdown"))


@pytest.fixture(scope="module", params=PARSERS)
def parser(request):
    return PARSERS[request.param]


@pytest.fixture(scope="module")
def page_of(report, parser):
    """Return the page of the report in a language; each is rendered and parsed once."""
    return cache(lambda language: Page(parser(render(report, language))))


def reported(entries):
    """The place of each entry with each rule that it names."""
    found = []
    for entry in entries:
        head, *lines = filter(None, entry.split("\n"))
        place = re.match(r"\[\w+\] (.*?:\d+) ", head)[1]
        rules = [re.match(r"([A-Z][A-Za-z0-9-]+) \[\w+\]", line) for line in lines]
        found.append((place, sorted(rule[1] for rule in rules if rule)))
    return sorted(found)


def facts_of(results):
    """The place of each fact that fails these with the rules that fail by it."""
    facts = defaultdict(list)
    for item in results:
        for one in item.causes:
            place = f"{one.file}:{one.position.line}"
            facts[item.manifest, place, one.pointer, one.reason].append(item.rule.id)
    return sorted((place, sorted(rules)) for (_, place, _, _), rules in facts.items())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_fact_is_an_entry_with_the_rules_that_it_fails(report, page_of, language):
    page = page_of(language)
    for reason, heading in headings.HEADINGS.items():
        failed = [item for item in report.regressions if item.reason == reason]
        assert reported(page.of(heading[language])) == facts_of(failed)
    assert reported(page.of(headings.WAIVED[language])) == facts_of(report.waived)
    assert len(facts_of(report.waived)) > 0


def places_of(row):
    """How many places a fact to state has: one without a line, or each with its line."""
    more = re.search(r", (\d+) more:|、另外 (\d+) 项）", row)
    lines = len(re.findall(r"\(line \d+\)|（第 \d+ 行）", row))
    return max(lines, 1) + (int(more[1] or more[2]) if more else 0)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_missing_fact_is_a_box_with_the_rules_that_wait(report, page_of, language):
    page = page_of(language)
    title = headings.TO_STATE[language]
    facts = [row for row in page.of(title) if {"en": ") for ", "zh": "；用于 "}[language] in row]
    number = sum(map(places_of, facts))
    assert f"{title}{':：'[language == 'zh']}{' ' * (language == 'en')}{number}" in page.parts
    assert number > len(facts)
    waiting = {item.rule.id for item in report.regressions if item.reason is Reason.UNDECLARED}
    named = {name for row in facts for name in re.findall(r"[A-Z][A-Za-z0-9]*-[A-Za-z0-9-]+", row)}
    assert waiting <= named


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_counts_are_those_of_the_report(report, page_of, language):
    page = page_of(language)
    counts = page.parts[{"en": "Counts", "zh": "统计"}[language]]
    numbers = [int(number) for _, number in counts]
    assert numbers[:5] == [report.by_status[status] for status in Status]
    assert numbers[5:9] == list(report.by_reason.values())
    assert numbers[9:12] == list(report.by_severity.values())
    assert numbers[12:] == [
        len(report.regressions),
        len(report.by_exception),
        len(report.evidenced),
        report.totals.number("requirements"),
        report.totals.number("consistency"),
        *report.totals.clause_states.values(),
    ]


def test_every_pass_is_named(report, page_of):
    listed = page_of("en").of("Passed")
    named = [name for row in listed for name in row.rpartition(": ")[2].split(", ")]
    passed = [item.rule.id for item in report.results if item.status is Status.PASS]
    assert Counter(named) == Counter(passed)


def test_every_reason_not_to_apply_and_not_to_run_is_reported(report, page_of):
    page = page_of("en")
    assert len(page.of("Not run")) == len({item.pack for item in report.not_run})
    reported = " ".join(page.of("Not applicable"))
    outside = {
        item.rule.id if item.pack_applies else item.rule.pack
        for item in report.results
        if item.status is Status.NOT_APPLICABLE
    }
    assert outside <= set(re.findall(r"[A-Za-z0-9-]+", reported))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_registers_are_complete(report, page_of, language):
    page = page_of(language)
    waivers = page.of({"en": "Waivers", "zh": "豁免"}[language])
    assert [row[0] for row in waivers] == [use.entry.subject for use in report.waiver_uses]
    evidence = page.of({"en": "Evidence register", "zh": "证据登记"}[language])
    documents = [item for items in report.documents.values() for item in items]
    assert [row[1] for row in evidence] == [document.id for document in documents]
    assert [row[5] for row in evidence] == [str(document.days_left) for document in documents]
    digests = " ".join(
        row[2]
        for row in page.of(
            {"en": "What was read, with its SHA-256", "zh": "所读取的文件及其 SHA-256"}[language]
        )
    )
    for read in (*report.manifests, *report.packs, report.waiver_file, report.baseline):
        assert read.sha256 in digests


def test_what_could_not_be_read_stands_before_the_counts(report, page_of):
    page = page_of("en")
    first = next(iter(page.parts))
    assert first.startswith("Could not be used")
    assert page.parts[first] == [report.problems[0].line()]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_hostile_text_is_inert(report, page_of, language):
    page = page_of(language)
    assert page.tags <= OURS
    assert page.attributes <= {"href", "type", "checked", "disabled"}
    assert all(link.startswith("https://facepolicy.example/") for link in page.links)
    assert "<script>alert(1)</script>" in page.text
    assert not re.search(r"[@#]\w|GH-\d|://|www\.\w", page.prose)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]", page.text)
    assert not re.search(r"(?m)^::", render(report, language))


def test_the_only_html_is_that_of_the_folds(report):
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(render(report))
    inline = [child for token in tokens for child in token.children or ()]
    assert not [
        token for token in inline if token.type in ("html_inline", "image", "em", "strong", "s")
    ]
    blocks = {token.content.strip() for token in tokens if token.type == "html_block"}
    assert blocks
    for block in blocks:
        assert re.fullmatch(r"<details>\n<summary>[^<>&]+</summary>|</details>", block), block


def test_the_gravest_facts_come_first(parser):
    page = Page(parser(render(cases.one())))
    entries = page.of(headings.HEADINGS[Reason.VIOLATED].en)
    levels = [re.match(r"\[(\w+)\]", entry)[1] for entry in entries]
    assert levels == sorted(levels, key=["error", "warning", "info"].index)
    assert len(set(levels)) > 1


def test_an_entry_has_what_is_found_and_expected_each_demand_and_each_change(parser):
    page = Page(parser(render(cases.one("compreface-defaults.yaml"))))
    (entry,) = [row for row in page.of(headings.HEADINGS["violated"].en) if "separation:" in row]
    assert [line for line in entry.split("\n") if line] == [
        (
            f"[error] {cases.EXAMPLES / 'compreface-defaults.yaml'}:44 storage.separation: found none, "
            "expected one of physical, logical"
        ),
        "Face data are kept together with identity data: separation none.",
        "G35273-SEG [error] (cn-gbt-35273-2020 6.3 b) provisional, quoted)",
        "G22-7-separation [warning] (cn-gbt-41819-2022 7, items, recalled)",
        (
            "fix: Move face data to a machine, or a database or schema with access rights, of their "
            "own, linked by a pseudonym only; state separation physical or logical."
        ),
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_the_baseline_knows_is_folded_and_complete(report, parser, page_of, language):
    known = [item for item in report.failures if report.baseline.knows(item)]
    page = page_of(language)
    assert reported(page.of(headings.KNOWN[language])) == facts_of(known)
    assert f"<summary>{headings.KNOWN[language]}" in render(report, language)
    assert not Page(parser(render(cases.one()))).of(headings.KNOWN.en)


def test_rules_of_shipped_packs_lead_to_their_pages():
    text = render(cases.one(), "zh")
    assert "[M25-8-2](https://facepolicy.example/zh/rules/M25-8-2/)" in text


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("limit", [4_000, 20_000, 65_536])
def test_a_long_report_is_cut_by_rows_and_says_so(report, parser, page_of, language, limit):
    whole, text = render(report, language), render(report, language, limit)
    assert len(text.encode()) <= limit < len(whole.encode())
    page, full = Page(parser(text)), page_of(language)
    assert page.tags <= OURS
    rows = re.search(r"(\d+) rows are left out|略去了 (\d+) 行", page.text)
    shown, all_ = (sum(map(len, each.parts.values())) for each in (page, full))
    assert int(rows[1] or rows[2]) == all_ - shown > 0
    assert page.parts[{"en": "Counts", "zh": "统计"}[language]]


def test_the_summary_of_a_job_holds_the_report_of_many_manifests(report):
    assert "rows are left out" not in render(report, limit=SUMMARY_LIMIT)
    assert SUMMARY_LIMIT == 2**20


@pytest.mark.parametrize("language", ["en", "zh"])
def test_same_report_same_bytes(twice, language):
    one, two = twice
    assert render(one, language) == render(one, language) == render(two, language)


def test_the_day_asked_about_is_the_only_day():
    text = render(cases.one("lobby-gate.yaml", as_of=cases.LATER))
    assert "as of 2027-02-09" in text
    assert "| 2027-02-01 | -8 |" in text
    assert "| 2027-02-10 | 1 |" in text


TEXTS = st.text("ab`\\|*_[]()<>&#@ \n-+~$!", max_size=12) | st.text(max_size=12)


@given(TEXTS)
@example("a|b")
@example("\\|")
@example("`` ` |")
def test_any_text_comes_out_as_it_went_in(text):
    shown = escape(text, 2000)
    for parse in PARSERS.values():
        for mark in (literal, prose, code):
            row = Page(parse(as_markdown(["a", "b"], [[f"x{mark(text)}x", "y"]])))
            ((cell, other),) = row.parts[""]
            cell = cell.replace("\u200b", "")
            assert other == "y"
            assert cell.removeprefix("x").removesuffix("x") == (shown or " " * (mark is code))
            assert row.tags <= {"table", "thead", "tbody", "tr", "th", "td", "code"} | (
                {"a"} if mark is literal else set()
            )
