"""Somebody who knows a deployment and answers what ``facepolicy init`` asks about it."""

from validator.cli.interview.interview import Interview
from validator.cli.interview.replies import read_reply
from validator.cli.interview.state import State, may_skip, settle, skip
from validator.cli.interview.waiting import Waiting
from validator.model import pointers


class Interviewee:
    """Answers from a manifest that states everything."""

    def __init__(self, truth):
        self.truth = truth

    def reply(self, question, state):
        """Return what the person types."""
        place = question.place
        if may_skip(question) and place[0] not in self.truth:
            return "skip"
        if place[0] == "evidence":
            return self._document(question, state)
        known = self._at(place)
        if question.kind == "another":
            given = state.at(place)
            given = 0 if given is pointers.MISSING else len(given)
            return "y" if known is not pointers.MISSING and len(known) > given else "n"
        return spoken(known, question.node)

    def _at(self, place):
        return pointers.resolve(self.truth, tuple(map(str, place)))

    def _document(self, question, state):
        name = state.at((*question.place[:2], "id"))
        (document,) = [entry for entry in self.truth["evidence"] if entry["id"] == name]
        return spoken(document[question.place[-1]], question.node)


def spoken(value, node):
    if value is pointers.MISSING:
        return "-"
    if isinstance(value, bool):
        return "y" if value else "n"
    if isinstance(value, list):
        return ",".join(map(str, value))
    numbers = [choice.value for choice in node.choices]
    if value in numbers and len(numbers) < 20 and len(value) % 2:  # words and numbers by turns
        return str(numbers.index(value) + 1)
    return str(value)


def replies(interviewee, as_of):
    """Yield question, reply and state after it, until nothing is left to ask."""
    state, waiting = State(), Waiting(as_of)
    while (question := Interview(state, waiting).next()) is not None:
        typed = interviewee.reply(question, state)
        if typed == "skip":
            state = skip(state, question)
        else:
            state = settle(state, question, read_reply(typed, question, state, None))
        yield question, typed, state
