"""The words of the field as data: pack, clause, rule; status, reason, finding, result."""

from __future__ import annotations

from enum import Enum

from validator.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from validator.errors import Position
    from validator.rulecode import PackCode
    from validator.text import Text

    Schema = dict[str, Any]


class Status(str, Enum):
    """What came of one rule for one manifest."""

    PASS = "pass"  # noqa: S105 - a status, not a password
    FAIL = "fail"
    NOT_APPLICABLE = "not-applicable"
    WAIVED = "waived"


class Reason(str, Enum):
    """Why a rule failed, from the mildest to the gravest."""

    UNDECLARED = "undeclared"
    UNEVIDENCED = "unevidenced"
    EXPIRED = "expired"
    VIOLATED = "violated"

    @property
    def gravity(self) -> int:
        """Rank of the reason: 0 for the mildest."""
        return tuple(Reason).index(self)


class Severity(str, Enum):
    """How much a failed rule weighs, from the lightest to the heaviest."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def weight(self) -> int:
        """Rank of the severity: 0 for the lightest."""
        return tuple(Severity).index(self)


class Confidence(str, Enum):
    """How well the text of a requirement is known (requirements catalogue, section 0)."""

    QUOTED = "quoted"
    REPORTED = "reported"
    RECALLED = "recalled"
    OWN = "own"  # a check of facepolicy itself, with no legal source


class Assessment(str, Enum):
    """How a clause is assessed."""

    AUTOMATED = "automated"
    PARTIAL = "partial"
    MANUAL = "manual"
    OUT_OF_SCOPE = "out-of-scope"


class Clause(Record):
    """One requirement of an instrument.

    Attributes:
        place: chapter, article or section, as far as known; None where no number is known.
        place_confirmed: whether the place was seen in a public source.
        modality: shall, shall-not, should, encouraged, exception, scope, definition, info…
        advisory: a failure only warns although modality and confidence would make it an error.
        assessment: how the clause is assessed; ``assessment_reason`` says why where no rule does.
        through_applicability: the clause decides whether rules apply, and has none of its own.
    """

    id: str
    place: str | None
    place_confirmed: bool
    summary: Text
    modality: str
    confidence: Confidence
    assessment: Assessment
    through_applicability: bool = False
    sources: tuple[str, ...] = ()
    phrase: str | None = None
    phrase_confirmed: bool = False
    advisory: bool = False
    assessment_reason: Text | None = None

    @property
    def severity(self) -> Severity:
        """Severity of a failure (design, section 4)."""
        if self.modality.startswith("encouraged"):
            return Severity.INFO
        soft = self.modality.startswith("should")
        if soft or self.advisory or self.confidence is Confidence.RECALLED:
            return Severity.WARNING
        return Severity.ERROR


class PassByException(Record):
    """How to tell that a pass leans on an exception in the text of the instrument.

    Attributes:
        when: the exception is relied on where a passing manifest fulfils this schema.
        clause: the clause that grants it, where it has one of its own.
        note: what the exception is, in words.
    """

    when: Schema
    clause: str | None
    note: Text


class Rule(Record):
    """One requirement as a constraint over a manifest.

    Attributes:
        applies_when: JSON Schema over the manifest as written; empty: whenever the pack applies.
        requires: JSON Schema over the facts (see ``validator.facts``).
        topic: the field of law, for comparing instruments (requirements catalogue, section 6).
        related: clauses of other packs that speak of the same fact, as pack and clause.
        needs_facts: False for rules that only compare facts with each other: where a fact is not
            stated there is nothing to compare, and the rule does not apply.
        waivable: False where nobody may approve a failure of it.
        tests: the rule's own tests, as ``validator.packtests`` reads them.
    """

    id: str
    pack: str
    clause: Clause
    title: Text
    why: Text
    requires: Schema
    messages: dict[Reason, Text]
    remediation: dict[str, Text]
    applies_when: Schema
    applies_to: Text | None = None
    exception: PassByException | None = None
    needs_facts: bool = True
    topic: str = "other"
    related: tuple[tuple[str, str], ...] = ()
    waivable: bool = True
    tests: tuple[dict[str, Any], ...] = ()

    @property
    def severity(self) -> Severity:
        """Severity of a failure, which follows from the clause."""
        return self.clause.severity


class Instrument(Record):
    """The legal or technical text behind a pack."""

    title: Text
    issuer: Text
    force: str
    status: str
    published: str
    in_force_from: str | None
    in_force_to: str | None
    link: str | None
    successor: str | None


class Card(Record):
    """What a pack says of its instrument, without its rules.

    Attributes:
        jurisdiction: where it is law or standard: ISO 3166-1, or ISO 3166-2 with a local name.
    """

    id: str
    title: Text
    jurisdiction: str
    instrument: Instrument


class Pack(Record, apart=("code",)):
    """A set of rules with the full clause list of one instrument.

    Attributes:
        instrument: None for a pack of facepolicy's own checks.
        common: schemas that rules may refer to, by URI.
        sha256: digest over all files of the pack and the shared schemas.
        compliant: the manifest that the rules' tests start from.
        code: the verdicts of the rules, where the pack was prebuilt.
    """

    id: str
    version: str
    title: Text
    instrument: Instrument | None
    clauses: tuple[Clause, ...]
    rules: tuple[Rule, ...]
    applies_when: Schema
    applies_to: Text
    common: dict[str, Schema]
    sha256: str
    compliant: dict[str, Any]
    tests: tuple[dict[str, Any], ...]
    code: PackCode | None = None

    @property
    def force(self) -> str:
        """Legal force of the instrument; ``none`` for facepolicy's own checks."""
        return self.instrument.force if self.instrument else "none"


