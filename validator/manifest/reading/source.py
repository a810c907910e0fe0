"""One file or standard input, read whole and once."""

from __future__ import annotations

import errno
import os
import stat
import sys
from typing import NamedTuple

from validator.manifest.reading import messages
from validator.manifest.reading.decode import decode
from validator.manifest.reading.paths import STDIN, expand, on_disk
from validator.manifest.reading.problems import refuse
from validator.model.errors import TooLargeError
from validator.model.quote import escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO, Literal, NoReturn

    from validator.model.text import Text

    Syntax = Literal["yaml", "json", "json-or-yaml"]
    """The syntax of a text; the last if neither name nor first character decides."""

__all__ = ["Source", "Syntax", "expand", "read_bytes", "read_source", "source_of"]

SIZE_LIMIT = 4 * 1024 * 1024
"""The most bytes of a file; a manifest has about ten thousand."""

_PIECE = 65_536
_REASON_LENGTH = 100
_SUFFIXES: dict[str, Syntax] = {".json": "json", ".yaml": "yaml", ".yml": "yaml"}


class Source(NamedTuple):
    """A text and its origin.

    Attributes:
        name: the path as the user gave it, or ``<stdin>``.
        text: the content, decoded.
        content: the raw bytes.
        syntax: how to read the text.
        folder: the folder of the file; None for standard input.
    """

    name: str
    text: str
    content: bytes
    syntax: Syntax
    folder: str | None


def read_source(path: str | Path, *, stdin_name: str = "<stdin>") -> Source:
    """Read a file.

    Args:
        path: a regular file, or ``-`` for standard input.
        stdin_name: the name of standard input; its suffix counts like that of a file.

    Returns:
        Its content, its text and its syntax.

    Raises:
        ManifestError: it cannot be opened, is not a regular file, is larger than
            ``SIZE_LIMIT``, or is not clean UTF-8.
    """
    stdin = str(path) == STDIN
    name = stdin_name if stdin else str(path)
    data = _whole(_read_stdin, name, SIZE_LIMIT) if stdin else read_bytes(path)
    text = decode(data, name)
    folder = None if stdin else os.path.dirname(name) or os.curdir
    return Source(name, text, data, _syntax(name, text), folder)


def source_of(content: str | bytes, name: str) -> Source:
    """Take a text from memory as if it were a file, with the same limits.

    Args:
        content: the text, or its bytes in UTF-8.
        name: its name, for messages; its suffix counts like that of a file.

    Raises:
        ManifestError: it is larger than ``SIZE_LIMIT``, or is not clean UTF-8.
    """
    if len(content) > SIZE_LIMIT:  # before a copy is made
        _refuse_large(name, SIZE_LIMIT)
    # Half a surrogate pair becomes bytes that are not UTF-8, and is refused as such.
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    if len(data) > SIZE_LIMIT:
        _refuse_large(name, SIZE_LIMIT)
    text = decode(data, name)
    return Source(name, text, data, _syntax(name, text), None)


def read_bytes(path: str | Path, limit: int = SIZE_LIMIT) -> bytes:
    """Read a whole file.

    Args:
        path: a regular file.
        limit: the most bytes it may have.

    Raises:
        ManifestError: it cannot be opened, is not a regular file, or is larger.
    """
    name = str(path)
    return _whole(lambda: _read_file(on_disk(name) or os.curdir, limit), name, limit)


def _whole(read: Callable[[], bytes], name: str, limit: int) -> bytes:
    try:
        data = read()
    except OSError as error:
        refuse(name, _unreadable(error))
    except ValueError:  # a NUL or half a surrogate pair
        refuse(name, messages.IMPOSSIBLE_PATH)
    if len(data) > limit:
        _refuse_large(name, limit)
    return data


def _read_file(name: str, limit: int) -> bytes:
    # Checked before opening, which may wake a device, and again on the opened file: somebody
    # may have replaced it.
    _demand_regular(os.stat(name).st_mode, name)
    file = os.open(name, _FLAGS)
    try:
        status = os.fstat(file)
        _demand_regular(status.st_mode, name)
        return _read_open(file, status.st_size, limit)
    finally:
        os.close(file)


# A pipe would otherwise wait for a writer that may never come.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def _read_open(file: int, size: int, limit: int) -> bytes:
    """Read an open file of an expected size; of a longer one, slightly too much."""
    data = os.read(file, min(size, limit) + 1)
    if len(data) == size:  # the whole file, and not the extra byte that was requested
        return data
    while data and len(data) <= limit and (more := os.read(file, _PIECE)):
        data += more
    return data


def _demand_regular(mode: int, name: str) -> None:
    if stat.S_ISDIR(mode):
        refuse(name, messages.IS_DIRECTORY)
    if not stat.S_ISREG(mode):
        refuse(name, messages.NOT_REGULAR_FILE)


def _read_stdin() -> bytes:
    stream: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    if stream is None or stream.closed:
        raise OSError(errno.EBADF, "there is no standard input")
    return stream.read(SIZE_LIMIT + 1)


def _syntax(name: str, text: str) -> Syntax:
    known = _SUFFIXES.get(os.path.splitext(name)[1].lower())
    return known or ("json-or-yaml" if text.lstrip().startswith(("{", "[")) else "yaml")


def _refuse_large(name: str, limit: int) -> NoReturn:
    refuse(name, messages.FILE_TOO_LARGE.format(limit=limit), error=TooLargeError)


def _unreadable(error: OSError) -> Text:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return messages.NO_SUCH_FILE
    if isinstance(error, PermissionError):
        return messages.NO_PERMISSION
    reason = escape(error.strerror or str(error), _REASON_LENGTH)
    return messages.CANNOT_BE_READ.format(reason=reason)
