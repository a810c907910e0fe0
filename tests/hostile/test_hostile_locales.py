"""Names that the locale cannot spell, and settings that other programs wrote."""

import io
import os
import pty
import re
import subprocess
import sys
from multiprocessing import get_context

import pytest

from tests.support.checkout import shared_install
from validator.cli import main
from validator.run import workers

MANIFEST = """\
apiVersion: face-manifest/v2
kind: FaceRecognitionDeployment
metadata: {id: site}
"""
REPORT = "evidence:\n  - {id: e, uri: 보고서.pdf}\n"
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
DAY = ("--as-of", "2026-10-31")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "a.yaml").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(MANIFEST + REPORT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def facepolicy(*argv):
    done = subprocess.run(
        [sys.executable, "-m", "validator", *argv],
        env={**ASCII, "PYTHONPATH": str(shared_install())},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_evidence_that_the_locale_cannot_spell_is_opened(folder):
    (folder / "보고서.pdf").write_bytes(b"%PDF")
    code, out, err = facepolicy("check", "b.yaml", *DAY, "--format", "json")
    assert (code, err) == (1, "")
    assert '"present"' in out


def test_other_files_get_their_answer(folder):
    code, out, err = facepolicy("check", "a.yaml", "b.yaml", *DAY, "-q")
    assert (code, err) == (1, "")
    assert "2 manifests" in out


@pytest.mark.parametrize("setting", ["waivers", "attestations", "baseline"])
def test_a_setting_that_the_locale_cannot_spell_is_reported(folder, setting):
    (folder / "facepolicy.toml").write_text(f'{setting} = "보고서.yaml"\n', encoding="utf-8")
    code, _, err = facepolicy("check", "a.yaml", *DAY, "-q")
    assert code == 2
    assert err == "facepolicy.toml:1:1: 보고서.yaml: there is no such file; check the path\n"


def test_a_base_that_the_locale_cannot_spell_is_read(folder):
    (folder / "a.yaml").write_text(MANIFEST + "extends: [본사.yaml]\n", encoding="utf-8")
    code, out, err = facepolicy("check", "a.yaml", *DAY, "-q")
    assert (code, err) == (2, "")
    assert out.startswith('a.yaml:4:11: there is no file "본사.yaml"\n0 results: ')
    base = "apiVersion: face-manifest/v2\nkind: FaceRecognitionBase\n"
    (folder / "본사.yaml").write_text(base, encoding="utf-8")
    assert facepolicy("check", "a.yaml", *DAY, "-q")[::2] == (1, "")


def test_a_configuration_may_have_a_byte_order_mark(folder, capsys):
    (folder / "facepolicy.toml").write_text('\ufeffmanifests = ["a.yaml"]\n', encoding="utf-8")
    assert main(["check", *DAY, "-q"]) == 1
    assert "1 manifest;" in capsys.readouterr().out


def test_a_configuration_in_utf_16_is_reported_as_that(folder, capsys):
    (folder / "facepolicy.toml").write_text('manifests = ["a.yaml"]\n', encoding="utf-16")
    assert main(["check", *DAY, "-q"]) == 2
    assert capsys.readouterr().err.startswith("facepolicy.toml:1:1: the file is in UTF-16")


@pytest.mark.parametrize("other", ["# facepolicy\n[tool.x\n", "facepolicy = \xff", '[tool.a]\nb="'])
def test_a_broken_project_file_that_only_mentions_the_name_is_not_ours(folder, capsys, other):
    (folder / "pyproject.toml").write_bytes(other.encode("latin-1"))
    assert main(["check", "a.yaml", *DAY, "-q"]) == 1


@pytest.mark.parametrize(
    "own",
    [
        '[tool.facepolicy]\nlang = "zh\n',
        '[ tool . "facepolicy" ]\nlang = "zh\n',
        'tool.facepolicy.lang = "zh\n',
    ],
)
def test_a_broken_project_file_with_our_table_is_reported(folder, capsys, own):
    (folder / "pyproject.toml").write_text(own, encoding="utf-8")
    assert main(["check", "a.yaml", *DAY, "-q"]) == 2
    assert re.match(r"pyproject\.toml:\d+:\d+: cannot be read: ", capsys.readouterr().err)


def _may_start(answers):
    answers.put(workers.may_start_processes())


def test_a_daemon_starts_no_processes():
    context = get_context("fork")
    answers = context.Queue()
    process = context.Process(target=_may_start, args=(answers,), daemon=True)
    process.start()
    assert answers.get(timeout=30) is False
    process.join()
    assert workers.may_start_processes()


def test_without_other_processes_the_answer_is_the_same(folder, monkeypatch, capsys):
    for number in range(40):
        (folder / f"{number}.yaml").write_text(MANIFEST, encoding="utf-8")
    monkeypatch.setattr(workers, "may_start_processes", lambda: False)
    monkeypatch.setattr(workers, "pooled", None)
    assert main(["check", ".", *DAY, "-q", "-j", "2"]) == 1
    assert "42 manifests" in capsys.readouterr().out


def shown(folder, terminal, **environment):
    """Return the bytes of a Chinese report, on a terminal or through a pipe."""
    command = [sys.executable, "-m", "validator", "check", "a.yaml", *DAY, "-q", "--lang", "zh"]
    environment = {"PYTHONPATH": str(shared_install()), "PATH": os.environ["PATH"], **environment}
    if not terminal:
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
        return done.stdout
    first, second = pty.openpty()
    with os.fdopen(first, "rb", buffering=0) as reader:
        with os.fdopen(second, "wb") as writer:
            subprocess.run(command, env=environment, stdout=writer, check=False)
        return reader.read(65_536)


GBK = {"PYTHONIOENCODING": "gbk"}


def test_an_encoding_that_was_asked_for_is_obeyed(folder):
    for terminal in (True, False):
        assert "项结果".encode("gbk") in shown(folder, terminal, **GBK)
        assert "项结果".encode() in shown(folder, terminal, PYTHONIOENCODING=":strict")


def test_a_pipe_gets_utf_8_in_every_locale(folder):
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert "项结果".encode() in shown(folder, terminal=False, **locale)
    assert b"\\u9879" in shown(folder, terminal=True, **locale)


@pytest.mark.parametrize(("terminal", "encoding"), [(True, "gbk"), (False, "utf-8")])
def test_a_terminal_gets_its_encoding(monkeypatch, terminal, encoding):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="gbk")
    monkeypatch.setattr(stream, "isatty", lambda: terminal, raising=False)
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["list", "--lang", "zh"]) == 0
    assert "人脸" in stream.buffer.getvalue().decode(encoding)
