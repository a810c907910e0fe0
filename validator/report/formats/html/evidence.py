"""The evidence register: each document, its validity, and the statements that refer to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from validator.engine.configuration import Shown
from validator.engine.messages import STANDINGS
from validator.model import pointers
from validator.report import wording
from validator.report.formats.html import messages, parts
from validator.report.formats.html.index import evidence_anchor
from validator.report.formats.html.markup import separated, tag
from validator.report.formats.messages import MORE_PLACES

if TYPE_CHECKING:
    from validator.engine.evidence import Document
    from validator.model.text import Text
    from validator.report.formats.html.index import Index, Place
    from validator.report.formats.html.markup import Child, Html
    from validator.report.formats.html.parts import Lines
    from validator.report.report import Report

SOON = 60
"""Days before its end from which a document or waiver is marked."""


class Term(NamedTuple):
    """The days left, with their style."""

    tone: str
    symbol: str
    text: Text


class RegisterRow(NamedTuple):
    """One document of the evidence register."""

    anchor: str
    document: Document
    standing: Text
    term: Term
    place: Place
    used_at: tuple[tuple[Text, Place], ...]
    proofs: tuple[Text, ...]


class Register(NamedTuple):
    """The documents of one manifest, those that need attention first; ``more`` need none."""

    label: str
    rows: tuple[RegisterRow, ...]
    more: int


def term(days: int | None) -> Term:
    """Return the number of days left, None for unlimited."""
    if days is None:
        return Term("absent", "–", messages.NEVER_EXPIRES)
    if days < 0:
        return Term("violated", "✕", messages.EXPIRED_DAYS_AGO.format(days=-days))
    if days <= SOON:
        return Term("evidence", "△", messages.DAYS_LEFT_SOON.format(days=days))
    return Term("pass", "✓", messages.DAYS_LEFT.format(days=days))


_EARLY = Term("violated", "✕", messages.NOT_ISSUED_YET)


def registers(report: Report, index: Index, *, whole: bool) -> tuple[Register, ...]:
    """Return the evidence register of each manifest that has one.

    Args:
        report: the report.
        index: the anchors of the document.
        whole: whether to list every document; otherwise those that need attention.
    """
    return tuple(
        _register(name, documents, index, whole=whole)
        for name, documents in report.documents.items()
        if documents
    )


def _register(name: str, documents: tuple[Document, ...], index: Index, *, whole: bool) -> Register:
    numbered = sorted(enumerate(documents), key=lambda pair: _attention(pair[1]))
    shown = [pair for pair in numbered if whole or _needs_attention(pair[1])]
    rows = tuple(_row(name, number, document, index) for number, document in shown)
    return Register(name, rows, len(documents) - len(rows))


def _needs_attention(document: Document) -> bool:
    days = document.days_left
    doubtful = any(proof.shown is not Shown.AGREES for proof in document.proofs)
    ending = days is not None and days <= SOON
    return document.standing.broken or document.early or ending or doubtful


def _attention(document: Document) -> tuple[bool, bool, int]:
    days = document.days_left
    return not (document.standing.broken or document.early), days is None, days or 0


def _row(name: str, number: int, document: Document, index: Index) -> RegisterRow:
    manifest = index.manifests[name]
    return RegisterRow(
        anchor=evidence_anchor(index.number(name), number),
        document=document,
        standing=STANDINGS[document.standing],
        term=_EARLY if document.early else term(document.days_left),
        place=index.place(name, document.file, document.position),
        used_at=tuple(
            (wording.fact_label(parts), index.place(name, manifest.file_of(parts), position))
            for pointer in document.used_at[: wording.MOST]
            for parts in (pointers.parse(pointer),)
            for position in (manifest.place_of(parts),)
        ),
        proofs=tuple(map(wording.proof, document.proofs)),
    )


def section(index: Index, lines: Lines, *, whole: bool) -> Html:
    """Return the evidence register; ``whole`` as ``registers`` takes it."""
    found = registers(index.report, index, whole=whole)
    opened = messages.EVIDENCE_OPENED if found else messages.NO_EVIDENCE
    content = [_listed(number, one, lines) for number, one in enumerate(found, 1)]
    return parts.section("evidence", 4, messages.EVIDENCE_TITLE, tag("p", opened), content)


def _listed(number: int, register: Register, lines: Lines) -> list[Child]:
    columns = [
        messages.DOCUMENT,
        messages.LOCATION,
        messages.STATUS,
        messages.VALID_UNTIL,
        messages.USED_AT,
    ]
    body = tag("tbody", [_shown(row, lines) for row in register.rows])
    table = parts.table(f"evidence-{number}", register.label, columns, body, class_="evidence")
    more = messages.MORE_EVIDENCE.format(label=register.label, number=register.more)
    return [
        table if register.rows else None,
        tag("p", more, class_="small") if register.more else None,
    ]


def _shown(row: RegisterRow, lines: Lines) -> Html:
    entry, standing = row.document.entry, row.document.standing
    about = filter(None, map(entry.get, ("type", "by", "issued")))
    named = tag("small", separated([parts.at(row.place, lines, entry["id"]), *about], " · "))
    tone, sign = (
        ("violated", "✕")
        if standing.broken
        else ("pass", "✓")
        if standing.opened
        else ("absent", "–")
    )
    state = [parts.labelled(tone, sign, row.standing), [[tag("br"), one] for one in row.proofs]]
    until = entry.get("expires", "never")
    left = parts.labelled(row.term.tone, row.term.symbol, row.term.text)
    used = separated((parts.at(place, lines, name) for name, place in row.used_at), tag("br"))
    more = len(row.document.used_at) - len(row.used_at)
    used += [tag("br"), MORE_PLACES.format(more)] if more else []
    return parts.row(
        [entry.get("title", entry["id"]), named],
        tag("code", entry["uri"]) if entry.get("uri") else "–",
        state,
        [None if until == "never" else [until, tag("br")], left],
        used or messages.NOWHERE,
        id=row.anchor,
    )
