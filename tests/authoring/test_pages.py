"""Pages made from packs: everything a rule has to say, in both languages, and nothing but text."""

import copy
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from docs.pages import contents, pages
from docs.pages.markdown import plain
from docs.pages.pack import pack_page, packs_table
from docs.pages.rule import rule_page
from tests.support.packbuilder import CARD, CLAUSE, COMPLIANT, RULE
from validator import load_manifest, load_pack
from validator.manifest.vocabulary import facts
from validator.model.resources import shipped
from validator.model.text import LANGUAGES
from validator.packs.load import build_pack

PACKS = [load_pack(name) for name in shipped()]
RULES = [(rule, pack) for pack in PACKS for rule in pack.rules]
# As mkdocs.yml has them.
EXTENSIONS = (
    "admonition",
    "attr_list",
    "meta",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.snippets",
)


@pytest.fixture(scope="module")
def made():
    """Return the pages by language; every process collects these tests, and one runs them."""
    return {language: pages(shipped(), language) for language in LANGUAGES}


class Structure(HTMLParser):
    """The elements of a page with their attributes, and its text.

    Left out are the colours of code and names set as code, which follow the text.
    """

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        follows = tag in ("span", "code") and set(dict(attrs)) <= {"class", "lang"}
        if not follows:
            self.elements.append((tag, attrs))

    def handle_data(self, data):
        self.text += data


def structure(markdown):
    # With check_paths a directive that asks for a file is an error wherever it stands.
    read = {"pymdownx.snippets": {"check_paths": True}}
    return Structure(Markdown(extensions=EXTENSIONS, extension_configs=read).convert(markdown))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("rule", "pack"), RULES, ids=[rule.id for rule, _ in RULES])
def test_a_rule_has_a_page_that_tells_all_of_it(rule, pack, language, made):
    page = structure(made[language][f"rules/{rule.id}.md"]).text
    clause = rule.clause
    reported = [
        rule.title,
        rule.why,
        clause.summary,
        *(check.fix for check in rule.checks),
        rule.officer,
        pack.title,
        *([rule.exception.note] if rule.exception else []),
        rule.applies_to or pack.applies_to,
    ]
    for text in reported:
        assert " ".join(text[language].split()) in page
    assert not pack.instrument or f"{clause.id}" in page
    assert all(source in page for source in clause.sources)
    assert not clause.phrase or clause.phrase in page
    assert all(test["name"] in page for test in rule.tests)


@pytest.mark.parametrize(("rule", "pack"), RULES, ids=[rule.id for rule, _ in RULES])
def test_every_test_of_a_rule_is_an_example_with_its_expectation(rule, pack, made):
    page = made["en"][f"rules/{rule.id}.md"]
    assert page.count("??? success") == len([t for t in rule.tests if t["expect"] == "pass"])
    assert page.count("??? failure") == len([t for t in rule.tests if t["expect"] == "fail"])
    assert page.count("??? info") == len([t for t in rule.tests if t["expect"] == "not-applicable"])


def test_an_example_says_what_is_changed_and_what_must_come_of_it(made):
    page = made["en"]["rules/FRD21-62-IMG.md"]
    example = page[page.index('"kept on a weaker consent') :].split("???")[0]
    assert "fail: violated at <code>storage.images.consent</code>" in example
    assert "    storage:\n      images:\n        retained: true\n" in example
    assert "Once for each value of <code>storage.images.consent</code>" in example
    assert "- <code>bundled</code>" in example
    chinese = made["zh"]["rules/FRD21-62-IMG.md"]
    assert "不通过：违反，位于 <code>storage.images.consent</code>" in chinese
    assert "通过（依据文本中的例外）" in chinese


def test_related_clauses_lead_to_the_rules_that_ask_for_the_same(made):
    page = made["en"]["rules/FRD21-62-IMG.md"]
    assert "[G22-7-images](G22-7-images.md)" in page
    assert "[PAY-5](PAY-5.md)" in page


def test_facts_of_a_rule_lead_to_the_reference_and_back(made):
    page = made["en"]["rules/FRD21-62-IMG.md"]
    assert "(../manifest/storage.md#storage-images-retained)" in page
    reference = made["en"]["manifest/storage.md"].split("{ #storage-images-retained }")[1]
    assert "[FRD21-62-IMG](../rules/FRD21-62-IMG.md)" in reference.split("\n##")[0]


def test_a_rule_that_reads_a_derived_fact_is_reported_where_people_state_it(made):
    page = made["en"]["rules/PIPL-56.md"]
    assert "(../manifest/governance.md#governance-impactAssessment-keptThreeYears)" in page
    reference = made["en"]["manifest/governance.md"]
    stated = reference.split("{ #governance-impactAssessment-keptFor }")[1].split("\n##")[0]
    assert "PIPL-56.md" in stated


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_tells_every_fact_and_every_value(language, made):
    for fact in facts().values():
        if fact.pattern[-1] == "*":
            continue
        page = made[language][f"manifest/{fact.pattern[0]}.md"]
        anchor = "-".join(part for part in fact.pattern if part != "*")
        assert f"{{ #{anchor} }}" in page
        assert plain(fact.title[language]) in page
        assert all(plain(meaning[language]) in page for meaning in fact.meanings)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pack", PACKS, ids=[pack.id for pack in PACKS])
