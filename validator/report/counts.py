"""The counts of a run and its exit code, computed once for all formats; those of parts add up."""

from __future__ import annotations

from collections import Counter
from enum import Enum, IntEnum
from typing import NamedTuple

from validator.engine.results import Reason, Status
from validator.packs.model import Assessment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import Any

    from validator.engine.results import Result
    from validator.packs.model import Pack, Severity

    Numbers = dict[str, int]
    Clauses = dict[tuple[str, str], "ClauseState"]


class ExitCode(IntEnum):
    """The exit codes of the command."""

    OK = 0  # nothing at or above --fail-on failed
    FAILED = 1  # something at or above it failed
    NO_ANSWER = 2  # unreadable or invalid manifest, broken pack, wrong option, nothing evaluated


class Verdict(str, Enum):
    """The verdict of a run, or of one site, in a word; the gravest first."""

    __hash__ = str.__hash__

    FAIL = "fail"  # a fact violates a requirement, or an entry fails the run
    UNUSABLE = "unusable"  # a manifest could not be used
    INCOMPLETE = "incomplete"  # requirements wait for facts, or for a person
    PASS = "pass"  # noqa: S105 - a verdict, not a password
    NOT_APPLICABLE = "not-applicable"  # no requirement applies


def verdict_of(*, violated: bool, waiting: bool, decided: bool, unreviewed: bool) -> Verdict:
    """Return the verdict on manifests that could be used.

    ``violated``: a fact violates a requirement, so that the run fails; ``waiting``: another failure
    makes it fail, or a question does; ``decided``: facts decided any requirement; ``unreviewed``: a
    person has to judge one.
    """
    if violated:
        return Verdict.FAIL
    if waiting:
        return Verdict.INCOMPLETE
    if decided:
        return Verdict.PASS
    return Verdict.INCOMPLETE if unreviewed else Verdict.NOT_APPLICABLE


class ClauseState(IntEnum):
    """What became of one clause of an instrument: each clause is in exactly one state.

    If there are several results on a clause, the highest state counts. Reports list the states in
    this order.
    """

    IN_FULL = 3  # facts decided all of it, as far as they are stated
    IN_PART = 4  # facts decided a part of it; the rule says which
    ATTESTED = 5  # a person judged it
    TO_JUDGE = 6  # a person must judge it
    NOT_APPLICABLE = 2
    NO_DEMAND = 0  # it defines, excepts, or is checked by the rules of other clauses
    NOT_RUN = 1  # its rules were left out


class Totals(NamedTuple):
    """The counts of a run, or of a part of one.

    Attributes:
        as_of: the day of the check.
        numbers: the number of each kind: ``manifests``, ``problems``, skipped
            ``bases`` and ``others``, ``left_out`` and ``excluded`` files, ``results``,
            ``failures`` (all severities, waived ones not), ``regressions`` (not in the
            baseline), ``grave`` ones among these (that fail the run), of which some are
            ``grave_violated``, failures that a person judged (``unmet``), ``violating_facts`` and
            ``waiting_facts``, ``unread`` files,
            ``requirements`` and ``consistency`` checks decided, passes ``by_exception``,
            ``evidenced`` and ``attested_met``, ``attested`` results, ``idle_entries`` of waiver
            and attestation files.
        statuses: number of results of each status.
        reasons: number of failures for each reason.
        severities: number of failures of each severity.
        clauses: the state of each clause of the instruments, by pack and clause.
        baseline: whether a baseline was given.
        require_applicable: whether a run to which no instrument applies is no answer.
        fail_on_unreviewed: whether a result that nobody has reviewed fails the run.
        timezone: that whose today the day is; None for a day that was named.
    """

    as_of: date
    numbers: Numbers
    statuses: dict[Status, int]
    reasons: dict[Reason, int]
    severities: dict[Severity, int]
    clauses: Clauses
    baseline: bool
    require_applicable: bool
    fail_on_unreviewed: bool
    timezone: str | None = None

    def number(self, kind: str) -> int:
        """Return the number of a kind of ``numbers``."""
        return self.numbers[kind]

    @property
    def clause_states(self) -> dict[ClauseState, int]:
        """The number of clauses in each state; they add up to all clauses."""
        found = Counter(self.clauses.values())
        return {state: found[state] for state in ClauseState}

    @property
    def unreviewed(self) -> int:
        """The number of results that nobody has reviewed."""
        return self.statuses.get(Status.NOT_REVIEWED, 0)

    @property
    def failing_questions(self) -> int:
        """The number of results that fail the run because nobody has reviewed them."""
        return self.unreviewed if self.fail_on_unreviewed else 0

    @property
    def verdict(self) -> Verdict:
        """The verdict in a word."""
        numbers = self.numbers
        if numbers["problems"]:
            return Verdict.UNUSABLE
        return verdict_of(
            violated=numbers["grave_violated"] > 0 or numbers["idle_entries"] > 0,
            waiting=numbers["grave"] > 0 or self.failing_questions > 0,
            decided=numbers["requirements"] > 0,
            unreviewed=self.unreviewed > 0,
        )

    @property
    def exit_code(self) -> ExitCode:
        """The exit code of the command (design, section 4)."""
        numbers = self.numbers
        if numbers["problems"] or not numbers["results"]:
            return ExitCode.NO_ANSWER
        if numbers["idle_entries"] or numbers["grave"] or self.failing_questions:
            return ExitCode.FAILED
        applied = numbers["requirements"] or self.unreviewed
        if self.require_applicable and not applied:
            return ExitCode.NO_ANSWER
        return ExitCode.OK


def added(one: Totals, other: Totals) -> Totals:
    """Return the sum of the counts of two parts of one run."""
    return one._replace(
        numbers=_sum(one.numbers, other.numbers),
        statuses=_sum(one.statuses, other.statuses),
        reasons=_sum(one.reasons, other.reasons),
        severities=_sum(one.severities, other.severities),
        clauses=_highest(one.clauses, other.clauses),
    )


def clauses_of(packs: Iterable[Pack], results: Iterable[Result]) -> Clauses:
    """Return the state of each clause of the instruments of packs that were run."""
    states: Clauses = {}
    for pack in packs:
        if pack.instrument:
            unread = {True: ClauseState.NOT_RUN, False: ClauseState.NO_DEMAND}
            states |= {key: unread[ruled] for key, ruled in pack.ruled.items()}
    for result in results:
        clause = result.rule.assesses
        known = states.get(clause)
        if known is not None and (state := _state(result)) > known:
            states[clause] = state
    return states


def _state(result: Result) -> ClauseState:
    if result.status is Status.NOT_APPLICABLE:
        return ClauseState.NOT_APPLICABLE
    if result.status is Status.NOT_REVIEWED:
        return ClauseState.TO_JUDGE
    if result.attestation:
        return ClauseState.ATTESTED
    whole = result.rule.clause.assessment is Assessment.AUTOMATED
    return ClauseState.IN_FULL if whole else ClauseState.IN_PART


def _highest(one: Clauses, other: Clauses) -> Clauses:
    if one == other:
        return one
    least = ClauseState.NO_DEMAND
    return {key: max(one.get(key, least), other.get(key, least)) for key in one | other}


def _sum(one: dict[Any, int], other: dict[Any, int]) -> dict[Any, int]:
    return one | {kind: one.get(kind, 0) + number for kind, number in other.items()}
