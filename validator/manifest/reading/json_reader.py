"""Strict JSON (RFC 8259) with positions, read without recursion."""

from __future__ import annotations

import re
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]

from validator.manifest.reading import messages
from validator.manifest.reading.builder import Builder
from validator.manifest.reading.lines import Lines
from validator.manifest.reading.numbers import RefusedNumberError, integer, not_finite, real
from validator.manifest.reading.problems import Problems
from validator.model.errors import ManifestError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn, TypeAlias

    from validator.manifest.reading.document import Document, Place
    from validator.model.text import Text

    State: TypeAlias = "Callable[[], State] | None"

_BLANKS = re.compile(r"[ \t\n\r]*")
_TOKEN = re.compile(r"[^ \t\n\r,:\[\]{}\"]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_CONSTANTS = {"null": None, "true": True, "false": False}
_NOT_FINITE = frozenset(("NaN", "Infinity", "-Infinity"))


class NotJsonError(ManifestError):
    """The text does not follow the grammar of JSON; it may still be YAML."""


def read_json(text: str, source: str) -> Document:
    """Read a JSON text.

    Args:
        text: the text.
        source: the name of the file, for messages.

    Returns:
        Its one document.

    Raises:
        NotJsonError: the text is not JSON.
        ManifestError: it is JSON, and breaks one of the reader's rules.
    """
    problems = Problems(source)
    if not text.strip(" \t\n\r"):
        problems.fail((1, 1), messages.empty_file())
    document = _Reader(text, problems).read()
    problems.settle()
    return document


class _Reader:
    """A state machine whose states are methods; each takes one step and returns the next state."""

    def __init__(self, text: str, problems: Problems) -> None:
        self._text = text
        self._problems = problems
        self._lines = Lines(text)
        self._builder = Builder(problems)
        self._closers: list[str] = []
        self._at = 0

    def read(self) -> Document:
        """Run to the end of the text."""
        state: State = self._value
        while state is not None:
            state = state()
        return self._builder.document()

    def _value(self) -> State:
        character = self._peek()
        if character == "{":
            self._builder.start_map(self._place())
            return self._open("}", self._first_key)
        if character == "[":
            self._builder.start_seq(self._place())
            return self._open("]", self._first_item)
        if character == '"':
            self._string()
        else:
            self._literal()
        return self._after_value

    def _first_item(self) -> State:
        return self._after_value if self._peek() == "]" else self._value

    def _first_key(self) -> State:
        return self._after_value if self._peek() == "}" else self._key(messages.EXPECTED_KEY_OR_END)

    def _next_key(self) -> State:
        return self._key(messages.EXPECTED_KEY)

    def _key(self, expected: Text) -> State:
        if self._peek() != '"':
            self._fail(expected)
        self._string()
        if self._peek() != ":":
            self._fail(messages.EXPECTED_COLON)
        self._at += 1
        return self._value

    def _after_value(self) -> State:
        character = self._peek()
        if not self._closers:
            return self._fail(messages.EXPECTED_END) if character else None
        closer = self._closers[-1]
        if character not in (closer, ","):
            self._fail(messages.EXPECTED_NEXT[closer])
        self._at += 1
        if character == ",":
            return self._value if closer == "]" else self._next_key
        self._closers.pop()
        self._builder.end()
        return self._after_value

    def _open(self, closer: str, state: State) -> State:
        self._closers.append(closer)
        self._at += 1
        return state

    def _string(self) -> None:
        place = self._place()
        try:
            value, self._at = scanstring(self._text, self._at + 1, True)  # noqa: FBT003
        except JSONDecodeError as error:
            self._at = error.pos
            self._fail(messages.EXPECTED_STRING)
        self._builder.scalar(value, place)

    def _literal(self) -> None:
        place, written = self._place(), self._token()
        try:
            value = self._resolve(written)
        except RefusedNumberError as error:
            self._problems.add(place, error.text)
            value = None
        self._at += len(written)
        self._builder.scalar(value, place)

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

    def _place(self) -> Place:
        return self._lines.at(self._at)

    def _fail(self, expected: Text) -> NoReturn:
        found = self._token() or self._text[self._at : self._at + 1]
        self._problems.fail(self._place(), messages.not_json(expected, found), NotJsonError)
