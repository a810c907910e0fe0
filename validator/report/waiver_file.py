"""The waiver file: failures that somebody answers for, each approved by another person."""

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
from validator.model.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from validator.manifest.manifest import Manifest

_BLANKS = re.compile(r"\s+")
_BETWEEN_WORDS = re.compile(r"[\s<>()\[\],;:\"']+")


class WaiverFile(NamedTuple):
    """A well-formed waiver file.

    Attributes:
        source: the file as the user named it.
        folder: where it stands; manifests are named relative to it.
        sha256: hexadecimal digest of its bytes.
    """

    source: str
    folder: Path
    sha256: str
    waivers: tuple[Waiver, ...]


def load_waivers(path: str | Path) -> WaiverFile:
    """Read a waiver file.

    Raises:
        WaiverError: it is unreadable or malformed; with everything that is wrong: shape,
            a waiver without end or of more than a year, one that its owner approved, two
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
            "expires": _TOO_EARLY if expires < granted else _too_late(granted, expires),
            "rule": _TWICE if key in seen else None,
        }
        seen.add(key)
        for name, text in wrong.items():
            if text:
                place = document.position(f"/waivers/{index}/{name}")
                yield Problem(document.source, place, text)


def _person(name: str) -> str:
    """Return a name without what changes nothing about the person: case, width, blanks."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", name)).strip().casefold()


def _not_another(owner: str, approver: str) -> Text | None:
    """Return why an approver may be nobody else than the owner."""
    if owner == approver:
        return _SAME_PERSON
    return _SAME_ADDRESS if _addresses(owner) & _addresses(approver) else None


def _addresses(name: str) -> set[str]:
    """Return the words with an @ inside."""
    return {word for word in _BETWEEN_WORDS.split(name) if "@" in word[1:-1]}


def _too_late(granted: date, expires: date) -> Text | None:
    if granted.year == MAXYEAR:  # the year after has no date
        return None
    leap_day = (granted.month, granted.day) == (2, 29)
    last = granted.replace(year=granted.year + 1, day=28 if leap_day else granted.day)
    if expires <= last:
        return None
    return Text(
        f"expires is {expires}, more than a year after it was granted; at most {last}",
        f"expires 为 {expires}，距批准超过一年；最迟为 {last}",
    )


_SAME_PERSON = Text(
    "owner and approver are the same; another person has to approve",
    "责任人与批准人相同；须由他人批准",
)
_SAME_ADDRESS = Text(
    "owner and approver have one e-mail address; name each by an own one",
    "责任人与批准人的电子邮件地址相同；请分别填写各自的地址",
)
_TOO_EARLY = Text("expires lies before granted", "失效日期早于批准日期")
_TWICE = Text(
    "a second waiver for the same rule and manifest; keep one",
    "同一规则和清单的豁免重复；请保留一项",
)
