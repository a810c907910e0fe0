"""The HTML report in a browser: what it does, what it may not do, and how it prints."""

import io
from unicodedata import normalize

import pytest

import validator
from tests.support import reports
from tests.support.htmlreports import FEW, everything
from tests.support.programs import tool
from validator.report import formats
from validator.report.formats import html

CHROMIUM = "chromium"
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
GRAVE = ("serious", "critical")
A4 = (595, 842)
"""Points, ISO 216 rounded."""


@pytest.fixture(scope="module")
def browser():
    path = tool(CHROMIUM)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=list(SWITCHES))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    return _made(tmp_path_factory.mktemp("full"))


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return _made(tmp_path_factory.mktemp("small"), FEW, ["cn-spc-2021-15"])


def _made(folder, *settings):
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return everything(folder, *settings)


def _two_faults(folder):
    lobby = (reports.EXAMPLES / "lobby-gate.yaml").read_text(encoding="utf-8")
    for right, wrong in {
        "grade: separate": "grade: implied",
        "atRest: sm4": "atRest: none",
    }.items():
        assert right in lobby
        lobby = lobby.replace(right, wrong)
    path = folder / "lobby.yaml"
    path.write_text(lobby, encoding="utf-8")
    return validator.check(path, as_of=reports.DAY)


@pytest.fixture(scope="module")
def files(full, small, tmp_path_factory):
    """The reports as files, by name and language."""
    made = {
        "full": full,
        "small": small,
        "failing": reports.report("failing"),
        "passing": reports.report("passing"),
        "two faults": _two_faults(tmp_path_factory.mktemp("two")),
    }
    folder = tmp_path_factory.mktemp("pages")
    written = {}
    for name, report in made.items():
        for language in ("en", "zh"):
            file = written[name, language] = folder / f"{name}.{language}.html"
            file.write_text(html.render(report, language), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formats, "MANY", 1)
        file = written["many", "en"] = folder / "many.en.html"
        file.write_text(html.render(small, "en"), encoding="utf-8")
    return written


@pytest.fixture
def visit(browser, files):
    """Return how to open a report; at the end nothing was asked for and nothing complained."""
    opened, asked, reported = [], [], []

    def open_(name, language="en", **options):
        context = browser.new_context(**options)
        opened.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: reported.append(message.text))
        page.on("pageerror", lambda error: reported.append(str(error)))
        page.add_init_script(
            "addEventListener('securitypolicyviolation', (e) => console.log('CSP ' + e.blockedURI))"
        )
        page.goto(files[name, language].as_uri())
        return page

    yield open_
    for context in opened:
        context.close()
    own = {file.as_uri() for file in files.values()}
    assert {address.partition("#")[0] for address in asked} <= {*own, "data:,"}
    assert reported == []


def shown(page, selector=".item"):
    return page.eval_on_selector_all(
        selector, "all => all.filter(one => !one.classList.contains('off')).map(one => one.id)"
    )


def reported(page):
    """Return the ids of the rules that the entries shown are about."""
    texts = page.eval_on_selector_all(
        ".card.item:not(.off), .waits:not(.off)",
        "all => all.flatMap(one => [...one.querySelectorAll('.who .rule')].map(a => a.textContent))",
    )
    return set(texts)


def status(page):
    return page.inner_text("#shown")


def test_filters_show_what_matches_and_tell_how_many(visit, full):
    page = visit("full")
    every = len(shown(page))
    assert status(page) == f"{every} of {every} entries shown"
    page.select_option("select[name=reason]", "violated")
    violated = shown(page)
    assert violated
    assert all(one.startswith("f") for one in violated)
    assert status(page) == f"{len(violated)} of {every} entries shown"
    assert page.get_attribute("#shown", "aria-live") == "polite"
    page.select_option("select[name=severity]", "warning")
    assert 0 < len(shown(page)) < len(violated)
    page.select_option("select[name=reason]", "")
    page.select_option("select[name=severity]", "")
    page.click("button[type=reset]")
    page.wait_for_function(f"document.getElementById('shown').textContent.startsWith('{every} ')")
    assert len(shown(page)) == every
    page.select_option("select[name=state]", "new")
    assert reported(page) == {item.rule.id for item in full.regressions}


