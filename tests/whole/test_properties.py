"""What holds for every manifest, whatever it says."""

import copy
import json
import subprocess
import sys
from datetime import date

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.checkout import ROOT, shared_environment
from tests.support.random_manifests import manifests
from validator import Status, check, load_manifests, load_packs, manifest_from_value
from validator.engine.constraint import HOLDS, compile_constraint
from validator.engine.results import Reason
from validator.engine.verdicts import Evaluator
from validator.jsonschema.constraint import Constraint, SchemaSet
from validator.manifest.structure import manifest_problems
from validator.manifest.vocabulary import claims, pattern_of
from validator.model import pointers
from validator.model.resources import schema, shipped
from validator.report.formats import Style
from validator.report.formats import text as text_format
from validator.run.run import Run, Settings

EXAMPLES = ROOT / "examples"
AS_OF = date(2026, 10, 31)
PACKS = load_packs(shipped())
RULES = {rule.id: rule for pack in PACKS for rule in pack.every_rule}
EVALUATOR = Evaluator(PACKS)
RUN = Run(Settings(AS_OF), PACKS)
REPORT_SHAPE = Constraint(schema("report"))
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
    report = RUN.of_manifests([manifest_from_value(value)])
    assert report.problems == ()
    assert len(report.results) == len(RULES)
    content = report.to_dict()
    assert not list(REPORT_SHAPE.breaches(content))
    for language in ("en", "zh"):
        for verbose in (False, True):
            assert text_format.render(report, Style(language, verbose=verbose))


def test_an_empty_manifest_satisfies_no_rule():
    for pack in PACKS:
        for rule in pack.rules:
            evaluate = compile_constraint(SchemaSet(pack.common).inlined(rule.requires))
            assert evaluate({})[0] != HOLDS, rule.id


def of_a_claim(place):
    """Return whether a place is a claim or inside one: left out, it is not made."""
    pattern = pattern_of(tuple(map(str, place)))
    return any(pattern[:length] in claims() for length in range(1, len(pattern) + 1))


def facts_of(value):
    """Return the places of facts that can be left out: no identity, no claim, no evidence."""
    kept = {"id", "evidence", "expires", "issued"}
    return sorted(
        (place for place in keys_of(value) if place[-1] not in kept and not of_a_claim(place)),
        key=str,
    )


def everywhere(pack):
    """Return a pack whose rules apply to every manifest."""
    rules = tuple(rule._replace(applies_when={}) for rule in pack.rules)
    return pack._replace(applies_when={}, rules=rules)


EVERYWHERE = Evaluator([everywhere(pack) for pack in PACKS])


def met(value):
    """Return the ids of the rules whose demands a manifest meets, whether they apply or not."""
    found = EVERYWHERE.results(manifest_from_value(value), AS_OF)
    return {item.rule.id for item in found if item.status is Status.PASS}


@CALM
@given(manifests(), st.data())
def test_leaving_a_fact_out_decides_nothing_that_was_not_decided(value, data):
    """A failure stays one, and nothing becomes violated or not applicable.

    A rule that does not apply can become a pass only if it becomes open whether it applies, and
    what it requires is met anyway (design, section 4). Rules of self-consistency compare two
    statements: they do not apply where one is left out. One of them is about every text that is
    written, and a placeholder that is left out is none.
    """
    place = data.draw(st.sampled_from(facts_of(value)))
    fewer = without(value, place)
    if manifest_problems(manifest_from_value(fewer)):
        return  # others refer to it
    before = {item.rule.id: item for item in results(value)}
    met_before = met(value)
    for item in results(fewer):
        if item.rule.id == "SC-PLACEHOLDERS" and item.status is Status.PASS:
            continue
        was, compares = before[item.rule.id], item.rule.pack == "self-consistency"
        seen = (item.rule.id, place, was.status, was.reason, item.status, item.reason)
        if was.status is Status.FAIL:
            allowed = {Status.FAIL, Status.NOT_APPLICABLE} if compares else {Status.FAIL}
            assert item.status in allowed, seen
        if item.reason is Reason.VIOLATED:
            assert was.reason is Reason.VIOLATED, seen
        if item.status is Status.NOT_APPLICABLE and not compares:
            assert was.status is Status.NOT_APPLICABLE, seen
        if item.status is Status.PASS and was.status is not Status.PASS:
            assert was.status is Status.NOT_APPLICABLE, seen
            assert item.rule.id in met_before & met(fewer), seen


@CALM
@given(manifests(), st.data())
def test_null_and_nothing_are_the_same(value, data):
    place = data.draw(st.sampled_from(facts_of(value)))
    changed = copy.deepcopy(value)
    *above, last = place
    pointers.resolve(changed, [str(part) for part in above])[last] = None
    if manifest_problems(manifest_from_value(changed)):
        return
    assert verdicts(changed) == verdicts(without(value, place))


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
    target["x-own"] = {"retained": True, "use": ["emotion", "other"]}
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
            environment = shared_environment(PYTHONHASHSEED=seed, LC_ALL=locale, TZ=zone)
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
