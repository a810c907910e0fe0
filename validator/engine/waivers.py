"""Waivers and attestations: what people decided about results."""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from validator.model.errors import Position
    from validator.packs.model import Rule


class Waiver(NamedTuple):
    """A failure that is approved for a time.

    Attributes:
        rule: id of the rule; None where a fact is named.
        fact: the fact that fails, as ``storage.encryption.atRest``; None where a rule is named.
        manifest: the manifest's file, relative to the waiver file; ``#2`` names a document.
        owner: the person or team responsible for it.
        approver: the person who approved it; not the owner.
        compensating: the measure taken instead.
        granted: its first day.
        expires: its last day.
        source: the waiver file as the user named it.
        position: the position of the waiver in it.
    """

    rule: str | None
    fact: str | None
    manifest: str
    justification: str
    owner: str
    approver: str
    compensating: str
    granted: date
    expires: date
    source: str
    position: Position

    @property
    def subject(self) -> str:
        """The rule or fact that is waived."""
        return self.rule or self.fact or ""

    @property
    def pattern(self) -> tuple[str, ...]:
        """The parts of the fact, with ``*`` for every item of a list."""
        return tuple((self.fact or "").replace("[*]", ".*").split("."))

    @property
    def first_day(self) -> date:
        """First day on which it counts."""
        return self.granted

    @property
    def last_day(self) -> date:
        """Last day on which it counts."""
        return self.expires

    def names_of(self, rule: Rule) -> tuple[str, ...]:
        """Return the names by which a waiver can be about a rule."""
        return (rule.id,)

    def is_at(self, parts: tuple[str, ...]) -> bool:
        """Return whether a place is the waived fact, or is inside it."""
        pairs = zip(self.pattern, parts, strict=False)
        return len(parts) >= len(self.pattern) and all(name in ("*", part) for name, part in pairs)


class Attestation(NamedTuple):
    """A person's judgement of a requirement that the facts of a manifest do not decide.

    Attributes:
        subject: id of the rule, or of a clause for every rule of it.
        manifest: the file of the manifest, or a folder or pattern of files, relative to the
            attestation file; ``#2`` names a document.
        met: whether the person found the requirement met.
        name: who judged it.
        role: in which role.
        attested: the day of the judgement, the first on which it counts.
        until: last day on which it counts.
        reason: why.
        evidence: what the person looked at.
        source: the attestation file as the user named it.
        position: where the attestation is in it.
    """

    subject: str
    manifest: str
    met: bool
    name: str
    role: str
    attested: date
    until: date
    reason: str
    evidence: tuple[str, ...]
    source: str
    position: Position

    @property
    def first_day(self) -> date:
        """First day on which it counts."""
        return self.attested

    @property
    def last_day(self) -> date:
        """Last day on which it counts."""
        return self.until

    @property
    def outcome(self) -> str:
        """What the person found, as the file writes it."""
        return "met" if self.met else "not-met"

    def names_of(self, rule: Rule) -> tuple[str, ...]:
        """Return the names by which an attestation can be about a rule."""
        return rule.id, rule.clause.id
