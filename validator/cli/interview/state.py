"""The answers so far, and how one more answer changes them."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from validator.manifest.vocabulary import facts, pattern_of
from validator.model import pointers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from validator.cli.interview.catalogue import Option, Question, Says
    from validator.model.pointers import Pattern

_ALL_PURPOSES = "$purposes"
Parts = tuple[str, ...]
"""The parts of a pointer to one place of a manifest."""


@dataclass(frozen=True, slots=True)
class State:
    """The answers so far; immutable.

    Attributes:
        answers: the incomplete manifest.
        passed: pointers of facts that were asked and not stated, and keys of finished questions.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    passed: frozenset[str] = frozenset()

    def at(self, parts: Sequence[str]) -> Any:
        """Return the answer at a place; ``MISSING`` if there is none, or it is null."""
        value = pointers.resolve(self.answers, parts)
        return pointers.MISSING if value is None else value


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the places that it is about this time."""

    question: Question
    places: tuple[Parts, ...]


def settle(state: State, asked: Asked, value: Any) -> State:
    """Return the state after an answer.

    Args:
        state: the state before; not changed.
        asked: the question.
        value: the value of its fact, or its chosen options; ``MISSING`` to leave it out.
    """
    question = asked.question
    places = {pointers.build(place) for place in asked.places}
    if value is pointers.MISSING:
        return State(state.answers, state.passed | places | {question.key})
    answers = copy.deepcopy(state.answers)
    if question.fact:
        for place in asked.places:
            _put(answers, place, value)
        if facts()[question.fact].refers_to == "evidence":
            _state(answers, ("evidence",), [{"id": name} for name in value])
        return State(answers, state.passed)
    for pattern, stated in said(question, value).items():
        _state(answers, pattern, stated)
    quiet = [option for option in question.options if question.many and not option.asks]
    silent = {name for option in quiet for name in option.says}
    passed = {
        pointers.build(place)
        for place in asked.places
        if pattern_of(place) in silent
        and pointers.resolve(answers, place) in (pointers.MISSING, None)
    }
    return State(answers, state.passed | passed | {question.key})


def said(question: Question, chosen: Sequence[Option]) -> Says:
    """Return the facts that chosen options state; the lists of several are joined."""
    stated: Says = {}
    for option in chosen:
        for pattern, value in option.says.items():
            before = stated.get(pattern, [])
            joins = isinstance(value, list) and before
            new = [item for item in value if item not in before] if joins else []
            stated[pattern] = [*before, *new] if joins else value
    for option in question.options:
        if question.many and option not in chosen:
            stated = {**option.unless, **stated}
    return stated


def ids_of(answers: dict[str, Any], listing: str) -> list[str]:
    """Return the ids of the entries of a list."""
    entries = answers.get(listing) or ()
    return [entry["id"] for entry in entries if isinstance(entry, dict) and "id" in entry]


def spread(answers: dict[str, Any], pattern: Pattern) -> Iterator[Parts]:
    """Yield the places of a fact, one for each entry of the lists around it."""
    if "*" not in pattern:
        yield pattern
        return
    at = pattern.index("*")
    entries = pointers.resolve(answers, pattern[:at])
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):  # and not others-unknown
            yield from spread(answers, (*pattern[:at], str(number), *pattern[at + 1 :]))


def _state(answers: dict[str, Any], pattern: Pattern, value: Any) -> None:
    """State a fact wherever it is not stated yet."""
    if value == _ALL_PURPOSES:
        value = ids_of(answers, "purposes")
    if pattern == ("evidence",):
        known = answers.setdefault("evidence", [])
        ids = ids_of(answers, "evidence")
        known += [document for document in value if document["id"] not in ids]
        return
    for place in spread(answers, pattern):
        if pointers.resolve(answers, place) in (pointers.MISSING, None):
            _put(answers, place, copy.deepcopy(value))


def _put(answers: dict[str, Any], place: Parts, value: Any) -> None:
    at: Any = answers
    for part, following in pairwise(place):
        if isinstance(at, list):
            at = at[int(part)]
            continue
        if at.get(part) is None:
            at[part] = [] if following.isdecimal() else {}
        at = at[part]
    at[place[-1]] = value
