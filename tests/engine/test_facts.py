"""The facts that rules read, and those derived from others."""

from datetime import date

import pytest

from validator.engine.facts import derive

DAY = date(2026, 10, 31)


def test_what_is_null_is_absent_and_the_manifest_stays_as_it_was():
    manifest = {"crossBorder": {"occurs": None, "destinations": ["SG"]}}
    assert derive(manifest, DAY) == {
        "crossBorder": {"destinations": ["SG"]},
        "evidence": [],
        "textsWritten": True,
    }
    assert manifest["crossBorder"] == {"occurs": None, "destinations": ["SG"]}


def test_evidence_without_a_last_day_does_not_count():
    facts = derive({"evidence": [{"id": "a"}], "governance": {"policy": ["a"]}}, DAY)
    assert facts["governance"]["policy"] == []
    assert "current" not in facts["evidence"][0]


@pytest.mark.parametrize(
    ("expires", "current"),
    [("2026-10-30", False), ("2026-10-31", True), ("2026-11-01", True), ("never", True)],
)
def test_evidence_counts_up_to_and_including_its_last_day(expires, current):
    facts = derive(
        {"evidence": [{"id": "a", "expires": expires}], "governance": {"policy": ["a"]}}, DAY
    )
    assert facts["evidence"][0]["current"] is current
    assert facts["governance"]["policy"] == (["a"] if current else [])


@pytest.mark.parametrize(("issued", "counts"), [("2026-10-31", True), ("2026-11-01", False)])
def test_evidence_counts_from_the_day_it_was_issued(issued, counts):
    evidence = [{"id": "a", "issued": issued, "expires": "never"}]
    facts = derive({"evidence": evidence, "governance": {"policy": ["a"]}}, DAY)
    assert facts["governance"]["policy"] == (["a"] if counts else [])


@pytest.mark.parametrize(
    ("reviewed", "change", "incident", "expected"),
    [
        ("2026-05-01", "2026-05-01", "none", True),
        ("2026-05-01", "2026-05-02", "none", False),
        ("2026-05-01", "none", "2026-06-01", False),
        ("2026-05-01", "2025-01-01", "2026-04-30", True),
        ("2026-05-01", "none", "none", True),
        (None, "2025-01-01", "none", None),
        ("2026-05-01", None, "none", None),
        ("2026-05-01", "2025-01-01", None, None),
        ("2026-05-01", "2026-05-02", None, False),
        ("2026-05-01", None, "2026-05-02", False),
        ("2026-10-31", "2026-10-31", "none", True),
        ("2026-11-01", "2025-01-01", "none", None),
    ],
)
def test_review_since_the_last_change_and_incident(reviewed, change, incident, expected):
    stated = {"lastMaterialChange": change, "lastMajorIncident": incident}
    governance = {name: value for name, value in stated.items() if value}
    governance["impactAssessment"] = {"reviewedOn": reviewed} if reviewed else {}
    facts = derive({"governance": governance}, DAY)
    assert facts["governance"]["impactAssessment"].get("reviewedSinceChange") is expected


def test_a_notice_that_is_never_given_covers_nothing():
    notice = {"given": "never", "purposesCovered": ["a"]}
    facts = derive({"purposes": [{"id": "a"}], "notice": notice}, DAY)
    assert facts["purposes"] == [{"id": "a", "notified": False}]


def test_purposes_are_compared_with_the_notice():
    purposes = [{"id": "a"}, {"id": "b"}]
    facts = derive({"purposes": purposes, "notice": {"purposesCovered": ["b"]}}, DAY)
    assert [purpose["notified"] for purpose in facts["purposes"]] == [False, True]
    assert "notified" not in derive({"purposes": purposes}, DAY)["purposes"][0]
