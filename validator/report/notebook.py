"""The report for a notebook: as a table, and as rows for a data frame."""

from __future__ import annotations

from validator.engine.results import Status
from validator.model.quote import escape
from validator.report import summary, wording
from validator.report.formats.html.markup import join, tag

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from validator.model.text import Language
    from validator.report.formats.html.markup import Html
    from validator.report.report import Report
    from validator.report.result import Result

    Row = dict[str, str | int | bool | None]

_COLUMNS = ("rule", "severity", "reason", "place", "message")
_MOST = 50
_LONGEST = 1000


def table(report: Report) -> str:
    """Return the verdict and a table of the gravest failures, as HTML without style or script."""
    order = sorted(report.failures, key=_gravity, reverse=True)
    rows = [_row_of("td", _cells(result)) for result in order[:_MOST]]
    more = len(order) - len(rows)
    parts = [tag("p", tag("strong", summary.statement(report.totals).en))]
    if rows:
        parts.append(tag("table", _row_of("th", _COLUMNS), rows))
    if more:
        parts.append(tag("p", f"{more:,} more in ", tag("code", "report.failures")))
    return join(parts)


def _gravity(result: Result) -> tuple[int, int]:
    return result.reason.gravity if result.reason else 0, result.rule.severity.weight


def _cells(result: Result) -> Iterable[str]:
    place = f"{result.file}:{result.line} {wording.place(result.pointer or '')}"
    reason = result.reason.value if result.reason else ""
    return result.rule.id, result.rule.severity.value, reason, place, result.message.en


def _row_of(kind: str, cells: Iterable[str]) -> Html:
    return tag("tr", [tag(kind, escape(cell, _LONGEST)) for cell in cells])


def rows_of(report: Report, language: Language = "en") -> list[Row]:
    """Return a row for each result, all with the same columns in the same order."""
    return [_row(result, report, language) for result in report.results]


def _row(result: Result, report: Report, language: Language) -> Row:
    rule, fix, baseline = result.rule, result.fix, report.baseline
    failed = result.status is Status.FAIL
    return {
        "as_of": report.as_of.isoformat(),
        "manifest": result.manifest,
        "manifest_id": result.document.stated["metadata"]["id"],
        "pack": rule.pack,
        "clause": result.clause.id,
        "place": result.clause.place,
        "rule": rule.id,
        "title": rule.title[language],
        "topic": rule.topic,
        "severity": rule.severity.value,
        "status": result.status.value,
        "reason": result.reason.value if result.reason else None,
        "message": result.message[language],
        "fix": fix[language] if fix else None,
        "file": result.file,
        "line": result.line,
        "pointer": result.pointer,
        "in_baseline": failed and baseline is not None and baseline.knows(result),
    }
