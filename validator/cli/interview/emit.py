"""Write values as YAML that every YAML reader reads back unchanged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from validator.manifest.reading.scalars import resolve
from validator.model.quote import spell

if TYPE_CHECKING:
    from collections.abc import Iterator

STEP = 2
"""Blanks of one indentation level."""

_FLOW_WIDTH = 90
# libyaml fails on a longer key, unless a question mark introduces it.
_LONGEST_KEY = 1000

_PLAIN = re.compile(
    r"[A-Za-z0-9\u4e00-\u9fff](?:[A-Za-z0-9 ._/@()+\u4e00-\u9fff-]*[A-Za-z0-9._/)+\u4e00-\u9fff-])?"
)
_LIKE_A_NUMBER = re.compile(r"[-+0-9._]+(?:[eE][-+0-9]+)?|0[xob].*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FORMER_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
"""Words that YAML 1.1 reads as constants; this project's reader reads some of them as text."""


def scalar(value: Any) -> str:
    """Write a string, number or constant; a string is quoted if a reader could misread it."""
    if isinstance(value, str):
        return value if _is_plain(value) else spell(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return repr(value)


def _is_plain(text: str) -> bool:
    if not _PLAIN.fullmatch(text) or text.lower() in _FORMER_WORDS:
        return False
    doubtful = _LIKE_A_NUMBER.fullmatch(text) and not _DATE.fullmatch(text)
    return not doubtful and resolve(text) == text


def inline(value: Any) -> str | None:
    """Write a value in one line: a scalar, an empty collection, a short list; else None."""
    if isinstance(value, dict):
        return None if value else "{}"
    if not isinstance(value, list):
        return scalar(value)
    if any(isinstance(item, (dict, list)) for item in value):
        return None
    text = f"[{', '.join(map(scalar, value))}]"
    return text if len(text) <= _FLOW_WIDTH else None


def member(key: str, value: Any, indent: int) -> Iterator[str]:
    """Yield the lines of a key and its value."""
    head = key_line(key, indent)
    short = inline(value)
    if short is not None:
        yield f"{head} {short}"
    else:
        yield head
        yield from _below(value, indent + STEP)


def key_line(key: str, indent: int) -> str:
    """Return a key up to its colon."""
    written, blanks = scalar(key), " " * indent
    return (
        f"{blanks}? {written}\n{blanks}:" if len(written) > _LONGEST_KEY else f"{blanks}{written}:"
    )


def _below(value: Any, indent: int) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from member(key, item, indent)
        return
    for item in value:
        short = inline(item)
        if short is not None:
            yield f"{' ' * indent}- {short}"
        else:
            yield from entry(_below(item, indent + STEP), indent)


def entry(lines: Iterator[str], indent: int) -> Iterator[str]:
    """Yield the lines of a list entry: the first line gets the dash, after ``indent`` blanks.

    They are indented one level deeper than the list, and may begin with comments.
    """
    dashed = False
    for line in lines:
        if dashed:
            yield line
        elif line.lstrip().startswith("#"):
            yield line[STEP:]
        else:
            dashed = True
            yield f"{' ' * indent}- {line[indent + STEP :]}"
