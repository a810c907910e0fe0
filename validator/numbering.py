"""Numbers for what manifests state, by which it is quickly told whether it was met before.

Where the numbers of two values are equal, the values are. The reverse need not hold: mappings
that were not read as one section bear numbers of their own, and so does what was forgotten.
"""

from __future__ import annotations

from itertools import count

from validator import pointers
from validator.kept import Kept

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TypeAlias

    from validator.manifest import Manifest
    from validator.reading.document import Section

    Numbers: TypeAlias = dict[str, int]
    """From names to numbers, see ``Numbering``."""

CIRCUMSTANCES = ""
"""Name of the number of what a manifest does not state: the day, and which evidence counts."""

_ROOM = 120_000
"""Characters of values that are held twice at most."""
_EACH = 100
"""Characters that a value counts for beside its own: the shortest takes memory too."""
_IS_MAPPING = -1

_known = Kept(_ROOM, lambda item: _EACH + len(item))
_numbers = count(1)


def number(item: str) -> int:
    """Return the number of a text."""
    found: int = _known[item] or _known.keep(item, next(_numbers))
    return found


def whole(pointer: str) -> str:
    """Return the name of the number that tells a mapping from all others."""
    return f"{pointer}~"  # no pointer ends like this


class Numbering:
    """Gives the numbers of what stands at some places, the same ones for every manifest."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names of the numbers that are wanted, with those of all mappings around them.

        The pointer to a mapping names a number that says no more than that it is one; another
        number, by the name ``whole(pointer)``, tells it from others. The pointer to anything else
        that keys lead to names a number that tells its value.
        """
        self._unstated: Numbers = dict.fromkeys(names, 0)
        self._note = f"numbers {next(_numbers)}"

    def of(self, manifest: Manifest) -> Numbers:
        """Return the numbers of a manifest by their names; 0 for what it does not state."""
        numbers = self._unstated.copy()
        # What is kept for no other manifest is not kept for this one either.
        every = (
            manifest.noted(self._note, self._of_section)
            if manifest.sections
            else map(self._of_section, manifest.parts)
        )
        for found in filter(None, every):
            numbers |= found
        return numbers

    def _of_section(self, section: Section) -> Numbers:
        above = pointers.below("", section.above) if section.above else ""
        pointer = pointers.below(above, section.key)
        if section.is_hollow:
            return self._of_mapping(pointer)
        return self._below(section.value, pointer)

    def _below(self, value: Any, pointer: str) -> Numbers:
        if pointer not in self._unstated:  # and so nothing in it is wanted either
            return {}
        if type(value) is not dict:
            return {pointer: number(repr(value))}
        found = self._of_mapping(pointer)
        for key, child in value.items():
            found |= self._below(child, pointers.below(pointer, key))
        return found

    def _of_mapping(self, pointer: str) -> Numbers:
        return {pointer: _IS_MAPPING, whole(pointer): next(_numbers)}
