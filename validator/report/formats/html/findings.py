"""The findings: facts or evidence that fail rules, one entry for each thing to fix."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Reason
from validator.report import grouping, wording
from validator.report.formats.html import messages, parts
from validator.report.formats.html.markup import separated, tag
from validator.report.formats.html.parts import LEVELS, OUTCOMES
from validator.report.formats.messages import HEADINGS, MORE_PLACES
from validator.report.messages import COMMA, KNOWN, NEW, TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from validator.engine.results import Result
    from validator.model.text import Language, Text
    from validator.packs.model import Severity
    from validator.report.formats.html.index import Index, Place
    from validator.report.formats.html.markup import Child, Html
    from validator.report.grouping import Group

Bundle = list["Group"]
"""The places of one manifest at which the same results fail."""


class Entry(NamedTuple):
    """One thing to fix.

    Attributes:
        number: running number, for references.
        bundles: what fails, alike in each of these manifests; at least one.
    """

    number: int
    bundles: list[Bundle]

    @property
    def anchor(self) -> str:
        """The anchor of the entry."""
        return f"f{self.number}"

    @property
    def reason(self) -> Reason:
        """Why the facts fail."""
        return self.bundles[0][0].reason

    @property
    def facts(self) -> list[tuple[Group, ...]]:
        """The facts that fail, each in all manifests; at most ``wording.MOST``."""
        return list(zip(*self.bundles, strict=True))[: wording.MOST]

    @property
    def severity(self) -> Severity:
        """The severity of the gravest requirement that fails."""
        return max((one.severity for one in self.bundles[0]), key=lambda item: item.weight)

    @property
    def places(self) -> int:
        """The number of facts that fail, over all manifests."""
        return sum(map(len, self.bundles))

    @property
    def more(self) -> int:
        """The number of the other facts."""
        return max(0, len(self.bundles[0]) - wording.MOST)

    @property
    def results(self) -> list[Result]:
        """The failed results, those of the first manifest first."""
        return [result for bundle in self.bundles for result in bundle[0].results]

    @property
    def remedies(self) -> dict[tuple[Text, Text], dict[str, None]]:
        """The changes by engineer and officer, each with its rules; identical advice once."""
        places = _places(self.bundles[0])
        rules_of: dict[tuple[Text, Text], dict[str, None]] = {}
        for result in self.bundles[0][0].results:
            advice = (wording.fix(result, places), result.rule.officer)
            rules_of.setdefault(advice, {})[result.rule.id] = None
        return rules_of


def entries(index: Index) -> list[Entry]:
    """Return the entries, the gravest reason first, and new failures before known ones.

    Several places with the same rules are one entry, and so are equal failures
    in several manifests: identical deployments have the same fix.
    """
    report = index.report
    alike: dict[tuple[object, ...], list[Bundle]] = {}
    for reason, results in product(map(Reason, HEADINGS), (report.regressions, report.known)):
        for bundle in _bundles(grouping.group(report, reason, results)):
            alike.setdefault(_likeness(bundle, index), []).append(bundle)
    return [Entry(number, same) for number, same in enumerate(alike.values(), 1)]


def _bundles(groups: Iterable[Group]) -> Iterable[Bundle]:
    bundles: dict[tuple[int, ...], Bundle] = {}
    for group in groups:
        bundles.setdefault(tuple(map(id, group.results)), []).append(group)
    return bundles.values()


def _likeness(bundle: Bundle, index: Index) -> tuple[object, ...]:
    facts = tuple(
        (group.finding.pointer, wording.found(group.finding), group.expected) for group in bundle
    )
    places = _places(bundle)
    demands = tuple(
        (item.rule.pack, item.rule.id, wording.message(item, places), index.state(item))
        for item in bundle[0].results
    )
    return bundle[0].reason, facts, demands


def _places(bundle: Bundle) -> list[tuple[str, ...]]:
    return [group.finding.parts for group in bundle]


def places_of(fact: tuple[Group, ...], index: Index) -> list[Place]:
    """Return the place of a fact in each manifest."""
    return [index.place_of(group.results[0], group.finding) for group in fact]


def section(found: list[Entry], facts_to_state: Child, index: Index, language: Language) -> Html:
    """Return all failures: a form to filter them, the findings, and the facts to state."""
    if not index.report.failures:
        return parts.section("findings", 1, messages.FINDINGS, tag("p", messages.NO_FINDINGS))
    groups = [
        tag(
            "div",
            tag("h3", parts.counted(title, sum(entry.places for entry in of_reason))),
            [_card(entry, index) for entry in of_reason],
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


def _card(entry: Entry, index: Index) -> Html:
    facts, bundle, mark = entry.facts, entry.bundles[0], OUTCOMES[entry.reason]
    names = separated((parts.fact(fact[0].finding) for fact in facts), COMMA)
    names += [COMMA, "…"] if entry.more else []
    number, anchor = tag("span", entry.number, class_="no"), entry.anchor
    topic = tag("span", TOPICS[bundle[0].topic], class_="topic")
    demands = [parts.demand(item, index, _places(bundle)) for item in bundle[0].results]
    (first, _), *others = entry.remedies.items()
    more = [
        [tag("p", ", ".join(rules), class_="cite"), parts.remedy(*advice)]
        for advice, rules in others
    ]
    folded = tag("details", tag("summary", messages.OTHER_FIXES), more, class_="more")
    return parts.card(
        anchor,
        tag("h4", number, " ", names, id=f"{anchor}-name"),
        tag("p", parts.badge(mark), " ", topic, class_="tags"),
        [_fact_pairs(fact, index) for fact in facts],
        tag("p", MORE_PLACES.format(entry.more), class_="small") if entry.more else None,
        tag("ul", [tag("li", item) for item in demands], class_="demands"),
        parts.remedy(*first),
        folded if more else None,
        class_=f"card {mark.tone} item",
        data_reason=entry.reason.value,
        data_facets=index.facets(entry.results),
    )


def _fact_pairs(fact: tuple[Group, ...], index: Index) -> Html:
    return tag(
        "dl",
        parts.pair(messages.PLACE, parts.places(places_of(fact, index), index)),
        parts.pair(messages.FOUND, tag("code", wording.found(fact[0].finding))),
        parts.pair(messages.EXPECTED, *[tag("code", item) for item in fact[0].expected]),
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
        "manifest": {str(index.manifest_number[name]): name for name in names},
        "pack": {str(index.pack_number[name]): name for name in packs},
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
