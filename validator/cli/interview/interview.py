"""Which questions are left: a pure function of the answers and of what rules wait for.

Nothing here prints or reads. Going back means taking an earlier state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.cli.interview import messages
from validator.cli.interview.catalogue import Option, Question, catalogue, plain_question, topics
from validator.cli.interview.presets import load_template, template_names
from validator.cli.interview.state import Asked, Parts, State, spread
from validator.manifest.vocabulary import facts, pattern_of
from validator.model import pointers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.cli.interview.waiting import Waits


def open_questions(state: State, waits: Waits, current: int = 0) -> list[Asked]:
    """Return the questions that are left, the next one first.

    Inside a topic the order is that of ``questions.yaml``. Topics come in the order of the
    number of rules that wait for them; the current one is finished first.

    Args:
        state: the answers so far.
        waits: the facts that rules wait for.
        current: the number of the current topic.
    """
    left = list(_open(state, waits))
    rules: dict[int, set[str]] = {}
    for asked in left:
        waiting = (rule.id for place in asked.places for rule in waits.get(place, ()))
        rules.setdefault(asked.question.topic, set()).update(waiting)

    def rank(asked: Asked) -> tuple[bool, bool, int, int]:
        number = asked.question.topic
        return number != current, topics()[number].last, -len(rules[number]), number

    return sorted(left, key=rank)


def _open(state: State, waits: Waits) -> Iterator[Asked]:
    kind = _kind_of_case()
    unknown = set(state.at(("scenario",)) or ()) <= {"jurisdictions"}
    if unknown and kind.key not in state.passed:
        yield Asked(kind, ())
    left = {place for place in waits if pointers.build(place) not in state.passed}
    for question in catalogue():
        if question.key in state.passed:
            continue
        patterns = question.patterns
        places = tuple(place for place in waits if place in left and pattern_of(place) in patterns)
        if not places or not _fits(question, state):
            continue
        left.difference_update(places)
        yield from _each(question, places)
    for pattern in dict.fromkeys(map(pattern_of, waits)):
        places = tuple(place for place in waits if place in left and pattern_of(place) == pattern)
        if places and pattern in facts():
            yield from _each(plain_question(pattern), places)


def _fits(question: Question, state: State) -> bool:
    """Return whether a choice of one among several facts can still be made: none is stated."""
    if question.fact or question.many:
        return True
    return all(
        state.at(place) is pointers.MISSING
        for pattern in question.patterns
        for place in spread(state.answers, pattern)
    )


def _each(question: Question, places: tuple[Parts, ...]) -> Iterator[Asked]:
    if question.fact and not question.together:
        yield from (Asked(question, (place,)) for place in places)
    else:
        yield Asked(question, places)


def _kind_of_case() -> Question:
    """Return the question that a template answers."""
    options = tuple(
        Option(template.description, _flat(template.answers))
        for template in map(load_template, template_names())
    )
    other = Option(messages.ANOTHER_CASE)
    return Question(
        "kind-of-case", 0, messages.KIND_OF_CASE, messages.WHY_KIND_OF_CASE,
        (*options, other), many=False,
    )  # fmt: skip


def _flat(answers: dict[str, object], above: Parts = ()) -> dict[Parts, object]:
    """Return the facts of nested answers, lists as they are."""
    found: dict[Parts, object] = {}
    for name, value in answers.items():
        here = (*above, name)
        found |= _flat(value, here) if isinstance(value, dict) else {here: value}
    return found
