"""The findings: facts or evidence that fail rules, and facts to state, each with its rules."""

from __future__ import annotations

from itertools import count, product
from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Reason
from validator.manifest.vocabulary import fact_at
from validator.model.groups import grouped
from validator.model.text import Text
from validator.packs.messages import TOPICS
from validator.report import grouping, wording
from validator.report.citations import short_title
from validator.report.formats import messages as shared
from validator.report.formats.html import messages, parts
from validator.report.formats.html.markup import separated, tag
from validator.report.formats.html.parts import LEVELS, OUTCOMES
from validator.report.messages import COLON, COMMA, KNOWN, NEW

if TYPE_CHECKING:
    from collections.abc import Iterable

    from validator.engine.results import Result
    from validator.model.text import Language
    from validator.packs.model import Severity
    from validator.report.formats.html.markup import Child, Html
    from validator.report.formats.html.parts import Index, Place
    from validator.report.grouping import Group

Bundle = list["Group"]
"""The places of one manifest at which the same results fail."""


class FactEntry(NamedTuple):
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
    def heading(self) -> str:
        """The heading that it belongs to, as formats name them."""
        return grouping.heading_of(self.bundles[0][0].results[0])

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
            advice = (wording.fix(result, places), wording.officer(result))
            rules_of.setdefault(advice, {})[result.rule.id] = None
        return rules_of


def entries(index: Index) -> list[FactEntry]:
    """Return the entries, the gravest reason first, and new failures before known ones.

    Several places with the same rules are one entry, and so are equal failures
    in several manifests: identical deployments have the same fix.
    """
    report = index.report
    alike = grouped(
        (_likeness(bundle, index), bundle)
        for heading, results in product(shared.HEADINGS, (report.regressions, report.known))
        for bundle in _bundles(grouping.group(report, heading, results))
    )
    return [FactEntry(number, same) for number, same in enumerate(alike.values(), 1)]


def _bundles(groups: Iterable[Group]) -> Iterable[Bundle]:
    return grouped((tuple(map(id, group.results)), group) for group in groups).values()


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


def section(
    found: list[FactEntry], facts_to_state: Child, index: Index, language: Language
) -> Html:
    """Return all failures: a form to filter them, the findings, and the facts to state."""
    if not index.report.failures:
        return parts.section("findings", 1, messages.FINDINGS, tag("p", messages.NO_FINDINGS))
    groups = [
        tag(
            "div",
            tag("h3", parts.counted(title, sum(entry.places for entry in below))),
            [_card(entry, index) for entry in below],
            class_="group",
        )
        for name, title in shared.HEADINGS.items()
        if (below := [entry for entry in found if entry.heading == name])
    ]
    introduction = tag("p", messages.FINDINGS_INTRODUCTION)
    content = [introduction, _filters(index, language), groups, facts_to_state]
    return parts.section("findings", 1, messages.FINDINGS, content)


def _card(entry: FactEntry, index: Index) -> Html:
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
        tag("p", shared.MORE_PLACES.format(entry.more), class_="small") if entry.more else None,
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
    packs = {item.rule.pack: item.pack for item in failing}
    topics = {item.rule.topic for item in failing}
    found: dict[str, dict[str, Text | str]] = {
        "manifest": {str(index.manifest_number[name]): name for name in names},
        "pack": {
            str(index.pack_number[name]): Text(name, short_title(pack).zh.strip())
            for name, pack in packs.items()
        },
        "topic": {topic: title for topic, title in TOPICS.items() if topic in topics},
        "reason": {item.value: OUTCOMES[item].text for item in report.by_reason},
        "severity": {level.value: sign.text for level, sign in LEVELS.items()},
        "state": {"new": NEW, "known": KNOWN} if report.baseline else {},
    }
    return {name: values for name, values in found.items() if len(values) > 1}


class SectionToState(NamedTuple):
    """The missing facts of one section of the manifest.

    Attributes:
        missing: the facts by their anchors; of those that are alike in entries of a list
            ``wording.MOST``.
        number: the number of all.
    """

    name: str
    missing: dict[str, Group]
    number: int


def sections_to_state(index: Index) -> list[SectionToState]:
    """Return the facts to state, in the order in which a manifest states them."""
    number, found = count(1), []
    for name, missing in grouping.to_state(index.report.failures).items():
        shown = [one for alike in grouping.alike(missing) for one in alike[: wording.MOST]]
        facts = {f"t{next(number)}": one for one in shown}
        found.append(SectionToState(name, facts, len(missing)))
    return found


