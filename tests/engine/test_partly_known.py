"""Lists that may be incomplete, numbers within bounds, and months without a day."""

from datetime import date

import pytest

from validator.engine.constraint import CONTRADICTED, HOLDS, OPEN, compile_constraint
from validator.engine.derived import add
from validator.engine.facts import derive
from validator.manifest.manifest import manifest_from_value
from validator.manifest.structure import manifest_problems

DAY = date(2026, 10, 31)
IDENTITY = {
    "apiVersion": "face-manifest/v2",
    "kind": "FaceRecognitionDeployment",
    "metadata": {"id": "x"},
}


def state(schema, value):
    """Return the state of a constraint on one fact."""
    whole = {"properties": {"security": {"properties": {"measures": schema}}}}
    found, _ = compile_constraint(whole)(derive({"security": {"measures": value}}, DAY))
    return found


@pytest.mark.parametrize(
    ("schema", "value", "expected"),
    [
        ({"contains": {"const": "a"}}, ["a", "others-unknown"], HOLDS),
        ({"contains": {"const": "a"}}, ["b", "others-unknown"], OPEN),
        ({"contains": {"const": "a"}}, ["b"], CONTRADICTED),
        ({"not": {"contains": {"const": "a"}}}, ["a", "others-unknown"], CONTRADICTED),
        ({"not": {"contains": {"const": "a"}}}, ["b", "others-unknown"], OPEN),
        ({"items": {"enum": ["a", "b"]}}, ["a", "others-unknown"], OPEN),
        ({"items": {"enum": ["a", "b"]}}, ["c", "others-unknown"], CONTRADICTED),
        ({"items": {"enum": ["a", "b"]}}, ["others-unknown"], OPEN),
        ({"minItems": 1}, ["a", "others-unknown"], HOLDS),
        ({"minItems": 1}, ["others-unknown"], OPEN),
        ({"maxItems": 1}, ["a", "others-unknown"], OPEN),
        ({"maxItems": 1}, ["a", "b", "others-unknown"], CONTRADICTED),
        ({"minimum": 10}, {"atLeast": 10}, HOLDS),
        ({"minimum": 10}, {"atLeast": 9}, OPEN),
        ({"minimum": 10}, {"atMost": 9}, CONTRADICTED),
        ({"maximum": 10}, {"atMost": 10}, HOLDS),
        ({"maximum": 10}, {"atMost": 11}, OPEN),
        ({"maximum": 10}, {"atLeast": 11}, CONTRADICTED),
        ({"minimum": 5, "maximum": 10}, {"atLeast": 5, "atMost": 10}, HOLDS),
        ({"const": 3}, {"atLeast": 4}, CONTRADICTED),
        ({"const": 3}, {"atLeast": 1}, OPEN),
        ({"type": "integer", "minimum": 1}, {"atLeast": 2}, HOLDS),
    ],
)
def test_what_is_partly_known_decides_what_it_can(schema, value, expected):
    assert state(schema, value) == expected


@pytest.mark.parametrize(
    ("here", "total", "expected"),
    [
        ({"atLeast": 100_000}, None, False),
        ({"atLeast": 99_999}, None, None),
        (10, {"atLeast": 100_000}, False),
        (10, {"atMost": 99_999}, True),
        (10, {"atMost": 100_000}, None),
        ({"atMost": 10}, 10, True),
    ],
)
def test_bounds_decide_the_threshold(here, total, expected):
    stated = {} if total is None else {"storedPersonsTotal": total}
    facts = derive({"subjects": {"enrolled": here}, "governance": {"filing": stated}}, DAY)
    assert facts["governance"]["filing"].get("belowThreshold") is expected


@pytest.mark.parametrize(
    ("change", "reviewed", "expected"),
    [
        ("2026-03", "2026-04-01", True),
        ("2026-03", "2026-03-31", True),
        ("2026-03", "2026-03-15", None),
        ("2026-03", "2026-02-28", False),
    ],
)
def test_a_month_is_compared_as_far_as_it_is_known(change, reviewed, expected):
    governance = {
        "lastMaterialChange": change,
        "lastMajorIncident": "none",
        "impactAssessment": {"reviewedOn": reviewed},
    }
    facts = {"governance": governance}
    add(facts, DAY)
    assert governance["impactAssessment"].get("reviewedSinceChange") is expected


def problems(**facts):
    found = manifest_problems(manifest_from_value({**IDENTITY, **facts}))
    return [problem.text.en for problem in found]


def test_others_unknown_is_the_last_entry_of_a_list_that_may_be_incomplete():
    assert not problems(security={"measures": ["encryption", "others-unknown"]})
    assert not problems(sharing={"recipients": [{"name": "A"}, "others-unknown"]})
    assert problems(security={"measures": ["others-unknown", "encryption"]}) == [
        "others-unknown must be the last entry of its list"
    ]
    assert problems(scenario={"modes": ["analysis", "others-unknown"]})


def test_a_wrong_entry_of_such_a_list_is_named_with_what_it_should_be():
    assert problems(security={"measures": ["encription", "others-unknown"]}) == [
        (
            'security.measures[0] is "encription"; expected: one of encryption, access-control, '
            "authorisation-management, audit-log, intrusion-detection, de-identification, "
            'classification; did you mean "encryption"?'
        )
    ]
    (text,) = problems(sharing={"recipients": [{"nam": "A"}]})
    assert 'unknown key "nam"' in text


def test_bounds_need_a_bound():
    assert not problems(subjects={"enrolled": {"atLeast": 10, "atMost": 20}})
    assert problems(subjects={"enrolled": {"atLeast": 20, "atMost": 10}}) == [
        "atLeast is more than atMost"
    ]
    assert problems(subjects={"enrolled": {}})
    assert problems(subjects={"enrolled": {"atLeast": -1}})


def test_a_month_is_a_month():
    assert not problems(governance={"lastMaterialChange": "2026-03"})
    assert problems(governance={"lastMaterialChange": "2026-13"})
