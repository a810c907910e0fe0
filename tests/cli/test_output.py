"""Where reports go: pairs of format and file, whole files or none, progress on terminals only."""

import json
import os
import pty
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.checkout import ROOT, shared_environment
from tests.support.packbuilder import CARD, rule, write_pack
from validator.cli import files, main
from validator.cli.progress import watched

DAY = ("--as-of", "2026-10-31", "-p", "cn-tc260-frd-2021-draft")


@pytest.fixture
def gate(tmp_path, monkeypatch):
    shutil.copy(ROOT / "examples" / "compreface-defaults.yaml", tmp_path / "gate.yaml")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return tmp_path


def run(capsys, *argv):
    code = main(["check", "gate.yaml", *DAY, *argv])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_each_format_goes_to_the_file_beside_it(gate, capsys):
    _, out, _ = run(capsys, "--format", "json", "-o", "a.json", "--format", "text", "-o", "a.txt")
    report = json.loads(Path("a.json").read_text(encoding="utf-8"))
    assert report["counts"]["results"] == 68
    text = Path("a.txt").read_text(encoding="utf-8")
    assert text.startswith("FAILED: 6 facts violate 7 requirements.")
    assert out == text.splitlines()[-1] + "\n"


def test_the_order_of_the_two_does_not_matter(gate, capsys):
    run(capsys, "-o", "a.json", "--format", "json", "--output", "a.txt")
    assert json.loads(Path("a.json").read_text(encoding="utf-8"))
    assert (
        Path("a.txt")
        .read_text(encoding="utf-8")
        .startswith("FAILED: 6 facts violate 7 requirements.")
    )


def test_one_format_may_go_to_standard_output(gate, capsys):
    _, out, _ = run(capsys, "--format", "json", "-o", "a.json", "--format", "text")
    assert out.startswith("FAILED: 6 facts violate 7 requirements.")
    assert run(capsys, "--format", "json")[1] == Path("a.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "argv",
    [
        ("--format", "json", "--format", "text"),
        ("--format", "json", "-o", "x", "--format", "text", "-o", "./x"),
    ],
)
def test_two_formats_for_one_place_are_refused(gate, capsys, argv):
    code, out, err = run(capsys, *argv)
    assert (code, out) == (2, "")
    assert "two outputs for one file" in err
    assert not Path("x").exists()


def test_a_file_that_cannot_be_written_is_reported(gate, capsys):
    code, _, err = run(capsys, "--format", "json", "-o", "gate.yaml/x.json")
    assert (code, err) == (2, "gate.yaml/x.json: cannot be written: File exists\n")


def test_a_failed_write_leaves_the_old_file_and_no_other(gate, monkeypatch):
    Path("a.txt").write_text("old", encoding="utf-8")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Exception, match="No space left on device"):
        files.write_file("a.txt", "new")
    assert Path("a.txt").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in gate.iterdir()) == ["a.txt", "gate.yaml"]


def test_a_file_behind_a_link_is_replaced_and_the_link_stays(gate):
    Path("real.txt").write_text("old", encoding="utf-8")
    Path("link.txt").symlink_to("real.txt")
    files.write_file("link.txt", "new")
    assert Path("link.txt").is_symlink()
    assert Path("real.txt").read_text(encoding="utf-8") == "new"


def test_a_device_is_written_and_not_replaced(gate):
    files.write_file(os.devnull, "new")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_files_have_plain_line_feeds_and_no_colour(gate, capsys):
    run(capsys, "--format", "text", "-o", "a.txt")
    data = Path("a.txt").read_bytes()
    assert b"\r" not in data
    assert b"\x1b" not in data


def on_a_terminal(monkeypatch):
    class Terminal:
        written = ""

        def isatty(self):
            return True

        def write(self, text):
            self.written += text

        def flush(self):
            pass

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    return terminal


