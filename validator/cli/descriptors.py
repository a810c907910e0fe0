"""Names of open files, such as ``/dev/stdout``: written to, never replaced."""

from __future__ import annotations

import os
import re

STANDARD_OUTPUT = "-"
"""The name of standard output as a file."""
_OPEN_FILE = re.compile(r"/(?:dev/fd|proc/(?:self|thread-self|[0-9]+)/fd)/([0-9]{1,9})")
_NAMED = {STANDARD_OUTPUT: 1, "/dev/stdout": 1, "/dev/stderr": 2}
_MOST_LINKS = 40


def descriptor_of(file: str) -> int | None:
    """Return the number of the open file that a name means.

    Opening such a name again would empty a file that standard output is redirected to, and
    would write at its beginning.

    Args:
        file: ``-``, ``/dev/stdout``, ``/dev/stderr``, ``/dev/fd/3``, the same below ``/proc``, or
            a link to one of these.

    Returns:
        The number; None for a file by any other name.
    """
    for _ in range(_MOST_LINKS):
        if file in _NAMED:
            return _NAMED[file]
        if match := _OPEN_FILE.fullmatch(file):
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
