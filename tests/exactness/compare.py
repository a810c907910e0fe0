"""One rule over its grid: where does the evaluator say something else than all completions?"""

import math
from datetime import date

import jsonschema_rs

from validator.engine.constraint import CONTRADICTED, HOLDS, OPEN, compile_constraint
from validator.engine.facts import derive
from validator.jsonschema.constraint import SchemaSet

from .grid import Grid

AS_OF = date(2026, 10, 31)
NAMES = {HOLDS: "holds", OPEN: "open", CONTRADICTED: "contradicted"}
LIMIT = 4_000
EXCEPTIONS = {
    "SC-EVIDENCE-CURRENT": "evidence that has ended can be renewed, so it is not contradicted",
    "SC-CONFIGURATION": "what configuration files show is no part of a manifest",
}
"""Rules whose verdicts on partial manifests are not exact, each with the reason; at most five."""
SEEDS = range(6)


def consistent(manifest):
    """Return whether two numbers that mean the same agree."""
    total = manifest.get("governance", {}).get("filing", {}).get("storedPersonsTotal")
    here = manifest.get("subjects", {}).get("enrolled", 0)
    most = total.get("atMost", math.inf) if isinstance(total, dict) else total
    least = here.get("atLeast", 0) if isinstance(here, dict) else here
    return total is None or least <= most


def _exact(value):
    """Return whether a value has no bounds: only then JSON Schema can read it."""
    if isinstance(value, dict):
        return not value.keys() & {"atLeast", "atMost"} and all(map(_exact, value.values()))
    return not isinstance(value, list) or all(map(_exact, value))


def differences(schema, common, seeds=SEEDS, limit=LIMIT):
    """Yield partial manifests where the evaluator differs, with what it says and should say."""
    reference = jsonschema_rs.Draft202012Validator(SchemaSet(common).inlined(schema))
    evaluate = compile_constraint(SchemaSet(common).inlined(schema))
    for seed in seeds:
        yield from _of(Grid([schema], common, seed, limit), reference, evaluate)


def _of(grid, reference, evaluate):
    manifests = {point: grid.manifest(point) for point in grid.points}
    facts = {point: derive(manifest, AS_OF) for point, manifest in manifests.items()}
    states = {
        point: reference.is_valid(facts[point])
        if consistent(manifests[point]) and _exact(manifests[point])
        else None
        for point in grid.points
    }
    completions = grid.completions(states)
    for point in grid.points:
        if not completions[point] or _has_endless_completions(manifests[point]):
            continue
        every = completions[point]
        expected = OPEN if len(every) > 1 else HOLDS if every == {True} else CONTRADICTED
        said = evaluate(facts[point])[0]
        if said != expected:
            yield manifests[point], NAMES[said], NAMES[expected]


def _has_endless_completions(manifest):
    """Return whether a notice covers purposes of which no list is stated: any could be listed."""
    return "purposesCovered" in manifest.get("notice", {}) and "purposes" not in manifest


def rule_schemas(rule):
    """Yield the constraints of a rule, by what they are."""
    yield "requires", rule.requires
    if rule.applies_when:
        yield "appliesWhen", rule.applies_when
