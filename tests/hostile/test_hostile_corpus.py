"""Every file of the corpus ends as asserted, reported with place and reason, and nothing is written."""

import json
import shutil
from pathlib import Path

import pytest

from .command import facepolicy
from .ends import ENDS

CORPUS = Path(__file__).parent / "corpus"


def test_every_file_has_its_end():
    assert {file.name for file in CORPUS.iterdir()} == set(ENDS)


@pytest.mark.parametrize("name", ENDS)
def test_end(tmp_path, name):
    place, said = ENDS[name]
    shutil.copyfile(CORPUS / name, tmp_path / name)
    ended = facepolicy("check", name, "--format", "json", "-o", "report.json", cwd=tmp_path)
    assert (ended.code, ended.err) == (2, b"")
    first = ended.out.decode().splitlines()[0]
    assert first.startswith(f"{name}:{place}: ")
    assert said in first
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (report["manifests"], report["results"]) == ([], [])
    assert said in report["problems"][0]["message"]["en"]
    assert {path.name for path in tmp_path.iterdir()} == {name, "report.json"}
