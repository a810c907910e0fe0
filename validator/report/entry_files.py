"""The files of waivers and attestations: what persons approved or judged, read strictly."""

from __future__ import annotations

import re
import unicodedata
from datetime import MAXYEAR, date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from validator.engine.placeholders import placeholders
from validator.engine.waivers import Attestation, Waiver
from validator.jsonschema.constraint import Constraint
from validator.manifest.manifest import load_manifest
from validator.manifest.structure import in_file_order, shape_problems
from validator.model import resources
from validator.model.errors import AttestationError, ManifestError, Problem, WaiverError
from validator.model.pointers import resolve
from validator.model.quote import quote
from validator.report import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from validator.manifest.model import Manifest
    from validator.model.errors import FacepolicyError
    from validator.model.text import Text

    Entry = Waiver | Attestation
    Entries = Sequence[dict[str, Any]]
    Wrong = Iterator[tuple[int, str, Text]]
    """The index of an entry, the name of a member, and what is wrong with it."""
    Make = Callable[[Manifest, int, dict[str, Any]], Entry]
    Kind = tuple[Make, Callable[[Entries], Wrong], type[FacepolicyError]]

_BLANKS = re.compile(r"\s+")
_BETWEEN_WORDS = re.compile(r"[\s<>()\[\],;:\"']+")
_BLANK_LETTERS = "\u2800\u115f\u1160\u3164\uffa0"
"""Letters and signs that print as blanks: of Braille and Hangul."""


class EntryFile(NamedTuple):
    """A well-formed file of waivers or of attestations.

    Attributes:
        source: the file as the user named it.
        folder: where it is; manifests are named relative to it.
        sha256: hexadecimal digest of its bytes.
    """

    source: str
    folder: Path
    sha256: str
    entries: tuple[Entry, ...]


def load_waivers(path: str | Path) -> EntryFile:
    """Read a waiver file.

    Raises:
        WaiverError: it is unreadable or malformed; with everything that is wrong: shape,
            neither rule nor fact, a waiver without end or of more than a year, one that its
            owner approved, a placeholder in place of a text, two for the same rule and manifest.
    """
    return load_entries(path, "waivers")


def load_attestations(path: str | Path) -> EntryFile:
    """Read an attestation file.

    Raises:
        AttestationError: it is unreadable or malformed; with everything that is wrong: shape,
            neither rule nor clause, an end before the beginning, a person without a name, a
            placeholder in place of a text, two for the same rule and manifest.
    """
    return load_entries(path, "attestations")


def load_entries(path: str | Path, kind: str) -> EntryFile:
    """Read a file of a kind, ``waivers`` or ``attestations``, or raise the error of that kind."""
    try:
        document = load_manifest(path)
    except ManifestError as unreadable:
        raise _KINDS[kind][-1](unreadable.problems) from None
    entries = entries_of(document, kind)
    return EntryFile(document.source, Path(path).parent, document.sha256, entries)


def entries_of(document: Manifest, kind: str) -> tuple[Entry, ...]:
    """Return the entries of a document of a kind, or raise the error of that kind."""
    make, wrong, error = _KINDS[kind]
    problems = shape_problems(document, _shape(kind))
    entries = () if problems else document.value[kind]
    found = (
        Problem(document.source, document.position(f"/{kind}/{index}/{name}"), text)
        for index, name, text in (*wrong(entries), *_unwritten(entries))
    )
    problems = problems or tuple(in_file_order(found))
    if problems:
        raise error(problems)
    return tuple(make(document, index, entry) for index, entry in enumerate(entries))


@cache
def _shape(kind: str) -> Constraint:
    return Constraint(resources.schema(kind))


def _waiver(document: Manifest, index: int, entry: dict[str, Any]) -> Waiver:
    names = ("manifest", "justification", "owner", "approver", "compensating")
    return Waiver(
        rule=entry.get("rule"),
        fact=entry.get("fact"),
        **{name: entry[name] for name in names},
        granted=date.fromisoformat(entry["granted"]),
        expires=date.fromisoformat(entry["expires"]),
        source=document.source,
        position=document.position(f"/waivers/{index}"),
    )


