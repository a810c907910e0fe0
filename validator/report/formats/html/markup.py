"""HTML as text: elements, escaping, and both languages side by side.

Everything that is put into an element is escaped, except what an element is made of already.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape as escape_html

from validator.manifest.reading.source import SIZE_LIMIT
from validator.model import resources
from validator.model.quote import escape
from validator.model.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    Child: TypeAlias = "Html | Text | str | int | Iterable[Child] | None"

_VOID = frozenset(("br", "input", "link", "meta"))
_INLINE = frozenset(("a", "b", "br", "code", "i", "input", "small", "span", "strong", "td", "th"))
_LONGEST = 10 * SIZE_LIMIT
"""More characters than escaping can produce from a whole file; nothing is cut."""


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(element: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """Return an element; a Text in it appears in both languages, None not at all.

    Attributes are named ``class_`` for ``class``, ``aria_label`` for ``aria-label``. One that is
    None or False is left out, one that is True has no value.
    """
    opening = f"<{element}{_attributes(attributes)}>" if attributes else f"<{element}>"
    end = "" if element in _INLINE else "\n"
    if element in _VOID:
        return Html(opening + end)
    return Html(f"{opening}{join(children)}</{element}>{end}")


def join(children: Iterable[Child]) -> Html:
    """Return pieces one after the other, as HTML."""
    return Html("".join(map(_html, children)))


def separated(children: Iterable[Child], separator: Child = ", ") -> list[Child]:
    """Return pieces with a separator between them."""
    every = [piece for child in children for piece in (separator, child)]
    return every[1:]


def _html(child: Child) -> str:
    if isinstance(child, Html):
        return child
    if isinstance(child, Text):
        return _both(child)
    if isinstance(child, str):
        return _escaped(child)
    if child is None:
        return ""
    return str(child) if isinstance(child, int) else join(child)


def _both(text: Text) -> str:
    """Return a text in both languages, of which the style sheet shows one."""
    english, chinese = _escaped(text.en), _escaped(text.zh)
    if english == chinese:
        return english
    return f'<span lang="en">{english}</span><span lang="zh-Hans">{chinese}</span>'


def _escaped(text: str) -> str:
    """Escape control characters, bidi marks and the like, and what is markup in HTML."""
    return escape_html(escape(text, _LONGEST))


def _attributes(attributes: dict[str, str | int | bool | None]) -> str:
    return "".join(
        f" {_named(name)}" if value is True else f' {_named(name)}="{_escaped(str(value))}"'
        for name, value in attributes.items()
        if value is not None and value is not False
    )


@cache
def _named(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def asset(name: str) -> Html:
    """Return the style sheet or the script."""
    file = resources.asset("report", "formats", "html", name)
    return Html(file.read_text(encoding="utf-8"))


def policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy of a page with one style sheet and one script.

    The page may run these two and nothing else, and load nothing.
    """
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
