"""Facts and their values in words, in either language, from the manifest schema.

English keeps the words of the manifest: they are English. Chinese has the label first and the
word of the manifest after it, because that is what an engineer has to write.
"""

from __future__ import annotations

from functools import lru_cache

from validator.manifest.vocabulary import OTHERS_UNKNOWN, find_fact, pattern_of
from validator.model import pointers
from validator.model.quote import QUOTE_LENGTH, one_line, quote
from validator.model.text import Text
from validator.report import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from validator.model.pointers import Pattern

_ARROW = " › "
_BARE = str.maketrans("", "", "._-")
"""Removes the punctuation that a plain word may contain, except at its start."""


@lru_cache(1024)
def fact_label(parts: tuple[str, ...]) -> Text:
    """Name a fact for people, such as ``Transport 1 › Encryption``.

    Args:
        parts: those of its pointer, or of its pattern.

    Returns:
        The titles of the sections and of the fact. A section that the next title names
        again is left out: ``Grade of consent``, not ``Consent › Grade of consent``.
    """
    titles = list(_titles(parts))
    return Text(_joined([title.en for title in titles]), _joined([title.zh for title in titles]))


def _joined(titles: list[str]) -> str:
    pairs = zip(titles, [*titles[1:], ""], strict=False)  # of the whole manifest there is none
    kept = [title for title, after in pairs if title.lower() not in after.lower()]
    return _ARROW.join(dict.fromkeys(kept))


def _titles(parts: tuple[str, ...]) -> Iterator[Text]:
    pattern = pattern_of(parts)
    for depth, part in enumerate(parts):
        fact = find_fact(pattern[: depth + 1])
        title = fact.title if fact else Text(one_line(part), one_line(part))
        item = find_fact(pattern[: depth + 2]) if pattern[depth + 1 : depth + 2] == ("*",) else None
        if pattern[depth] == "*":
            continue
        if item and parts[depth + 1].isdigit():
            number = int(parts[depth + 1]) + 1
            one = item.title if title.en.startswith(item.title.en) else title
            yield messages.NUMBERED.format(title=one, number=number)
        else:
            yield title


def value_label(pattern: Pattern, value: Any) -> Text:
    """Print a value of a manifest, which is untrusted: escaped and shortened.

    Args:
        pattern: that of its fact; empty where it belongs to none.
        value: any JSON value, or ``validator.model.pointers.MISSING``.

    Returns:
        In English words plain, other text quoted, lists in short. In Chinese a value that
        the schema lists has its label before it.
    """
    if value is pointers.MISSING:
        return messages.NOT_STATED
    if isinstance(value, str):
        return _word(pattern, value[:_SEEN])
    if isinstance(value, list) and value:
        if any(isinstance(item, (dict, list)) for item in value):
            return messages.LIST_OF.format(number=len(value))
        items = [value_label((*pattern, "*"), item) for item in value[:_SHOWN]]
        more = ["…"] * (len(value) > _SHOWN)
        return messages.LIST.format(messages.ENUMERATION_IN_LIST.join([*items, *more]))
    if isinstance(value, dict) and value and value.keys() <= messages.BOUNDS.keys():
        return messages.COMMA.join(
            messages.BOUNDS[name].format(quote(limit)) for name, limit in value.items()
        )
    return _labelled(pattern, value, quote(value))


_SHOWN = 8
_SEEN = QUOTE_LENGTH + 1
"""The most characters of a text that can be shown."""


@lru_cache(1024)
def _word(pattern: Pattern, value: str) -> Text:
    quoted = quote(value)
    plain = value.isascii() and value[:1].isalnum() and value.translate(_BARE).isalnum()
    return _labelled(pattern, value, value if plain and quoted == f'"{value}"' else quoted)


def _labelled(pattern: Pattern, value: Any, shown: str) -> Text:
    """Return a value as it is shown, in Chinese after its label if it has one."""
    if value == OTHERS_UNKNOWN and pattern[-1:] == ("*",):
        return Text(shown, messages.LABEL_AND_VALUE.zh.format(messages.OTHERS.zh, shown))
    fact = find_fact(pattern) if pattern and isinstance(value, (str, bool)) else None
    if fact is None or value not in fact.values:
        return Text(shown, shown)
    label = fact.labels[fact.values.index(value)].zh
    if label == shown:
        return Text(shown, shown)
    return Text(shown, messages.LABEL_AND_VALUE.zh.format(label, shown))
