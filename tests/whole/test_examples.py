"""Each example with its expected report, asserted down to line numbers."""

import re
from pathlib import Path

import pytest

from tests.support.golden import CODES, EXAMPLES, LANGUAGES, ROOT, file_of, report
from validator import Reason, Status, check


@pytest.fixture(autouse=True)
def _at_home(monkeypatch):
    monkeypatch.chdir(ROOT)


def failed(example, reason):
    """Return, for each rule that failed for a reason, the lines its findings point to."""
    results = checked(example).failures
    return {
        item.rule.id: [
            finding.position.line for finding in item.findings if finding.reason is reason
        ]
        for item in results
        if item.reason is reason
    }


def checked(example):
    return check(f"examples/{example}", packs=["cn-tc260-frd-2021-draft"], as_of=_day())


def _day():
    from datetime import date

    return date(2026, 10, 31)


def line(example, fragment):
    text = Path("examples", example).read_text(encoding="utf-8")
    (number,) = [n for n, row in enumerate(text.splitlines(), 1) if fragment in row]
    return number


def test_every_example_has_its_exit_code():
    assert set(CODES) == set(EXAMPLES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", EXAMPLES)
def test_report(example, language):
    code, text = report(example, language)
    assert code == CODES[example]
    assert text == file_of(example, language).read_text(encoding="utf-8")


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_place_a_report_names_exists(example):
    source = Path("examples", example).read_text(encoding="utf-8").splitlines()
    _, text = report(example, "en")
    for number, column in re.findall(rf"examples/{example}:(\d+):(\d+):", text):
        assert len(source[int(number) - 1]) >= int(column)


def test_lobby_gate_meets_every_rule_that_applies():
    report_ = checked("lobby-gate.yaml")
    assert report_.failures == ()
    assert report_.by_status[Status.PASS] > 40


def test_compreface_as_shipped_violates_what_its_files_settle():
    violated = failed("compreface-defaults.yaml", Reason.VIOLATED)
    storage = line("compreface-defaults.yaml", "atRest: none")
    link = line("compreface-defaults.yaml", "port 8000")
    assert set(violated) == {
        "FRD21-5-SEC",
        "FRD21-5-ENC-rest",
        "FRD21-5-ENC-transit",
        "FRD21-5-SEG",
        "FRD21-63-TPL-renewable",
        "FRD21-63-TPL-irreversible",
        "FRD21-63-TPL-unlinkable",
    }
    assert violated["FRD21-5-ENC-rest"] == [storage]
    assert violated["FRD21-5-ENC-transit"] == [link]
    assert violated["FRD21-63-TPL-irreversible"] == [
        line("compreface-defaults.yaml", "irreversible: false")
    ]


def test_compreface_as_shipped_leaves_open_what_only_an_operator_knows():
    undeclared = failed("compreface-defaults.yaml", Reason.UNDECLARED)
    assert {"FRD21-61-CONS", "FRD21-62-IMG", "FRD21-5-LOC", "FRD21-5-MINOR"} <= set(undeclared)
    # Whether people are asked is not stated anywhere in the file.
    assert undeclared["FRD21-62-IMG"] == [1, line("compreface-defaults.yaml", "  images:")]
    assert undeclared["FRD21-5-MINOR"] == [line("compreface-defaults.yaml", "under14:")]


def test_double_take_as_shipped_violates_what_its_file_settles():
    violated = failed("double-take-defaults.yaml", Reason.VIOLATED)
    assert violated == {
        "FRD21-5-PURP": [line("double-take-defaults.yaml", "use: demographics")],
        "FRD21-61-BYST": [line("double-take-defaults.yaml", "bystanders:")],
        "FRD21-63-DEL": [
            line("double-take-defaults.yaml", text)
            for text in ("    retained: true ", "deletedAt:")
        ],
        "FRD21-7-ACC": [line("double-take-defaults.yaml", "access: open")],
    }


@pytest.mark.parametrize("example", ["home-nvr.yaml", "footfall-counter.yaml"])
def test_out_of_scope_is_said_at_the_top_and_is_no_wall(example):
    code, text = report(example, "en")
    assert code == 0
    assert text.startswith("NOT APPLICABLE: no selected instrument applies")
    assert len(text.splitlines()) < 12


def test_the_overclaiming_counter_contradicts_itself():
    violated = failed("footfall-overclaiming.yaml", Reason.VIOLATED)
    assert violated == {
        "SC-ANALYSIS-TEMPLATES": [line("footfall-overclaiming.yaml", "templates:")],
        "SC-ANALYSIS-ENROLLED": [line("footfall-overclaiming.yaml", "enrolled:")],
        "SC-ON-DEVICE": [line("footfall-overclaiming.yaml", "network: internet")],
        "SC-CONSENT-BASIS": [line("footfall-overclaiming.yaml", "grade:")],
    }
