"""The HTML report as bytes: one harmless file that says what the report says."""

import base64
import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

import validator
from tests.support import reports
from tests.support.htmlreports import Page, everything
from tests.support.packbuilder import write_pack
from tests.support.reports import DAY, DRAFT, EXAMPLES
from validator import Reason, Status, load_packs, manifest_from_value
from validator.report import formats
from validator.report.ending import ending_soon
from validator.report.formats import html
from validator.report.formats.html import registers
from validator.report.messages import CONFIDENCES
from validator.report.summary import counts, statement
from validator.report.wording import fact_label, fix, found, message, place

# What quote.py escapes and a page of one's own never holds; the line feed is its own.
UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
HOSTILE = (
    "<script>alert(1)</script></title></style></textarea>--><img src=x onerror=alert(2)>"
    "\" onmouseover='alert(3)' {{ 7919*7907 }} javascript:alert(4) \u202e\u2066\u200b\x07 &amp; ]]>"
)


@pytest.fixture(scope="module")
def failing():
    return reports.report("failing")


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    folder = tmp_path_factory.mktemp("full")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return everything(folder)


# A page without results has a test of its own.
@pytest.fixture(params=[*(kind for kind in reports.KINDS if kind != "unusable"), "full"])
def report(request):
    kind = request.param
    return request.getfixturevalue(kind) if kind == "full" else reports.report(kind)


@pytest.fixture(scope="module")
def page_of():
    """Return the page of a report in a language; each is rendered and parsed once."""
    pages = {}

    def page(report, language="en"):
        key = (id(report), language)
        if key not in pages:
            pages[key] = Page(html.render(report, language))
        return pages[key]

    return page


