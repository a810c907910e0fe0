"""Results as flat rows, for a table such as a DataFrame."""

from __future__ import annotations

from validator.engine.results import Status

TYPE_CHECKING = False
if TYPE_CHECKING:
    from validator.model.text import Language
    from validator.report.report import Report
    from validator.report.result import Result

    Row = dict[str, str | int | bool | None]


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
