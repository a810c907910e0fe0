"""Results as data: status, reason, deciding facts, and values of facts that are not plain JSON."""

from __future__ import annotations

from collections import defaultdict
from enum import Enum
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, NamedTuple

from validator.manifest.vocabulary import pattern_of
from validator.model import pointers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from validator.engine.waivers import Attestation, Waiver
    from validator.manifest.model import Manifest
    from validator.model.errors import Position
    from validator.model.text import Text
    from validator.packs.model import Check, Pack, Rule


class Status(str, Enum):
    """The outcome of one rule for one manifest."""

    __hash__ = str.__hash__  # Enum's own hash is a function in Python
    __str__ = str.__str__  # "fail", and not "Status.FAIL" or what each Python version prints

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
    __str__ = str.__str__

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
            ``claim``, ``attested``, ``includes``, ``not``, ``members`` or ``other``.
        value: the expected value or values; for ``readable-evidence`` and
            ``issued-evidence`` the ids that do not count; for ``includes`` and ``not`` an
            Expected; for ``members`` a dict of them by name; for ``derived`` a Text;
            otherwise None.
    """

    kind: str
    value: Any = None


class PartialList(list[Any]):
    """A list that may be incomplete: which other entries there are is not known."""


class Bounds(NamedTuple):
    """A number that is only known to lie between two others.

    Attributes:
        low: the number is this or more.
        high: it is this or less; None if that is not known.
    """

    low: int
    high: int | None


class EvidenceList(list[str]):
    """The evidence of a statement that counts.

    Attributes:
        ignored: why the rest does not count: the reason, and the expected value.
    """

    ignored: tuple[Reason, Expected] | None = None


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

    @classmethod
    def at(cls, parts: tuple[str, ...], expected: Expected, reason: Reason | None) -> Decided:
        """Return the fact at the parts of a JSON pointer."""
        indexes = tuple(int(part) for part in parts if part.isdigit())
        return cls(pattern_of(parts), indexes, expected, reason)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the JSON pointer to the fact."""
        if not self.indexes:
            return self.pattern
        left = list(self.indexes)
        return tuple(str(left.pop(0)) if part == "*" and left else part for part in self.pattern)


Facts = list[Decided]
"""Deciding facts; outcomes share them, so they are never changed."""


@lru_cache(4096)
def _pointer(pattern: tuple[str, ...], indexes: tuple[int, ...]) -> str:
    return pointers.build(Decided(pattern, indexes, Expected("stated"), None).parts)


class _FindingFields(NamedTuple):
    parts: tuple[str, ...]
    reason: Reason | None
    expected: tuple[Expected, ...]
    manifest: Manifest


class Finding(_FindingFields):
    """One fact that decided a result.

    Attributes:
        parts: the parts of its JSON pointer.
        reason: why it fails the rule; None if it does not.
        expected: the values that the rule expects there; all of them.
        manifest: the manifest, for the value and its position.
    """

    def __repr__(self) -> str:
        """Return the place; the value may be long and confidential."""
        reason = f" ({self.reason.value})" if self.reason else ""
        return f"<Finding {self.pointer!r} in {self.file!r}, line {self.position.line}{reason}>"

    @cached_property
    def pointer(self) -> str:
        """pointer: JSON pointer (RFC 6901) of the place, even if it does not exist."""
        return pointers.build(self.parts)

    @property
    def actual(self) -> Any:
        """The value there; ``validator.model.pointers.MISSING`` if nothing is stated."""
        return pointers.resolve(self.manifest.value, self.parts)

    @property
    def judged(self) -> bool:
        """Whether it is no fact, but a requirement that a person judged as not met."""
        return any(item.kind == "attested" for item in self.expected)

    @property
    def file(self) -> str:
        """The file where it is stated: the manifest, as the user named it, or a base."""
        return self.manifest.file_of(self.parts)

    @property
    def inherited(self) -> bool:
        """Whether the place is in a base of the manifest."""
        return self.file != self.manifest.source

    @cached_property
    def position(self) -> Position:
        """Line and column of the place, or of the nearest parent that exists."""
        return self.manifest.place_of(self.parts)