@pytest.fixture
def page(full, page_of):
    return page_of(full)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_is_sound_html(report, page_of, language):
    page = page_of(report, language)
    ids = [element.get("id") for element in page.all() if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in page.all():
        for name in ("aria-labelledby", "for"):
            assert element.get(name, ids[0]) in ids
        if element.get("href", "").startswith("#"):
            assert element.get("href")[1:] in ids
    levels = [int(one.tag[1]) for one in page.all() if re.fullmatch("h[1-6]", one.tag)]
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    assert all(page.all("caption", table) for table in page.all("table"))
    assert all(cell.get("scope") for cell in page.all("th"))


def test_the_page_loads_nothing_and_links_to_rules_packs_and_official_texts(report, page_of, page):
    official = {f"https://{pack.instrument.link}" for pack in report.packs if pack.instrument}
    own = {element.tag for element in page.all()}
    page = page_of(report)
    assert {element.tag for element in page.all()} <= own
    assert not UNSEEN.search(page.text)
    loading = ("src", "srcset", "data", "poster", "action", "formaction", "background", "ping")
    for element in page.all():
        assert element.tag not in ("img", "iframe", "object", "embed", "base", "video", "audio")
        assert not set(loading) & set(element.attrib)
        assert "style" not in element.attrib
        assert not any(name.startswith("on") for name in element.attrib)
        if element.tag == "a":
            site = r"https://facepolicy\.example/(zh/)?(rules|packs)/[A-Za-z0-9-]+/"
            if element.get("href") not in official:
                assert re.fullmatch(rf"#.*|{site}", element.get("href"))
    assert [one.get("href") for one in page.all("link")] == ["data:,"]
    assert not re.search(r"url\(|@import|@font-face", page.one("style").text)


def test_the_policy_lets_the_page_run_its_own_style_and_script_only(report, page_of):
    page = page_of(report, "zh")
    policy = page.one("meta", http_equiv="Content-Security-Policy").get("content")

    def digest(tag):
        sha256 = hashlib.sha256(page.one(tag).text.encode()).digest()
        return f"sha256-{base64.b64encode(sha256).decode()}"

    assert policy == (
        f"default-src 'none'; style-src '{digest('style')}'; script-src '{digest('script')}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_the_counts_are_those_of_the_report(report, page_of):
    page = page_of(report)
    shown = {
        tile.get("data-outcome"): int(page.words(page.one("dd", tile, class_="number")).split()[0])
        for tile in page.all("div", page.section("summary"), class_="tile")
    }
    assert shown == {
        "pass": report.by_status[Status.PASS],
        "violated": report.by_reason[Reason.VIOLATED],
        "evidence expired": report.by_reason[Reason.EXPIRED],
        "evidence missing": report.by_reason[Reason.UNEVIDENCED],
        "not stated": report.by_reason[Reason.UNDECLARED],
        "waived": report.by_status[Status.WAIVED],
        "not reviewed": report.by_status[Status.NOT_REVIEWED],
        "not applicable": report.by_status[Status.NOT_APPLICABLE],
    }
    notes = page.words(page.one("dl", page.section("summary"), class_="tiles"))
    evidenced = len(report.evidenced)
    declared = report.by_status[Status.PASS] - evidenced
    assert f"{declared} on statements alone {evidenced} on opened evidence" in notes
    for language in ("en", "zh"):
        assert statement(report.totals)[language] in page.words(page.section("title"), language)
        assert counts(report.totals)[language] in page.words(page.section("summary"), language)


_SVG_RECT = "{http://www.w3.org/2000/svg}rect"


def test_where_no_manifest_could_be_used_the_page_says_why(page_of):
    report = reports.report("unusable")
    page = page_of(report)
    assert "UNREADABLE: no manifest could be used." in page.words(page.section("title"), "en")
    words = page.words(page.one("main"), "en")
    assert all(problem.text.en in words for problem in report.problems)


def test_the_bar_of_clauses_adds_up(report, page_of):
    page = page_of(report)
    failed = {item.rule.assesses: "waiting" for item in report.failures}
    violated = (item for item in report.failures if item.reason is Reason.VIOLATED)
    failed |= {item.rule.assesses: "contradicted" for item in violated}
    waived = {item.rule.assesses: "waived" for item in report.waived}
    expected = Counter(
        (waived | failed).get(clause, state.name.lower().replace("_", "-"))
        for clause, state in report.totals.clauses.items()
    )
    bars = page.all(_SVG_RECT)
    assert {bar.get("class"): int(bar.get("width")) for bar in bars} == expected
    widths = [int(bar.get("width")) for bar in bars]
    assert [int(bar.get("x")) for bar in bars] == [sum(widths[:n]) for n in range(len(widths))]
    legend = page.all("b", page.one("ul", class_="legend"))
    assert [int(number.text) for number in legend] == widths
    heading = page.words(page.one("h2", id="clauses"))
    assert heading.endswith(f" {sum(expected.values())}")


def test_page_one_lists_each_fact_once_with_its_change_its_clauses_and_who(failing, page_of):
    page = page_of(failing)
    first = page.section("title")
    assert "Not yet: there is something to fix." in page.words(first)
    assert "暂不可以：有事项须先整改。" in page.words(first, "zh")
    entries = page.all("li", page.section("fix"))
    violated = (item for item in failing.failures if item.reason is Reason.VIOLATED)
    facts = {
        place(finding.pointer)
        for item in violated
        for finding in item.findings
        if finding.reason is Reason.VIOLATED
    }
    named = [page.words(fact) for one in entries for fact in page.all("code", page.one("h3", one))]
    assert sorted(named) == sorted(facts)
    reported = page.words(entries[0])
    for part in (
        "Storage › Encryption at rest › Cipher storage.encryption.atRest: none → one of sm4, aes-256, provider-managed",
        "Engineer:",
        "Officer:",
        "Clauses: cn-tc260-frd-2021-draft 5 provisional, quoted;",
        "Responsible:",
    ):
        assert part in reported
    to_state = page.section("state")
    assert page.words(page.one("h2", to_state)) == "To find out and state 51"
    assert len(page.all("li", to_state)) == 8
    assert "and 43 more, in the annex" in page.words(to_state)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("failing", "Not yet"),
        ("passing", "a person must judge some points first"),
        ("broken", "No answer"),
    ],
)
def test_the_answer_is_in_words(kind, answer, page_of):
    page = page_of(reports.report(kind))
    assert answer in page.words(page.one("p", class_="answer"))


