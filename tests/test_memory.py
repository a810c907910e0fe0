"""Answers that are remembered are those that would be found."""

import itertools
import json
import random
from dataclasses import replace
from datetime import date

import pytest
import yaml
from checkout import ROOT
from differential import run, walk

from validator import ManifestError, Status, load_manifest, manifest_from_value, memory, numbering
from validator.evaluator import Evaluator
from validator.manifest import load_manifests
from validator.model import PassByException
from validator.numbering import Numbering
from validator.packtests import cases, merge_patch
from validator.reading.shelf import Shelf
from validator.reads import names_of
from validator.rulecode import compile_pack
from validator.structure import manifest_problems
from validator.text import Text

PACKS = [replace(pack, code=compile_pack(pack)) for pack in walk.packs()]
DAY = date(2026, 10, 31)
GATE = load_manifest(ROOT / "examples" / "lobby-gate.yaml").value


def results(manifest, as_of=DAY, broken=frozenset(), packs=PACKS):
    """Return the results of an evaluator that remembers nothing."""
    return Evaluator(packs).results(manifest, as_of, None, broken)


def draws(seed, count):
    """Yield valid manifests, each followed by some that are much like it."""
    draw = random.Random(seed)
    for number in range(count):
        value, as_of, broken, _ = run.drawn(seed, number)
        yield value, as_of, broken
        for _ in range(3):
            other = walk.edited(draw, (value,))
            if walk.is_valid(other):
                yield other, as_of, draw.choice([broken, frozenset()])


def test_answers_to_alike_manifests():
    remembers, met = Evaluator(PACKS), 0
    for value, as_of, broken in draws(5, 40):
        manifest = manifest_from_value(value)
        found = remembers.results(manifest, as_of, None, broken)
        assert found == results(manifest, as_of, broken)
        met += 1
    assert met > 80


class _Plainly(yaml.SafeDumper):
    """Writes what stands twice twice."""

    def ignore_aliases(self, data):
        return True


def test_answers_to_files_whose_sections_are_kept(tmp_path):
    remembers, shelf, shared = Evaluator(PACKS), Shelf(), 0
    for number, (value, as_of, broken) in enumerate(draws(6, 40)):
        file = tmp_path / f"{number}.yaml"
        text = yaml.dump(value, Dumper=_Plainly, allow_unicode=True, sort_keys=False, width=10_000)
        file.write_text(text if number % 9 else json.dumps(value), encoding="utf-8")
        (manifest,) = load_manifests(file, shelf=shelf)
        (alone,) = load_manifests(file)
        shared += manifest.sections is not None
        assert manifest_problems(manifest) == manifest_problems(alone) == ()
        found = remembers.results(manifest, as_of, None, broken)
        assert found == results(alone, as_of, broken)
    assert shared > 40


def test_a_manifest_is_as_well_shaped_as_the_whole_says_where_its_sections_are_kept(tmp_path):
    draw, shelf, wrong = random.Random(3), Shelf(), 0
    lines = (ROOT / "examples" / "lobby-gate.yaml").read_text(encoding="utf-8").splitlines()
    file = tmp_path / "gate.yaml"
    for _ in range(400):
        at = draw.randrange(len(lines))
        edited = draw.choice([[], [lines[at].replace(": ", ": x", 1)], [lines[at], lines[at]]])
        file.write_text("\n".join([*lines[:at], *edited, *lines[at + 1 :]]), encoding="utf-8")
        try:
            (alone,) = load_manifests(file)
        except ManifestError:  # what cannot be read has no shape
            continue
        (manifest,) = load_manifests(file, shelf=shelf)
        wrong += bool(manifest_problems(alone))
        assert manifest_problems(manifest) == manifest_problems(alone)
    assert wrong > 50


@pytest.mark.parametrize("key", [*walk.ROOT["properties"], "x-own", "nonsense"])
@pytest.mark.parametrize(
    "inside", ["  nonsense: {}", "  x-own: {}", "  id: a{}", "  policy: [ev-{}]", "  a: {{b: {}}}"]
)
def test_what_is_wrong_with_a_section_is_told_where_parts_of_it_are_new(key, inside, tmp_path):
    shelf, found = Shelf(), []
    for number in range(3):
        told = {**GATE, key: "here"}
        text = yaml.dump(told, Dumper=_Plainly, allow_unicode=True, sort_keys=False, width=10_000)
        text = text.replace(f"\n{key}: here\n", f"\n{key}:\n{inside.format(number)}\n", 1)
        file = tmp_path / f"{number}.yaml"
        file.write_text(text, encoding="utf-8")
        (alone,), (manifest,) = load_manifests(file), load_manifests(file, shelf=shelf)
        found.append(manifest_problems(manifest))
        assert found[-1] == manifest_problems(alone)
    assert any(found) or "x-" in f"{key}{inside}"


NAMES = names_of([("a", "b")])


def numbers(value):
    """Return the numbers of what stands at a place of a value, and of what is around it."""
    found = Numbering(NAMES).of(manifest_from_value(value))
    return {name: found[name] for name in NAMES}


