"""The bench compares like with like; no time is asserted here, and no peer is installed."""

import sys
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path

import pytest
import yaml
from checkout import ROOT
from hypothesis import Phase, given, settings
from jsonschema import Draft202012Validator
from manifests import manifests

from validator import Status, evaluate, load_packs, manifest_from_value

sys.path.append(str(ROOT))  # the bench is in no wheel

from bench import AS_OF, PACK, BenchError, corpus, export, rego
from bench.contests import Contest
from bench.peers import Mode, Task
from bench.peers.ajv import Ajv
from bench.peers.sourcemeta import Sourcemeta
from bench.plot import chart
from bench.stage import FACEPOLICY, PYTHON, TWO_PROCESSES
from bench.table import as_markdown, rows
from bench.timing import Output, Sample, Spread, ratio, rounds
from bench.verdicts import Telling, Told, demand_equal


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


@pytest.mark.parametrize("policy", ["not-assessed", "included", "excluded"])
def test_what_is_not_assessed_is_absent_from_facts_and_accepted_as_such(policy):
    value = corpus.manifest(0)
    value["subjects"] = {**value["subjects"], "under14": {"policy": policy}}
    asked = {"FRD21-5-MINOR", "SC-UNDER14-ASSURANCE"}
    (found,) = failed_by_bundle([value], rules_of(PACK))
    assert found & asked == failed([value], [PACK])[0] & asked


def test_the_rules_in_rego_are_one_for_each_rule():
    rules = rules_of("all")
    lines = rego.module(rules).splitlines()
    assert sum(line.startswith("failed contains") for line in lines) == rules.count


def test_a_keyword_that_rego_is_not_generated_for_is_no_rule_left_out():
    bundle = {"allOf": [{"if": {}, "then": {"allOf": [{"if": {}, "then": {"oneOf": []}}]}}]}
    with pytest.raises(KeyError, match="oneOf"):
        rego.module(export.Rules((), (("R",),), bundle))


def sample(wall, cpu=0.0, peak=1.0):
    return Sample(wall, cpu or wall, peak, 0)


def test_a_ratio_is_formed_inside_rounds():
    slow, fast = [sample(8), sample(9), sample(40)], [sample(4), sample(3), sample(10)]
    assert ratio(slow, fast, lambda one: one.wall) == Spread(3, 2, 4)


def test_everybody_runs_once_a_round_and_begins_in_turn():
    order = []
    contestants = {name: lambda name=name: order.append(name) or sample(1) for name in "abc"}
    assert [len(found) for found in rounds(contestants, 3).values()] == [3, 3, 3]
    assert order == list("abcbcacab")


def table_of(key, samples, manifests=1, missing=()):
    contest = Contest(key, key, manifests, samples)
    return {row.target.text: row for row in rows([contest], dict(missing))}


@pytest.mark.parametrize(
    ("cpu", "wall", "standing"),
    [(0.35, 0.35, "PASS"), (0.36, 0.36, "MISS"), (0.35, 0.36, "MISS (met by CPU)")],
)
def test_a_target_is_met_by_both_times_or_by_which(cpu, wall, standing):
    found = table_of("cold", {FACEPOLICY: [sample(wall, cpu)], PYTHON: [sample(0.1)]})
    assert found["facepolicy against a bare python"].standing == standing


def test_targets_that_say_how_much_faster():
    found = table_of("cold-fails", {FACEPOLICY: [sample(1)], "check-jsonschema": [sample(9)]})
    assert found["check-jsonschema against facepolicy"].standing == "PASS"
    found = table_of("cold-fails", {FACEPOLICY: [sample(1)], "check-jsonschema": [sample(8.9)]})
    assert found["check-jsonschema against facepolicy"].standing == "MISS"


def test_two_processes_are_judged_by_the_clock_alone():
    two = {FACEPOLICY: [sample(1.7, 1)], TWO_PROCESSES: [sample(1, 2)]}
    assert table_of("bulk-findings", two)["one process against two"].standing == "PASS"


