"""The report for a notebook: as a table, and as rows for a data frame."""

from __future__ import annotations

from html import escape

from validator.engine.results import Status
from validator.model.quote import escape as inert
from validator.report import summary, wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from validator.model.text import Language
    from validator.report.report import Report
    from validator.report.result import Result

    Row = dict[str, str | int | bool | None]

_COLUMNS = ("rule", "severity", "reason", "place", "message")
_MOST = 50
_LONGEST = 1000


def table(report: Report) -> str:
    """Return the verdict and a table of the gravest failures, as HTML without style or script."""
    order = sorted(report.failures, key=_gravity, reverse=True)
    rows = [_cells_in("td", _cells(result)) for result in order[:_MOST]]
    more = len(order) - len(rows)
    parts = [f"<p><strong>{_text(summary.statement(report.totals).en)}</strong></p>"]
    if rows:
        parts += ["<table>", _cells_in("th", _COLUMNS), *rows, "</table>"]
    if more:
        parts.append(f"<p>{more:,} more in <code>report.failures</code></p>")
    return "\n".join(parts)


def _gravity(result: Result) -> tuple[int, int]:
    return result.reason.gravity if result.reason else 0, result.rule.severity.weight


def _cells(result: Result) -> Iterable[str]:
    place = f"{result.file}:{result.line} {wording.place(result.pointer or '')}"
    reason = result.reason.value if result.reason else ""
    return result.rule.id, result.rule.severity.value, reason, place, result.message.en


def _cells_in(kind: str, cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{kind}>{_text(cell)}</{kind}>" for cell in cells) + "</tr>"


def _text(text: str) -> str:
    return escape(inert(text, _LONGEST))


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
