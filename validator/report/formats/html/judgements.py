"""What persons judged, and what they must still judge: for the sign-off."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from validator.report import wording
from validator.report.messages import ENTRY_STATES, OUTCOMES

if TYPE_CHECKING:
    from validator.engine.results import Attestation
    from validator.model.text import Text
    from validator.report.formats.html.index import Index, RuleLink
    from validator.report.report import Report


class Judgement(NamedTuple):
    """One attestation and what came of it."""

    attestation: Attestation
    outcome: Text
    state: Text


class Question(NamedTuple):
    """One requirement that a person must judge for a manifest."""

    rule: RuleLink
    question: Text
    manifest: str


def judgements(report: Report) -> tuple[Judgement, ...]:
    """Return the attestations, those that need attention first."""
    uses = sorted(report.attestation_uses, key=lambda use: not use.state.fails)
    return tuple(
        _judgement(cast("Attestation", use.entry), ENTRY_STATES[use.state]) for use in uses
    )


def _judgement(attestation: Attestation, state: Text) -> Judgement:
    return Judgement(attestation, OUTCOMES[attestation.outcome], state)


def questions(report: Report, index: Index) -> tuple[Question, ...]:
    """Return what is left for a person to judge."""
    return tuple(
        Question(index.rule(item.rule), wording.message(item), item.manifest)
        for item in report.unreviewed
    )
