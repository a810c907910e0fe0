"""Names of many files, kept in little: a hundred thousand in one folder share most letters."""

from __future__ import annotations

import os
from array import array
from itertools import accumulate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Names:
    """File names in an order; the sequence that they came in need not be kept."""

    def __init__(self, names: Sequence[str]) -> None:
        """Take the names."""
        self._shared = os.path.commonprefix(names)  # noqa: RUF071 - of letters, not of folders
        start = len(self._shared)
        self._rest = "".join(name[start:] for name in names)
        self._ends = array("I", [0, *accumulate(len(name) - start for name in names)])

    def __len__(self) -> int:
        """Return how many they are."""
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[str]:
        """Yield each name."""
        return (self._name(index) for index in range(len(self)))

    def some(self, first: int, number: int) -> list[str]:
        """Return so many names from the one of an index on, as far as there are."""
        return [self._name(index) for index in range(first, min(first + number, len(self)))]

    def _name(self, index: int) -> str:
        return self._shared + self._rest[self._ends[index] : self._ends[index + 1]]
