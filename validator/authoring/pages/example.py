"""A test of a rule as an example: the change and the expected result."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from validator.authoring import messages
from validator.authoring.pages.markdown import code, folded, plain, yaml_block
from validator.engine.results import Reason, Status
from validator.report.messages import REASONS, STATUSES
from validator.report.wording import place, show

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


def example(test: Test, language: Language) -> str:
    """Return a test as a collapsible block, in Markdown."""
    name = plain(test["name"])
    named = name if language == "en" else f"<span lang='en'>{name}</span>"
    title = f"{named} → {expectation(test, language)}"
    return folded(_LOOKS[test["expect"]], title, "\n".join(_changes(test, language)))


def expectation(test: Test, language: Language) -> str:
    """Return the result that a test expects, in Markdown."""
    words = STATUSES[Status(test["expect"])][language]
    if "reason" in test:
        words = messages.OUTCOME_WITH_REASON[language].format(
            words, REASONS[Reason(test["reason"])][language]
        )
    if test.get("byException"):
        words = messages.OUTCOME_BY_EXCEPTION[language].format(words)
    return words + (
        messages.EXAMPLE_AT_PLACE[language].format(code(place(test["at"]))) if "at" in test else ""
    )


def _changes(test: Test, language: Language) -> Iterator[str]:
    if "patch" in test:
        yield f"{messages.EXAMPLE_PATCH[language]}\n\n{yaml_block(test['patch'])}"
    if "set" in test:
        yield f"{messages.EXAMPLE_VALUES[language].format(code(place(test['set']['at'])))}\n"
        yield _list(map(_written, test["set"]["values"]))
    elif "remove" in test:
        yield f"{messages.EXAMPLE_REMOVED[language]}\n"
        yield _list(map(place, test["remove"]))
    elif "patch" not in test:
        yield f"{messages.EXAMPLE_UNCHANGED[language]}\n"
    if "asOf" in test:
        yield f"{messages.EXAMPLE_AS_OF[language].format(code(test['asOf']))}\n"


def _written(value: Any) -> str:
    whole = isinstance(value, (dict, list))
    return json.dumps(value, ensure_ascii=False) if whole else show(value).en


def _list(items: Iterator[str]) -> str:
    return "".join(f"- {code(item)}\n" for item in items)
