"""The summary of many sites as Markdown: the ranking, and not a row for each site and rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.report.counts import Verdict
from validator.report.formats import tables
from validator.report.formats.markup import code, prose, rule_link
from validator.report.formats.site_summary import messages, words
from validator.report.messages import REASONS, SEVERITIES
from validator.report.summary import counts, statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from validator.model.text import Language, Text
    from validator.report.site_summary import SiteSummary

_MOST = 25
"""The most rows of a table; a GitHub comment holds 65,536 characters."""


def render(summary: SiteSummary, language: Language = "en") -> str:
    """Return the summary as GitHub Flavored Markdown."""
    return "".join(_parts(summary, language))


def _parts(summary: SiteSummary, language: Language) -> Iterator[str]:
    totals = summary.totals
    yield f"## {messages.REPORT_TITLE[language]}\n\n{statement(totals)[language]}\n"
    verdicts = [
        (messages.VERDICTS[kind.value][language], f"{number:,}")
        for kind, number in summary.verdicts.items()
        if number
    ]
    yield from _table(messages.SITES, ("verdict", "sites"), verdicts, language)
    problems = [(prose(item.line(language)),) for item in summary.problems]
    yield from _table(messages.UNREADABLE, ("where",), problems, language)
    facts = [
        (
            f"{item.sites:,}",
            f"{code(item.name)} {prose(item.title[language])}",
            REASONS[item.reason.value][language],
            prose(words.found(item)[language]),
            prose(words.where(item)[language]),
            ", ".join(map(code, item.rules)),
        )
        for item in summary.facts
    ]
    columns = ("sites", "fact", "reason", "found", "where", "rules")
    yield from _table(messages.FACTS, columns, facts, language)
    rules = [
        (
            f"{item.violated:,}",
            f"{item.waiting:,}",
            f"{rule_link(item.rule, language)} {prose(item.rule.title[language])}",
            SEVERITIES[item.rule.severity][language],
        )
        for item in summary.rules
    ]
    yield from _table(messages.RULES, ("violated", "waiting", "rule", "severity"), rules, language)
    yield from _labels(summary, language)
    sites = [
        (
            code(site.name),
            prose(site.title[language] or site.id),
            messages.VERDICTS[site.verdict.value][language],
            f"{site.violated} / {site.waiting}",
        )
        for site in words.to_fix(summary)
    ]
    yield from _table(messages.TO_FIX, ("site", "title", "verdict", "facts"), sites, language)
    yield f"\n{prose(counts(totals)[language])}\n"


def _labels(summary: SiteSummary, language: Language) -> Iterator[str]:
    for label in summary.labels:
        rows = [
            (
                prose(words.named(value)[language]),
                f"{sum(verdicts.values()):,}",
                *(f"{verdicts[kind]:,}" for kind in Verdict),
            )
            for value, verdicts in label.values.items()
        ]
        header = [messages.COLUMNS[name][language] for name in ("value", "sites")]
        header += [messages.VERDICTS[kind.value][language] for kind in Verdict]
        title = messages.BY_LABEL.format(prose(label.name))
        yield f"\n### {title[language]}\n\n{tables.as_markdown(header, rows)}"


def _table(
    title: Text, columns: Sequence[str], rows: Sequence[Iterable[str]], language: Language
) -> Iterator[str]:
    """Yield a table, of at most so many rows; nothing if it is empty."""
    if rows:
        header = [messages.COLUMNS[name][language] for name in columns]
        shown = [list(row) for row in rows[:_MOST]]
        yield f"\n### {title[language]}\n\n{tables.as_markdown(header, shown)}"
    if len(rows) > _MOST:
        yield f"\n{messages.MORE_IN_JSON.format(len(rows) - _MOST)[language]}\n"
