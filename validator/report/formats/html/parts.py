"""Pieces that several parts of the page share: anchors and places, signs of outcomes, the frame.

A sign is a symbol and words beside the colour, so that colour is not needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Reason, Status
from validator.model.text import TAGS, Text
from validator.packs.doc_urls import has_pages, rule_page
from validator.packs.model import Severity
from validator.report import wording
from validator.report.formats.html import messages
from validator.report.formats.html.markup import Html, asset, join, policy, separated, tag
from validator.report.formats.messages import MORE_PLACES
from validator.report.messages import FORCES, JUDGEMENT, KNOWN, NEW, REASONS, SEVERITIES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from typing import Any

    from validator.engine.results import Finding, Result
    from validator.manifest.model import Manifest
    from validator.model.errors import Position, Problem
    from validator.model.text import Language
    from validator.packs.model import Rule
    from validator.report.formats.html.markup import Child
    from validator.report.report import Report


class Place(NamedTuple):
    """A place in the text of a manifest: its name, and the anchor of its line."""

    label: str
    anchor: str


class Index:
    """Returns links to the parts of the document.

    Attributes:
        manifest_number: the number of each manifest, from 0; so of packs, and of files.
        clause_anchor: the anchor of each clause in the sources; own checks have none.
        printed: the anchors of the lines of manifests that the page prints; only these are links.
    """

    def __init__(self, report: Report) -> None:
        """Number the manifests, files and packs of a report in their order."""
        self.report = report
        self.manifests = {manifest.name: manifest for manifest in report.manifests}
        self.manifest_number = _numbered(self.manifests)
        self.pack_number = _numbered(pack.id for pack in report.packs)
        self.source_number = _numbered(manifest.source for manifest in report.manifests)
        self.clause_anchor = {
            (pack.id, clause.id): f"c{self.pack_number[pack.id]}-{number}"
            for pack in report.packs
            if pack.instrument
            for number, clause in enumerate(pack.clauses)
        }
        self.printed: frozenset[str] = frozenset()

    def place(self, manifest: str, file: str, position: Position) -> Place:
        """Return a place in a file of a manifest; the anchor of one in a base is its first line."""
        found = self.manifests[manifest]
        label = f"{file}:{position.line}:{position.column}"
        line = position.line if file == found.source else 1
        return Place(label, line_anchor(self.source_number[found.source], line))

    def place_of(self, result: Result, finding: Finding) -> Place:
        """Return the place of a finding."""
        return self.place(result.manifest, finding.file, finding.position)

    def state(self, result: Result) -> str:
        """Return whether a failure is ``new`` or ``known`` from the baseline; "" without one."""
        if self.report.baseline is None or result.status is not Status.FAIL:
            return ""
        return "known" if self.report.baseline.knows(result) else "new"

    def facets(self, results: Iterable[Result]) -> str:
        """Return the filter values of an entry: manifest, pack, topic, severity and state of each.

        The values of each result stay together, so that a filter for a topic of one
        instrument does not match an entry in which another instrument has the topic.
        """
        values = (
            f"{self.manifest_number[item.manifest]},{self.pack_number[item.rule.pack]},"
            f"{item.rule.topic},{item.rule.severity.value},{self.state(item)}"
            for item in results
        )
        return ";".join(dict.fromkeys(values))


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def line_anchor(source: int, line: int) -> str:
    """Return the anchor of a line of a file."""
    return f"s{source}-{line}"


def evidence_anchor(manifest: int, place: int) -> str:
    """Return the anchor of a document in the evidence register."""
    return f"e{manifest}-{place}"


def status_of(metadata: Mapping[str, Any]) -> Text | None:
    """Return the status of a deployment with its label; None if none is stated."""
    status = metadata.get("status")
    return wording.value_label(("metadata", "status"), status) if status else None


def title_of(manifest: Manifest) -> Text:
    """Return the title of a deployment in each language; its id if it has none."""
    return wording.title(manifest, manifest.stated["metadata"]["id"])


_FEW = 5
"""The most manifests that are named; of more, the number."""


class Sign(NamedTuple):
    """One outcome.

    Attributes:
        tone: the class of its colours in the style sheet.
        symbol: one character.
        text: the outcome in words.
    """

    tone: str
    symbol: str
    text: Text


OUTCOMES: dict[Reason | Status, Sign] = {
    Reason.VIOLATED: Sign("violated", "✕", REASONS[Reason.VIOLATED]),
    Reason.EXPIRED: Sign("evidence", "△", REASONS[Reason.EXPIRED]),
    Reason.UNEVIDENCED: Sign("evidence", "▽", REASONS[Reason.UNEVIDENCED]),
    Reason.UNDECLARED: Sign("undeclared", "?", REASONS[Reason.UNDECLARED]),
    Status.WAIVED: Sign("waived", "◇", STATUSES[Status.WAIVED]),
    Status.PASS: Sign("pass", "✓", STATUSES[Status.PASS]),
    Status.NOT_REVIEWED: Sign("undeclared", "✎", STATUSES[Status.NOT_REVIEWED]),
    Status.NOT_APPLICABLE: Sign("absent", "–", STATUSES[Status.NOT_APPLICABLE]),
}
"""The outcomes of a rule, the gravest first; a failure is shown by its reason."""

LEVELS: dict[Severity, Sign] = {
    Severity.ERROR: Sign("error", "●", SEVERITIES[Severity.ERROR]),
    Severity.WARNING: Sign("warning", "◐", SEVERITIES[Severity.WARNING]),
    Severity.INFO: Sign("info", "○", SEVERITIES[Severity.INFO]),
}
"""The signs of severities."""

_STATES = {"new": NEW, "known": KNOWN}


def outcome(result: Result) -> Reason | Status:
    """Return the outcome of a rule: the reason of a failure, or else the status."""
    if result.status is Status.FAIL and result.reason:
        return result.reason
    return result.status


def sign(result: Result) -> Sign:
    """Return the sign of a result."""
    return OUTCOMES[outcome(result)]


def section(name: str, number: int, title: Text, *content: Child) -> Html:
    """Return a part of the annex under its heading."""
    heading = tag("h2", tag("span", number, class_="no"), " ", title, id=name, tabindex=-1)
    return tag("section", heading, *content, aria_labelledby=name)


def counted(title: Child, number: int) -> list[Child]:
    """Return a title with the number of things below it."""
    return [title, " ", tag("span", number, class_="sum")]


def fold(title: Child, *content: Child, **attributes: str | bool) -> Html:
    """Return a part that is folded until somebody opens it; only open parts are printed."""
    return tag("details", tag("summary", title), *content, class_="fold", **attributes)


def card(name: str, heading: Html, *content: Child, class_: str, **attributes: str) -> Html:
    """Return an entry that others link to; the anchor of its heading is the name and ``-name``."""
    focus: dict[str, str | int] = {"tabindex": -1, "aria_labelledby": f"{name}-name"}
    return tag("article", heading, *content, class_=class_, id=name, **focus, **attributes)


def table(
    name: str,
    caption: Child,
    columns: Iterable[Child],
    *bodies: Iterable[Child],
    class_: str | None = None,
) -> Html:
    """Return a table with one or several groups of rows; it scrolls by itself where it is wide."""
    head = tag("thead", tag("tr", [tag("th", column, scope="col") for column in columns]))
    groups = [tag("tbody", rows) for rows in bodies]
    inner = tag("table", tag("caption", caption, id=name), head, groups, class_=class_)
    return tag("div", inner, class_="wide", role="region", aria_labelledby=name, tabindex=0)


def row(first: Child, *cells: Child, **attributes: str) -> Html:
    """Return a row of a table; its first cell is its title."""
    return tag(
        "tr", tag("th", first, scope="row"), [tag("td", cell) for cell in cells], **attributes
    )


def symbol(character: str) -> Html:
    """Return a symbol that is not read out, as words follow it."""
    return tag("span", character, aria_hidden="true")


def badge(shown: Sign, *more: Child) -> Html:
    """Return a sign and its words in its colour."""
    return tag("span", symbol(shown.symbol), " ", shown.text, *more, class_=f"badge {shown.tone}")


def tile(shown: Sign, number: str | int, *notes: Text, **attributes: str) -> Html:
    """Return a number with its sign, for a ``dl``; one of 0 is dimmed."""
    return tag(
        "div",
        tag("dt", symbol(shown.symbol), " ", shown.text),
        tag("dd", number, class_="number"),
        [tag("dd", note, class_="note") for note in notes],
        class_=f"tile {shown.tone}{'' if number else ' none'}",
        **attributes,
    )


def rule(one: Rule) -> Html:
    """Return the id of a rule, as a link to its page in each language where it has one."""
    if not has_pages(one.pack):
        return tag("span", one.id, class_="rule")
    return join(
        tag("a", one.id, class_="rule", lang=name, href=rule_page(one, language), rel="noreferrer")
        for language, name in TAGS.items()
    )


def at(place: Place, index: Index, label: Child = None) -> Html:
    """Return a place of a manifest, as a link to its line if the page prints it."""
    if place.anchor not in index.printed:
        return tag("span", label or place.label, class_="place")
    return tag("a", label or place.label, class_="place", href=f"#{place.anchor}")


def places(every: Sequence[Place], index: Index) -> list[Child]:
    """Return the first of some places, and the others folded."""
    first, others = every[0], every[1:]
    if not others:
        return [at(first, index)]
    more = messages.MORE_PLACES.format(len(others))
    listed = [tag("li", at(place, index)) for place in others[: wording.MOST]]
    folded = tag("ul", few(listed, len(others)))
    return [at(first, index), tag("details", tag("summary", more), folded, class_="more")]


def fact(finding: Finding, details: str | None = None) -> list[Child]:
    """Return a fact by its label, perhaps as a link to details, and its name in the manifest."""
    label = JUDGEMENT if finding.judged else wording.fact_label(finding.parts)
    name = None if finding.judged else [" ", tag("code", wording.place(finding.pointer))]
    return [tag("a", label, href=f"#{details}") if details else label, name]


def few(shown: Sequence[Child], number: int) -> list[Child]:
    """Return entries of a list, and in a last entry how many of a number are not shown."""
    more = number - len(shown)
    return [*shown, tag("li", MORE_PLACES.format(more), class_="small") if more else None]


def pair(term: Child, *values: Child, class_: str | None = None) -> Html:
    """Return a term with its values, for a ``dl``."""
    return tag("div", tag("dt", term), [tag("dd", value) for value in values], class_=class_)


def remedy(engineer: Text, officer: Text) -> Html:
    """Return what the engineer and the officer do."""
    first = pair(messages.FOR_ENGINEER, engineer)
    return tag("dl", first, pair(messages.FOR_OFFICER, officer), class_="remedy")


def who(result: Result, index: Index) -> Html:
    """Return the rule that failed, its severity, its title, and whether the failure is new."""
    level, state = badge(LEVELS[result.rule.severity]), _STATES.get(index.state(result))
    known = tag("span", state, class_="state") if state else None
    title = tag("span", result.rule.title, class_="what")
    return tag("p", rule(result.rule), " ", level, " ", known, " ", title, class_="who")


def cited(result: Result, index: Index) -> Html:
    """Return the clause of a rule, and its legal force."""
    named = clause(wording.citation(result.pack, result.rule.clause), result.rule, index)
    return tag("p", named, " · ", FORCES[result.pack.force], class_="cite")


def clause(citation: Text, one: Rule, index: Index) -> Child:
    """Return the citation of a rule's clause, as a link to its row in the sources."""
    anchor = index.clause_anchor.get(one.assesses)
    return tag("a", citation, href=f"#{anchor}") if anchor else citation


