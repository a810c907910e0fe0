"""One file or standard input, read whole and once: its bytes, its text, its documents."""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
import sys
from typing import NamedTuple

from validator.manifest.reading import messages
from validator.manifest.reading.paths import STDIN, on_disk
from validator.manifest.reading.problems import refuse
from validator.model.errors import Position, TooLargeError
from validator.model.quote import escape, quote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO, Literal, NoReturn

    from validator.manifest.reading.document import ParsedDocument
    from validator.model.text import Text

    Syntax = Literal["yaml", "json", "json-or-yaml"]
    """The syntax of a text; the last if neither name nor first character decides."""

SIZE_LIMIT = 4 * 1024 * 1024
"""The most bytes of a file; a manifest has about ten thousand."""

# The longer marks first: UTF-32's starts like UTF-16's.
_FOREIGN_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
# YAML 1.2.2, section 5.1, with three more excluded: DEL and NEL, which no manifest
# needs, and a byte order mark inside the text, which is invisible.
_FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]"
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))
_REASON_LENGTH = 100
_SUFFIXES: dict[str, Syntax] = {".json": "json", ".yaml": "yaml", ".yml": "yaml"}


class Source(NamedTuple):
    """A text, its bytes, and how to read it.

    The name is the path as the user gave it, or ``<stdin>``, whose folder is None.
    """

    name: str
    text: str
    content: bytes
    syntax: Syntax
    folder: str | None


def read_source(path: str | Path) -> Source:
    """Read a regular file, or standard input for ``-``.

    Raises:
        ManifestError: it cannot be opened, is not a regular file, is larger than ``SIZE_LIMIT``,
            or is not clean UTF-8.
    """
    if str(path) == STDIN:
        return _source("<stdin>", _whole(_read_stdin, "<stdin>", SIZE_LIMIT), None)
    return _source(str(path), read_bytes(path), os.path.dirname(path) or os.curdir)


def source_of(content: str | bytes, name: str) -> Source:
    """Take a text from memory, or its bytes in UTF-8, as if it were a file of a name.

    Raises:
        ManifestError: it is larger than ``SIZE_LIMIT``, or is not clean UTF-8.
    """
    if len(content) > SIZE_LIMIT:  # before a copy is made
        _refuse_large(name, SIZE_LIMIT)
    # Half a surrogate pair becomes bytes that are not UTF-8, and is refused as such.
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    if len(data) > SIZE_LIMIT:
        _refuse_large(name, SIZE_LIMIT)
    return _source(name, data, None)


def _source(name: str, data: bytes, folder: str | None) -> Source:
    text = decode(data, name)
    syntax = _SUFFIXES.get(os.path.splitext(name)[1].lower())
    if syntax is None:
        syntax = "json-or-yaml" if text.lstrip().startswith(("{", "[")) else "yaml"
    return Source(name, text, data, syntax, folder)


def read_documents(source: Source) -> tuple[ParsedDocument, ...]:
    """Read every document of a source, at least one; JSON always has exactly one.

    A text that breaks one of the reader's rules is a ManifestError.
    """
    if source.syntax != "yaml":
        from validator.manifest.reading.json_reader import NotJsonError, read_json

        try:
            return (read_json(source.text, source.name),)
        except NotJsonError:
            # Only a grammar error sends a text on to YAML. A duplicate key or NaN in valid
            # JSON is refused, and must not get another meaning.
            if source.syntax == "json":
                raise
    from validator.manifest.reading.yaml_reader import read_yaml

    return read_yaml(source.text, source.name)


def decode(data: bytes, source: str) -> str:
    """Return content as text without a byte order mark; if not printable UTF-8, a ManifestError."""
    for mark, encoding in _FOREIGN_MARKS.items():
        if data.startswith(mark):
            text = messages.FOREIGN_ENCODING.format(encoding=encoding)
            refuse(source, text, Position(1, 1))
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        decoded = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        text = messages.NOT_UTF8.format(byte=data[error.start])
        refuse(source, text, _position(before, len(before)))
    if _may_be_forbidden(data) and (found := re.search(_FORBIDDEN, decoded)):
        text = messages.CHARACTER_NOT_ACCEPTED.format(shown=quote(found[0]))
        refuse(source, text, _position(decoded, found.start()))
    return decoded


def _may_be_forbidden(data: bytes) -> bool:
    """Return whether bytes may contain a forbidden character; a cheap test that most files pass.

    Beyond ASCII, forbidden characters start in UTF-8 with C2, EF BB BF or EF BF.
    """
    if len(data.translate(None, _CONTROLS)) < len(data) or b"\xc2" in data:
        return True
    return b"\xef" in data and (b"\xef\xbb\xbf" in data or b"\xef\xbf" in data)


def _position(text: str, offset: int) -> Position:
    from validator.manifest.reading.document import Lines

    return Position(*Lines(text).at(offset))


def read_bytes(path: str | Path, limit: int = SIZE_LIMIT) -> bytes:
    """Read a whole regular file of at most ``limit`` bytes, or raise a ManifestError."""
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
    """Read a file; of one above the limit, a byte more."""
    # Checked before opening, which may wake a device, and again on the opened file: somebody
    # may have replaced it.
    _demand_regular(os.stat(name).st_mode, name)
    with open(name, "rb", opener=_open) as file:
        status = os.fstat(file.fileno())
        _demand_regular(status.st_mode, name)
        # Not at once as much as the limit: Python would get that much memory for each file.
        data = file.read(min(status.st_size, limit) + 1)
        return data if len(data) <= status.st_size else data + file.read(limit)


def _open(name: str, flags: int) -> int:
    # A pipe would otherwise wait for a writer that may never come.
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


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


def _refuse_large(name: str, limit: int) -> NoReturn:
    refuse(name, messages.FILE_TOO_LARGE.format(limit=limit), error=TooLargeError)


def _unreadable(error: OSError) -> Text:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return messages.NO_SUCH_FILE
    if isinstance(error, PermissionError):
        return messages.NO_PERMISSION
    reason = escape(error.strerror or str(error), _REASON_LENGTH)
    return messages.CANNOT_BE_READ.format(reason=reason)
