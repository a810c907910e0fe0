"""The summary of many sites: one module for each format, from the summary to text."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from validator.report.formats import Style
    from validator.report.site_summary import SiteSummary

FORMATS = ("text", "json", "csv", "markdown", "html", "github")
"""The formats of the summary; each is a module of this package."""


def render(summary: SiteSummary, name: str, style: Style) -> str:
    """Return the summary in a format of ``FORMATS``."""
    module = import_module(f"validator.report.formats.site_summary.{name}")
    text: str = module.render(summary, style if name == "text" else style.language)
    return text
