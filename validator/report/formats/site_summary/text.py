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
    from collections.abc import Iterable, Iterator, Sequence

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
        summary = self._summary
        yield verdict.statement(summary.totals)[self._language]
        yield ""
        yield from self._verdicts()
        problems = (escape(item.line(self._language), 1000) for item in summary.problems)
        yield from self._section(messages.UNREADABLE, [f"  {line}" for line in problems])
        yield from self._section(messages.FACTS, [self._fact(item) for item in summary.facts])
        yield from self._section(messages.RULES, [self._rule(item) for item in summary.rules])
        for label in summary.labels:
            title = messages.BY_LABEL.format(escape(label.name, words.LONGEST))
            yield from self._section(title, [*self._label(label)])
        for name, number in summary.left_out.items():
            text = messages.TOO_MANY_VALUES.format(name=escape(name, words.LONGEST), number=number)
            yield f"\n{text[self._language]}"
        yield from self._section(messages.TO_FIX, [*self._sites()])

    def _verdicts(self) -> Iterator[str]:
        for kind, number in self._summary.verdicts.items():
            if number:
                yield f"{number:>7,}  {messages.VERDICTS[kind.value][self._language]}"

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
        return f"{self._numbers(rank)}  {text[self._language]}"

    def _numbers(self, rank: RuleRank) -> str:
        kinds = ((rank.violated, "fail"), (rank.waiting, "incomplete"))
        texts = [
            f"{number:,} {messages.VERDICTS[kind][self._language]}"
            for number, kind in kinds
            if number
        ]
        numbers = IN_BRACKETS.format(COMMA[self._language].join(texts))
        return f"{rank.sites:>7,} {numbers[self._language]}"

    def _label(self, label: LabelRank) -> Iterator[str]:
        for value, verdicts in label.values.items():
            numbers = COMMA[self._language].join(self._counted(verdicts.items()))
            name = escape(words.named(value)[self._language], words.LONGEST)
            yield f"{sum(verdicts.values()):>7,}  {name}{COLON[self._language]}{numbers}"

    def _counted(self, verdicts: Iterable[tuple[Verdict, int]]) -> Iterator[str]:
        for kind, number in verdicts:
            if number:
                yield f"{number:,} {messages.VERDICTS[kind.value][self._language]}"

    def _sites(self) -> Iterator[str]:
        for site in self._summary.sites:
            if site.verdict in (Verdict.FAIL, Verdict.INCOMPLETE):
                name = escape(site.name, words.LONGEST)
                yield f"  {name}{COLON[self._language]}{self._of_site(site)}"

    def _of_site(self, site: Site) -> str:
        word = messages.VERDICTS[site.verdict.value][self._language]
        return messages.SITE_FACTS.format(
            verdict=word, violated=site.violated, waiting=site.waiting
        )[self._language]
