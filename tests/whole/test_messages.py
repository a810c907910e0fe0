"""Every message is in a ``messages.py``, in English and Chinese."""

import ast
import re

import pytest

from tests.support.checkout import ROOT
from validator.model.text import Text

MODULES = sorted(
    path for name in ("validator", "docs/pages") for path in (ROOT / name).rglob("*.py")
)
MESSAGES = [path for path in MODULES if path.name == "messages.py"]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLACE = re.compile(r"\{(\w*)[^}]*\}")
TYPED = {"dialogue.py", "placeholders.py"}
"""Modules that hold Chinese words that a person can type."""


def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def relative(path):
    return str(path.relative_to(ROOT))


def literal_texts(tree):
    """Yield the line, the English and the Chinese of each ``Text`` that is written out."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "Text"
        ):
            values = [*node.args, *(keyword.value for keyword in node.keywords)]
            if len(values) == 2 and all(isinstance(value, ast.Constant) for value in values):
                yield node.lineno, *(value.value for value in values)


def chinese_strings(tree):
    """Yield the line of each string with Chinese characters."""
    for node in ast.walk(tree):
        written = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if written and CHINESE.search(node.value):
            yield node.lineno


def test_messages_are_written_in_messages_modules_alone():
    elsewhere = []
    for path in set(MODULES) - set(MESSAGES):
        tree = parsed(path)
        lines = [line for line, _, _ in literal_texts(tree)]
        if path.name not in TYPED:
            lines += chinese_strings(tree)
        elsewhere += [f"{relative(path)}:{line}" for line in lines]
    assert not elsewhere


def test_a_text_that_is_written_out_is_found():
    tree = ast.parse('a = Text("one", "一")\nb = Text(x, y)\nc = Text(en="", zh="")\nd = f"{a}二"')
    assert [line for line, _, _ in literal_texts(tree)] == [1, 3]
    assert list(chinese_strings(tree)) == [1, 4]


@pytest.mark.parametrize("path", MESSAGES, ids=relative)
def test_a_messages_module_is_short_and_imports_little(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    tree = parsed(path)
    modules = {node.module for node in tree.body if isinstance(node, ast.ImportFrom)}
    assert modules <= {"__future__", "validator.model.text", "validator.model.quote"}
    assert not any(isinstance(node, ast.Import) for node in ast.walk(tree))


@pytest.mark.parametrize("path", MESSAGES, ids=relative)
def test_both_languages_have_the_same_places_to_fill_in(path):
    for line, english, chinese in literal_texts(parsed(path)):
        places, places_zh = map(set, map(PLACE.findall, (english, chinese)))
        # Chinese names a section by its title beside its key.
        assert places_zh - {"title"} == places - {"title"}, line


def test_a_text_is_filled_in_by_language():
    text = Text("{0} and {other}", "{0}和{other}")
    assert text.format(Text("one", "一"), other=2) == Text("one and 2", "一和2")
    assert text.format("{0}", other="{x}") == Text("{0} and {x}", "{0}和{x}")


def test_items_are_joined_by_language():
    assert Text(", ", "、").join([Text("one", "一"), "2"]) == Text("one, 2", "一、2")
