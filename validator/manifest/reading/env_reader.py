"""``.env`` files: lines ``KEY=value``, as shells and Docker Compose agree to read them.

Where these readers differ, the value is unclear: blanks around ``=``, an unquoted value with
blanks or special characters, escapes, a name alone. Of a name that is set twice the last line
counts, as in both.
"""

from __future__ import annotations

import re

from validator.manifest.reading.document import UNCLEAR, Lines, ParsedDocument

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from validator.manifest.reading.document import Mark

_END = r"(?:\n|\Z)"
_BLANK = re.compile(rf"[ \t\r]*(?:#[^\n]*)?{_END}")
_QUOTED = r"'[^']*'|\"(?:[^\"\\]|\\.)*\""
_LINE = re.compile(
    r"[ \t]*(?:export[ \t]+)?(?P<name>[A-Za-z_][A-Za-z0-9_.-]*)"
    rf"(?:{_BLANK.pattern}|(?P<equals>[ \t]*=[ \t]*)(?:"
    rf"(?P<quoted>{_QUOTED})[ \t\r]*(?:[ \t]#[^\n]*)?{_END}"
    rf"|(?=['\"])(?:{_QUOTED}|[^'\"\n])*{_END}"  # joined quoted and unquoted text
    rf"|(?P<plain>(?![ \t'\"])[^\n]*){_END}))",
    re.DOTALL,
)
_COMMENT = re.compile(r"[ \t]#")
_PLAIN = re.compile(r"(?!#)[\w@%+:,./=#-]*")
"""Characters that mean themselves without quotes, in shells as well."""


def read_env(text: str) -> ParsedDocument:
    """Read a ``.env`` file as a mapping of names to texts or ``UNCLEAR``.

    A line that is no ``KEY=value`` is a ValueError: the file may be a script.
    """
    values: dict[str, Any] = {}
    marks: dict[str, Mark] = {}
    lines, at = Lines(text), 0
    while at < len(text):
        if blank := _BLANK.match(text, at):
            at = blank.end()
            continue
        line = _LINE.match(text, at)
        if line is None:
            raise ValueError("a line is not KEY=value")
        marks[line["name"]] = (*lines.at(line.start("name")), None)
        values[line["name"]] = _value(line)
        at = line.end()
    return ParsedDocument(values, (1, 1, marks))


def _value(line: re.Match[str]) -> Any:
    if line["equals"] != "=":  # a name alone is taken from the environment
        return UNCLEAR
    if quoted := line["quoted"]:
        # Shells, Compose and Python's readers unescape different characters.
        clear = quoted[0] == "'" or not re.search(r"[\\$`!]", quoted)
        return quoted[1:-1] if clear else UNCLEAR
    if line["plain"] is None:
        return UNCLEAR
    value = _COMMENT.split(line["plain"], maxsplit=1)[0].rstrip(" \t\r")
    return value if _PLAIN.fullmatch(value) else UNCLEAR
