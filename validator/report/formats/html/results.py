"""The results: their counts by deployment and instrument, and the statement of applicability.

The statement has every rule, whether it applies, its result and the facts that decided it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from validator.engine.evidence import references_to
from validator.engine.results import Reason, Status
from validator.model.groups import grouped
from validator.model.text import Text
from validator.report import summary, wording
from validator.report.counts import ClauseState
from validator.report.formats.html import messages, parts
from validator.report.formats.html.markup import separated, tag
from validator.report.formats.html.parts import OUTCOMES, evidence_anchor, outcome
from validator.report.messages import COLON, FORCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from validator.engine.results import Finding, Result
    from validator.manifest.model import Manifest
    from validator.packs.model import Instrument, Pack
    from validator.report.formats.html.markup import Child, Html
    from validator.report.formats.html.parts import Index
    from validator.report.report import Report

    Numbers = Counter[Reason | Status]
    """The number of results with each outcome."""


def counts(index: Index) -> Html:
    """Return the counts of results: of all, by deployment, and by instrument."""
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
    return [
        parts.tile(
            OUTCOMES[item],
            numbers[item],
            *(_basis(report) if item is Status.PASS and numbers[item] else ()),
            data_outcome=OUTCOMES[item].text.en,
        )
        for item in order
    ]


def _basis(report: Report) -> list[Text]:
    evidenced = len(report.evidenced)
    judged = report.totals.number("attested_met")
    declared = report.by_status[Status.PASS] - evidenced - judged
    exceptions = len(report.by_exception)
    notes = [
        messages.ON_STATEMENTS_ALONE.format(number=declared),
        messages.ON_OPENED_EVIDENCE.format(number=evidenced),
        *([messages.ON_JUDGEMENT.format(number=judged)] if judged else ()),
    ]
    return [*notes, messages.BY_EXCEPTION.format(number=exceptions)] if exceptions else notes


def _run(report: Report) -> Html:
    code = report.exit_code
    return tag(
        "dl",
        parts.pair(messages.AS_OF, summary.day(report.as_of, report.timezone)),
        parts.pair(messages.TOOL, f"facepolicy {report.version}"),
        parts.pair(
            messages.COUNTS_AS_FAILED,
            messages.FROM_SEVERITY.format(parts.LEVELS[report.fail_on].text),
        ),
        parts.pair(messages.EXIT_CODE, [code.value, COLON, messages.ENDINGS[code]]),
        class_="pairs",
    )


def _deployments(report: Report) -> Html:
    """Return every manifest by deployment; by its own name if none is stated."""
    numbers = _numbers((item.manifest, item) for item in report.results)
    bodies = []
    for name, several in report.deployments.items():
        rows = [_deployment(item, numbers[item.name]) for item in several]
        if len(several) > 1:
            rows.insert(0, tag("tr", tag("th", name, scope="rowgroup", colspan=3)))
        bodies.append(rows)
    columns = [messages.DEPLOYMENT, messages.FILE, messages.RESULTS]
    return parts.table("table-deployments", messages.DEPLOYMENTS_CAPTION, columns, *bodies)


def _deployment(item: Manifest, numbers: Numbers) -> Html:
    stated = item.stated["metadata"]
    facts = stated["id"], stated.get("version"), parts.status_of(stated), stated.get("updated")
    name = [parts.title_of(item), tag("small", separated(filter(None, facts), " · "))]
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
    shown = [(sign, numbers[item]) for item, sign in OUTCOMES.items() if numbers[item]]
    return separated((parts.badge(sign, " ", tag("b", number)) for sign, number in shown), " ")


def applicability(index: Index, details_at: Mapping[int, str]) -> Html:
    """Return the statement; ``details_at`` has anchors with details, by the identity of results."""
    return parts.section(
        "applicability",
        3,
        messages.APPLICABILITY_TITLE,
        tag("p", messages.APPLICABILITY_INTRODUCTION),
        _Statements(index, details_at).statements(),
        tag("h3", messages.NOT_RUN),
        _not_run(index.report),
    )


class _Statements:
    def __init__(self, index: Index, details_at: Mapping[int, str]) -> None:
        self._report = index.report
        self._index = index
        self._details_at = details_at

    def statements(self) -> list[Html]:
        """Return a folded part for each manifest, with a table for each pack."""
        grouped: dict[str, dict[str, list[Result]]] = {}
        for item in self._report.results:
            grouped.setdefault(item.manifest, {}).setdefault(item.rule.pack, []).append(item)
        return [
            parts.fold(
                tag("h3", manifest),
                [self._table(number, results) for results in packs.values()],
            )
            for number, (manifest, packs) in enumerate(grouped.items(), 1)
        ]

    def _table(self, number: int, results: Sequence[Result]) -> Html:
        pack = results[0].pack
        applies = any(item.pack_applies for item in results)
        rows = list(map(self._row, results)) if applies else [self._outside(results)]
        columns = messages.APPLICABILITY_COLUMNS
        caption = [pack.title, " ", tag("small", pack.id)]
        return parts.table(f"soa-{number}-{pack.id}", caption, columns, rows, class_="soa")

    def _outside(self, results: Sequence[Result]) -> Html:
        """Return one row for an instrument none of whose rules applies."""
        ids = separated(parts.rule(item.rule) for item in results)
        return parts.row(
            messages.ALL_RULES.format(len(results)),
            [wording.applicability(results[0]), tag("p", ids, class_="cite")],
            parts.badge(parts.sign(results[0])),
            None,
        )

    def _row(self, item: Result) -> Html:
        why = _why(item)
        mark, details = parts.badge(parts.sign(item)), self._details_at.get(id(item))
        cited = wording.citation(item.pack, item.rule.clause)
        within = Text(*(text.removeprefix(f"{item.pack.id} ") for text in cited))
        citation = tag("small", parts.clause(within, item.rule, self._index))
        passed = item.status is Status.PASS
        basis = messages.BASES[self._report.basis_of(item)] if passed else None
        return parts.row(
            [parts.rule(item.rule), citation],
            [item.rule.title, tag("small", why) if why else None],
            tag("a", mark, href=f"#{details}") if details else mark,
            [basis, self._facts(item), self._documents(item)],
        )

    def _facts(self, item: Result) -> Html | None:
        """Return the facts that decided, with their lines; facts to state are in the findings."""
        if item.status is Status.NOT_APPLICABLE or item.reason is Reason.UNDECLARED:
            return None
        decided = [one for one in item.causes if not one.judged]
        shown = [self._fact(item, one) for one in decided[: wording.MOST]]
        return tag("ul", parts.few(shown, len(decided)), class_="facts") if shown else None

    def _fact(self, item: Result, finding: Finding) -> Html:
        line = messages.LINE.format(finding.position.line)
        link = parts.at(self._index.place_of(item, finding), self._index, line)
        return tag("li", parts.fact(finding), COLON, wording.found(finding), " ", link)

    def _documents(self, item: Result) -> Html | None:
        if item.status is Status.NOT_APPLICABLE:
            return None
        read = item.pack.evidence_read[item.rule.id]
        number = self._index.manifest_number[item.manifest]
        found = [
            tag("a", document.id, href=f"#{evidence_anchor(number, place)}")
            for place, document in enumerate(self._report.documents.get(item.manifest, ()))
            if references_to(document, read)
        ]
        more = len(found) - wording.MOST
        shown = separated(found[: wording.MOST]) + ([f", … (+{more})"] if more > 0 else [])
        return tag("small", shown) if found else None


def _why(item: Result) -> Text | None:
    """Return why it does not apply, the question for a person, or the exception of a pass."""
    if item.status is Status.NOT_APPLICABLE:
        return wording.applicability(item)
    if item.status is Status.NOT_REVIEWED:
        return wording.message(item)
    if item.by_exception and item.rule.exception:
        return messages.BY_EXCEPTION_BECAUSE.format(note=item.rule.exception.note)
    return None


def _not_run(report: Report) -> Html:
    """Return the instruments that were left out, with the reason, and the manifests."""
    left = grouped(((item.pack, item.text), item.manifest) for item in report.not_run)
    if not left:
        return tag("p", messages.ALL_RUN)
    listed = []
    for (pack, why), names in left.items():
        some = len(names) < len(report.manifests)
        only = tag("span", " – ", parts.labels(names), class_="cite") if some else None
        listed.append(tag("li", tag("code", pack), COLON, why, only))
    return tag("ul", listed, class_="plain")