def places_to_state(missing: Group, index: Index) -> tuple[Place, ...]:
    """Return where a fact is to be stated, in each manifest."""
    pairs = zip(missing.results, missing.findings, strict=True)
    return tuple(dict.fromkeys(index.place_of(*pair) for pair in pairs))


def waiting(index: Index) -> dict[str, list[Result]]:
    """Return the results of each rule that missing facts leave undecided, by anchors, in order.

    A rule that is new for one manifest and known for another is listed for each.
    """
    undecided: dict[tuple[str, str, str], list[Result]] = {
        (pack.id, rule.id, state): []
        for pack in index.report.packs
        for rule in pack.rules
        for state in ("", "new", "known")
    }
    for item in index.report.failures:
        if item.reason is Reason.UNDECLARED:
            undecided[item.rule.pack, item.rule.id, index.state(item)].append(item)
    return {f"w{number}": items for number, items in enumerate(filter(None, undecided.values()), 1)}


def facts_to_state(
    of_sections: list[SectionToState], rules: dict[str, list[Result]], index: Index
) -> list[Child]:
    """Return the list of facts to state, and the requirements that wait for them."""
    anchors = {items[0].rule.id: anchor for anchor, items in rules.items()}
    number = sum(one.number for one in of_sections)
    to_do = [
        tag("h3", parts.counted(shared.TO_STATE, number)),
        [_to_do(one, anchors, index) for one in of_sections],
    ]
    folded = parts.fold(messages.WAITING_FIXES, [_waits(*item, index) for item in rules.items()])
    heading = tag("h3", parts.counted(messages.WAITING, len(rules)))
    return [
        tag("div", to_do, class_="group") if of_sections else None,
        tag("div", heading, folded, class_="group") if rules else None,
    ]


def _to_do(section: SectionToState, anchors: dict[str, str], index: Index) -> Html:
    name, title = f"todo-{section.name}", fact_at((section.name,)).title
    more = section.number - len(section.missing)
    every = {places_to_state(one, index) for one in section.missing.values()}
    shared_places = every.pop() if len(every) == 1 else ()
    facts = [
        _fact_to_state(*item, anchors, index, placed=bool(shared_places))
        for item in section.missing.items()
    ]
    return tag(
        "section",
        tag("h4", tag("code", section.name), " ", title, id=name),
        tag("div", parts.places(shared_places, index), class_="small") if shared_places else None,
        tag("ul", facts),
        tag("p", shared.MORE_FACTS.format(more), class_="small") if more else None,
        class_="todo group",
        aria_labelledby=name,
    )


def _fact_to_state(
    anchor: str, missing: Group, anchors: dict[str, str], index: Index, *, placed: bool
) -> Html:
    """Return one fact with its values and rules; with its places unless they are ``placed``."""
    ids = separated(
        tag("a", rule, href=f"#{anchors[rule]}") if rule in anchors else rule
        for rule in dict.fromkeys(item.rule.id for item in missing.results)
    )
    where = None if placed else [" · ", parts.places(places_to_state(missing, index), index)]
    box = tag("span", class_="box", aria_hidden="true")  # to tick on paper
    choices = tag("code", wording.to_state(missing.findings))
    return tag(
        "li",
        tag("p", box, parts.fact(missing.finding)),
        tag("p", messages.CAN_BE, COLON, choices, class_="small"),
        tag("div", shared.FOR, " ", ids, where, class_="small"),
        class_="item",
        id=anchor,
        tabindex=-1,
        data_reason=Reason.UNDECLARED.value,
        data_facets=index.facets(missing.results),
    )


def _waits(anchor: str, items: list[Result], index: Index) -> Html:
    """Return a rule that cannot be decided: each of its messages, with the manifests."""
    rule = items[0].rule
    manifests = grouped((wording.message(item), item.manifest) for item in items)
    several = len(index.report.manifests) > 1
    said = [
        tag("p", text, tag("span", " – ", parts.labels(names), class_="cite") if several else None)
        for text, names in manifests.items()
    ]
    return parts.card(
        anchor,
        tag("h4", rule.id, class_="unseen", id=f"{anchor}-name"),
        parts.who(items[0], index),
        said,
        parts.cited(items[0], index),
        parts.remedy(rule.fix, rule.officer),
        class_="waits item",
        data_reason=Reason.UNDECLARED.value,
        data_facets=index.facets(items),
    )
