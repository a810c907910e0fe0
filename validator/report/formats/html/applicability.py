"""The statement of applicability: every rule, whether it applies, its result and its facts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from validator.engine.evidence import evidence_read, references_to
from validator.engine.results import Status
from validator.model.text import Text
from validator.report import wording
from validator.report.formats.html import messages, parts
from validator.report.formats.html.index import evidence_anchor
from validator.report.formats.html.marks import OUTCOMES, outcome, sign
from validator.report.formats.html.markup import separated, tag
from validator.report.messages import COLON

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from validator.engine.results import Finding, Reason, Result
    from validator.model.pointers import Pattern
    from validator.packs.model import Clause, Pack
    from validator.report.formats.html.index import Index
    from validator.report.formats.html.markup import Child, Html
    from validator.report.formats.html.parts import Lines
    from validator.report.report import Report


def section(index: Index, lines: Lines, details_at: Mapping[int, str], *, whole: bool) -> Html:
    """Return the statement.

    Args:
        index: the anchors of the document.
        lines: the anchors of the lines of manifests that the page prints.
        details_at: by the identity of a result, the anchor with more details.
        whole: whether to list every rule for each manifest; otherwise each rule once, with counts.
    """
    statements = _Writer(index, lines, details_at).statements() if whole else _totals(index)
    return parts.section(
        "applicability",
        3,
        messages.APPLICABILITY_TITLE,
        tag("p", messages.APPLICABILITY_INTRODUCTION),
        statements,
        tag("h3", messages.NOT_RUN),
        _not_run(index.report),
    )


class _Writer:
    def __init__(self, index: Index, lines: Lines, details_at: Mapping[int, str]) -> None:
        self._report = index.report
        self._index = index
        self._lines = lines
        self._details_at = details_at
        self._read: dict[tuple[str, str], frozenset[Pattern]] = {}

    def statements(self) -> list[Html]:
        """Return a folded part for each manifest, with a table for each pack."""
        grouped: dict[str, dict[str, list[Result]]] = {}
        for item in self._report.results:
            grouped.setdefault(item.manifest, {}).setdefault(item.rule.pack, []).append(item)
        return [
            parts.fold(
                tag("h3", manifest),
                [self._table(number, pack, results) for pack, results in packs.items()],
            )
            for number, (manifest, packs) in enumerate(grouped.items(), 1)
        ]

    def _table(self, number: int, name: str, results: Sequence[Result]) -> Html:
        pack = self._index.packs[name]
        applies = any(item.pack_applies for item in results)
        rows = (
            [self._row(item, pack) for item in results] if applies else self._outside(results, pack)
        )
        columns = [
            messages.RULE,
            messages.REQUIREMENT,
            messages.OUTCOME,
            messages.FACTS_AND_EVIDENCE,
        ]
        caption = [pack.title, " ", tag("small", pack.id)]
        body = tag("tbody", rows)
        return parts.table(f"soa-{number}-{pack.id}", caption, columns, body, class_="soa")

    def _outside(self, results: Sequence[Result], pack: Pack) -> Html:
        """Return one row for an instrument none of whose rules applies."""
        ids = separated(parts.rule(self._index.rule(item.rule)) for item in results)
        why = wording.applicability(results[0], pack)
        return parts.row(
            messages.ALL_RULES.format(len(results)),
            [why, tag("p", ids, class_="cite")],
            parts.badge(sign(results[0])),
            None,
        )

    def _row(self, item: Result, pack: Pack) -> Html:
        why = _why(item, pack)
        mark, details = parts.badge(sign(item)), self._details_at.get(id(item))
        citation = tag(
            "small", parts.clause(within(pack, item.rule.clause), self._index.clause(item.rule))
        )
        return parts.row(
            [parts.rule(self._index.rule(item.rule)), citation],
            [item.rule.title, tag("small", why) if why else None],
            tag("a", mark, href=f"#{details}") if details else mark,
            [self._basis(item), self._facts(item), self._documents(item, pack)],
        )

    def _basis(self, item: Result) -> Text | None:
        if item.status is not Status.PASS:
            return None
        return messages.EVIDENCED if self._report.is_evidenced(item) else messages.DECLARED

    def _facts(self, item: Result) -> Html | None:
        """Return the facts that decided a pass or a waived failure, with their lines."""
        if item.status not in (Status.PASS, Status.WAIVED):
            return None
        shown = [self._fact(item, one) for one in item.findings[: wording.MOST]]
        return tag("ul", parts.few(shown, len(item.findings)), class_="facts")

    def _fact(self, item: Result, finding: Finding) -> Html:
        where = self._index.place(item.manifest, finding.file, finding.position)
        line = messages.LINE.format(finding.position.line)
        link = parts.at(where, self._lines, line)
        name = parts.fact(wording.fact_label(finding.parts), wording.place(finding.pointer))
        return tag("li", name, COLON, wording.found(finding), " ", link)

    def _documents(self, item: Result, pack: Pack) -> Html | None:
        if item.status is Status.NOT_APPLICABLE:
            return None
        key = (pack.id, item.rule.id)
        if key not in self._read:
            self._read[key] = evidence_read(item.rule, pack)
        number = self._index.number(item.manifest)
        found = [
            tag("a", document.id, href=f"#{evidence_anchor(number, place)}")
            for place, document in enumerate(self._report.documents.get(item.manifest, ()))
            if references_to(document, self._read[key])
        ]
        more = len(found) - wording.MOST
        shown = separated(found[: wording.MOST]) + ([f", … (+{more})"] if more > 0 else [])
        return tag("small", shown) if found else None


def _why(item: Result, pack: Pack) -> Text | None:
    """Return why it does not apply, the question for a person, or the exception of a pass."""
    if item.status is Status.NOT_APPLICABLE:
        return wording.applicability(item, pack)
    if item.status is Status.NOT_REVIEWED:
        return wording.message(item)
    if item.by_exception and item.rule.exception:
        return messages.BY_EXCEPTION_BECAUSE.format(note=item.rule.exception.note)
    return None


def within(pack: Pack, clause: Clause) -> Text:
    """Cite a clause without the name of its pack."""
    cited = wording.citation(pack, clause)
    return Text(cited.en.removeprefix(f"{pack.id} "), cited.zh.removeprefix(f"{pack.id} "))


def _totals(index: Index) -> Iterator[Html]:
    """Yield the rules of each pack, with the number of manifests with each outcome."""
    counted: dict[tuple[str, str], Counter[Reason | Status]] = {}
    for item in index.report.results:
        key = (item.rule.pack, item.rule.id)
        counted.setdefault(key, Counter())[outcome(item)] += 1
    yield tag("p", messages.TOO_MANY_MANIFESTS)
    columns = [messages.RULE, messages.REQUIREMENT, messages.OUTCOMES]
    for pack in index.report.packs:
        rows = [
            parts.row(
                [parts.rule(index.rule(rule)), tag("small", within(pack, rule.clause))],
                rule.title,
                _numbers(counted[pack.id, rule.id]),
            )
            for rule in pack.every_rule
            if (pack.id, rule.id) in counted
        ]
        if rows:
            caption = [pack.title, " ", tag("small", pack.id)]
            body = tag("tbody", rows)
            yield parts.table(f"totals-{pack.id}", caption, columns, body, class_="soa totals")


def _numbers(number: Counter[Reason | Status]) -> list[Child]:
    return separated(
        ([parts.badge(OUTCOMES[item]), f" {number[item]}"] for item in OUTCOMES if number[item]),
        tag("br"),
    )


def _not_run(report: Report) -> Html:
    """Return the instruments that were left out, with the reason, and the manifests."""
    left: dict[tuple[str, Text], list[str]] = {}
    for item in report.not_run:
        left.setdefault((item.pack, item.text), []).append(item.manifest)
    if not left:
        return tag("p", messages.ALL_RUN)
    listed = [
        tag("li", tag("code", pack), COLON, why, _only_for(names, report))
        for (pack, why), names in left.items()
    ]
    return tag("ul", listed, class_="plain")


def _only_for(names: Sequence[str], report: Report) -> Child:
    if len(names) == len(report.manifests):
        return None
    return tag("span", " – ", parts.labels(names), class_="cite")
