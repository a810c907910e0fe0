"""The facts that differ between two manifests: what was stated before and what is now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from validator.manifest.vocabulary import pattern_of
from validator.model import pointers
from validator.model.pointers import MISSING
from validator.report.messages import BOUNDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from validator.manifest.model import Manifest
    from validator.model.errors import Position

    Parts = tuple[str, ...]


class FactChange(NamedTuple):
    """A fact with different values before and after.

    Attributes:
        old: the parts of its pointer before; None if it was not stated.
        new: the parts of its pointer after; None if it is not stated any more.
        before: its value before; ``validator.model.pointers.MISSING`` if it was not stated.
        after: its value after; ``MISSING`` if it is not stated any more.
        file: the file that states it now; the one that stated it if none does.
        position: the place in that file.
    """

    old: Parts | None
    new: Parts | None
    before: Any
    after: Any
    file: str
    position: Position

    @property
    def parts(self) -> Parts:
        """The parts of its pointer, in the later manifest if it is there."""
        return self.new or self.old or ()


def changed_facts(before: Manifest, after: Manifest) -> tuple[FactChange, ...]:
    """Return the facts that differ between two manifests, in the order of the later one.

    Entries of lists are compared by their ``id``; those without one by their place. A list of
    plain values is one fact, and so is a document of evidence that is new or gone.
    """
    return tuple(
        _with_place(before, after, old, new)
        for old, new in _differing(before.stated, after.stated, (), ())
    )


def _with_place(
    before: Manifest, after: Manifest, old: Parts | None, new: Parts | None
) -> FactChange:
    stated_in, parts = (after, new) if new is not None else (before, old or ())
    return FactChange(
        old,
        new,
        MISSING if old is None else pointers.resolve(before.value, old),
        MISSING if new is None else pointers.resolve(after.value, new),
        stated_in.file_of(parts),
        stated_in.place_of(parts),
    )


def _differing(
    before: Any, after: Any, old: Parts | None, new: Parts | None
) -> Iterator[tuple[Parts | None, Parts | None]]:
    """Yield the places of different facts, in both manifests."""
    # For Python 1 is True; for JSON it is not.
    if before == after and isinstance(before, bool) is isinstance(after, bool):
        return
    befores, afters = _members(before), _members(after)
    # A document of evidence that only one manifest has is one fact.
    of_one = None in (old, new) and pattern_of(new or old or ()) == ("evidence", "*")
    if of_one or not (befores or afters):
        yield old, new
        return
    for key in dict.fromkeys((*afters, *befores)):
        was, value_before = befores.get(key, (None, MISSING))
        now, value_after = afters.get(key, (None, MISSING))
        yield from _differing(
            value_before,
            value_after,
            None if old is None or was is None else (*old, was),
            None if new is None or now is None else (*new, now),
        )


def _members(value: Any) -> dict[Any, tuple[str, Any]]:
    """Return what a section or a list of sections consists of; nothing for one fact."""
    if isinstance(value, dict) and not value.keys() <= BOUNDS.keys():
        return {name: (name, item) for name, item in value.items()}
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return {_key(index, item): (str(index), item) for index, item in enumerate(value)}
    return {}


def _key(index: int, item: Any) -> tuple[str, Any]:
    """Return what an entry of a list is known by; ids are unique in a valid manifest."""
    return ("id", item["id"]) if isinstance(item, dict) and "id" in item else ("index", index)
