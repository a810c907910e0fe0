"""One file or standard input, read whole and once."""

from __future__ import annotations

import errno
import os
import stat
import sys
from typing import NamedTuple

from validator.manifest.reading.decode import decode
from validator.manifest.reading.paths import IMPOSSIBLE, STDIN, expand
from validator.manifest.reading.problems import refuse
from validator.model.quote import escape
from validator.model.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO, Literal

    Syntax = Literal["yaml", "json", "json-or-yaml"]
    """How a text is to be read; the last where neither name nor first character decides."""

__all__ = ["Source", "Syntax", "expand", "read_bytes", "read_source"]

SIZE_LIMIT = 4 * 1024 * 1024
"""The most bytes of a file; a manifest has some ten thousand."""

_PIECE = 65_536
_REASON_LENGTH = 100
_SUFFIXES: dict[str, Syntax] = {".json": "json", ".yaml": "yaml", ".yml": "yaml"}


class Source(NamedTuple):
    """A text and where it came from.

    Attributes:
        name: the path as the user gave it, or ``<stdin>``.
        text: the content, decoded.
        content: the raw bytes.
        syntax: how the text is to be read.
        folder: where the file stands; None for standard input.
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
        stdin_name: what to call standard input; its suffix counts as a file's would.

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


def read_bytes(path: str | Path, limit: int = SIZE_LIMIT) -> bytes:
    """Read a file whole.

    Args:
        path: a regular file.
        limit: the most bytes that it may have.

    Raises:
        ManifestError: it cannot be opened, is not a regular file, or is larger.
    """
    name = str(path)
    return _whole(lambda: _read_file(name or os.curdir, limit), name, limit)


def _whole(read: Callable[[], bytes], name: str, limit: int) -> bytes:
    try:
        data = read()
    except OSError as error:
        refuse(name, _unreadable(error))
    except ValueError:  # a NUL or half a surrogate pair
        refuse(name, IMPOSSIBLE)
    if len(data) > limit:
        refuse(name, _too_large(limit))
    return data


def _read_file(name: str, limit: int) -> bytes:
    # Asked before opening, which may wake a device, and again of what was opened: somebody
    # may have put another thing in its place.
    _demand_regular(os.stat(name).st_mode, name)
    file = os.open(name, _FLAGS)
    try:
        status = os.fstat(file)
        _demand_regular(status.st_mode, name)
        return _read_open(file, status.st_size, limit)
    finally:
        os.close(file)


# A pipe in a file's place would otherwise wait for a writer that may never come.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def _read_open(file: int, size: int, limit: int) -> bytes:
    """Read an open file that is thought to have this size; of a longer one, a bit too much."""
    data = os.read(file, min(size, limit) + 1)
    if len(data) == size:  # all that there should be, and not the byte more that was asked for
        return data
    while data and len(data) <= limit and (more := os.read(file, _PIECE)):
        data += more
    return data


def _demand_regular(mode: int, name: str) -> None:
    if stat.S_ISDIR(mode):
        refuse(name, _DIRECTORY)
    if not stat.S_ISREG(mode):
        refuse(name, _NOT_REGULAR)


def _read_stdin() -> bytes:
    stream: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    if stream is None or stream.closed:
        raise OSError(errno.EBADF, "there is no standard input")
    return stream.read(SIZE_LIMIT + 1)


def _syntax(name: str, text: str) -> Syntax:
    known = _SUFFIXES.get(os.path.splitext(name)[1].lower())
    return known or ("json-or-yaml" if text.lstrip().startswith(("{", "[")) else "yaml")


def _too_large(limit: int) -> Text:
    return Text(
        en=f"the file is larger than {limit} bytes; split it",
        zh=f"文件超过 {limit} 字节；请拆分",
    )


_DIRECTORY = Text(
    en="this is a directory; name a YAML or JSON file in it",
    zh="这是目录；请指定其中的 YAML 或 JSON 文件",
)
_NOT_REGULAR = Text(
    en="this is not a regular file; name one, or send the content to standard input and name '-'",
    zh="这不是普通文件；请指定普通文件，或将内容送入标准输入并指定 '-'",
)
_MISSING = Text(
    en="there is no such file; check the path",
    zh="没有此文件；请检查路径",
)
_FORBIDDEN = Text(
    en="the file may not be read; check its permissions",
    zh="无权读取此文件；请检查权限",
)


def _unreadable(error: OSError) -> Text:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return _MISSING
    if isinstance(error, PermissionError):
        return _FORBIDDEN
    reason = escape(error.strerror or str(error), _REASON_LENGTH)
    return Text(
        en=f"cannot be read: {reason}; check the path",
        zh=f"无法读取：{reason}；请检查路径",
    )