def test_the_page_of_a_pack_answers_for_every_clause(pack, language, made):
    page = structure(made[language][f"packs/{pack.id}/index.md"]).text
    for clause in pack.clauses:
        assert clause.id in page
        assert clause.summary[language] in page
        assert not clause.assessment_reason or clause.assessment_reason[language] in page
    assert all(f"{rule.title[language]}" in page for rule in pack.rules)


def test_the_contents_name_every_page_once(made):
    def paths(entry):
        if isinstance(entry, str):
            return [entry]
        parts = entry.values() if isinstance(entry, dict) else entry
        return [path for part in parts for path in paths(part)]

    assert sorted(paths(contents(shipped()))) == sorted(made["en"])
    assert sorted(made["en"]) == sorted(made["zh"])


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) ![x](https://evil.example/x.png) <https://evil.example>",
    "a | b \\| c || d",
    "`code` ``` ```` ~~~",
    "```\n\n# Heading\n\n<b>bold</b>",
    '" onclick="alert(1)',
    "{: #anchor onclick=alert(1) } {#x}",
    "line\n- item\n1. item\n# heading\n> quote\n\n    code\n\n---\n",
    '--8<-- "no-such-file"',
    'text\n--8<-- "no-such-file"\n--8<--\nno-such-file\n--8<--\ntext',
    f'{"w" * 100} --8<-- "no-such-file"',
    "--8<-- no-such-file",
    '??? note "x"\n\n    <b>bold</b>',
    "&lt;script&gt; &#60;b&#62; &amp;",
    "**bold** _it_ *it* ~~s~~ ==m== ^^u^^ :smile: [^1] *[A]: x",
    "\u202eevil\u2028\x0b\x85\x1b[31m",
    "\u0002wzxhzdk:0\u0003 \u0002klzzwxh:0001\u0003",
    "{/storage/images/retained} {/<b>x</b>} {/`x`}",
)


def pack_that_says(said):
    """Return a pack in which every text that a third party writes is ``said``."""
    text = {"en": said, "zh": said}
    rule = copy.deepcopy(RULE) | {
        "title": text,
        "why": text,
        "officer": text,
        "limits": text,
        "exception": {"when": {}, "note": text},
        "appliesWhen": {"description": said},
        "appliesTo": text,
        "checks": [
            {
                "requires": RULE["checks"][0]["requires"] | {"description": said},
                "message": text,
                "fix": text,
            }
        ],
        "tests": [
            {
                "name": said,
                "expect": "pass",
                "patch": {said: said, f"x-{said}": [said, {said: {}}]},
            },
            {
                "name": said,
                "expect": "fail",
                "reason": "violated",
                "at": "/storage",
                "set": {"at": "/storage", "values": [said, [said], {said: said}]},
            },
        ],
    }
    clause = copy.deepcopy(CLAUSE) | {
        "locator": {"place": said, "status": "confirmed"},
        "summary": text,
        "phrase": {"text": said},
        "sources": [said],
        "assessment": {"kind": "partial", "reason": text},
    }
    card = copy.deepcopy(CARD) | {"title": text, "appliesTo": text, "clauses": [clause]}
    card["instrument"] |= {"title": text, "issuer": text, "link": said}
    content = {
        "pack": card,
        "compliant": load_manifest(COMPLIANT).value | {"x-said": said},
        "rules": [rule],
        "common": {},
        "sha256": "",
    }
    return build_pack(content, "xx-test")


def everything(said):
    pack = pack_that_says(said)
    yield rule_page(pack.rules[0], pack, [pack], "en")
    yield rule_page(pack.rules[0], pack, [pack], "zh")
    yield pack_page(pack, "en")
    yield packs_table([pack], "en")


HARMLESS = [structure(page).elements for page in everything("word")]


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.text(min_size=1))
@example(HOSTILE[0])
def test_no_text_of_a_pack_changes_its_page(said):
    assert [structure(page).elements for page in everything(said)] == HARMLESS


@pytest.mark.parametrize("said", HOSTILE)
def test_hostile_text_of_a_pack_is_inert_and_can_be_read(said):
    made = [structure(page) for page in everything(said)]
    assert [page.elements for page in made] == HARMLESS
    if said.isprintable() and "{/" not in said:
        assert all(said in page.text for page in made)
    assert not any("\u202e" in page.text or "\x1b" in page.text for page in made)


def test_a_text_of_several_lines_is_one_line():
    assert plain("one\n  two") == "one two"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_window_of_a_pack_is_titled_with_its_id(language):
    # Left to the theme the title would be the heading's, which it does not escape.
    (begin, _) = pack_page(pack_that_says("</title>"), language).split("\n# ")
    assert begin.splitlines()[:2] == ["---", 'title: "xx-test"']
