"""Strict JSON (RFC 8259) with positions."""

from __future__ import annotations

import re
from itertools import count
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]

from validator.manifest.reading import messages
from validator.manifest.reading.document import Lines, ParsedDocument
from validator.manifest.reading.problems import Nodes, Problems, checked_key
from validator.manifest.reading.scalars import RefusedNumberError, integer, not_finite, real
from validator.model.errors import ManifestError
from validator.model.quote import quote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, NoReturn

    from validator.manifest.reading.document import LineColumn, Mark, Marks
    from validator.model.text import Text

_BLANKS = re.compile(r"[ \t\n\r]*")
_TOKEN = re.compile(r"[^ \t\n\r,:\[\]{}\"]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_CONSTANTS = {"null": None, "true": True, "false": False}
_NOT_FINITE = frozenset(("NaN", "Infinity", "-Infinity"))


class NotJsonError(ManifestError):
    """The text does not follow the grammar of JSON; it may still be YAML."""


def read_json(text: str, source: str) -> ParsedDocument:
    """Read a JSON text; ``source`` is the name of its file, for messages.

    Raises:
        NotJsonError: the text is not JSON.
        ManifestError: it is JSON, and breaks one of the reader's rules.
    """
    problems = Problems(source)
    if not text.strip(" \t\n\r"):
        problems.fail((1, 1), messages.EMPTY_FILE)
    document = _Reader(text, problems).read()
    problems.settle()
    return document


class _Reader:
    """Reads by recursion, which ``NESTING`` limits."""

    def __init__(self, text: str, problems: Problems) -> None:
        self._text = text
        self._problems = problems
        self._lines = Lines(text)
        self._nodes = Nodes(problems)
        self._at = 0

    def read(self) -> ParsedDocument:
        """Return the document of the whole text."""
        value, mark = self._value(0)
        if self._peek():
            self._fail(messages.EXPECTED_END)
        return ParsedDocument(value, (1, 1, mark[2]))

    def _value(self, depth: int) -> tuple[Any, Mark]:
        character, at = self._peek(), self._place()
        value: Any
        marks: Marks | None = None
        if character in ("{", "["):
            self._nodes.enter(depth, at)
            if character == "{":
                value, marks = self._mapping(depth)
            else:
                items = [self._value(depth + 1) for _ in self._items("]")]
                value, marks = [item for item, _ in items], [mark for _, mark in items]
        else:
            value = self._string() if character == '"' else self._literal(at)
        self._nodes.count(value, at)
        return value, (*at, marks)

    def _mapping(self, depth: int) -> tuple[dict[str, Any], dict[str, Mark]]:
        values: dict[str, Any] = {}
        marks: dict[str, Mark] = {}
        keys: dict[str, LineColumn] = {}
        for number in self._items("}"):
            if self._peek() != '"':
                self._fail(messages.EXPECTED_KEY if number else messages.EXPECTED_KEY_OR_END)
            at = self._place()
            key = self._string()
            self._nodes.count(key, at)
            checked_key(key, at, keys, self._problems)
            if self._peek() != ":":
                self._fail(messages.EXPECTED_COLON)
            self._at += 1
            values[key], mark = self._value(depth + 1)
            marks[key] = mark if mark[2] is None else (*at, mark[2])
        return values, marks

    def _items(self, closer: str) -> Iterator[int]:
        """Stop before each item of a collection, with its number, and behind its end."""
        self._at += 1
        character = self._peek()
        for number in count():
            if character == closer:
                break
            yield number
            character = self._peek()
            if character not in (closer, ","):
                self._fail(messages.EXPECTED_NEXT[closer])
            self._at += character == ","
        self._at += 1

    def _string(self) -> str:
        try:
            value: str
            value, self._at = scanstring(self._text, self._at + 1, True)  # noqa: FBT003 - strict
        except JSONDecodeError as error:
            self._at = error.pos
            self._fail(messages.EXPECTED_STRING)
        return value

    def _literal(self, at: LineColumn) -> float | None:
        written, value = self._token(), None
        try:
            value = self._resolve(written)
        except RefusedNumberError as error:
            self._problems.add(at, error.text)
        self._at += len(written)
        return value

    def _resolve(self, written: str) -> float | None:
        if written in _CONSTANTS:
            return _CONSTANTS[written]
        if written in _NOT_FINITE:
            raise not_finite(written)
        number = _NUMBER.fullmatch(written)
        if number is None:
            self._fail(messages.EXPECTED_VALUE)
        return real(written) if number[1] or number[2] else integer(written)

    def _peek(self) -> str:
        """Skip blanks and return the character that follows, empty at the end."""
        blanks = _BLANKS.match(self._text, self._at)
        self._at = blanks.end() if blanks else self._at
        return self._text[self._at : self._at + 1]

    def _token(self) -> str:
        token = _TOKEN.match(self._text, self._at)
        return token[0] if token else ""

    def _place(self) -> LineColumn:
        return self._lines.at(self._at)

    def _fail(self, wanted: Text) -> NoReturn:
        found = self._token() or self._text[self._at : self._at + 1]
        shown = messages.FOUND.format(quote(found)) if found else messages.END_OF_FILE
        text = messages.NOT_JSON.format(found=shown, wanted=wanted)
        self._problems.fail(self._place(), text, NotJsonError)
