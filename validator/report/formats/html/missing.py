"""The facts to state: each missing fact once, with the rules that need it."""

from __future__ import annotations

from collections import Counter
from itertools import chain, count, starmap
from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Reason
from validator.manifest.vocabulary import fact_at
from validator.model import pointers
from validator.report import grouping, wording
from validator.report.formats import messages as shared
from validator.report.formats.html import messages, parts
from validator.report.formats.html.failures import Remedy, RuleMessage, rule_message
from validator.report.formats.html.markup import separated, tag
from validator.report.messages import COLON

if TYPE_CHECKING:
    from validator.engine.results import Result
    from validator.model.text import Text
    from validator.report.formats.html.index import Index, Place
    from validator.report.formats.html.markup import Child, Html
    from validator.report.formats.html.parts import Lines
    from validator.report.report import Report


class Waiting(NamedTuple):
    """A rule that cannot be decided.

    Attributes:
        rule_message: the rule, with its text for the first manifest.
        texts: all its messages, with their manifests.
    """

    number: int
    rule_message: RuleMessage
    texts: dict[Text, list[str]]
    remedy: Remedy
    facets: str
    results: tuple[Result, ...]

    @property
    def anchor(self) -> str:
        """The anchor of the entry."""
        return f"w{self.number}"


class Missing(NamedTuple):
    """One fact to state: its place, its possible values, and the rules that need it."""

    number: int
    name: str
    label: Text
    choices: Text
    places: tuple[Place, ...]
    rules: tuple[str, ...]
    facets: str

    @property
    def anchor(self) -> str:
        """The anchor of the entry."""
        return f"t{self.number}"


class Section(NamedTuple):
    """The missing facts of one section of the manifest.

    Attributes:
        missing: the facts; of those that are alike in entries of a list ``wording.MOST``.
        number: the number of all.
        places: where they are to be stated, if it is the same for all.
    """

    name: str
    title: Text
    missing: tuple[Missing, ...]
    number: int
    places: tuple[Place, ...]


def sections(report: Report, index: Index) -> tuple[Section, ...]:
    """Return the facts to state, in the order in which a manifest states them."""
    missing = chain.from_iterable(grouping.to_state(report, report.failures).values())
    shown: dict[str, list[Missing]] = {}
    numbers: Counter[str] = Counter()
    started = count(1)
    for alike in grouping.missing_alike(missing):
        name = alike[0].fact[0]
        numbers[name] += len(alike)
        shown.setdefault(name, []).extend(
            _missing(next(started), one, index) for one in alike[: wording.MOST]
        )
    return tuple(_section(name, facts, numbers[name]) for name, facts in shown.items())


def _section(name: str, missing: list[Missing], number: int) -> Section:
    places = {item.places for item in missing}
    shared = places.pop() if len(places) == 1 else ()
    return Section(name, fact_at((name,)).title, tuple(missing), number, shared)


def _missing(number: int, missing: grouping.Missing, index: Index) -> Missing:
    fact = fact_at(missing.fact)
    positions = (
        (item.manifest, finding.file, finding.position)
        for item, finding in zip(missing.results, missing.findings, strict=True)
    )
    return Missing(
        number=number,
        name=wording.place(missing.pointer),
        label=wording.fact_label(pointers.parse(missing.pointer)),
        choices=wording.choices(fact),
        places=tuple(dict.fromkeys(starmap(index.place, positions))),
        rules=tuple(dict.fromkeys(item.rule.id for item in missing.results)),
        facets=index.facets(missing.results),
    )


