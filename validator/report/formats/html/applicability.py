"""The statement of applicability: every rule, whether it applies, its result and its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.engine.evidence import evidence_read, references_to
from validator.engine.results import Status
from validator.model.text import Text
from validator.report import wording
from validator.report.formats.html import messages, parts
from validator.report.formats.html.index import evidence_anchor
from validator.report.formats.html.markup import separated, tag
from validator.report.messages import COLON

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from validator.engine.results import Finding, Result
    from validator.model.pointers import Pattern
    from validator.packs.model import Pack
    from validator.report.formats.html.index import Index
    from validator.report.formats.html.markup import Child, Html
    from validator.report.report import Report


def section(index: Index, details_at: Mapping[int, str]) -> Html:
    """Return the statement; ``details_at`` has anchors with details, by the identity of results."""
    return parts.section(
        "applicability",
        3,
        messages.APPLICABILITY_TITLE,
        tag("p", messages.APPLICABILITY_INTRODUCTION),
        _Writer(index, details_at).statements(),
        tag("h3", messages.NOT_RUN),
        _not_run(index.report),
    )


class _Writer:
    def __init__(self, index: Index, details_at: Mapping[int, str]) -> None:
        self._report = index.report
        self._index = index
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
            [self._row(item, pack) for item in results]
            if applies
            else [self._outside(results, pack)]
        )
        columns = messages.APPLICABILITY_COLUMNS
        caption = [pack.title, " ", tag("small", pack.id)]
        return parts.table(f"soa-{number}-{pack.id}", caption, columns, rows, class_="soa")

    def _outside(self, results: Sequence[Result], pack: Pack) -> Html:
        """Return one row for an instrument none of whose rules applies."""
        ids = separated(parts.rule(item.rule) for item in results)
        why = wording.applicability(results[0], pack)
        return parts.row(
            messages.ALL_RULES.format(len(results)),
            [why, tag("p", ids, class_="cite")],
            parts.badge(parts.sign(results[0])),
            None,
        )

    def _row(self, item: Result, pack: Pack) -> Html:
        why = _why(item, pack)
        mark, details = parts.badge(parts.sign(item)), self._details_at.get(id(item))
        cited = wording.citation(pack, item.rule.clause)
        within = Text(*(text.removeprefix(f"{pack.id} ") for text in cited))
        citation = tag("small", parts.clause(within, item.rule, self._index))
        return parts.row(
            [parts.rule(item.rule), citation],
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
        line = messages.LINE.format(finding.position.line)
        link = parts.at(self._index.place_of(item, finding), self._index, line)
        return tag("li", parts.fact(finding), COLON, wording.found(finding), " ", link)

    def _documents(self, item: Result, pack: Pack) -> Html | None:
        if item.status is Status.NOT_APPLICABLE:
            return None
        key = (pack.id, item.rule.id)
        if key not in self._read:
            self._read[key] = evidence_read(item.rule, pack)
        number = self._index.manifest_number[item.manifest]
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
