"""Untrusted text inside Markdown: shown as it is, never as markup, mention or address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from validator.model.quote import escape
from validator.packs.doc_urls import rule_page

if TYPE_CHECKING:
    from validator.model.text import Language
    from validator.packs.model import Rule

_LENGTH = 2000
_MARKS = {mark: f"\\{mark}" for mark in "\\`*_{}[]~#"}
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "$": "&#36;"}
_ESCAPES = str.maketrans(_MARKS | _ENTITIES)
# GitHub finds mentions, references and addresses in the rendered text, in which backslashes are
# gone. A zero-width space after the sign stops it.
_SPACE = "&#8203;"
_CALLS = re.compile(r"(@|#|\bGH(?=-)|:(?=//)|\bwww(?=\.))", re.IGNORECASE)
_TICKS = re.compile(r"`+")


def prose(text: str) -> str:
    """Return text that Markdown and its hosts show unchanged: no markup, mention or address."""
    pieces = _CALLS.split(escape(text, _LENGTH))
    return "".join(
        f"{piece.translate(_ESCAPES)}{_SPACE if number % 2 else ''}"
        for number, piece in enumerate(pieces)
    )


def literal(text: str) -> str:
    """Return text that Markdown shows unchanged; a host may still find mentions in it."""
    return escape(text, _LENGTH).translate(_ESCAPES)


def code(text: str) -> str:
    """Return text as a code span, in which there is no markup and hosts look for none.

    A ``|`` is not escaped; rows of tables escape it.
    """
    content = escape(text, _LENGTH)
    fence = "`" * (1 + max(map(len, _TICKS.findall(content)), default=0))
    touches = content.startswith(("`", " ")) or content.endswith(("`", " "))
    pad = " " if touches and content.strip(" ") else ""
    return f"{fence}{pad}{content or ' '}{pad}{fence}"


def rule_link(rule: Rule, language: Language) -> str:
    """Return the id of a rule, as a link to its page where it has one."""
    page = rule_page(rule, language)
    return f"[{rule.id}]({page})" if page else code(rule.id)