def test_progress_is_shown_on_a_terminal_after_a_while(monkeypatch):
    terminal = on_a_terminal(monkeypatch)
    now = iter([0.0, 0.5, 1.5, 1.5, 1.55])
    monkeypatch.setattr("validator.cli.progress.monotonic", lambda: next(now))
    assert list(watched(["a", "b", "c"], 3, "en")) == ["a", "b", "c"]
    assert terminal.written == "\r\x1b[Kchecking 2/3\r\x1b[K"


def test_no_progress_without_a_terminal(monkeypatch, capsys):
    monkeypatch.setattr("validator.cli.progress._PATIENCE", 0)
    assert list(watched(["a", "b"], 2, "en")) == ["a", "b"]
    assert capsys.readouterr() == ("", "")


def test_no_progress_where_standard_error_is_closed(monkeypatch):
    monkeypatch.setattr("validator.cli.progress._PATIENCE", 0)
    monkeypatch.setattr(sys, "stderr", None)
    assert list(watched(["a", "b"], 2, "en")) == ["a", "b"]


def test_the_command_in_a_pseudo_terminal_leaves_no_progress_behind(gate):
    parent, child = pty.openpty()
    argv = [sys.executable, "-m", "validator", "check", "gate.yaml", "-q", *DAY]
    done = subprocess.run(
        argv,
        stdout=child,
        stderr=child,
        timeout=60,
        check=False,
        env=shared_environment(NO_COLOR="1"),
    )
    os.close(child)
    out = os.read(parent, 10_000).decode()
    os.close(parent)
    assert done.returncode == 1
    assert out.startswith("68 results: ")


def test_all_formats_need_a_folder(gate, capsys):
    code, out, err = run(capsys, "--format", "all")
    assert (code, out) == (2, "")
    assert "--format all needs --output FOLDER" in err


@pytest.mark.parametrize(
    "argv", [("--format", "json", "-o", "./gate.yaml"), ("--write-baseline", "gate.yaml")]
)
def test_what_was_read_is_not_written_over(gate, capsys, argv):
    before = Path("gate.yaml").read_bytes()
    code, out, err = run(capsys, *argv)
    assert (code, out) == (2, "")
    assert "would be overwritten" in err
    assert Path("gate.yaml").read_bytes() == before


def with_evidence(uri="proof.pdf"):
    """Let the manifest name a document beside it."""
    Path(uri).write_text("proof", encoding="utf-8")
    reported = "type: policy, title: Proof, issued: 2026-01-01, expires: never, by: DPO"
    entry = f"evidence: [{{id: proof, {reported}, uri: {uri}}}]\n"
    with Path("gate.yaml").open("a", encoding="utf-8") as manifest:
        manifest.write(entry)


