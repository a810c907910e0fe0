"""Prebuilt packs: the same packs, the same results, and nothing in their modules but constants."""

import ast
import importlib
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import validator
from validator import load_pack, prebuild, prebuilt
from validator.evaluator import Evaluator
from validator.loading import load_packs
from validator.packfiles import shipped
from validator.packs import load_card

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))
DAY = date(2026, 10, 31)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "prebuilt_packs"
    prebuild.write(folder)
    return folder


@pytest.fixture(autouse=True)
def _ask_anew():
    yield
    prebuilt.available.cache_clear()


@pytest.fixture
def installed(folder, monkeypatch):
    """Make this installation one that carries prebuilt packs."""
    monkeypatch.syspath_prepend(str(folder.parent))
    monkeypatch.setattr(prebuilt, "_PACKAGE", folder.name)
    prebuilt.available.cache_clear()
    yield
    prebuilt.available.cache_clear()
    for name in [name for name in sys.modules if name.startswith(folder.name)]:
        del sys.modules[name]


def without_tests(pack):
    rules = tuple(replace(rule, data={**rule.data, "tests": []}) for rule in pack.rules)
    return replace(pack, rules=rules, tests=(), compliant={})


@pytest.mark.parametrize("name", shipped())
def test_a_prebuilt_pack_is_the_pack_without_its_tests(installed, name):
    built = prebuilt.pack(name)
    assert built == without_tests(load_pack(name))
    assert built.code is not None


@pytest.mark.parametrize("name", shipped())
def test_cards_are_equal(installed, name, monkeypatch):
    built = load_card(name)
    monkeypatch.setattr(prebuilt, "_PACKAGE", "validator.nowhere")
    prebuilt.available.cache_clear()
    assert built == load_card(name)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_results_are_equal(installed, path):
    manifest = validator.load_manifest(path)
    built = Evaluator([prebuilt.pack(name) for name in shipped()]).results(manifest, DAY)
    read = Evaluator([load_pack(name) for name in shipped()]).results(manifest, DAY)
    plain = [
        (item.rule.id, item.status, item.reason, item.findings, item.by_exception) for item in read
    ]
    assert [
        (item.rule.id, item.status, item.reason, item.findings, item.by_exception) for item in built
    ] == plain


def test_an_installation_runs_prebuilt_packs(installed):
    packs = load_packs(["all"])
    assert all(pack.code for pack in packs)
    assert not any(rule.data.get("tests") for pack in packs for rule in pack.rules)


def test_a_source_tree_reads_the_files(monkeypatch):
    monkeypatch.setattr(prebuilt, "_PACKAGE", "validator.nowhere")
    prebuilt.available.cache_clear()
    assert not prebuilt.available()
    packs = load_packs(["us-nlc-2021"])
    assert all(rule.data["tests"] for pack in packs for rule in pack.rules)
    assert all(pack.code for pack in packs)  # held to the bounds of strangers no more than there


def test_the_shape_of_manifests_is_prebuilt(installed):
    outer, sections = prebuilt.manifest_shape()
    manifest = validator.load_manifest(EXAMPLES[0]).value
    assert outer(manifest)
    assert not outer({**manifest, "purpose": 1})
    assert all(sections[name](value) for name, value in manifest.items())
    assert not sections["kind"]("Deployment")


def test_two_builds_give_the_same_bytes(folder, tmp_path):
    prebuild.write(tmp_path / "again")
    for file in folder.glob("*.py"):
        assert (tmp_path / "again" / file.name).read_bytes() == file.read_bytes()


def test_modules_hold_constants_and_verdicts_only(folder):
    """Whatever a pack says, its module imports, calls and names only what the writer writes."""
    permitted = {
        "M",
        "equal",
        "is_date",
        "is_type",
        "is_unique",
        "search",
        "searcher",
        "pattern",
        "text",
    }
    permitted |= {
        "any",
        "map",
        "type",
        "frozenset",
        "len",
        "object",
        "str",
        "int",
        "float",
        "list",
        "dict",
        "bool",
    }
    permitted |= {"v", "k", "x", "item"}
    permitted |= {
        "CARDS",
        "CONTENT",
        "APPLIES",
        "RULES",
        "OUTER",
        "SECTIONS",
        "OUTLINE",
        "FACTS",
        "CHECK",
    }
    for file in folder.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        strange = {name for name in names - permitted if not name.lstrip("_vK").isdigit()}
        assert not strange, file.name
        imports = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        assert set(imports) <= {"validator.keywords"}
        attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert attributes <= {"get", "items", "search", "issuperset", "startswith"}


def test_the_package_can_be_imported_from_anywhere(installed, folder):
    assert importlib.import_module(folder.name).CARDS.keys() == set(shipped())
