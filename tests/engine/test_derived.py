"""Derived facts: durations, working days, the filing clock."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import validator
from validator.engine.derived import DERIVED, add, deadline, known_years
from validator.engine.durations import Duration
from validator.manifest.vocabulary import facts


@pytest.mark.parametrize(
    ("text", "bound", "expected"),
    [
        ("P3Y", "P3Y", True),
        ("P36M", "P3Y", True),
        ("P35M", "P3Y", False),
        ("P35M30D", "P3Y", False),
        ("P35M31D", "P3Y", True),
        ("P2Y365D", "P3Y", False),
        ("P2Y366D", "P3Y", True),
        ("P1095D", "P3Y", False),
        ("P1096D", "P3Y", True),
        ("P3Y", "P1096D", False),
        ("P3Y", "P1095D", True),
        ("P4Y", "P3Y", True),
        ("PT48H", "PT48H", True),
        ("P2D", "PT48H", True),
        ("PT47H59M59S", "PT48H", False),
        ("P1M", "PT48H", True),
        ("P1W", "P7D", True),
        ("PT0S", "PT48H", False),
    ],
)
def test_at_least(text, bound, expected):
    assert Duration.parse(text).at_least(Duration.parse(bound)) is expected


@pytest.mark.parametrize(("text", "expected"), [("PT1M", True), ("PT60S", True), ("PT61S", False), ("P1M", False)])  # fmt: skip
def test_at_most_one_minute(text, expected):
    assert Duration.parse(text).at_most(Duration.parse("PT1M")) is expected


def after(start, months, days):
    """Return the day so much later: first the months, then the days."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    day = min(start.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(days)


LENGTHS = st.tuples(st.integers(0, 130), st.integers(0, 800))


@given(LENGTHS, LENGTHS, st.dates(date(1890, 1, 1), date(2110, 1, 1)))
def test_what_is_certainly_not_shorter_is_not_from_any_day_on(one, other, start):
    lengths = [Duration(months, days * 86_400) for months, days in (one, other)]
    if lengths[0].at_least(lengths[1]):
        assert after(start, *one) >= after(start, *other)


def test_what_is_no_duration_is_refused():
    with pytest.raises(ValueError, match="not a duration"):
        Duration.parse("3 years")


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        # Filing practice (requirements catalogue, section 3): the holders of 1 June 2025 had until
        # 14 July 2025; 2 June was the Dragon Boat holiday.
        (date(2025, 6, 1), 30, date(2025, 7, 14)),
        (date(2025, 9, 26), 1, date(2025, 9, 28)),  # a Sunday worked before the October holidays
        (date(2025, 9, 30), 1, date(2025, 10, 9)),  # the week of the national day
        (date(2024, 2, 9), 1, date(2024, 2, 18)),  # the spring festival, and a Sunday worked
        (date(2026, 12, 1), 30, None),
    ],
)
def test_working_days(start, days, last):
    assert deadline(start, days) == last


def test_the_calendar_s_end_is_known():
    first, last = known_years()
    assert first <= 2025 <= last
    assert deadline(date(last, 12, 31), 1) is None
    assert deadline(date(first - 1, 1, 1), 1) is None
    assert deadline(date.max, 1) is None
    assert deadline(date.min, 1) is None


def filing(as_of, enrolled=120_000, **stated):
    manifest = {"subjects": {"enrolled": enrolled}, "governance": {"filing": dict(stated)}}
    add(manifest, as_of)
    return manifest["governance"]["filing"]


@pytest.mark.parametrize(
    ("enrolled", "total", "expected"),
    [
        (99_999, 99_999, True),
        (100_000, 100_000, False),
        (100_000, None, False),
        (10, 100_000, False),
        (10, None, None),
        (100_000, 10, False),
    ],
)
def test_the_threshold_counts_all_scenarios(enrolled, total, expected):
    stated = {} if total is None else {"storedPersonsTotal": total}
    assert filing(date(2026, 1, 1), enrolled, **stated).get("belowThreshold") is expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"subjects": {"enrolled": 1_000_000}}, False),
        ({"governance": {"filing": {"storedPersonsTotal": 1_000_000}}}, False),
        ({"governance": {"filing": {"storedPersonsTotal": 999_999}}}, True),
        ({"subjects": {"enrolled": 999_999}}, None),
        ({}, None),
    ],
)
def test_a_million_is_counted_whatever_else_is_stated(stated, expected):
    add(stated, date(2026, 1, 1))
    assert stated.get("belowMillionPersons") is expected


