"""The summary of many sites for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.engine.results import Reason
from validator.model.quote import escape
from validator.model.text import several
from validator.report import summary as verdict
from validator.report.counts import Verdict
from validator.report.formats import text as whole
from validator.report.formats.site_summary import messages, words
from validator.report.messages import COLON, COMMA, IN_BRACKETS, REASONS, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from validator.model.text import Text
    from validator.report.formats import Style
    from validator.report.site_summary import FactRank, LabelRank, RuleRank, Site, SiteSummary

_MOST = 20
"""The most rows of a part, unless all are asked for."""


def render(summary: SiteSummary, style: Style) -> str:
    """Return the summary as lines of text, each with a line feed."""
    lines = "".join(f"{line}\n" for line in _Renderer(summary, style).lines())
    return f"{lines}\n{whole.counts(summary.totals, style)}"


class _Renderer:
    def __init__(self, summary: SiteSummary, style: Style) -> None:
        self._summary = summary
        self._style = style
        self._language = style.language

    def lines(self) -> Iterator[str]:
        summary, language = self._summary, self._language
        yield verdict.statement(summary.totals)[language]
        yield ""
        for kind, number in summary.verdicts.items():
            if number:
                yield f"{number:>7,}  {messages.VERDICTS[kind.value][language]}"
        problems = [f"  {escape(item.line(language), 1000)}" for item in summary.problems]
        yield from self._section(messages.UNREADABLE, problems)
        yield from self._section(messages.FACTS, [self._fact(item) for item in summary.facts])
        yield from self._section(messages.RULES, [self._rule(item) for item in summary.rules])
        for label in summary.labels:
            title = messages.BY_LABEL.format(escape(label.name, words.LONGEST))
            yield from self._section(title, [*self._label(label)])
        for name, number in summary.left_out.items():
            text = messages.TOO_MANY_VALUES.format(name=escape(name, words.LONGEST), number=number)
            yield f"\n{text[language]}"
        yield from self._section(
            messages.TO_FIX, [self._site(item) for item in words.to_fix(summary)]
        )

    def _section(self, title: Text, rows: Sequence[str]) -> Iterator[str]:
        shown = rows if self._style.verbose else rows[:_MOST]
        if rows:
            yield ""
            yield title[self._language]
            yield from shown
        if len(shown) < len(rows):
            yield f"  {messages.MORE.format(len(rows) - len(shown))[self._language]}"

    def _fact(self, fact: FactRank) -> str:
        found = (
            messages.AND_FOUND.format(words.found(fact)) if fact.reason is Reason.VIOLATED else ""
        )
        text = messages.FACT.format(
            name=fact.name,
            title=fact.title,
            reason=REASONS[fact.reason.value],
            found=found,
            rules=several(messages.REQUIREMENTS, len(fact.rules)),
        )
        head = f"{fact.sites:>7,}  {text[self._language]}"
        return f"{head}\n         {words.where(fact)[self._language]}"

    def _rule(self, rank: RuleRank) -> str:
        rule = rank.rule
        text = messages.RULE.format(
            id=rule.id, level=SEVERITIES[rule.severity], title=rule.title, pack=rule.pack
        )
        numbers = {Verdict.FAIL: rank.violated, Verdict.INCOMPLETE: rank.waiting}
        counted = IN_BRACKETS.format(self._counted(numbers))[self._language]
        return f"{rank.sites:>7,} {counted}  {text[self._language]}"

    def _label(self, label: LabelRank) -> Iterator[str]:
        for value, verdicts in label.values.items():
            name = escape(words.named(value)[self._language], words.LONGEST)
            numbers = f"{COLON[self._language]}{self._counted(verdicts)}"
            yield f"{sum(verdicts.values()):>7,}  {name}{numbers}"

    def _counted(self, verdicts: Mapping[Verdict, int]) -> str:
        return COMMA[self._language].join(
            f"{number:,} {messages.VERDICTS[kind.value][self._language]}"
            for kind, number in verdicts.items()
            if number
        )

    def _site(self, site: Site) -> str:
        text = messages.SITE_FACTS.format(
            verdict=messages.VERDICTS[site.verdict.value],
            violated=site.violated,
            waiting=site.waiting,
        )
        name = escape(site.name, words.LONGEST)
        return f"  {name}{COLON[self._language]}{text[self._language]}"
