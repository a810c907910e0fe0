"""The report as one HTML file: for officers to read, print, sign and file.

The file is complete: it loads nothing, and its Content-Security-Policy forbids loading.
It contains both languages; a button switches between them, and without scripts it shows the
language it was written for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.report.formats.html import content, frame, messages, page_one, signoff
from validator.report.formats.html.markup import asset, tag

if TYPE_CHECKING:
    from validator.model.text import Language
    from validator.report.formats.html.markup import Html
    from validator.report.report import Report


def render(report: Report, language: Language) -> str:
    """Return the report as an HTML document; the same report gives the same text.

    Args:
        report: the report.
        language: the initial language of the document.
    """
    digest = signoff.of_results(report)
    main = tag("main", content.parts_of(report, language, digest))
    title = messages.PAGE_TITLE.format(page_one.title(report))
    style = asset("report.css") + _running_head(report, digest)
    start = frame.opening(title, report.version, language, style)
    page = tag("div", _contents(), main, class_="page")
    return f"{start}{page}{_footer(report, digest)}{frame.ending()}"


def _running_head(report: Report, digest: str) -> str:
    """Return the header of every printed page, which identifies the report."""
    header = f"facepolicy {report.version} \u00b7 {report.as_of.isoformat()} \u00b7 {digest[:16]}"
    return f'@page {{ @top-left {{ content: "{header}"; }} }}\n'


def _contents() -> Html:
    links = [
        tag("li", tag("a", title, href=f"#{anchor}")) for anchor, title in messages.CONTENTS.items()
    ]
    return tag(
        "nav",
        tag("p", messages.CONTENTS_TITLE, id="contents"),
        tag("ol", links, start=0),
        class_="contents",
        aria_labelledby="contents",
    )


def _footer(report: Report, digest: str) -> Html:
    made = f"facepolicy {report.version} · {report.as_of.isoformat()} · "
    return tag("footer", tag("p", messages.NOT_ADVICE), tag("p", made, tag("code", digest)))
