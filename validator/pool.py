"""Several processes for one run: each takes some files at a time, and their order stays.

Each process has a pipe of its own, which ends with it. Of processes that share a queue, as those
of ``concurrent.futures`` do, one that is killed while it writes leaves the others, and whoever
waits for them, waiting for ever.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from multiprocessing import Pipe, Process, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import TYPE_CHECKING

from validator.errors import FacepolicyError, Problem
from validator.streaming import AT_ONCE, Maker, prepare_for_many
from validator.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

    from validator.reading.names import Names
    from validator.streaming import Order, Part

_AHEAD = 4
"""How many parts each process may be ahead of the one that is waited for: it bounds memory."""
_ASKED = 2
"""How many parts a process is asked for at a time, so that it need not wait for the next."""


def pooled(order: Order, files: Names, jobs: int) -> Iterator[Part]:
    """Yield the parts of a run, made by several processes, in the order of the files.

    Args:
        order: what the run is asked.
        files: at least one.
        jobs: how many processes work.

    Raises:
        FacepolicyError: a process was killed.
    """
    workers: list[_Worker] = []
    try:
        workers += (_Worker(order, files) for _ in range(jobs))
        yield from _in_order(workers, range(0, len(files), AT_ONCE))
    except (EOFError, ConnectionError):
        raise FacepolicyError((Problem("--jobs", None, _KILLED),)) from None
    finally:
        for worker in workers:
            worker.end()


_KILLED = Text(
    "a process was killed before its work was done; there is no answer",
    "一个进程在完成之前被终止；没有得出结论",
)


def _in_order(workers: list[_Worker], starts: range) -> Iterator[Part]:
    """Yield the parts that begin at these files, as many workers make them at a time."""
    made: dict[int, Part] = {}
    unasked = deque(starts)
    for start in starts:
        while start not in made:
            _ask(workers, unasked, start + len(workers) * _AHEAD * AT_ONCE)
            for worker in _ready(workers):
                made |= worker.take()
        yield made.pop(start)


def _ask(workers: list[_Worker], unasked: deque[int], bound: int) -> None:
    """Ask for parts that begin before a bound, each worker in turn."""
    for _ in range(_ASKED):
        for worker in workers:
            if len(worker.asked) < _ASKED and unasked and unasked[0] < bound:
                worker.ask(unasked.popleft())


def _ready(workers: list[_Worker]) -> list[_Worker]:
    """Wait for workers that have made a part, and return them."""
    ready = wait([worker.pipe for worker in workers if worker.asked])
    return [worker for worker in workers if worker.pipe in ready]


class _Worker:
    """A process, as the one that asks it sees it.

    Attributes:
        pipe: leads to the process.
        asked: where the parts begin that it was asked for and that were not taken.
    """

    def __init__(self, order: Order, files: Names) -> None:
        self.pipe, other = Pipe()
        self.asked: deque[int] = deque()
        self._process = Process(target=_work, args=(other, order, files), daemon=True)
        self._process.start()
        other.close()  # now the pipe ends when the process does

    def ask(self, start: int) -> None:
        """Ask for a part; a number is so short that nobody has to wait until it is read."""
        self.pipe.send(start)
        self.asked.append(start)

    def take(self) -> dict[int, Part]:
        """Return the next part and where it begins.

        Raises:
            EOFError: the process is gone.
            Exception: what kept it from making the part.
        """
        made = self.pipe.recv()
        if isinstance(made, Exception):
            raise made
        return {self.asked.popleft(): made}

    def end(self) -> None:
        """End the process, whatever it is at: nobody will see that."""
        self._process.terminate()
        self._process.join()
        self.pipe.close()


def _work(pipe: Connection, order: Order, files: Names) -> None:
    """Make parts: the one that asks decides about interrupts, and when to end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        _make(pipe, order, files)
    except (EOFError, ConnectionError):  # nobody asks any more
        return


def _make(pipe: Connection, order: Order, files: Names) -> None:
    try:
        prepare_for_many()
        maker = Maker(order)
        while True:
            pipe.send(maker.part(files.some(pipe.recv(), AT_ONCE)))
    except (EOFError, ConnectionError):
        raise
    except Exception as error:  # noqa: BLE001 - who asked has to know
        pipe.send(error)
        while True:  # to end now would look like being killed to who asks for more before reading
            pipe.recv()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
