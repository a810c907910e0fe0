"""Several processes for one run: each takes some files at a time, and the order stays."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from typing import TYPE_CHECKING

from validator.model.errors import FacepolicyError, Problem
from validator.run import messages
from validator.run.parts import Maker, Order, PartReport, shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_AHEAD = 4
"""Shares for each process that are sent in advance: memory stays bounded."""

_order: Order
"""What this process makes, if it is one of a pool."""


def may_start_processes() -> bool:
    """Return whether this process may start others: one of a pool that is a daemon may not."""
    return not multiprocessing.current_process().daemon


def pooled(order: Order, files: Sequence[str], jobs: int) -> Iterator[PartReport]:
    """Yield the parts of a run over at least one file, which a number of processes share.

    A process that was killed, or cannot answer, is a FacepolicyError.
    """
    waiting: deque[Future[PartReport]] = deque()
    pool = ProcessPoolExecutor(jobs, initializer=_start, initargs=(order,))
    try:
        for share in shares(files):
            waiting.append(pool.submit(_part, tuple(share)))
            if len(waiting) >= jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise FacepolicyError((Problem("facepolicy", None, messages.PROCESS_KILLED),)) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _start(order: Order) -> None:
    """Store the settings, once a process; only the first process handles Ctrl-C."""
    global _order  # noqa: PLW0603 - a process of the pool has nowhere else to keep it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _order = order


def _end_with_parent() -> None:
    """Wait for the end of the first process: if it is killed, it cannot end the others."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


@cache
def _maker() -> Maker:
    return Maker(_order)


def _part(files: Sequence[str]) -> PartReport:
    return _maker().part(files)
