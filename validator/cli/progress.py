"""Progress of a long run, on a terminal only."""

from __future__ import annotations

import sys
from time import monotonic

from validator.cli import messages
from validator.run.progress import unwatched

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TypeVar

    from validator.model.text import Language
    from validator.run.progress import Watch

    Item = TypeVar("Item")

_PATIENCE = 1.0
"""Seconds before anything is shown."""
_PAUSE = 0.1
"""Seconds between two changes of the line."""
_ERASE = "\r\x1b[K"


def meter(language: Language) -> Callable[[int, int], None] | None:
    """Return a function that shows progress; None if there is no terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    due = monotonic() + _PATIENCE
    shown = False

    def show(number: int, total: int) -> None:
        nonlocal due, shown
        if number > total:
            _show(_ERASE if shown else "")
            shown = False
        elif monotonic() >= due:
            due, shown = monotonic() + _PAUSE, True
            _show(f"{_ERASE}{messages.CHECKING[language]} {number}/{total}")

    return show


def watch_on_terminal(language: Language) -> Watch:
    """Return a watch that shows progress on standard error, if that is a terminal."""
    show = meter(language)
    if show is None:
        return unwatched

    def watch(items: Sequence[Item]) -> Iterable[Item]:
        total = len(items)
        for number, item in enumerate(items, 1):
            show(number, total)
            yield item
        show(total + 1, total)

    return watch


def _show(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