def test_the_officer_is_the_responsible_person_of_the_manifest(full, page_of, tmp_path):
    lobby = (EXAMPLES / "lobby-gate.yaml").read_text(encoding="utf-8")
    path = tmp_path / "lobby.yaml"
    path.write_text(lobby.replace("atRest: sm4", "atRest: none"), encoding="utf-8")
    named = Page(html.render(validator.check(path, as_of=DAY), "en"))
    assert "Officer (Privacy Office):" in named.words(named.section("fix"))
    of_many = page_of(full)
    assert "Officer:" in of_many.words(of_many.section("fix"))


def test_rules_that_ask_the_same_are_one_question(page_of):
    passing = reports.report("passing")
    page = page_of(passing)
    asked = page.all("li", page.section("judge"))
    questions = {message(item).en for item in passing.unreviewed}
    assert len(questions) < len(passing.unreviewed)
    assert {page.words(page.all("p", one)[0]) for one in asked} == questions
    place = next(page.words(one) for one in asked if "limited circle" in page.words(one))
    assert "cn-frt-measures-2025 art. 13" in place
    assert "cn-pipl-2021 art. 26" in place


def test_what_ends_soon_is_on_page_one(full, page):
    assert ending_soon(full)
    said = page.words(page.section("ending"))
    assert all(item.text.en in said for item in ending_soon(full)[:8])


def test_a_pass_shows_its_facts_with_values_and_lines(page_of):
    passing = reports.report("passing")
    page = page_of(passing)
    rows = {
        page.words(page.all("a", row, class_="rule")[0]): row
        for row in page.all("tr", page.section("applicability"))
        if page.all("a", row, class_="rule")
    }
    passes = [item for item in passing.results if item.status is Status.PASS]
    assert passes
    for item in passes:
        facts = page.all("li", rows[item.rule.id])
        assert [page.words(fact) for fact in facts] == [
            f"{fact_label(one.parts).en} {place(one.pointer)}: {found(one).en} "
            f"line {one.position.line}"
            for one in item.findings
        ]
        lines = [page.one("a", fact).get("href") for fact in facts]
        assert lines == [f"#s0-{one.position.line}" for one in item.findings]


def test_every_clause_tells_its_source_and_links_to_the_official_text(full, page):
    section = page.section("sources")
    said = page.words(section)
    for word in CONFIDENCES.values():
        assert word.en in said
    for number, pack in enumerate(full.packs):
        for at, clause in enumerate(pack.clauses if pack.instrument else ()):
            row = page.one("tr", id=f"c{number}-{at}")
            reported = page.words(row)
            assert clause.id in reported
            assert clause.summary.en in reported
            assert CONFIDENCES[clause.confidence].en in reported
            assert not clause.phrase or " ".join(clause.phrase.split()) in reported
            assert ("provisional" in reported) or clause.place_confirmed
            links = [link.get("href") for link in page.all("a", row, class_="official")]
            assert links == [f"https://{pack.instrument.link}"]
    codes = page.words(page.all("details", section)[-1])
    assert "M-TXT text of the Measures of 2025" in codes


def test_the_tables_of_deployments_and_instruments_add_up(full, page):
    for name in ("table-deployments", "table-instruments"):
        table = page.one(aria_labelledby=name)
        assert sum(int(number.text) for number in page.all("b", table)) == len(full.results)


