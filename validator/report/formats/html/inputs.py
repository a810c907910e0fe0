"""What was checked, and by what: deployments and instruments with their counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from validator.engine.results import Reason, Status
from validator.report import summary
from validator.report.counts import ClauseState
from validator.report.formats.html import messages, parts
from validator.report.formats.html.index import status_of, title_of
from validator.report.formats.html.markup import separated, tag
from validator.report.formats.html.parts import LEVELS, OUTCOMES, outcome
from validator.report.messages import COLON, FORCES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from validator.engine.results import Result
    from validator.manifest.manifest import Manifest
    from validator.model.text import Text
    from validator.packs.model import Instrument, Pack
    from validator.report.formats.html.index import Index
    from validator.report.formats.html.markup import Child, Html
    from validator.report.report import Report

    Numbers = Counter[Reason | Status]
    """The number of results with each outcome."""


def section(index: Index) -> Html:
    """Return the counts of results: of all, by deployment, by instrument, and by topic."""
    report = index.report
    return parts.section(
        "summary",
        2,
        messages.COUNTS,
        tag("dl", _tiles(report), class_="tiles"),
        tag("p", summary.counts(report.totals), class_="counts"),
        _run(report),
        tag("h3", messages.CHECKED_DEPLOYMENTS),
        _deployments(report),
        tag("h3", messages.INSTRUMENTS),
        _instruments(report),
    )


def _tiles(report: Report) -> list[Html]:
    """Return the counts of the outcomes, passes first."""
    ends = (Status.WAIVED, Status.NOT_REVIEWED, Status.NOT_APPLICABLE)
    order: tuple[Reason | Status, ...] = (Status.PASS, *report.by_reason, *ends)
    numbers = Counter(map(outcome, report.results))
    return [_tile(item, numbers[item], report) for item in order]


def _tile(item: Reason | Status, number: int, report: Report) -> Html:
    sign = OUTCOMES[item]
    notes = _basis(report) if number and item is Status.PASS else []
    return tag(
        "div",
        tag("dt", parts.symbol(sign.symbol), " ", sign.text),
        tag("dd", number, class_="number"),
        [tag("dd", note, class_="note") for note in notes],
        class_=f"tile {sign.tone}{'' if number else ' none'}",
        data_outcome=sign.text.en,
    )


def _basis(report: Report) -> list[Text]:
    evidenced = len(report.evidenced)
    declared = report.by_status[Status.PASS] - evidenced
    exceptions = len(report.by_exception)
    notes = [
        messages.ON_STATEMENTS_ALONE.format(number=declared),
        messages.ON_OPENED_EVIDENCE.format(number=evidenced),
    ]
    return [*notes, messages.BY_EXCEPTION.format(number=exceptions)] if exceptions else notes


def _run(report: Report) -> Html:
    code = report.exit_code
    return tag(
        "dl",
        parts.pair(messages.AS_OF, summary.day(report.as_of, report.timezone)),
        parts.pair(messages.TOOL, f"facepolicy {report.version}"),
        parts.pair(
            messages.COUNTS_AS_FAILED, messages.FROM_SEVERITY.format(LEVELS[report.fail_on].text)
        ),
        parts.pair(messages.EXIT_CODE, [code.value, COLON, messages.ENDINGS[code]]),
        class_="pairs",
    )


def _deployments(report: Report) -> Html:
    """Return every manifest by deployment; by its own name if none is stated."""
    numbers = _numbers((item.manifest, item) for item in report.results)
    grouped: dict[str, list[Manifest]] = {}
    for item in report.manifests:
        name = item.stated["metadata"].get("deployment") or item.name
        grouped.setdefault(name, []).append(item)
    bodies = []
    for name, several in grouped.items():
        rows = [_deployment(item, numbers[item.name]) for item in several]
        if len(several) > 1:
            rows.insert(0, tag("tr", tag("th", name, scope="rowgroup", colspan=3)))
        bodies.append(rows)
    columns = [messages.DEPLOYMENT, messages.FILE, messages.RESULTS]
    return parts.table("table-deployments", messages.DEPLOYMENTS_CAPTION, columns, *bodies)


def _deployment(item: Manifest, numbers: Numbers) -> Html:
    stated = item.stated["metadata"]
    known = filter(
        None, (stated["id"], stated.get("version"), status_of(stated), stated.get("updated"))
    )
    name = [title_of(item), tag("small", separated(known, " · "))]
    return parts.row(name, tag("code", item.name), _counted(numbers))


def _instruments(report: Report) -> Html:
    numbers = _numbers((item.rule.pack, item) for item in report.results)
    decided = (ClauseState.IN_FULL, ClauseState.IN_PART)
    states = report.totals.clauses.items()
    assessed = Counter(pack for (pack, _), state in states if state in decided)
    rows = [_instrument(one, assessed[one.id], numbers[one.id]) for one in report.packs]
    columns = [messages.INSTRUMENT, messages.FORCE, messages.CLAUSES_ASSESSED, messages.RESULTS]
    return parts.table("table-instruments", messages.INSTRUMENTS_CAPTION, columns, rows)


def _instrument(pack: Pack, assessed: int, numbers: Numbers) -> Html:
    legal = pack.instrument
    about: list[Child] = [f"{pack.id} {pack.version}", *([" · ", legal.issuer] if legal else [])]
    force = [FORCES[pack.force], tag("small", _period(legal)) if legal else None]
    clauses = f"{assessed} / {len(pack.clauses)}" if legal else "–"
    name = [legal.title if legal else pack.title, tag("small", about)]
    return parts.row(name, force, clauses, _counted(numbers))


def _period(legal: Instrument) -> Text:
    start, end = legal.in_force_from, legal.in_force_to
    if start is None:
        return messages.PUBLISHED.format(published=legal.published)
    if end is None:
        return messages.IN_FORCE_SINCE.format(start=start)
    return messages.IN_FORCE_UNTIL.format(start=start, end=end)


def _numbers(named: Iterable[tuple[str, Result]]) -> defaultdict[str, Numbers]:
    """Count outcomes by name of manifest or pack."""
    counted: defaultdict[str, Numbers] = defaultdict(Counter)
    for name, item in named:
        counted[name][outcome(item)] += 1
    return counted


def _counted(numbers: Numbers) -> list[Child]:
    """Return the outcomes that there are, the gravest first, with their numbers."""
    return separated(
        (
            parts.badge(sign, " ", tag("b", numbers[item]))
            for item, sign in OUTCOMES.items()
            if numbers[item]
        ),
        " ",
    )
