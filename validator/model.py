"""The words of the field as data: pack, clause, rule; status, reason, finding, result."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from validator.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from validator.errors import Position
    from validator.rulecode import PackCode
    from validator.vocabulary import Pattern

    Schema = dict[str, Any]


class Status(str, Enum):
    """What came of one rule for one manifest."""

    __hash__ = str.__hash__  # that of Enum takes a call in Python

    PASS = "pass"  # noqa: S105 - a status, not a password
    FAIL = "fail"
    NOT_APPLICABLE = "not-applicable"
    WAIVED = "waived"


class Reason(str, Enum):
    """Why a rule failed, from the mildest to the gravest.

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


class Severity(str, Enum):
    """How much a failed rule weighs, from the lightest to the heaviest.

    Attributes:
        weight: rank of the severity: 0 for the lightest.
    """

    weight: int
    __hash__ = str.__hash__

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


for _rank, _severity in enumerate(Severity):
    _severity.weight = _rank


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


@dataclass(frozen=True)
class Clause:
    """One requirement of an instrument.

    Attributes:
        data: the clause as the card of its pack writes it; its texts are made when asked for.
    """

    id: str
    data: dict[str, Any]

    @property
    def place(self) -> str | None:
        """Chapter, article or section, as far as known; None where no number is known."""
        place: str | None = self.data["locator"]["place"]
        return place

    @property
    def place_confirmed(self) -> bool:
        """Whether the place was seen in a public source."""
        return bool(self.data["locator"]["status"] == "confirmed")

    @cached_property
    def summary(self) -> Text:
        """What it requires, in short."""
        return Text.of(self.data["summary"])

    @property
    def modality(self) -> str:
        """Such as shall, shall-not, should, encouraged, exception, scope, definition, info."""
        modality: str = self.data["modality"]
        return modality

    @cached_property
    def confidence(self) -> Confidence:
        """How well its text is known."""
        return Confidence(self.data["confidence"])

    @cached_property
    def assessment(self) -> Assessment:
        """How it is assessed."""
        return Assessment(self.data["assessment"]["kind"])

    @cached_property
    def assessment_reason(self) -> Text | None:
        """Why no rule assesses it, or not all of it."""
        reason = self.data["assessment"].get("reason")
        return Text.of(reason) if reason else None

    @property
    def through_applicability(self) -> bool:
        """Whether it decides which rules apply, and has none of its own."""
        return bool(self.data["assessment"].get("through") == "applicability")

    @property
    def sources(self) -> tuple[str, ...]:
        """Where its text was seen."""
        return tuple(self.data.get("sources", ()))

    @property
    def phrase(self) -> str | None:
        """Words of the text itself, where some are public."""
        phrase: str | None = self.data.get("phrase", {}).get("text")
        return phrase

    @property
    def phrase_confirmed(self) -> bool:
        """Whether the phrase was seen in a public source."""
        return bool(self.data.get("phrase", {}).get("confirmed", False))

    @property
    def advisory(self) -> bool:
        """Whether a failure only warns although modality and confidence would make it an error."""
        return bool(self.data.get("advisory", False))

    @cached_property
    def severity(self) -> Severity:
        """Severity of a failure (design, section 4)."""
        if self.modality.startswith("encouraged"):
            return Severity.INFO
        soft = self.modality.startswith("should") or self.advisory
        if soft or self.confidence is Confidence.RECALLED:
            return Severity.WARNING
        return Severity.ERROR


@dataclass(frozen=True, slots=True)
class PassByException:
    """How to tell that a pass leans on an exception in the text of the instrument.

    Attributes:
        when: the exception is relied on where a passing manifest fulfils this schema.
        clause: the clause that grants it, where it has one of its own.
        note: what the exception is, in words.
    """

    when: Schema
    clause: str | None
    note: Text


