"""Output files: written completely or not at all.

An error of writing is a UsageError that names the file.
Names of open files, such as ``/dev/stdout``, are written to and never replaced.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from contextlib import ExitStack, contextmanager, suppress

from validator.cli import messages
from validator.model.errors import Problem, UsageError
from validator.model.quote import escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import TextIO

    Pieces = Iterable[str | bytes]
    Write = Callable[[str | bytes], object]

STANDARD_OUTPUT = "-"
"""The name of standard output as a file."""
_OPEN_FILE = r"/(?:dev/fd|proc/(?:self|thread-self|[0-9]+)/fd)/([0-9]{1,9})"
_NAMED = {STANDARD_OUTPUT: 1, "/dev/stdout": 1, "/dev/stderr": 2}
_MOST_LINKS = 40


def descriptor_of(file: str) -> int | None:
    """Return the number of the open file that a name means; None for a file by any other name.

    Such names are ``-``, ``/dev/stdout``, ``/dev/stderr``, ``/dev/fd/3``, the same below ``/proc``,
    and links to these. Opening one again would empty a file that standard output is redirected to,
    and would write at its beginning.
    """
    for _ in range(_MOST_LINKS):
        if file in _NAMED:
            return _NAMED[file]
        if match := re.fullmatch(_OPEN_FILE, file):
            return int(match[1])
        try:
            target = os.readlink(file)
        except (OSError, ValueError):  # no link, or no possible name
            return None
        file = os.path.normpath(os.path.join(os.path.dirname(file), target))
    return None


def is_standard_output(file: str) -> bool:
    """Return whether a name means standard output."""
    return descriptor_of(file) == 1


def write_file(file: str, text: str) -> None:
    """Write a complete file, or leave the existing one unchanged."""
    with whole_file(file) as put:
        put(text)


def append(file: str, text: str) -> None:
    """Append to a file."""
    with _naming(file), open(file, "a", encoding="utf-8", newline="") as stream:
        stream.write(text)


@contextmanager
def whole_file(file: str | None) -> Iterator[Write]:
    """Return a function that writes to a file, which appears only when all is written.

    Without a name, it writes to standard output.
    """
    if file is None:
        yield lambda piece: sys.stdout.write(str(piece))
        return
    with _target(file) as target:
        yield target.put
        target.finish()
        target.place()


@contextmanager
def whole_files(texts: Iterable[tuple[str, Pieces]]) -> Iterator[None]:
    """Write files, which appear only when all are written and the block ended without error.

    Output to a device or a pipe cannot be undone, so these are written last.
    """
    with ExitStack() as stack:
        targets = []
        for file, pieces in sorted(texts, key=lambda item: _is_special(item[0])):
            target = stack.enter_context(_target(file))
            targets.append(target)
            for piece in pieces:
                target.put(piece)
            target.finish()
        yield
        for target in targets:
            target.place()


@contextmanager
def _naming(file: str) -> Iterator[None]:
    """Turn an error of writing into a UsageError that names the file."""
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links; an invalid name
        why = escape(getattr(error, "strerror", None) or str(error), 200)
        problem = messages.CANNOT_BE_WRITTEN.format(why=why)
        raise UsageError((Problem(file, None, problem),)) from None


def _is_special(file: str) -> bool:
    """Return whether a name means something that is open already, a device or a pipe."""
    if descriptor_of(file) is not None:
        return True
    with _naming(file):
        return os.path.exists(file) and not os.path.isfile(file)


def _target(file: str) -> _Special | _Draft:
    return _Special(file) if _is_special(file) else _Draft(file)


class _Special:
    """An open file, a device or a pipe: what is written to it stays."""

    def __init__(self, file: str) -> None:
        self._file = file

    def __enter__(self) -> _Special:
        number = descriptor_of(self._file)
        if number is not None:
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()  # what was printed before comes before
        with _naming(self._file):
            to = self._file if number is None else os.dup(number)
            self._stream: TextIO = open(to, "w", encoding="utf-8", newline="")
        return self

    def put(self, piece: str | bytes) -> None:
        with _naming(self._file):
            if isinstance(piece, str):
                self._stream.write(piece)
            else:
                self._stream.flush()
                self._stream.buffer.write(piece)

    def finish(self) -> None:
        with _naming(self._file):
            self._stream.close()  # a device may report an error only then

    def place(self) -> None:
        """Do nothing: it has been written."""

    def __exit__(self, *_: object) -> None:
        self.finish()


class _Draft(_Special):
    """A temporary file that becomes the target.

    It is beside the target and is renamed. A target keeps its mode. One that renaming would
    take from its owner or its other names, or that cannot be renamed to, is written in place.
    """

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self._made: list[Path] = []
        self._beside: Path | None = None

    def __enter__(self) -> _Draft:
        try:
            with _naming(self._file):
                self._open()
        except BaseException:
            self._unmake()
            raise
        return self

    def _open(self) -> None:
        from pathlib import Path

        path = Path(self._file)
        folder = path.parent
        self._made = [item for item in (folder, *folder.parents) if not item.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        self._path = path.resolve()
        before = self._path.stat() if self._path.exists() else None
        # Not named by the process id: in a container that is always the same, and a killed
        # run may have left its file behind.
        beside = self._path.with_name(f".{os.urandom(8).hex()}.tmp")
        try:
            self._stream = beside.open("x+", encoding="utf-8", newline="")
        except OSError:
            if before is None:
                raise
            self._open_elsewhere()
            return
        self._beside = beside
        if before is not None and not _becomes_like(beside, before):
            self._stream.close()
            self._remove()
            self._open_elsewhere()

    def _open_elsewhere(self) -> None:
        """Open a draft that is copied into the target, which must be writable."""
        from tempfile import TemporaryFile

        with self._path.open("r+b"):
            self._stream = TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 - __exit__ closes it

    def finish(self) -> None:
        """Make sure that all is written."""
        with _naming(self._file):
            self._stream.flush()
            os.fsync(self._stream.fileno())
            if self._beside:
                self._stream.close()  # an open file cannot be renamed on Windows

    def place(self) -> None:
        """Rename the file to its target, or copy it into the target."""
        with _naming(self._file):
            if not self._is_renamed():
                self._copy()
        self._made.clear()

    def _is_renamed(self) -> bool:
        if self._beside is None:
            return False
        try:
            self._beside.replace(self._path)
        except OSError:  # such as a file that is mounted into a container
            if not self._path.is_file():
                raise
            return False
        return True

    def _copy(self) -> None:
        from shutil import copyfileobj

        reopened = self._beside.open("r", encoding="utf-8", newline="") if self._beside else None
        with (
            reopened or self._stream as draft,
            self._path.open("r+", encoding="utf-8", newline="") as target,
        ):
            draft.seek(0)
            copyfileobj(draft, target)
            target.truncate()

    def __exit__(self, *_: object) -> None:
        """Remove the temporary file, unless it was renamed."""
        try:
            with _naming(self._file):
                self._stream.close()
        finally:
            self._remove()
            self._unmake()

    def _remove(self) -> None:
        if self._beside:
            self._beside.unlink(missing_ok=True)
            self._beside = None

    def _unmake(self) -> None:
        with suppress(OSError):  # one was not created, or another process created something there
            for folder in self._made:
                folder.rmdir()


def _becomes_like(file: Path, before: os.stat_result) -> bool:
    """Take over a mode; return whether the file can replace another then.

    It needs the same owner and mode, and the other must have no second name.
    """
    with suppress(OSError):  # seen by the comparison that follows
        file.chmod(stat.S_IMODE(before.st_mode))
    after = file.stat()
    kept = all(getattr(after, name) == getattr(before, name) for name in _KEPT)
    return kept and before.st_nlink == 1


_KEPT = ("st_uid", "st_gid", "st_mode")
