"""Which question comes next: a pure function of what is answered so far.

Nothing here prints or reads. To go back is to take an earlier state; to resume is to read one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from validator import pointers
from validator.onboarding.questions import Node, Place, applies, leaves, node_at, sections
from validator.onboarding.state import Question, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.vocabulary import Pattern

Waiting = Callable[[dict[str, Any]], "frozenset[Pattern]"]
"""From answers to the optional facts that some rule waits for."""


class Interview:
    """The questions of a manifest, in the order of its schema: mandatory facts first."""

    def __init__(self, state: State, waiting: Waiting) -> None:
        """Start from what is known; ``waiting`` is asked when all mandatory facts are."""
        self._state = state
        self._waiting = waiting

    def next(self) -> Question | None:
        """Return the next question, None when there is none left."""
        return next(self._questions(), None)

    def sections(self, part: Literal[1, 2]) -> list[Node]:
        """Return the sections that a part of the interview goes through, answered or not.

        Those of the second part are known when all mandatory facts are.
        """
        if part == 1:
            return [node for node in sections() if node.mandatory and node.asked]
        wanted = self._waiting(self._state.answers)
        bare = Interview(_mandatory_part(self._state), self._waiting)
        return [node for node in sections() if any(bare._rest_of(node, wanted))]

    def _questions(self) -> Iterator[Question]:
        yield from self._new_documents()
        for node in self.sections(1):
            yield from self._fact(node, (node.name,), must=True, wanted=None)
        wanted = self._waiting(self._state.answers)
        for node in sections():
            yield from self._rest_of(node, wanted)

    def _new_documents(self) -> Iterator[Question]:
        """Ask at once about a document that an answer has just named."""
        evidence = node_at(("evidence",))
        for index, _ in enumerate(self._state.answers.get("evidence", ())):
            yield from self._members(evidence, ("evidence", index), must=True, wanted=None)

    def _rest_of(self, node: Node, wanted: frozenset[Pattern]) -> Iterator[Question]:
        """Yield what rules wait for in a section."""
        if _is_wanted(node, wanted):
            yield from self._fact(node, (node.name,), must=node.required, wanted=wanted)

    def _fact(
        self, node: Node, place: Place, *, must: bool, wanted: frozenset[Pattern] | None
    ) -> Iterator[Question]:
        beside = self._state.at(place[:-1])
        gone = self._state.decided(place) in ("left-out", "skipped")
        if gone or not applies(node, beside, self._state.answers):
            return
        if node.has_entries:
            yield from self._entries(node, place, must=must, wanted=wanted)
        elif node.children:
            yield from self._members(node, place, must=must, wanted=wanted)
        elif self._state.at(place) is pointers.MISSING:
            yield Question("fact", node, place, must, part=1 if wanted is None else 2)

    def _members(
        self, node: Node, place: Place, *, must: bool, wanted: frozenset[Pattern] | None
    ) -> Iterator[Question]:
        stated = must or self._state.at(place) is not pointers.MISSING
        in_entry = any(isinstance(part, int) for part in place)
        for child in node.children:
            if child.required or in_entry or _is_wanted(child, wanted):
                needed = child.required and stated
                yield from self._fact(child, (*place, child.name), must=needed, wanted=wanted)

    def _entries(
        self, node: Node, place: Place, *, must: bool, wanted: frozenset[Pattern] | None
    ) -> Iterator[Question]:
        stated = self._state.at(place)
        number = 0 if stated is pointers.MISSING else len(stated)
        first = int(must and node.shape.get("minItems", 0) > 0)
        for index in range(max(number, first)):
            yield from self._members(node, (*place, index), must=True, wanted=wanted)
        if self._state.decided(place) != "complete":
            yield Question("another", node, place, must, part=1 if wanted is None else 2)


def _mandatory_part(state: State) -> State:
    """Return a state in which no optional fact is answered; lists are taken as they are."""
    answers = {node.name: state.at((node.name,)) for node in sections() if node.mandatory}
    kept = {name: _without_optional(value, name) for name, value in answers.items()}
    known = State(kept)
    lists = (place for place, decision in state.decisions.items() if decision == "complete")
    parts = {place: pointers.parse(place) for place in lists}
    there = (place for place, part in parts.items() if known.at(part) is not pointers.MISSING)
    return State(kept, dict.fromkeys(there, "complete"))


def _without_optional(value: Any, *names: str) -> Any:
    if not isinstance(value, dict):
        return value
    required = {node.name for node in node_at(names).children if node.required}
    return {
        name: _without_optional(item, *names, name)
        for name, item in value.items()
        if name in required
    }


def _is_wanted(node: Node, wanted: frozenset[Pattern] | None) -> bool:
    """Return whether rules wait for something in a node, or for what one of its facts follows."""
    if wanted is None:
        return False
    return any(not wanted.isdisjoint((leaf.pattern, *_followed(leaf))) for leaf in leaves(node))


def _followed(leaf: Node) -> Iterator[Pattern]:
    beside = (name for name in leaf.when if not name.startswith("/"))
    yield from ((*leaf.pattern[:-1], name) for name in beside)
