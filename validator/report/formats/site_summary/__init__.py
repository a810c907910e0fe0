"""The summary of many sites, from the summary to text."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from validator.report.formats import Style
    from validator.report.site_summary import SiteSummary

FORMATS = ("text", "json", "csv", "markdown", "html", "github")
"""The formats of the summary."""


def render(summary: SiteSummary, name: str, style: Style) -> str:
    """Return the summary in a format of ``FORMATS``."""
    language = style.language
    if name == "html":
        from validator.report.formats.html import sites

        return "".join(sites.document(summary, language))
    if name in ("json", "csv"):
        from validator.report.formats.site_summary import data

        return data.as_json(summary) if name == "json" else data.as_csv(summary, language)
    from validator.report.formats.site_summary import text

    if name == "text":
        return text.as_text(summary, style)
    written = text.as_markdown if name == "markdown" else text.as_annotations
    return written(summary, language)
