"""Write files completely or not at all; an error names the file."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path

from validator.cli import messages
from validator.cli.descriptors import descriptor_of
from validator.model.errors import Problem, UsageError
from validator.model.quote import escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TextIO

    Write = Callable[[str | bytes], object]


def write_file(file: str, text: str) -> None:
    """Write a complete file, or leave the existing one unchanged.

    Raises:
        UsageError: it cannot be written.
    """
    with whole_file(file) as put:
        put(text)


def append(file: str, text: str) -> None:
    """Append to a file.

    Raises:
        UsageError: it cannot be written.
    """
    with _naming(file), open(file, "a", encoding="utf-8", newline="") as stream:
        stream.write(text)


@contextmanager
def _naming(file: str) -> Iterator[None]:
    """Turn an error of writing into a UsageError that names the file."""
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links; an invalid name
        why = escape(getattr(error, "strerror", None) or str(error), 200)
        problem = messages.CANNOT_BE_WRITTEN.format(why=why)
        raise UsageError((Problem(file, None, problem),)) from None


@contextmanager
def whole_file(file: str) -> Iterator[Write]:
    """Return a function that writes to a file, which appears only when all is written.

    Raises:
        UsageError: it cannot be written.
    """
    if _is_special(file):
        with _naming(file):
            stream = _opened(file)
        with _closed(stream, file):
            yield _telling(stream, file)
        return
    with _Draft(file) as draft:
        yield draft.put
        draft.finish()
        draft.place()


@contextmanager
def whole_files(texts: Iterable[tuple[str, Iterable[str | bytes]]]) -> Iterator[None]:
    """Write files, which appear only when all are written and the block ended without error.

    Output to a device or a pipe cannot be undone, so these are written last.

    Args:
        texts: the files with their new content, in pieces.

    Raises:
        UsageError: one cannot be written; all others, except devices and pipes, are unchanged.
    """
    with ExitStack() as stack:
        drafts: list[_Draft] = []
        special: list[tuple[str, Iterable[str | bytes]]] = []
        for file, pieces in texts:
            if _is_special(file):
                special.append((file, pieces))
                continue
            drafts.append(stack.enter_context(_Draft(file)))
            for piece in pieces:
                drafts[-1].put(piece)
            drafts[-1].finish()
        for file, pieces in special:
            with whole_file(file) as put:
                for piece in pieces:
                    put(piece)
        yield
        for draft in drafts:
            draft.place()


def _is_special(file: str) -> bool:
    """Return whether a name means something that is open already, a device or a pipe."""
    if descriptor_of(file) is not None:
        return True
    with _naming(file):
        return os.path.exists(file) and not os.path.isfile(file)


def _opened(file: str) -> TextIO:
    number = descriptor_of(file)
    if number is None:
        return Path(file).open("w", encoding="utf-8", newline="")
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()  # what was printed before comes before
    return open(os.dup(number), "w", encoding="utf-8", newline="")


def _telling(stream: TextIO, file: str) -> Write:
    def put(piece: str | bytes) -> None:
        with _naming(file):
            if isinstance(piece, str):
                stream.write(piece)
            else:
                stream.flush()
                stream.buffer.write(piece)

    return put


@contextmanager
def _closed(stream: TextIO, file: str) -> Iterator[None]:
    """Close a stream at the end; a device may report an error only then."""
    try:
        yield
    finally:
        with _naming(file):
            stream.close()


class _Draft:
    """A temporary file that becomes the target.

    It is beside the target and is renamed. A target keeps its mode. One that renaming would
    take from its owner or its other names, or that cannot be renamed to, is written in place.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._made: list[Path] = []
        self._beside: Path | None = None

    def __enter__(self) -> _Draft:
        try:
            with _naming(self._file):
                self._open()
        except BaseException:
            self._unmake()
            raise
        self.put = _telling(self._stream, self._file)
        return self

    def _open(self) -> None:
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
        if before is not None:
            _take_mode(beside, before)
            if not _is_like(beside, before):
                self._leave_beside()

    def _leave_beside(self) -> None:
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
        for folder in self._made:
            try:
                folder.rmdir()
            except OSError:  # it was not created, or another process created something there
                return


def _take_mode(file: Path, before: os.stat_result) -> None:
    try:
        file.chmod(stat.S_IMODE(before.st_mode))
    except OSError:  # seen by the comparison that follows
        return


def _is_like(file: Path, before: os.stat_result) -> bool:
    """Return whether a file can replace another: the same owner and mode, and no second name."""
    after = file.stat()
    same = (after.st_uid, after.st_gid, after.st_mode) == (
        before.st_uid,
        before.st_gid,
        before.st_mode,
    )
    return same and before.st_nlink == 1
