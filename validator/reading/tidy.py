r"""Tidy YAML, read without a parser of the whole language.

Nearly every manifest is written in the same small part of YAML: block mappings and sequences,
flow collections, plain and simply quoted scalars. This part is read here, in one pass and
without PyYAML, whose import alone takes twice as long as Python's start. The part is chosen so
that a line can only mean one thing. At whatever is unusual or wrong this reader gives up, and
``validator.reading.yaml_reader`` reads the text, tells what is wrong with it, and has the last
word: the tests, and a fuzzer, hold every text that is accepted here to what is read there,
value and position of each node (``python -m bench`` shows what that saves).

Left to the strict reader, among other things: tabs, carriage returns, directives, several
documents, anchors, tags, block scalars, escapes, keys that are not plain names, empty values,
scalars over several lines but for plain ones, and every mistake.

Each pattern takes linear time: words are separated by single spaces, and nothing that stands
in a word can be a space, so that there is one way only to match a text.
"""

from __future__ import annotations

import re

from validator.reading.document import Document
from validator.reading.numbers import RefusedNumberError
from validator.reading.scalars import CONSTANTS
from validator.reading.tidyflow import (
    END,
    KEY,
    QUOTED,
    SIGNS,
    FlowReader,
    UntidyError,
    read_simple,
    resolved,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from validator.reading.document import Mark
    from validator.reading.shelf import Shelf

LONGEST = 65_536
"""The longest text that is tried, in characters; it cannot hold 50,000 nodes."""
_DEEPEST = 16
"""The most blocks around a value."""

# In a word a colon may stand anywhere but at its end.
_WORD = r"[^ \n#]*[^ \n#:]"
_PLAIN = rf"(?!{SIGNS}){_WORD}(?: {_WORD})*"
_LINE = re.compile(
    rf"( *)(?:(-) (?=[^ \n#]))?(?:{KEY}(?= |\n))?"
    rf"(?: *(?:({_PLAIN})|{QUOTED}){END}| *(?=[\[{{])|{END}|#[^\n]*\n)"
)
"""Indentation, dash, key, and a scalar with the end of the line, or up to a flow collection."""
_SCALAR = 4
"""The group of a plain scalar in a line."""
# Seldom needed: Python compiles these with their first use, and keeps them.
_MORE = rf" +({_PLAIN}) *\n"
"""A line on which a plain scalar goes on."""
_IDLE = r" *(?:#[^\n]*)?\n"
_REST = re.compile(END)
# What libyaml takes for the end of a line and editors do not; and what is no blank for both.
_STRANGE = "\t\r\x85\u2028\u2029\ufeff"


def read_tidy(text: str, shelf: Shelf | None = None) -> Document | None:
    """Read a text if it is one tidy document.

    Args:
        text: the text, free of control characters (``decode`` sees to that).
        shelf: keeps sections from one document to the next.

    Returns:
        The document as ``read_yaml`` would return it; None where that has to be asked.
    """
    if len(text) > LONGEST or any(sign in text for sign in _STRANGE):
        return None
    if not text.endswith("\n"):
        text += "\n"
    return shelf.document(text, _read) if shelf else _read(text)


def _read(text: str, indent: int = 0) -> Document | None:
    """Read a text whose keys are indented so far, as ``read_tidy`` does."""
    try:
        return _pair(text, indent) or _Reader(text, indent).read()
    except (UntidyError, RefusedNumberError):
        return None


def _pair(text: str, indent: int) -> Document | None:
    """Read a key with a scalar or a simple collection on one line, as most sections are."""
    match = _LINE.match(text)
    if match is None:
        return None
    before, dash, key, plain, *quoted = match.groups()
    if len(before) != indent or dash or key is None or key in CONSTANTS:
        return None
    end, value, mark = match.end(), None, None
    if plain is not None:
        value, mark = resolved(plain), (1, match.start(_SCALAR) + 1, None)
    elif text[end - 1] != "\n" and (simple := read_simple(text, end, 1, 0)):
        value, marks, end = simple
        mark = 1, indent + 1, marks
    for group, found in enumerate(quoted, _SCALAR + 1):
        if found is not None:
            value, mark = found, (1, match.start(group), None)
    return Document({key: value}, (1, 1, {key: mark})) if mark and end == len(text) else None


class _Level:
    """A block mapping or sequence: how far it is indented, and what it holds so far."""

    __slots__ = ("further", "indent", "is_map", "marks", "pending", "value")

    def __init__(self, indent: int, value: Any, marks: Any) -> None:
        self.indent = indent
        self.further = " " * (indent + 1)
        self.value = value
        self.marks = marks
        self.is_map = type(value) is dict
        self.pending: tuple[Any, int, int] | None = None  # a key that waits, and its place

    def put(self, key: str | None, value: Any, mark: Mark) -> None:
        """Add a value."""
        if key is None:
            self.value.append(value)
            self.marks.append(mark)
        else:
            self.value[key] = value
            self.marks[key] = mark


class _Reader:
    """Reads one text from the start to the end."""

    def __init__(self, text: str, indent: int) -> None:
        self._text = text
        self._at = 0
        self._line = 0
        self._start = 0  # offset at which the line begins
        self._levels = [_Level(indent, {}, {})]

    def read(self) -> Document:
        """Return the document.

        Raises:
            UntidyError: it is unusual or wrong.
            RefusedNumberError: so is a number in it.
        """
        root, text, end = self._levels[0], self._text, len(self._text)
        match_line = _LINE.match
        while (start := self._at) < end:
            match = match_line(text, start)
            if match is None:
                raise UntidyError
            self._line += 1
            self._start, self._at = start, match.end()
            if match.lastindex != 1:
                self._take(match, start)
            elif self._at == start or text[self._at - 1] != "\n":  # a collection without a key
                raise UntidyError
        if self._levels[-1].pending or not root.value:
            raise UntidyError
        return Document(root.value, (1, 1, root.marks))

    def _take(self, match: re.Match[str], start: int) -> None:
        """Take a line that says something, or as many as its value takes."""
        indent, dash, key, plain, double, single = match.groups()
        level, column = self._levels[-1], len(indent)
        if dash or key is None or level.indent != column or level.pending or not level.is_map:
            level, column = self._level(column, dash, key)
        if key is not None and (key in level.value or key in CONSTANTS):
            raise UntidyError
        if plain is not None:
            place = (self._line, match.start(_SCALAR) - start + 1, None)
            if self._text.startswith(level.further, self._at):
                plain = self._folded(plain, match.end(_SCALAR), level)
            level.put(key, resolved(plain), place)
        elif self._text[self._at - 1] != "\n":
            self._flow(level, key, column)
        elif double is not None:
            level.put(key, double, (self._line, match.start(5) - start, None))
        elif single is not None:
            level.put(key, single, (self._line, match.start(6) - start, None))
        else:
            level.pending = (key, self._line, column + 1)

    def _level(self, indent: int, dash: str | None, key: str | None) -> tuple[_Level, int]:
        """Return where the value of a line belongs, and how far a key of it is indented."""
        if dash:
            level = self._sequence(indent)
            return (
                (level, indent)
                if key is None
                else (self._open(level, indent + 2, {}, {}), indent + 2)
            )
        if key is None:
            raise UntidyError
        return self._mapping(indent), indent

    def _mapping(self, indent: int) -> _Level:
        """Return the mapping that a key at this indentation belongs to."""
        level = self._levels[-1]
        if level.pending and level.indent < indent:
            return self._open(level, indent, {}, {})
        while level.indent > indent or not level.is_map:
            level = self._close()
        if level.pending or level.indent != indent:
            raise UntidyError
        return level

    def _sequence(self, indent: int) -> _Level:
        """Return the sequence that an entry at this indentation belongs to."""
        level = self._levels[-1]
        if level.pending and level.indent <= indent:  # entries may stand straight below a key
            return self._open(level, indent, [], [])
        while level.indent > indent:
            level = self._close()
        if level.is_map or level.indent != indent:
            raise UntidyError
        return level

    def _close(self) -> _Level:
        """End the innermost mapping or sequence, and return the one around it."""
        if self._levels.pop().pending or not self._levels:
            raise UntidyError
        return self._levels[-1]

    def _open(self, above: _Level, indent: int, value: Any, marks: Any) -> _Level:
        """Begin a mapping or sequence as a value of the one around it."""
        if len(self._levels) == _DEEPEST:
            raise UntidyError
        key, line, column = above.pending or (None, self._line, indent + 1)
        above.pending = None
        above.put(key, value, (line, column, marks))
        level = _Level(indent, value, marks)
        self._levels.append(level)
        return level

    def _folded(self, plain: str, end: int, level: _Level) -> str:
        """Add the lines on which a plain scalar goes on, which ends at an offset."""
        text, idle, goes_on = self._text, re.compile(_IDLE), re.compile(_MORE)
        while text.startswith(level.further, self._at) and not idle.match(text, self._at):
            more = goes_on.match(text, self._at)
            # Behind a comment, nothing goes on.
            if more is None or text[end] != "\n":
                raise UntidyError
            plain, end, self._at = f"{plain} {more[1]}", more.end(1), more.end()
            self._line += 1
        return plain

    def _flow(self, level: _Level, key: str | None, column: int) -> None:
        """Put a flow collection, which may take several lines; it is marked at its key."""
        line, at = self._line, self._at
        place = column if key is not None else at - self._start
        simple = read_simple(self._text, at, line, self._start)
        value, marks, self._at = simple or self._long_flow(level.indent)
        level.put(key, value, (line, place + 1, marks))

    def _long_flow(self, indent: int) -> tuple[Any, Any, int]:
        flow = FlowReader(self._text, self._at, self._line, self._start)
        rest = _REST.match(self._text, flow.read(indent))
        if rest is None:
            raise UntidyError
        self._line = flow.line
        return flow.value, flow.marks, rest.end()
