"""What a constraint reads: told in few words, and enough to keep an explanation by."""

import pytest
from differential import run, walk

from validator import manifest_from_value
from validator.constraints import Constraint, closed_set
from validator.evaluator import Evaluator
from validator.explain import lacks, located
from validator.facts import derive
from validator.reads import reads, told

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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"a": {}}),
        ({"a": {}}, {"a": {"b": None}}),
        ({"a": {"b": 1}}, {"a": {"b": True}}),
        ({"a": {"b": 1}}, {"a": {"b": "1"}}),
        ({"a": "x"}, {"a": {"b": "x"}}),
        ({"a": [0]}, {"a": {"b": [0]}}),
        ({}, {"a": 0}),
    ],
)
def test_what_is_told_tells_values_apart(one, other):
    assert told(one, [("a", "b")]) != told(other, [("a", "b")])


def test_what_is_not_read_is_not_told():
    assert told({"a": {"b": 1, "c": 2}}, [("a", "b")]) == told({"a": {"b": 1}}, [("a", "b")])


def explained(result, manifest, facts, broken):
    """Return the findings of a result, found for it alone."""
    rule, pack = result.rule, PACKS[result.rule.pack]
    schemas = closed_set(pack.common)
    applies = Constraint(rule.applies_when if result.pack_applies else pack.applies_when, schemas)
    if not applies.holds(manifest.value):
        return located(lacks(applies, manifest.value, manifest), manifest)
    requires = Constraint(rule.requires, schemas)
    return located(lacks(requires, facts, manifest, broken), manifest)


def test_explanations_that_are_kept_are_those_that_would_be_found():
    evaluator, found = Evaluator(walk.packs()), 0
    for number in NUMBERS:
        value, as_of, broken, _ = run.drawn(7, number)
        manifest, facts = manifest_from_value(value), derive(value, as_of, broken)
        for result in evaluator.results(manifest, as_of, None, broken):
            if result.findings:
                found += 1
                assert result.findings == explained(result, manifest, facts, broken), number
    assert found > len(NUMBERS)
