"""The report as Markdown: for pull requests, wikis and the summaries of CI jobs.

What fails comes first, the gravest on top; long parts are folded. Text from manifests and waivers
is inert (see ``validator.report.formats.markup``), and the only HTML is that of the folds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.model.text import Text
from validator.report import summary, wording
from validator.report.formats import tables
from validator.report.formats.markdown import registers, results
from validator.report.formats.markup import prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from validator.model.text import Language
    from validator.report.formats.markdown.part import Part
    from validator.report.report import Report

SUMMARY_LIMIT = 1024 * 1024
"""Most bytes of the summary of a GitHub job step."""
COMMENT_LIMIT = 65_536
"""Most characters of a GitHub comment; a text has at least as many bytes."""

_TITLE = Text("facepolicy report", "facepolicy 检查报告")
_ENDS = Text(
    "facepolicy {version}, as of {day}; fails on: {level}; exit code {code}.",
    "facepolicy {version}；截至 {day}；不通过的界限：{level}；退出码 {code}。",
)
_CUT = Text(
    "{rows} rows are left out to stay within {limit} bytes. The JSON report has them all.",
    "为不超过 {limit} 字节，略去了 {rows} 行；完整内容见 JSON 报告。",
)
_NOTE_ROOM = 400


def render(report: Report, language: Language = "en", limit: int = SUMMARY_LIMIT) -> str:
    """Return the report as GitHub Flavored Markdown; the same report gives the same bytes.

    Args:
        report: the report.
        language: of everything but what manifests and waivers state.
        limit: the most bytes in UTF-8, at least a few thousand. What is beyond it is left
            out by whole rows, and the end of the report says how many.
    """
    top = f"## {_TITLE[language]}\n\n{summary.statement(report.tally)[language]}\n"
    end = f"\n{_ends(report, language)}\n"
    room = limit - _size(top) - _size(end) - _NOTE_ROOM
    told = (*results.parts(report, language), *registers.parts(report, language))
    body, left_out = _fitted(told, room)
    note = f"\n> {_CUT[language].format(rows=left_out, limit=limit)}\n" if left_out else ""
    return f"{top}{body}{note}{end}"


def _ends(report: Report, language: Language) -> str:
    return _ENDS[language].format(
        version=prose(report.version),
        day=report.as_of.isoformat(),
        level=wording.SEVERITIES[report.fail_on][language],
        code=int(report.exit_code),
    )


def _size(text: str) -> int:
    return len(text.encode())


def _fitted(given: Iterable[Part], room: int) -> tuple[str, int]:
    """Return as much of the parts as there is room for, and how many rows are left out."""
    texts = []
    left_out = 0
    for part in given:
        rows = tuple(_fitting(part, room)) if part.rows else ()
        left_out += len(part.rows) - len(rows)
        if rows:
            text = _written(part._replace(rows=rows))
            room -= _size(text)
            texts.append(text)
    return "".join(texts), left_out


def _fitting(part: Part, room: int) -> Iterator[str]:
    room -= _size(_written(part._replace(rows=())))
    for row in part.rows:
        room -= _size(row)
        if room < 0:
            return
        yield row


def _written(part: Part) -> str:
    head = tables.as_markdown(part.header, ()) if part.header else ""
    body = f"{head}{''.join(part.rows)}"
    if part.folded:
        return f"\n<details>\n<summary>{part.title}</summary>\n\n{body}\n</details>\n"
    return f"\n### {part.title}\n\n{body}"