@pytest.mark.parametrize(
    ("stated", "as_of", "expected"),
    [
        ({"thresholdReachedOn": "2024-03-01", "date": "2025-07-14"}, date(2026, 1, 1), True),
        ({"thresholdReachedOn": "2024-03-01", "date": "2025-07-15"}, date(2026, 1, 1), False),
        ({"thresholdReachedOn": "2024-03-01"}, date(2025, 7, 14), True),
        ({"thresholdReachedOn": "2024-03-01"}, date(2025, 7, 15), False),
        ({"thresholdReachedOn": "2024-03-01"}, date(2021, 1, 1), True),
        # No period starts before the Measures: until the end of the first, a filing is in time.
        ({"date": "2025-07-14"}, date(2026, 1, 1), True),
        ({"date": "2025-06-01"}, date(2026, 1, 1), True),
        ({"date": "2025-07-15"}, date(2026, 1, 1), None),
        ({"date": "2025-05-31"}, date(2026, 1, 1), None),
        ({"date": "2025-07-01"}, date(2025, 6, 30), None),
        ({"date": "2025-07-01", "state": "due"}, date(2026, 1, 1), None),
        ({"thresholdReachedOn": "none"}, date(2026, 1, 1), True),
        # The end of the period is after the years that are known; a day of those is before it.
        ({"thresholdReachedOn": "2026-12-01", "date": "2026-12-10"}, date(2027, 6, 1), True),
        ({"thresholdReachedOn": "2026-12-01"}, date(2026, 12, 20), True),
        ({"thresholdReachedOn": "2026-12-01", "date": "2027-01-05"}, date(2027, 6, 1), None),
        ({"thresholdReachedOn": "2024-03-01", "date": "2025-08-01"}, date(2025, 7, 1), True),
        # A day to come decides nothing; what was done before there was anything to do was not.
        ({"thresholdReachedOn": "2026-01-02"}, date(2026, 1, 1), None),
        ({"thresholdReachedOn": "2026-01-02", "date": "2025-12-01"}, date(2026, 5, 1), True),
        ({"thresholdReachedOn": "2024-03-01", "date": "2025-05-31"}, date(2026, 1, 1), False),
        ({"thresholdReachedOn": "2024-03-01", "date": "2025-05-31"}, date(2025, 7, 14), True),
        # Nothing was filed that is still due.
        (
            {"thresholdReachedOn": "2024-03-01", "date": "2025-07-14", "state": "due"},
            date(2026, 1, 1),
            False,
        ),
        (
            {"thresholdReachedOn": "2024-03-01", "date": "2025-07-14", "state": "filed"},
            date(2026, 1, 1),
            True,
        ),
    ],
)
def test_the_filing_clock(stated, as_of, expected):
    assert filing(as_of, **stated).get("filedInTime") is expected


CHANGED = {"changedOn": "2026-01-10", "changeFiledOn": "2025-03-01"}
ENDED = {"endedOn": "2026-02-20", "deregisteredOn": "2026-03-01"}


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (CHANGED, False),  # an earlier change that was filed is not the last one
        ({**CHANGED, "changedOn": "2026-10-19"}, True),
        ({"changedOn": "2026-11-01"}, None),
        (ENDED, True),
        ({**ENDED, "deregisteredOn": "2026-02-19"}, False),  # not before the end
        ({"endedOn": "2030-01-01"}, None),
        ({**ENDED, "state": "filed"}, False),  # nor while the filing stands
        ({**ENDED, "deregisteredOn": "2026-02-19", "state": "filed"}, False),
        ({"endedOn": "2030-01-01", "state": "filed"}, None),
    ],
)
def test_the_clocks_of_a_change_and_of_the_end(stated, expected):
    fact = "changeFiledInTime" if "changedOn" in stated else "deregisteredInTime"
    assert filing(date(2026, 10, 31), **stated).get(fact) is expected


def test_every_derived_fact_is_documented_and_leads_back_to_stated_facts():
    for item in DERIVED.values():
        assert item.source
        assert item.title.en
        assert item.title.zh
        assert item.when_missing in facts()
        assert item.when_wrong in facts()
        assert item.pattern not in facts()


@pytest.mark.parametrize(
    ("informed", "places"),
    [
        ("never", {"/notice/given"}),
        ("at-collection", {"/notice/given", "/purposes/0/id"}),
        ("before-collection", {"/purposes/0/id"}),
    ],
)
def test_without_a_notice_that_it_covers_no_purpose_is_not_said_again(informed, places):
    value = {
        "apiVersion": "face-manifest/v2",
        "kind": "FaceRecognitionDeployment",
        "metadata": {"id": "m"},
        "scenario": {"scope": "in-scope", "jurisdictions": ["CN"]},
        "purposes": [{"id": "a"}, {"id": "b"}],
        "notice": {"given": informed, "purposesCovered": ["b"]},
    }
    report = validator.evaluate(
        validator.manifest_from_value(value),
        validator.load_pack("cn-pipl-2021"),
        as_of="2026-10-31",
    )
    (result,) = (item for item in report.results if item.rule.id == "PIPL-17")
    assert {fact.pointer for fact in result.causes} == places
    assert len(result.failed) == len(places)