def test_every_failure_is_reported_with_what_it_takes_to_mend_it(full, page):
    findings = page.section("findings")
    facets = Counter()
    for item in page.all(within=findings, class_="item"):
        for one in item.get("data-facets").split(";"):
            manifest, pack, topic, severity, state = one.split(",")
            facets[int(manifest), full.packs[int(pack)].id, topic, severity, state] += 1
    numbers = {manifest.name: number for number, manifest in enumerate(full.manifests)}
    for item in full.failures:
        state = "known" if full.baseline.knows(item) else "new"
        where = (numbers[item.manifest], item.rule.pack)
        assert facets[(*where, item.rule.topic, item.rule.severity.value, state)]
    for language in ("en", "zh"):
        said = page.words(findings, language)
        for item in full.failures:
            stated = item.reason in (Reason.VIOLATED, Reason.UNDECLARED)
            fixes = [check.fix for check in item.failed] if stated else [fix(item)]
            texts = (item.rule.title, item.rule.officer, *fixes)
            assert all(" ".join(text[language].split()) in said for text in texts)
            assert item.rule.id in said


def test_what_is_wrong_is_said_with_place_citation_and_both_values(failing, page_of):
    page = page_of(failing)
    entry = page.one("article", id="f1")
    said = page.words(entry)
    for reported in (
        "storage.encryption.atRest",
        "compreface-defaults.yaml:43:24",
        "Found none",
        "one of sm4, aes-256, provider-managed",
        "Stored face data have no protection: encryption none, separation none",
        "cn-tc260-frd-2021-draft 5 provisional, quoted",
        "For the engineer",
        "For the officer",
        "✕ violated",
        "● error",
    ):
        assert reported in said
    line = page.one("li", id="s0-43")
    assert page.words(line).startswith("encryption: {atRest: none}")
    assert "#f1" in [link.get("href") for link in page.all("a", line)]
    pages = [link.get("href") for link in page.all("a", entry, class_="rule")]
    assert pages[:2] == [
        "https://facepolicy.example/rules/FRD21-5-SEC/",
        "https://facepolicy.example/zh/rules/FRD21-5-SEC/",
    ]


def test_facts_to_state_come_once_each_as_a_list(failing, page_of):
    page = page_of(failing)
    names = [
        page.words(page.all("code", item)[0])
        for item in page.all("li", page.section("findings"), class_="item")
    ]
    assert len(names) == len(set(names)) == 51
    assert "consent.pressure" in names
    assert "storage.encryption.atRest" not in names


def test_the_statement_of_applicability_holds_every_rule_and_clause(full, page):
    section = page.section("applicability")
    said = page.words(section)
    rules = Counter(
        page.words(link)
        for link in page.all("a", section, class_="rule")
        if link.get("lang") == "en"
    )
    assert rules == Counter(item.rule.id for item in full.results)
    kinds = ("manual", "out-of-scope", "partial")
    left = [
        clause
        for pack in full.packs
        if pack.instrument  # the others have no sources
        for clause in pack.clauses
        if clause.assessment.value in kinds
    ]
    assert left
    sources = page.words(page.section("sources"))
    assert all(clause.id in sources and clause.assessment_reason.en in sources for clause in left)
    for item in full.not_run:
        assert f"{item.pack}: {item.text.en}" in said
    evidenced = [page.words(cell) for cell in page.all("td", section)]
    assert sum(cell.startswith("evidenced") for cell in evidenced) == len(full.evidenced)
    declared = full.by_status[Status.PASS] - len(full.evidenced)
    assert sum(cell.startswith("declared") for cell in evidenced) == declared


def test_evidence_waivers_and_baseline_are_registers(full, page):
    evidence = [page.words(row) for row in page.all("tr", page.section("evidence"))]
    assert "Incident response plan" in next(row for row in evidence if "expired 30 days ago" in row)
    assert "Card cloning study" in next(row for row in evidence if "40 days left, soon" in row)
    changed = "✕ the file does not have the digest stated"
    assert "PAD test" in evidence[1]
    assert changed in evidence[1]
    assert any(
        "PIA 2026-02" in row and "✓ file opened, digest as stated" in row for row in evidence
    )
    idle, applied = (page.words(card) for card in page.all("article", page.section("waivers")))
    assert "SPC-2-3" in idle
    assert "✕ expired ✕ expired 31 days ago" in idle
    assert "makes the run fail" in idle
    for reported in ("◇ applied", "45 days left, soon", "dpo@compreface.example", "✕ violated"):
        assert reported in applied
    waived = full.waived[0]
    assert waived.rule.title.en in applied
    assert f"compreface-defaults.yaml:{waived.findings[0].position.line}" in applied
    known = page.words(page.section("baseline"))
    number = len(full.failures) - len(full.regressions)
    assert f"{len(full.regressions)} failures are new, {number} were known" in known
    assert "SPC-2-2 lobby-gate.yaml notice.given" in known


