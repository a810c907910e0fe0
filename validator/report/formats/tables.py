"""Rows of text as a table in CSV or Markdown, with every cell inert."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from validator.model.quote import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CELL = 5000
"""Most characters of a cell; spreadsheets hold 32767."""

# Spreadsheets take a cell for a formula if it starts with one of these, also in full width if
# the system is Chinese or Japanese. If they split cells at semicolons, one starts after each.
_FORMULA = re.compile(r"""(^|;["']*)(?=[=+\-@|%＝＋－＠])""")


def as_csv(rows: Iterable[Sequence[str | int]]) -> str:
    """Return rows as comma-separated values (RFC 4180), with CR LF at the end of each.

    Control characters are escaped, so that each row is one line. An apostrophe goes before
    text that a spreadsheet would take for a formula; numbers stay numbers.
    """
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerows([_literal(cell) for cell in row] for row in rows)
    return output.getvalue()


def _literal(cell: str | int) -> str | int:
    if isinstance(cell, int):
        return cell
    return _FORMULA.sub(r"\1'", escape(cell, CELL))


def as_markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return rows as a table of GitHub Flavored Markdown.

    Args:
        header: the titles of the columns.
        rows: cells that are Markdown already (see ``validator.report.formats.markup``), except for
            ``|``, which is escaped here.
    """
    return "".join(map(markdown_row, (header, ["---"] * len(header), *rows)))


def markdown_row(cells: Iterable[str]) -> str:
    """Return one row of a Markdown table."""
    # A table splits at pipes before anything else, also inside code spans.
    escaped = (cell.replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(escaped)} |\n"
