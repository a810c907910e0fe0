"""What is huge, deep or numerous ends in time, whether refused or reported."""

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
        assert ended.problems[0].startswith(f"{name}:")
        assert said in ended.err.decode()
    assert (tmp_path / "report.json").exists() == (code != 2)
    assert len(list(tmp_path.iterdir())) == (1 if code == 2 else 2)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_of_a_large_report(tmp_path, form):
    write(tmp_path, LARGE_REPORT)
    ended = facepolicy("check", LARGE_REPORT, "--format", form, "-o", "report", cwd=tmp_path)
    assert ended.code == 1
    assert (tmp_path / "report").stat().st_size > 1000
