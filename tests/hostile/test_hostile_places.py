"""Files that are none, are gone, or never end; and the other files that a run reads."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from validator.cli import main

from .command import environment, facepolicy

ROOT = Path(__file__).parent.parent.parent
UNREAL = {
    "fifo": ("this is not a regular file", "这不是普通文件"),
    "folder": ("this is a directory", "这是目录"),
    "loop": ("cannot be read: ", "无法读取："),
    "dangling": ("there is no such file", "没有此文件"),
    "gone": ("there is no such file", "没有此文件"),
    "/dev/zero": ("this is not a regular file", "这不是普通文件"),
}
OPTIONS = ("--waivers", "--baseline", "--config")


@pytest.fixture
def gate(tmp_path):
    shutil.copyfile(ROOT / "examples" / "lobby-gate.yaml", tmp_path / "gate.yaml")
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "dangling").symlink_to("nowhere")
    return tmp_path


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("name", UNREAL)
def test_no_file_that_is_named_can_hang_a_run(gate, name, option):
    ended = facepolicy("check", "gate.yaml", option, name, cwd=gate)
    assert (ended.code, ended.out) == (2, b"")
    assert ended.problems[0].startswith(f"{name}: {UNREAL[name][0]}")


@pytest.mark.parametrize("name", [name for name in UNREAL if name != "folder"])
def test_a_manifest_that_is_no_file(gate, name):
    ended = facepolicy("check", "gate.yaml", name, "--lang", "zh", cwd=gate)
    assert ended.code == 2
    assert f"{name}: {UNREAL[name][1]}" in ended.out.decode()


def test_a_folder_without_manifests(gate):
    ended = facepolicy("check", "folder", cwd=gate)
    assert ended.code == 2
    assert "there is no .yaml, .yml or .json file" in ended.problems[0]


@pytest.mark.parametrize("name", ["fifo", "loop", "folder", "x" * 1000, "/dev/null"])
def test_a_pack_that_is_no_pack(gate, name):
    ended = facepolicy("check", "gate.yaml", "--pack", name, cwd=gate)
    assert ended.code == 2
    reasons = {
        "folder": ": the folder has no pack.yaml",
        "/dev/null": ": there is no such folder; ",
    }
    reason = reasons.get(name, ": no such pack; ")
    assert reason in ended.problems[0] or len(name) > 100


@pytest.mark.parametrize("option", ["--resume", "--from-answers"])
@pytest.mark.parametrize("name", UNREAL)
def test_answers_that_are_no_file(gate, name, option):
    ended = facepolicy("init", "new.yaml", option, name, "--no-input", cwd=gate)
    assert ended.code == 2
    assert ended.problems[0].startswith(f"{name}: ")
    assert not (gate / "new.yaml").exists()


def test_a_folder_with_all_of_them_is_read_as_far_as_it_can_be(gate):
    for name in ("fifo", "dangling"):
        (gate / name).rename(gate / f"{name}.yaml")
    (gate / "loop.yaml").symlink_to("loop.yaml")
    (gate / "folder").rename(gate / "folder.yaml")
    (gate / "up.yaml").symlink_to(gate)
    (gate / "deeper").mkdir()
    (gate / "deeper" / "around").symlink_to(gate)
    ended = facepolicy("check", ".", cwd=gate)
    assert ended.code == 2
    out = ended.out.decode()
    assert "fifo.yaml: this is not a regular file" in out
    assert "loop.yaml: cannot be read" in out
    assert "dangling.yaml: there is no such file" in out
    assert "1 manifest" in out


def test_a_file_that_vanishes_before_it_is_read(gate, monkeypatch, capsys):
    shutil.copyfile(gate / "gate.yaml", gate / "second.yaml")
    monkeypatch.chdir(gate)
    monkeypatch.setattr(sys, "stderr", sys.stdout)
    from validator.cli import progress

    def watch_and_take_away(items, _total, _language):
        for item in items:
            if str(item) == "second.yaml":
                Path("second.yaml").unlink()
            yield item

    monkeypatch.setattr(progress, "watched", watch_and_take_away)
    assert main(["check", "*.yaml"]) == 2
    out = capsys.readouterr().out
    assert "second.yaml: there is no such file" in out
    assert "1 manifest" in out


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(gate):
    (gate / "gate.yaml").chmod(0)
    ended = facepolicy("check", "gate.yaml", cwd=gate)
    assert ended.code == 2
    assert ended.problems == ["gate.yaml: the file may not be read; check its permissions"]


@pytest.fixture
def open_folder():
    """Return a folder that everybody can enter, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
