"""The shipped packs: sound, proved able to fail, complete, and the same in a wheel."""

import json
import re
import shutil

import pytest
import yaml

from tests.support.cases import cases_of
from tests.support.checkout import ROOT
from validator import PackError, Severity, load_pack, load_packs
from validator.authoring.lint import lint_pack
from validator.authoring.mutation import mutants, shared_mutants
from validator.authoring.pack_tests import (
    applicability_failures,
    documents,
    failures,
    shared_constraints,
    shared_failures,
)
from validator.jsonschema.constraint import SchemaSet, references
from validator.manifest import vocabulary
from validator.manifest.manifest import load_manifest
from validator.manifest.vocabulary import shapes
from validator.model import resources
from validator.model.resources import shipped
from validator.packs import load
from validator.packs.files import locate
from validator.packs.model import Assessment, Confidence

PACKS = {name: load_pack(name) for name in shipped()}
RULES = [(pack, rule) for pack in PACKS.values() for rule in pack.rules]


def test_every_code_of_a_source_has_a_meaning_in_both_languages_and_is_used():
    codes = load_manifest(resources.policies() / "sources.yaml").value["sources"]
    clauses = [clause for pack in PACKS.values() for clause in pack.clauses]
    named = " ".join(source for clause in clauses for source in clause.sources)
    assert set(codes) <= set(re.findall(r"[A-Z][A-Z0-9-]+", named))
    for meaning in codes.values():
        assert meaning.keys() == {"en", "zh"}
        assert re.search("[\u4e00-\u9fff]", meaning["zh"])


@pytest.mark.parametrize("name", PACKS)
def test_lint_finds_no_flaw(name):
    assert [flaw.line() for flaw in lint_pack(name)] == []


@pytest.mark.parametrize(("pack", "rule"), RULES, ids=[rule.id for _, rule in RULES])
def test_the_rule_s_own_tests(pack, rule):
    assert list(failures(rule, pack)) == []


@pytest.mark.parametrize("name", PACKS)
def test_the_pack_s_applicability(name):
    assert list(applicability_failures(PACKS[name])) == []


@pytest.mark.parametrize("name", PACKS)
def test_no_mutant_survives(name):
    made = list(mutants(PACKS[name]))
    assert len(made) > len(PACKS[name].rules)
    assert [f"{item.owner} {item.place}" for item in made if item.survived] == []


SHARED = shared_constraints()


@pytest.mark.parametrize("constraint", SHARED, ids=[item.reference for item in SHARED])
def test_the_tests_of_a_shared_constraint(constraint):
    assert list(shared_failures(constraint, documents(SHARED))) == []


def test_no_mutant_of_a_shared_constraint_survives():
    made = list(shared_mutants())
    assert len(made) > len(SHARED)
    assert [f"{item.owner} {item.place}" for item in made if item.survived] == []


def test_every_shared_constraint_is_used():
    used = set(references([[rule.data, pack.applies_when] for pack, rule in RULES]))
    used |= set(references([item.schema for item in SHARED]))
    assert {item.reference for item in SHARED} == used


@pytest.mark.parametrize("name", PACKS)
def test_no_clause_is_without_an_answer(name):
    pack = PACKS[name]
    ruled = {rule.clause.id for rule in pack.rules}
    ruled |= {rule.exception.clause for rule in pack.rules if rule.exception}
    for clause in pack.clauses:
        if clause.assessment in (Assessment.AUTOMATED, Assessment.PARTIAL):
            assert clause.through_applicability or clause.id in ruled, clause.id
        else:
            assert clause.assessment_reason, clause.id


def test_the_draft_has_every_row_of_the_catalogue():
    assert len(PACKS["cn-tc260-frd-2021-draft"].clauses) == 43


@pytest.mark.parametrize(("pack", "rule"), RULES, ids=[rule.id for _, rule in RULES])
def test_severity_follows_from_modality_and_confidence(pack, rule):
    clause = rule.clause
    soft = clause.confidence is Confidence.RECALLED or clause.advisory
    wanted = Severity.WARNING if soft or clause.modality.startswith("should") else Severity.ERROR
    if clause.modality == "encouraged":
        wanted = Severity.INFO
    assert rule.severity is wanted


