"""Safe HTML: escaping, both languages side by side, and the content security policy."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from validator.manifest.reading.source import SIZE_LIMIT
from validator.model.quote import escape
from validator.model.text import Text

if TYPE_CHECKING:
    from validator.model.text import Language

TAGS: dict[Language, str] = {"en": "en", "zh": "zh-Hans"}
"""The languages of the page as HTML names them (BCP 47)."""

_FOLDER = Path(__file__).parent / "templates"
_BOTH = Markup('<span lang="en">{}</span><span lang="zh-Hans">{}</span>')
_LONGEST = 10 * SIZE_LIMIT
"""More characters than escaping can produce from a whole file; nothing is cut."""


@cache
def environment() -> Environment:
    """Return the templates, in which every value is escaped.

    Control characters, bidi marks and the like are escaped by
    ``finalize``, and HTML by ``autoescape``.
    """
    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        finalize=_harmless,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        optimized=False,  # it costs more than it saves where each template is used once
    )
    made.globals["t"] = both
    return made


def _harmless(value: Any) -> Any:
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return escape(value, _LONGEST)


def both(text: Text | str, chinese: str | None = None) -> Markup | str:
    """Return a text in both languages, of which the style sheet shows one.

    Args:
        text: a text, or its English.
        chinese: the Chinese, if ``text`` is the English.
    """
    if isinstance(text, str):
        text = Text(text, chinese or text)
    english, other = _harmless(text.en), _harmless(text.zh)
    return english if english == other else _BOTH.format(english, other)


def asset(name: str) -> str:
    """Return the style sheet or the script."""
    return (_FOLDER / name).read_text(encoding="utf-8")


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
