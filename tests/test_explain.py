"""Findings: the place, the reason and what is wanted, always the same ones."""

from datetime import date

import pytest

from validator import Reason, Wanted, load_manifests
from validator.constraints import Constraint
from validator.explain import lacks, located, reason_of
from validator.facts import derive


def section(name, node, *others):
    return {"properties": {name: node}, "required": [name, *others]}


def findings(tmp_path, constraint, text, as_of=date(2026, 1, 1)):
    path = tmp_path / "m.yaml"
    path.write_text(text, encoding="utf-8")
    (manifest,) = load_manifests(path)
    return located(lacks(Constraint(constraint), derive(manifest.value, as_of), manifest), manifest)


def told(found):
    return [
        (item.pointer, item.reason.value, item.position.line, item.position.column)
        for item in found
    ]


def test_a_contradiction_is_at_the_value(tmp_path):
    found = findings(tmp_path, section("consent", section("grade", {"enum": ["explicit", "separate"]})), "consent:\n  grade: implied\n")  # fmt: skip
    assert told(found) == [("/consent/grade", "violated", 2, 10)]
    assert found[0].found == "implied"
    assert found[0].wanted == (Wanted("one-of", ["explicit", "separate"]),)


def test_a_missing_fact_is_at_its_nearest_parent(tmp_path):
    constraint = section("consent", section("grade", {"const": "separate"}))
    assert told(
        findings(tmp_path, constraint, "x-a: 1\nconsent:\n  onRefusal: service-denied\n")
    ) == [("/consent/grade", "undeclared", 2, 1)]
    assert told(findings(tmp_path, constraint, "x-a: 1\n")) == [
        ("/consent/grade", "undeclared", 1, 1)
    ]


def test_not_assessed_is_not_stated(tmp_path):
    constraint = section("crossBorder", section("occurs", {"const": False}))
    (found,) = findings(tmp_path, constraint, "crossBorder:\n  occurs: not-assessed\n")
    assert (found.reason, found.position.line, found.found) == (
        Reason.UNDECLARED,
        2,
        "not-assessed",
    )


EVIDENCED = section("templates", section("evidence", {"minItems": 1}))
REGISTER = "evidence:\n  - {id: ev-a, expires: 2025-06-30}\n  - {id: ev-b, expires: never}\n"


@pytest.mark.parametrize(
    ("text", "day", "reason"),
    [
        ("templates: {renewable: true}\n", date(2025, 6, 30), "unevidenced"),
        ("templates: {evidence: [ev-a]}\n", date(2025, 7, 1), "expired"),
        ("templates: {evidence: [ev-a]}\n", date(2025, 6, 30), None),
        ("templates: {evidence: [ev-a, ev-b]}\n", date(2030, 1, 1), None),
    ],
)
def test_evidence(tmp_path, text, day, reason):
    found = findings(tmp_path, EVIDENCED, text + REGISTER, day)
    assert [item.reason.value for item in found] == ([reason] if reason else [])
    assert all(item.pointer == "/templates/evidence" for item in found)


ALTERNATIVES = {
    "anyOf": [
        section("storage", section("images", section("retained", {"const": False}))),
        section("storage", section("images", section("consent", {"const": "separate-written"}))),
    ]
}


def test_an_alternative_that_more_facts_could_fulfil_makes_it_undeclared(tmp_path):
    found = findings(tmp_path, ALTERNATIVES, "storage: {images: {retained: true}}\n")
    assert told(found) == [("/storage/images/consent", "undeclared", 1, 11)]


def test_only_when_every_alternative_is_contradicted_it_is_violated(tmp_path):
    found = findings(tmp_path, ALTERNATIVES, "storage: {images: {retained: true, consent: none}}\n")
    assert told(found) == [("/storage/images/retained", "violated", 1, 30)]


def test_the_gravest_finding_gives_the_reason(tmp_path):
    constraint = {"allOf": [EVIDENCED, section("consent", section("grade", {"const": "x"}))]}
    found = findings(tmp_path, constraint, "consent: {grade: y}\n")
    assert {item.reason for item in found} == {Reason.UNDECLARED, Reason.VIOLATED}
    assert reason_of(found) is Reason.VIOLATED


