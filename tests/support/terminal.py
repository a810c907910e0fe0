"""A person at a real pseudo-terminal."""

import signal
import sys

import pexpect

from tests.support.checkout import shared_environment

QUESTION = "\n> "


class Terminal:
    """``facepolicy init`` as somebody types it, and what it shows."""

    def __init__(self, folder, *argv, day="2026-10-31", encoding="utf-8"):
        environment = {
            **shared_environment(),
            "TERM": "dumb",
            "LC_ALL": "C.UTF-8",
            "NO_COLOR": "1",
            "PYTHONIOENCODING": encoding,
        }
        environment.pop("COLUMNS", None)  # the terminal says how wide it is
        self._child = pexpect.spawn(
            sys.executable,
            ["-m", "validator", "init", *argv, "--as-of", day],
            cwd=str(folder),
            env=environment,
            encoding=encoding,
            dimensions=(50, 100),
            timeout=20,
            # Whoever starts the tests in the background has interrupts ignored below.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        self._child.delaybeforesend = None
        self.seen = ""

    def shown(self):
        """Wait for a prompt; return what was shown since the reply before."""
        self._child.expect_exact(QUESTION)
        return self._look(self._child.before)

    def type(self, *lines):
        """Answer the next questions; return what was shown before the last of them."""
        shown = ""
        for line in lines:
            shown = self.shown()
            self._child.sendline(line)
        return shown

    def choose(self, steps):
        """Go through the choices of the next question with the arrow keys, and take one."""
        self.shown()
        self._child.send("\x1b[A" * steps)
        self._child.expect(r"\d  \w")
        self._child.sendline("")

    def press(self, key):
        """Press a control key at the next question."""
        self.shown()
        self._child.sendcontrol(key)

    def end(self):
        """Wait until the command ends; return the last that it showed, and its exit code."""
        self._child.expect(pexpect.EOF)
        shown = self._look(self._child.before)
        self._child.close()
        return shown, self._child.exitstatus

    def _look(self, text):
        """Return what was shown, without the line that was typed."""
        text = text.replace("\r", "")
        shown = text.partition("\n")[2] if self.seen else text
        self.seen += f"{shown}\n"
        return shown
