"""The evidence register: each document, how long it lasts, and where statements lean on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from validator.engine.evidence import STANDINGS
from validator.model.text import Text
from validator.report import wording
from validator.report.formats.html.applicability import evidence_anchor

if TYPE_CHECKING:
    from validator.engine.evidence import Document
    from validator.report.formats.html.index import Index, Place
    from validator.report.report import Report

SOON = 60
"""Days before its end from which a document or waiver is marked."""


class Term(NamedTuple):
    """How much time is left, and how that is shown."""

    tone: str
    symbol: str
    text: Text


class Paper(NamedTuple):
    """One document of the evidence register."""

    anchor: str
    document: Document
    standing: Text
    term: Term
    place: Place
    used_at: tuple[tuple[str, Place], ...]


class Register(NamedTuple):
    """The documents of one manifest, those that need attention first; ``more`` are in order."""

    label: str
    papers: tuple[Paper, ...]
    more: int


def term(days: int | None) -> Term:
    """Say how many days are left, None for ever."""
    if days is None:
        return Term("absent", "–", Text("never expires", "长期有效"))
    if days < 0:
        return Term("violated", "✕", Text(f"expired {-days} days ago", f"已过期 {-days} 天"))
    if days <= SOON:
        return Term("evidence", "△", Text(f"{days} days left, soon", f"剩余 {days} 天，即将到期"))
    return Term("pass", "✓", Text(f"{days} days left", f"剩余 {days} 天"))


_EARLY = Term("violated", "✕", Text("not issued yet", "尚未签发"))


def registers(report: Report, index: Index, *, whole: bool) -> tuple[Register, ...]:
    """Return the evidence register of each manifest that has one.

    Args:
        report: the report.
        index: where its things stand.
        whole: whether every document is told; otherwise those that need attention.
    """
    return tuple(
        _register(name, documents, index, whole=whole)
        for name, documents in report.documents.items()
        if documents
    )


def _register(name: str, documents: tuple[Document, ...], index: Index, *, whole: bool) -> Register:
    numbered = sorted(enumerate(documents), key=lambda pair: _attention(pair[1]))
    told = [pair for pair in numbered if whole or _needs_attention(pair[1])]
    papers = tuple(_paper(name, number, document, index) for number, document in told)
    return Register(name, papers, len(documents) - len(papers))


def _needs_attention(document: Document) -> bool:
    days = document.days_left
    return document.standing.broken or document.early or (days is not None and days <= SOON)


def _attention(document: Document) -> tuple[bool, bool, int]:
    days = document.days_left
    return not (document.standing.broken or document.early), days is None, days or 0


def _paper(name: str, number: int, document: Document, index: Index) -> Paper:
    manifest = index.manifests[name]
    return Paper(
        anchor=evidence_anchor(index.number(name), number),
        document=document,
        standing=STANDINGS[document.standing],
        term=_EARLY if document.early else term(document.days_left),
        place=index.place(name, document.position),
        used_at=tuple(
            (wording.place(pointer), index.place(name, manifest.position(pointer)))
            for pointer in document.used_at
        ),
    )
