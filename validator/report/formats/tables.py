"""Rows of text as a table in CSV, Markdown or HTML, with every cell inert."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from validator.model.quote import escape
from validator.model.text import TAGS
from validator.report.formats import markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from validator.model.text import Language

CELL = 5000
"""Most characters of a cell; spreadsheets hold 32767."""

# Spreadsheets take a cell for a formula if it starts with one of these, also in full width if
# the system is Chinese or Japanese. If they split cells at semicolons, one starts after each.
_FORMULA = re.compile(r"""(^|;["']*)(?=[=+\-@|%＝＋－＠])""")


def render(
    header: Sequence[str], rows: Iterable[Sequence[str]], form: str, language: Language
) -> str:
    """Return rows of plain text as a table in a form: ``csv``, ``markdown`` or ``html``."""
    if form == "csv":
        return as_csv([header, *rows])
    if form == "markdown":
        return as_markdown(header, ([markup.prose(cell) for cell in row] for row in rows))
    return as_html(header, rows, language)


def as_html(header: Sequence[str], rows: Iterable[Sequence[str]], language: Language) -> str:
    """Return rows of plain text as a page with one table, which loads nothing."""
    from validator.report.formats.html.markup import Html, tag  # many modules; CSV needs none

    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width"),
        tag("title", "facepolicy"),
        tag("style", Html(_STYLE)),
    )
    titles = tag("tr", [tag("th", escape(cell, CELL), scope="col") for cell in header])
    body = [tag("tr", [tag("td", escape(cell, CELL)) for cell in row]) for row in rows]
    table = tag("table", tag("thead", titles), tag("tbody", body))
    page = tag("html", head, tag("body", table), lang=TAGS[language])
    return f"<!DOCTYPE html>\n{page}"


_STYLE = (
    "body{font:14px/1.4 system-ui,sans-serif;margin:1rem;overflow-x:auto}"
    "table{border-collapse:collapse}th,td{border:1px solid #999;padding:.3rem .5rem;"
    "text-align:left;vertical-align:top}thead{background:#eee}"
)


BOM = "\ufeff"
"""The mark by which spreadsheets recognise UTF-8; readers strip it."""


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


def as_markdown(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return rows as a table of GitHub Flavored Markdown.

    Cells are Markdown already (see ``validator.report.formats.markup``), except for ``|``, which is
    escaped here.
    """
    titles = list(header)
    return "".join(markdown_row(*row) for row in (titles, ["---"] * len(titles), *rows))


def markdown_row(*cells: str) -> str:
    """Return one row of a Markdown table."""
    # A table splits at pipes before anything else, also inside code spans.
    escaped = (cell.replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(escaped)} |\n"
