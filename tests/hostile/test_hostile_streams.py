"""Outputs that fail under the command: exit code 2, whole files or none, no traceback."""

import argparse
import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pytest

from validator.cli import exit as ending
from validator.cli import files, main

from .command import environment, facepolicy

ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-m", "validator", "check"]
BUFFERING = pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can mount a small disk"
)


@pytest.fixture
def gate(tmp_path):
    shutil.copyfile(ROOT / "examples" / "compreface-defaults.yaml", tmp_path / "gate.yaml")
    return tmp_path


@pytest.fixture
def small_disk(tmp_path):
    """Return a folder on a file system of 64 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if subprocess.run(["mount", *options], check=False, capture_output=True).returncode:
        pytest.skip("no small file system can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize(
    ("verb", "file", "code", "reported"),
    [
        (["check", "-q"], "{}/gate.yaml", 1, ""),
        (["check", "-q"], "gate.yaml", 2, ".: the current folder does not exist any more; "),
        (["diff", "gate.yaml"], "gate.yaml", 2, ".: the current folder does not exist any more; "),
    ],
)
def test_a_current_folder_that_is_gone(gate, verb, file, code, reported):
    line = 'mkdir gone; cd gone; rmdir ../gone; exec "$@"'
    done = subprocess.run(
        ["sh", "-c", line, "sh", *COMMAND[:-1], *verb, file.format(gate)],
        cwd=gate,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr.decode()[: len(reported)]) == (code, reported)
    assert reported or not done.stderr


@needs_full
@BUFFERING
@pytest.mark.parametrize("argv", [("check", "gate.yaml"), ("list",), ("--help",), ("schema",)])
def test_standard_output_on_a_full_disk(gate, unbuffered, argv):
    with Path("/dev/full").open("wb") as full:
        ended = facepolicy(*argv, cwd=gate, stdout=full, PYTHONUNBUFFERED=unbuffered)
    # argparse drops what it cannot write of its help at once; nobody takes that for an answer.
    reported = ["standard output: cannot be written: No space left on device"]
    assert (ended.code, ended.problems) == (2, reported)


@needs_full
def test_a_file_on_a_full_device(gate):
    ended = facepolicy("check", "gate.yaml", "-o", "/dev/full", cwd=gate)
    assert (ended.code, ended.out) == (2, b"")
    assert ended.problems == ["/dev/full: cannot be written: No space left on device"]


@needs_root
def test_a_disk_that_fills_up(gate, small_disk):
    old = small_disk / "report.json"
    old.write_text("old", encoding="utf-8")
    ended = facepolicy("check", "gate.yaml", "--format", "json", "-o", old, cwd=gate)
    assert (ended.code, ended.out) == (2, b"")
    assert ended.problems == [f"{old}: cannot be written: No space left on device"]
    assert [path.name for path in small_disk.iterdir()] == ["report.json"]
    assert old.read_text(encoding="utf-8") == "old"


@needs_root
@BUFFERING
def test_standard_output_on_a_disk_that_fills_up(gate, small_disk, unbuffered):
    with (small_disk / "report.json").open("wb") as stream:
        argv = ("check", "gate.yaml", "--format", "json")
        ended = facepolicy(*argv, cwd=gate, stdout=stream, PYTHONUNBUFFERED=unbuffered)
    assert ended.code == 2
    assert ended.problems == ["standard output: cannot be written: No space left on device"]


@needs_full
@pytest.mark.parametrize("summary", ["/dev/full", "/proc/nobody/summary"])
def test_the_summary_of_a_job_that_cannot_be_written(gate, summary):
    argv = ("check", "gate.yaml", "--format", "github")
    ended = facepolicy(*argv, cwd=gate, GITHUB_STEP_SUMMARY=summary)
    assert ended.code == 2
    assert ended.problems[0].startswith(f"{summary}: cannot be written: No s")


@BUFFERING
@pytest.mark.parametrize("size", [0, 1], ids=["before", "in the middle"])
def test_a_reader_that_goes_away(gate, unbuffered, size):
    # More than any pipe holds, so that the reader is gone before the last byte.
    many = [shutil.copyfile(gate / "gate.yaml", gate / f"{index}.yaml") for index in range(8)]
    child = subprocess.Popen(
        [*COMMAND, *many, "--pack", "all", "--format", "json"],
        cwd=gate,
        env=environment(PYTHONUNBUFFERED=unbuffered),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    if size:
        os.read(child.stdout.fileno(), size)
    child.stdout.close()
    assert child.stderr.read() == b""
    assert child.wait() == 2
    child.stderr.close()


@pytest.mark.parametrize(
    ("argv", "closed", "reported"),
    [
        (["gate.yaml"], ">&-", "standard output: cannot be written: it is closed\n"),
        (["nobody.yaml"], "2>&-", ""),
        (["nobody.yaml"], ">&- 2>&-", ""),
        (["--nonsense"], "2>&-", ""),
    ],
)
def test_streams_that_are_closed(gate, argv, closed, reported):
    line = f'exec "$@" {closed}'
    done = subprocess.run(
        ["sh", "-c", line, "sh", *COMMAND, *argv],
        cwd=gate,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr.decode()) == (2, reported)


@needs_full
def test_standard_error_on_a_full_disk(gate):
    with Path("/dev/full").open("wb") as full:
        argv = [*COMMAND, "nobody.yaml"]
        done = subprocess.run(argv, cwd=gate, env=environment(), stderr=full, check=False)
    assert done.returncode == 2


def interruptible():
    """Undo what a shell does to whatever it starts in the background: interrupts are ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_interrupt_in_the_middle_of_a_run(gate):
    folder = gate / "many"
    folder.mkdir()
    for index in range(3_000):
        os.link(gate / "gate.yaml", folder / f"{index}.yaml")
    child = pexpect.spawn(
        sys.executable,
        ["-m", "validator", "check", "many", "--format", "json", "-o", "report.json"],
        cwd=str(gate),
        env=environment(),
        timeout=60,
        preexec_fn=interruptible,
    )
    child.expect(r"(reading|checking) \d+/3000")
    child.kill(signal.SIGINT)
    rest = child.read()
    child.close()
    assert (child.exitstatus, child.signalstatus) == (130, None)
    assert b"Traceback" not in rest
    assert sorted(path.name for path in gate.iterdir()) == ["gate.yaml", "many"]


