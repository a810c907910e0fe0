"""Run the tests of rules, of the applicability of packs, and of shared constraints.

A test of a rule starts from the pack's compliant manifest, which fulfils every rule that
applies to it, or, with ``alone``, only from those of its facts that decide whether the
rule applies. ``patch`` (RFC 7396) changes it; then ``set`` makes one
case for each value, or ``remove`` one case for each place.

A test of a shared constraint starts from ``policies/compliant.yaml``, or from a manifest that
states nothing, and expects that the constraint holds, is contradicted or is open. Where the
constraint is one of a value, ``at`` names a fact that it is put at.
"""

from __future__ import annotations

import copy
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from validator.authoring import messages
from validator.engine.configuration import Proof, proofs
from validator.engine.constraint import CONTRADICTED, HOLDS, OPEN, Outcome, compile_constraint
from validator.engine.derived import is_current
from validator.engine.facts import derive
from validator.engine.results import Reason, Result, Status
from validator.engine.verdicts import Evaluator
from validator.jsonschema.constraint import SchemaSet, common_uri
from validator.manifest.manifest import load_manifest, manifest_from_value
from validator.manifest.reading.document import ParsedDocument
from validator.manifest.structure import manifest_problems, manifest_shape_problems
from validator.manifest.vocabulary import pattern_of
from validator.model import pointers, resources
from validator.model.errors import PackError, Problem
from validator.model.merge import merge_patch
from validator.model.quote import quote
from validator.packs.files import read_shared
from validator.report.wording import not_stated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from validator.manifest.model import Manifest
    from validator.packs.model import Pack, Rule, Schema

Test = dict[str, Any]
_STATES = {HOLDS: "holds", CONTRADICTED: "contradicted", OPEN: "open"}
_APPLICABILITY = {HOLDS: "pass", CONTRADICTED: "not-applicable", OPEN: "fail"}


class Case(NamedTuple):
    """One changed manifest, the day of the check, and the test as the pack writes it."""

    name: str
    manifest: Manifest
    as_of: date
    test: Test


class Failure(NamedTuple):
    """A case whose result is not the expected one."""

    rule: str
    case: str
    detail: str


def cases(
    tests: tuple[Test, ...], compliant: dict[str, Any], scope: Schema | None = None
) -> tuple[Case, ...]:
    """Return every case of some tests.

    Args:
        tests: as a pack writes them.
        compliant: the manifest to start from.
        scope: a constraint over the facts that remain in a test with ``alone``.

    Raises:
        PackError: a test names a place that its manifest does not have.
    """
    alone = _read_by(scope or {}, compliant) if scope else {}
    alone |= {name: compliant[name] for name in ("apiVersion", "kind") if name in compliant}
    alone["metadata"] = {**alone.get("metadata", {}), "id": compliant.get("metadata", {}).get("id")}
    made = []
    for test in tests:
        patched = merge_patch(alone if test.get("alone") else compliant, test.get("patch", {}))
        day = date.fromisoformat(test.get("asOf") or compliant["metadata"]["updated"])
        for label, value in _variants(test, patched):
            name = f"{test['name']} ({label})" if label else test["name"]
            made.append(Case(name, manifest_from_value(value, name), day, test))
    return tuple(made)


def _read_by(schema: Schema, value: Any) -> Any:
    """Return the parts of a value that a constraint reads."""
    nodes = _joined(schema)
    members = [node.get("properties", {}) for node in nodes]
    names = {name for item in members for name in item}
    if not names or not isinstance(value, dict):
        return value
    return {
        name: _read_by({"allOf": [item[name] for item in members if name in item]}, value[name])
        for name in sorted(names & value.keys())
    }


def _joined(schema: Schema) -> list[Schema]:
    """Return a schema and those that it joins, which constrain the same place."""
    nested = [*schema.get("allOf", ()), *schema.get("anyOf", ())]
    return [schema, *(part for item in nested for part in _joined(item))]


