"""What ends soon: evidence, waivers and attestations, so that a run warns before it fails."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from validator.model.quote import escape
from validator.model.text import several
from validator.report import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from validator.engine.evidence import Document
    from validator.manifest.model import Manifest
    from validator.model.errors import Position
    from validator.model.text import Text
    from validator.report.entries import EntryUse
    from validator.report.report import Report

DAYS = 60
"""How many days before its last day a thing is reported."""


class Ending(NamedTuple):
    """Something that the verdict may rely on, and its last day.

    Attributes:
        kind: ``evidence``, ``waiver`` or ``attestation``.
        name: the id of the evidence, or what the entry is about: a rule, a clause or a fact.
        manifest: the name of the manifest that lists the evidence, None if it is in a base;
            for an entry, the file or pattern of files that it names.
        day: the last day on which it counts.
        days_left: the days until then, from the day of the check.
        file: the file that states the day.
        position: where it is in that file.
    """

    kind: str
    name: str
    manifest: str | None
    day: date
    days_left: int
    file: str
    position: Position

    @property
    def text(self) -> Text:
        """What ends, when, and in how many days."""
        of_entry = self.kind != "evidence" and self.manifest
        return messages.ENDING.format(
            kind=messages.ENDING_KINDS[self.kind],
            name=escape(self.name, 300),
            about=messages.IN_BRACKETS.format(escape(of_entry, 300)) if of_entry else "",
            day=self.day.isoformat(),
            left=several(messages.DAYS, self.days_left),
        )


def ending_soon(report: Report, days: int = DAYS) -> tuple[Ending, ...]:
    """Return what ends at most some days after the day of the check, first what ends first.

    Evidence that several manifests have from one base is listed once. Evidence that does not
    count and entries that have no effect are left out: they are reported as what they are.
    """
    if report.whole:
        return report.whole.ending
    documents = (
        ending
        for manifest in report.manifests
        for ending in evidence_ending(
            manifest, report.documents.get(manifest.name, ()), report.as_of, days
        )
    )
    found = dict.fromkeys((*documents, *entries_ending(report.uses, report.as_of, days)))
    return in_order(found)


def in_order(found: Iterable[Ending]) -> tuple[Ending, ...]:
    """Return what ends soon, first what ends first."""
    return tuple(
        sorted(found, key=lambda one: (one.day, one.kind, one.file, one.position, one.name))
    )


def evidence_ending(
    manifest: Manifest, documents: Iterable[Document], as_of: date, days: int = DAYS
) -> Iterator[Ending]:
    """Yield the evidence of a manifest that ends soon, in its order."""
    for document in documents:
        left = document.days_left
        if left is not None and 0 <= left <= days and not document.standing.broken:
            of = manifest.name if document.file == manifest.source else None
            last, place = as_of + timedelta(left), (document.file, document.position)
            yield Ending("evidence", document.id, of, last, left, *place)


def entries_ending(uses: Iterable[EntryUse], as_of: date, days: int = DAYS) -> Iterator[Ending]:
    """Yield the waivers and attestations in use that end soon."""
    for use in uses:
        entry, left = use.entry, use.days_left(as_of)
        if use.state == "applied" and left <= days:
            about, place = (use.kind, entry.subject, entry.manifest), (entry.source, entry.position)
            yield Ending(*about, entry.last_day, left, *place)
