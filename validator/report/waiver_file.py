"""The waiver file: approved failures, each by another person than the owner."""

from __future__ import annotations

import re
import unicodedata
from datetime import MAXYEAR, date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from validator.engine.results import Waiver
from validator.jsonschema.constraint import Constraint
from validator.manifest.manifest import load_manifest
from validator.manifest.structure import in_file_order, shape_problems
from validator.model import resources
from validator.model.errors import ManifestError, Problem, WaiverError
from validator.report import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from validator.manifest.manifest import Manifest
    from validator.model.text import Text

_BLANKS = re.compile(r"\s+")
_BETWEEN_WORDS = re.compile(r"[\s<>()\[\],;:\"']+")


class WaiverFile(NamedTuple):
    """A well-formed waiver file.

    Attributes:
        source: the file as the user named it.
        folder: its folder; manifests are named relative to it.
        sha256: hexadecimal digest of its bytes.
    """

    source: str
    folder: Path
    sha256: str
    waivers: tuple[Waiver, ...]


def load_waivers(path: str | Path) -> WaiverFile:
    """Read a waiver file.

    Raises:
        WaiverError: it is unreadable or malformed; with all problems: structure,
            a waiver without end or of more than a year, one approved by its owner, two
            for the same rule and manifest.
    """
    try:
        document = load_manifest(path)
    except ManifestError as error:
        raise WaiverError(error.problems) from None
    problems = shape_problems(document, _shape())
    entries = () if problems else document.value["waivers"]
    problems = problems or tuple(in_file_order(_contradictions(document, entries)))
    if problems:
        raise WaiverError(problems)
    waivers = tuple(_waiver(document, index, entry) for index, entry in enumerate(entries))
    return WaiverFile(document.source, Path(path).parent, document.sha256, waivers)


@cache
def _shape() -> Constraint:
    return Constraint(resources.schema("waivers"))


def _waiver(document: Manifest, index: int, entry: dict[str, Any]) -> Waiver:
    names = ("rule", "manifest", "justification", "owner", "approver", "compensating")
    granted, expires = _days(entry)
    return Waiver(
        **{name: entry[name] for name in names},
        granted=granted,
        expires=expires,
        source=document.source,
        position=document.position(f"/waivers/{index}"),
    )


def _days(entry: dict[str, Any]) -> tuple[date, date]:
    return date.fromisoformat(entry["granted"]), date.fromisoformat(entry["expires"])


def _contradictions(document: Manifest, entries: Sequence[dict[str, Any]]) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for index, entry in enumerate(entries):
        granted, expires = _days(entry)
        key = (entry["rule"], entry["manifest"])
        wrong = {
            "approver": _not_another(_person(entry["owner"]), _person(entry["approver"])),
            "expires": messages.EXPIRES_BEFORE_GRANTED
            if expires < granted
            else _too_late(granted, expires),
            "rule": messages.DUPLICATE_WAIVER if key in seen else None,
        }
        seen.add(key)
        for name, text in wrong.items():
            if text:
                place = document.position(f"/waivers/{index}/{name}")
                yield Problem(document.source, place, text)


def _person(name: str) -> str:
    """Return a name without differences that do not matter: case, width, blanks."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", name)).strip().casefold()


def _not_another(owner: str, approver: str) -> Text | None:
    """Return why an approver may be the same person as the owner."""
    if owner == approver:
        return messages.SAME_PERSON
    return messages.SAME_ADDRESS if _addresses(owner) & _addresses(approver) else None


def _addresses(name: str) -> set[str]:
    """Return the words that contain an @."""
    return {word for word in _BETWEEN_WORDS.split(name) if "@" in word[1:-1]}


def _too_late(granted: date, expires: date) -> Text | None:
    if granted.year == MAXYEAR:  # the next year has no date
        return None
    leap_day = (granted.month, granted.day) == (2, 29)
    last = granted.replace(year=granted.year + 1, day=28 if leap_day else granted.day)
    if expires <= last:
        return None
    return messages.EXPIRES_TOO_LATE.format(expires=expires, last=last)
