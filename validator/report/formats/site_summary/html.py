"""The summary of many sites as one HTML file, with a part for each site if they are given.

Like the report on one site, the file is complete, loads nothing, and has both languages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.report.formats.html import frame, page_one, sites
from validator.report.formats.html.markup import asset, tag
from validator.report.formats.site_summary import messages
from validator.report.summary import counts, statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from validator.model.text import Language
    from validator.report.report import Report
    from validator.report.site_summary import SiteSummary


def render(summary: SiteSummary, language: Language = "en") -> str:
    """Return the summary as an HTML document without parts for the sites."""
    return "".join(document(summary, language))


def of_report(report: Report, language: Language) -> str:
    """Return a report on many sites as such a document, with a part for each site."""
    return "".join(document(sites.summary_of(report), language, sites.sections(report)))


def document(
    summary: SiteSummary, language: Language, sections: Iterable[str] | None = None
) -> Iterator[str]:
    """Yield the document in pieces.

    Args:
        summary: the summary, which comes first.
        language: the initial language of the document.
        sections: what ``html.sites.sections`` yields; the list of sites links to them.
    """
    totals = summary.totals
    yield frame.opening(messages.REPORT_TITLE, summary.version, language, asset("report.css"))
    yield '<div class="page"><main>\n<section class="first" aria-labelledby="title">\n'
    yield tag("h1", messages.REPORT_TITLE, id="title", tabindex=-1)
    yield tag("p", statement(totals), class_="statement")
    yield tag("p", messages.NOT_ADVICE, class_="caveat")
    yield page_one.problems(summary.problems) or ""
    for piece in sites.overview(summary, linked=sections is not None):
        yield tag("div", piece)
    yield tag("div", sites.rules(summary))
    yield "</section>\n"
    yield from sections or ()
    yield "</main></div>\n"
    yield tag("footer", tag("p", counts(totals)), tag("p", f"facepolicy {summary.version}"))
    yield frame.ending()
