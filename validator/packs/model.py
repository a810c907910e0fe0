"""Packs as data: instrument, clause, rule, check."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import Any, NamedTuple

from validator.jsonschema.constraint import SchemaSet
from validator.jsonschema.keywords import walk
from validator.manifest.vocabulary import references
from validator.model.text import Text, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from validator.model.pointers import Pattern

    Schema = dict[str, Any]


class Severity(str, Enum):
    """The severity of a failed rule, from the lightest to the heaviest.

    Attributes:
        weight: rank of the severity: 0 for the lightest.
    """

    weight: int
    __hash__ = str.__hash__
    __str__ = str.__str__

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


for _rank, _severity in enumerate(Severity):
    _severity.weight = _rank


class Confidence(str, Enum):
    """The source quality of a requirement's text (requirements catalogue, section 0)."""

    QUOTED = "quoted"
    REPORTED = "reported"
    RECALLED = "recalled"
    OWN = "own"  # a check of facepolicy itself, with no legal source


class Assessment(str, Enum):
    """The way a clause is assessed."""

    AUTOMATED = "automated"
    PARTIAL = "partial"
    MANUAL = "manual"
    OUT_OF_SCOPE = "out-of-scope"


class _ClauseFields(NamedTuple):
    id: str
    data: dict[str, Any]


class Clause(_ClauseFields):
    """One requirement of an instrument.

    Attributes:
        data: the clause in the pack's card; what follows is read from it on first use.
        place: chapter, article or section; None if no number is known.
        place_confirmed: True if the place was seen in a public source.
        summary: the requirement, in short.
        modality: such as shall, shall-not, should, encouraged, exception, scope, definition, info.
        confidence: the source quality of its text.
        assessment: the way it is assessed.
        assessment_reason: why no rule assesses it, or not all of it.
        through_applicability: True if it decides which rules apply, and has no rule of its own.
        sources: the sources of its text.
        phrase: words of the text itself, if some are public.
        phrase_confirmed: True if the phrase was seen in a public source.
        advisory: True if a failure is only a warning where it would otherwise be an error.
    """

    place = cached_property[str | None](lambda self: self.data["locator"]["place"])
    place_confirmed = cached_property(lambda self: self.data["locator"]["status"] == "confirmed")
    summary = cached_property(lambda self: Text.of(self.data["summary"]))
    modality = cached_property[str](lambda self: self.data["modality"])
    confidence = cached_property(lambda self: Confidence(self.data["confidence"]))
    assessment = cached_property(lambda self: Assessment(self.data["assessment"]["kind"]))
    assessment_reason = cached_property(lambda self: _text(self.data["assessment"].get("reason")))
    through_applicability = cached_property(
        lambda self: self.data["assessment"].get("through") == "applicability"
    )
    sources = cached_property[tuple[str, ...]](lambda self: tuple(self.data.get("sources", ())))
    phrase = cached_property[str | None](lambda self: self.data.get("phrase", {}).get("text"))
    phrase_confirmed = cached_property(
        lambda self: bool(self.data.get("phrase", {}).get("confirmed"))
    )
    advisory = cached_property(lambda self: bool(self.data.get("advisory")))

    def __repr__(self) -> str:
        """Return id and place; the rest is long."""
        return f"<Clause {self.id}: {self.place or '?'}>"

    @cached_property
    def severity(self) -> Severity:
        """Severity of a failure (design, section 4)."""
        if self.modality.startswith("encouraged"):
            return Severity.INFO
        soft = self.modality.startswith("should") or self.advisory
        if soft or self.confidence is Confidence.RECALLED:
            return Severity.WARNING
        return Severity.ERROR


def _text(written: dict[str, str] | None) -> Text | None:
    return Text.of(written) if written else None


class PassByException(NamedTuple):
    """A test for passes by an exception in the text of the instrument.

    Attributes:
        when: a passing manifest that fulfils this schema uses the exception.
        clause: the clause that grants it, if it has its own.
        note: the exception, in words.
    """

    when: Schema
    clause: str | None
    note: Text


class Check(NamedTuple):
    """One demand of a rule.

    Attributes:
        requires: JSON Schema over the facts (see ``validator.engine.facts``).
        message: the text if the facts contradict it; ``{/json/pointer}`` prints a value.
        fix: the change for the engineer.
    """

    requires: Schema
    message: Text
    fix: Text

    def __repr__(self) -> str:
        """Return the message; the constraint may be long."""
        return f"<Check: {self.message.en}>"


class Review(NamedTuple):
    """Cases in which only a person can judge whether a rule is fulfilled.

    If the JSON Schema ``when`` holds, a rule that does not pass is not reviewed.

    Attributes:
        if_met: True if a person judges what is left where the checks hold: a rule that would pass
            is then not reviewed, and one that does not is not asked about.
    """

    when: Schema
    question: Text
    if_met: bool = False