def test_a_facet_of_one_result_is_not_taken_for_that_of_another(visit):
    page = visit("full")
    facets = {
        one: {tuple(facet.split(",")[1:3]) for facet in reported.split(";")}
        for one, reported in page.eval_on_selector_all(
            ".item", "all => all.map(one => [one.id, one.dataset.facets])"
        )
    }
    entry, pack, topic = next(
        (one, pack, topic)
        for one, pairs in facets.items()
        for pack, _ in sorted(pairs)
        for _, topic in sorted(pairs)
        if (pack, topic) not in pairs
    )
    page.select_option("select[name=pack]", pack)
    assert entry in shown(page)
    page.select_option("select[name=topic]", topic)
    assert set(shown(page)) == {one for one, pairs in facets.items() if (pack, topic) in pairs}


def test_text_is_searched_in_both_languages_and_empty_headings_go(visit):
    page = visit("failing")
    page.fill("#words", "SM4")
    assert shown(page) == ["f1", *[one for one in shown(page) if one != "f1"]]
    assert page.is_visible("#f1")
    page.fill("#words", "人脸特征不可还原")
    (one,) = shown(page)
    assert "FRD21-63-TPL-irreversible" in page.text_content(f"#{one}")
    assert not page.is_visible("#todo-consent")
    page.fill("#words", "no such words")
    assert shown(page) == []
    assert status(page).startswith("0 of ")


def test_a_link_to_what_is_filtered_or_folded_away_shows_it(visit):
    page = visit("failing")
    page.fill("#words", "no such words")
    page.click("#s0 > summary")
    page.click("#s0-43 a")
    page.wait_for_selector("#f1", state="visible")
    assert not page.is_visible("#w1")
    page.click("a[href='#w1'] >> nth=0")
    page.wait_for_selector("#w1", state="visible")
    # Newer browsers unfold by themselves where a link leads; the others are helped.
    page.evaluate("document.getElementById('w1').closest('details').open = false")
    page.evaluate("dispatchEvent(new HashChangeEvent('hashchange'))")
    assert page.is_visible("#w1")


def test_the_language_changes_and_with_it_all_that_is_read_out(visit):
    page = visit("full")
    assert page.inner_text("#language") == "中文"
    assert "Findings" in page.inner_text("main")
    page.click("#language")
    assert page.get_attribute("html", "lang") == "zh-Hans"
    assert page.get_attribute("#language", "lang") == "en"
    text = page.inner_text("main")
    assert "适用性声明" in text
    assert "Statement of applicability" not in text
    assert page.title().endswith("人脸识别部署检查报告")
    assert status(page).startswith("显示 ")
    assert page.locator("select[name=reason] option").nth(1).inner_text() == "违反"
    page.click("#language")
    assert page.get_attribute("html", "lang") == "en"
    assert "适用性声明" not in page.inner_text("main")


@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("zh", "zh-Hans")])
def test_without_scripts_everything_is_there_in_the_language_asked_for(visit, language, tag):
    page = visit("failing", language, java_script_enabled=False)
    assert page.get_attribute("html", "lang") == tag
    assert not page.is_visible("#filters")
    assert not page.is_visible("#language")
    assert page.is_visible("#f1")
    wanted, other = {"en": ("Sign-off", "签署"), "zh": ("签署", "Sign-off")}[language]
    assert wanted in page.inner_text("main")
    assert other not in page.inner_text("main")


def test_everything_that_can_be_done_can_be_done_by_keyboard(visit):
    page = visit("failing")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().width > 50")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "title"
    page.focus("#unfold")
    page.keyboard.press("Enter")
    page.focus("#language")
    page.keyboard.press("Enter")
    assert page.get_attribute("html", "lang") == "zh-Hans"
    reached = set()
    while True:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        seen = page.evaluate(
            "(() => { const e = document.activeElement; const s = getComputedStyle(e);"
            "return [e.id || e.name || e.getAttribute('aria-labelledby') || e.hash || e.type || e.tagName,"
            " s.outlineStyle !== 'none' || e.matches('select, input')] })()"
        )
        assert seen[1], f"{seen[0]} has the focus and does not show it"
        reached.add(seen[0])
    assert {"words", "topic", "reason", "severity", "reset", "table-instruments", "#f1"} <= reached


