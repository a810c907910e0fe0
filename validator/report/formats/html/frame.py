"""The frame of every page: its head, the line at the top, and its script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.model.text import TAGS
from validator.report.formats.html import messages
from validator.report.formats.html.markup import Html, asset, join, policy, tag

if TYPE_CHECKING:
    from validator.model.text import Language, Text


def opening(title: Text, version: str, language: Language, style: str) -> str:
    """Return the start of a page with a style sheet, up to the line at its top."""
    head = _head(title, version, language, style)
    skip = tag("a", messages.SKIP, class_="skip", href="#title")
    start = f'<!DOCTYPE html>\n<html lang="{TAGS[language]}">{head}<body>'
    return f"{start}{skip}{_top()}"


def ending() -> str:
    """Return the end of a page, with its script."""
    return join([tag("script", asset("report.js")), Html("</body>\n</html>\n")])


def _head(title: Text, version: str, language: Language, style: str) -> Html:
    named = {"viewport": "width=device-width, initial-scale=1", "referrer": "no-referrer"}
    named |= {"color-scheme": "light dark", "generator": f"facepolicy {version}"}
    secure = policy(style, asset("report.js"))
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=secure),
        [tag("meta", name=name, content=value) for name, value in named.items()],
        tag("title", title[language], data_en=title.en, data_zh=title.zh),
        tag("link", rel="icon", href="data:,"),
        tag("style", Html(style)),
    )


def _top() -> Html:
    brand = tag("p", tag("strong", "facepolicy"), " ", messages.REPORT, class_="brand")
    unfold = tag("button", messages.UNFOLD, type="button", id="unfold", hidden=True)
    language = tag("button", type="button", id="language", hidden=True)
    return tag("header", brand, tag("div", unfold, " ", language), class_="top")
