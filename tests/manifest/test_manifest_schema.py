"""The manifest schema serves people in editors, and its draft-07 twin says the same."""

import copy
import json

import pytest
from jsonschema import Draft7Validator, Draft202012Validator
from jsonschema.validators import validator_for

from tests.support import draft07
from tests.support.checkout import ROOT
from validator import load_manifest
from validator.authoring.pack_tests import merge_patch
from validator.manifest.structure import manifest_problems
from validator.model.resources import schema, schema_names, schema_text

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
LABELS = ("metadata", "labels")
"""Names and values of the user's own."""
TEXTS = ("evidence", "*", "proves", "*", "means")
"""The only mapping whose keys are no names: texts of a configuration file."""
LOBBY = load_manifest(ROOT / "examples" / "lobby-gate.yaml").value


def fields(node, path=()):
    """Yield every property of the schema that describes a fact, definitions included."""
    for group in ("properties", "$defs"):
        for name, child in node.get(group, {}).items():
            yield (*path, name), child
            yield from fields(child, (*path, name))
    if "items" in node:
        yield from fields(node["items"], (*path, "*"))


def enums(node, path=()):
    if isinstance(node, dict):
        if "enum" in node:
            yield path, node
        for name, child in node.items():
            yield from enums(child, (*path, name))
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from enums(child, (*path, str(index)))


@pytest.mark.parametrize("name", schema_names())
def test_every_schema_is_valid_in_its_dialect(name):
    content = schema(name)
    validator_for(content).check_schema(content)


@pytest.mark.parametrize(
    ("path", "field"), [*fields(schema("manifest"))], ids=lambda x: str(x)[:60]
)
def test_every_field_has_title_in_both_languages_description_and_example(path, field):
    assert field["title"], path
    assert field["x-title-zh"], path
    assert field["description"].endswith("."), path
    assert field["x-description-zh"].endswith("。"), path
    assert field["examples"], path


def test_every_field_example_is_valid():
    root = schema("manifest")
    for path, field in fields(root):
        checker = Draft202012Validator({**field, "$defs": root["$defs"]})
        for example in field["examples"]:
            assert checker.is_valid(example), (path, example)


def test_every_enum_value_says_when_to_choose_it():
    for path, node in enums(schema("manifest")):
        if path == ("$defs", "country"):  # the 249 codes of ISO 3166-1 explain themselves
            continue
        reported = node["enumDescriptions"]
        assert len(reported) == len(node["enum"]) == len(set(map(str, node["enum"]))), path
        assert all(text.endswith(".") for text in reported), path
        chinese = node["x-enumDescriptions-zh"]
        assert len(chinese) == len(reported) == len(set(chinese)), path
        assert all(text.endswith("。") for text in chinese), path


def test_unknown_keys_are_refused_everywhere_but_under_x():
    for path, field in [((), schema("manifest")), *fields(schema("manifest"))]:
        if path == TEXTS:
            assert field["additionalProperties"] == {}
        elif path == LABELS:
            assert field["additionalProperties"]["type"] == "string"
        elif field.get("type") == "object":
            assert field["additionalProperties"] is False, path
            own = {"^x-": {}} if path else {"^x-": {}, "^\\$schema$": {}}
            assert field["patternProperties"] == own, path


def test_stored_twin_is_the_generated_one():
    assert schema_text("manifest.draft-07") == draft07.text()


def damaged():
    """Yield manifests that are wrong in one place: each section misspelt, emptied, retyped."""
    for name in LOBBY:
        yield {("x" + key if key == name else key): value for key, value in LOBBY.items()}
        yield {**LOBBY, name: 7}
        yield {key: value for key, value in LOBBY.items() if key != name}
        if isinstance(LOBBY[name], dict):
            for inner in LOBBY[name]:
                yield merge_patch(LOBBY, {name: {inner: None}})
                yield merge_patch(LOBBY, {name: {inner: {"unknown": 1}}})
                yield merge_patch(LOBBY, {name: {inner: "no-such-value"}})
    yield merge_patch(LOBBY, {"x-own": {"anything": [1]}})
    yield merge_patch(LOBBY, {"storage": {"x-own": 1}})
    yield merge_patch(LOBBY, {"subjects": {"enrolled": -1}})
    yield merge_patch(LOBBY, {"scenario": {"jurisdictions": ["XX"]}})
    yield merge_patch(LOBBY, {"scenario": {"jurisdictions": ["US-WA"]}})
    yield merge_patch(LOBBY, {"scenario": {"jurisdictions": ["CN-SH"]}})
    yield merge_patch(LOBBY, {"deletion": {"within": "7 days"}})
    yield merge_patch(LOBBY, {"crossBorder": {"occurs": "not-assessed"}})


def test_twin_accepts_and_refuses_the_same_fixtures():
    new, old = Draft202012Validator(schema("manifest")), Draft7Validator(draft07.twin())
    fixtures = [load_manifest(path).value for path in EXAMPLES] + list(damaged())
    verdicts = [new.is_valid(fixture) for fixture in fixtures]
    assert verdicts == [old.is_valid(fixture) for fixture in fixtures]
    assert verdicts.count(True) > len(EXAMPLES)
    assert verdicts.count(False) > 100


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("P7D", True),
        ("P1Y2M3W4D", True),
        ("PT48H", True),
        ("P1DT2H30M10S", True),
        ("PT30M", True),
        ("P", False),
        ("PT", False),
        ("P1DT", False),
        ("P1D1Y", False),
        ("PT1S1M", False),
        ("7D", False),
        ("P7D\n", False),
        ("p7d", False),
        ("P-7D", False),
    ],
)
def test_durations(text, valid, tmp_path):
    value = copy.deepcopy(LOBBY)
    value["deletion"]["within"] = text
    path = tmp_path / "m.json"
    path.write_text(json.dumps(value))
    assert (manifest_problems(load_manifest(path)) == ()) is valid


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("2026-10-31", True),
        ("2024-02-29", True),
        ("2026-02-29", False),
        ("2026-02-30", False),
        ("2026-13-01", False),
        ("20261031", False),
        ("2026-10-31\n", False),
        ("31/10/2026", False),
    ],
)
def test_dates(text, valid, tmp_path):
    value = copy.deepcopy(LOBBY)
    value["metadata"]["updated"] = text
    path = tmp_path / "m.json"
    path.write_text(json.dumps(value))
    assert (manifest_problems(load_manifest(path)) == ()) is valid
