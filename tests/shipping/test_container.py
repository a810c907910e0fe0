"""The container: what its build is given is enough for the whole wheel, and it runs as nobody.

No engine is needed here; what a build would copy is copied, and built as the build would.
"""

import re
import shutil
import subprocess
import sys
from zipfile import ZipFile

import pytest

from tests.support.checkout import ROOT, copy_to

INSTRUCTIONS = [
    line.split(maxsplit=1)
    for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    if line
]


def all_of(name):
    return [text for instruction, text in INSTRUCTIONS if instruction == name]


def copied():
    """Return what the first stage copies from the checkout."""
    lines = [text.split()[:-1] for text in all_of("COPY") if not text.startswith("--from")]
    return [name for names in lines for name in names]


def wheel_of(folder):
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run(command, cwd=folder, capture_output=True, check=True)
    (path,) = folder.glob("dist/*.whl")
    with ZipFile(path) as wheel:
        return {name: wheel.read(name) for name in wheel.namelist()}


def test_what_is_copied_makes_the_whole_wheel(tmp_path):
    context = tmp_path / "context"
    context.mkdir()
    for name in copied():
        source = ROOT / name
        shutil.copytree(source, context / name) if source.is_dir() else shutil.copy(source, context)
    assert wheel_of(context) == wheel_of(copy_to(tmp_path / "checkout"))


def test_what_is_ignored_is_all_but_what_is_copied():
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "*"
    kept = {line.removeprefix("!") for line in lines if line.startswith("!")}
    assert kept == set(copied())


def test_it_runs_the_command_as_nobody():
    assert all_of("ENTRYPOINT") == ['["facepolicy"]']
    assert all_of("USER") == ["65532:65532"]
    assert INSTRUCTIONS[-2][0] == "USER"


@pytest.mark.parametrize("base", all_of("FROM"))
def test_bases_are_named_by_version(base):
    assert re.match(r"python:3\.\d+-slim-[a-z]+( |$)", base)
