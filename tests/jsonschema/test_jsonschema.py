"""Schemas of the closed set against `jsonschema`: equal verdicts and equal breaches."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.differential.engines import Plain, reported
from tests.support.cases import cases_of
from tests.support.closed_set import is_closed
from tests.support.random_manifests import manifests
from tests.support.random_schemas import SCHEMAS, VALUES, WITH_BOOLEANS, without_references
from validator import load_pack
from validator.engine.constraint import HOLDS, OPEN, compile_constraint
from validator.engine.facts import derive
from validator.jsonschema.constraint import Constraint, SchemaSet, UnresolvableError
from validator.jsonschema.keywords import is_date
from validator.model.resources import schema, schema_names, shipped

CALM = settings(
    deadline=None, derandomize=True, max_examples=400, suppress_health_check=list(HealthCheck)
)
SET = {"u:set": {"x": {"type": "string"}}}


def both(node):
    return Constraint(node, SchemaSet(SET)), Plain(node, SET)


def agree(constraint, reference, value):
    verdict = reference.holds(value)
    assert constraint.holds(value) == verdict
    found = reported(constraint.breaches(value))
    assert found == reference.breaches(value)
    assert verdict == (not found)


@CALM
@given(WITH_BOOLEANS.map(lambda node: {"allOf": [without_references(node)]}), VALUES)
def test_random_schemas_with_true_and_false_give_equal_verdicts(node, value):
    constraint, reference = both(node)
    assert constraint.holds(value) == reference.holds(value)


@CALM
@given(st.fixed_dictionaries({"allOf": st.lists(SCHEMAS, min_size=1, max_size=2)}), SCHEMAS, VALUES)
def test_random_schemas_and_values(node, shared, value):
    node = {**node, "$defs": {"d": without_references(shared)}}
    assert is_closed(node)
    agree(*both(node), value)


PACKS = [load_pack(name) for name in shipped()]


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_what_the_evaluator_decides_is_what_jsonschema_says(pack):
    """Over the cases of all rules; what it leaves open is proved elsewhere (tests/exactness)."""
    for rule in pack.rules:
        for node in (rule.applies_when, rule.requires):
            evaluate = compile_constraint(SchemaSet(pack.common).inlined(node))
            reference = Plain(node, pack.common)
            for case in cases_of(rule, pack):
                facts = derive(case.manifest.stated, case.as_of)
                state = evaluate(facts)[0]
                assert state == OPEN or (state == HOLDS) == reference.holds(facts), case.name


@settings(CALM, max_examples=60)
@given(manifests(), st.data())
def test_the_manifest_schema_over_sound_and_damaged_manifests(value, data):
    node = schema("manifest")
    constraint, reference = both(node)
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
def test_what_leaves_the_closed_set_is_noticed(node):
    assert not is_closed(node)


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


def test_recursion_through_a_reference_ends():
    tree = {
        "$defs": {"n": {"type": "object", "properties": {"n": {"$ref": "#/$defs/n"}}}},
        "$ref": "#/$defs/n",
    }
    agree(*both(tree), {"n": {"n": {"n": {}}}})
    agree(*both(tree), {"n": {"n": {"n": 3}}})