@pytest.mark.parametrize(("pack", "rule"), RULES, ids=[rule.id for _, rule in RULES])
def test_texts_never_say_compliant(pack, rule):
    texts = [rule.title, rule.why, rule.officer, rule.fix, *(c.message for c in rule.checks)]
    texts += [rule.limits] if rule.limits else []
    for text in texts:
        assert "ompliant" not in text.en
        assert "合规" not in text.zh.replace("合规审计", "")


def test_a_shipped_pack_by_its_folder_is_the_same_pack():
    for name, pack in PACKS.items():
        assert load_pack(locate(name)) == pack


def test_a_wheel_carries_the_packs_whole_and_for_checks(monkeypatch):
    files = {name: json.loads(text) for name, text in load.shipped_json().items()}
    contents = {name: load.shipped_content(name) for name in PACKS}
    monkeypatch.setattr(resources, "built", lambda name: files[f"{name}.json"])
    for name, pack in PACKS.items():
        assert load.shipped_content.__wrapped__(name) == contents[name]
        short = load.shipped_content.__wrapped__(name, tests=False)
        assert not any("tests" in rule for rule in (short["pack"], *short["rules"]))
        assert not list(references(short))
        placed = load.build_pack(short, name)
        assert placed.inlined(placed.applies_when) == pack.inlined(pack.applies_when)
        for one, other in zip(placed.every_rule, pack.every_rule, strict=True):
            assert one.id == other.id
            assert placed.inlined(one.requires) == pack.inlined(other.requires)
            assert placed.inlined(one.applies_when) == pack.inlined(other.applies_when)
            for place in ("exception", "review"):
                if getattr(other, place):
                    whens = [getattr(rule, place).when for rule in (one, other)]
                    assert placed.inlined(whens[0]) == pack.inlined(whens[1])
        assert load.build_pack(load.shipped_content.__wrapped__(name), name) == pack


REFUSED = r"which facepolicy ships|two packs that differ"


def copied(name, tmp_path):
    """Return a folder with the files of a shipped pack, and the paths of its rules."""
    folder = shutil.copytree(locate(name), tmp_path / "copy")
    return folder, sorted((folder / "rules").iterdir())


@pytest.mark.parametrize("name", ["cn-tc260-frd-2021-draft", "self-consistency"])
def test_a_pack_of_ones_own_cannot_pass_for_a_shipped_one(name, tmp_path):
    folder, rules = copied(name, tmp_path)
    assert load_pack(folder) == PACKS[name]
    for path in rules:
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
        value["checks"][0]["requires"] = {"required": ["apiVersion"]}
        value.pop("exception", None)
        path.write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
    with pytest.raises(PackError, match=REFUSED):
        load_packs([folder])


def test_a_pack_with_1_for_true_is_not_the_same_pack(tmp_path):
    folder, rules = copied("self-consistency", tmp_path)
    (changed, *_) = [path for path in rules if "{const: true}" in path.read_text(encoding="utf-8")]
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("{const: true}", "{const: 1}"), encoding="utf-8")
    with pytest.raises(PackError, match=REFUSED):
        load_packs([folder])


def test_a_damaged_pack_is_refused_with_its_place(tmp_path):
    folder, (path, *_) = copied("self-consistency", tmp_path)
    value = yaml.safe_load(path.read_text(encoding="utf-8"))
    value["checks"][0]["requires"] = {"propertise": {}}
    path.write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
    with pytest.raises(PackError) as raised:
        load_pack(folder)
    (problem,) = raised.value.problems
    assert problem.source == str(path)
    assert "propertise" in path.read_text().splitlines()[problem.position.line - 1]
    assert 'did you mean "properties"?' in problem.text.en


def test_a_pack_without_rules_is_refused(tmp_path):
    folder, rules = copied("self-consistency", tmp_path)
    for path in rules:
        path.unlink()
    with pytest.raises(PackError, match="has no rules"):
        load_pack(folder)


@pytest.mark.parametrize("text", ["", "[]", "{", "pack: 1", "null"])
def test_a_folder_that_is_no_pack_is_refused(tmp_path, text):
    folder, _ = copied("self-consistency", tmp_path)
    (folder / "pack.yaml").write_text(text)
    with pytest.raises(PackError):
        load_pack(folder)


