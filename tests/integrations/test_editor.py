"""What people see in an editor: the manifest schema as yaml-language-server tells it."""

import json
from contextlib import contextmanager

import pytest

from tests.support.checkout import ROOT
from tests.support.language_server import Server
from tests.support.npm import installed
from tests.support.programs import tool
from validator.model.resources import schema_text

BODY = (ROOT / "examples/lobby-gate.yaml").read_text(encoding="utf-8").split("\n", 1)[1]

BEGUN = "scenario:\n  sector: \n  modes:\n    - \nconsent:\n  grade: \n  on\n"
TWINS = ("manifest", "manifest.draft-07")


@contextmanager
def server(root, schemas=None):
    yaml = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
    command = [tool("node"), str(installed(".bin/yaml-language-server")), "--stdio"]
    with Server(command, root, {"yaml": {**yaml, "schemas": schemas or {}}}) as running:
        yield running


@pytest.fixture(scope="module", params=TWINS)
def editor(request, tmp_path_factory):
    """Return how to open a text under the modeline of a schema that stands beside it."""
    root = tmp_path_factory.mktemp("editor")
    name = f"{request.param}.schema.json"
    (root / name).write_text(schema_text(request.param), encoding="utf-8")

    def opened(name_, text):
        path = root / name_
        path.write_text(f"# yaml-language-server: $schema={name}\n{text}", encoding="utf-8")
        return running, path, running.open(path)

    with server(root) as running:
        yield opened


def place(path, fragment, after=""):
    """Return line and column, from 0, of a text of which there is one; or of its end."""
    lines = path.read_text(encoding="utf-8").split("\n")
    (number,) = [number for number, line in enumerate(lines) if fragment in line]
    return number, lines[number].index(fragment) + len(after)


def completed(editor, after):
    """Return what is offered after a text, by its label, with what is said of it."""
    name = f"begun-{after.strip(' :-') or 'item'}.yaml"
    running, path, _ = editor(name, BEGUN)
    items = running.ask("completion", path, *place(path, after, after))["items"]
    return {item["label"]: item.get("documentation") for item in items}


def test_an_editor_finds_nothing_wrong_with_the_example(editor):
    assert editor("good.yaml", BODY)[2] == []


def test_an_unknown_key_a_wrong_value_and_a_wrong_type_are_marked(editor):
    wrong = BODY
    for old, new in {
        "setting: semi-public": "setting: semipublic",
        "useCase: access-control": "usecase: access-control",
        "  id: riverside-tower-lobby\n": "  ident: riverside-tower-lobby\n",
        "enrolled: 1840": "enrolled: many",
    }.items():
        assert old in wrong
        wrong = wrong.replace(old, new)
    _, path, problems = editor("wrong.yaml", wrong)
    reported = {problem["range"]["start"]["line"]: problem["message"] for problem in problems}
    assert reported[place(path, "usecase")[0]] == "Property usecase is not allowed."
    assert reported[place(path, "semipublic")[0]].startswith(
        "Value is not accepted. Valid values: "
    )
    assert reported[place(path, "many")[0]] == 'Incorrect type. Expected "integer | Bounds".'
    assert 'Missing property "id".' in reported.values()


@pytest.mark.parametrize(
    ("after", "value", "explanation"),
    [
        ("  sector: ", "residential", "Housing and its common areas."),
        ("    - ", "analysis", "Counts, detects or analyses faces without telling who it is."),
        ("  grade: ", "bundled", "One agreement covers face data together with other terms"),
    ],
)
def test_values_are_offered_with_what_they_mean(editor, after, value, explanation):
    assert completed(editor, after)[value].startswith(explanation)


def test_every_value_of_an_enum_is_offered_and_nothing_else(editor):
    sectors = json.loads(schema_text("manifest"))["properties"]["scenario"]["properties"]["sector"]
    assert completed(editor, "  sector: ") == dict(
        zip(sectors["enum"], sectors["enumDescriptions"], strict=True)
    )


def test_keys_are_offered_with_what_they_ask(editor):
    offered = completed(editor, "  on")
    assert offered["onRefusal"] == "What happens to a person who says no."
    assert "grade" not in offered


def hovered(editor, fragment, after=" "):
    running, path, _ = editor(f"hover-{len(after)}-{fragment.split(':')[0]}.yaml", BODY)
    return running.ask("hover", path, *place(path, fragment, after))["contents"]["value"]


@pytest.mark.parametrize("after", ["sec", "sector: resi"])
def test_a_field_and_its_value_are_explained_under_the_pointer(editor, after):
    said = hovered(editor, "sector: residential", after)
    assert said.startswith("#### Sector\n\nThe sector the deployment belongs to.")
    assert "* `residential`: Housing and its common areas." in said


def test_a_field_that_refers_to_a_definition_is_explained(editor):
    said = hovered(editor, "country: CN")
    assert "A code of ISO 3166-1 alpha-2." in said


def test_the_settings_to_copy_find_the_schema_without_a_modeline(tmp_path):
    settings = json.loads((ROOT / "docs/copy/vscode-settings.json").read_text(encoding="utf-8"))
    (tmp_path / "face-manifest.schema.json").write_text(schema_text("manifest"), encoding="utf-8")
    ours, other = tmp_path / "deployments/gate.yaml", tmp_path / "values.yaml"
    ours.parent.mkdir()
    for path in (ours, other):
        path.write_text("scenario: {sector: retial}\n", encoding="utf-8")
    with server(tmp_path, settings["yaml.schemas"]) as running:
        assert any("Value is not accepted" in item["message"] for item in running.open(ours))
        assert running.open(other) == []
