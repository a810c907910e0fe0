"""Opening a file that a manifest names, without ever leaving the manifest's folder."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path, PurePosixPath

SIZE_LIMIT = 64 * 1024 * 1024
"""The most bytes of a file that is opened beside a manifest."""

_CHUNK = 1024 * 1024
# Not on every system; where they are missing, the checks on the opened file still hold.
_CAREFULLY = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class OutsideError(Exception):
    """The name leads out of the folder, or to something that is no file of bearable size."""


def digest_beside(folder: str | Path | None, name: str) -> str:
    """Return the SHA-256 of a file below a folder, as hexadecimal digits.

    Args:
        folder: the only place that may be read; None where there is none.
        name: the file relative to it, parts separated by ``/``.

    Raises:
        OutsideError: an absolute name or address, ``..``, a link that leads out, a folder,
            a device, or a file larger than ``SIZE_LIMIT``; always where there is no folder.
        OSError: there is no such file, or it may not be read.
    """
    path = _inside(folder, name)
    descriptor = os.open(path, _CAREFULLY)
    with os.fdopen(descriptor, "rb") as stream:
        # Asked of the opened file, so that nobody can exchange it in between.
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > SIZE_LIMIT:
            raise OutsideError
        digest = hashlib.sha256()
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _inside(folder: str | Path | None, name: str) -> Path:
    plain = PurePosixPath(name)
    strange = any(character in name for character in "\\\0:")
    if folder is None or plain.is_absolute() or ".." in plain.parts or strange:
        raise OutsideError
    root = Path(folder).resolve(strict=True)
    path = (root / plain).resolve(strict=True)
    if not path.is_relative_to(root):
        raise OutsideError
    return path