def waiting(report: Report, index: Index) -> tuple[Waiting, ...]:
    """Return the rules that missing facts leave undecided, in the order of packs and clauses.

    A rule that is new for one manifest and known for another is listed for each.
    """
    undecided: dict[tuple[str, str, str], list[Result]] = {
        (pack.id, rule.id, state): []
        for pack in report.packs
        for rule in pack.rules
        for state in ("", "new", "known")
    }
    for item in report.failures:
        if item.reason is Reason.UNDECLARED:
            undecided[item.rule.pack, item.rule.id, index.state(item)].append(item)
    waiting_results = filter(None, undecided.values())
    return tuple(_waiting(number, items, index) for number, items in enumerate(waiting_results, 1))


def _waiting(number: int, items: list[Result], index: Index) -> Waiting:
    rule = items[0].rule
    texts: dict[Text, list[str]] = {}
    for item in items:
        texts.setdefault(wording.message(item), []).append(item.manifest)
    return Waiting(
        number=number,
        rule_message=rule_message(items[0], index),
        texts=texts,
        remedy=Remedy(rule.fix, rule.officer, (rule.id,)),
        facets=index.facets(items),
        results=tuple(items),
    )


def facts_to_state(
    sections_: tuple[Section, ...], rules: tuple[Waiting, ...], index: Index, lines: Lines
) -> list[Child]:
    """Return the list of facts to state, and the requirements that wait for them."""
    anchors = {item.rule_message.rule.id: item.anchor for item in rules}
    number = sum(item.number for item in sections_)
    several = len(index.report.manifests) > 1
    to_do = [
        tag("h3", shared.TO_STATE, " ", tag("span", number, class_="sum")),
        [_to_do(item, anchors, lines) for item in sections_],
    ]
    heading = tag("h3", messages.WAITING, " ", tag("span", len(rules), class_="sum"))
    folded = parts.fold(messages.WAITING_FIXES, [_waits(item, several=several) for item in rules])
    return [
        tag("div", to_do, class_="group") if sections_ else None,
        tag("div", heading, folded, class_="group") if rules else None,
    ]


def _to_do(section: Section, anchors: dict[str, str], lines: Lines) -> Html:
    name = f"todo-{section.name}"
    more = section.number - len(section.missing)
    return tag(
        "section",
        tag("h4", tag("code", section.name), " ", section.title, id=name),
        tag("div", parts.places(section.places, lines), class_="small") if section.places else None,
        tag("ul", [_item(fact, section, anchors, lines) for fact in section.missing]),
        tag("p", shared.MORE_FACTS.format(more), class_="small") if more else None,
        class_="todo group",
        aria_labelledby=name,
    )


def _item(fact: Missing, section: Section, anchors: dict[str, str], lines: Lines) -> Html:
    ids = separated(
        tag("a", rule, href=f"#{anchors[rule]}") if rule in anchors else rule for rule in fact.rules
    )
    where = None if section.places else [" · ", parts.places(fact.places, lines)]
    return tag(
        "li",
        tag("p", _box(), parts.fact(fact.label, fact.name)),
        tag("p", messages.CAN_BE, COLON, tag("code", fact.choices), class_="small"),
        tag("div", shared.FOR, " ", ids, where, class_="small"),
        class_="item",
        id=fact.anchor,
        tabindex=-1,
        data_reason=Reason.UNDECLARED.value,
        data_facets=fact.facets,
    )


def _box() -> Html:
    """Return a box to tick on paper."""
    return tag("span", class_="box", aria_hidden="true")


def _waits(item: Waiting, *, several: bool) -> Html:
    said = [
        tag(
            "p",
            text,
            tag("span", " – ", parts.labels(names), class_="cite") if several else None,
        )
        for text, names in item.texts.items()
    ]
    return tag(
        "article",
        tag("h4", item.rule_message.rule.id, class_="unseen", id=f"{item.anchor}-name"),
        parts.who(item.rule_message),
        said,
        parts.cited(item.rule_message),
        parts.remedy(item.remedy),
        class_="waits item",
        id=item.anchor,
        tabindex=-1,
        aria_labelledby=f"{item.anchor}-name",
        data_reason=Reason.UNDECLARED.value,
        data_facets=item.facets,
    )
