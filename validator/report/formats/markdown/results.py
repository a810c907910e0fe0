"""Failures and facts to state, in Markdown."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from validator.engine.results import Status
from validator.report import fact_text, grouping, wording
from validator.report.ending import ending_soon
from validator.report.formats.markdown import messages
from validator.report.formats.markdown.part import OPEN_ROWS, Part, entries, listing, titled
from validator.report.formats.markup import code, prose, rule_link
from validator.report.formats.messages import (
    ENDING_SOON,
    HEADINGS,
    KNOWN,
    MORE_PLACES,
    TO_STATE,
    UNREVIEWED,
    WAIVED,
)
from validator.report.formats.tables import markdown_row
from validator.report.messages import CLAUSE_STATES, REASONS, SEVERITIES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from validator.engine.results import Finding, Result
    from validator.model.text import Language, Text
    from validator.packs.model import Rule
    from validator.report.ending import Ending
    from validator.report.grouping import Group, Missing
    from validator.report.report import Report

_INDENT = re.compile("^( *)")


def parts(report: Report, language: Language) -> Iterator[Part]:
    """Yield problems, counts, new failures, facts to state, waived failures, known ones."""
    results = _Results(report, language)
    yield from results.problems()
    yield from results.ending()
    yield results.counts()
    for reason, heading in HEADINGS.items():
        failed = [item for item in report.regressions if item.reason == reason]
        yield from results.facts(heading, failed)
    yield from results.to_state()
    yield from results.unreviewed()
    yield from results.facts(WAIVED, report.waived)
    yield from results.facts(KNOWN, report.known, listing)


class _Results:
    def __init__(self, report: Report, language: Language) -> None:
        self._report = report
        self._language = language

    def problems(self) -> Iterator[Part]:
        lines = [problem.line(self._language) for problem in self._report.problems]
        if lines:
            title = titled(messages.PROBLEMS, len(lines), self._language)
            yield Part(title, (), tuple(f"- {code(line)}\n" for line in lines))

    def ending(self) -> Iterator[Part]:
        """Yield the list of what ends soon."""
        language, day = self._language, self._report.as_of
        lines = [
            f"- {code(self._jump(item))} {prose(item.text(day)[language])}\n"
            for item in ending_soon(self._report)
        ]
        if lines:
            yield Part(titled(ENDING_SOON, len(lines), language), (), tuple(lines))

    def counts(self) -> Part:
        rows = (markdown_row((text[self._language], str(number))) for text, number in self._sums())
        header = tuple(column[self._language] for column in messages.COUNT_COLUMNS)
        return Part(messages.COUNTS[self._language], header, tuple(rows))

    def _sums(self) -> Iterator[tuple[Text, int]]:
        report = self._report
        yield from ((STATUSES[status], number) for status, number in report.by_status.items())
        fail = STATUSES[Status.FAIL]
        for reason, number in report.by_reason.items():
            yield _joined(fail, REASONS[reason]), number
        for severity, number in report.by_severity.items():
            yield _joined(fail, SEVERITIES[severity]), number
        if report.baseline:
            yield messages.FAIL_NOT_IN_BASELINE, len(report.regressions)
        yield messages.PASS_BY_EXCEPTION, len(report.by_exception)
        yield messages.PASS_ON_OPENED_EVIDENCE, len(report.evidenced)
        totals = report.totals
        yield messages.REQUIREMENTS_DECIDED, totals.number("requirements")
        yield messages.CONSISTENCY_DECIDED, totals.number("consistency")
        for state, number in totals.clause_states.items():
            text = messages.CLAUSES.format(len(totals.clauses), CLAUSE_STATES[state.name])
            yield text, number

    def facts(
        self, title: Text, failed: Iterable[Result], part: Callable[..., Iterator[Part]] = entries
    ) -> Iterator[Part]:
        """Yield a part with an entry for each fact that fails, the gravest first."""
        groups = grouping.by_fact(failed)
        yield from part(title, self._entries(groups), self._language, len(groups))

    def _entries(self, groups: Iterable[Group]) -> Iterator[str]:
        for alike in grouping.alike(groups):
            yield from map(self._entry, alike[: wording.MOST])
            more = len(alike) - wording.MOST
            if more > 0:
                yield MORE_PLACES.format(more)[self._language]

    def _entry(self, group: Group) -> str:
        language = self._language
        lines = (
            *fact_text.demands(group, language, _rule, prose),
            *map(prose, fact_text.fixes(group, language)),
        )
        head = (
            prose(fact_text.level(group.results[0].rule, language)),
            code(self._jump(group.finding)),
            prose(fact_text.headline(group)[language]),
        )
        return "\n".join((" ".join(head), *(_INDENT.sub(r"  \1- ", line) for line in lines)))

    def _jump(self, place: Result | Finding | Missing | Ending) -> str:
        return f"{place.file}:{place.position.line}"

    def unreviewed(self) -> Iterator[Part]:
        """Yield the list of questions for a person, each with the rules that ask it."""
        language = self._language
        lines = [
            f"- {code(self._jump(results[0]))} {prose(question[language])} "
            f"{', '.join(rule_link(one.rule, language) for one in results)}\n"
            for question, results in grouping.questions_of_each(self._report.unreviewed)
        ]
        if lines:
            yield Part(titled(UNREVIEWED, len(lines), language), (), tuple(lines))

    def to_state(self) -> Iterator[Part]:
        """Yield the list of facts to state: a checkbox for each, by section."""
        sections = grouping.to_state(self._report)
        number = sum(map(len, sections.values()))
        if number:
            title = titled(TO_STATE, number, self._language)
            rows = tuple(row for section in sections.items() for row in self._section(*section))
            yield Part(title, (), rows, folded=number > OPEN_ROWS)

    def _section(self, section: str, missing: tuple[Missing, ...]) -> Iterator[str]:
        named = prose(wording.named((section,))[self._language])
        yield f"- {named} {code(self._jump(missing[0]))}\n"
        for _, places in groupby(missing, key=lambda one: one.fact):
            fact = fact_text.to_state(list(places), self._language, rule_link, prose)
            yield f"  - [ ] {fact}\n"


def _joined(status: Text, detail: Text) -> Text:
    return messages.STATUS_AND_DETAIL.format(status=status, detail=detail)


def _rule(rule: Rule, language: Language) -> str:
    return f"{rule_link(rule, language)} {prose(fact_text.level(rule, language))}"