class _ResultFields(NamedTuple):
    manifest: str
    rule: Rule
    pack: Pack
    status: Status
    document: Manifest
    decided: Facts
    reason: Reason | None = None
    failed: tuple[Check, ...] = ()
    failed_facts: tuple[Facts, ...] = ()
    pack_applies: bool = True
    by_exception: bool = False
    waiver: Waiver | None = None
    attestation: Attestation | None = None


class Result(_ResultFields):
    """The result of one rule for one manifest; ``report.result.Result`` describes the rest.

    Attributes:
        decided: the facts that decided it, as the engine returns them.
        failed: the checks that did not hold.
        failed_facts: for each of them, the facts that decided it, as the engine returns them.
        pack_applies: False if the whole pack does not apply to the manifest.
    """

    @property
    def unmet(self) -> Attestation | None:
        """The judgement that the requirement is not met, if a person judged so."""
        return None if self.attestation is None or self.attestation.met else self.attestation

    @cached_property
    def facts(self) -> tuple[Finding, ...]:
        """The facts that decided the result, in the order of the manifest."""
        merged: dict[tuple[str, ...], dict[Reason | None, dict[str, Expected]]] = {}
        for item in self.decided:
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
        """Return the checks that fail at some places, parts of pointers; all if none does."""
        if len(self.failed) == 1:
            return self.failed
        there = [
            check
            for check, at in zip(self.failed, self._places_of_failed, strict=True)
            if not at.isdisjoint(places)
        ]
        return tuple(there) or self.failed

    @cached_property
    def _places_of_failed(self) -> list[set[tuple[str, ...]]]:
        """The places at which each failed check fails."""
        return [{fact.parts for fact in facts} for facts in self.failed_facts]

    @property
    def pointers(self) -> tuple[str, ...]:
        """JSON pointers of the findings, each once; in less time than the findings take."""
        failed = [item for item in self.decided if item.reason] or self.decided
        return tuple(dict.fromkeys([_pointer(item.pattern, item.indexes) for item in failed]))

    @property
    def causes(self) -> list[Finding]:
        """The findings that gave a failure its reason; of another result, all findings."""
        return self.by_reason[self.reason] if self.reason else list(self.findings)

    @cached_property
    def by_reason(self) -> defaultdict[Reason | None, list[Finding]]:
        """The findings by their reasons, in the order of the manifest."""
        found = defaultdict(list)
        for finding in self.findings:
            found[finding.reason].append(finding)
        return found

    @cached_property  # a long list asks at each of its places
    def shown_by_configuration(self) -> list[Finding]:
        """The findings that a configuration file contradicts."""
        return [
            finding
            for finding in self.findings
            if finding.reason and any(item.kind == "configured" for item in finding.expected)
        ]

    @cached_property
    def primary(self) -> Finding | None:
        """The first finding that gave the result its reason; None if no fact decided it."""
        given = (finding for finding in self.findings if finding.reason is self.reason)
        return next(given, self.findings[0] if self.findings else None)

    @property
    def file(self) -> str:
        """The file of ``position``."""
        return self.primary.file if self.primary else self.document.source

    @property
    def position(self) -> Position:
        """The place of the fact that decided; the whole manifest if no fact did."""
        return self.primary.position if self.primary else self.document.place_of(())

    @property
    def pointer(self) -> str | None:
        """The JSON pointer of the fact that decided; None if no fact did."""
        return self.primary.pointer if self.primary else None

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The facts that failed the rule; of other results the facts that decided them."""
        return tuple(fact for fact in self.facts if fact.reason) or self.facts


def spread(result: Result, title: Text, found: Callable[[Decided], Facts]) -> Result:
    """Return a result that shows facts that were found, and not the derived fact of a title."""
    derived = Expected("derived", title)
    if all(fact.expected != derived for fact in result.decided):
        return result

    def over(facts: Facts) -> Facts:
        instead = (found(fact) if fact.expected == derived else [fact] for fact in facts)
        return list(chain.from_iterable(instead))

    return result._replace(
        decided=over(result.decided), failed_facts=tuple(map(over, result.failed_facts))
    )