def demand(result: Result, index: Index, among: Collection[tuple[str, ...]] = ()) -> list[Child]:
    """Return the rule that failed, why at some places (at all without any), and its clause."""
    message = tag("p", wording.message(result, among))
    return [who(result, index), message, cited(result, index)]


def labels(every: Sequence[str]) -> list[Child]:
    """Return the names of manifests; of many, the first and the number."""
    named = separated(tag("code", label) for label in every[:_FEW])
    if len(every) <= _FEW:
        return named
    more = Text(str(len(every) - _FEW), str(len(every)))
    return [*named, ", ", messages.MORE_MANIFESTS.format(more)]


def opening(title: Text, version: str, language: Language, style: str) -> str:
    """Return the start of a page with a style sheet, up to the line at its top."""
    head = _head(title, version, language, style)
    skip = tag("a", messages.SKIP, class_="skip", href="#title")
    start = f'<!DOCTYPE html>\n<html lang="{TAGS[language]}">{head}<body>'
    brand = tag("p", tag("strong", "facepolicy"), " ", messages.REPORT, class_="brand")
    unfold = tag("button", messages.UNFOLD, type="button", id="unfold", hidden=True)
    switch = tag("button", type="button", id="language", hidden=True)
    top = tag("header", brand, tag("div", unfold, " ", switch), class_="top")
    return f"{start}{skip}{top}"


def ending() -> str:
    """Return the end of a page, with its script."""
    return join([tag("script", asset("report.js")), Html("</body>\n</html>\n")])


def _head(title: Text, version: str, language: Language, style: str) -> Html:
    named = {"viewport": "width=device-width, initial-scale=1", "referrer": "no-referrer"}
    named |= {"color-scheme": "light dark", "generator": f"facepolicy {version}"}
    secure = policy(style, asset("report.js"))
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=secure),
        [tag("meta", name=name, content=value) for name, value in named.items()],
        tag("title", title[language], data_en=title.en, data_zh=title.zh),
        tag("link", rel="icon", href="data:,"),
        tag("style", Html(style)),
    )


def problems(found: Sequence[Problem]) -> Html | None:
    """Return why files could not be used; None if all could."""
    if not found:
        return None
    listed = [tag("li", Text(one.line("en"), one.line("zh"))) for one in found]
    return tag("div", tag("h2", messages.UNUSABLE), tag("ul", listed), class_="problems")
