"""What is huge, deep or numerous ends in time, whether refused or reported."""

import json

import pytest

from validator.report.formats import FORMATS

from .command import facepolicy
from .generated import GENERATED, write

LARGE_REPORT = "lists.json"
"""The valid file whose report is the largest: hundreds of findings for each of many rules."""


@pytest.mark.parametrize("name", GENERATED)
def test_end(tmp_path, name):
    _, code, said = GENERATED[name]
    write(tmp_path, name)
    ended = facepolicy("check", name, "--format", "json", "-o", "report.json", cwd=tmp_path)
    assert ended.code == code, ended.err[:1000]
    if code == 2:
        assert ended.out.decode().startswith(f"{name}:")
        assert said in ended.out.decode()
        report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
        assert report["results"] == []
        assert report["problems"]
    assert {path.name for path in tmp_path.iterdir()} == {name, "report.json"}


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_of_a_large_report(tmp_path, form):
    write(tmp_path, LARGE_REPORT)
    ended = facepolicy("check", LARGE_REPORT, "--format", form, "-o", "report", cwd=tmp_path)
    assert ended.code == 1
    assert (tmp_path / "report").stat().st_size > 1000