def test_the_signatures_stand_over_every_digest(full, page):
    section = page.section("signoff")
    said = page.words(section)
    files = (*full.manifests, *full.packs, full.waiver_file, full.baseline)
    assert all(item.sha256 in said for item in files)
    assert registers.digest_of(full) in said
    assert full.version in said
    for label in ("Name", "Role", "Date", "Signature"):
        assert said.count(label) >= 3


def test_the_manifests_stand_as_they_were_evaluated(full, page):
    for number, manifest in enumerate(full.manifests):
        source = page.one("details", id=f"s{number}")
        lines = [page.all("code", line)[0].text or "" for line in page.all("li", source)]
        assert lines == manifest.text.splitlines()


def test_nothing_of_a_manifest_becomes_markup(tmp_path, monkeypatch):
    value = dict(validator.load_manifest(EXAMPLES / "compreface-defaults.yaml").value)
    value["metadata"] = {**value["metadata"], "title": {"en": HOSTILE, "zh-Hans": HOSTILE}}
    value["metadata"]["version"] = HOSTILE
    value["purposes"] = [{**value["purposes"][0], "description": HOSTILE}, value["purposes"][1]]
    value["evidence"] = [
        {"id": "ev", "type": "other", "title": HOSTILE, "uri": HOSTILE, "expires": "2026-10-01"}
    ]
    value["x-\u202e<b>"] = HOSTILE
    source = "<img src=x onerror=alert(5)>\u202e.yaml"
    packs = load_packs([DRAFT])
    hostile = validator.evaluate(manifest_from_value(value, source), packs, as_of=DAY)
    plain = validator.evaluate(
        manifest_from_value(
            {**value, "metadata": {**value["metadata"], "title": {"en": "x", "zh-Hans": "x"}}}
        ),
        packs,
        as_of=DAY,
    )
    text = html.render(hostile, "en")
    page, tame = Page(text), Page(html.render(plain, "en"))
    assert Counter(one.tag for one in page.all()) == Counter(one.tag for one in tame.all())
    assert len(page.all("script")) == len(page.all("style")) == 1
    assert not UNSEEN.search(text)
    assert "62615533" not in page.words(page.section("title"))
    assert "<script>alert(1)</script>" in page.words(page.section("title"))
    assert not any("javascript:" in link.get("href") for link in page.all("a"))


