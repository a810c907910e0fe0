"""The engine against jsonschema: equal verdicts, equal breaches, nothing of a schema in its code."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from manifests import manifests
from schemas import SCHEMAS, VALUES, WITH_BOOLEANS, without_references

from validator import load_pack
from validator.codegen import UnknownKeywordError, Writer
from validator.constraints import Constraint, closed_set
from validator.facts import derive
from validator.foreign import ForeignConstraint
from validator.keywords import is_closed, is_date
from validator.packfiles import shipped
from validator.packtests import cases
from validator.resources import schema, schema_names
from validator.schemaset import SchemaSet, UnresolvableError

CALM = settings(
    deadline=None, derandomize=True, max_examples=400, suppress_health_check=list(HealthCheck)
)
ELSEWHERE = {"x": {"type": "string"}}


def both(node, value):
    schemas = closed_set({"u:set": ELSEWHERE})
    return Constraint(node, schemas), ForeignConstraint(node, schemas)


def told(breaches):
    """Return what breaches say, without order and repetition."""
    return {
        (item.keyword, json.dumps(item.asked), item.path, json.dumps(item.found), told_of(item))
        for item in breaches
    }


def told_of(breach):
    return tuple(frozenset(told(lacking)) for lacking in breach.alternatives)


def agree(constraint, reference, value):
    assert not constraint.is_foreign
    verdict = reference.holds(value)
    assert constraint.holds(value) == verdict
    found = told(constraint.breaches(value))
    assert found == told(reference.breaches(value))
    assert verdict == (not found)


@CALM
@given(WITH_BOOLEANS.map(lambda node: {"allOf": [without_references(node)]}), VALUES)
def test_random_schemas_with_true_and_false_give_equal_verdicts(node, value):
    constraint, reference = both(node, value)
    verdict = reference.holds(value)
    assert constraint.holds(value) == verdict
    assert (next(constraint.breaches(value), None) is None) == verdict


@CALM
@given(st.fixed_dictionaries({"allOf": st.lists(SCHEMAS, min_size=1, max_size=2)}), SCHEMAS, VALUES)
def test_random_schemas_and_values(node, shared, value):
    node = {**node, "$defs": {"d": without_references(shared)}}
    assert is_closed(node)
    agree(*both(node, value), value)


PACKS = [load_pack(name) for name in shipped()]


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_every_rule_over_its_own_cases(pack):
    schemas = closed_set(pack.common)
    for rule in pack.rules:
        asked = [rule.applies_when, rule.requires]
        pairs = [(Constraint(item, schemas), ForeignConstraint(item, schemas)) for item in asked]
        for case in cases(rule.tests, pack.compliant):
            facts = derive(case.manifest.value, case.as_of)
            for (constraint, reference), value in zip(
                pairs, (case.manifest.value, facts), strict=True
            ):
                agree(constraint, reference, value)


@settings(CALM, max_examples=60)
@given(manifests(), st.data())
def test_the_manifest_schema_over_sound_and_damaged_manifests(value, data):
    node = schema("manifest")
    constraint, reference = both(node, value)
    agree(constraint, reference, value)
    place = data.draw(st.sampled_from(list(_places(value))))
    *above, last = place
    parent = value
    for step in above:
        parent = parent[step]
    parent[last] = data.draw(VALUES)
    agree(constraint, reference, value)


def _places(value, above=()):
    children = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in children:
        yield (*above, key)
        if isinstance(child, (dict, list)):
            yield from _places(child, (*above, key))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-28", True),
        ("2026-02-29", False),
        ("20260228", False),
        ("2026-W09-6", False),
        ("2026-02-28\n", False),
        ("٢٠٢٦-02-28", False),
        ("2026-2-28", False),
    ],
)
def test_a_date_is_what_rfc_3339_says_in_every_version_of_python(text, expected):
    assert is_date(text) is expected


@pytest.mark.parametrize("name", schema_names())
def test_every_own_schema_keeps_to_the_closed_set(name):
    assert is_closed(schema(name)) or name == "manifest.draft-07"


@pytest.mark.parametrize(
    "node",
    [
        {"oneOf": [{}]},
        {"propertise": {}},
        {"format": "email"},
        {"type": ["string", "null"]},
        {"properties": {"a": {"prefixItems": []}}},
        {"pattern": "("},
        {"pattern": 3},
        {"minItems": -1},
        {"minItems": True},
        {"required": "a"},
        {"anyOf": []},
        {"allOf": {}},
        {"properties": []},
        {"$dynamicRef": "#x"},
    ],
)
def test_what_leaves_the_closed_set_gets_no_code(node):
    assert not is_closed(node)
    with pytest.raises(UnknownKeywordError):
        Writer(SchemaSet()).function(node, node)


@pytest.mark.parametrize(
    "node", [{"oneOf": [{"type": "array"}, {"const": 1}]}, {"prefixItems": [{"const": 1}]}]
)
def test_what_leaves_the_closed_set_runs_on_jsonschema(node):
    constraint = Constraint(node)
    assert constraint.holds([1])
    assert {item.keyword for item in Constraint({"oneOf": [{"const": 1}]}).breaches(2)} == {"oneOf"}


@pytest.mark.parametrize(
    "reference",
    ["http://127.0.0.1/x", "file:///etc/passwd", "#/$defs/none", "u:none#", "#x", "#/a~2"],
)
def test_a_reference_out_of_the_set_leads_nowhere(reference):
    node = {"$ref": reference}
    with pytest.raises(UnresolvableError):
        Constraint(node).holds(1)
    with pytest.raises(UnresolvableError):
        list(Constraint(node).breaches(1))


HOSTILE = [
    "'",
    '"',
    "\\",
    "\n",
    "'''",
    "{v}",
    "}",
    "__import__('os').system('touch pwned')",
    "\u2028",
    "\x00",
    "return True",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_schema_becomes_code(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for node in (
        {"const": text},
        {"enum": [text, "other"]},
        {"enum": [text, 1]},
        {"const": [text]},
        {"properties": {text: {"const": text}}, "required": [text]},
        {"required": [text]},
        {"properties": {"a": {"const": text}}, "additionalProperties": False},
        {"title": text, "description": text, f"x-{text}": text, "const": 1},
    ):
        constraint, reference = both(node, None)
        for value in (text, [text], {text: text}, {"a": text}, {"a": "b"}, 1, "other", {text: 1}):
            assert constraint.holds(value) == reference.holds(value)
    assert not list(tmp_path.iterdir())


def test_equal_schemas_share_a_function():
    writer = Writer(SchemaSet())
    node = {"properties": {"a": {"const": 1}}}
    assert writer.function(node, node) == writer.function(copy.deepcopy(node), node)


def test_recursion_through_a_reference_ends():
    tree = {
        "$defs": {"n": {"type": "object", "properties": {"n": {"$ref": "#/$defs/n"}}}},
        "$ref": "#/$defs/n",
    }
    agree(*both(tree, None), {"n": {"n": {"n": {}}}})
    agree(*both(tree, None), {"n": {"n": {"n": 3}}})