@pytest.mark.parametrize(
    ("one", "other"),
    list(
        itertools.combinations(
            [
                {},
                {"a": 0},
                {"a": "x"},
                {"a": ["x"]},
                {"a": {}},
                {"a": {"b": None}},
                {"a": {"b": 0}},
                {"a": {"b": False}},
                {"a": {"b": 1}},
                {"a": {"b": True}},
                {"a": {"b": 1.0}},
                {"a": {"b": "1"}},
                {"a": {"b": [1]}},
                {"a": {"b": [True]}},
                {"a": {"b": {}}},
                {"a": {"b": {"c": 1}}},
            ],
            2,
        )
    ),
)
def test_other_values_have_other_numbers(one, other):
    assert numbers(one) != numbers(other)


@pytest.fixture
def room(monkeypatch):
    """Nothing was met before, by whatever tests ran before: all that is met is kept."""
    monkeypatch.setattr(numbering, "_known", numbering.Kept(100_000, len))


@pytest.mark.usefixtures("room")
def test_what_is_not_read_changes_no_number():
    one = numbers({"a": {"b": [1, {"c": 2}]}})
    assert one == numbers({"d": 3, "a": {"e": 4, "b": [1, {"c": 2}]}})


def test_numbers_that_were_forgotten_are_never_given_again(monkeypatch):
    monkeypatch.setattr(numbering, "_known", numbering.Kept(1000, len))
    given = {}
    for number in range(3000):
        value = f"v{number % 700}"
        told = numbers({"a": {"b": value}})["/a/b"]
        assert given.setdefault(told, value) == value
    assert len(given) > 700


@pytest.fixture
def asked(monkeypatch):
    """The questions that were answered anew, not from memory."""
    found = []
    answer = memory.Remembering.answer

    def watched(self, stated):
        found.append(self)
        return answer(self, stated)

    monkeypatch.setattr(memory.Remembering, "answer", watched)
    return found


@pytest.mark.usefixtures("room")
def test_what_was_met_is_not_asked_again(asked):
    evaluator = Evaluator(PACKS)
    for _ in range(2):
        evaluator.results(manifest_from_value(GATE), DAY)
    del asked[:]
    evaluator.results(manifest_from_value(GATE), DAY)
    assert len(asked) == len(PACKS)  # whether each applies
    del asked[:]
    other = merge_patch(GATE, {"consent": {"grade": "bundled"}})
    evaluator.results(manifest_from_value(other), DAY)
    assert len(PACKS) < len(asked) < 80


def test_the_day_and_what_is_known_of_evidence_count():
    evaluator = Evaluator(PACKS)
    manifest = manifest_from_value(GATE)
    ids = [entry["id"] for entry in GATE["evidence"]]
    for broken in (frozenset(), frozenset(ids[:1]), frozenset(ids), frozenset()):
        for day in (DAY, date(2031, 1, 1), date(2025, 6, 1)):
            found = evaluator.results(manifest, day, None, broken)
            assert found == results(manifest, day, broken)


def test_answers_that_are_long_are_not_kept():
    evaluator = Evaluator(PACKS)
    for number in range(4):
        ids = [f"ev-{number}-{index}-{'x' * 40}" for index in range(300)]
        entries = [{**GATE["evidence"][0], "id": name, "expires": "2026-01-01"} for name in ids]
        evidence = [*GATE["evidence"], *entries]
        value = merge_patch(GATE, {"templates": {"evidence": ids}, "evidence": evidence})
        assert not manifest_problems(manifest_from_value(value))
        found = evaluator.results(manifest_from_value(value), DAY)
        assert any(item.found == ids for result in found for item in result.findings)
    kept = [question.known for pack in evaluator._packs for _, question in pack.rules]
    assert any(kept)
    longest = max(len(repr(answer.lacks)) for known in kept for answer in known.values())
    assert longest < 12_000


def test_answers_to_the_cases_of_each_rule():
    """They stand at the rule's own borders, passes by exception among them."""
    exceptional = 0
    for pack in PACKS:
        for rule in pack.rules:
            alone = [replace(pack, rules=(rule,))]
            remembers = Evaluator(alone)
            for case in cases(rule.tests, pack.compliant):
                found = remembers.results(case.manifest, case.as_of)
                assert found == results(case.manifest, case.as_of, packs=alone), case.name
                exceptional += found[0].by_exception
    assert exceptional > 10


def test_what_only_an_exception_reads_counts():
    pack = next(pack for pack in PACKS if pack.id == "cn-tc260-frd-2021-draft")
    when = {"required": ["x-excepted"], "properties": {"x-excepted": {"const": True}}}
    exception = PassByException(when, None, Text("excepted", "例外"))
    rule = next(rule for rule in pack.rules if rule.id == "FRD21-63-TPL-irreversible")
    pack = replace(pack, rules=(replace(rule, exception=exception),), code=None)
    evaluator, found = Evaluator([pack]), []
    for excepted in (True, True, False, True):
        value = merge_patch(GATE, {"x-excepted": excepted})
        (result,) = evaluator.results(manifest_from_value(value), DAY)
        found.append((result.status, result.by_exception))
    assert found == [(Status.PASS, excepted) for excepted in (True, True, False, True)]
