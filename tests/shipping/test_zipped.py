"""The command out of a zip archive: a wheel on PYTHONPATH, or a zipapp, that nobody installed."""

import os
import subprocess
import sys
from zipfile import ZipFile

import pytest

from tests.support.checkout import ROOT
from validator.packs.load import shipped_json

LOBBY = str(ROOT / "examples" / "lobby-gate.yaml")
DAY = ("--as-of", "2026-10-31")


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Return an archive with the packages and data where a wheel has them."""
    file = tmp_path_factory.mktemp("zipped") / "facepolicy.whl"
    places = {"facepolicy": "", "validator": "", "schema": "validator/_data/"}
    places["policies"] = "validator/_data/"
    with ZipFile(file, "w") as opened:
        for folder, above in places.items():
            for path in sorted((ROOT / folder).rglob("*")):
                if path.is_file() and "__pycache__" not in path.parts:
                    opened.write(path, f"{above}{path.relative_to(ROOT).as_posix()}")
        for name, text in shipped_json().items():
            opened.writestr(f"validator/_data/packs/{name}", text)
    return file


@pytest.fixture
def zipped(archive, tmp_path):
    """Return a function that runs the command out of the archive."""
    (tmp_path / "temporary").mkdir()
    packages = [path for path in sys.path if path.endswith("site-packages")]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(archive), *packages]),
        "TMPDIR": str(tmp_path / "temporary"),
    }

    def run(*arguments):
        # -S: an editable installation would come first
        command = [sys.executable, "-S", "-m", "facepolicy", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, check=False
        )

    return run


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", LOBBY, *DAY), b"PASSED: "),
        (("check", LOBBY, *DAY, "--format", "html"), b"--paper:"),
        (("check", LOBBY, *DAY, "--format", "json"), b'"exitCode": 0'),
        (("explain", "M25-13-1"), b"M25-13-1"),
        (("explain", "sign"), b"notice"),
        (("schema", "manifest"), b'"$id"'),
        (("init", "--list-templates"), b"office-lobby"),
        (("init", "gate.yaml", "--no-input", "--template", "office-lobby", *DAY), b"gate.yaml"),
    ],
)
def test_it_runs_out_of_an_archive(zipped, tmp_path, arguments, said):
    done = zipped(*arguments)
    assert done.stderr == b""
    assert said in done.stdout
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_pack_of_the_archive_can_be_checked(zipped):
    assert zipped("lint", "us-nlc-2021").stdout == b"packs: 1, flaws: 0\n"
