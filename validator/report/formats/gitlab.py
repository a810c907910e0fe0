"""The report as GitLab Code Quality: a list of issues in the form of Code Climate.

GitLab compares the fingerprints of two branches to tell what a merge request adds and mends.
It knows no suppressed and no passed state: the list holds what failed, known or not, what is
waived is absent, and what kept the run from an answer or from passing is a blocker. The issues
whose check is a rule are thus as many as the failures that other formats count.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from validator.model.errors import Position
from validator.model.quote import escape, to_json
from validator.packs.model import Severity
from validator.report import wording
from validator.report.formats import paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.engine.results import Result
    from validator.model.errors import Problem
    from validator.model.text import Language
    from validator.report.report import Report

Issue = dict[str, Any]

PROBLEM = "facepolicy-problem"
"""The check of an issue that says why a manifest could not be used."""
WAIVER = "facepolicy-waiver"
"""The check of an issue that says which waiver needs attention."""

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
_LONGEST = 1000


def render(report: Report, language: Language) -> str:
    """Return the issues as a JSON array.

    Args:
        report: what came of the run.
        language: of the descriptions; fingerprints are the same in each.
    """
    issues = [*_distinct(_issues(report, language))]
    return to_json(issues, indent=2) + "\n"


def _issues(report: Report, language: Language) -> Iterator[tuple[tuple[str, ...], Issue]]:
    """Yield each issue after what identifies it."""
    for problem in report.problems:
        yield _problem(PROBLEM, problem, language)
    for problem in paths.idle_entries(report):
        yield _problem(WAIVER, problem, language)
    for result in report.failures:
        yield paths.identity(result), _failure(result, report, language)


def _distinct(issues: Iterator[tuple[tuple[str, ...], Issue]]) -> Iterator[Issue]:
    """Give each issue a fingerprint of its own, also where a file was named twice."""
    seen: Counter[tuple[str, ...]] = Counter()
    for parts, issue in issues:
        again = (str(seen[parts]),) if seen[parts] else ()
        seen[parts] += 1
        yield {**issue, "fingerprint": paths.fingerprint((*parts, *again))}


def _problem(check: str, problem: Problem, language: Language) -> tuple[tuple[str, ...], Issue]:
    place = problem.position or Position(1, 1)
    issue = _issue(check, problem.text[language], "blocker", problem.source, place)
    return (check, paths.path(problem.source), problem.text.en), issue


def _failure(result: Result, report: Report, language: Language) -> Issue:
    rule = result.rule
    said = wording.message(result)[language]
    cited = wording.citation(report.pack_of(result), rule.clause)[language]
    severity, position = _SEVERITIES[rule.severity], paths.primary(result).position
    return _issue(rule.id, f"{said} ({cited})", severity, result.document.source, position)


def _issue(check: str, description: str, severity: str, source: str, place: Position) -> Issue:
    return {
        "type": "issue",
        "check_name": check,
        "description": escape(description, _LONGEST),
        "categories": ["Security"],
        "severity": severity,
        "location": {
            "path": paths.path(source),
            "lines": {"begin": place.line, "end": place.line},
        },
    }
