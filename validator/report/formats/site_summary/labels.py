"""Texts that the formats of the summary share: where a fact is stated, and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.model.quote import escape
from validator.model.text import Text
from validator.report import wording
from validator.report.counts import Verdict
from validator.report.formats.site_summary import messages

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
    return messages.AND.join(texts)


def found(fact: FactRank) -> Text:
    """Return the most frequent values of a fact, each with its number of sites if they differ."""
    if len(fact.values) == 1:
        return fact.values[0][0]
    values = [
        messages.VALUE_IN_SITES.format(value=value, sites=sites)
        for value, sites in fact.values[:_FEW]
    ]
    return messages.AND.join([*values, "…"] if len(fact.values) > _FEW else values)


def jump(file: str, position: Position) -> str:
    """Return a place in a file, safe in one line."""
    return wording.jump(escape(file, LONGEST), position).rstrip(":")


def named(value: str) -> Text:
    """Return the value of a label; sites without the label have none."""
    return Text(value, value) if value else messages.WITHOUT


def rows_of(label: LabelRank, summary: SiteSummary) -> Iterator[tuple[Text, Mapping[Verdict, int]]]:
    """Yield the values of a label with the verdicts of their sites, last what could not be read.

    So the rows add up to all sites: the labels of a site that could not be read are unknown.
    """
    for value, verdicts in label.values.items():
        yield named(value), verdicts
    unread = summary.verdicts[Verdict.UNUSABLE]
    if unread:
        yield messages.NOT_READ, dict.fromkeys(Verdict, 0) | {Verdict.UNUSABLE: unread}


def to_fix(summary: SiteSummary) -> list[Site]:
    """Return the sites with facts to fix or to state."""
    return [site for site in summary.sites if site.verdict in (Verdict.FAIL, Verdict.INCOMPLETE)]


def only_accepted(summary: SiteSummary) -> list[Site]:
    """Return the other sites that fail, all of whose failures are known or waived."""
    fixed = {site.number for site in to_fix(summary)}
    return [
        site for site in summary.sites if (site.known or site.waived) and site.number not in fixed
    ]
