"""Files that are written: whole or not at all, and what keeps them from it is told."""

from __future__ import annotations

import os
from contextlib import contextmanager

from validator.errors import Problem, UsageError
from validator.reading.quote import escape
from validator.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TextIO

    Write = Callable[[str], object]


def write_file(file: str, text: str) -> None:
    """Write a whole file or leave it as it was.

    Raises:
        UsageError: it cannot be written.
    """
    with whole_file(file) as put:
        put(text)


def append(file: str, text: str) -> None:
    """Add to the end of a file.

    Raises:
        UsageError: it cannot be written.
    """
    with _told(file), open(file, "a", encoding="utf-8", newline="") as stream:
        stream.write(text)


@contextmanager
def _told(file: str) -> Iterator[None]:
    """Turn what keeps a file from being written into an error that names it."""
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links; an impossible name
        why = escape(getattr(error, "strerror", None) or str(error), 200)
        problem = Text(f"cannot be written: {why}", f"无法写入：{why}")
        raise UsageError((Problem(file, None, problem),)) from None


@contextmanager
def whole_file(file: str) -> Iterator[Write]:
    """Give a function that writes to a file, which appears only when all is written.

    Raises:
        UsageError: it cannot be written.
    """
    from pathlib import Path

    path = Path(file)
    with _told(file):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            stream = path.open("w", encoding="utf-8", newline="")  # a device or a pipe
        else:
            stream = None
    with stream or _beside(path, file) as target:
        yield _telling(target.write, file)


def _telling(write: Write, file: str) -> Write:
    def put(text: str) -> None:
        with _told(file):
            write(text)

    return put


@contextmanager
def _beside(path: Path, file: str) -> Iterator[TextIO]:
    with _told(file):
        path = path.resolve()
        # Not by the number of the process: in a container that is always the same, and a run
        # that was killed may have left its file behind.
        beside = path.with_name(f".{os.urandom(8).hex()}.tmp")
        stream = beside.open("x", encoding="utf-8", newline="")
    try:
        with stream:
            yield stream
            with _told(file):
                stream.flush()
                os.fsync(stream.fileno())
        with _told(file):
            beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