def test_a_pack_in_one_file_is_no_pack(tmp_path):
    path = tmp_path / "pack.json"
    path.write_text(json.dumps(load.shipped_content("self-consistency")), encoding="utf-8")
    with pytest.raises(PackError, match="there is no such folder"):
        load_pack(path)


def test_digest_changes_with_any_file(tmp_path):
    import shutil

    source = locate("self-consistency")
    shutil.copytree(source, tmp_path / "pack")
    before = load_pack(tmp_path / "pack").sha256
    rule = next(iter(sorted((tmp_path / "pack" / "rules").iterdir())))
    rule.write_text(rule.read_text(encoding="utf-8") + "# a comment\n", encoding="utf-8")
    assert load_pack(tmp_path / "pack").sha256 != before
    assert before == PACKS["self-consistency"].sha256


def test_compliant_manifests_pass_whatever_applies():
    from datetime import date

    from validator import Status, evaluate, manifest_from_value

    for pack in PACKS.values():
        manifest = manifest_from_value(pack.compliant)
        day = date.fromisoformat(pack.compliant["metadata"]["updated"])
        report = evaluate(manifest, [pack], as_of=day)
        assert report.failures == ()
        assert report.by_status[Status.PASS] > 0


def test_every_pack_folder_is_shipped():
    folder = ROOT / "policies"
    assert {path.parent.name for path in folder.glob("*/pack.yaml")} == set(shipped())


def test_every_case_of_every_rule_is_run():
    assert all(cases_of(rule, pack) for pack, rule in RULES)


def test_a_requirement_that_several_packs_share_is_written_once():
    """Rules of two packs with the same check refer to it in policies/common."""
    written = {}
    for pack, rule in RULES:
        for check in rule.checks:
            if set(check.requires) != {"$ref"}:
                written.setdefault(json.dumps(check.requires, sort_keys=True), set()).add(pack.id)
    assert [packs for packs in written.values() if len(packs) > 1] == []


@pytest.mark.parametrize(("pack", "rule"), RULES, ids=[rule.id for _, rule in RULES])
def test_a_list_that_a_check_requires_may_not_be_empty(pack, rule):
    """A list is stated by ``[]`` as well, which says that there is nothing."""

    def bare(schema, pattern):
        if not isinstance(schema, dict):
            return
        for name, child in schema.get("properties", {}).items():
            yield from bare(child, (*pattern, name))
        for name in schema.get("required", ()):
            place = (*pattern, name)
            if schema.get("properties", {}).get(name, True) is True and is_plain_list(place):
                yield place
        for keyword in ("then", "else", "items", "contains"):
            step = ("*",) if keyword in ("items", "contains") else ()
            yield from bare(schema.get(keyword), (*pattern, *step))
        for part in (*schema.get("allOf", ()), *schema.get("anyOf", ())):
            yield from bare(part, pattern)

    schemas = SchemaSet(pack.common)
    assert [at for one in rule.checks for at in bare(schemas.inlined(one.requires), ())] == []


def is_plain_list(pattern):
    shape = shapes().get(pattern, {})
    return shape.get("type") == "array" and pattern not in vocabulary.references("evidence")


@pytest.mark.parametrize("change", ["rule", "version", "nothing"])
def test_a_changed_copy_of_a_shipped_pack_does_not_pass_for_it(tmp_path, change):
    folder = tmp_path / "copy"
    shutil.copytree(resources.policies() / "us-nlc-2021", folder)
    shipped_version = load_pack("us-nlc-2021").version
    if change == "rule":
        next((folder / "rules").glob("*.yaml")).unlink()
    if change == "version":
        card = folder / "pack.yaml"
        text = card.read_text(encoding="utf-8")
        changed = text.replace(f"version: {shipped_version}\n", "version: 99.0.0\n")
        assert changed != text
        card.write_text(changed, encoding="utf-8")
    if change == "rule":
        name = f"us-nlc-2021 {shipped_version}"
        with pytest.raises(PackError, match=re.escape(f"has the id and version of {name}, which")):
            load_packs([folder])
    else:
        assert load_packs([folder])[0].id == "us-nlc-2021"
