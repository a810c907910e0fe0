"""A prepared run checks any number of manifests, from several threads as well."""

from concurrent.futures import ThreadPoolExecutor

import pytest

import validator
from tests.support.checkout import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
DAY = "2026-10-31"


def test_a_prepared_run_gives_the_report_of_check():
    run = validator.prepare(as_of=DAY)
    for file in EXAMPLES:
        report = run.of_manifests([validator.load_manifest(file)])
        assert report.to_json() == validator.check(file, as_of=DAY).to_json()


def test_threads_share_a_run():
    run = validator.prepare(as_of=DAY)
    texts = [file.read_bytes() for file in EXAMPLES] * 4

    def printed(text):
        return run.of_manifests([validator.manifest_from_text(text)]).to_json()

    with ThreadPoolExecutor(8) as threads:
        at_once = list(threads.map(printed, texts))
    assert at_once == [printed(text) for text in texts]


def test_the_packs_that_may_run():
    ids = {pack.id for pack in validator.prepare().possible_packs}
    assert {"self-consistency", "cn-frt-measures-2025"} <= ids
    named = validator.prepare(packs="cn-frt-measures-2025").possible_packs
    assert [pack.id for pack in named] == ["cn-frt-measures-2025", "self-consistency"]


@pytest.mark.parametrize("packs", ["all", ()])
def test_an_id_that_matches_nothing_is_refused(packs):
    with pytest.raises(validator.UsageError, match="NO-SUCH"):
        validator.prepare(packs=packs, select="NO-SUCH")


def test_wrong_arguments_are_refused():
    with pytest.raises(validator.UsageError, match="not a date"):
        validator.prepare(as_of="31 October")
    with pytest.raises(validator.UsageError, match="not one of"):
        validator.prepare(fail_on="fatal")
