"""One module for each format of the report: pure functions from the report to text."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

from validator.model.arguments import expect, expect_one_of
from validator.model.messages import STYLE
from validator.model.text import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from validator.model.text import Language
    from validator.report.report import Report

FORMATS = (
    "text",
    "json",
    "jsonl",
    "sarif",
    "junit",
    "github",
    "gitlab",
    "markdown",
    "csv",
    "html",
    "oscal",
    "in-toto",
)
"""The formats of the report; each is a module of this package."""


class Style(NamedTuple):
    """Options of the formats.

    Attributes:
        colour: text on a terminal only.
        quiet: text: only the last line, and why manifests could not be used.
        width: text: the columns of the terminal to wrap lines for; None to leave them whole.
        verbose: text: every result, passes and rules that do not apply included.
    """

    language: Language = "en"
    colour: bool = False
    quiet: bool = False
    verbose: bool = False
    width: int | None = None


MANY = 20
"""The most manifests that are reported one by one for people; of more, the summary is."""
WHOLE = ("text", "github", "markdown", "html")
"""The formats that are not written part by part."""


def render(report: Report, name: str, style: Style) -> str:
    """Return the report as a text; only the module of its format is imported.

    Args:
        report: the report.
        name: a format of ``FORMATS``.
        style: its language, and options of the format ``text``.

    Raises:
        UsageError: there is no such format or language.
    """
    where = "validator.report.formats.render"
    expect_one_of(where, "name", name, FORMATS)
    expect(where, Style, STYLE, style=style)
    expect_one_of(where, "language", style.language, LANGUAGES)
    if name not in WHOLE:
        from validator.report.formats.streams import stream

        parts = stream(name, style.language)
        parts.add(report)
        return "".join(parts.document(report))
    module = import_module(f"validator.report.formats.{name}")
    text: str = module.render(report, style if name == "text" else style.language)
    return text