def test_nothing_of_files_and_waivers_becomes_markup(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = (EXAMPLES / "compreface-defaults.yaml").read_text("utf-8")
    Path("a&b <i>.yaml").write_text(
        text.replace("name: Operator of compreface.example", "name: '</code><script>x</script>'"),
        encoding="utf-8",
    )
    Path("waivers.yaml").write_text(
        f"""apiVersion: facepolicy-waivers/v1
waivers:
  - rule: FRD21-5-SEC
    manifest: 'a&b <i>.yaml'
    justification: '<script>alert(1)</script> and the like'
    owner: '<b>owner</b>'
    approver: "<a href='javascript:alert(1)'>approver</a> \\u202e"
    compensating: '</dd></dl><script>alert(1)</script>'
    granted: {DAY}
    expires: {DAY}
""",
        encoding="utf-8",
    )
    report = validator.check("a&b <i>.yaml", packs=[DRAFT], as_of=DAY, waivers="waivers.yaml")
    page = Page(html.render(report, "en"))
    assert len(page.all("script")) == 1
    assert not page.all("i", page.section("waivers"))
    assert "<b>owner</b>" in page.words(page.section("waivers"))
    assert not UNSEEN.search(page.text)
    assert "name: '</code><script>x</script>'" in page.words(page.one("li", id="s0-15"))


def test_rules_of_other_packs_have_no_page_to_link_to(tmp_path):
    pack = write_pack(tmp_path)
    one = validator.check(EXAMPLES / "compreface-defaults.yaml", as_of=DAY, packs=[pack])
    page = Page(html.render(one, "en"))
    links = {page.words(link) for link in page.all("a", class_="rule")}
    assert "T-1" not in links
    assert "SC-ON-DEVICE" in links
    assert "T-1" in page.words(page.section("findings"))


def test_both_languages_are_there_and_one_is_chosen(report, page_of):
    english, chinese = page_of(report), page_of(report, "zh")
    assert english.root.get("lang") == "en"
    assert chinese.root.get("lang") == "zh-Hans"
    assert len(english.all("span", lang="en")) == len(english.all("span", lang="zh-Hans")) > 200
    assert "适用性声明" in english.words(english.section("applicability"), "zh")
    assert "适用性声明" not in english.words(english.section("applicability"), "en")
    assert english.one("title").text != chinese.one("title").text
    for form in (*english.all("form"), *chinese.all("form")):
        form.clear()  # its options change language by script
    for language in ("en", "zh"):
        one, other = (page.words(page.one("main"), language) for page in (english, chinese))
        assert one == other


def test_the_same_report_is_the_same_bytes(tmp_path, monkeypatch):
    code = (
        "import sys, datetime, validator; from validator.report.formats import html;"
        "r = validator.check(sys.argv[1], packs=[sys.argv[2]], as_of=datetime.date(2026, 10, 31));"
        "sys.stdout.buffer.write(html.render(r, 'en').encode())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, "compreface-defaults.yaml", DRAFT],
            cwd=EXAMPLES,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }
    assert outputs == {html.render(reports.report("failing"), "en").encode()}


def test_it_stays_small(full):
    assert len(html.render(reports.report("passing"), "en").encode()) < 500_000
    assert len(html.render(full, "en").encode()) < 2_000_000


def test_of_many_manifests_the_page_is_the_summary(full, monkeypatch):
    monkeypatch.setattr(formats, "MANY", 2)
    page = Page(html.render(full, "en"))
    first = page.section("title")
    assert statement(full.totals)["en"] in page.words(first)
    links = [link.get("href") for link in page.all("a", page.one(aria_labelledby="table-sites"))]
    assert sorted(links) == [f"#site-{number}" for number in range(len(full.manifests))]
    for number, manifest in enumerate(full.manifests):
        site = page.one("details", id=f"site-{number}")
        assert page.words(page.one("h3", site)) == manifest.name
    assert not page.all(id="applicability")


def test_files_that_could_not_be_used_come_first(page_of):
    broken = reports.report("broken")
    page = page_of(broken)
    lead = page.words(page.section("title"))
    assert len(broken.problems) > 2
    assert all(problem.line() in lead for problem in broken.problems)
    assert "2: no full answer" in page.words(page.section("summary"))


def test_a_manifest_in_memory_is_printed_as_json(page_of):
    page = page_of(reports.report("from memory"))
    source = page.words(page.section("manifests"))
    assert "came from memory" in source
    assert '"id": "compreface-defaults"' in source


def test_several_documents_of_a_file_are_printed_once(page_of):
    documents = reports.report("documents")
    page = page_of(documents)
    (source,) = page.all("details", page.section("manifests"))
    assert len(page.all("li", source)) == len(documents.manifests[0].text.splitlines())
    second = page.one("article", id="f1")
    assert "sites/both.yaml:" in page.words(second)
    statements = page.words(page.section("applicability"))
    assert "sites/both.yaml#1" in statements
    assert "sites/both.yaml#2" in statements


def test_it_never_says_compliant(report, page_of):
    page = page_of(report)
    assert "compliant" not in page.text.lower()
    for language, advice in (("en", "Not legal advice"), ("zh", "不构成法律意见")):
        lead = page.words(page.section("title"), language)
        assert advice in lead
        assert advice in page.words(page.one("footer"), language)
        assert "合规" not in lead