def printed(page):
    """Return the pages on paper, and their text without blanks."""
    from pypdf import PdfReader

    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    letters = normalize("NFKC", "".join(sheet.extract_text() for sheet in pdf.pages))
    return pdf.pages, "".join(letters.split())


def test_it_prints_on_a4_whatever_is_filtered(visit, small):
    page = visit("small", color_scheme="dark")
    page.fill("#words", "no such words")
    page.click("#unfold")
    sheets, text = printed(page)
    assert len(sheets) > 10
    for sheet in sheets:
        size = sheet.mediabox
        assert (round(float(size.width)), round(float(size.height))) == A4
    for reported in (
        "3deployments",
        "storage.encryption.atRest",
        "Requirementsthatwaitforthesefacts",
        "Open-endedduties",
        "SC-BYSTANDERS",
        "Sign-off",
        "Preparedby",
        "apiVersion:face-manifest/v2",
        "Whatthefilterhidesisprinted",
    ):
        assert reported in text, reported
    for item in small.failures:
        assert "".join(item.rule.officer.en.split()) in text
    assert "entriesshown" not in text
    first = sheets[0].extract_text()
    assert "facepolicy 0." in first
    assert f"1 / {len(sheets)}" in first


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_two_faults_are_at_most_six_pages_the_first_for_the_officer(visit, language, scripts):
    page = visit("two faults", language, java_script_enabled=scripts)
    sheets, text = printed(page)
    assert len(sheets) <= 6
    first = normalize("NFKC", "".join(sheets[0].extract_text().split()))
    last, annex = {"en": ("Judgement:", "Annex."), "zh": ("姓名:", "附件。")}[language]
    for reported in ("consent.grade", "storage.encryption.atRest", last):
        assert reported in first, reported
    assert annex not in first
    assert annex in text
    assert "apiVersion:" not in text


def test_paper_is_light(visit):
    page = visit("small", color_scheme="dark")
    colour = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(colour) != "rgb(255, 255, 255)"
    page.emulate_media(media="print")
    assert page.evaluate(colour) == "rgb(255, 255, 255)"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_sticks_out_of_the_screen(visit, language, width):
    page = visit("full", language, viewport={"width": width, "height": 800})
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_no_table_scrolls_sideways(visit):
    page = visit("full", viewport={"width": 360, "height": 800})
    page.click("#unfold")
    wider = "all => all.filter(one => one.scrollWidth > one.clientWidth).length"
    assert page.locator(".wide").count() > 10
    assert page.eval_on_selector_all(".wide", wider) == 0


@pytest.mark.parametrize(("scheme", "language"), [("light", "en"), ("dark", "zh")])
def test_axe_finds_no_barrier(visit, scheme, language):
    from axe_playwright_python.sync_playwright import Axe

    page = visit("small", language, color_scheme=scheme)
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    found = Axe().run(page).response["violations"]
    reported = {
        item["id"]: [node["html"][:200] for node in item["nodes"][:3]]
        for item in found
        if item["impact"] in GRAVE
    }
    assert reported == {}


def test_the_policy_holds_against_what_is_put_in_later(browser, files):
    context = browser.new_context()
    page = context.new_page()
    page.goto(files["passing", "en"].as_uri())
    blocked = page.evaluate(
        """new Promise((done) => {
          addEventListener('securitypolicyviolation', (e) => done(e.effectiveDirective));
          const script = document.createElement('script');
          script.textContent = 'document.title = "taken over"';
          document.head.append(script);
        })"""
    )
    assert blocked == "script-src-elem"
    assert page.title() != "taken over"
    context.close()


def test_the_page_of_many_sites_has_the_whole_width(visit):
    page = visit("many", viewport={"width": 1200, "height": 800})
    assert page.locator("main").bounding_box()["width"] > 1000
