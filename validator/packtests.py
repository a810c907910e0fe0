"""Running the tests that rules carry, and the proof that rules can fail.

A test starts from the pack's compliant manifest, which fulfils every rule that
applies to it. ``patch`` (RFC 7396) changes it; then ``set`` makes one case for
each value, or ``remove`` one case for each place.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from validator import pointers
from validator.constraints import Constraint, closed_set
from validator.errors import PackError, Problem
from validator.evaluator import Evaluator
from validator.manifest import Manifest, manifest_from_value
from validator.model import Pack, Result, Rule, Status
from validator.reading.quote import quote
from validator.structure import manifest_problems, manifest_shape_problems
from validator.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

Test = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One manifest with the result a test expects.

    Attributes:
        name: of the test, and what makes this case of it.
        manifest: the changed manifest.
        as_of: the day asked about.
        test: the test as the pack writes it.
    """

    name: str
    manifest: Manifest
    as_of: date
    test: Test


@dataclass(frozen=True, slots=True)
class Failure:
    """A case whose result is not the expected one."""

    rule: str
    case: str
    detail: str


def merge_patch(target: Any, patch: Any) -> Any:
    """Apply a JSON merge patch as RFC 7396, section 2, defines it; inputs stay unchanged."""
    if not isinstance(patch, dict):
        return patch
    base = target if isinstance(target, dict) else {}
    merged = {
        name: value for name, value in base.items() if patch.get(name, pointers.MISSING) is not None
    }
    changed = {name: value for name, value in patch.items() if value is not None}
    return merged | {name: merge_patch(base.get(name), value) for name, value in changed.items()}


def cases(tests: tuple[Test, ...], compliant: dict[str, Any]) -> tuple[Case, ...]:
    """Return every case of some tests.

    Raises:
        PackError: a test names a place that its manifest does not have.
    """
    return tuple(_cases(tests, compliant))


def _cases(tests: tuple[Test, ...], compliant: dict[str, Any]) -> Iterator[Case]:
    for test in tests:
        patched = merge_patch(compliant, test.get("patch", {}))
        day = date.fromisoformat(test.get("asOf") or compliant["metadata"]["updated"])
        for label, value in _variants(test, patched):
            name = f"{test['name']} ({label})" if label else test["name"]
            yield Case(name, manifest_from_value(value, name), day, test)


def _variants(test: Test, value: Any) -> Iterator[tuple[str, Any]]:
    if "set" in test:
        for item in test["set"]["values"]:
            yield f"{test['set']['at']} = {quote(item)}", _with(value, test["set"]["at"], item)
    elif "remove" in test:
        for place in test["remove"]:
            yield f"without {place}", _without(value, place)
    else:
        yield "", value


def _with(value: Any, place: str, item: Any) -> Any:
    changed, parent, key = _opened(value, place)
    parent[key] = item
    return changed


def _without(value: Any, place: str) -> Any:
    changed, parent, key = _opened(value, place)
    if isinstance(parent, dict) and key not in parent:
        raise _no_place(place)
    del parent[key]
    return changed


def _opened(value: Any, place: str) -> tuple[Any, Any, Any]:
    """Return a copy of ``value``, and in it the parent and the key of a place."""
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
    text = Text(
        f"a test names {place}, which its manifest does not have",
        f"测试所指的 {place} 在清单中不存在",
    )
    return PackError((Problem(place, None, text),))


def failures(rule: Rule, pack: Pack) -> Iterator[Failure]:
    """Yield what goes wrong in the tests of one rule, its cases' shapes included."""
    prepared = cases(rule.tests, pack.compliant)
    malformed = tuple(_malformed(prepared))
    yield from (Failure(rule.id, name, detail) for name, detail in malformed)
    # Rules are never run on what is no manifest; what they would say means nothing.
    names = {name for name, _ in malformed}
    yield from unexpected(rule, pack, tuple(case for case in prepared if case.name not in names))


def unexpected(rule: Rule, pack: Pack, prepared: tuple[Case, ...]) -> Iterator[Failure]:
    """Yield the cases of one rule whose result is not the expected one."""
    evaluator = Evaluator([replace(pack, rules=(rule,))])
    for case in prepared:
        (result,) = evaluator.results(case.manifest, case.as_of)
        detail = _unlike(result, case.test)
        if detail:
            yield Failure(rule.id, case.name, detail)


def applicability_failures(pack: Pack) -> Iterator[Failure]:
    """Yield what goes wrong in the tests of the pack's applicability."""
    prepared = cases(pack.tests, pack.compliant)
    yield from (Failure(pack.id, name, detail) for name, detail in _malformed(prepared))
    applies = Constraint(pack.applies_when, closed_set(pack.common))
    for case in prepared:
        if applies.holds(case.manifest.value) != (case.test["expect"] == "pass"):
            yield Failure(pack.id, case.name, "expected the opposite applicability")


def _malformed(prepared: tuple[Case, ...]) -> Iterator[tuple[str, str]]:
    """Yield cases that are no possible manifests, apart from what they leave out on purpose."""
    for case in prepared:
        yield from ((case.name, problem.text.en) for problem in _impossible(case.manifest))


def _impossible(manifest: Manifest) -> tuple[Problem, ...]:
    broken = manifest_shape_problems(manifest)
    if not broken:
        return manifest_problems(manifest)  # with references that lead nowhere
    tolerable = manifest_shape_problems(manifest, tolerate=_LEFT_OUT)
    return tolerable or (() if _has_ids(manifest.value) else broken)


def _has_ids(manifest: dict[str, Any]) -> bool:
    """Return whether references can be followed, without which no fact can be derived."""
    listed = (*manifest.get("purposes", ()), *manifest.get("evidence", ()))
    return all("id" in entry for entry in listed)


_LEFT_OUT = frozenset({"required", "minItems"})


def _unlike(result: Result, wanted: Test) -> str | None:
    if result.status.value != wanted["expect"]:
        return f"expected {wanted['expect']}, got {result.status.value}{_places(result)}"
    if result.status is Status.PASS:
        wrong = result.by_exception != wanted.get("byException", False)
        return f"byException is {str(result.by_exception).lower()}" if wrong else None
    if result.status is Status.FAIL and result.reason != wanted.get("reason"):
        got = result.reason.value if result.reason else None
        return f"expected {wanted.get('reason')}, got {got}{_places(result)}"
    if "at" in wanted and wanted["at"] not in {finding.pointer for finding in result.findings}:
        return f"no finding at {wanted['at']}{_places(result)}"
    return None


def _places(result: Result) -> str:
    places = ", ".join(finding.pointer or "/" for finding in result.findings)
    return f"; findings at {places}" if places else ""
