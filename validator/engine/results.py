"""Results as data: status, reason, deciding facts, waiver."""

from __future__ import annotations

from enum import Enum
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from validator.model import pointers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from validator.manifest.manifest import Manifest
    from validator.model.errors import Position
    from validator.packs.model import Check, Rule


class Status(str, Enum):
    """The outcome of one rule for one manifest."""

    __hash__ = str.__hash__  # Enum's own hash is a function in Python

    PASS = "pass"  # noqa: S105 - a status, not a password
    FAIL = "fail"
    NOT_APPLICABLE = "not-applicable"
    WAIVED = "waived"
    NOT_REVIEWED = "not-reviewed"  # a person must judge it, and nobody has yet


class Reason(str, Enum):
    """The reason why a rule failed, from the mildest to the gravest.

    Attributes:
        gravity: rank of the reason: 0 for the mildest.
    """

    gravity: int
    __hash__ = str.__hash__

    UNDECLARED = "undeclared"
    UNEVIDENCED = "unevidenced"
    EXPIRED = "expired"
    VIOLATED = "violated"


for _rank, _reason in enumerate(Reason):
    _reason.gravity = _rank


class Expected(NamedTuple):
    """The expected value at one place of the manifest.

    Attributes:
        kind: ``stated``, ``equals``, ``one-of``, ``at-least``, ``at-most``, ``evidence``,
            ``current-evidence``, ``readable-evidence``, ``issued-evidence``, ``derived``,
            ``claim``, ``includes``, ``not``, ``members`` or ``other``.
        value: the expected value or values; for ``readable-evidence`` and
            ``issued-evidence`` the ids that do not count; for ``includes`` and ``not`` an
            Expected; for ``members`` a dict of them by name; for ``derived`` a Text;
            otherwise None.
    """

    kind: str
    value: Any = None


class Decided(NamedTuple):
    """One fact that decided an outcome.

    Attributes:
        pattern: the place of the fact, with ``*`` for list indexes.
        indexes: the list indexes, one for each ``*`` of the place.
        expected: the value that the constraint expects there.
        reason: why the fact does not fulfil the constraint; None if it does.
    """

    pattern: tuple[str, ...]
    indexes: tuple[int, ...]
    expected: Expected
    reason: Reason | None

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the JSON pointer to the fact."""
        if not self.indexes:
            return self.pattern
        left = list(self.indexes)
        return tuple(str(left.pop(0)) if part == "*" and left else part for part in self.pattern)


Facts = list[Any]
"""Deciding facts, each a ``Decided`` or a list of more: flattened only when they are read."""


def flat(facts: Facts) -> list[Decided]:
    """Return deciding facts one by one."""
    found: list[Decided] = []
    for item in facts:
        if type(item) is Decided:
            found.append(item)
        elif item:
            found += flat(item)
    return found


@lru_cache(4096)
def _pointer(pattern: tuple[str, ...], indexes: tuple[int, ...]) -> str:
    return pointers.build(Decided(pattern, indexes, Expected("stated"), None).parts)


class Finding(NamedTuple):
    """One fact that decided a result.

    Attributes:
        parts: the parts of its JSON pointer.
        reason: why it fails the rule; None if it does not.
        expected: the values that the rule expects there; all of them.
        manifest: the manifest, for the value and its position.
    """

    parts: tuple[str, ...]
    reason: Reason | None
    expected: tuple[Expected, ...]
    manifest: Manifest

    @property
    def pointer(self) -> str:
        """pointer: JSON pointer (RFC 6901) of the place, even if it does not exist."""
        return pointers.build(self.parts)

    @property
    def actual(self) -> Any:
        """The value there; ``validator.model.pointers.MISSING`` if nothing is stated."""
        return pointers.resolve(self.manifest.value, self.parts)

    @property
    def file(self) -> str:
        """The file of the manifest, as the user named it."""
        return self.manifest.source

    @property
    def position(self) -> Position:
        """Line and column of the place, or of the nearest parent that exists."""
        return self.manifest.place_of(self.parts)


class Waiver(NamedTuple):
    """A failure that is approved for a time.

    Attributes:
        rule: id of the rule.
        manifest: the manifest's file, relative to the waiver file; ``#2`` names a document.
        owner: the person or team responsible for it.
        approver: the person who approved it; not the owner.
        compensating: the measure taken instead.
        granted: its first day.
        expires: its last day.
        source: the waiver file as the user named it.
        position: the position of the waiver in it.
    """

    rule: str
    manifest: str
    justification: str
    owner: str
    approver: str
    compensating: str
    granted: date
    expires: date
    source: str
    position: Position


class _ResultFields(NamedTuple):
    manifest: str
    rule: Rule
    status: Status
    document: Manifest
    decided: Facts
    reason: Reason | None = None
    failed: tuple[Check, ...] = ()
    failed_facts: tuple[Facts, ...] = ()
    pack_applies: bool = True
    by_exception: bool = False
    waiver: Waiver | None = None


class Result(_ResultFields):
    """The result of one rule for one manifest.

    Attributes:
        manifest: name of the manifest (file, and document where a file has several).
        document: the manifest itself.
        decided: the facts that decided it, as the engine returns them.
        failed: the checks that did not hold.
        failed_facts: for each of them, the facts that decided it, as the engine returns them.
        pack_applies: False if the whole pack does not apply to the manifest.
        by_exception: True for a pass by an exception in the instrument.
        waiver: the waiver of the failure, if any; reason and findings stay.
    """

    @cached_property
    def facts(self) -> tuple[Finding, ...]:
        """The facts that decided the result, in the order of the manifest."""
        merged: dict[tuple[str, ...], dict[Reason | None, dict[str, Expected]]] = {}
        for item in flat(self.decided):
            place = merged.setdefault(item.parts, {}).setdefault(item.reason, {})
            place[repr(item.expected)] = item.expected
        facts = [
            Finding(parts, reason, tuple(expected.values()), self.document)
            for parts, reasons in merged.items()
            for reason, expected in reasons.items()
            if reason or len(reasons) == 1
        ]
        return tuple(sorted(facts, key=lambda fact: (fact.position, fact.pointer)))

    def failed_at(self, places: Collection[tuple[str, ...]]) -> tuple[Check, ...]:
        """Return the checks that fail at some places; all failed checks if none does.

        Args:
            places: the parts of pointers.
        """
        pairs = zip(self.failed, self.failed_facts, strict=True)
        there = [check for check, facts in pairs if any(f.parts in places for f in flat(facts))]
        return tuple(there) or self.failed

    @property
    def pointers(self) -> list[str]:
        """JSON pointers to the facts that decided the result, each once."""
        places = [_pointer(item.pattern, item.indexes) for item in flat(self.decided)]
        return list(dict.fromkeys(places))

    @property
    def position(self) -> Position:
        """The position of the first finding; the whole manifest if no fact decided the result."""
        return self.findings[0].position if self.findings else self.document.place_of(())

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The facts that failed the rule; of other results the facts that decided them."""
        return tuple(fact for fact in self.facts if fact.reason) or self.facts
