"""What holds for every manifest, whatever it says."""

import copy
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from manifests import manifests

from validator import (
    Status,
    check,
    evaluate,
    load_manifests,
    load_packs,
    manifest_from_value,
    pointers,
)
from validator.constraints import Constraint, closed_set
from validator.evaluator import Evaluator
from validator.formats import Style
from validator.formats import json as json_format
from validator.formats import text as text_format
from validator.packfiles import shipped
from validator.structure import manifest_problems

EXAMPLES = Path(__file__).parent.parent / "examples"
AS_OF = date(2026, 10, 31)
PACKS = load_packs(shipped())
RULES = {rule.id: rule for pack in PACKS for rule in pack.rules}
EVALUATOR = Evaluator(PACKS)
CALM = settings(
    deadline=None, derandomize=True, max_examples=60, suppress_health_check=list(HealthCheck)
)


def results(value):
    return EVALUATOR.results(manifest_from_value(value), AS_OF)


def verdicts(value):
    """Return what was decided on each rule, without line and column."""
    return [
        (
            item.rule.id,
            item.status,
            item.reason,
            item.by_exception,
            sorted((finding.pointer, finding.reason) for finding in item.findings),
        )
        for item in results(value)
    ]


def keys_of(value, path=()):
    """Yield the place of every key: what can be left out of a manifest."""
    children = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in children:
        if isinstance(value, dict):
            yield (*path, key)
        if isinstance(child, (dict, list)):
            yield from keys_of(child, (*path, key))


def without(value, place):
    changed = copy.deepcopy(value)
    *above, last = place
    del pointers.resolve(changed, [str(part) for part in above])[last]
    return changed


@CALM
@given(manifests())
def test_drawn_manifests_are_valid(value):
    assert manifest_problems(manifest_from_value(value)) == ()


@CALM
@given(manifests())
def test_no_valid_manifest_makes_the_evaluator_raise_and_every_report_is_in_shape(value):
    report = evaluate(manifest_from_value(value), PACKS, as_of=AS_OF)
    assert len(report.results) == len(RULES)
    content = json_format.as_value(report)
    assert not list(Constraint(REPORT).breaches(content))
    for language in ("en", "zh"):
        for verbose in (False, True):
            assert text_format.render(report, Style(language, verbose=verbose))


REPORT = json.loads(
    subprocess.run(
        [sys.executable, "-m", "validator", "schema", "report"],
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    ).stdout
)


def test_an_empty_manifest_satisfies_no_rule():
    for pack in PACKS:
        for rule in pack.rules:
            assert not Constraint(rule.requires, closed_set(pack.common)).holds({}), rule.id


@CALM
@given(manifests(), st.data())
def test_leaving_a_fact_out_never_turns_a_failure_or_not_applicable_into_a_pass(value, data):
    place = data.draw(st.sampled_from(sorted(keys_of(value), key=str)))
    fewer = without(value, place)
    if manifest_problems(manifest_from_value(fewer)):
        return  # a mandatory fact: the manifest is refused
    before = {item.rule.id: item.status for item in results(value)}
    for item in results(fewer):
        if item.status is Status.PASS:
            assert before[item.rule.id] is Status.PASS, (item.rule.id, place)


@CALM
@given(manifests(), st.data())
def test_marking_a_fact_not_assessed_never_turns_a_failure_into_a_pass(value, data):
    places = [
        ("scenario", "setting"),
        ("subjects", "under14", "policy"),
        ("subjects", "elderlyOrDisabled"),
        ("crossBorder", "occurs"),
        ("purposes", 0, "legalBasis"),
    ]
    *above, last = data.draw(st.sampled_from(places))
    changed = copy.deepcopy(value)
    pointers.resolve(changed, [str(part) for part in above])[last] = "not-assessed"
    before = {item.rule.id: item.status for item in results(value)}
    for item in results(changed):
        if item.status is Status.PASS:
            assert before[item.rule.id] is not Status.FAIL, item.rule.id


def shuffled(value, random):
    if isinstance(value, dict):
        items = [(key, shuffled(child, random)) for key, child in value.items()]
        random.shuffle(items)
        return dict(items)
    return [shuffled(item, random) for item in value] if isinstance(value, list) else value


@CALM
@given(manifests(), st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(value, random):
    assert verdicts(shuffled(value, random)) == verdicts(value)


@CALM
@given(manifests(), st.sampled_from(["", "consent", "storage", "scenario"]))
def test_own_keys_do_not_matter(value, section):
    changed = copy.deepcopy(value)
    target = changed.setdefault(section, {}) if section in changed else changed
    target["x-own"] = {"retained": True, "use": ["emotion", "not-assessed"]}
    assert verdicts(changed) == verdicts(value)


@CALM
@given(manifests())
def test_yaml_and_json_give_the_same_results(tmp_path_factory, value):
    folder = tmp_path_factory.mktemp("same")
    (folder / "m.json").write_text(json.dumps(value), encoding="utf-8")
    (folder / "m.yaml").write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
    (as_json,) = load_manifests(folder / "m.json")
    (as_yaml,) = load_manifests(folder / "m.yaml")
    assert as_yaml.value == as_json.value
    assert verdicts(as_yaml.value) == verdicts(as_json.value)


def test_same_input_same_bytes_in_any_process(tmp_path):
    source = tmp_path / "lobby.yaml"
    source.write_bytes((EXAMPLES / "compreface-defaults.yaml").read_bytes())
    outputs = set()
    for seed, locale, zone in (("0", "C", "UTC"), ("7", "C.UTF-8", "Asia/Shanghai")):
        for form in (("text",), ("json",), ("text", "-v", "--lang", "zh")):
            environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone}
            done = subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "validator",
                    "check",
                    str(source),
                    "--as-of",
                    "2026-10-31",
                    "--format",
                    *form,
                ],
                capture_output=True,
                env=environment,
                check=False,
            )
            outputs.add((form, done.stdout, done.stderr, done.returncode))
    assert len(outputs) == 3


def test_the_clock_decides_nothing_when_the_day_is_given():
    assert check(EXAMPLES / "lobby-gate.yaml", as_of=AS_OF).as_of == AS_OF