def test_what_nobody_may_read(open_folder):
    secret = open_folder / "secret.yaml"
    shutil.copyfile(ROOT / "examples" / "lobby-gate.yaml", secret)
    secret.chmod(0)
    # Once as root, so that nobody needs no file of Python's own any more.
    code = """
import os
from validator.cli import main
main(["check", "secret.yaml"])
os.seteuid(65534)
exit(main(["check", "secret.yaml"]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=secret.parent,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("secret.yaml: the file may not be read")


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/urandom"])
def test_standard_input_that_never_ends(tmp_path, name):
    with Path(name).open("rb") as stream:
        ended = facepolicy("check", "-", cwd=tmp_path, stdin=stream)
    assert ended.code == 2
    assert ended.problems == ["<stdin>: the file is larger than 4194304 bytes; split it"]


def test_yes_on_standard_input(tmp_path):
    with subprocess.Popen(["yes"], stdout=subprocess.PIPE) as yes:
        ended = facepolicy("check", "-", cwd=tmp_path, stdin=yes.stdout)
        yes.stdout.close()
    assert ended.code == 2
    assert ended.problems == ["<stdin>: the file is larger than 4194304 bytes; split it"]


def test_nothing_on_standard_input(tmp_path):
    ended = facepolicy("check", "-", cwd=tmp_path)
    assert (ended.code, ended.problems[0][:14]) == (2, "<stdin>:1:1: t")


CONFIGURATIONS = {
    "deep": ("a=" + "[" * 100_000, "nested too deep"),
    "deep tables": ("a=" + "{a=" * 50_000, "nested too deep"),
    "dotted": ("a." * 100_000 + "a=1", "a key has more than 32 parts"),
    "dotted header": ("[" + '"a" . ' * 40_000 + "a]", "a key has more than 32 parts"),
    "dotted quotes": ("'a'." * 60_000 + "a=1", "a key has more than 32 parts"),
    "one word": ("a" * 250_000, "cannot be read"),
    "open string": ("a='" + "a" * 250_000, "cannot be read"),
    "tables": ("".join(f"[a{i}]\n" for i in range(25_000)), "more than 50000 keys and values"),
    "numbers": ("a=[" + "1," * 120_000 + "]", "more than 50000 keys and values"),
    "large": ("#" * 300_000, "larger than 262144 bytes"),
    "latin": ("a='é'".encode("latin-1"), "is not UTF-8"),
    "date": ("manifests = 2026-01-01", 'manifests is "2026-01-01"; expected: a list'),
    "time": ("manifests = 2026-01-01T00:00:00", 'type "datetime" is not JSON'),
    "not a number": ("manifests = nan", "not a finite number"),
    "huge number": ("manifests = " + "9" * 4_000, "more than 18 digits"),
    "endless number": ("manifests = " + "9" * 100_000, "cannot be read"),
    "control characters": ('lang = "\\u001b[2J"', 'lang is "\\u001b[2J"'),
}


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_configuration(gate, name):
    content, said = CONFIGURATIONS[name]
    data = content if isinstance(content, bytes) else content.encode()
    (gate / "facepolicy.toml").write_bytes(data)
    ended = facepolicy("check", "gate.yaml", cwd=gate)
    assert (ended.code, ended.out) == (2, b"")
    assert ended.problems[0].startswith("facepolicy.toml:")
    assert said in ended.problems[0]


@pytest.mark.parametrize("content", ["tool.facepolicy = 3", "tool.facepolicy = [1]"])
def test_a_table_that_is_none(gate, content):
    (gate / "pyproject.toml").write_text(content, encoding="utf-8")
    ended = facepolicy("check", "gate.yaml", cwd=gate)
    assert ended.code == 2
    assert "expected: a mapping of keys to values" in ended.problems[0]


def test_tools_that_are_none_of_ours(gate):
    (gate / "pyproject.toml").write_text("tool = 1", encoding="utf-8")
    assert facepolicy("check", "gate.yaml", cwd=gate).code == 0


def test_a_configuration_behind_a_broken_link_is_not_passed_over(gate):
    (gate / "facepolicy.toml").symlink_to("nowhere.toml")
    ended = facepolicy("check", "gate.yaml", cwd=gate)
    assert ended.code == 2
    assert ended.problems == ["facepolicy.toml: there is no such file; check the path"]


@pytest.mark.parametrize(
    "name", ["loop", "dangling", "fifo", "nul\0.yaml", "x" * 1000, "gate.yaml#\u0661"]
)
def test_a_waiver_of_what_is_no_manifest(gate, name):
    waiver = {
        "rule": "PIPL-13",
        "manifest": name,
        "justification": "It is being mended.",
        "owner": "A",
        "approver": "B",
        "compensating": "The machine is locked away.",
        "granted": "2026-09-01",
        "expires": "2027-03-31",
    }
    content = {"apiVersion": "facepolicy-waivers/v1", "waivers": [waiver]}
    (gate / "waivers.json").write_text(json.dumps(content), encoding="utf-8")
    argv = ("check", "gate.yaml", "--waivers", "waivers.json", "--as-of", "2026-10-31")
    ended = facepolicy(*argv, cwd=gate)
    assert ended.code == 1
    assert "no such" in ended.out.decode(), ended.out


BASELINES = {
    "deep": ("[" * 200_000, "not JSON"),
    "large": ('["' + "a" * 26_000_000 + '"]', "larger than 25165824 bytes"),
    "numerous": ("[" + "[]," * 1_000_000 + "[]]", "more than 700000 values"),
    "numerous objects": ("[" + "{}," * 360_000 + "{}]", "more than 700000 values"),
    "as many as may be": ("[" + "[]," * 340_000 + "[]]", "neither a baseline nor a JSON report"),
    "one text": ('"' + "a" * 25_000_000 + '"', "neither a baseline nor a JSON report"),
    "huge number": ("9" * 1_000_000, "not JSON"),
    "nul": ("\0", "not JSON"),
    "empty": ("", "not JSON"),
}


@pytest.mark.parametrize("name", BASELINES)
def test_baseline(gate, name):
    content, said = BASELINES[name]
    (gate / "known.json").write_text(content, encoding="utf-8")
    ended = facepolicy("check", "gate.yaml", "--baseline", "known.json", cwd=gate)
    assert (ended.code, ended.out) == (2, b"")
    assert said in ended.problems[0]


@pytest.mark.parametrize("shape", ["files", "rules", "places"])
def test_as_many_failures_as_a_baseline_may_hold(gate, shape):
    many = range(230_000 if shape == "files" else 345_000 if shape == "rules" else 690_000)
    failures = {
        "files": lambda: {f"{index}": {"T": {"": "expired"}} for index in many},
        "rules": lambda: {"gate.yaml": {f"T-{index}": {"": "expired"} for index in many}},
        "places": lambda: {"gate.yaml": {"T": {f"/{index}": "expired" for index in many}}},
    }[shape]()
    head = {"apiVersion": "facepolicy-baseline/v1", "asOf": "2026-10-31", "failures": failures}
    (gate / "known.json").write_text(json.dumps(head, separators=(",", ":")), encoding="utf-8")
    ended = facepolicy("check", "gate.yaml", "--baseline", "known.json", "-q", cwd=gate)
    assert ended.code == 0


def test_a_report_of_forty_manifests_is_a_baseline(gate):
    for index in range(39):
        os.link(gate / "gate.yaml", gate / f"{index}.yaml")
    argv = ("check", "*.yaml", "-p", "cn-pipl-2021")
    facepolicy(*argv, "--format", "json", "-o", "known.json", cwd=gate)
    ended = facepolicy(*argv, "--baseline", "known.json", cwd=gate)
    assert ended.code == 0