def files_below(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def inputs(gate):
    """Have two packs, a configuration that names both, and a document."""
    Path("pk").mkdir()
    write_pack(gate / "pk")
    Path("other").mkdir()
    write_pack(gate / "other", rule(id="T-9"), card={**CARD, "id": "yy-test"})
    Path("facepolicy.toml").write_text('pack = ["pk", "other"]\n', encoding="utf-8")
    with_evidence()
    Path("link.txt").symlink_to("proof.pdf")
    return gate


@pytest.mark.parametrize("form", ["json", "jsonl"])
@pytest.mark.parametrize(
    "file",
    [
        "pk/pack.yaml",
        "pk/rules/T-1.yaml",
        "other/pack.yaml",
        "facepolicy.toml",
        "proof.pdf",
        "link.txt",
    ],
)
def test_nothing_that_a_run_read_is_written_over(inputs, capsys, form, file):
    before = files_below(inputs)
    code = main(["check", "gate.yaml", "--format", form, "-o", file])
    captured = capsys.readouterr()
    assert (code, captured.out) == (2, "")
    assert captured.err.startswith(
        f"{file}: this file is an input of the run and would be overwritten"
    )
    assert files_below(inputs) == before


def test_no_baseline_is_written_over_what_a_run_read(inputs, capsys):
    before = files_below(inputs)
    for file in ("proof.pdf", "other/pack.yaml", "facepolicy.toml"):
        assert main(["check", "gate.yaml", "--write-baseline", file]) == 2
        assert "this file is an input of the run" in capsys.readouterr().err
    assert files_below(inputs) == before


@pytest.mark.parametrize(
    ("argv", "reported"),
    [
        (("--format", "csv", "-o", "link.txt"), "--output: two outputs for one file"),
        (("--write-baseline", "link.txt"), "--output: two outputs for one file"),
        (("--write-baseline", "down/../new.txt"), "--output: two outputs for one file"),
    ],
)
def test_one_place_by_two_names_is_one_place(gate, capsys, argv, reported):
    Path("down").mkdir()
    Path("link.txt").symlink_to("new.txt")
    code, out, err = run(capsys, "--format", "json", "-o", "new.txt", *argv)
    assert (code, out) == (2, "")
    assert err.startswith(reported)
    assert not Path("new.txt").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("unwritable", ["/dev/full", "gate.yaml/out.csv"])
def test_all_files_are_written_or_none(gate, capsys, unwritable):
    Path("old.json").write_text("old", encoding="utf-8")
    before = files_below(gate)
    asked = [("--format", "json", "-o", "old.json"), ("--format", "html", "-o", "new/a/b.html")]
    argv = [*asked[0], *asked[1], "--format", "csv", "-o", unwritable]
    code, out, err = run(capsys, *argv, "--write-baseline", "base.json")
    assert (code, out) == (2, "")
    assert err.startswith(f"{unwritable}: cannot be written: ")
    assert files_below(gate) == before
    assert not Path("new").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "argv",
    [("--format", "json", "--write-baseline", "b.json"), ("--format", "jsonl"), ("-v",)],
)
def test_no_file_appears_where_standard_output_is_full(gate, argv):
    argv = (*argv, "-o", "a.txt")
    command = (sys.executable, "-m", "validator", "check", "gate.yaml", *DAY, *argv)
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" > /dev/full', "sh", *command],
        stderr=subprocess.PIPE,
        env=shared_environment(),
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(b"standard output: cannot be written: ")
    assert sorted(path.name for path in gate.iterdir()) == ["gate.yaml"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_device_gets_the_blame_itself(gate, capsys):
    code, _, err = run(capsys, "--format", "jsonl", "-o", "/dev/full")
    assert (code, err) == (2, "/dev/full: cannot be written: No space left on device\n")


REPORT = "FAILED: 6 facts violate 7 requirements."
PROGRAM = (sys.executable, "-m", "validator")


def lines_of_shell(gate, command):
    """Run a command between two others, with all output in one file."""
    script = f"( echo first; {command}; echo last ) > log"
    words = " ".join([*PROGRAM, "check", "gate.yaml", *DAY])
    environment = shared_environment() | {"PYTHONPATH": str(ROOT)}
    subprocess.run(
        ["sh", "-c", script.replace("CHECK", words)], cwd=gate, env=environment, check=True
    )
    return (gate / "log").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"])
def test_standard_output_by_any_name_is_written_after_what_is_there(gate, name):
    (gate / "link").symlink_to("/dev/stdout")
    first, verdict, *_, last = lines_of_shell(gate, f"CHECK -o {name}")
    assert (first, last) == ("first", "last")
    assert verdict.startswith(REPORT)
    assert not (gate / "-").exists()


def test_standard_error_and_other_open_files_are_written_after_what_is_there(gate):
    first, counts, verdict, *_, last = lines_of_shell(gate, "CHECK -o /dev/stderr 2>&1")
    assert (first, last) == ("first", "last")
    assert {counts[:10], verdict[:10]} == {"68 results", REPORT[:10]} or REPORT in counts
    first, *_, last = lines_of_shell(gate, "CHECK -o /dev/fd/5 5>>five")
    assert (first, last) == ("first", "last")
    assert (gate / "five").read_text(encoding="utf-8").startswith(REPORT)


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_a_baseline_on_standard_output_is_nothing_but_json(gate, name):
    first, *baseline, last = lines_of_shell(gate, f"CHECK -o report --write-baseline {name}")
    assert (first, last) == ("first", "last")
    assert json.loads("\n".join(baseline))["failures"]


def test_a_report_and_a_baseline_do_not_share_standard_output(gate, capsys):
    assert run(capsys, "--write-baseline", "-")[0] == 2
    assert run(capsys, "-o", "/dev/stdout", "--write-baseline", "-")[0] == 2


def test_a_new_file_has_the_usual_mode_and_an_old_one_keeps_its_own(gate):
    Path("old").write_text("old", encoding="utf-8")
    Path("old").chmod(0o600)
    files.write_file("old", "new")
    assert stat.S_IMODE(Path("old").stat().st_mode) == 0o600
    assert Path("old").read_text(encoding="utf-8") == "new"


def test_the_other_name_of_a_file_stays_one_of_it(gate):
    Path("old").write_text("a longer text than the new one", encoding="utf-8")
    Path("other").hardlink_to("old")
    files.write_file("old", "new")
    assert Path("other").read_text(encoding="utf-8") == "new"
    assert sorted(path.name for path in gate.iterdir()) == ["gate.yaml", "old", "other"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_file_stays_with_its_owner(gate):
    Path("old").write_text("old", encoding="utf-8")
    os.chown("old", 1234, 1234)
    files.write_file("old", "new")
    assert Path("old").read_text(encoding="utf-8") == "new"
    assert (Path("old").stat().st_uid, Path("old").stat().st_gid) == (1234, 1234)


def test_a_file_that_cannot_be_replaced_is_written_in_place(gate, monkeypatch):
    """So is a file that is mounted into a container."""

    def busy(*_args):
        raise OSError(16, "Device or resource busy")

    Path("old").write_text("a longer text than the new one", encoding="utf-8")
    monkeypatch.setattr(Path, "replace", busy)
    files.write_file("old", "new")
    assert Path("old").read_text(encoding="utf-8") == "new"
    assert sorted(path.name for path in gate.iterdir()) == ["gate.yaml", "old"]
    with pytest.raises(Exception, match="Device or resource busy"):
        files.write_file("absent", "new")


def test_a_writable_file_in_a_folder_that_is_not_is_written_in_place(gate, monkeypatch):
    opened = Path.open

    def refused(path, mode="r", *args, **more):
        if "x" in mode:
            raise PermissionError(13, "Permission denied")
        return opened(path, mode, *args, **more)

    Path("old").write_text("a longer text than the new one", encoding="utf-8")
    monkeypatch.setattr(Path, "open", refused)
    files.write_file("old", "new")
    assert Path("old").read_text(encoding="utf-8") == "new"
    with pytest.raises(Exception, match="Permission denied"):
        files.write_file("absent", "new")


def test_a_pipe_is_written_and_stays_a_pipe(gate):
    os.mkfifo("pipe")
    with subprocess.Popen(["cat", "pipe"], stdout=subprocess.PIPE) as reader:
        files.write_file("pipe", "new")
        assert reader.communicate(timeout=30)[0] == b"new"
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)


@pytest.mark.parametrize("form", ["csv", "junit", "gitlab", "markdown", "jsonl"])
def test_files_left_out_are_reported_beside_any_format(gate, capsys, form):
    shutil.copy("gate.yaml", ".gate.yaml")
    assert main(["check", ".", *DAY, "--format", form]) == 1
    err = capsys.readouterr().err
    assert "hidden or have another suffix: 1; name them" in err
    assert err.endswith(" or .json: .gate.yaml\n")
    Path(".gate.yaml").unlink()
    assert main(["check", ".", *DAY, "--format", form]) == 1
    assert capsys.readouterr().err == ""
