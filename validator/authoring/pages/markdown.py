"""Markdown in which text from packs and schemas is text and nothing else.

Packs of third parties are untrusted as manifests are: what could be markup in a text
is written as a character reference, which every dialect of Markdown leaves alone.
"""

from __future__ import annotations

import re
from math import inf
from typing import TYPE_CHECKING, Any

from validator.model.quote import escape
from validator.model.text import Text
from validator.report.rule_text import as_yaml
from validator.report.sentences import as_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from validator.model.text import Language
    from validator.report.sentences import Sentence

_ACTIVE = re.compile(r"""[!"#$%&*+<=>?@\[\\\]^_`{|}~]""")
_COLON = Text(": ", "：")
_LONGEST = 10_000
_SPACE = re.compile(r"\s+")


def wide(title: str) -> str:
    """Return the beginning of a page whose tables need the room of the table of contents.

    Args:
        title: of the window, in letters, digits, blanks and hyphens. Themes escape no title.
    """
    return f'---\ntitle: "{title}"\nhide: [toc]\n---\n\n'


def plain(text: str) -> str:
    """Return text as one line that no reader of Markdown or HTML takes for markup.

    It has to stand behind something of one's own: at the start of a line
    ``1.`` and ``-`` would begin a list.
    """
    shown = escape(_SPACE.sub(" ", text), _LONGEST)
    return _ACTIVE.sub(lambda match: f"&#{ord(match[0])};", shown)


def code(text: str) -> str:
    """Return text set as code."""
    return f"<code>{plain(text)}</code>"


def link(shown: str, target: str) -> str:
    """Return a link; what it shows is Markdown, and where it leads is one's own."""
    return f"[{shown}]({target})"


def section(title: str, anchor: str, body: str) -> str:
    """Return a section under a title of one's own, with the same anchor in every language."""
    return f"## {title} {{ #{anchor} }}\n\n{body}"


def bullets(lines: Iterable[tuple[Text, str]], language: Language) -> str:
    """Return a list of labels and what they say, in Markdown."""
    return "".join(f"- **{label[language]}**{_COLON[language]}{text}\n" for label, text in lines)


def sentence_list(sentences: Iterable[Sentence], *, numbered: bool = False) -> str:
    """Return sentences as a nested list."""
    lines = as_list(sentences, lambda text: f"<span>{plain(text)}</span>", numbered=numbered)
    return "".join(f"{line}\n" for line in lines)


def table(header: Iterable[str], body: Iterable[Iterable[str]]) -> str:
    """Return a table; its cells are Markdown without line breaks."""
    head = list(header)
    rows = [head, ["---"] * len(head), *map(list, body)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def yaml_block(value: Any) -> str:
    """Return a JSON value as a block of YAML that its own text cannot end.

    A line of YAML never begins with a backtick. Each text stands in a single line, since what
    begins a line can be a directive, even inside a block.
    """
    lines = as_yaml(value, width=inf).rstrip("\n").split("\n")
    text = "".join(f"{escape(line, _LONGEST)}\n" for line in lines)
    return f"```yaml\n{text}```\n"


def folded(kind: str, title: str, body: str) -> str:
    """Return a block that opens on a click.

    Args:
        kind: its look, such as ``success``.
        title: Markdown without straight quotes.
        body: Markdown.
    """
    inside = "".join(f"    {line}\n" if line else "\n" for line in body.rstrip("\n").split("\n"))
    return f'??? {kind} "{title}"\n\n{inside}'
