"""Several processes for one run: each takes some files at a time, and their order stays."""

from __future__ import annotations

import os
import signal
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import TYPE_CHECKING

from validator.errors import FacepolicyError, Problem
from validator.record import quicken
from validator.streaming import AT_ONCE, Maker
from validator.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future

    from validator.reading.names import Names
    from validator.streaming import Order, Part

_AHEAD = 4
"""How many parts each process may be ahead of the one that is waited for: it bounds memory."""
_maker: list[Maker] = []


def pooled(order: Order, files: Names, jobs: int) -> Iterator[Part]:
    """Yield the parts of a run, made by several processes, in the order of the files.

    Args:
        order: what the run is asked.
        files: at least one.
        jobs: how many processes work.

    Raises:
        FacepolicyError: a process was killed.
    """
    batches = (files.some(start, AT_ONCE) for start in range(0, len(files), AT_ONCE))
    waiting: deque[Future[Part]] = deque()
    pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(order,))
    try:
        for batch in batches:
            waiting.append(pool.submit(_made, batch))
            if len(waiting) >= jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise FacepolicyError((Problem("--jobs", None, _KILLED),)) from None
    finally:
        if waiting:  # an interrupt, or a full disk: nobody will see what the others are at
            for process in active_children():
                process.terminate()
        pool.shutdown(cancel_futures=True)


_KILLED = Text(
    "a process was killed before its work was done; there is no answer",
    "一个进程在完成之前被终止；没有得出结论",
)


def _begin(order: Order) -> None:
    """Make a process ready: the one that asked decides about interrupts, and when to end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    quicken()
    _maker.append(Maker(order))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _made(files: Sequence[str]) -> Part:
    return _maker[0].part(files)