def _variants(test: Test, value: Any) -> Iterator[tuple[str, Any]]:
    if "set" in test:
        place = test["set"]["at"]
        for item in test["set"]["values"]:
            changed, parent, key = _opened(value, place)
            parent[key] = item
            yield f"{place} = {quote(item)}", changed
    elif "remove" in test:
        for place in test["remove"]:
            changed, parent, key = _opened(value, place)
            if isinstance(parent, dict) and key not in parent:
                raise _no_place(place)
            del parent[key]
            yield f"without {place}", changed
    else:
        yield "", value


def _opened(value: Any, place: str) -> tuple[Any, Any, Any]:
    """Return a copy of ``value``, and the parent and the key of a place in it."""
    changed = copy.deepcopy(value)
    *above, last = pointers.parse(place)
    parent = pointers.resolve(changed, above)
    place_in_list = pointers.index(last)
    if isinstance(parent, list) and place_in_list is not None and place_in_list < len(parent):
        return changed, parent, place_in_list
    if isinstance(parent, dict):
        return changed, parent, last
    raise _no_place(place)


def _no_place(place: str) -> PackError:
    return PackError((Problem(place, None, messages.NO_SUCH_PLACE.format(place=place)),))


def rule_cases(rule: Rule, pack: Pack) -> tuple[Case, ...]:
    """Return every case of the tests of a rule."""
    scope = {"allOf": [pack.inlined(pack.applies_when), pack.inlined(rule.applies_when)]}
    return cases(rule.tests, pack.compliant, scope)


def failures(rule: Rule, pack: Pack) -> Iterator[Failure]:
    """Yield the failures of the tests of one rule, including invalid manifests."""
    prepared = rule_cases(rule, pack)
    impossible = tuple(_malformed(rule.id, prepared))
    yield from impossible
    yield from unexpected(rule, pack, _without(prepared, impossible))


def unexpected(rule: Rule, pack: Pack, prepared: tuple[Case, ...]) -> Iterator[Failure]:
    """Yield the cases of one rule whose result is not the expected one."""
    evaluator = Evaluator([pack._replace(rules=(rule,), manual=())])
    for case in prepared:
        shown = tuple(_shown_by_configuration(case))
        broken = frozenset(case.test.get("broken", ()))
        (result,) = evaluator.results(case.manifest, case.as_of, broken=broken, proofs=shown)
        detail = _unlike(result, case.test) or _shows_nothing(result)
        if detail:
            yield Failure(rule.id, case.name, detail)


def _shown_by_configuration(case: Case) -> Iterator[Proof]:
    """Yield what the configuration files of a test show; it writes their content."""
    contents: dict[str, Any] = case.test.get("configuration", {})
    for entry in case.manifest.stated.get("evidence", ()) if contents else ():
        if entry["id"] in contents:
            content = (ParsedDocument(contents[entry["id"]], (1, 1, None)),)
            counts = is_current(entry, case.as_of)
            yield from proofs(entry, case.manifest, entry["id"], content, counts=counts)


def applicability_failures(pack: Pack) -> Iterator[Failure]:
    """Yield the failures of the tests of a pack's applicability."""
    prepared = cases(pack.tests, pack.compliant)
    yield from _malformed(pack.id, prepared)
    applies = compile_constraint(pack.inlined(pack.applies_when))
    for case in prepared:
        yield from _unexpected_outcome(pack.id, case, applies, _APPLICABILITY)


def _unexpected_outcome(
    owner: str, case: Case, evaluate: Callable[[Any], Outcome], outcomes: dict[int, str]
) -> Iterator[Failure]:
    """Yield a failure if a constraint has another state than a test expects, by its word for it."""
    outcome = outcomes[evaluate(derive(case.manifest.stated, case.as_of))[0]]
    if outcome != case.test["expect"]:
        yield Failure(owner, case.name, f"expected {case.test['expect']}, got {outcome}")


