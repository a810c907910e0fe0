"""Progress of a long run, on a terminal only."""

from __future__ import annotations

import sys
from time import monotonic

from validator.cli import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeVar

    from validator.model.text import Language

    Item = TypeVar("Item")

_PATIENCE = 1.0
"""Seconds before anything is shown."""
_PAUSE = 0.1
"""Seconds between two changes of the line."""
_ERASE = "\r\x1b[K"


def watched(
    items: Iterable[Item],
    total: int,
    language: Language,
    files: Callable[[Item], int] = lambda _item: 1,
) -> Iterator[Item]:
    """Yield items, and show progress on standard error, if that is a terminal.

    ``total`` is the number of all files; ``files`` returns that of an item.
    """
    due, number, shown = monotonic() + _PATIENCE, 0, False
    for item in items:
        number += files(item)
        if monotonic() >= due and sys.stderr is not None and sys.stderr.isatty():
            due, shown = monotonic() + _PAUSE, True
            _show(f"{_ERASE}{messages.CHECKING[language]} {number}/{total}")
        yield item
    if shown:
        _show(_ERASE)


def _show(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
