"""What a constraint reads: no less than decides, and so enough to keep an answer by."""

import pytest
from differential import run, walk

from validator import manifest_from_value
from validator.constraints import Constraint, closed_set
from validator.derived import DERIVED
from validator.evaluator import Evaluator
from validator.explain import lacks, located
from validator.facts import derive, facts_of, idle_evidence, part
from validator.numbering import whole
from validator.reads import behind, depend, names_of, reads

NUMBERS = range(150)
PACKS = {pack.id: pack for pack in walk.packs()}


@pytest.mark.parametrize(
    ("schema", "wanted"),
    [
        ({}, set()),
        (True, {()}),
        ({"required": ["a"]}, {("a",)}),
        ({"properties": {"a": {"const": 1}, "b": {}}}, {("a",), ("b",)}),
        ({"properties": {"a": {"properties": {"b": {"const": 1}}}}}, {("a", "b")}),
        ({"properties": {"a": {"type": "object", "required": ["b"]}}}, {("a", "b")}),
        ({"properties": {"a": {"type": "object"}}}, {("a",)}),
        ({"properties": {"a": {"items": {"properties": {"b": {}}}}}}, {("a",)}),
        ({"properties": {"a": {"minItems": 1, "properties": {"b": {}}}}}, {("a",)}),
        ({"required": ["a"], "properties": {"a": {"required": ["b"]}}}, {("a", "b")}),
        ({"required": ["a"], "anyOf": [{"properties": {"a": {"required": ["b"]}}}]}, {("a",)}),
        ({"not": {"required": ["a"]}, "if": {"required": ["b"]}}, {("a",), ("b",)}),
        ({"then": {"required": ["a"]}, "else": {"required": ["b"]}}, {("a",), ("b",)}),
        ({"allOf": [{"$ref": "#/$defs/x"}], "$defs": {"x": {"required": ["a"]}}}, {("a",)}),
        ({"$ref": "#/$defs/x", "minProperties": 1, "$defs": {"x": {"required": ["a"]}}}, {()}),
        ({"properties": {"a": {"dependentRequired": {"b": ["c"]}}}}, {()}),
        ({"properties": {"a": {"$ref": "#x"}}, "$defs": {"x": {"$anchor": "x", "const": 1}}}, {()}),
        ({"additionalProperties": False, "properties": {"a": {}}}, {()}),
        ({"$defs": {"x": {"properties": {"a": {"$ref": "#/$defs/x"}}}}, "allOf": [{"$ref": "#/$defs/x"}]}, {("a",) * 31}),
    ],
)  # fmt: skip
def test_the_places_that_are_read(schema, wanted):
    assert set(reads(Constraint(schema))) == wanted


def test_no_place_that_lies_inside_another_one():
    assert behind([("storage", "images"), ("storage",)]) == (("storage",),)


@pytest.mark.parametrize("fact", DERIVED.values(), ids=lambda fact: "/".join(fact.pattern))
def test_behind_a_derived_fact_there_is_what_it_is_computed_from(fact):
    place = fact.pattern[: (*fact.pattern, "*").index("*")]
    read = behind([place])
    for source in (*fact.inputs, fact.when_missing, fact.when_wrong):
        assert any(source[: len(item)] == item for item in read), source
    assert depend([place])
    assert depend([place[:1]])


def test_what_depends_on_evidence_depends_on_which_counts():
    assert depend([("templates", "evidence")])
    assert depend([("templates",)])
    assert not depend([("templates", "irreversible")])
    assert not depend([("consent", "grade")])


def test_the_names_of_numbers_tell_also_what_is_around_a_place():
    assert names_of([("storage", "images", "retained")]) == {
        "/storage",
        "/storage/images",
        "/storage/images/retained",
    }
    assert names_of([("storage", "images")]) == {
        "/storage",
        "/storage/images",
        whole("/storage/images"),
    }
    assert names_of([("x-own", "a/b")]) == {"/x-own", "/x-own/a~1b", whole("/x-own/a~1b")}
    assert names_of([("purposes",), ()]) is None


def test_a_part_holds_what_stands_at_places_and_no_more():
    value = {"a": {"b": {"c": 1, "d": 2}, "e": 3}, "f": [4], "g": "h"}
    assert part(value, [("a", "b", "c"), ("f",)]) == {"a": {"b": {"c": 1}}, "f": [4]}
    assert part(value, [("a", "b", "x"), ("x", "y")]) == {"a": {"b": {}}}
    assert part(value, [("g", "x"), ("a", "e", "x")]) == {"g": "h", "a": {"e": 3}}
    assert value == {"a": {"b": {"c": 1, "d": 2}, "e": 3}, "f": [4], "g": "h"}


def test_of_the_facts_a_rule_reads_no_more_than_it_is_given():
    decided = 0
    for number in NUMBERS:
        value, as_of, broken, _ = run.drawn(9, number)
        manifest = manifest_from_value(value)
        idle, facts = idle_evidence(manifest, as_of, broken), derive(value, as_of, broken)
        for constraint in REQUIRED:
            given = facts_of(part(value, behind(reads(constraint))), as_of, idle)
            assert constraint.holds(given) is constraint.holds(facts), constraint.schema
            if not constraint.holds(facts):
                decided += 1
                told = lacks(constraint, given, manifest, idle)
                assert told == lacks(constraint, facts, manifest, idle), constraint.schema
    assert decided > len(NUMBERS)


REQUIRED = [
    Constraint(rule.requires, closed_set(pack.common))
    for pack in PACKS.values()
    for rule in pack.rules
]


def explained(result, manifest, facts, idle):
    """Return the findings of a result, found for it alone."""
    rule, pack = result.rule, PACKS[result.rule.pack]
    schemas = closed_set(pack.common)
    applies = Constraint(rule.applies_when if result.pack_applies else pack.applies_when, schemas)
    if not applies.holds(manifest.value):
        return located(lacks(applies, manifest.value, manifest), manifest)
    requires = Constraint(rule.requires, schemas)
    return located(lacks(requires, facts, manifest, idle), manifest)


def test_explanations_that_are_kept_are_those_that_would_be_found():
    evaluator, found = Evaluator(walk.packs()), 0
    for number in NUMBERS:
        value, as_of, broken, _ = run.drawn(7, number)
        manifest, facts = manifest_from_value(value), derive(value, as_of, broken)
        idle = idle_evidence(manifest, as_of, broken)
        for result in evaluator.results(manifest, as_of, None, broken):
            if result.findings:
                found += 1
                assert result.findings == explained(result, manifest, facts, idle), number
    assert found > len(NUMBERS)
