"""The facts to state: each missing fact once, with the rules that need it."""

from __future__ import annotations

from collections import Counter
from itertools import chain, count
from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Reason
from validator.manifest.vocabulary import fact_at
from validator.report import grouping, wording
from validator.report.formats import messages as shared
from validator.report.formats.html import messages, parts
from validator.report.formats.html.markup import separated, tag
from validator.report.messages import COLON

if TYPE_CHECKING:
    from validator.engine.results import Result
    from validator.model.text import Text
    from validator.report.formats.html.index import Index, Place
    from validator.report.formats.html.markup import Child, Html
    from validator.report.grouping import Missing


class Section(NamedTuple):
    """The missing facts of one section of the manifest.

    Attributes:
        missing: the facts by their anchors; of those that are alike in entries of a list
            ``wording.MOST``.
        number: the number of all.
    """

    name: str
    missing: dict[str, Missing]
    number: int


def sections(index: Index) -> list[Section]:
    """Return the facts to state, in the order in which a manifest states them."""
    report = index.report
    missing = chain.from_iterable(grouping.to_state(report, report.failures).values())
    shown: dict[str, dict[str, Missing]] = {}
    numbers: Counter[str] = Counter()
    started = count(1)
    for alike in grouping.alike(missing):
        name = alike[0].fact[0]
        numbers[name] += len(alike)
        some = shown.setdefault(name, {})
        some.update((f"t{next(started)}", one) for one in alike[: wording.MOST])
    return [Section(name, facts, numbers[name]) for name, facts in shown.items()]


def places_of(missing: Missing, index: Index) -> tuple[Place, ...]:
    """Return where a fact is to be stated, in each manifest."""
    pairs = zip(missing.results, missing.findings, strict=True)
    return tuple(dict.fromkeys(index.place_of(*pair) for pair in pairs))


def waiting(index: Index) -> dict[str, list[Result]]:
    """Return the rules that missing facts leave undecided, in the order of packs and clauses.

    A rule that is new for one manifest and known for another is listed for each.

    Returns:
        The results of each rule, by the anchor of their entry.
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
    of_sections: list[Section], rules: dict[str, list[Result]], index: Index
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


def _to_do(section: Section, anchors: dict[str, str], index: Index) -> Html:
    name, title = f"todo-{section.name}", fact_at((section.name,)).title
    more = section.number - len(section.missing)
    every = {places_of(one, index) for one in section.missing.values()}
    shared_places = every.pop() if len(every) == 1 else ()
    return tag(
        "section",
        tag("h4", tag("code", section.name), " ", title, id=name),
        tag("div", parts.places(shared_places, index), class_="small") if shared_places else None,
        tag(
            "ul",
            [
                _item(anchor, fact, anchors, index, placed=bool(shared_places))
                for anchor, fact in section.missing.items()
            ],
        ),
        tag("p", shared.MORE_FACTS.format(more), class_="small") if more else None,
        class_="todo group",
        aria_labelledby=name,
    )


def _item(
    anchor: str, missing: Missing, anchors: dict[str, str], index: Index, *, placed: bool
) -> Html:
    """Return one fact with its values and rules; with its places unless they are ``placed``."""
    ids = separated(
        tag("a", rule, href=f"#{anchors[rule]}") if rule in anchors else rule
        for rule in dict.fromkeys(item.rule.id for item in missing.results)
    )
    where = None if placed else [" · ", parts.places(places_of(missing, index), index)]
    box = tag("span", class_="box", aria_hidden="true")  # to tick on paper
    choices = tag("code", wording.choices(fact_at(missing.fact)))
    return tag(
        "li",
        tag("p", box, parts.fact(missing.findings[0])),
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
    manifests: dict[Text, list[str]] = {}
    for item in items:
        manifests.setdefault(wording.message(item), []).append(item.manifest)
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
