"""The report as a table in a notebook."""

from __future__ import annotations

from html import escape

from validator.model.quote import escape as inert
from validator.report import summary, wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from validator.report.report import Report
    from validator.report.result import Result

_COLUMNS = ("rule", "severity", "reason", "place", "message")
_MOST = 50
_LONGEST = 1000


def table(report: Report) -> str:
    """Return the verdict and a table of the gravest failures, as HTML without style or script."""
    order = sorted(report.failures, key=_gravity, reverse=True)
    rows = [_row("td", _cells(result)) for result in order[:_MOST]]
    more = len(order) - len(rows)
    parts = [f"<p><strong>{_text(summary.statement(report.totals).en)}</strong></p>"]
    if rows:
        parts += ["<table>", _row("th", _COLUMNS), *rows, "</table>"]
    if more:
        parts.append(f"<p>{more:,} more in <code>report.failures</code></p>")
    return "\n".join(parts)


def _gravity(result: Result) -> tuple[int, int]:
    return result.reason.gravity if result.reason else 0, result.rule.severity.weight


def _cells(result: Result) -> Iterable[str]:
    place = f"{result.file}:{result.line} {wording.place(result.pointer or '')}"
    reason = result.reason.value if result.reason else ""
    return result.rule.id, result.rule.severity.value, reason, place, result.message.en


def _row(kind: str, cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{kind}>{_text(cell)}</{kind}>" for cell in cells) + "</tr>"


def _text(text: str) -> str:
    return escape(inert(text, _LONGEST))