@dataclass(frozen=True)
class Rule:
    """One requirement as a constraint over a manifest.

    Attributes:
        requires: JSON Schema over the facts (see ``validator.facts``).
        applies_when: JSON Schema over the manifest as written; empty: whenever the pack applies.
        data: the rule as its file writes it; its texts are made when asked for.
    """

    id: str
    pack: str
    clause: Clause
    requires: Schema
    applies_when: Schema
    exception: PassByException | None
    data: dict[str, Any]

    @property
    def severity(self) -> Severity:
        """Severity of a failure, which follows from the clause."""
        return self.clause.severity

    @cached_property
    def assesses(self) -> tuple[str, str]:
        """The clause that it assesses, as pack and clause."""
        return self.pack, self.clause.id

    @cached_property
    def title(self) -> Text:
        """What it asks for, in a line."""
        return Text.of(self.data["title"])

    @cached_property
    def why(self) -> Text:
        """What it protects, and what it cannot see."""
        return Text.of(self.data["why"])

    @cached_property
    def messages(self) -> dict[Reason, Text]:
        """What to say of a failure, by its reason."""
        return {Reason(reason): Text.of(text) for reason, text in self.data["message"].items()}

    @cached_property
    def remediation(self) -> dict[str, Text]:
        """What to change, for the ``engineer`` and for the ``officer``."""
        return {who: Text.of(text) for who, text in self.data["remediation"].items()}

    @cached_property
    def applies_to(self) -> Text | None:
        """To what it applies, in words; None where it applies whenever its pack does."""
        told = self.data.get("appliesTo")
        return Text.of(told) if told else None

    @property
    def needs_facts(self) -> bool:
        """Whether a fact that is not stated is a failure.

        False for rules that only compare facts with each other: where a fact is not stated
        there is nothing to compare, and the rule does not apply.
        """
        return bool(self.data.get("whenNotStated", "fail") == "fail")

    @property
    def topic(self) -> str:
        """The field of law, for comparing instruments (requirements catalogue, section 6)."""
        topic: str = self.data.get("topic", "other")
        return topic

    @property
    def related(self) -> tuple[tuple[str, str], ...]:
        """Clauses of other packs that speak of the same fact, as pack and clause."""
        return tuple((item["pack"], item["clause"]) for item in self.data.get("related", ()))

    @property
    def waivable(self) -> bool:
        """False where nobody may approve a failure of it."""
        return bool(self.data.get("waivable", True))

    @property
    def tests(self) -> tuple[dict[str, Any], ...]:
        """The rule's own tests, as ``validator.packtests`` reads them."""
        return tuple(self.data["tests"])


@dataclass(frozen=True, slots=True)
class Instrument:
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


@dataclass(frozen=True, slots=True)
class Card:
    """What a pack says of its instrument, without its rules.

    Attributes:
        jurisdiction: where it is law or standard: ISO 3166-1, or ISO 3166-2 with a local name.
    """

    id: str
    title: Text
    jurisdiction: str
    instrument: Instrument


@dataclass(frozen=True)
class Pack:
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
    code: PackCode | None = field(default=None, compare=False, repr=False)

    @cached_property
    def steps(self) -> dict[Pattern, int]:
        """How many steps its constraints take for each entry of a list, by the entries' place."""
        from validator.work import steps_of

        return steps_of(self)

    @cached_property
    def clause_numbers(self) -> tuple[int, int]:
        """How many clauses the instrument has, and how many of them no rule assesses."""
        beyond = (Assessment.MANUAL, Assessment.OUT_OF_SCOPE)
        kinds = [clause.assessment for clause in self.clauses]
        return len(kinds), sum(kind in beyond for kind in kinds)

    @property
    def force(self) -> str:
        """Legal force of the instrument; ``none`` for facepolicy's own checks."""
        return self.instrument.force if self.instrument else "none"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a constraint asks for at one place of the manifest.

    Attributes:
        kind: ``stated``, ``equals``, ``one-of``, ``at-least``, ``at-most``, ``evidence``,
            ``current-evidence``, ``readable-evidence``, ``issued-evidence``, ``derived``,
            ``includes``, ``not``, ``members`` or ``other``.
        value: the value or values asked for; for ``readable-evidence`` and
            ``issued-evidence`` the ids that are none; for ``includes`` and ``not`` a Wanted; for
            ``members`` a dict of them by name; for ``derived`` a Text; otherwise None.
    """

    kind: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Lack:
    """What made a rule fail, or decided that it does not apply, wherever that stands in a file.

    Attributes:
        parts: the parts of the pointer.
        pointer: JSON pointer (RFC 6901) of the place, also where it does not exist.
        wanted: what the rule asks for there; all of these.
        found: the value there; ``validator.pointers.MISSING`` where nothing is stated.
    """

    parts: tuple[str, ...]
    pointer: str
    reason: Reason
    wanted: tuple[Wanted, ...]
    found: Any


@dataclass(frozen=True, slots=True)
class Finding:
    """One place of the manifest that made a rule fail.

    Attributes:
        lack: what is lacking there.
        position: line and column of the place, or of the nearest parent that exists.
    """

    lack: Lack
    position: Position

    @property
    def pointer(self) -> str:
        """JSON pointer (RFC 6901) of the place, also where it does not exist."""
        return self.lack.pointer

    @property
    def reason(self) -> Reason:
        """Why the rule is not fulfilled at this place."""
        return self.lack.reason

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """What the rule asks for there; all of these."""
        return self.lack.wanted

    @property
    def found(self) -> Any:
        """The value there; ``validator.pointers.MISSING`` where nothing is stated."""
        return self.lack.found


@dataclass(frozen=True, slots=True)
class Waiver:
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


@dataclass(frozen=True, slots=True)
class Result:
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
