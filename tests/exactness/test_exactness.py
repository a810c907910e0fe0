"""Proof: on partial manifests verdicts are what `jsonschema` says of all completions."""

import json

import jsonschema
import pytest

from validator import load_pack
from validator.jsonschema.constraint import SchemaSet
from validator.model.resources import shipped

from .compare import EXCEPTIONS, differences, rule_schemas
from .grid import UNSTATED, Grid, extends

PACKS = {name: load_pack(name) for name in shipped()}
SCHEMAS = [
    pytest.param(pack, schema, what == "requires" and rule.id in EXCEPTIONS, id=f"{rule.id}-{what}")
    for pack in PACKS.values()
    for rule in pack.rules
    for what, schema in rule_schemas(rule)
]


@pytest.fixture(scope="module")
def differences_of():
    """Return the differences over a constraint; rules that share one share its comparison."""
    known = {}

    def found(schema, common):
        key = json.dumps(SchemaSet(common).inlined(schema))
        if key not in known:
            known[key] = list(differences(schema, common, seeds=range(2)))
        return known[key]

    return found


@pytest.mark.parametrize(("pack", "schema", "excepted"), SCHEMAS)
def test_verdicts_are_exact(pack, schema, excepted, differences_of):
    found = differences_of(schema, pack.common)
    assert bool(found) == excepted, found[:1]


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_verdicts_on_scope_are_exact(pack):
    assert not list(differences(pack.applies_when, pack.common))


def test_few_rules_are_excepted_each_with_a_reason():
    ids = {rule.id for pack in PACKS.values() for rule in pack.rules}
    assert set(EXCEPTIONS) <= ids
    assert len(EXCEPTIONS) <= 5
    assert all(EXCEPTIONS.values())


def test_the_reference_is_jsonschema():
    """The quick engine of the comparison says what `jsonschema` itself says, on a sample."""
    import jsonschema_rs

    pack = PACKS["cn-pipl-2021"]
    for rule in pack.rules[::5]:
        schema = SchemaSet(pack.common).inlined(rule.requires)
        slow, quick = (
            jsonschema.Draft202012Validator(schema),
            jsonschema_rs.Draft202012Validator(schema),
        )
        grid = Grid([rule.requires], pack.common, 0, 300)
        for point in grid.points:
            manifest = grid.manifest(point)
            assert slow.is_valid(manifest) == quick.is_valid(manifest)


GRADE = {
    "properties": {"consent": {"properties": {"grade": {"const": "none"}}, "required": ["grade"]}},
    "required": ["consent"],
}


def test_a_constraint_that_kleene_cannot_decide_is_noticed():
    """All completions hold, and the parts are open: the comparison must say so."""
    found = list(differences({"anyOf": [GRADE, {"not": GRADE}]}, {}))
    assert ("open", "holds") in {(said, expected) for _, said, expected in found}


def test_a_claim_is_not_a_completion():
    claim = ("notice", "legalException")
    assert not extends(UNSTATED, {"reason": "r"}, claim)
    assert extends({"reason": "r"}, {"reason": "r", "basis": "b"}, claim)
    assert extends(UNSTATED, "never", ("notice", "given"))
