"""The kept corpus and the seeds through every target, wherever Atheris is missing as well."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.checkout import ROOT

from . import driver, targets
from .draws import Draws

CORPUS = Path(__file__).parent / "corpus"
LARGEST = 200_000
"""Bytes that the kept corpus of a target may have."""


@pytest.mark.parametrize("target", targets.NAMES)
def test_what_is_kept_holds(target):
    files = sorted((CORPUS / target).iterdir())
    assert len(files) >= 5
    assert sum(file.stat().st_size for file in files) < LARGEST
    for file in files:
        try:
            targets.load(target).test_one(file.read_bytes())
        except Exception as error:
            raise AssertionError(f"{target}/{file.name}") from error


@pytest.mark.parametrize("target", targets.NAMES)
def test_seeds_hold(target):
    seeds = list(targets.load(target).seeds())
    assert len(seeds) >= 5
    for seed in seeds:
        targets.load(target).test_one(seed)


def test_nothing_is_kept_of_a_target_that_there_is_not():
    assert {folder.name for folder in CORPUS.iterdir()} == set(targets.NAMES)


def test_bytes_are_choices():
    draws = Draws(bytes((7, 1, 2, 200)))
    assert (draws.randrange(5), draws.randrange(1000), draws.choice("abc")) == (2, 258, "c")
    assert (draws.left, draws.randrange(9), draws.text(("x",))) == (0, 0, "")


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.setattr(driver, "WORK", tmp_path)
    monkeypatch.setattr(driver, "FINDINGS", tmp_path / "findings")
    return tmp_path


def test_a_short_run_finds_nothing_and_leaves_the_checkout_alone(work):
    pytest.importorskip("atheris")
    before = _digests()
    outcome = driver.fuzz("json_text", 2, 1)
    assert not outcome.failed, outcome.log
    assert outcome.finding is None
    assert outcome.runs > 100
    assert outcome.edges > 50
    assert any((work / "found" / "json_text").iterdir())
    assert _digests() == before


BROKEN = """
import sys
from tests.fuzz import one, targets
patterns = targets.load("patterns")
def broken(data):
    assert b"(" not in data
patterns.test_one = broken
patterns.seeds = lambda: [b"a"]
one.main("patterns", *sys.argv[1:])
"""


def test_a_finding_is_a_file_and_an_exit_code(work):
    pytest.importorskip("atheris")
    flags = ["-max_total_time=30", "-seed=1", f"-artifact_prefix={work}/found-"]
    done = subprocess.run(
        [sys.executable, "-c", BROKEN, *flags], cwd=ROOT, check=False, capture_output=True
    )
    assert done.returncode
    (finding,) = work.glob("found-*")
    assert b"(" in finding.read_bytes()


def _digests():
    files = [file for file in CORPUS.rglob("*") if file.is_file()]
    return {file: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