class _RuleFields(NamedTuple):
    id: str
    pack: str
    clause: Clause
    checks: tuple[Check, ...]
    applies_when: Schema
    exception: PassByException | None
    review: Review | None
    data: dict[str, Any]


class Rule(_RuleFields):
    """One requirement as constraints over the facts of a manifest.

    Attributes:
        checks: the demands of the requirement; all of them must hold.
        applies_when: JSON Schema over the facts; empty: whenever the pack applies.
        data: the content of the rule's file; what follows is read from it on first use.
        title: the requirement, in a line.
        why: the purpose of the requirement.
        limits: the limits of the rule, such as facts it cannot see; None if none are known.
        officer: the task of the data-protection officer.
        applies_to: its scope, in words; None if it applies whenever its pack does.
        topic: the field of law, for comparing instruments (requirements catalogue, section 6).
        waivable: False if nobody may approve a failure of it.
        tests: the rule's own tests, where they were loaded.
    """

    title = cached_property(lambda self: Text.of(self.data["title"]))
    why = cached_property(lambda self: Text.of(self.data["why"]))
    limits = cached_property(lambda self: _text(self.data.get("limits")))
    officer = cached_property(lambda self: Text.of(self.data["officer"]))
    applies_to = cached_property(lambda self: _text(self.data.get("appliesTo")))
    topic = cached_property[str](lambda self: self.data.get("topic", "other"))
    waivable = cached_property(lambda self: bool(self.data.get("waivable", True)))
    tests = cached_property[tuple[dict[str, Any], ...]](
        lambda self: tuple(self.data.get("tests", ()))
    )

    def __repr__(self) -> str:
        """Return id and title; the constraints are long."""
        return f"<Rule {self.id}: {self.title.en}>"

    @property
    def severity(self) -> Severity:
        """Severity of a failure, which follows from the clause."""
        return self.clause.severity

    @cached_property
    def requires(self) -> Schema:
        """The checks as one JSON Schema."""
        schemas = [check.requires for check in self.checks]
        return schemas[0] if len(schemas) == 1 else {"allOf": schemas}

    @cached_property
    def assesses(self) -> tuple[str, str]:
        """The clause that it assesses, as pack and clause."""
        return self.pack, self.clause.id

    @cached_property
    def fix(self) -> Text:
        """The change for the engineer, for all checks."""
        return joined([check.fix for check in self.checks])


class Instrument(NamedTuple):
    """The legal or technical text behind a pack.

    Attributes:
        jurisdiction: where it is law or standard: ISO 3166-1, or ISO 3166-2 with a local name.
    """

    title: Text
    jurisdiction: str
    issuer: Text
    force: str
    status: str
    published: str
    in_force_from: str | None
    in_force_to: str | None
    link: str | None
    successor: str | None


class _PackFields(NamedTuple):
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
    manual: tuple[Rule, ...] = ()


class Pack(_PackFields):
    """A set of rules with the full clause list of one instrument.

    Attributes:
        instrument: None for a pack of facepolicy's own checks.
        manual: a rule for each clause that only a person can judge; it is never decided by facts.
        common: schemas that rules may refer to, by URI.
        sha256: digest over all files of the pack and the shared schemas.
        compliant: the manifest that the rules' tests start from; empty without tests.
    """

    def __repr__(self) -> str:
        """Return id, version and the number of rules; the rules are long."""
        return f"<Pack {self.id} {self.version}: {len(self.rules)} rules>"

    inlined = cached_property(lambda self: SchemaSet(self.common).inlined)
    """Returns a constraint with the shared ones that it refers to in their places."""

    @cached_property
    def evidence_read(self) -> dict[str, frozenset[Pattern]]:
        """The facts that each rule reads and that refer to evidence, by the id of the rule."""
        evidence = references("evidence")
        visits = {rule.id: walk(self.inlined(rule.requires)) for rule in self.every_rule}
        return {name: evidence.intersection(it.pattern for it in visits[name]) for name in visits}

    @cached_property
    def every_rule(self) -> tuple[Rule, ...]:
        """The rules and the manual clauses, in the order of the clauses."""
        order = {clause.id: place for place, clause in enumerate(self.clauses)}
        every = (*self.rules, *self.manual)
        return tuple(sorted(every, key=lambda rule: (order[rule.clause.id], rule.id)))

    @cached_property
    def ruled(self) -> dict[tuple[str, str], bool]:
        """Whether each clause has a rule of its own, by pack and clause."""
        own = {rule.clause.id for rule in self.every_rule}
        return {(self.id, clause.id): clause.id in own for clause in self.clauses}

    def rules_of(self, clause: Clause) -> tuple[Rule, ...]:
        """Return the rules that assess a clause or grant the exception in it."""
        return tuple(
            rule
            for rule in self.rules
            if clause.id in (rule.clause.id, rule.exception.clause if rule.exception else None)
        )

    @property
    def force(self) -> str:
        """Legal force of the instrument; ``none`` for facepolicy's own checks."""
        return self.instrument.force if self.instrument else "none"
