"""Random schemas and values: facepolicy's code against the engines, which share none of it."""

import pytest
from hypothesis import HealthCheck, given, settings

from tests.support.random_schemas import SCHEMAS, VALUES, without_references
from validator.jsonschema.constraint import Constraint, SchemaSet

from .engines import ENGINES

SHARED = {"u:set": {"x": {"type": "string"}}}
STEADY = settings(
    deadline=None, derandomize=True, max_examples=400, suppress_health_check=list(HealthCheck)
)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_random_schemas(engine):
    @STEADY
    @given(SCHEMAS, SCHEMAS, VALUES)
    def equal_verdicts(node, shared, value):
        # Inside allOf: a $ref at the root may lead back to the root itself.
        schema = {"allOf": [node], "$defs": {"d": without_references(shared)}}
        ours = Constraint(schema, SchemaSet(SHARED))
        assert ours.holds(value) == engine(schema, SHARED).holds(value)

    equal_verdicts()