def _malformed(owner: str, prepared: tuple[Case, ...]) -> Iterator[Failure]:
    """Yield cases whose manifest is invalid, apart from facts that it leaves out on purpose."""
    for case in prepared:
        for problem in _impossible(case.manifest):
            yield Failure(owner, case.name, problem.text.en)


def _without(prepared: tuple[Case, ...], impossible: tuple[Failure, ...]) -> tuple[Case, ...]:
    """Return the other cases: the result of a rule on an invalid manifest would mean nothing."""
    names = {failure.case for failure in impossible}
    return tuple(case for case in prepared if case.name not in names)


def _impossible(manifest: Manifest) -> tuple[Problem, ...]:
    broken = manifest_shape_problems(manifest)
    if not broken:
        return manifest_problems(manifest)  # with references that point to nothing
    intolerable = manifest_shape_problems(manifest, tolerate=frozenset({"required", "minItems"}))
    listed = (*manifest.value.get("purposes", ()), *manifest.value.get("evidence", ()))
    # Without ids references cannot be followed, and no fact can be derived.
    return intolerable or (() if all("id" in entry for entry in listed) else broken)


def _unlike(result: Result, test: Test) -> str | None:
    if result.status.value != test["expect"]:
        return f"expected {test['expect']}, got {result.status.value}{_places(result)}"
    if result.status is Status.PASS:
        wrong = result.by_exception != test.get("byException", False)
        return f"byException is {str(result.by_exception).lower()}" if wrong else None
    if result.status is Status.FAIL and result.reason != test.get("reason"):
        got = result.reason.value if result.reason else None
        return f"expected {test.get('reason')}, got {got}{_places(result)}"
    if "at" in test and test["at"] not in {finding.pointer for finding in result.findings}:
        return f"no finding at {test['at']}{_places(result)}"
    return None


def _shows_nothing(result: Result) -> str | None:
    """Return which facts a message shows though they are not stated."""
    violated = result.failed if result.reason is Reason.VIOLATED else ()
    shown = [check.message for check in violated]
    if result.status is Status.NOT_REVIEWED and result.rule.review:
        shown.append(result.rule.review.question)
    places = sorted({place for text in shown for place in not_stated(text, result.document)})
    if not places:
        return None
    return f"the message shows {', '.join(places)}, not stated here: put the part in brackets"


def _places(result: Result) -> str:
    places = ", ".join(finding.pointer or "/" for finding in result.findings)
    return f"; findings at {places}" if places else ""


class SharedConstraint(NamedTuple):
    """A constraint in ``$defs`` of a shared file, with the cases of its tests."""

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
    """Yield the failures of the tests of one shared constraint, including invalid manifests."""
    impossible = tuple(_malformed(constraint.reference, constraint.cases))
    yield from impossible
    possible = _without(constraint.cases, impossible)
    yield from unexpected_states(constraint._replace(cases=possible), common)


def unexpected_states(constraint: SharedConstraint, common: dict[str, Any]) -> Iterator[Failure]:
    """Yield the cases of one shared constraint whose state is not the expected one."""
    schemas = SchemaSet(common)
    evaluators = {
        place: compile_constraint(schemas.inlined(_put(constraint.reference, place)))
        for place in {case.test.get("at", "") for case in constraint.cases}
    }
    for case in constraint.cases:
        evaluate = evaluators[case.test.get("at", "")]
        yield from _unexpected_outcome(constraint.reference, case, evaluate, _STATES)


def _put(reference: str, place: str) -> Schema:
    """Return a reference to a constraint, put at a fact that has to be stated."""
    schema: Schema = {"$ref": reference}
    for name in reversed(pattern_of(pointers.parse(place))):
        inside = {"properties": {name: schema}, "required": [name]}
        schema = {"items": schema} if name == "*" else inside
    return schema
