"""Another machine, as Python sees it: three years later, and folders are listed backwards.

Python runs this at its start where the folder is on PYTHONPATH.
"""

import os
import time

_LATER = 3 * 365 * 24 * 60 * 60

_now, _list, _scan = time.time, os.listdir, os.scandir


class _Backwards:
    """What ``os.scandir`` returns, from its end."""

    def __init__(self, *where):
        with _scan(*where) as found:
            self._left = list(found)

    def __iter__(self):
        return self

    def __next__(self):
        if not self._left:
            raise StopIteration
        return self._left.pop()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def close(self):
        self._left.clear()


time.time = lambda: _now() + _LATER
os.listdir = lambda *where: _list(*where)[::-1]
os.scandir = _Backwards
