"""Completion in the shells themselves: somebody types and presses the tabulator key."""

import os
import pty
import select
import subprocess
import sysconfig
from time import monotonic

import pytest

from tests.support.programs import tool
from validator.cli import main
from validator.cli.completion import SHELLS

_PATIENCE = 30  # seconds
_SCRIPTS = sysconfig.get_path("scripts")
# What starts a shell as somebody has it who configured nothing.
_START = {"bash": ["--norc", "--noprofile", "-i"], "zsh": ["-f", "-i"]}
_READY = {"bash": "", "zsh": "autoload -U compinit; compinit -D -u; "}
TYPED = [
    ("facepolicy expl", "facepolicy explain"),
    ("facepolicy check --fail-on wa", "facepolicy check --fail-on warning"),
    ("facepolicy check --fail-on=wa", "facepolicy check --fail-on=warning"),
    ("facepolicy check --require", "facepolicy check --require-applicable"),
    ("facepolicy check -p cn-pip", "facepolicy check -p cn-pipl-2021"),
    ("facepolicy coverage self", "facepolicy coverage self-consistency"),
    ("facepolicy check dep", "facepolicy check deployments/"),
    ("facepolicy check deployments/ga", "facepolicy check deployments/gate.yaml"),
    ("facepolicy explain FRD21-5-AL", "facepolicy explain FRD21-5-ALT"),
    ("facepolicy explain consent.gr", "facepolicy explain consent.grade"),
    ("facepolicy check --select FRD21-5-AL", "facepolicy check --select FRD21-5-ALT"),
    ("facepolicy schema manifest.d", "facepolicy schema manifest.draft-07"),
    ("facepolicy completion z", "facepolicy completion zsh"),
]


@pytest.fixture
def home(tmp_path, monkeypatch, capsys):
    """Return a folder with a manifest and, for each shell, the script."""
    (tmp_path / "deployments").mkdir()
    (tmp_path / "deployments/gate.yaml").write_text("{}", encoding="utf-8")
    (tmp_path / "deployments/gallery.png").write_text("", encoding="utf-8")
    for shell in SHELLS:
        assert main(["completion", shell]) == 0
        (tmp_path / f"completion.{shell}").write_text(capsys.readouterr().out, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{_SCRIPTS}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


class Terminal:
    """A shell at a terminal."""

    def __init__(self, command):
        self._ours, theirs = pty.openpty()
        self._process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def type(self, text):
        os.write(self._ours, text.encode())

    def read_until(self, mark):
        """Return the line that begins with a mark, once it is whole."""
        seen, end = "", monotonic() + _PATIENCE
        while monotonic() < end:
            if select.select([self._ours], [], [], 0.1)[0]:
                seen += os.read(self._ours, 4096).decode(errors="replace")
            for line in seen.replace("\r", "\n").split("\n")[:-1]:
                if line.startswith(mark):
                    return line.removeprefix(mark)
        pytest.fail(f"no line {mark!r} in {seen!r}")


@pytest.mark.parametrize("shell", _START)
def test_the_tabulator_key_completes(home, shell):
    with Terminal([tool(shell), *_START[shell]]) as terminal:
        terminal.type(
            f"{_READY[shell]}source ./completion.{shell}; echo READY''-; bindkey -e 2>&-\n"
        )
        terminal.read_until("READY-")
        for number, (typed, completed) in enumerate(TYPED):
            # To the start of the line, and there what prints the line instead of running it.
            terminal.type(f"{typed}\t\x01echo GOT''{number}-\n")
            assert terminal.read_until(f"GOT{number}-").strip() == completed


@pytest.mark.parametrize(("typed", "completed"), TYPED)
def test_fish_completes(home, typed, completed):
    script = f"source completion.fish; complete -C '{typed}'"
    done = subprocess.run(
        [tool("fish"), "--no-config", "-c", script], capture_output=True, text=True, check=True
    )
    assert completed.split()[-1] in [line.split("\t")[0] for line in done.stdout.splitlines()]
