"""Failures and facts to state, in Markdown."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from validator.engine.results import Status
from validator.report import fact_text, grouping, wording
from validator.report.ending import ending_soon
from validator.report.formats.markdown import messages
from validator.report.formats.markdown.part import OPEN_ROWS, Part, listing
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
    from collections.abc import Iterable, Iterator

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
    problems = [code(problem.line(language)) for problem in report.problems]
    yield from listing(messages.PROBLEMS, problems).opened(len(problems))
    ending = results.ending()
    yield from listing(ENDING_SOON, ending).opened(len(ending))
    yield Part(messages.COUNTS, tuple(results.counts()), messages.COUNT_COLUMNS)
    for reason, heading in HEADINGS.items():
        failed = [item for item in report.regressions if item.reason == reason]
        yield from results.facts(heading, failed)
    yield from results.to_state()
    questions = results.unreviewed()
    yield from listing(UNREVIEWED, questions).opened(len(questions))
    yield from results.facts(WAIVED, report.waived)
    yield from results.facts(KNOWN, report.known, opened=0)


class _Results:
    def __init__(self, report: Report, language: Language) -> None:
        self._report = report
        self._language = language

    def ending(self) -> list[str]:
        """Return what ends soon."""
        language, day = self._language, self._report.as_of
        return [
            f"{code(self._jump(item))} {prose(item.text(day)[language])}"
            for item in ending_soon(self._report)
        ]

    def counts(self) -> Iterator[str]:
        for text, number in self._sums():
            yield markdown_row(text[self._language], str(number))

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
        self, title: Text, failed: Iterable[Result], opened: int = OPEN_ROWS
    ) -> Iterator[Part]:
        """Yield a part with an entry for each fact that fails, the gravest first."""
        groups = grouping.by_fact(failed)
        yield from listing(title, self._entries(groups)).opened(opened, len(groups))

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

    def unreviewed(self) -> list[str]:
        """Return the questions for a person, each with the rules that ask it."""
        language = self._language
        return [
            f"{code(self._jump(results[0]))} {prose(question[language])} "
            f"{', '.join(rule_link(one.rule, language) for one in results)}"
            for question, results in grouping.questions_of_each(self._report.unreviewed)
        ]

    def to_state(self) -> Iterator[Part]:
        """Yield the list of facts to state: a checkbox for each, by section."""
        sections = grouping.to_state(self._report)
        number = sum(map(len, sections.values()))
        rows = tuple(row for section in sections.items() for row in self._section(*section))
        opened = 0 if number > OPEN_ROWS else len(rows)
        yield from Part(TO_STATE, rows).opened(opened, number)

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
