"""What persons judged, and what they must still judge: for the sign-off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from validator.report import wording
from validator.report.entries import STATES

if TYPE_CHECKING:
    from validator.engine.results import Attestation
    from validator.model.text import Text
    from validator.report.formats.html.index import Index, RuleLink
    from validator.report.report import Report


@dataclass(frozen=True, slots=True)
class Judgement:
    """One attestation and what came of it."""

    attestation: Attestation
    outcome: Text
    state: Text


@dataclass(frozen=True, slots=True)
class Question:
    """One requirement that a person must judge for a manifest."""

    rule: RuleLink
    question: Text
    manifest: str


def judgements(report: Report) -> tuple[Judgement, ...]:
    """Return the attestations, those that need attention first."""
    uses = sorted(report.attestation_uses, key=lambda use: not use.state.fails)
    return tuple(_judgement(cast("Attestation", use.entry), STATES[use.state]) for use in uses)


def _judgement(attestation: Attestation, state: Text) -> Judgement:
    return Judgement(attestation, wording.OUTCOMES[attestation.met], state)


def questions(report: Report, index: Index) -> tuple[Question, ...]:
    """Return what is left for a person to judge."""
    return tuple(
        Question(index.rule(item.rule), wording.message(item), item.manifest)
        for item in report.unreviewed
    )
