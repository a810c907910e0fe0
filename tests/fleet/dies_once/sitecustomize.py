"""Python imports this at its start: a worker dies once, at the row that says so."""

import os
import signal

from validator.fleet.rows import Rows

checked = Rows.verdict


def verdict(self, value, *bases):
    if b"x-kill" in (value or b""):
        try:
            os.close(os.open(os.environ["DIED"], os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            pass
        else:
            os.kill(os.getpid(), signal.SIGKILL)
    return checked(self, value, *bases)


Rows.verdict = verdict
