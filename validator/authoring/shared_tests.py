"""Running the tests that shared constraints carry.

A test starts from ``policies/compliant.yaml``, or from a manifest that states nothing, and
expects that the constraint holds, is contradicted or is open. Where the constraint is one of a
value, ``at`` names a fact that it is put at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from validator.authoring.pack_tests import (
    Case,
    Failure,
    cases,
    malformed,
    unexpected_outcome,
    without,
)
from validator.engine.constraint import CONTRADICTED, HOLDS, OPEN, compile_constraint
from validator.jsonschema.constraint import closed_set, common_uri
from validator.manifest.manifest import load_manifest
from validator.manifest.vocabulary import pattern_of
from validator.model import pointers, resources
from validator.packs.files import read_shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.packs.model import Schema

_OUTCOMES = {HOLDS: "holds", CONTRADICTED: "contradicted", OPEN: "open"}


class SharedConstraint(NamedTuple):
    """A shared constraint with the cases of its tests.

    Attributes:
        uri: of its file.
        name: in ``$defs`` of that file.
        schema: what it constrains.
        cases: of its tests.
    """

    uri: str
    name: str
    schema: Schema
    cases: tuple[Case, ...]

    @property
    def reference(self) -> str:
        """The value of a ``$ref`` to it."""
        return f"{self.uri}#/$defs/{self.name}"

    @property
    def place(self) -> tuple[str, ...]:
        """The pattern of the fact that its tests put it at; empty for the whole manifest."""
        named = [case.test["at"] for case in self.cases if "at" in case.test]
        return pattern_of(pointers.parse(named[0])) if named else ()


def shared_constraints() -> tuple[SharedConstraint, ...]:
    """Return every shared constraint.

    Raises:
        PackError: files are broken, or a test names a place that its manifest does not have.
    """
    compliant = load_manifest(resources.policies() / "compliant.yaml").value
    return tuple(
        SharedConstraint(common_uri(path.removeprefix("common/")), name, schema, prepared)
        for path, file in read_shared().items()
        for name, schema in file.value["$defs"].items()
        for prepared in [cases(tuple(file.value.get("tests", {}).get(name, ())), compliant)]
    )


def documents(constraints: tuple[SharedConstraint, ...]) -> dict[str, Any]:
    """Return the files of shared constraints, by URI, as ``Pack.common`` has them."""
    found: dict[str, Any] = {}
    for item in constraints:
        found.setdefault(item.uri, {"$defs": {}})["$defs"][item.name] = item.schema
    return found


def shared_failures(constraint: SharedConstraint, common: dict[str, Any]) -> Iterator[Failure]:
    """Yield what goes wrong in the tests of one shared constraint, its cases' shapes included.

    Args:
        constraint: the constraint and its cases.
        common: the files of shared constraints, by URI.
    """
    impossible = tuple(malformed(constraint.reference, constraint.cases))
    yield from impossible
    possible = without(constraint.cases, impossible)
    yield from unexpected_states(constraint._replace(cases=possible), common)


def unexpected_states(constraint: SharedConstraint, common: dict[str, Any]) -> Iterator[Failure]:
    """Yield the cases of one shared constraint whose state is not the expected one."""
    schemas = closed_set(common)
    evaluators = {
        place: compile_constraint(_put(constraint.reference, place), schemas)
        for place in {case.test.get("at", "") for case in constraint.cases}
    }
    for case in constraint.cases:
        evaluate = evaluators[case.test.get("at", "")]
        yield from unexpected_outcome(constraint.reference, case, evaluate, _OUTCOMES)


def _put(reference: str, place: str) -> Schema:
    """Return a reference to a constraint, put at a fact that has to be stated."""
    schema: Schema = {"$ref": reference}
    for name in reversed(pattern_of(pointers.parse(place))):
        inside = {"properties": {name: schema}, "required": [name]}
        schema = {"items": schema} if name == "*" else inside
    return schema
