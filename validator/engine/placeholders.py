"""Texts that wait for somebody to write them: ``TODO``, ``待定``, ``${OWNER}``, ``<name>``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from validator.engine import messages
from validator.engine.results import Decided, Expected, Reason, Status, spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.engine.results import Result

_STARTS = (
    *("todo", "to-do", "tba", "tbc", "tbd", "fixme", "fix-me", "xxx", "change", "placeholder"),
    *("??", "待", "占位", "$", "{{", "{%", "<", "＜", "〈"),
)
"""What a placeholder begins with, but for brackets and spaces, in small letters."""
_OPENING = " \t\r\n\u00a0\u3000[(【（\"'"
_FIRST = frozenset(_OPENING).union(*((start[0], start[0].upper()) for start in _STARTS))
_LONGEST = 300
"""A longer text says something, whatever it begins with."""


def is_placeholder(text: str) -> bool:
    """Return whether a whole text is a placeholder, or a note to write it later."""
    # Most texts begin otherwise; so the pattern, which takes a while to compile, is rarely needed.
    return (
        text[:1] in _FIRST
        and len(text) <= _LONGEST
        and text.lstrip(_OPENING).lower().startswith(_STARTS)
        and _placeholder().fullmatch(text) is not None
    )


@cache
def _placeholder() -> re.Pattern[str]:
    return re.compile(
        r"""
        \s* [\[(【（"']*  # such as [TODO]
        (?:
            (?: to-?do | tb[acd] | fix-?me | x{3,12} | change-?me | placeholder | \?\?+
              | 待定 | 待补充? | 待填写? | 待确认 | 待完善 | 占位符?
            ) [\])】）"'.。!！…]*
            | (?: to-?do | tb[acd] | fix-?me | 待定 | 待补充 | 待填写 | 待确认 ) \s* [:：] .*
            | \$\{ [^{}]* \} | \$ [a-z_][a-z0-9_]* | \{\{ .* \}\} | \{% .* %\}
            | [<＜〈] \s* \w [\w .-]* [>＞〉]  # <name>, and not an address or a link
        ) \s*
        """,
        re.VERBOSE | re.IGNORECASE | re.DOTALL,
    )


def has_placeholder(manifest: Any) -> bool:
    """Return whether a text of a manifest is a placeholder; on every check, so it is quick."""
    return any(map(is_placeholder, _texts(manifest, []))) and bool([*placeholders(manifest)])


def _texts(value: Any, found: list[str]) -> list[str]:
    """Return the texts that begin like a placeholder, which are few."""
    for item in value.values() if isinstance(value, dict) else value:
        if type(item) is str:
            if item[:1] in _FIRST:
                found.append(item)
        elif isinstance(item, (dict, list)):
            _texts(item, found)
    return found


def placeholders(value: Any, parts: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the place of each text that is a placeholder, below the given parts of a pointer.

    Keys that begin with ``x-`` say nothing.
    """
    if isinstance(value, str):
        if is_placeholder(value):
            yield parts
        return
    if isinstance(value, dict):
        named = ((name, item) for name, item in value.items() if not name.startswith("x-"))
    elif isinstance(value, list):
        named = ((str(index), item) for index, item in enumerate(value))
    else:
        return
    for name, item in named:
        yield from placeholders(item, (*parts, name))


def placed(result: Result) -> Result:
    """Return a result that fails for placeholders with their places in its facts."""
    if result.status is not Status.FAIL:
        return result
    expected = Expected("derived", messages.NO_PLACEHOLDER)

    def texts(_fact: Decided) -> list[Decided]:
        places = placeholders(result.document.stated)
        return [Decided.at(parts, expected, Reason.VIOLATED) for parts in places]

    return spread(result, messages.TEXTS_WRITTEN, texts)
