"""The findings: facts or evidence that fail rules, one entry for each thing to fix."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Reason
from validator.report import grouping, wording
from validator.report.formats.html import messages, parts
from validator.report.formats.html.failures import Remedy, RuleMessage, remedies, rule_message
from validator.report.formats.html.marks import LEVELS, OUTCOMES, Sign
from validator.report.formats.html.markup import separated, tag
from validator.report.formats.messages import HEADINGS, MORE_PLACES
from validator.report.messages import COMMA, KNOWN, NEW, TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from validator.engine.results import Result
    from validator.model.text import Language, Text
    from validator.report.formats.html.index import Index, Place
    from validator.report.formats.html.markup import Child, Html
    from validator.report.formats.html.parts import Lines
    from validator.report.grouping import Group
    from validator.report.report import Report


class Fact(NamedTuple):
    """One fact that fails rules; at several places if manifests share it."""

    name: str
    label: Text
    found: Text
    expected: tuple[Text, ...]
    places: tuple[Place, ...]


class Entry(NamedTuple):
    """One thing to fix.

    Attributes:
        number: running number, for references.
        facts: the facts that fail, at least one and at most ``wording.MOST``.
        more: the number of the others.
        demands: the text of each rule.
        facets: the values for the filters.
        results: the failed results.
    """

    number: int
    sign: Sign
    reason: Reason
    topic: Text
    facts: tuple[Fact, ...]
    more: int
    demands: tuple[RuleMessage, ...]
    remedies: tuple[Remedy, ...]
    facets: str
    results: tuple[Result, ...]

    @property
    def anchor(self) -> str:
        """The anchor of the entry."""
        return f"f{self.number}"


Bundle = list["Group"]
"""The places of one manifest at which the same results fail."""


def entries(report: Report, index: Index) -> tuple[Entry, ...]:
    """Return the entries, the gravest reason first, and new failures before known ones.

    Several places with the same rules are one entry, and so are equal failures
    in several manifests: identical deployments have the same fix.
    """
    alike: dict[tuple[object, ...], list[Bundle]] = {}
    for reason, results in product(map(Reason, HEADINGS), (report.regressions, report.known)):
        for bundle in _bundles(grouping.group(report, reason, results)):
            alike.setdefault(_likeness(bundle, index), []).append(bundle)
    return tuple(_entry(number, same, index) for number, same in enumerate(alike.values(), 1))


def _bundles(groups: Iterable[Group]) -> Iterable[Bundle]:
    bundles: dict[tuple[int, ...], Bundle] = {}
    for group in groups:
        bundles.setdefault(tuple(map(id, group.results)), []).append(group)
    return bundles.values()


def _likeness(bundle: Bundle, index: Index) -> tuple[object, ...]:
    results = bundle[0].results
    facts = tuple(
        (group.findings[0].pointer, wording.found(group.findings[0]), group.expected)
        for group in bundle
    )
    places = _places(bundle)
    demands = tuple((item.rule.pack, rule_message(item, index, places)) for item in results)
    return bundle[0].reason, facts, demands


def _places(bundle: Bundle) -> list[tuple[str, ...]]:
    return [group.findings[0].parts for group in bundle]


def _entry(number: int, same: list[Bundle], index: Index) -> Entry:
    first = same[0]
    reason, results = first[0].reason, first[0].results
    everywhere = tuple(item for bundle in same for item in bundle[0].results)
    return Entry(
        number=number,
        sign=OUTCOMES[reason],
        reason=reason,
        topic=TOPICS[first[0].topic],
        facts=tuple(
            _fact([bundle[place] for bundle in same], index)
            for place in range(min(len(first), wording.MOST))
        ),
        more=max(0, len(first) - wording.MOST),
        demands=tuple(rule_message(item, index, _places(first)) for item in results),
        remedies=remedies(results, _places(first)),
        facets=index.facets(everywhere),
        results=everywhere,
    )


def _fact(groups: list[Group], index: Index) -> Fact:
    first = groups[0].findings[0]
    return Fact(
        name=wording.place(first.pointer),
        label=wording.fact_label(first.parts),
        found=wording.found(first),
        expected=groups[0].expected,
        places=tuple(
            index.place(group.results[0].manifest, finding.file, finding.position)
            for group in groups
            for finding in group.findings[:1]
        ),
    )


def section(
    found: tuple[Entry, ...], facts_to_state: Child, index: Index, lines: Lines, language: Language
) -> Html:
    """Return all failures: a form to filter them, the findings, and the facts to state.

    Args:
        found: the findings.
        facts_to_state: the facts to state, which the form filters too.
        index: the anchors of the document.
        lines: the anchors of the lines of manifests that the page prints.
        language: the initial language of the document.
    """
    if not index.report.failures:
        return parts.section("findings", 1, messages.FINDINGS, tag("p", messages.NO_FINDINGS))
    groups = [
        tag(
            "div",
            tag("h3", title, " ", tag("span", len(of_reason), class_="sum")),
            [_card(entry, lines) for entry in of_reason],
            class_="group",
        )
        for reason, title in HEADINGS.items()
        if (of_reason := [entry for entry in found if entry.reason == reason])
    ]
    return parts.section(
        "findings",
        1,
        messages.FINDINGS,
        tag("p", messages.FINDINGS_INTRODUCTION),
        _filters(index, language),
        groups,
        facts_to_state,
    )


def _card(entry: Entry, lines: Lines) -> Html:
    names = separated((parts.fact(fact.label, fact.name) for fact in entry.facts), COMMA)
    names += [COMMA, "…"] if entry.more else []
    others = [
        [tag("p", ", ".join(item.rules), class_="cite"), parts.remedy(item)]
        for item in entry.remedies[1:]
    ]
    more = tag("details", tag("summary", messages.OTHER_FIXES), others, class_="more")
    return tag(
        "article",
        tag("h4", tag("span", entry.number, class_="no"), " ", names, id=f"{entry.anchor}-name"),
        tag(
            "p",
            parts.badge(entry.sign),
            " ",
            tag("span", entry.topic, class_="topic"),
            class_="tags",
        ),
        [_fact_pairs(fact, lines) for fact in entry.facts],
        tag("p", MORE_PLACES.format(entry.more), class_="small") if entry.more else None,
        tag("ul", [tag("li", parts.demand(item)) for item in entry.demands], class_="demands"),
        parts.remedy(entry.remedies[0]),
        more if others else None,
        class_=f"card {entry.sign.tone} item",
        id=entry.anchor,
        tabindex=-1,
        aria_labelledby=f"{entry.anchor}-name",
        data_reason=entry.reason.value,
        data_facets=entry.facets,
    )


def _fact_pairs(fact: Fact, lines: Lines) -> Html:
    return tag(
        "dl",
        parts.pair(messages.PLACE, parts.places(fact.places, lines)),
        parts.pair(messages.FOUND, tag("code", fact.found)),
        parts.pair(messages.EXPECTED, *[tag("code", item) for item in fact.expected]),
        class_="pairs",
    )


def _filters(index: Index, language: Language) -> Html:
    """Return the form; the script shows it."""
    text = tag("input", type="search", id="words", autocomplete="off", spellcheck="false")
    return tag(
        "form",
        tag("p", messages.FILTER, id="filters-title"),
        tag("label", messages.FILTER_TEXT, " ", text),
        [
            tag("label", messages.FILTERS[name], " ", _select(name, values, language))
            for name, values in _values(index).items()
        ],
        tag("button", messages.SHOW_ALL, type="reset"),
        tag("p", id="shown", role="status", aria_live="polite", **_both(messages.ENTRIES_SHOWN)),
        id="filters",
        role="search",
        aria_labelledby="filters-title",
        hidden=True,
    )


def _select(name: str, values: dict[str, Text | str], language: Language) -> Html:
    """Return a choice; in an option there are no elements, so the script sets its language."""
    options = [
        tag("option", text, value=value)
        if isinstance(text, str)
        else tag("option", text[language], value=value, **_both(text))
        for value, text in {"": messages.ALL, **values}.items()
    ]
    return tag("select", options, name=name)


def _both(text: Text) -> dict[str, str]:
    return {"data_en": text.en, "data_zh": text.zh}


def _values(index: Index) -> dict[str, dict[str, Text | str]]:
    """Return the values for the filters of findings; a single value is no choice."""
    report = index.report
    failing = report.failures
    names = dict.fromkeys(item.manifest for item in failing)
    packs = dict.fromkeys(item.rule.pack for item in failing)
    found: dict[str, dict[str, Text | str]] = {
        "manifest": {str(index.number(name)): name for name in names},
        "pack": {str(index.pack_number(name)): name for name in packs},
        "topic": {
            topic: title
            for topic, title in TOPICS.items()
            if any(item.rule.topic == topic for item in failing)
        },
        "reason": {item.value: OUTCOMES[item].text for item in report.by_reason},
        "severity": {level.value: sign.text for level, sign in LEVELS.items()},
        "state": {"new": NEW, "known": KNOWN} if report.baseline else {},
    }
    return {name: values for name, values in found.items() if len(values) > 1}
