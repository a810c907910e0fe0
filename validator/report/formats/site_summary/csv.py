"""The summary of many sites as comma-separated values: one row for each thing that is counted.

The column ``by`` says what a row is about: ``all`` sites, a ``fact``, a ``rule``, the value of a
label (``label:region``), or one ``site``. Columns and values are the same in both languages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.report.counts import Verdict
from validator.report.formats import tables
from validator.report.formats.site_summary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.model.text import Language
    from validator.report.site_summary import SiteSummary

Row = dict[str, str | int]

COLUMNS = (
    *("as_of", "by", "key", "title", "reason", "severity", "pack", "sites"),
    *(verdict.value.replace("-", "_") for verdict in Verdict),
    *("rules", "found", "where"),
)
"""The columns, in order."""

_BOM = "\ufeff"


def render(summary: SiteSummary, language: Language = "en") -> str:
    """Return the summary as CSV (RFC 4180) with a header row."""
    day: Row = {"as_of": summary.totals.as_of.isoformat()}
    rows = (day | row for row in _rows(summary, language))
    return _BOM + tables.as_csv(
        [COLUMNS, *([row.get(name, "") for name in COLUMNS] for row in rows)]
    )


def _rows(summary: SiteSummary, language: Language) -> Iterator[Row]:
    yield {"by": "all", **_verdicts(summary.verdicts)}
    for problem in summary.problems:
        yield {"by": "problem", "key": problem.source, "title": problem.message[language]}
    for fact in summary.facts:
        yield {
            "by": "fact",
            "key": fact.name,
            "title": fact.title[language],
            "reason": fact.reason.value,
            "sites": fact.sites,
            "rules": " ".join(fact.rules),
            "found": words.found(fact)[language],
            "where": words.where(fact)[language],
        }
    for rank in summary.rules:
        yield {
            "by": "rule",
            "key": rank.rule.id,
            "title": rank.rule.title[language],
            "severity": rank.rule.severity.value,
            "pack": rank.rule.pack,
            "sites": rank.sites,
            "fail": rank.violated,
            "incomplete": rank.waiting,
        }
    for label in summary.labels:
        for value, verdicts in label.values.items():
            yield {"by": f"label:{label.name}", "key": value, **_verdicts(verdicts)}
    for site in summary.sites:
        about: Row = {"by": "site", "key": site.name, "title": site.title[language]}
        yield {**about, "sites": 1, site.verdict.value.replace("-", "_"): 1}


def _verdicts(counted: dict[Verdict, int]) -> Row:
    named = {verdict.value.replace("-", "_"): number for verdict, number in counted.items()}
    return {"sites": sum(counted.values()), **named}
