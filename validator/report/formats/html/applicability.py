"""The statement of applicability: every rule, whether it applies, and its result."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from validator.engine.evidence import evidence_read, references_to
from validator.engine.results import Status
from validator.model.text import Text
from validator.report import wording
from validator.report.formats.html import messages
from validator.report.formats.html.marks import Sign, sign

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from validator.engine.evidence import Document
    from validator.engine.results import Result
    from validator.model.pointers import Pattern
    from validator.packs.model import Clause, Pack
    from validator.report.formats.html.index import Index, RuleLink
    from validator.report.report import Report


class Line(NamedTuple):
    """One rule over one manifest.

    Attributes:
        why: why it does not apply, the question for a person, or the exception by which it passes.
        basis: the basis of a pass; None if it is no pass.
        documents: the evidence that supports the result, as id and anchor.
        details_at: the anchor of the finding or waiver with more details.
    """

    rule: RuleLink
    title: Text
    citation: Text
    sign: Sign
    why: Text | None
    basis: Text | None
    documents: tuple[tuple[str, str], ...]
    details_at: str | None


class Table(NamedTuple):
    """One instrument over one manifest; ``outside`` is the reason if none of its rules applies."""

    pack: Pack
    lines: tuple[Line, ...]
    outside: Text | None


class Statement(NamedTuple):
    """One manifest."""

    manifest: str
    tables: tuple[Table, ...]


def statements(
    report: Report, index: Index, details_at: Mapping[int, str]
) -> tuple[Statement, ...]:
    """Return a statement for each manifest.

    Args:
        report: the report.
        index: the anchors of the document.
        details_at: by the identity of a result, the anchor with more details.
    """
    writer = _Writer(report, index, details_at)
    grouped: dict[str, dict[str, list[Result]]] = {}
    for item in report.results:
        grouped.setdefault(item.manifest, {}).setdefault(item.rule.pack, []).append(item)
    return tuple(
        Statement(
            manifest,
            tuple(writer.table(pack, results) for pack, results in packs.items()),
        )
        for manifest, packs in grouped.items()
    )


class _Writer:
    def __init__(self, report: Report, index: Index, details_at: Mapping[int, str]) -> None:
        self._report = report
        self._index = index
        self._details_at = details_at
        self._read: dict[tuple[str, str], frozenset[Pattern]] = {}

    def table(self, name: str, results: Sequence[Result]) -> Table:
        pack = self._index.packs[name]
        outside = None
        if not any(item.pack_applies for item in results):
            outside = wording.applicability(results[0], pack)
        return Table(pack, tuple(self._line(item, pack) for item in results), outside)

    def _line(self, item: Result, pack: Pack) -> Line:
        basis = None
        if item.status is Status.PASS:
            basis = messages.EVIDENCED if self._report.is_evidenced(item) else messages.DECLARED
        return Line(
            rule=self._index.rule(item.rule),
            title=item.rule.title,
            citation=within(pack, item.rule.clause),
            sign=sign(item),
            why=_why(item, pack),
            basis=basis,
            documents=self._documents(item, pack),
            details_at=self._details_at.get(id(item)),
        )

    def _documents(self, item: Result, pack: Pack) -> tuple[tuple[str, str], ...]:
        if item.status is Status.NOT_APPLICABLE:
            return ()
        key = (pack.id, item.rule.id)
        if key not in self._read:
            self._read[key] = evidence_read(item.rule, pack)
        number = self._index.number(item.manifest)
        documents: Sequence[Document] = self._report.documents.get(item.manifest, ())
        return tuple(
            (document.id, evidence_anchor(number, place))
            for place, document in enumerate(documents)
            if references_to(document, self._read[key])
        )


def _why(item: Result, pack: Pack) -> Text | None:
    if item.status is Status.NOT_APPLICABLE:
        return wording.applicability(item, pack)
    if item.status is Status.NOT_REVIEWED:
        return wording.message(item)
    if item.by_exception and item.rule.exception:
        note = item.rule.exception.note
        return messages.BY_EXCEPTION_BECAUSE.format(note=note)
    return None


def within(pack: Pack, clause: Clause) -> Text:
    """Cite a clause without the name of its pack."""
    cited = wording.citation(pack, clause)
    return Text(cited.en.removeprefix(f"{pack.id} "), cited.zh.removeprefix(f"{pack.id} "))


def evidence_anchor(manifest: int, place: int) -> str:
    """Return the anchor of a document in the evidence register."""
    return f"e{manifest}-{place}"