def _attestation(document: Manifest, index: int, entry: dict[str, Any]) -> Attestation:
    return Attestation(
        subject=entry.get("rule") or entry["clause"],
        manifest=entry["manifest"],
        met=entry["outcome"] == "met",
        name=entry["by"]["name"],
        role=entry["by"]["role"],
        attested=date.fromisoformat(entry["attested"]),
        until=date.fromisoformat(entry["until"]),
        reason=entry["reason"],
        evidence=tuple(entry.get("evidence", ())),
        source=document.source,
        position=document.position(f"/attestations/{index}"),
    )


def _unwritten(entries: Entries) -> Wrong:
    """Yield placeholders: what somebody answers for must be written by somebody."""
    for index, entry in enumerate(entries):
        for parts in placeholders(entry):
            actual = quote(resolve(entry, parts))
            yield index, "/".join(parts), messages.PLACEHOLDER.format(actual=actual)


def _wrong_waivers(entries: Entries) -> Wrong:
    seen: set[tuple[str, str]] = set()
    for index, entry in enumerate(entries):
        granted, expires = map(date.fromisoformat, (entry["granted"], entry["expires"]))
        owner, approver = _person(entry["owner"]), _person(entry["approver"])
        early = messages.EXPIRES_BEFORE_GRANTED if expires < granted else None
        wrong = {
            "owner": None if owner else messages.NOBODY_NAMED,
            "approver": _not_another(owner, approver) if approver else messages.NOBODY_NAMED,
            "expires": early or _too_late(granted, expires),
            **_subject(entry, "rule", "fact", seen),
        }
        yield from ((index, name, text) for name, text in wrong.items() if text)


def _wrong_attestations(entries: Entries) -> Wrong:
    seen: set[tuple[str, str]] = set()
    for index, entry in enumerate(entries):
        attested, until = map(date.fromisoformat, (entry["attested"], entry["until"]))
        wrong = {
            "by/name": None if _person(entry["by"]["name"]) else messages.NOBODY_NAMED,
            "by/role": None if _person(entry["by"]["role"]) else messages.NOBODY_NAMED,
            "until": messages.UNTIL_BEFORE_ATTESTED if until < attested else None,
            **_subject(entry, "rule", "clause", seen),
        }
        yield from ((index, name, text) for name, text in wrong.items() if text)


def _subject(
    entry: dict[str, Any], one: str, other: str, seen: set[tuple[str, str]]
) -> dict[str, Text | None]:
    """Return what is wrong with what an entry is about: one of two, and once for a manifest."""
    if (one in entry) == (other in entry):
        text = messages.ONE_OF_TWO_NAMED.format(one=one, other=other)
        return {other if other in entry else "manifest": text}
    name = one if one in entry else other
    key = (entry[name], entry["manifest"])
    twice = messages.DUPLICATE_ENTRY if key in seen else None
    seen.add(key)
    return {name: twice}


def _person(name: str) -> str:
    """Return a name without case, width, blanks, and characters that do not print."""
    printed = (
        character
        for character in unicodedata.normalize("NFKC", name)
        if unicodedata.category(character) not in ("Cf", "Cc", "Co", "Cn") or character.isspace()
    )
    plain = "".join(printed).translate(dict.fromkeys(map(ord, _BLANK_LETTERS), " "))
    return _BLANKS.sub(" ", plain).strip().casefold()


def _not_another(owner: str, approver: str) -> Text | None:
    """Return why an approver may be nobody else than the owner."""
    if owner == approver:
        return messages.SAME_PERSON
    both = set(_BETWEEN_WORDS.split(owner)) & set(_BETWEEN_WORDS.split(approver))
    return messages.SAME_ADDRESS if any("@" in word[1:-1] for word in both) else None


def _too_late(granted: date, expires: date) -> Text | None:
    if granted.year == MAXYEAR:  # the year after has no date
        return None
    leap_day = (granted.month, granted.day) == (2, 29)
    last = granted.replace(year=granted.year + 1, day=28 if leap_day else granted.day)
    if expires <= last:
        return None
    return messages.EXPIRES_TOO_LATE.format(expires=expires, last=last)


_KINDS: dict[str, Kind] = {
    "waivers": (_waiver, _wrong_waivers, WaiverError),
    "attestations": (_attestation, _wrong_attestations, AttestationError),
}
"""How an entry of each kind is made, what may be wrong with it, and the error that says so."""
