"""Progress of a long run, on a terminal only."""

from __future__ import annotations

import sys
from functools import partial
from time import monotonic

from validator.cli import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TypeVar

    from validator.model.text import Language
    from validator.run.api import Watch

    Item = TypeVar("Item")

_PATIENCE = 1.0
"""Seconds before anything is shown."""
_PAUSE = 0.1
"""Seconds between two changes of the line."""
_ERASE = "\r\x1b[K"


def watch_on_terminal(language: Language) -> Watch:
    """Return a watch that shows progress on standard error, if that is a terminal."""
    return partial(_watched_list, language=language)


def _watched_list(items: Sequence[str], language: Language) -> Iterator[str]:
    return watched(items, len(items), language, lambda _: 1)


def watched(
    items: Iterable[Item], total: int, language: Language, files: Callable[[Item], int]
) -> Iterator[Item]:
    """Yield items, and show progress.

    Args:
        items: the parts of a run.
        total: the number of all files.
        language: of the line that is shown.
        files: returns the number of files of an item.
    """
    due, number, shown = monotonic() + _PATIENCE, 0, False
    for item in items:
        number += files(item)
        if monotonic() >= due and _is_terminal():
            due, shown = monotonic() + _PAUSE, True
            _show(f"{_ERASE}{messages.CHECKING[language]} {number}/{total}")
        yield item
    if shown:
        _show(_ERASE)


def _is_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _show(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
