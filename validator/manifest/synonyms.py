"""Words that people use for facts and values, from ``synonyms.yaml``."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from validator.model import pointers
from validator.model.resources import asset

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from validator.model.pointers import Pattern

_LONGEST = 40
_AMOUNT = re.compile(r"(\d{1,4}|an?|one)\s*(\S+)")


class Synonym(NamedTuple):
    """A word in lower case, and the fact that it stands for, or a value of that fact."""

    word: str
    fact: Pattern
    value: str | None


@cache
def synonyms() -> tuple[Synonym, ...]:
    """Return every word with what it stands for; a word can stand for several things."""
    written = _written()
    places = written["places"]
    groups = [*((fact, places["values"]) for fact in places["facts"]), *written["values"].items()]
    of_values = (
        Synonym(word, pointers.parse(fact), value)
        for fact, values in groups
        for value, words in values.items()
        for word in words
    )
    of_facts = (
        Synonym(word, pointers.parse(fact), None)
        for fact, words in written["facts"].items()
        for word in words
    )
    return (*of_values, *of_facts)


def value_of(fact: Pattern, word: str) -> str | None:
    """Return the value of a fact that a word in any case stands for, None if there is none."""
    plain = _plain(word)
    found = (item.value for item in synonyms() if (item.word, item.fact) == (plain, fact))
    return next((value for value in found if value), None)


def duration(text: str) -> str | None:
    """Return a duration such as ``24 hours`` as ISO 8601 writes it, None if it is none."""
    found = _AMOUNT.fullmatch(_plain(text)) if len(text) <= _LONGEST else None
    if found is None:
        return None
    number, word = found.groups()
    units = _written()["durations"]
    unit = next((unit for unit, words in units.items() if word in words), None)
    amount = number if number.isdecimal() else "1"
    return f"P{unit[:-1]}{amount}{unit[-1]}" if unit else None


def _plain(word: str) -> str:
    return " ".join(word.lower().split())


@cache
def _written() -> dict[str, Any]:
    import yaml

    written: dict[str, Any] = yaml.safe_load(asset("manifest", "synonyms.yaml").read_bytes())
    return written
