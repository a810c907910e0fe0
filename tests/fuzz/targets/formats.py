"""Reports of manifests whose texts attack, in every format and both languages."""

import csv
import io
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser

import cmarkgfm

from tests.differential import edits, seeded_manifests, values
from tests.support.format_cases import FORMULAS, HOSTILE
from tests.support.format_readers import READERS
from tests.support.reports import ATTACKS, HOSTILE_NAME
from validator import manifest_from_value
from validator.manifest.structure import manifest_problems
from validator.report.formats import FORMATS, Style, render
from validator.run.run import Run, Settings

from ..draws import Draws
from . import manifests

TEXTS = (
    *(HOSTILE, *FORMULAS, *ATTACKS.values(), HOSTILE_NAME),
    *(
        "<script>",
        "</script>",
        "]]>",
        "<!--",
        "--%>",
        "{{",
        "${{ x }}",
        "\x1b[2J",
        "\u202e",
        "\x00",
    ),
    *("\n::error::x", "\r::stop-commands::x", "%0A", "`", "|", "\n\n# h", "http://evil.example"),
    *("[x](http://evil.example)", "![x](http://evil.example)", "www.evil.example", "@evil", "\x85"),
    *("\U000e0041", "\ufeff", "\ufdd0", "\uffff", "'\"", "=1", "\t", ";", ",", "a" * 3000),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_HIDDEN = re.compile("[\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_COMMAND = re.compile(r"^\s*::(?!(?:error|warning|notice) )", re.MULTILINE)
_JSON = ("json", "jsonl", "sarif", "gitlab", "oscal", "in-toto")


def seeds():
    assert _CHECKS.keys() == set(FORMATS)
    for index in range(len(FORMATS)):
        for attack in range(0, len(TEXTS), 6):
            yield bytes((index, attack % 2, index, 1, 1, 3, attack, 1, attack + 1, 0)) * 3


def test_one(data):
    draws = Draws(data)
    form, language = draws.choice(FORMATS), draws.choice(("en", "zh"))
    pack = draws.choice(seeded_manifests.packs())
    name = draws.text(TEXTS).replace("\0", "") or "f"
    value, as_of = manifests.drawn(draws, most=8)
    _attack(value, draws)
    manifest = manifest_from_value(value, name)
    if manifest_problems(manifest):
        return
    report = _run((pack.id,), as_of).of_manifests([manifest])
    style = Style(language, verbose=bool(draws.randrange(2)))
    text = render(report, form, style)
    assert text == render(report, form, style)
    assert not _CONTROL.search(text.replace("\r\n", "\n")), form
    assert "\r" not in text.replace("\r\n", "\n")
    assert form in _JSON or not _HIDDEN.search(text.removeprefix("\ufeff")), form
    _CHECKS[form](text, report)


@cache
def _run(ids, as_of):
    """Return a run of some packs, which compiles their rules once for all inputs."""
    return Run(Settings(as_of), [pack for pack in seeded_manifests.packs() if pack.id in ids])


def _attack(value, draws):
    """Put hostile texts where a manifest takes any."""
    free = [(parent, key) for parent, key, _, node in edits.places(value) if _is_free(node)]
    for _ in range(1 + draws.randrange(4) if free else 0):
        parent, key = draws.choice(free)
        parent[key] = draws.text(TEXTS)
    value[f"x-{draws.text(TEXTS)}"] = draws.text(TEXTS)


def _is_free(node):
    return values.target(node) is edits.ROOT["$defs"]["text"]


def _read(name):
    """Return the check that a parser finds the failures of the report, and no others."""

    def check(text, report):
        wanted = Counter(result.rule.id for result in report.failures)
        assert Counter(READERS[name](text, report)) == wanted

    return check


def _commands(text, report):
    assert not _COMMAND.search(text)
    _read("github")(text, report)


def _table(text, report):
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) for cell in row)
    _read("csv")(text, report)


def _lines(text, report):
    numbers = Counter(re.findall(r"\d+", text.splitlines()[-1]))
    for number in (len(report.results), *report.by_status.values()):
        assert numbers[str(number)]


def _page(text, _report):
    """Assert that a text of a manifest adds no kind of element and no attribute to the page."""
    assert _tags(text) <= _known_tags()
    assert text.count("<script") in {page.count("<script") for page in _harmless()}


def _prose(text, _report):
    shown = cmarkgfm.github_flavored_markdown_to_html(text)
    assert not re.search(r"(?:href|src)=\"[^\"]*evil", shown)
    assert not re.search(r"<(?:script|img|b|i|u)\b", shown)


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attrs):
        self.found |= {(tag, name) for name, _ in attrs} | {(tag, None)}


def _tags(text):
    parser = _Tags()
    parser.feed(text)
    parser.close()
    return parser.found


@cache
def _known_tags():
    return frozenset().union(*map(_tags, _harmless()))


@cache
def _harmless():
    """Return the pages of every manifest alone and of all: what a page can have without attacks."""
    found = [manifest_from_value(value, f"m{i}.yaml") for i, value in enumerate(manifests.known())]
    run = _run(tuple(pack.id for pack in seeded_manifests.packs()), manifests.DAYS[0])
    reports = [run.of_manifests(of) for of in (*([one] for one in found), found)]
    return [render(report, "html", Style()) for report in reports]


_CHECKS = {
    **{name: _read(name) for name in (*_JSON, "junit")},
    "github": _commands,
    "csv": _table,
    "text": _lines,
    "html": _page,
    "markdown": _prose,
}
