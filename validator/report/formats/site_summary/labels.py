"""Texts that the formats of the summary share: where a fact is stated, and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.model.quote import escape
from validator.model.text import Text
from validator.report import wording
from validator.report.counts import Verdict
from validator.report.formats.site_summary import messages
from validator.report.messages import SEMICOLON

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from validator.model.errors import Position
    from validator.report.site_summary import FactRank, LabelRank, Site, SiteSummary

_FEW = 3
LONGEST = 300
"""The most characters of a text of a manifest."""


def where(fact: FactRank) -> Text:
    """Return where a fact is stated: each base once, then the first site that states it itself."""
    texts = []
    for item in fact.origins[:_FEW]:
        text = messages.INHERITED[item.sites > 1]
        texts.append(text.format(place=jump(item.file, item.position), sites=item.sites))
    if fact.first:
        text = messages.OWN[min(fact.own, 3) - 1]
        texts.append(text.format(place=jump(*fact.first), more=fact.own - 1))
    return SEMICOLON.join(texts)


def found(fact: FactRank) -> Text:
    """Return the most frequent values of a fact, each with its number of sites if they differ."""
    if len(fact.values) == 1:
        return fact.values[0][0]
    values = [
        messages.VALUE_IN_SITES.format(value=value, sites=sites)
        for value, sites in fact.values[:_FEW]
    ]
    return SEMICOLON.join([*values, "…"] if len(fact.values) > _FEW else values)


def jump(file: str, position: Position) -> str:
    """Return a place in a file, safe in one line."""
    return wording.jump(escape(file, LONGEST), position).rstrip(":")


def rows_of(label: LabelRank, summary: SiteSummary) -> Iterator[tuple[Text, Mapping[Verdict, int]]]:
    """Yield the values of a label with the verdicts of their sites, last what could not be read.

    So the rows add up to all sites: the labels of a site that could not be read are unknown.
    """
    for value, verdicts in label.values.items():
        yield Text(value, value) if value else messages.WITHOUT, verdicts
    unread = summary.verdicts[Verdict.UNUSABLE]
    if unread:
        yield messages.NOT_READ, dict.fromkeys(Verdict, 0) | {Verdict.UNUSABLE: unread}


def counted(summary: SiteSummary) -> Iterator[tuple[str, Text, int]]:
    """Yield each verdict, and each kind of failures that are accepted, with its number of sites."""
    for verdict, number in summary.verdicts.items():
        if number:
            yield verdict.value, messages.VERDICTS[verdict.value], number
    for name, accepted in summary.accepted.items():
        if accepted.sites:
            kind, failures = messages.ACCEPTED[name], accepted.failures
            text = messages.ACCEPTED_IN_ALL.format(kind=kind, failures=failures)
            yield name, text, accepted.sites


def sites_to_show(summary: SiteSummary) -> Iterator[tuple[Text, list[Site]]]:
    """Yield the sites to fix, then those all of whose failures are known or waived."""
    wanting = (Verdict.FAIL, Verdict.INCOMPLETE)
    yield messages.TO_FIX, [site for site in summary.sites if site.verdict in wanting]
    others = [site for site in summary.sites if site.verdict not in wanting]
    yield messages.ONLY_ACCEPTED, [site for site in others if site.known or site.waived]
