"""Values in memory, under the same rules as files."""

from __future__ import annotations

import math
from datetime import date
from itertools import chain

from validator.manifest.reading import messages
from validator.manifest.reading.builder import Builder
from validator.manifest.reading.numbers import RefusedNumberError, bounded, not_finite
from validator.manifest.reading.problems import Problems
from validator.model.quote import quote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from validator.manifest.reading.document import Document, Place

_NOWHERE: Place = (1, 1)


def read_value(value: object, source: str) -> Document:
    """Copy a JSON value, with the same checks as a file.

    Args:
        value: dictionaries, lists, strings, numbers, booleans, None, and dates, which
            become text.
        source: its name in messages.

    Returns:
        The copy; every mark is line 1, column 1.

    Raises:
        ManifestError: something in it is not JSON, or breaks one of the
            reader's rules.
    """
    problems = Problems(source)
    builder = Builder(problems)
    waiting: list[Iterator[Any]] = [iter((value,))]
    while waiting:
        for item in waiting[-1]:
            inside = _take(item, builder, problems)
            if inside is not None:
                waiting.append(inside)
                break
        else:
            waiting.pop()
            if waiting:
                builder.end()
    problems.settle()
    return builder.document()


def _take(item: Any, builder: Builder, problems: Problems) -> Iterator[Any] | None:
    """Add one value; return its children, keys and values alternating."""
    if isinstance(item, dict):
        builder.start_map(_NOWHERE)
        return chain.from_iterable(item.items())
    if isinstance(item, list):
        builder.start_seq(_NOWHERE)
        return iter(item)
    builder.scalar(_scalar(item, problems), _NOWHERE)
    return None


def _scalar(item: Any, problems: Problems) -> str | float | None:
    try:
        return _checked(item)
    except RefusedNumberError as error:
        problems.add(_NOWHERE, error.text)
    except TypeError:
        problems.add(_NOWHERE, messages.not_json_type(type(item).__name__))
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
