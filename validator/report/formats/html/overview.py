"""The first page: inputs, verdict, and counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Reason, Status
from validator.report.counts import ClauseState
from validator.report.formats.html import messages
from validator.report.formats.html.index import title_of
from validator.report.formats.html.marks import OUTCOMES, Sign, outcome
from validator.report.messages import CLAUSE_STATES, FORCES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from validator.engine.results import Result
    from validator.model.text import Text
    from validator.packs.model import Instrument, Pack
    from validator.report.counts import Totals
    from validator.report.report import Report


Numbers = dict[Reason | Status, int]
"""The number of results with each outcome."""


class Tile(NamedTuple):
    """One number of the summary; ``notes`` divide it."""

    sign: Sign
    number: int
    notes: tuple[Text, ...] = ()


class Deployment(NamedTuple):
    """One manifest that was checked; ``stated`` is its stated identity."""

    name: str
    title: Text
    stated: dict[str, str]
    numbers: Numbers


class Checked(NamedTuple):
    """One pack that was run; ``assessed`` of its ``clauses`` have results, none for own checks."""

    title: Text
    id: str
    version: str
    issuer: Text | None
    force: Text
    period: Text | None
    assessed: int
    clauses: int
    numbers: Numbers


def tiles(report: Report) -> tuple[Tile, ...]:
    """Return the counts of the outcomes, passes first."""
    ends = (Status.WAIVED, Status.NOT_REVIEWED, Status.NOT_APPLICABLE)
    order: tuple[Reason | Status, ...] = (Status.PASS, *report.by_reason, *ends)
    numbers = _numbers(("", item) for item in report.results)[""]
    basis = _basis(report) if numbers[Status.PASS] else ()
    return tuple(
        Tile(OUTCOMES[item], numbers[item], basis if item is Status.PASS else ()) for item in order
    )


def _basis(report: Report) -> tuple[Text, ...]:
    evidenced = len(report.evidenced)
    declared = report.by_status[Status.PASS] - evidenced
    exceptions = len(report.by_exception)
    notes = [
        messages.ON_STATEMENTS_ALONE.format(number=declared),
        messages.ON_OPENED_EVIDENCE.format(number=evidenced),
    ]
    if exceptions:
        notes.append(messages.BY_EXCEPTION.format(number=exceptions))
    return tuple(notes)


class ClausePart(NamedTuple):
    """The clauses in one state: their number, and the number of clauses before them in the bar."""

    name: str
    title: Text
    start: int
    number: int


class ClauseBar(NamedTuple):
    """All clauses of the instruments, by state."""

    number: int
    parts: tuple[ClausePart, ...]


def clauses(totals: Totals) -> ClauseBar | None:
    """Return the bar of clauses; None where no instrument was checked."""
    parts: list[ClausePart] = []
    start = 0
    for state, number in totals.clause_states.items():
        name = state.name.lower().replace("_", "-")
        parts.append(ClausePart(name, CLAUSE_STATES[state.name], start, number))
        start += number
    return ClauseBar(start, tuple(parts)) if start else None


def title(report: Report) -> Text:
    """Return the title of the report: the one deployment, or their number."""
    if len(report.manifests) == 1:
        return title_of(report.manifests[0])
    number = len(report.manifests)
    return messages.DEPLOYMENTS.format(number=number)


def deployments(report: Report) -> dict[str, tuple[Deployment, ...]]:
    """Return every manifest with its results, by deployment; by its own name if none is stated."""
    numbers = _numbers((item.manifest, item) for item in report.results)
    found: dict[str, tuple[Deployment, ...]] = {}
    for item in report.manifests:
        stated = item.stated["metadata"]
        row = Deployment(item.name, title_of(item), stated, numbers[item.name])
        key = stated.get("deployment") or item.name
        found[key] = (*found.get(key, ()), row)
    return found


def checked(report: Report) -> tuple[Checked, ...]:
    """Return every pack with its results."""
    numbers = _numbers((item.rule.pack, item) for item in report.results)
    decided = (ClauseState.IN_FULL, ClauseState.IN_PART)
    states = report.totals.clauses.items()
    assessed = Counter(pack for (pack, _), state in states if state in decided)
    return tuple(_checked(pack, assessed[pack.id], numbers[pack.id]) for pack in report.packs)


def _checked(pack: Pack, assessed: int, numbers: Numbers) -> Checked:
    legal = pack.instrument
    return Checked(
        title=legal.title if legal else pack.title,
        id=pack.id,
        version=pack.version,
        issuer=legal.issuer if legal else None,
        force=FORCES[pack.force],
        period=_period(legal) if legal else None,
        assessed=assessed,
        clauses=len(pack.clauses) if legal else 0,
        numbers=numbers,
    )


def _period(legal: Instrument) -> Text:
    start, end = legal.in_force_from, legal.in_force_to
    if start is None:
        return messages.PUBLISHED.format(published=legal.published)
    if end is None:
        return messages.IN_FORCE_SINCE.format(start=start)
    return messages.IN_FORCE_UNTIL.format(start=start, end=end)


def _numbers(named: Iterable[tuple[str, Result]]) -> defaultdict[str, Numbers]:
    """Count outcomes by name of manifest or pack; a name without results has zeros."""
    counted: defaultdict[str, Numbers] = defaultdict(lambda: dict.fromkeys(OUTCOMES, 0))
    for name, item in named:
        counted[name][outcome(item)] += 1
    return counted
