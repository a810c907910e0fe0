"""Markdown in which text from packs and schemas is never markup.

Packs of third parties are untrusted, like manifests: a character that could be markup
is written as a character reference, which no dialect of Markdown interprets.
"""

from __future__ import annotations

import re
from math import inf
from typing import TYPE_CHECKING, Any

from validator.model.quote import escape
from validator.report.formats.tables import as_markdown
from validator.report.messages import COLON
from validator.report.rule_text import as_yaml
from validator.report.sentences import Sentence, as_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from validator.model.text import Language, Text

_ACTIVE = re.compile(r"""[!"#$%&*+<=>?@\[\\\]^_`{|}~]""")
_LONGEST = 10_000
_SPACE = re.compile(r"\s+")


def wide(title: str) -> str:
    """Return the start of a page whose tables need the width of the table of contents.

    Args:
        title: of the window, in letters, digits, blanks and hyphens. Themes escape no title.
    """
    return f'---\ntitle: "{title}"\nhide: [toc]\n---\n\n'


def plain(text: str) -> str:
    """Return text as one line that contains no Markdown or HTML markup.

    It must not be at the start of a line, where
    ``1.`` and ``-`` would start a list.
    """
    shown = escape(_SPACE.sub(" ", text), _LONGEST)
    return _ACTIVE.sub(lambda match: f"&#{ord(match[0])};", shown)


def code(text: str) -> str:
    """Return text set as code."""
    return f"<code>{plain(text)}</code>"


def link(shown: str, target: str) -> str:
    """Return a link; the text is Markdown, the target must be trusted."""
    return f"[{shown}]({target})"


def table(header: Iterable[Text], rows: Iterable[Iterable[str]], language: Language) -> str:
    """Return a table, whose cells are Markdown."""
    return as_markdown((title[language] for title in header), rows)


def section(title: str, anchor: str, body: str) -> str:
    """Return a section with a trusted title, and the same anchor in every language."""
    return f"## {title} {{ #{anchor} }}\n\n{body}"


def bullets(lines: Iterable[tuple[Text, str]], language: Language) -> str:
    """Return a list of labels and their texts, in Markdown."""
    return "".join(f"- **{label[language]}**{COLON[language]}{text}\n" for label, text in lines)


def sentence_list(sentences: Iterable[Sentence], *, numbered: bool = False) -> str:
    """Return sentences as a nested list."""
    lines = as_list(sentences, lambda text: f"<span>{plain(text)}</span>", numbered=numbered)
    return "".join(f"{line}\n" for line in lines)


def yaml_block(value: Any) -> str:
    """Return a JSON value as a YAML code block that its own text cannot close.

    A line of YAML never starts with a backtick. Each text is on a single line, since the
    start of a line can be a directive, even inside a block.
    """
    lines = as_yaml(value, width=inf).rstrip("\n").split("\n")
    text = "".join(f"{escape(line, _LONGEST)}\n" for line in lines)
    return f"```yaml\n{text}```\n"


def folded(kind: str, title: str, body: str) -> str:
    """Return a collapsible block.

    Args:
        kind: its style, such as ``success``.
        title: Markdown without straight quotes.
        body: Markdown.
    """
    inside = "".join(f"    {line}\n" if line else "\n" for line in body.rstrip("\n").split("\n"))
    return f'??? {kind} "{title}"\n\n{inside}'
