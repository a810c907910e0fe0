"""``.env`` files: lines ``KEY=value``, as shells and Docker Compose agree to read them.

Where these readers differ, the value is unclear: blanks around ``=``, an unquoted value with
blanks or special characters, escapes, a name alone. Of a name that is set twice the last line
counts, as in both.
"""

from __future__ import annotations

import re

from validator.manifest.reading.document import UNCLEAR, Document
from validator.manifest.reading.lines import Lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from validator.manifest.reading.document import Mark

_BLANK = re.compile(r"[ \t\r]*(?:#[^\n]*)?(?:\n|\Z)")
_NAME = re.compile(r"[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.-]*)")
_EQUALS = re.compile(r"[ \t]*=[ \t]*")
_QUOTED = re.compile(r"'[^']*'|\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
_END = re.compile(r"[ \t\r]*(?:[ \t]#[^\n]*)?(?:\n|\Z)")
_COMMENT = re.compile(r"[ \t]#")
_PLAIN = re.compile(r"(?!#)[\w@%+:,./=#-]*")
"""Characters that mean themselves without quotes, in shells as well."""


def read_env(text: str) -> Document:
    """Read a ``.env`` file.

    Args:
        text: its text.

    Returns:
        A mapping of names to texts or ``UNCLEAR``.

    Raises:
        ValueError: a line is no ``KEY=value``, so the file may be a script.
    """
    values: dict[str, Any] = {}
    marks: dict[str, Mark] = {}
    lines = Lines(text)
    at = 0
    while at < len(text):
        if blank := _BLANK.match(text, at):
            at = blank.end()
            continue
        name = _NAME.match(text, at)
        if name is None:
            raise ValueError("a line is not KEY=value")
        marks[name[1]] = (*lines.at(name.start(1)), None)
        values[name[1]], at = _value(text, name.end())
    return Document(values, (1, 1, marks))


def _value(text: str, at: int) -> tuple[Any, int]:
    """Return the value after a name, and where the next line begins."""
    if alone := _BLANK.match(text, at):
        return UNCLEAR, alone.end()  # taken from the environment
    equals = _EQUALS.match(text, at)
    if equals is None:
        raise ValueError("a line is not KEY=value")
    start, spaced = equals.end(), equals[0] != "="
    quoted = _QUOTED.match(text, start)
    if quoted and (end := _END.match(text, quoted.end())):
        value = quoted[0][1:-1]
        # Shells, Compose and Python's readers unescape different characters.
        clear = quoted[0][0] == "'" or not re.search(r"[\\$`!]", value)
        return value if clear and not spaced else UNCLEAR, end.end()
    if text[start : start + 1] in ("'", '"'):
        return UNCLEAR, _after_quotes(text, start)
    line = text[start : _line_end(text, start)]
    value = _COMMENT.split(line, maxsplit=1)[0].rstrip(" \t\r")
    clear = _PLAIN.fullmatch(value) is not None
    return value if clear and not spaced else UNCLEAR, start + len(line) + 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _after_quotes(text: str, at: int) -> int:
    """Return where the line after some joined quoted and unquoted text begins."""
    while at < len(text) and text[at] != "\n":
        if text[at] in ("'", '"'):
            quoted = _QUOTED.match(text, at)
            if quoted is None:
                raise ValueError("a quotation mark is not closed")
            at = quoted.end()
        else:
            at += 1
    return at + 1
