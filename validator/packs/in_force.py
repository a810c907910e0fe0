"""Instruments in force for a deployment on a day, and why others are not run."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from validator.packs import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from validator.model.text import Text
    from validator.packs.model import Instrument


class Absence(str, Enum):
    """The reason why an instrument is not run."""

    ELSEWHERE = "other-jurisdiction"
    DRAFT = "draft"
    ADVISORY = "advisory"
    NOT_YET = "not-yet-in-force"
    SUPERSEDED = "superseded"
    NOT_SELECTED = "not-selected"


class NotRun(NamedTuple):
    """An instrument, or rules of one, that were left out for one manifest, and why."""

    manifest: str
    pack: str
    reason: Absence
    detail: str

    @property
    def text(self) -> Text:
        """The reason as a text."""
        return messages.ABSENCES[self.reason].format(self.detail)


def absence(
    instrument: Instrument, places: Sequence[str] | None, day: str
) -> tuple[Absence, str] | None:
    """Return why an instrument is not run on a day, and a detail; None if it is run.

    Binding instruments and recommended standards are run, on their first and last day too. Drafts
    and guidance are not: they bind nobody, and run only if they are named. Places are where people
    are captured; None if the manifest does not state them, so that any instrument may apply.
    """
    if places is not None and not any(_within(instrument.jurisdiction, place) for place in places):
        return Absence.ELSEWHERE, instrument.jurisdiction
    if instrument.force == "draft":
        return Absence.DRAFT, instrument.published
    if instrument.force == "guidance":
        return Absence.ADVISORY, instrument.published
    # ISO 8601 dates of one width sort as text in the order of time.
    if instrument.in_force_from is None or day < instrument.in_force_from:
        return Absence.NOT_YET, instrument.in_force_from or "?"
    if instrument.in_force_to is not None and day > instrument.in_force_to:
        return Absence.SUPERSEDED, instrument.in_force_to
    return None


def _within(one: str, other: str) -> bool:
    """Return whether either place contains the other: US-WA and US do, US-WA and US-OR do not."""
    short, long = sorted((one, other), key=len)
    return long == short or long.startswith(f"{short}-")
