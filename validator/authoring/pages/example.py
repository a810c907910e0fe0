"""A test of a rule as an example: what is changed, and what must come of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from validator.authoring.pages.markdown import code, folded, plain, yaml_block
from validator.engine.results import Reason, Status
from validator.model.text import Text
from validator.report.wording import REASONS, STATUSES, place, show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.authoring.pack_tests import Test
    from validator.model.text import Language

_LOOKS = {
    "pass": "success",
    "fail": "failure",
    "not-applicable": "info",
    "not-reviewed": "question",
}

_AT = Text(" at {}", "，位于 {}")
_BECAUSE = Text("{}: {}", "{}：{}")
_BY_EXCEPTION = Text("{}, by an exception in the text", "{}（依据文本中的例外）")
_UNCHANGED = Text("As it stands.", "不作修改。")
_CHANGED = Text("Changed (a JSON merge patch):", "修改（JSON 合并补丁）：")
_VALUES = Text("Once for each value of {}:", "{} 依次取以下各值：")
_REMOVED = Text("Once without each of:", "依次删去以下各处：")
_AS_OF = Text("Asked about {}.", "查询日期：{}。")


def example(test: Test, language: Language) -> str:
    """Return a test as a block that opens on a click, in Markdown."""
    name = plain(test["name"])
    named = name if language == "en" else f"<span lang='en'>{name}</span>"
    title = f"{named} → {expectation(test, language)}"
    return folded(_LOOKS[test["expect"]], title, "\n".join(_changes(test, language)))


def expectation(test: Test, language: Language) -> str:
    """Say what a test expects, in Markdown."""
    words = STATUSES[Status(test["expect"])][language]
    if "reason" in test:
        words = _BECAUSE[language].format(words, REASONS[Reason(test["reason"])][language])
    if test.get("byException"):
        words = _BY_EXCEPTION[language].format(words)
    return words + (_AT[language].format(code(place(test["at"]))) if "at" in test else "")


def _changes(test: Test, language: Language) -> Iterator[str]:
    if "patch" in test:
        yield f"{_CHANGED[language]}\n\n{yaml_block(test['patch'])}"
    if "set" in test:
        yield f"{_VALUES[language].format(code(place(test['set']['at'])))}\n"
        yield _list(map(_written, test["set"]["values"]))
    elif "remove" in test:
        yield f"{_REMOVED[language]}\n"
        yield _list(map(place, test["remove"]))
    elif "patch" not in test:
        yield f"{_UNCHANGED[language]}\n"
    if "asOf" in test:
        yield f"{_AS_OF[language].format(code(test['asOf']))}\n"


def _written(value: Any) -> str:
    whole = isinstance(value, (dict, list))
    return json.dumps(value, ensure_ascii=False) if whole else show(value).en


def _list(items: Iterator[str]) -> str:
    return "".join(f"- {code(item)}\n" for item in items)