def test_who_is_missing_is_told_and_the_table_goes_on():
    found = table_of(
        "bulk-findings", {FACEPOLICY: [sample(1)]}, missing={TWO_PROCESSES: "not there yet"}
    )
    assert found["one process against two"].standing == f"{TWO_PROCESSES}: not there yet"


@pytest.mark.parametrize(("many", "standing"), [(120, "PASS"), (121, "MISS")])
def test_memory_may_hardly_grow(many, standing):
    contests = [
        Contest("memory", "few", 1000, {FACEPOLICY: [sample(1, peak=100)]}),
        Contest("memory", "many", 100_000, {FACEPOLICY: [sample(1, peak=many)]}),
    ]
    (row,) = rows(contests, {})
    assert row.standing == standing
    assert "100,000 manifests against 1,000" in as_markdown([row])


RULES = export.Rules(("p",), (("A", "B", "C"),), {})
EXPECTED = {"one": frozenset("BC"), "two": frozenset()}


@pytest.mark.parametrize(
    ("told", "equal"),
    [
        (Told(Telling.ALL, EXPECTED), True),
        (Told(Telling.ALL, {**EXPECTED, "one": frozenset("B")}), False),
        (Told(Telling.ALL, {**EXPECTED, "two": frozenset("A")}), False),
        (Told(Telling.ALL, {"one": frozenset("BC")}), False),
        (Told(Telling.FIRST, {**EXPECTED, "one": frozenset("B")}), True),
        (Told(Telling.FIRST, {**EXPECTED, "one": frozenset("C")}), False),
        (Told(Telling.FIRST, {**EXPECTED, "one": frozenset()}), False),
        (Told(Telling.WHETHER, {**EXPECTED, "one": frozenset({"fails"})}), True),
        (Told(Telling.WHETHER, {"one": frozenset(), "two": frozenset()}), False),
        (Told(Telling.COUNT, {}, 2), True),
        (Told(Telling.COUNT, {}, 1), False),
    ],
)
def test_other_verdicts_stop_the_bench(told, equal):
    if equal:
        demand_equal(EXPECTED, told, RULES, "a peer")
    else:
        with pytest.raises(BenchError, match="a peer: other verdicts"):
            demand_equal(EXPECTED, told, RULES, "a peer")


def task(mode=Mode.FINDINGS):
    made = corpus.Corpus(Path(), ("m0.yaml", "m1.yaml"))
    return Task(made, RULES, Path("rules.json"), Path("rules.rego"), mode)


def test_what_sourcemeta_prints_is_read():
    said = (
        "m0.yaml\nfail: m1.yaml\nerror: Schema validation failure\n"
        '    at evaluate path "/allOf/0/then/allOf/1/then/$ref/required"\n'
        '    at evaluate path "/allOf/0/then/allOf"\n    at evaluate path "/allOf"\n'
    )
    told = Sourcemeta().told(Output("", said, 2), task())
    assert told.failed == {"m0.yaml": frozenset(), "m1.yaml": frozenset("B")}


def test_what_ajv_says_is_read_also_behind_references():
    line = '{"file": "m1.yaml", "valid": false, "errors": [["#/$defs/common-a/if", "/x"], ["#/allOf/0/then/allOf/2/if", ""], ["#/allOf/0/if", ""]]}'
    assert Ajv().told(Output(line, "", 0), task()).failed == {"m1.yaml": frozenset("C")}


def test_the_chart_is_well_formed_and_its_longest_bar_is_the_slowest():
    samples = {FACEPOLICY: [sample(0.1)], "a & b": [sample(0.4)]}
    root = ET.fromstring(chart([Contest("cold", "a <contest>", 1, samples)]))  # noqa: S314 - own
    widths = [float(bar.get("width")) for bar in root.iter("{http://www.w3.org/2000/svg}rect")]
    assert len(widths) == 2
    assert widths[1] == pytest.approx(4 * widths[0], rel=0.01)


def test_no_two_unlike_manifests_share_a_line():
    seen = set()
    for index in range(6):
        value = corpus.manifest(index)
        text = corpus._unlike(index)(value)
        assert yaml.safe_load(text) == value
        lines = set(text.splitlines())
        assert not lines & seen
        seen |= lines
