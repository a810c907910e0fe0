"""The evidence register: each document, its validity, and the statements that refer to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.engine.messages import STANDINGS
from validator.model import pointers
from validator.report import wording
from validator.report.ending import DAYS
from validator.report.formats.html import messages, parts
from validator.report.formats.html.index import evidence_anchor
from validator.report.formats.html.markup import separated, tag
from validator.report.formats.html.parts import Sign
from validator.report.formats.messages import MORE_PLACES

if TYPE_CHECKING:
    from validator.engine.evidence import Document
    from validator.report.formats.html.index import Index
    from validator.report.formats.html.markup import Child, Html

_EARLY = Sign("violated", "✕", messages.NOT_ISSUED_YET)


def term(days: int | None) -> Html:
    """Return the number of days left, None for unlimited."""
    if days is None:
        return parts.badge(Sign("absent", "–", messages.NEVER_EXPIRES))
    if days < 0:
        return parts.badge(Sign("violated", "✕", messages.EXPIRED_DAYS_AGO.format(days=-days)))
    if days <= DAYS:
        return parts.badge(Sign("evidence", "△", messages.DAYS_LEFT_SOON.format(days=days)))
    return parts.badge(Sign("pass", "✓", messages.DAYS_LEFT.format(days=days)))


def section(index: Index) -> Html:
    """Return the evidence register of each manifest that has one."""
    found = {name: items for name, items in index.report.documents.items() if items}
    opened = messages.EVIDENCE_OPENED if found else messages.NO_EVIDENCE
    content = [_register(number, name, index) for number, name in enumerate(found, 1)]
    return parts.section("evidence", 4, messages.EVIDENCE_TITLE, tag("p", opened), content)


def _register(number: int, name: str, index: Index) -> Html:
    """Return the documents of one manifest, those that need attention first."""
    documents = sorted(enumerate(index.report.documents[name]), key=lambda pair: _order(pair[1]))
    rows = [_row(name, number, document, index) for number, document in documents]
    columns = messages.EVIDENCE_COLUMNS
    return parts.table(f"evidence-{number}", name, columns, rows, class_="evidence")


def _order(document: Document) -> tuple[bool, bool, int]:
    days = document.days_left
    return not (document.standing.broken or document.early), days is None, days or 0


def _row(name: str, number: int, document: Document, index: Index) -> Html:
    entry = document.entry
    place = index.place(name, document.file, document.position)
    about = filter(None, map(entry.get, ("type", "by", "issued")))
    named = tag("small", separated([parts.at(place, index, entry["id"]), *about], " · "))
    proofs = [[tag("br"), wording.proof(proof)] for proof in document.proofs]
    until = entry.get("expires", "never")
    left = parts.badge(_EARLY) if document.early else term(document.days_left)
    return parts.row(
        [entry.get("title", entry["id"]), named],
        tag("code", entry["uri"]) if entry.get("uri") else "–",
        [_standing(document), proofs],
        [None if until == "never" else [until, tag("br")], left],
        _used_at(name, document, index) or messages.NOWHERE,
        id=evidence_anchor(index.manifest_number[name], number),
    )


def _standing(document: Document) -> Html:
    standing = document.standing
    text = STANDINGS[standing]
    if standing.broken:
        return parts.badge(Sign("violated", "✕", text))
    return parts.badge(Sign("pass", "✓", text) if standing.opened else Sign("absent", "–", text))


def _used_at(name: str, document: Document, index: Index) -> list[Child]:
    """Return the facts that refer to a document, with their lines."""
    manifest = index.manifests[name]
    used = []
    for pointer in document.used_at[: wording.MOST]:
        fact = pointers.parse(pointer)
        place = index.place(name, manifest.file_of(fact), manifest.place_of(fact))
        used.append(parts.at(place, index, wording.fact_label(fact)))
    more = len(document.used_at) - len(used)
    return separated([*used, MORE_PLACES.format(more)] if more else used, tag("br"))
