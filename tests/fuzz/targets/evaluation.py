"""Valid manifests through all shipped rules: never an exception, and the verdict of the engines."""

import copy
from functools import cache

from tests.differential import compare, edits, seeded_manifests
from validator import Status, manifest_from_value
from validator.engine.verdicts import Evaluator
from validator.manifest.structure import manifest_problems
from validator.manifest.vocabulary import claims

from ..draws import Draws
from . import manifests
from .reading import check_problems


def seeds():
    for index, data in enumerate(manifests.seeds()):
        yield bytes((index % len(seeded_manifests.packs()),)) + data


def test_one(data):
    draws = Draws(data)
    # Each pack in its turn: engines over all of them would leave time for few manifests.
    evaluator, comparison = _of_pack(draws.randrange(len(seeded_manifests.packs())))
    value, as_of = manifests.drawn(draws)
    manifest = manifest_from_value(value)
    problems = manifest_problems(manifest)
    if problems:
        check_problems(problems, [""])
        return
    assert len(_of_all().results(manifest, as_of)) == sum(
        len(it.every_rule) for it in seeded_manifests.packs()
    )
    results = evaluator.results(manifest, as_of)
    assert results == evaluator.results(manifest_from_value(value), as_of)
    assert [*comparison.of_rules(manifest, as_of)] == []
    fewer = manifest_from_value(_without_something(value, draws))
    if not manifest_problems(fewer) and _counted(fewer.stated) == _counted(manifest.stated):
        for before, after in zip(results, evaluator.results(fewer, as_of), strict=True):
            assert after.status is not Status.PASS or before.status in _PASSED, after.rule.id


_PASSED = (Status.PASS, Status.NOT_APPLICABLE)
"""What may have come of a rule that passes when less is stated: it holds, or it held for others."""


def _counted(stated):
    """Return what counts as absent, and not as open, where it is not stated."""
    return stated.get("evidence"), [[*_at(stated, claim)] for claim in sorted(claims())]


def _at(value, pattern):
    if not pattern:
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _at(item, pattern[1:])
    elif isinstance(value, dict) and pattern[0] in value:
        yield from _at(value[pattern[0]], pattern[1:])


def _without_something(value, draws):
    """Return a copy without an optional fact, or with a section empty: that passes no rule."""
    fewer = copy.deepcopy(value)
    free = [
        (parent, key)
        for parent, key, node, _ in edits.places(fewer)
        if isinstance(parent, dict) and key not in node.get("required", ())
    ]
    parent, key = draws.choice(free or [({"": None}, "")])
    if draws.randrange(2) and isinstance(parent[key], dict):
        parent[key] = {}
    else:
        del parent[key]
    return fewer


@cache
def _of_all():
    return Evaluator(seeded_manifests.packs())


@cache
def _of_pack(index):
    pack = seeded_manifests.packs()[index]
    return Evaluator([pack]), compare.Comparison([pack])
