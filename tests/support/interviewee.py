"""Somebody who knows a deployment and answers what ``facepolicy init`` asks about it."""

from validator.cli.interview.answers import State, settle, spread
from validator.cli.interview.dialogue import read_reply
from validator.cli.interview.interview import open_questions, waits_of
from validator.model import pointers


class Interviewee:
    """Answers from a manifest that states everything."""

    def __init__(self, truth):
        self.truth = truth

    def reply(self, asked):
        """Return what the person types."""
        question = asked.question
        if question.fact == ("evidence", "*", "expires"):
            return "2027-02-10"
        if question.fact:
            return spoken(pointers.resolve(self.truth, asked.places[0]), question)
        true = [option for option in question.options if self._is_true(option)]
        if not question.many:
            true = sorted(true, key=lambda option: len(option.says))[-1:] or question.options[-1:]
        return ",".join(str(question.options.index(option) + 1) for option in true) or "none"

    def _is_true(self, option):
        facts = {name: value for name, value in option.says.items() if name != ("evidence",)}
        return bool(facts) and all(self._holds(name, value) for name, value in facts.items())

    def _holds(self, pattern, value):
        places = list(spread(self.truth, pattern))
        return bool(places) and all(
            contains(pointers.resolve(self.truth, place), value) for place in places
        )


def contains(true, value):
    """Return whether a value of an option is part of the truth."""
    if value == "$purposes":
        return true not in (pointers.MISSING, None)
    if not isinstance(value, list) or true in (pointers.MISSING, None):
        return true == value
    if not value:
        return true == []
    if pattern_is_evidence := all(isinstance(item, str) and item[:3] == "ev-" for item in value):
        return pattern_is_evidence and bool(true)
    return all(any(_part_of(item, other) for other in true) for item in value)


def _part_of(item, other):
    if not isinstance(item, dict):
        return item == other
    return all(other.get(name) == value for name, value in item.items() if name not in _OWN)


_OWN = ("id", "from", "to", "carries")


def spoken(value, question):
    """Return the words for the value of a fact."""
    if value in (pointers.MISSING, None):
        return "-"
    if isinstance(value, list):
        names = [next(iter(item.values())) if isinstance(item, dict) else item for item in value]
        return ",".join(names) or "none"
    values = [option.value for option in question.options]
    if value in values:
        return str(values.index(value) + 1)
    return str(value)


def replies(interviewee, as_of, state=None):
    """Yield question, reply and state after it, until nothing is left to ask."""
    state, topic = state or State(), 0
    while left := open_questions(state, waits_of(state.answers, as_of), topic):
        asked = left[0]
        topic = asked.question.topic
        typed = interviewee.reply(asked)
        state = settle(state, asked, read_reply(typed, asked, state))
        yield asked, typed, state