OFFERED = section("alternatives", section("offered", {"contains": {**section("availability", {"const": "always"})}}))  # fmt: skip


@pytest.mark.parametrize(
    ("offered", "expected"),
    [
        ("[]", ("/alternatives/offered", "violated")),
        ("[{availability: on-request}]", ("/alternatives/offered/0/availability", "violated")),
        ("[{availability: on-request}, {method: card}]", ("/alternatives/offered/1/availability", "undeclared")),
    ],
)  # fmt: skip
def test_contains_looks_for_the_closest_item(tmp_path, offered, expected):
    (found,) = findings(tmp_path, OFFERED, f"alternatives: {{offered: {offered}}}\n")
    assert (found.pointer, found.reason.value) == expected


def test_contains_over_words_is_told_at_the_list_with_all_that_lacks(tmp_path):
    states = {"allOf": [{"contains": {"const": "purpose"}}, {"contains": {"const": "data-types"}}]}
    (found,) = findings(tmp_path, section("notice", section("states", states)), "notice: {states: [data-quantity]}\n")  # fmt: skip
    assert found.pointer == "/notice/states"
    assert found.wanted == (
        Wanted("includes", Wanted("equals", "purpose")),
        Wanted("includes", Wanted("equals", "data-types")),
    )


def test_a_forbidden_item_is_pointed_at(tmp_path):
    forbidden = {"not": {"contains": section("use", {"const": "emotion"})}}
    found = findings(tmp_path, section("purposes", forbidden), "purposes:\n  - {use: marketing}\n  - {use: emotion}\n")  # fmt: skip
    assert told(found) == [("/purposes/1", "violated", 3, 5)]


def test_every_item_that_breaks_items_is_told(tmp_path):
    constraint = section("storage", section("countries", {"items": {"const": "CN"}}))
    found = findings(tmp_path, constraint, "storage:\n  countries: [US, CN, HK]\n")
    assert [item.pointer for item in found] == ["/storage/countries/0", "/storage/countries/2"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("purposes: [{id: a}, {id: b}]\nnotice: {purposesCovered: [a]}\n", ("/purposes/1/id", "violated")),
        ("purposes: [{id: a}]\nnotice: {given: never, purposesCovered: [a]}\n", ("/purposes/0/id", "violated")),
        ("purposes: [{id: a}]\nnotice: {given: after}\n", ("/notice/purposesCovered", "undeclared")),
    ],
)  # fmt: skip
def test_a_derived_fact_is_told_at_the_stated_one_behind_it(tmp_path, text, expected):
    constraint = section("purposes", {"items": section("notified", {"const": True})})
    assert (found := findings(tmp_path, constraint, text))
    assert (found[0].pointer, found[0].reason.value) == expected


def test_findings_stand_in_the_order_of_the_file(tmp_path):
    constraint = {"allOf": [section("b", {"const": 1}), section("a", {"const": 1})]}
    assert [item.pointer for item in findings(tmp_path, constraint, "a: 2\nb: 2\n")] == ["/a", "/b"]


EXCEPTED = {
    "anyOf": [
        section("alternatives", section("chosenBy", {"const": "subject"})),
        section("alternatives", section("legalException", {"required": ["reason"], "properties": {"reason": {}}})),
    ]
}  # fmt: skip


def test_an_exception_that_nobody_claims_does_not_soften_a_contradiction(tmp_path):
    found = findings(tmp_path, EXCEPTED, "alternatives: {chosenBy: controller}\n")
    assert told(found) == [("/alternatives/chosenBy", "violated", 1, 26)]


def test_an_exception_that_is_claimed_in_part_leaves_the_rule_undecided(tmp_path):
    text = "alternatives: {chosenBy: controller, legalException: {basis: x}}\n"
    (found,) = findings(tmp_path, EXCEPTED, text)
    assert (found.pointer, found.reason.value) == ("/alternatives/legalException/reason", "undeclared")  # fmt: skip
