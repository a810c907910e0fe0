"""Runs a command and writes down how it ended and what it took.

``python -I measure.py REPORT SECONDS COMMAND…``. A process of its own, and a small one: on Linux
the peak memory of a child starts at that of its parent, and a test suite is large.
"""

import json
import os
import signal
import sys
from pathlib import Path


def main(report, patience, *command):
    child = os.spawnvp(os.P_NOWAIT, command[0], command)  # noqa: S606 - no shell is wanted
    signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    signal.alarm(int(patience))
    _, status, usage = os.wait4(child, 0)
    ended = {
        "code": os.waitstatus_to_exitcode(status),
        "seconds": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024),
    }
    Path(report).write_text(json.dumps(ended), encoding="utf-8")


main(*sys.argv[1:])
