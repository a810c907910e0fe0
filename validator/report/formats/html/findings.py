"""Facts or evidence that fail rules, one entry for each thing to fix."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Reason
from validator.report import grouping, wording
from validator.report.formats.html.failures import Remedy, RuleMessage, remedies, rule_message
from validator.report.formats.html.marks import OUTCOMES, Sign
from validator.report.formats.messages import HEADINGS
from validator.report.messages import TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from validator.engine.results import Result
    from validator.model.text import Text
    from validator.report.formats.html.index import Index, Place
    from validator.report.grouping import Group
    from validator.report.report import Report


class Fact(NamedTuple):
    """One fact that fails rules; at several places if manifests share it."""

    name: str
    found: Text
    expected: tuple[Text, ...]
    places: tuple[Place, ...]


class Entry(NamedTuple):
    """One thing to fix.

    Attributes:
        number: running number, for references.
        facts: the facts that fail, at least one.
        demands: the text of each rule.
        facets: the values for the filters.
        results: the failed results.
    """

    number: int
    sign: Sign
    reason: Reason
    topic: Text
    facts: tuple[Fact, ...]
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
        (group.findings[0].pointer, wording.show(group.findings[0].actual), _expected(group))
        for group in bundle
    )
    places = _places(bundle)
    demands = tuple((item.rule.pack, rule_message(item, index, places)) for item in results)
    return bundle[0].reason, facts, demands


def _places(bundle: Bundle) -> list[tuple[str, ...]]:
    return [group.findings[0].parts for group in bundle]


def _expected(group: Group) -> tuple[Text, ...]:
    return tuple(dict.fromkeys(map(wording.all_expected, group.findings)))


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
            _fact([bundle[place] for bundle in same], index) for place in range(len(first))
        ),
        demands=tuple(rule_message(item, index, _places(first)) for item in results),
        remedies=remedies(results, _places(first)),
        facets=index.facets(everywhere),
        results=everywhere,
    )


def _fact(groups: list[Group], index: Index) -> Fact:
    first = groups[0].findings[0]
    return Fact(
        name=wording.place(first.pointer),
        found=wording.show(first.actual),
        expected=_expected(groups[0]),
        places=tuple(
            index.place(group.results[0].manifest, finding.file, finding.position)
            for group in groups
            for finding in group.findings[:1]
        ),
    )
