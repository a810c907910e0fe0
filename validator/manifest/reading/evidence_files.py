"""Open files that a manifest names, without leaving the manifest's folder."""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from validator.manifest.reading.paths import on_disk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

SIZE_LIMIT = 64 * 1024 * 1024
"""The most bytes of a file that is opened beside a manifest."""
READ_LIMIT = 1024 * 1024 * 1024
"""The most bytes of all files that are read beside one manifest."""

CONFIGURATION_LIMIT = 1024 * 1024
"""The most bytes of a configuration file."""
CONFIGURATIONS_LIMIT = 8 * 1024 * 1024
"""The most bytes of all configuration files beside one manifest; YAML takes a second for one."""
BEGINNING = 1024
"""Bytes of a file that show whether it is a document: a pointer of Git LFS has no more."""

_CHUNK = 1024 * 1024
_TOO_LARGE = "too-large"
# Not on every system; without them, the checks on the opened file still hold.
_CAREFULLY = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class OutsideError(Exception):
    """The name leads out of the folder, or to no regular file, or to a file that is too large.

    Attributes:
        why: which of these, as ``REFUSALS`` of the engine's messages names it.
    """

    def __init__(self, why: str) -> None:
        """Store the reason."""
        super().__init__(why)
        self.why = why


class EvidenceFiles:
    """The files beside one manifest; each is read once, however often it is named."""

    def __init__(self, folder: str | Path | None) -> None:
        """Set the only folder that may be read; None if there is none."""
        self._folder = folder
        self._digests: dict[tuple[int, ...], str] = {}
        self._left = READ_LIMIT
        self._configurations_left = CONFIGURATIONS_LIMIT

    def beginning(self, name: str) -> tuple[int, bytes]:
        """Open a file, and return its size and its first bytes.

        Its name is relative to the folder, with parts separated by ``/``.

        Raises:
            OutsideError: an absolute name or address, ``..``, a link that leads out, a folder, a
                device, or a file larger than ``SIZE_LIMIT``; always if there is no folder.
            OSError: there is no such file, or permission is denied.
        """
        with _opened(self._folder, name) as (stream, status):
            return status.st_size, stream.read(BEGINNING)

    def configuration(self, name: str, cost: int = 1) -> bytes:
        """Return the content of a configuration file, each byte of which counts as ``cost``.

        Raises:
            OutsideError: as ``beginning`` does, and for files of more than ``CONFIGURATION_LIMIT``
                bytes, or ``CONFIGURATIONS_LIMIT`` together.
            OSError: as ``beginning`` does.
        """
        with _opened(self._folder, name) as (stream, _):
            data = stream.read(CONFIGURATION_LIMIT + 1)
        self._configurations_left -= len(data) * cost
        if len(data) > CONFIGURATION_LIMIT or self._configurations_left < 0:
            raise OutsideError(_TOO_LARGE)
        return data

    def digest(self, name: str) -> str:
        """Return the SHA-256 of a file, as hexadecimal digits.

        Raises:
            OutsideError: as ``beginning`` does, and if files of more than ``READ_LIMIT`` bytes
                would have been read.
            OSError: as ``beginning`` does.
        """
        with _opened(self._folder, name) as (stream, status):
            file = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
            if file not in self._digests:
                self._digests[file] = self._digest_of(stream)
        return self._digests[file]

    def _digest_of(self, stream: BinaryIO) -> str:
        digest = hashlib.sha256()
        while chunk := stream.read(_CHUNK):
            self._left -= len(chunk)
            if self._left < 0:
                raise OutsideError("too-much")
            digest.update(chunk)
        return digest.hexdigest()


@contextmanager
def _opened(folder: str | Path | None, name: str) -> Iterator[tuple[BinaryIO, os.stat_result]]:
    descriptor = os.open(_inside(folder, name), _CAREFULLY)
    try:
        # Checked on the opened file, so that nobody can replace it in between.
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OutsideError("folder" if stat.S_ISDIR(status.st_mode) else "not-regular")
        if status.st_size > SIZE_LIMIT:
            raise OutsideError(_TOO_LARGE)
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            yield stream, status
    finally:
        os.close(descriptor)


def _inside(folder: str | Path | None, name: str) -> Path:
    if folder is None:
        raise OutsideError("no-folder")
    if why := _not_relative(name):
        raise OutsideError(why)
    root = Path(folder).resolve(strict=True)
    path = (root / on_disk(name)).resolve(strict=True)
    if not path.is_relative_to(root):
        raise OutsideError("link-out")
    return path


def _not_relative(name: str) -> str | None:
    """Return why a name is no relative path with parts separated by ``/``."""
    plain = PurePosixPath(name)
    found = {
        "file-address": name.lower().startswith("file:"),
        "backslash": "\\" in name,
        "character": ":" in name or "\0" in name,
        "absolute": plain.is_absolute(),
        "parent": ".." in plain.parts,
    }
    return next((why for why, there in found.items() if there), None)
