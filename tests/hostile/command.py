"""The real command, with what it took: at most 2 seconds of a processor and 200 MB of memory."""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.support.checkout import shared_install

SECONDS = 2.0
"""Of a processor that does ``_fixed_work`` in ``QUIET`` seconds."""
MEGABYTES = 200
QUIET = 0.017
"""What it takes where the bound was measured while nothing else ran. The same machine needs up to
twice as long while others use it."""
PATIENCE = 60
"""Seconds of the wall clock after which a command is taken to hang; machines are shared."""

_MEASURE = (sys.executable, "-I", str(Path(__file__).with_name("measure.py")))
_COMMAND = (sys.executable, "-m", "validator")
_RAW = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xa8-\xae]")


def environment(**more):
    """No setting of the person who runs the tests; the packages of their environment."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": os.devnull,
        "LC_ALL": "C",
        "PYTHONPATH": str(shared_install()),
        **more,
    }


@dataclass(frozen=True)
class Ended:
    """How a command ended.

    Attributes:
        code: its exit code; negative for the signal that killed it.
        seconds: of processor time, its children's included.
        megabytes: of memory at its peak.
    """

    code: int
    out: bytes
    err: bytes
    seconds: float
    megabytes: float

    @property
    def problems(self):
        """The lines of standard error."""
        return self.err.decode().splitlines()


def facepolicy(*argv, cwd, stdin=subprocess.DEVNULL, stdout=None, **more):
    """Run the command and hold it to what always holds: its bounds, and no traceback.

    Args:
        stdout: a file for standard output; caught when left out.
    """
    with tempfile.NamedTemporaryFile() as report:
        done = subprocess.run(
            [*_MEASURE, report.name, str(PATIENCE), *_COMMAND, *map(str, argv)],
            cwd=cwd,
            env=environment(**more),
            stdin=stdin,
            stdout=stdout or subprocess.PIPE,
            stderr=subprocess.PIPE,
            check=True,
        )
        taken = json.loads(Path(report.name).read_text(encoding="utf-8"))
    ended = Ended(out=done.stdout or b"", err=done.stderr, **taken)
    check(ended)
    return ended


def check(ended):
    """Assert what holds of every end."""
    assert b"Traceback" not in ended.err, ended.err
    assert b"internal error" not in ended.err, ended.err
    assert not _RAW.search(ended.err), ended.err
    assert ended.seconds <= SECONDS or ended.seconds <= SECONDS * slowness(), ended
    assert ended.megabytes <= MEGABYTES, ended


def slowness():
    """Return how many times slower this processor is now than the quiet one; 1 if it is not."""
    return max(1.0, median(_fixed_work() for _ in range(9)) / QUIET)


def _fixed_work():
    started, numbers = time.process_time(), {}
    for number in range(100_000):
        numbers.setdefault(str(number % 1_000), []).append(number)
    return time.process_time() - started
