"""The facts to state: each missing fact once, with the rules that need it."""

from __future__ import annotations

from itertools import chain, starmap
from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Reason
from validator.manifest.vocabulary import facts, pattern_of
from validator.model import pointers
from validator.model.text import Text
from validator.report import grouping, wording
from validator.report.formats.html.failures import Remedy, RuleMessage, rule_message

if TYPE_CHECKING:
    from validator.engine.results import Result
    from validator.model.pointers import Pattern
    from validator.report.formats.html.index import Index, Place
    from validator.report.report import Report


class Waiting(NamedTuple):
    """A rule that cannot be decided.

    Attributes:
        rule_message: the rule, with its text for the first manifest.
        messages: all its messages, with their manifests.
    """

    number: int
    rule_message: RuleMessage
    messages: dict[Text, list[str]]
    remedy: Remedy
    facets: str
    results: tuple[Result, ...]

    @property
    def anchor(self) -> str:
        """The anchor of the entry."""
        return f"w{self.number}"


class Missing(NamedTuple):
    """One fact to state: its place, its possible values, and the rules that need it.

    Its title includes the titles above it in its section.
    """

    number: int
    name: str
    title: Text
    choices: Text
    places: tuple[Place, ...]
    rules: tuple[str, ...]
    facets: str

    @property
    def anchor(self) -> str:
        """The anchor of the entry."""
        return f"t{self.number}"


class Section(NamedTuple):
    """The missing facts of one section of the manifest; ``places`` if they share them."""

    name: str
    title: Text
    missing: tuple[Missing, ...]
    places: tuple[Place, ...]


def sections(report: Report, index: Index) -> tuple[Section, ...]:
    """Return the facts to state, in the order in which a manifest states them."""
    missing = chain.from_iterable(grouping.to_state(report, report.failures).values())
    grouped: dict[str, list[Missing]] = {}
    for number, one in enumerate(missing, 1):
        section = pointers.parse(one.pointer)[0]
        grouped.setdefault(section, []).append(_missing(number, one, index))
    return tuple(_section(name, facts) for name, facts in grouped.items())


def _section(name: str, missing: list[Missing]) -> Section:
    places = {item.places for item in missing}
    shared = places.pop() if len(places) == 1 else ()
    return Section(name, facts()[(name,)].title, tuple(missing), shared)


def _missing(number: int, missing: grouping.Missing, index: Index) -> Missing:
    fact = facts()[pattern_of(pointers.parse(missing.pointer))]
    positions = (
        (item.manifest, finding.file, finding.position)
        for item, finding in zip(missing.results, missing.findings, strict=True)
    )
    return Missing(
        number=number,
        name=wording.place(missing.pointer),
        title=_title(fact.pattern),
        choices=wording.choices(fact),
        places=tuple(dict.fromkeys(starmap(index.place, positions))),
        rules=tuple(dict.fromkeys(item.rule.id for item in missing.results)),
        facets=index.facets(missing.results),
    )


def _title(pattern: Pattern) -> Text:
    titles = [
        facts()[pattern[:depth]].title
        for depth in range(2, len(pattern) + 1)
        if pattern[depth - 1] != "*"
    ] or [facts()[pattern].title]
    return Text(" › ".join(item.en for item in titles), " › ".join(item.zh for item in titles))


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
    messages: dict[Text, list[str]] = {}
    for item in items:
        message = wording.message(item)
        messages.setdefault(message, []).append(item.manifest)
    return Waiting(
        number=number,
        rule_message=rule_message(items[0], index),
        messages=messages,
        remedy=Remedy(rule.fix, rule.officer, (rule.id,)),
        facets=index.facets(items),
        results=tuple(items),
    )
