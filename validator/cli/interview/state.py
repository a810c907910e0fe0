"""The state of an interview, and its change by an answer."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from validator.model import pointers

if TYPE_CHECKING:
    from validator.cli.interview.questions import Node, Place

Decision = Literal["left-out", "complete", "skipped"]
"""A fact is left out, a list is complete, or the rest of a section is skipped."""

Kind = Literal["fact", "another"]
"""A fact; or whether a list has one more entry."""


@dataclass(frozen=True, slots=True)
class State:
    """The answers so far; immutable.

    Attributes:
        answers: the incomplete manifest.
        decisions: decisions that state no fact, by JSON pointer.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)

    def at(self, place: Place) -> Any:
        """Return the answer at a place, ``MISSING`` if there is none."""
        return pointers.resolve(self.answers, tuple(map(str, place)))

    def decided(self, place: Place) -> Decision | None:
        """Return the decision about a place."""
        return self.decisions.get(pointers.build(place))


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask.

    Attributes:
        place: the target of the answer.
        must: whether a manifest without it is invalid.
        part: 1 for facts that decide which rules apply, 2 for the others that rules need.
    """

    kind: Kind
    node: Node
    place: Place
    must: bool
    part: Literal[1, 2]


def settle(state: State, question: Question, value: Any) -> State:
    """Return the state after an answer.

    Args:
        state: the state before; not changed.
        question: the question.
        value: the answer: for a fact its value, for a list whether it has one more entry;
            ``MISSING`` to leave it out.
    """
    answers, decisions = copy.deepcopy(state.answers), dict(state.decisions)
    after = State(answers, decisions)
    if question.kind == "another":
        _settle_list(after, question, value)
    elif value is pointers.MISSING:
        _leave_out(after, question)
    else:
        _put(answers, question.place, value)
        if question.node.refers_to == "evidence":
            _list_documents(answers, value)
    return after


def may_skip(question: Question) -> bool:
    """Return whether the rest of a section can be skipped and the manifest stays valid."""
    return question.part == 2 and not question.must  # noqa: PLR2004 - the second of two parts


def skip(state: State, question: Question) -> State:
    """Return the state in which the rest of the question's section is skipped."""
    place = pointers.build(question.place[:1])
    return State(copy.deepcopy(state.answers), {**state.decisions, place: "skipped"})


def _decide(state: State, place: Place, decision: Decision) -> None:
    state.decisions[pointers.build(place)] = decision


def _settle_list(state: State, question: Question, value: Any) -> None:
    entries = state.at(question.place)
    if value is True:
        number = 0 if entries is pointers.MISSING else len(entries)
        _put(state.answers, (*question.place, number), {})
    elif entries is not pointers.MISSING:
        _decide(state, question.place, "complete")
    elif value is pointers.MISSING or question.node.shape.get("minItems", 0) > 0:
        _decide(state, question.place, "left-out")
    else:
        _put(state.answers, question.place, [])
        _decide(state, question.place, "complete")


def _leave_out(state: State, question: Question) -> None:
    """Leave out a fact; if it is the first of a new entry, the whole entry."""
    place, node = question.place, question.node
    if state.at(place[:-1]) is pointers.MISSING:
        if isinstance(place[-2], int):
            place = place[:-2]
        elif node.first and not node.leads:
            place = place[:-1]
    _decide(state, place, "left-out")


def _put(answers: dict[str, Any], place: Place, value: Any) -> None:
    at: Any = answers
    for part, following in pairwise(place):
        empty: Any = [] if isinstance(following, int) else {}
        at = _below(at, part, empty)
    if isinstance(at, list) and place[-1] == len(at):
        at.append(value)
    else:
        at[place[-1]] = value


def _below(at: Any, part: str | int, empty: Any) -> Any:
    if isinstance(at, list):
        if part == len(at):
            at.append(empty)
        return at[int(part)]
    return at.setdefault(part, empty)


def _list_documents(answers: dict[str, Any], ids: list[str]) -> None:
    documents = answers.setdefault("evidence", [])
    known = {document.get("id") for document in documents}
    documents += [{"id": name} for name in ids if name not in known]
