"""The counts of a run and its exit code, computed once for all formats; those of parts add up."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from validator.engine.results import Reason, Status

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from validator.packs.model import Severity

    Numbers = dict[str, int]


class ExitCode(IntEnum):
    """The exit codes of the command."""

    OK = 0  # nothing at or above --fail-on failed
    FAILED = 1  # something at or above it failed
    NO_ANSWER = 2  # unreadable or invalid manifest, broken pack, wrong option, nothing evaluated


class Totals(NamedTuple):
    """The counts of a run, or of a part of one.

    Attributes:
        as_of: the day of the check.
        numbers: the number of each kind: ``manifests``, ``problems``, ``results``,
            ``failures`` (all severities, waived ones not), ``regressions`` (not in the
            baseline), ``grave`` ones among these (that fail the run), ``requirements`` decided,
            passes ``by_exception``, ``evidenced`` and ``attested_met``, ``attested`` results,
            ``idle_entries`` of waiver and attestation files.
        statuses: number of results of each status.
        reasons: number of failures for each reason.
        severities: number of failures of each severity.
        assessed: clauses of instruments that have a result, as pack and clause.
        clauses: for each instrument, the number of its clauses, and of those that no rule
            assesses.
        baseline: whether a baseline was given.
        require_applicable: whether a run to which no instrument applies is no answer.
        fail_on_unreviewed: whether a result that nobody has reviewed fails the run.
    """

    as_of: date
    numbers: Numbers
    statuses: dict[Status, int]
    reasons: dict[Reason, int]
    severities: dict[Severity, int]
    assessed: frozenset[tuple[str, str]]
    clauses: dict[str, tuple[int, int]]
    baseline: bool
    require_applicable: bool
    fail_on_unreviewed: bool

    def number(self, kind: str) -> int:
        """Return the number of a kind of ``numbers``."""
        return self.numbers[kind]

    @property
    def clauses_in_all(self) -> int:
        """Number of clauses of the instruments checked against, definitions included."""
        return sum(number for number, _ in self.clauses.values())

    @property
    def clauses_unassessable(self) -> int:
        """Number of clauses that no rule assesses: manual or out of scope."""
        return sum(number for _, number in self.clauses.values())

    @property
    def exit_code(self) -> ExitCode:
        """The exit code of the command (design, section 4)."""
        numbers = self.numbers
        if numbers["problems"] or not numbers["results"]:
            return ExitCode.NO_ANSWER
        unreviewed = self.statuses.get(Status.NOT_REVIEWED, 0)
        if numbers["idle_entries"] or numbers["grave"]:
            return ExitCode.FAILED
        if self.fail_on_unreviewed and unreviewed:
            return ExitCode.FAILED
        applied = numbers["requirements"] or unreviewed
        if self.require_applicable and not applied:
            return ExitCode.NO_ANSWER
        return ExitCode.OK


def added(one: Totals, other: Totals) -> Totals:
    """Return the sum of the counts of two parts of one run."""
    return Totals(
        one.as_of,
        _sum(one.numbers, other.numbers),
        _sum(one.statuses, other.statuses),
        _sum(one.reasons, other.reasons),
        _sum(one.severities, other.severities),
        one.assessed if one.assessed >= other.assessed else one.assessed | other.assessed,
        one.clauses | other.clauses,
        one.baseline,
        one.require_applicable,
        one.fail_on_unreviewed,
    )


def _sum(one: dict[Any, int], other: dict[Any, int]) -> dict[Any, int]:
    return one | {kind: one.get(kind, 0) + number for kind, number in other.items()}
