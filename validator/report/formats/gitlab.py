"""The report as GitLab Code Quality: a list of issues in the form of Code Climate.

A fact to fix is one issue, named by the gravest rule that it fails; its description has all.
GitLab compares the fingerprints of two branches to show new and fixed issues: that of a fact is
the same until its value is in order, whatever rules it fails and wherever its line is.
It has no suppressed and no passed state: the list contains the failures, known or not,
without waived ones, and an error that prevents an answer or a pass is a blocker.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar

from validator.model.errors import Position
from validator.model.quote import escape
from validator.packs.model import Severity
from validator.report import fact_text, grouping
from validator.report.ending import ending_soon
from validator.report.formats import paths
from validator.report.formats.streams import JsonStream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.model.errors import Problem
    from validator.model.text import Language
    from validator.report.ending import Ending
    from validator.report.report import Report

Issue = dict[str, Any]

PROBLEM = "facepolicy-problem"
WAIVER = "facepolicy-waiver"
ATTESTATION = "facepolicy-attestation"
ENDING = "facepolicy-ending"
"""The check names of issues about no rule: a manifest that could not be used, a waiver or an
attestation that needs attention, and what ends soon."""

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
_LONGEST = 4000


class Stream(JsonStream):
    """A list that is written part by part; fingerprints are the same in each language."""

    depths: ClassVar = {"failures": 1}

    def __init__(self, language: Language) -> None:
        """Start without issues."""
        super().__init__(language)
        self._seen: Counter[str] = Counter()

    def _lists(self, report: Report) -> dict[str, Iterator[Issue]]:
        return {"failures": _distinct(_failures(report, self._language), self._seen)}

    def _whole(self, frame: Report) -> list[Issue | str]:
        return [*_distinct(_of_run(frame, self._language), self._seen), *self._items("failures")]


def _of_run(report: Report, language: Language) -> Iterator[tuple[tuple[str, ...], Issue]]:
    """Yield each issue that is about no result, with its identity."""
    for problem in report.problems:
        yield _problem(PROBLEM, problem, language)
    for use in report.idle_entries:
        check = WAIVER if use.kind == "waiver" else ATTESTATION
        yield _problem(check, use.problem, language)
    for item in ending_soon(report):
        yield _ending(item, language)


def _failures(report: Report, language: Language) -> Iterator[tuple[tuple[str, ...], Issue]]:
    """Yield the issue of each fact to fix, and question that fails the run, with its identity."""
    for group in chain.from_iterable(grouping.by_manifest(report.failures)):
        description = fact_text.description(group, language)
        severity, finding = _SEVERITIES[group.severity], group.finding
        rule = group.results[0].rule.id
        issue = _issue(rule, description, severity, finding.file, finding.position)
        yield paths.identity(group), issue
    for asked in grouping.questions_of_each(report.failing_questions):
        first, description = asked.results[0], fact_text.question(asked, language)
        issue = _issue(first.rule.id, description, "major", first.file, first.position)
        yield paths.identity_of_question(asked), issue


def _distinct(
    issues: Iterator[tuple[tuple[str, ...], Issue]], seen: Counter[str]
) -> Iterator[Issue]:
    """Give each issue a distinct fingerprint, even if a file was named twice."""
    for parts, issue in issues:
        first = paths.fingerprint(parts)
        again = (str(seen[first]),) if seen[first] else ()
        seen[first] += 1
        yield {**issue, "fingerprint": paths.fingerprint((*parts, *again))}


def _problem(check: str, problem: Problem, language: Language) -> tuple[tuple[str, ...], Issue]:
    place = problem.position or Position(1, 1)
    issue = _issue(check, problem.message[language], "blocker", problem.source, place)
    return (check, paths.path(problem.source), problem.text.en), issue


def _ending(item: Ending, language: Language) -> tuple[tuple[str, ...], Issue]:
    issue = _issue(ENDING, item.text[language], "info", item.file, item.position)
    return (ENDING, item.kind, paths.path(item.file), item.name, item.day.isoformat()), issue


def _issue(check: str, description: str, severity: str, source: str, place: Position) -> Issue:
    return {
        "type": "issue",
        "check_name": check,
        "description": escape(description, _LONGEST),
        "categories": ["Security"],
        "severity": severity,
        "location": {"path": paths.path(source), "lines": {"begin": place.line, "end": place.line}},
    }
