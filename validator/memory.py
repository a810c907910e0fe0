"""Answers from one manifest to the next: where all that a rule reads was met before, so was it.

In a fleet, manifests are much alike. What they state is told in numbers
(``validator.numbering``); an answer is kept by the numbers of the places that a question reads
(``validator.reads``), and by nothing else.
"""

from __future__ import annotations

from operator import itemgetter

from validator.evaluator import Applicability, Both, Requirement
from validator.kept import Kept
from validator.numbering import CIRCUMSTANCES, Numbering, number
from validator.reads import behind, depend, names_of, reads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from validator.evaluator import Answer, Asked, Question, Stated
    from validator.model import Lack
    from validator.numbering import Numbers

    Names: TypeAlias = frozenset[str] | None
    """Names of the numbers from which an answer follows; None where it may follow from all."""

_ANSWERS = 128
"""Answers to each question that are held twice at most."""
_LONGEST = 4000
"""The longest answer that is kept, in characters."""
_EACH = 100
"""Characters of each thing that is lacking beside what is found in its place."""


class Remembering:
    """A question with its answers so far.

    Attributes:
        question: what is asked where no answer is known.
        names: of the numbers by which answers are known.
        pick: picks these numbers; None where there are no such names.
        known: the answers, by what was picked.
    """

    def __init__(self, question: Question, names: Names) -> None:
        """Begin with no answers."""
        self.question = question
        self.names = names
        # What reads nothing is always answered alike.
        picked = None if names is None else itemgetter(*names or {CIRCUMSTANCES})
        self.pick: Callable[[Numbers], Any] = picked or _none
        self.known = Kept(_ANSWERS)

    def answer(self, stated: Stated) -> Answer:
        """Return the answer for a manifest."""
        key = self.pick(stated.numbers)
        known: Answer | None = self.known[key]
        if known is None:
            known = self.question.answer(stated)
            if key is not None and sum(map(_length, known.lacks)) <= _LONGEST:
                self.known.keep(key, known)
        return known


def _none(_numbers: Numbers) -> None:
    """Pick nothing."""


def _length(lack: Lack) -> int:
    """Return how long it is to tell what is lacking, in characters, roughly."""
    found = lack.found
    return _EACH + (len(found) if type(found) is str else len(repr(found)))


class Memory:
    """Remembers the answers to the questions of one evaluator."""

    def __init__(self) -> None:
        """Begin with none."""
        self._names: set[str] = {CIRCUMSTANCES}
        self._numbering: Numbering | None = None

    def of(self, question: Question) -> Remembering:
        """Return a question so that its answers are remembered."""
        if isinstance(question, Both):
            applies, requires = self.of(question.applies), self.of(question.requires)
            names = _together(applies.names, requires.names)
            return Remembering(Both(applies, requires), names)
        if isinstance(question, Remembering):
            return question
        names = _names(question)
        self._names |= names or set()
        return Remembering(question, names)

    def of_rules(self, rules: Asked) -> Asked:
        """Return the questions of rules likewise."""
        return [(rule, self.of(question)) for rule, question in rules]

    def numbers(self, stated: Stated) -> Numbers:
        """Return what a manifest states in numbers, for all questions that were taken."""
        if self._numbering is None:
            self._numbering = Numbering(self._names)
        numbers = self._numbering.of(stated.manifest)
        numbers[CIRCUMSTANCES] = number(f"{stated.as_of} {stated.idle}")
        return numbers

    def answers(self, rules: Asked, stated: Stated) -> list[Answer]:
        """Return the answers to questions, without a detour to those that are known."""
        numbers = stated.numbers
        asked: Any = rules
        return [item.known[item.pick(numbers)] or item.answer(stated) for _, item in asked]


def _names(question: Applicability | Requirement) -> Names:
    """Return the names of the numbers of all that is read for an answer."""
    read = {place for constraint in question.constraints for place in reads(constraint)}
    if isinstance(question, Applicability):
        return names_of(read)
    places = behind(read)
    names = names_of(places)
    if names is not None:
        question.places = places
        names |= {CIRCUMSTANCES} if depend(read) else set()
    return names


def _together(one: Names, other: Names) -> Names:
    return None if one is None or other is None else one | other
