"""The evidence register: each document of a manifest, and whether it was opened.

A document that is a file beside the manifest is opened. If it is missing, or its digest
differs from the stated one, it is no evidence: a rule that requires it fails. The same goes
for a file that is no document. A configuration file can prove facts (``proves``).
A document elsewhere is taken as declared; facepolicy opens no connection.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from validator.engine import derived
from validator.manifest.vocabulary import pattern_of, referring
from validator.model import pointers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from pathlib import Path
    from typing import Any

    from validator.engine.configuration import Content, Proof
    from validator.engine.results import Result
    from validator.manifest.model import Manifest
    from validator.manifest.reading.evidence_files import EvidenceFiles
    from validator.model.errors import Position
    from validator.model.pointers import Pattern
    from validator.model.text import Text
    from validator.packs.model import Pack, Rule

# RFC 3986, section 3.1; one letter would be a drive.
_ADDRESS = r"[A-Za-z][A-Za-z0-9+.-]+:"
_BLANK = b" \t\r\n\xef\xbb\xbf"
_LFS_POINTERS = (
    b"version https://git-lfs.github.com/spec/",
    b"version https://hawser.github.com/spec/",
)


class Standing(str, Enum):
    """The status of a document.

    Attributes:
        broken: whether the document does not count: the file is missing or differs, or is
            no document: it is empty, a pointer of Git LFS, the manifest itself, or a configuration
            file without the form that its name shows.
        opened: whether the document was opened, and not only declared.
    """

    broken: bool
    opened: bool

    __str__ = str.__str__

    VERIFIED = "verified"
    PRESENT = "present"
    DECLARED = "declared"
    MISSING = "missing"
    CHANGED = "changed"
    REFUSED = "refused"
    EMPTY = "empty"
    LFS_POINTER = "lfs-pointer"
    MANIFEST = "manifest"
    MALFORMED = "malformed"
    NOT_OPENED = "not-opened"


_DECLARED = (Standing.DECLARED, Standing.NOT_OPENED)
for _standing in Standing:
    _standing.opened = _standing in (Standing.VERIFIED, Standing.PRESENT)
    _standing.broken = not _standing.opened and _standing not in _DECLARED


class Document(NamedTuple):
    """One entry of a manifest's evidence list.

    Attributes:
        entry: the entry as the manifest states it.
        standing: the status of the document.
        file: the file of the entry: that of the manifest, or a base.
        folder: the folder of that file, from which its address leads to a document.
        position: the position of the entry.
        days_left: days until its last day, negative if past; None for never.
        used_at: JSON pointers of the statements that refer to it.
        early: whether it was issued after the day of the check.
        proofs: what it shows about facts, if it is a configuration file.
        refusal: why it was refused, if that is known.
    """

    entry: dict[str, Any]
    standing: Standing
    file: str
    folder: str | Path | None
    position: Position
    days_left: int | None
    used_at: tuple[str, ...]
    early: bool = False
    proofs: tuple[Proof, ...] = ()
    refusal: str | None = None

    @property
    def id(self) -> str:
        """The id by which statements refer to it."""
        identifier: str = self.entry["id"]
        return identifier

    @property
    def described(self) -> Text:
        """The status in words; of a refused file, the reason."""
        from validator.engine.messages import REFUSALS, STANDINGS

        return REFUSALS[self.refusal] if self.refusal else STANDINGS[self.standing]

    @property
    def expired(self) -> bool:
        """True if its last day is past."""
        return self.days_left is not None and self.days_left < 0


def register(manifest: Manifest, as_of: date, *, opens: bool = True) -> tuple[Document, ...]:
    """Return the documents of a valid manifest, and open those beside it.

    Days are counted from ``as_of``. If it opens no files, each is as declared as one stored
    elsewhere.
    """
    files: dict[str | Path | None, _Files] = {}
    used: defaultdict[str, list[str]] = defaultdict(list)
    for parts, names in referring(manifest.stated, "evidence"):
        for name in names:
            used[name].append(pointers.build(parts))
    documents: list[Document] = []
    for index, entry in enumerate(manifest.stated.get("evidence", ())):
        place = ("evidence", str(index))
        # An address is relative to the file that states it, which may be a base.
        folder = manifest.folder_of((*place, "uri"))
        of_folder = files.setdefault(folder, _Files(manifest, folder, opens=opens))
        standing, refusal = of_folder.standing(entry)
        expires = entry.get("expires", derived.NEVER)
        ends = expires != derived.NEVER
        document = Document(
            entry,
            standing,
            manifest.file_of(place),
            folder,
            manifest.place_of(place),
            (date.fromisoformat(expires) - as_of).days if ends else None,
            tuple(used[entry["id"]]),
            derived.is_early(entry, as_of),
            refusal=refusal,
        )
        if "proves" in entry:
            proofs = of_folder.proofs(entry, standing, as_of)
            document = document._replace(proofs=proofs)
            if any(proof.why == "malformed" for proof in proofs):
                document = document._replace(standing=Standing.MALFORMED)
        documents.append(document)
    return tuple(documents)


def broken_and_proofs(documents: Sequence[Document]) -> tuple[frozenset[str], tuple[Proof, ...]]:
    """Return the ids of documents that do not count, and what configuration files show."""
    broken = frozenset(item.id for item in documents if item.standing.broken)
    return broken, tuple(proof for item in documents for proof in item.proofs)


def files_of(manifest: Manifest, documents: Sequence[Document]) -> Iterator[str]:
    """Yield the other files of a manifest: bases, and evidence that was opened or is missing."""
    yield from (base.name for base in manifest.bases)
    for document in documents:
        if document.standing not in (*_DECLARED, Standing.REFUSED):
            yield f"{document.folder}/{document.entry['uri']}"


class _Files:
    """The files in one folder; their contents are not cached for other manifests."""

    def __init__(self, manifest: Manifest, folder: str | Path | None, *, opens: bool) -> None:
        self._manifest = manifest
        self._opens = opens
        self._folder = folder
        self._contents: dict[str, Content] = {}

    @cached_property
    def _files(self) -> EvidenceFiles:
        from validator.manifest.reading.evidence_files import EvidenceFiles

        return EvidenceFiles(self._folder)

    def standing(self, entry: dict[str, Any]) -> tuple[Standing, str | None]:
        """Return the status of the document of an entry, and why it was refused."""
        where: str = entry.get("uri", "")
        # A file: address could point anywhere on this machine.
        if not where or (re.match(_ADDRESS, where) and not where.lower().startswith("file:")):
            return Standing.DECLARED, None
        if not self._opens:
            return Standing.NOT_OPENED, None
        from validator.manifest.reading.evidence_files import OutsideError

        try:
            return self._of_file(where, entry.get("sha256")), None
        except OutsideError as error:
            return Standing.REFUSED, error.why

    def _of_file(self, where: str, stated: str | None) -> Standing:
        try:
            if worthless := self._no_document(where):
                return worthless
            if stated is None:
                return Standing.PRESENT
            return Standing.VERIFIED if self._files.digest(where) == stated else Standing.CHANGED
        except (FileNotFoundError, NotADirectoryError):
            return Standing.MISSING
        except (OSError, RuntimeError):  # RuntimeError: a loop of links
            return Standing.REFUSED

    def _no_document(self, where: str) -> Standing | None:
        """Return why a file is no document, whatever its digest is."""
        size, beginning = self._files.beginning(where)
        if size == len(beginning) and not beginning.strip(_BLANK):
            return Standing.EMPTY
        if size == len(beginning) and beginning.startswith(_LFS_POINTERS):
            return Standing.LFS_POINTER
        # A copy of the manifest, or of a base, is no better than the manifest.
        manifest = self._manifest
        digests = [base.sha256 for base in manifest.bases if len(base.content) == size]
        if size == len(manifest.content):
            digests.append(manifest._replace(bases=()).sha256)
        copied = digests and self._files.digest(where) in digests
        return Standing.MANIFEST if copied else None

    def proofs(self, entry: dict[str, Any], standing: Standing, as_of: date) -> tuple[Proof, ...]:
        """Return what the configuration file of an entry shows about facts."""
        from validator.engine.configuration import Why, proofs

        where = entry.get("uri", "")
        folder = str(self._folder or ".")
        file = where if folder == "." else f"{folder}/{where}"
        counts = derived.is_current(entry, as_of) and not derived.is_early(entry, as_of)
        content: Content = Why.NOT_OPENED
        if standing.opened:
            content = self._contents.get(where) or self._content(where)
            self._contents[where] = content
        return tuple(proofs(entry, self._manifest, file, content, counts=counts))

    def _content(self, where: str) -> Content:
        from validator.engine.configuration import Why
        from validator.manifest.reading.configuration import (
            UnreadableError,
            cost_of,
            read_configuration,
        )
        from validator.manifest.reading.evidence_files import OutsideError

        try:
            return read_configuration(where, self._files.configuration(where, cost_of(where)))
        except UnreadableError as error:
            return Why(error.why)
        except OutsideError:
            return Why.TOO_LARGE
        except (OSError, RuntimeError):
            return Why.NOT_OPENED


def has_opened_evidence(rule: Rule, pack: Pack, documents: Sequence[Document]) -> bool:
    """Return whether the facts that a rule reads are supported by opened documents.

    That is the case if the rule reads references to evidence, the manifest fills some, and
    each filled list names an opened document.
    """
    counted = [item for item in documents if not (item.expired or item.early)]
    opened = {item.id for item in counted if item.standing.opened}
    if not opened:
        return False
    read = pack.evidence_read[rule.id]
    filled: dict[str, set[str]] = {}
    for document in documents:
        for place in references_to(document, read):
            filled.setdefault(place, set()).add(document.id)
    return bool(filled) and all(ids & opened for ids in filled.values())


def has_proven_facts(result: Result, documents: Sequence[Document]) -> bool:
    """Return whether configuration files agree with every fact that decided a result."""
    from validator.engine.configuration import Shown

    shown: defaultdict[Shown, set[tuple[str, ...]]] = defaultdict(set)
    for document in documents:
        for proof in document.proofs:
            shown[proof.shown].add(proof.fact)
    proven = shown[Shown.AGREES] - shown[Shown.CONTRADICTS]  # another file may differ
    facts = {fact.parts for fact in result.facts}
    return bool(facts) and facts <= proven


def references_to(document: Document, read: Container[Pattern]) -> tuple[str, ...]:
    """Return the places that refer to a document and are in ``read`` (``Pack.evidence_read``)."""
    return tuple(place for place in document.used_at if pattern_of(pointers.parse(place)) in read)
