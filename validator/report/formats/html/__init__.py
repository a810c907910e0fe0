"""The report as one HTML file: for officers to read, print, sign and file.

The file is complete: it loads nothing, and its Content-Security-Policy forbids loading.
It contains both languages; a button switches between them, and without scripts it shows the
language it was written for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.model.text import TAGS
from validator.report.formats.html import content, messages, page_one, signoff
from validator.report.formats.html.markup import Html, asset, policy, tag

if TYPE_CHECKING:
    from validator.model.text import Language
    from validator.report.report import Report


def render(report: Report, language: Language) -> str:
    """Return the report as an HTML document; the same report gives the same text.

    Args:
        report: the report.
        language: the initial language of the document.
    """
    digest = signoff.of_results(report)
    main = tag("main", content.parts_of(report, language, digest))
    script = asset("report.js")
    body = tag(
        "body",
        tag("a", messages.SKIP, class_="skip", href="#title"),
        _top(),
        tag("div", _contents(), main, class_="page"),
        _footer(report, digest),
        tag("script", script),
    )
    head = _head(report, language, asset("report.css") + _running_head(report, digest), script)
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang=TAGS[language])}"


def _head(report: Report, language: Language, style: str, script: str) -> Html:
    title = messages.PAGE_TITLE.format(page_one.title(report))
    named = {"viewport": "width=device-width, initial-scale=1", "referrer": "no-referrer"}
    named |= {"color-scheme": "light dark", "generator": f"facepolicy {report.version}"}
    secure = policy(style, script)
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=secure),
        [tag("meta", name=name, content=value) for name, value in named.items()],
        tag("title", title[language], data_en=title.en, data_zh=title.zh),
        tag("link", rel="icon", href="data:,"),
        tag("style", Html(style)),
    )


def _running_head(report: Report, digest: str) -> str:
    """Return the header of every printed page, which identifies the report."""
    header = f"facepolicy {report.version} \u00b7 {report.as_of.isoformat()} \u00b7 {digest[:16]}"
    return f'@page {{ @top-left {{ content: "{header}"; }} }}\n'


def _top() -> Html:
    brand = tag("p", tag("strong", "facepolicy"), " ", messages.REPORT, class_="brand")
    unfold = tag("button", messages.UNFOLD, type="button", id="unfold", hidden=True)
    language = tag("button", type="button", id="language", hidden=True)
    return tag("header", brand, tag("div", unfold, " ", language), class_="top")


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
