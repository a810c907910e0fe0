"""Hints on how to answer a question: above the input line, and after ``?``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.cli.interview import messages
from validator.cli.interview.columns import wrap
from validator.cli.interview.replies import LISTED, options
from validator.manifest.structure import place_name
from validator.report.wording import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.cli.interview.prompts import Look
    from validator.cli.interview.state import Question, State
    from validator.model.text import Language


def hint(question: Question, state: State, suggestion: str | None, look: Look) -> Iterator[str]:
    """Yield how to answer, and the meaning of an empty line."""
    language = look.language
    enter = _enter(question, state, suggestion)
    how = "" if enter == "suggestion" else _how(question, state, language)
    meaning = messages.ENTER_MEANS[enter][language].format(suggestion) if enter else ""
    between = "; " if language == "en" else "；"
    yield from wrap(between.join(part for part in (how, meaning) if part), look.columns)


def help_lines(question: Question, look: Look) -> Iterator[str]:
    """Yield the help after ``?``: the place of the answer in the manifest, and an example."""
    example = question.node.shape.get("examples", [None])[0]
    yield place_name(question.place)
    if isinstance(example, (str, int)) or question.node.refers_to:
        such = show(example)[look.language]
        yield messages.HOW_TO_ANSWER["such-as"][look.language].format(such)


def _how(question: Question, state: State, language: Language) -> str:
    node = question.node
    if question.kind != "fact" or node.shape.get("type") == "boolean":
        return messages.HOW_TO_ANSWER["yes-no"][language]
    if node.refers_to:
        return messages.HOW_TO_ANSWER["ids" if options(question, state) else "id"][language]
    example = node.shape["examples"][0]
    if 0 < len(node.choices) <= LISTED:
        return messages.HOW_TO_ANSWER["many" if node.is_list else "one"][language]
    if node.is_list:
        return messages.HOW_TO_ANSWER["texts"][language].format(", ".join(map(str, example)))
    return messages.HOW_TO_ANSWER["such-as"][language].format(example)


def _enter(question: Question, state: State, suggestion: str | None) -> str:
    if question.kind == "another":
        return "no" if state.at(question.place) else "" if question.must else "out"
    return "suggestion" if suggestion is not None else "" if question.must else "out"
