"""Tidy flow collections: ``[a, b]`` and ``{name: value}``, for ``validator.reading.tidy``."""

from __future__ import annotations

import re

from validator.reading.scalars import CONSTANTS, NUMBER_STARTS, resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

KEY = r"([A-Za-z_][A-Za-z0-9_-]{0,63}):"
# YAML 1.2.2, section 7.3.3, less what can mean anything else, before or after it.
SIGNS = r"""[:#?,\[\]{}&*!|>'"%@`-]"""
END = r"(?: +#[^\n]*)? *\n"
"""The end of a line, with a comment before it."""
QUOTED = r"""(?:"([^"\\\n]*)"|'([^'\n]*)')"""
_WORD = r"""[^ \n#?,\[\]{}&*!|>'"%@`\\]*[^ \n:#?,\[\]{}&*!|>'"%@`\\]"""
_PLAIN = rf"(?![:-]){_WORD}(?: {_WORD})*"  # no word has any other sign
_GAP = r" *(?:\n +)?"
# Two gaps side by side could share blanks in many ways, which takes quadratic time.
_STEP = re.compile(rf"{_GAP}(?:{KEY} +)?(?:(?:({_PLAIN})|{QUOTED}){_GAP})?([,\[\]{{}}])")
"""Key, scalar, and the sign that follows; each may be missing but for the sign."""
# Each pattern stands here once: Python compiles them at every start.
_SIMPLE = re.compile(rf"[\[{{](?:(?:{KEY} )?{_PLAIN}(?:, (?![\]}}])|(?=[\]}}])))+([\]}}]){END}")
"""Nothing but plain scalars, on one line, to the end of the line; with keys or without."""
_DEEPEST = 16
_SIGN = 5


class UntidyError(Exception):
    """The text is unusual here, or wrong: another reader's turn."""


def resolved(plain: str) -> Any:
    """Return the value of a plain scalar.

    Raises:
        RefusedNumberError: it is a number that has no place in a manifest.
    """
    return resolve(plain) if plain[0] in NUMBER_STARTS or plain in CONSTANTS else plain


def read_simple(text: str, at: int, line: int, start: int) -> tuple[Any, Any, int] | None:
    """Read a collection of nothing but plain scalars on one line, as most of them are.

    Args:
        text: the whole text.
        at: offset of the bracket or brace.
        line: its line, from 1.
        start: offset at which that line begins.

    Returns:
        The collection, the marks of its children, and where the next line begins; None for
        others.

    Raises:
        UntidyError: a key stands twice, or is none.
        RefusedNumberError: a number has no place in a manifest.
    """
    match = _SIMPLE.match(text, at)
    if match is None or (text[at] == "[") is not (match[2] == "]"):
        return None
    inside, column = text[at + 1 : match.start(2)], at - start + 2
    parts = inside.split(", ")
    if text[at] == "[":
        if ": " in inside:
            return None
        items: list[Any] = []
        places: list[Any] = []
        for part in parts:
            items.append(resolved(part))
            places.append((line, column, None))
            column += len(part) + 2
        return items, places, match.end()
    pairs: dict[str, Any] = {}
    marks: dict[str, Any] = {}
    for part in parts:
        key, colon, plain = part.partition(": ")
        if not colon:
            return None
        if key in pairs or key in CONSTANTS:
            raise UntidyError
        pairs[key] = resolved(plain)
        marks[key] = (line, column + len(key) + 2, None)
        column += len(part) + 2
    return pairs, marks, match.end()


class FlowReader:
    """Reads one flow collection.

    Attributes:
        value: what it holds.
        marks: where each of that stands.
        line: the line that was reached, from 1.
    """

    def __init__(self, text: str, at: int, line: int, start: int) -> None:
        """Stand before a collection.

        Args:
            text: the whole text.
            at: offset of the bracket or brace.
            line: its line, from 1.
            start: offset at which that line begins.
        """
        self._text = text
        self._at = at
        self._start = start
        self._break = text.find("\n", at)
        self._around: list[tuple[Any, Any]] = []
        self.line = line
        self.value: Any = [] if text[at] == "[" else {}
        self.marks: Any = [] if text[at] == "[" else {}

    def read(self, indent: int) -> int:
        """Read to the end.

        Args:
            indent: how far what is around it is indented; its lines are indented further.

        Returns:
            The offset behind it.

        Raises:
            UntidyError: it is unusual or wrong.
            RefusedNumberError: so is a number in it.
        """
        at, empty, complete = self._at + 1, True, False
        while True:
            match = _STEP.match(self._text, at)
            if match is None:
                raise UntidyError
            key, plain, double, single, sign = match.groups()
            at = match.end()
            silent = plain is double is single is None
            if silent and sign in "[{" and not complete:
                self._go(match.start(_SIGN if key is None else 1), indent)
                self._begin(key, sign, match)
                self._go(at, indent)
                empty, complete = True, False
                continue
            if not silent:
                if complete or sign in "[{":
                    raise UntidyError
                self._scalar(match, key, indent)
            elif key is not None or not (complete or (empty and sign != ",")):
                raise UntidyError
            self._go(at, indent)
            empty = complete = False
            if sign != ",":
                if sign != ("}" if type(self.value) is dict else "]"):
                    raise UntidyError
                if not self._around:
                    return at
                self.value, self.marks = self._around.pop()
                complete = True

    def _go(self, at: int, indent: int) -> None:
        """Go on to an offset, on to the next line where it stands there."""
        if self._break < at:
            self.line += 1
            self._start = self._break + 1
            self._break = self._text.find("\n", at)
            # The sign itself may stand at the offset before.
            if at - self._start <= indent + (self._text[at - 1] in ",[]{}"):
                raise UntidyError

    def _scalar(self, match: re.Match[str], key: str | None, indent: int) -> None:
        plain, double = match.group(2, 3)
        group = 2 if plain is not None else 3 if double is not None else 4
        place = match.start(group) - (plain is None)
        self._go(place if key is None else match.start(1), indent)
        value = match[group] if plain is None else resolved(plain)
        self._put(key, value, (self.line, place - self._start + 1, None))

    def _begin(self, key: str | None, sign: str, match: re.Match[str]) -> None:
        """Begin a collection inside this one."""
        if len(self._around) == _DEEPEST:
            raise UntidyError
        made: tuple[Any, Any] = ([], []) if sign == "[" else ({}, {})
        place = match.start(_SIGN if key is None else 1)
        self._put(key, made[0], (self.line, place - self._start + 1, made[1]))
        self._around.append((self.value, self.marks))
        self.value, self.marks = made

    def _put(self, key: str | None, value: Any, mark: Any) -> None:
        if (type(self.value) is dict) is (key is None):
            raise UntidyError
        if key is None:
            self.value.append(value)
            self.marks.append(mark)
        elif key in self.value or key in CONSTANTS:
            raise UntidyError
        else:
            self.value[key] = value
            self.marks[key] = mark
