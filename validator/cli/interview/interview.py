"""The order of the questions: a pure function of the answers so far.

Nothing here prints or reads. Going back means taking an earlier state; resuming, reading one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from validator.cli.interview.questions import Node, Place, applies, leaves, node_at, sections
from validator.cli.interview.state import Question, State
from validator.model import pointers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from validator.cli.interview.state import Decision
    from validator.model.pointers import Pattern

Waiting = Callable[[dict[str, Any]], "frozenset[Pattern]"]
"""From answers to the facts that some rule needs."""


class Interview:
    """The questions of a manifest: first those that decide which rules apply, then the others."""

    def __init__(self, state: State, waiting: Waiting) -> None:
        """Start from a state; ``waiting`` is called when the first part is answered."""
        self._state = state
        self._waiting = waiting

    def next(self) -> Question | None:
        """Return the next question, None if there is none left."""
        return next(self._questions(), None)

    def sections(self, part: Literal[1, 2]) -> list[Node]:
        """Return the sections of a part of the interview, answered or not.

        Those of the second part are known only after the first part is answered.
        """
        if part == 1:
            return [node for node in sections() if node.leads and node.asked]
        facts = self._waiting(self._state.answers)
        bare = Interview(_first_part(self._state), self._waiting)
        return [node for node in sections() if any(bare._rest_of(node, facts))]

    def _questions(self) -> Iterator[Question]:
        yield from self._new_documents()
        for node in self.sections(1):
            yield from self._fact(node, (node.name,), must=True, facts=None)
        facts = self._waiting(self._state.answers)
        for node in sections():
            yield from self._rest_of(node, facts)

    def _new_documents(self) -> Iterator[Question]:
        """Ask about a document as soon as an answer names it."""
        evidence = node_at(("evidence",))
        for index, _ in enumerate(self._state.answers.get("evidence", ())):
            yield from self._members(evidence, ("evidence", index), must=True, facts=None)

    def _rest_of(self, node: Node, facts: frozenset[Pattern]) -> Iterator[Question]:
        """Yield the questions of a section on facts that rules need."""
        if _is_needed(node, facts):
            yield from self._fact(node, (node.name,), must=node.first, facts=facts)

    def _fact(
        self, node: Node, place: Place, *, must: bool, facts: frozenset[Pattern] | None
    ) -> Iterator[Question]:
        beside = self._state.at(place[:-1])
        gone = self._state.decided(place) in ("left-out", "skipped")
        if gone or not applies(node, beside, self._state.answers):
            return
        if node.has_entries:
            yield from self._entries(node, place, must=must, facts=facts)
        elif node.children:
            yield from self._members(node, place, must=must, facts=facts)
        elif self._state.at(place) is pointers.MISSING:
            # An entry without any answer is left out together with the fact that names it.
            begun = len(place) < 3 or beside is not pointers.MISSING  # noqa: PLR2004
            needed = must and node.required and begun
            yield Question("fact", node, place, needed, part=1 if facts is None else 2)

    def _members(
        self, node: Node, place: Place, *, must: bool, facts: frozenset[Pattern] | None
    ) -> Iterator[Question]:
        stated = must or self._state.at(place) is not pointers.MISSING
        in_entry = any(isinstance(part, int) for part in place)
        for child in node.children:
            if child.first or in_entry or _is_needed(child, facts):
                needed = child.first and stated
                yield from self._fact(child, (*place, child.name), must=needed, facts=facts)

    def _entries(
        self, node: Node, place: Place, *, must: bool, facts: frozenset[Pattern] | None
    ) -> Iterator[Question]:
        stated = self._state.at(place)
        number = 0 if stated is pointers.MISSING else len(stated)
        first = int(must and node.shape.get("minItems", 0) > 0)
        for index in range(max(number, first)):
            yield from self._members(node, (*place, index), must=True, facts=facts)
        if self._state.decided(place) != "complete":
            yield Question(
                "another", node, place, must and node.required, part=1 if facts is None else 2
            )


def _first_part(state: State) -> State:
    """Return the state after the first part; lists are taken as they are."""
    answers = {node.name: state.at((node.name,)) for node in sections() if node.leads}
    kept = {name: _first_facts(value, name) for name, value in answers.items()}
    known = State(kept)
    decisions: dict[str, Decision] = {
        place: decision
        for place, decision in state.decisions.items()
        if (decision == "complete" and known.at(pointers.parse(place)) is not pointers.MISSING)
        or (decision == "left-out" and _leads(pointers.parse(place)))
    }
    return State(kept, decisions)


def _leads(place: Iterable[str]) -> bool:
    """Return whether the value at a place, if there can be one, is asked for in the first part."""
    nodes = sections()
    for name in (part for part in place if not part.isdecimal()):
        node = next((node for node in nodes if node.name == name), None)
        if node is None or not node.first:
            return False
        nodes = node.children
    return True


def _first_facts(value: Any, *names: str) -> Any:
    if not isinstance(value, dict):
        return value
    first = {node.name for node in node_at(names).children if node.first}
    return {name: _first_facts(item, *names, name) for name, item in value.items() if name in first}


def _is_needed(node: Node, facts: frozenset[Pattern] | None) -> bool:
    """Return whether rules need a fact in a node, or one that is derived from such a fact."""
    if facts is None:
        return False
    return any(not facts.isdisjoint((leaf.pattern, *_followed(leaf))) for leaf in leaves(node))


def _followed(leaf: Node) -> Iterator[Pattern]:
    beside = (name for name in leaf.when if not name.startswith("/"))
    yield from ((*leaf.pattern[:-1], name) for name in beside)
