"""Values in memory, under the same rules as files."""

from __future__ import annotations

import math
from datetime import date

from validator.manifest.reading import messages
from validator.manifest.reading.document import ParsedDocument
from validator.manifest.reading.problems import Nodes, Problems, checked_key
from validator.manifest.reading.scalars import RefusedNumberError, bounded, not_finite
from validator.model.pointers import build
from validator.model.quote import escape, quote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from validator.manifest.reading.document import LineColumn, Marks

_LONGEST = 200
_NOWHERE: LineColumn = (1, 1)
_AS_THEY_ARE = frozenset((str, bool))


def read_value(value: object, source: str) -> ParsedDocument:
    """Copy a JSON value as a file is read; dates become text, and all marks are 1:1.

    What is not JSON, or breaks one of the reader's rules, is a ManifestError.
    """
    problems = Problems(source)
    copied, marks = _Copy(problems).value(value, 0)
    problems.settle()
    return ParsedDocument(copied, (1, 1, marks))


class _Copy:
    """Copies by recursion, which ``NESTING`` limits."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._nodes = Nodes(problems)
        self._path: list[str | int] = []

    def value(self, item: Any, depth: int) -> tuple[Any, Marks | None]:
        """Return a copy of a value at a depth, and the marks of its children."""
        if item is None or type(item) in _AS_THEY_ARE:  # nearly all of them
            self._nodes.count(item, _NOWHERE)
            return item, None
        copied: Any
        marks: Any = None
        if isinstance(item, dict | list):
            self._nodes.enter(depth, _NOWHERE)
        if isinstance(item, dict):
            copied, marks = {}, {}
            keys: dict[str, LineColumn] = {}
            for key, child in item.items():
                name = checked_key(self.value(key, depth + 1)[0], _NOWHERE, keys, self._problems)
                self._path.append(name)
                copied[name], inside = self.value(child, depth + 1)
                self._path.pop()
                marks[name] = (*_NOWHERE, inside)
        elif isinstance(item, list):
            copied, marks = [], []
            for index, child in enumerate(item):
                self._path.append(index)
                copy, inside = self.value(child, depth + 1)
                self._path.pop()
                copied.append(copy)
                marks.append((*_NOWHERE, inside))
        else:
            copied = self._scalar(item)
        self._nodes.count(copied, _NOWHERE)
        return copied, marks

    def _scalar(self, item: Any) -> str | float | None:
        try:
            return _checked(item)
        except RefusedNumberError as error:
            text = error.text
        except TypeError:
            text = messages.NOT_JSON_TYPE.format(name=quote(type(item).__name__))
        if self._path:  # a value has no lines: its pointer is the place
            pointer = escape(build(self._path), _LONGEST)
            text = messages.AT_POINTER.format(pointer=pointer, text=text)
        self._problems.add(_NOWHERE, text)
        return None


def _checked(item: Any) -> str | float | None:
    if item is None or isinstance(item, bool):
        return item
    # Rules distinguish values by the exact types that the file readers produce.
    if isinstance(item, str):
        return str.__str__(item)
    if type(item) is date:  # PyYAML reads a date as one; a time of day is none
        return item.isoformat()
    if isinstance(item, int):
        return bounded(int.__int__(item), quote(item))
    if isinstance(item, float):
        if not math.isfinite(item):
            raise not_finite(repr(item))
        return float.__float__(item)
    raise TypeError
