"""The packages of `validator` import each other in one direction, and no modules in a circle."""

import ast
import re
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.support.checkout import ROOT

ORDER = (
    "_version",
    "model",
    "jsonschema",
    "manifest",
    "packs",
    "engine",
    "report",
    "run",
    "authoring",
    "cli",
    "fleet",
    "pytest_plugin",
)
FILES = sorted((ROOT / "validator").rglob("*.py"))


def name_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(file): file for file in FILES}


def imported_by(file: Path) -> set[str]:
    """Return the modules of `validator` that a file imports, those for types included."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{item.name}" for item in node.names}
            found |= names & MODULES.keys() or {node.module} & MODULES.keys()
        if isinstance(node, ast.Import):
            found |= {item.name for item in node.names} & MODULES.keys()
    return found


def room_of(module: str) -> int:
    return ORDER.index(module.split(".")[1])


@pytest.mark.parametrize(
    "module", [name for name in MODULES if name.count(".") and name != "validator.__main__"]
)
def test_imports_point_in_one_direction(module):
    rooms = {name for name in imported_by(MODULES[module]) if name.count(".")}
    assert [name for name in rooms if room_of(name) > room_of(module)] == []


def test_every_room_is_named_in_the_readme_in_its_order():
    text = (ROOT / "validator" / "README.md").read_text(encoding="utf-8")
    assert f"\n{' < '.join(ORDER[1:-2])}\n" in text
    assert all(f"| `{room}` |" in text for room in ORDER[1:-2])


def test_the_start_knows_the_command_and_the_plugin_alone():
    """Beside it only the standard library: another `validator` must not stop it."""
    found = {
        module
        for file in (ROOT / "facepolicy").glob("*.py")
        for module in re.findall(r"^ *(?:from|import) ([\w.]+)", file.read_text("utf-8"), re.M)
    }
    assert {name for name in found if name.startswith("validator")} == {
        "validator.cli",
        "validator.pytest_plugin.collection",
        "validator.pytest_plugin.run",
    }
    assert {name for name in found if name.startswith("facepolicy")} == {
        "facepolicy",
        "facepolicy.cli",
    }
    others = {name for name in found if not name.startswith(("validator", "facepolicy"))}
    assert others <= {"__future__", "collections.abc", "os", "pytest", "sys", "typing"}


def test_no_modules_import_each_other_in_a_circle():
    # Python itself imports the packages that a module is in before the module.
    graph = {
        name: {other for other in imported_by(file) if not name.startswith(f"{other}.")}
        for name, file in MODULES.items()
    }
    assert set(TopologicalSorter(graph).static_order()) >= MODULES.keys()


OBSCURE = {
    *("beside", "kept", "near", "papers", "record", "said", "shelf", "tally", "told"),
    *("walk", "watching", "words", "work"),
}
"""Names that do not say what is inside to somebody who has never seen it."""


def test_no_module_has_a_name_that_does_not_say_what_is_inside():
    assert {name.rsplit(".", 1)[-1] for name in MODULES} & OBSCURE == set()


# What users import adds texts to a class of that name; each format that is written part by part
# has its own stream.
SHARED_NAMES = {"Report", "Result", "Stream"}


def test_no_two_classes_and_types_have_one_name():
    found = Counter(
        name
        for file in FILES
        for name in re.findall(
            r"^ *(?:class (?=[A-Z])|(?=[A-Z]\w+: TypeAlias))(\w+)", file.read_text("utf-8"), re.M
        )
    )
    assert {name for name, number in found.items() if number > 1} == SHARED_NAMES