def test_interrupt_while_waiting_for_standard_input(tmp_path):
    child = pexpect.spawn(
        sys.executable,
        [
            "-c",
            "import validator.cli as c; print('ready', flush=True); exit(c.main(['check','-']))",
        ],
        cwd=str(tmp_path),
        env=environment(),
        timeout=60,
        preexec_fn=interruptible,
    )
    child.expect("ready")
    time.sleep(1)  # it is ready to begin, and not yet waiting
    child.sendintr()
    rest = child.read()
    child.close()
    assert (child.exitstatus, child.signalstatus) == (130, None)
    assert b"Traceback" not in rest


@pytest.mark.parametrize("moment", ["write", "fsync"])
def test_interrupt_while_a_file_is_written(gate, monkeypatch, moment):
    old = gate / "report.txt"
    old.write_text("old", encoding="utf-8")

    def interrupted(*_args):
        raise KeyboardInterrupt

    if moment == "fsync":
        monkeypatch.setattr(os, "fsync", interrupted)
    else:
        monkeypatch.setattr(Path, "replace", interrupted)
    assert main(["check", str(gate / "gate.yaml"), "-o", str(old)]) == 130
    assert old.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in gate.iterdir()) == ["gate.yaml", "report.txt"]


def test_a_file_left_by_a_run_that_was_killed_is_in_nobody_s_way(tmp_path, monkeypatch):
    def killed(*_args):
        raise SystemExit

    monkeypatch.setattr(os, "fsync", killed)
    monkeypatch.setattr(Path, "unlink", lambda *_args, **_options: None)
    with pytest.raises(SystemExit):
        files.write_file(str(tmp_path / "a"), "one")
    monkeypatch.undo()
    files.write_file(str(tmp_path / "a"), "two")
    assert (tmp_path / "a").read_text(encoding="utf-8") == "two"


@pytest.mark.parametrize("name", ["loop", "loop/report", "gate.yaml/report", "nul\0", "."])
def test_places_where_no_file_can_be(gate, monkeypatch, capsys, name):
    (gate / "loop").symlink_to("loop")
    monkeypatch.chdir(gate)
    assert main(["check", "gate.yaml", "-o", name]) == 2
    assert ": cannot be written: " in capsys.readouterr().err
    assert sorted(path.name for path in gate.iterdir()) == ["gate.yaml", "loop"]


def test_an_error_of_the_program_itself_is_no_answer(monkeypatch, capsys):
    def broken():
        return {}["absent"]

    code = ending.end(broken, argparse.Namespace(lang="zh"))
    err = capsys.readouterr().err
    assert code == 2
    assert err.startswith("facepolicy: 内部错误（KeyError, test_hostile_streams.py:")
    assert err.count("\n") == 1


def test_an_error_of_the_system_names_its_file(capsys):
    def broken():
        raise OSError(errno.EIO, "Input/output error", "a\x1b.yaml")

    assert ending.end(broken, argparse.Namespace(lang=None)) == 2
    assert capsys.readouterr().err == "a\\u001b.yaml: cannot be written: Input/output error\n"
