"""The bench compares like with like; no time is asserted here, and no peer is installed."""

import sys
from functools import cache

from checkout import ROOT
from hypothesis import Phase, given, settings
from jsonschema import Draft202012Validator
from manifests import manifests

from validator import Status, evaluate, load_packs, manifest_from_value

sys.path.append(str(ROOT))  # the bench is in no wheel

from bench import AS_OF, PACK, corpus, export


@cache
def packs_of(*names):
    return load_packs(names)


@cache
def rules_of(*names):
    return export.export(names)


def failed(values, packs):
    several = [manifest_from_value(value, f"m{index}") for index, value in enumerate(values)]
    report = evaluate(several, packs_of(*packs), as_of=AS_OF)
    assert not report.problems
    failures = [item for item in report.results if item.status is Status.FAIL]
    return [{item.rule.id for item in failures if item.manifest == one.name} for one in several]


def failed_by_bundle(values, rules):
    validator = Draft202012Validator(rules.bundle)
    return [
        {rules.rule_at(e.absolute_schema_path) for e in validator.iter_errors(corpus.facts(value))}
        for value in values
    ]


def test_manifests_are_the_same_each_time():
    assert corpus.as_yaml(corpus.manifest(7)) == corpus.as_yaml(corpus.manifest(7))
    assert corpus.manifest(7) != corpus.manifest(9)


def test_manifests_have_about_as_many_lines_as_asked():
    for lines in (200, 800):
        counts = [corpus.as_yaml(corpus.manifest(index, lines)).count("\n") for index in range(20)]
        assert 0.85 * lines < sum(counts) / len(counts) < 1.15 * lines


def test_every_second_manifest_fails_in_its_own_way():
    found = failed([corpus.manifest(index) for index in range(60)], [PACK])
    assert not any(found[::2])
    assert all(found[1::2])
    assert len({frozenset(rules) for rules in found[1::2]}) > 20


def test_the_bundle_says_what_the_rules_say():
    rules = rules_of(PACK)
    values = [corpus.manifest(index) for index in range(40)]
    assert failed_by_bundle(values, rules) == failed(values, [PACK])


@settings(max_examples=30, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(manifests())
def test_the_bundle_of_all_packs_says_what_the_rules_say_of_any_manifest(value):
    for entry in value["evidence"]:
        entry["uri"] = "doc://a"  # a file that is missing would be no evidence
    assert failed_by_bundle([value], rules_of("all")) == failed([value], ["all"])
