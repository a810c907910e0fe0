"""Chinese output is Chinese: labels of facts and values, and the punctuation after them."""

import csv
import re

import pytest

import validator
from tests.support import golden, reports
from tests.support.htmlreports import Page
from validator.cli import main
from validator.manifest.vocabulary import facts
from validator.report.formats import Style, html, render, site_summary
from validator.report.site_summary import SiteCounter

HALF_WIDTH = re.compile(r"[\u4e00-\u9fff）】》」”] ?(?::(?= |$)|\((?!s\)))", re.MULTILINE)
"""A colon or a bracket for English after Chinese text."""


@pytest.fixture(scope="module")
def faulty():
    """Return the report on a gate with two faults, under what is in force."""
    text = (golden.ROOT / "examples" / "lobby-gate.yaml").read_text(encoding="utf-8")
    for right, wrong in golden.FAULTS.items():
        text = text.replace(right, wrong)
    return validator.check(text=text, as_of=reports.DAY)


@pytest.fixture(scope="module")
def bare():
    """Return the report on a manifest that states nearly nothing."""
    return validator.check(text=(golden.ROOT / "examples" / "home-nvr.yaml").read_text("utf-8"))


def chinese(report, form):
    """Return what a reader of Chinese sees of a format."""
    if form.startswith("summary-"):
        counter = SiteCounter()
        counter.add(report)
        summary = counter.summary(report)
        text = site_summary.render(summary, form.removeprefix("summary-"), Style("zh"))
    else:
        text = render(report, form, Style("zh", verbose=True))
    if text.startswith("<!DOCTYPE"):
        page = Page(text)
        return "\n".join(page.words(one, "zh") for one in _without_source(page))
    return re.sub(r"^ +\d* \|.*$", "", text, flags=re.MULTILINE)  # lines of the manifest


def _without_source(page):
    """Return the parts of a page but the text of the manifest, and what names it."""
    return [one for one in page.one("main") if one.get("aria-labelledby") != "manifests"]


FORMS = [
    "text",
    "markdown",
    "gitlab",
    "sarif",
    "html",
    "junit",
    "github",
    *(f"summary-{name}" for name in ("text", "html", "markdown", "github", "csv")),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["faulty", "failing", "bare"])
def test_punctuation_after_chinese_is_chinese(request, kind, form):
    report = reports.report(kind) if kind == "failing" else request.getfixturevalue(kind)
    shown = chinese(report, form)
    assert HALF_WIDTH.findall(shown) == [], _around(shown)


def _around(text):
    found = HALF_WIDTH.search(text)
    return text[max(0, found.start() - 60) : found.end() + 60] if found else ""


@pytest.mark.parametrize("form", FORMS)
def test_facts_and_values_have_their_chinese_labels(faulty, form):
    shown = chinese(faulty, form)
    assert "同意等级" in shown
    assert "默示（implied）" in shown
    for label in _english_labels():
        assert label not in shown


def _english_labels():
    """Return the English labels of facts that are no word that a manifest writes."""
    return {fact.title.en for fact in facts().values() if " " in fact.title.en}


def test_page_one_says_it_in_chinese(faulty):
    page = Page(html.render(faulty, "zh"))
    first = page.words(page.section("title"), "zh")
    assert "同意等级 consent.grade：默示（implied） → 以下之一：" in first
    assert "以下之一：单独同意（separate）、" in first
    assert "《人脸识别技术应用安全管理办法》第六条" in first


@pytest.fixture(scope="module")
def page(faulty):
    return Page(html.render(faulty, "zh"))


def test_a_column_of_file_names_is_not_headed_as_a_column_of_persons(page):
    table = page.one("table", page.section("signoff"))
    assert [page.words(cell, "zh") for cell in page.all("th", table)][:3] == [
        "类别",
        "名称",
        "SHA-256",
    ]


def test_kinds_of_evidence_have_their_labels(page):
    register = page.words(page.section("evidence"), "zh")
    assert "影响评估（impact-assessment）" in register


def test_the_filter_of_instruments_has_their_names(page):
    options = {option.get("data-zh") for option in page.all("option")}
    assert "《个人信息保护法》" in options
    assert "cn-pipl-2021" not in options


def test_csv_has_the_places_of_clauses_in_chinese(faulty):
    places = {
        row["place"] for row in csv.DictReader(render(faulty, "csv", Style("zh")).splitlines())
    }
    assert "第六条" in places
    assert not [place for place in places if "art." in place]


def test_the_matrix_of_clauses_is_headed_in_chinese(capsys):
    assert main(["coverage", "--matrix", "--format", "csv", "--lang", "zh"]) == 0
    assert capsys.readouterr().out.lstrip("\ufeff").startswith("主题,")


@pytest.mark.parametrize(("lang", "other"), [("zh", "description:"), ("en", "x-description-zh:")])
def test_explain_shows_descriptions_in_one_language(capsys, lang, other):
    assert main(["explain", "PIPL-29", "--lang", lang]) == 0
    keys = [line.strip(" -") for line in capsys.readouterr().out.splitlines()]
    assert not [key for key in keys if key.startswith(other)]
    assert [key for key in keys if key.startswith({"zh": "x-", "en": ""}[lang] + "description")]


def test_sentences_name_values_by_their_labels(capsys):
    main(["explain", "PIPL-29", "--lang", "zh"])
    sentences = capsys.readouterr().out
    assert "为以下之一：单独同意（separate）、书面单独同意（separate-written）" in sentences
