"""Verdicts beside what lawyers answered, who saw the law and the manifest and no rule.

``readings.csv`` has their answer for every clause of seven Chinese instruments and five real
deployments (names replaced). Where they were sure, the answers are compared; an answer marked
``low`` is one of two possible readings. A clause is violated if one of its rules is.

The lawyers saw manifests of version 1. Those here also state what version 1 had no place for.
"""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

import validator

FOLDER = Path(__file__).parent
DAY = "2026-11-28"
_RANKED = ("violated", "undecided", "manual", "met", "not-applicable")
_STRICT = "whom the other way is offered to is not stated: that a person chooses is no answer to it"
DIFFERENT = {
    ("10-trusted-traveller-lane", clause): ("met", "undecided", _STRICT)
    for clause in ("FRD21-5-ALT", "G22-5-ALT", "M25-10-1", "M25-10-2")
}
"""Sure readings that differ from the verdict: the reading, the verdict, and why it stays."""


def _verdict(result):
    if result.status.value == "fail":
        return "violated" if result.reason.value == "violated" else "undecided"
    return {"pass": "met", "not-reviewed": "manual"}.get(result.status.value, "not-applicable")


def _verdicts():
    verdicts = defaultdict(list)
    for file in sorted((FOLDER / "manifests").glob("*.yaml")):
        for result in validator.check(file, packs="all", as_of=DAY).results:
            verdicts[file.stem, result.rule.clause.id].append(_verdict(result))
    return {pair: min(found, key=_RANKED.index) for pair, found in verdicts.items()}


@pytest.fixture(scope="module")
def pairs():
    """Return readings with their verdicts: (case, clause), reading, confidence, verdict."""
    verdicts = _verdicts()
    with (FOLDER / "readings.csv").open(encoding="utf-8", newline="") as stream:
        rows = [((row["case"], row["clause"]), row) for row in csv.DictReader(stream)]
    return [
        (pair, row["verdict"], row["confidence"], verdicts[pair])
        for pair, row in rows
        if pair in verdicts
    ]


def test_sure_readings_and_verdicts_are_the_same_but_for_those_listed(pairs):
    sure = [item for item in pairs if item[2] == "high"]
    assert len(sure) > 500
    different = {
        pair: (reading, verdict) for pair, reading, _, verdict in sure if reading != verdict
    }
    assert different == {pair: listed[:2] for pair, listed in DIFFERENT.items()}


def test_no_breach_passes_not_even_where_the_reading_is_unsure(pairs):
    breaches = [item for item in pairs if item[1] == "violated"]
    assert len(breaches) > 50
    assert [item for item in breaches if item[3] in ("met", "not-applicable")] == []
