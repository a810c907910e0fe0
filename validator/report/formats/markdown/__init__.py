"""The report as Markdown: for pull requests, wikis and the summaries of CI jobs.

Failures come first, the gravest on top; long parts are folded. Text from manifests and waivers
is inert (see ``validator.report.formats.markup``), and the only HTML is that of the folds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.report import summary
from validator.report.formats import tables
from validator.report.formats.markdown import messages, registers, results
from validator.report.formats.markup import prose
from validator.report.messages import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from validator.model.text import Language
    from validator.report.formats.markdown.part import Part
    from validator.report.report import Report

SUMMARY_LIMIT = 1024 * 1024
"""Most bytes of the summary of a GitHub job step."""

_NOTE_ROOM = 400


def render(report: Report, language: Language = "en", limit: int = SUMMARY_LIMIT) -> str:
    """Return the report as GitHub Flavored Markdown; the same report gives the same bytes.

    Args:
        report: the report.
        language: of everything except the texts of manifests and waivers.
        limit: the most bytes in UTF-8, at least a few thousand. Further rows are left
            out whole, and the end of the report has their number.
    """
    top = f"## {messages.REPORT_TITLE[language]}\n\n{summary.statement(report.totals)[language]}\n"
    end = f"\n{_ends(report, language)}\n"
    room = limit - _size(top) - _size(end) - _NOTE_ROOM
    parts = (*results.parts(report, language), *registers.parts(report, language))
    body, left_out = _fitted(parts, room, language)
    note = (
        f"\n> {messages.ROWS_LEFT_OUT[language].format(rows=left_out, limit=limit)}\n"
        if left_out
        else ""
    )
    return f"{top}{body}{note}{end}"


def _ends(report: Report, language: Language) -> str:
    return messages.RUN_LINE[language].format(
        version=prose(report.version),
        day=prose(summary.day(report.as_of, report.timezone)[language]),
        level=SEVERITIES[report.fail_on][language],
        code=int(report.exit_code),
    )


def _size(text: str) -> int:
    return len(text.encode())


def _fitted(given: Iterable[Part], room: int, language: Language) -> tuple[str, int]:
    """Return as many parts as fit, and the number of rows that are left out."""
    texts = []
    left_out = 0
    for part in given:
        rows = tuple(_fitting(part, room, language)) if part.rows else ()
        left_out += len(part.rows) - len(rows)
        if rows:
            text = _written(part._replace(rows=rows), language)
            room -= _size(text)
            texts.append(text)
    return "".join(texts), left_out


def _fitting(part: Part, room: int, language: Language) -> Iterator[str]:
    room -= _size(_written(part._replace(rows=()), language))
    for row in part.rows:
        room -= _size(row)
        if room < 0:
            return
        yield row


def _written(part: Part, language: Language) -> str:
    header = [column[language] for column in part.columns]
    head, title = tables.as_markdown(header, ()) if header else "", part.title[language]
    body = f"{head}{''.join(part.rows)}"
    if part.folded:
        return f"\n<details>\n<summary>{title}</summary>\n\n{body}\n</details>\n"
    return f"\n### {title}\n\n{body}"
