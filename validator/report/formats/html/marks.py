"""The signs of outcomes: a symbol and words beside the colour, so that colour is not needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Reason, Status
from validator.packs.model import Severity
from validator.report.messages import REASONS, SEVERITIES, STATUSES

if TYPE_CHECKING:
    from validator.engine.results import Result
    from validator.model.text import Text


class Sign(NamedTuple):
    """One outcome.

    Attributes:
        tone: the class of its colours in the style sheet.
        symbol: one character.
        text: the outcome in words.
    """

    tone: str
    symbol: str
    text: Text


OUTCOMES: dict[Reason | Status, Sign] = {
    Reason.VIOLATED: Sign("violated", "✕", REASONS[Reason.VIOLATED]),
    Reason.EXPIRED: Sign("evidence", "△", REASONS[Reason.EXPIRED]),
    Reason.UNEVIDENCED: Sign("evidence", "▽", REASONS[Reason.UNEVIDENCED]),
    Reason.UNDECLARED: Sign("undeclared", "?", REASONS[Reason.UNDECLARED]),
    Status.WAIVED: Sign("waived", "◇", STATUSES[Status.WAIVED]),
    Status.PASS: Sign("pass", "✓", STATUSES[Status.PASS]),
    Status.NOT_REVIEWED: Sign("undeclared", "✎", STATUSES[Status.NOT_REVIEWED]),
    Status.NOT_APPLICABLE: Sign("absent", "–", STATUSES[Status.NOT_APPLICABLE]),
}
"""The outcomes of a rule, the gravest first; a failure is shown by its reason."""

LEVELS: dict[Severity, Sign] = {
    Severity.ERROR: Sign("error", "●", SEVERITIES[Severity.ERROR]),
    Severity.WARNING: Sign("warning", "◐", SEVERITIES[Severity.WARNING]),
    Severity.INFO: Sign("info", "○", SEVERITIES[Severity.INFO]),
}
"""The signs of severities."""


def outcome(result: Result) -> Reason | Status:
    """Return the outcome of a rule: the reason of a failure, or else the status."""
    if result.status is Status.FAIL and result.reason:
        return result.reason
    return result.status


def sign(result: Result) -> Sign:
    """Return the sign of a result."""
    return OUTCOMES[outcome(result)]
