"""The regular expressions that packs may use, and what each costs.

Literal characters, ``.``, classes, groups, alternatives inside groups, and quantifiers on
single characters; of groups only whether they are there (``?``). All of it means the same to
Python, ECMA-262 and RE2. Everything else is refused.
"""

from __future__ import annotations

import re
from functools import reduce

from validator.patterns import cost
from validator.patterns.cost import Characters, Part

_QUANTIFIER = re.compile(r"(?:([*+?])|\{([0-9]{1,4})(?:(,)([0-9]{1,4})?)?\})\??")
_BOUNDS: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
# A class that starts with its own end, or holds an opening bracket, is read in two ways.
_CLASS = re.compile(r"\[(\^|(?!\^))((?:[^\\\[\]]|\\[^a-zA-Z0-9])+)\]")
_ITEM = re.compile(r"\\?(.)(?:-\\?(.))?", re.DOTALL)
_SPECIAL = frozenset("^$*+?{}[]()|\\")
_DEEPEST = 20


class RefusedPatternError(ValueError):
    """The pattern is none that packs may use."""


class Grammar:
    """Reads one pattern, without its anchors.

    Attributes:
        alternates: whether there are alternatives outside all groups.
    """

    def __init__(self, pattern: str) -> None:
        """Start at the beginning."""
        self._pattern = pattern
        self._at = 0
        self.alternates = False

    def read(self) -> Part:
        """Return what the pattern costs.

        Raises:
            RefusedPatternError: it uses more than packs may.
        """
        part = self._alternatives(depth=0)
        if self._at < len(self._pattern):
            raise RefusedPatternError
        return part

    def _alternatives(self, depth: int) -> Part:
        if depth > _DEEPEST:
            raise RefusedPatternError
        parts = [self._sequence(depth)]
        while self._take("|"):
            self.alternates = self.alternates or depth == 0
            parts.append(self._sequence(depth))
        return parts[0] if len(parts) == 1 else cost.either(parts)

    def _sequence(self, depth: int) -> Part:
        parts = [Part()]
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            parts.append(self._group(depth) if self._take("(") else self._character())
        return reduce(cost.then, parts)

    def _group(self, depth: int) -> Part:
        if self._take("?") and not self._take(":"):
            raise RefusedPatternError
        part = self._alternatives(depth + 1)
        if not self._take(")"):
            raise RefusedPatternError
        bounds = self._bounds()
        if bounds not in ((1, 1), (0, 1)):
            raise RefusedPatternError
        return part if bounds == (1, 1) else cost.optional(part)

    def _character(self) -> Part:
        characters = self._characters()
        return cost.repeated(characters, *self._bounds())

    def _characters(self) -> Characters:
        if self._take("."):
            return cost.ALL
        if self._take("\\"):
            return self._escaped()
        if self._pattern[self._at] == "[":
            return self._class()
        character = self._pattern[self._at]
        if character in _SPECIAL:
            raise RefusedPatternError
        self._at += 1
        return ((ord(character), ord(character)),)

    def _escaped(self) -> Characters:
        character = self._pattern[self._at : self._at + 1]
        if not character or character.isalnum():
            raise RefusedPatternError
        self._at += 1
        return ((ord(character), ord(character)),)

    def _class(self) -> Characters:
        found = _CLASS.match(self._pattern, self._at)
        if found is None:
            raise RefusedPatternError
        self._at = found.end()
        items = ((ord(low), ord(high or low)) for low, high in _ITEM.findall(found[2]))
        ranges = sorted(items)
        if any(low > high for low, high in ranges):
            raise RefusedPatternError
        return _others(ranges) if found[1] else cost.union(*((item,) for item in ranges))

    def _bounds(self) -> tuple[int, int | None]:
        found = _QUANTIFIER.match(self._pattern, self._at)
        if found is None:
            return 1, 1
        self._at = found.end()
        if self._pattern[self._at : self._at + 1] in ("*", "+", "?", "{"):
            raise RefusedPatternError
        if found[1]:
            return _BOUNDS[found[1]]
        least = int(found[2])
        most = int(found[4]) if found[4] else None if found[3] else least
        if most is not None and most < least:
            raise RefusedPatternError
        return least, most

    def _take(self, character: str) -> bool:
        taken = self._pattern.startswith(character, self._at)
        self._at += taken
        return taken


def _others(ranges: list[tuple[int, int]]) -> Characters:
    """Return the characters that are in none of some sorted ranges."""
    others, start = [], 0
    for low, high in ranges:
        if low > start:
            others.append((start, low - 1))
        start = max(start, high + 1)
    return (*others, (start, cost.ALL[0][1])) if start <= cost.ALL[0][1] else tuple(others)