class Wanted(Record):
    """What a constraint asks for at one place of the manifest.

    Attributes:
        kind: ``stated``, ``equals``, ``one-of``, ``at-least``, ``at-most``, ``evidence``,
            ``current-evidence``, ``readable-evidence``, ``derived``, ``includes``, ``not``,
            ``members`` or ``other``.
        value: the value or values asked for; for ``readable-evidence`` the ids that are
            none; for ``includes`` and ``not`` a Wanted; for
            ``members`` a dict of them by name; for ``derived`` a Text; otherwise None.
    """

    kind: str
    value: Any = None


class Finding(Record):
    """One place of the manifest that made a rule fail.

    Attributes:
        pointer: JSON pointer (RFC 6901) of the place, also where it does not exist.
        position: line and column of the place, or of the nearest parent that exists.
        found: the value there; ``validator.pointers.MISSING`` where nothing is stated.
        wanted: what the rule asks for there; all of these.
    """

    pointer: str
    reason: Reason
    position: Position
    found: Any
    wanted: tuple[Wanted, ...]


class Waiver(Record):
    """A failure that somebody answers for, for a time.

    Attributes:
        rule: id of the rule.
        manifest: the manifest's file, relative to the waiver file; ``#2`` names a document.
        owner: who answers for it.
        approver: who approved it; another person than the owner.
        compensating: what is done instead.
        granted: first day on which it counts.
        expires: last day on which it counts.
        source: the waiver file as the user named it.
        position: where the waiver stands in it.
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


class Result(Record):
    """What came of one rule for one manifest.

    Attributes:
        manifest: name of the manifest (file, and document where a file has several).
        findings: why it failed, or which facts decided that it does not apply.
        pack_applies: False where the whole pack does not apply to the manifest.
        by_exception: True for a pass that leans on an exception in the instrument.
        waiver: what covers the failure, where one does; reason and findings stay.
    """

    manifest: str
    rule: Rule
    status: Status
    reason: Reason | None = None
    findings: tuple[Finding, ...] = ()
    pack_applies: bool = True
    by_exception: bool = False
    waiver: Waiver | None = None
