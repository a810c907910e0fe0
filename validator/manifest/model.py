"""A manifest: the stated facts about a deployment, and their positions."""

from __future__ import annotations

import os
from functools import cached_property
from typing import NamedTuple

from validator.manifest import messages
from validator.manifest.reading.document import file_of, mark_at
from validator.manifest.reading.paths import on_disk
from validator.manifest.reading.source import SIZE_LIMIT, read_documents, read_source, source_of
from validator.manifest.vocabulary import shapes
from validator.model import pointers
from validator.model.errors import ManifestError, Position, Problem, TooLargeError
from validator.model.merge import without_nulls

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any

    from validator.manifest.reading.document import Mark
    from validator.manifest.reading.source import Source
    from validator.model.text import Text

BASE_KIND = "FaceRecognitionBase"
"""The kind of a file that is no manifest by itself; manifests name it in ``extends``."""
KINDS = (BASE_KIND, "FaceRecognitionDeployment")


class _ManifestFields(NamedTuple):
    value: Any
    source: str
    document: int
    documents: int
    content: bytes
    marks: Mark
    folder: str | Path | None = None
    text: str | None = None
    bases: tuple[Manifest, ...] = ()


class Manifest(_ManifestFields):
    """One document of a manifest file; its structure is not checked yet.

    Attributes:
        value: the JSON value; never changed.
        source: the file as the user named it, ``<stdin>`` or ``<value>``.
        document: the index of the document in its file, from 0.
        documents: the number of documents in the file.
        content: the bytes of the file, or the canonical JSON of a value from memory.
        marks: the positions of the values.
        folder: the folder of its file and of evidence files; None if there is
            no file.
        text: the text of the file, with all documents; None for a value from memory.
        bases: the documents whose facts it inherits, which are part of ``value``; their names
            start where its own does.
    """

    def __repr__(self) -> str:
        """Return the name only; the content may be long and confidential."""
        return f"Manifest({self.name!r})"

    @cached_property
    def stated(self) -> Any:
        """The value without members that are null, which state nothing."""
        return without_nulls(self.value)

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal digest of the content; with bases, of their digests too."""
        from hashlib import sha256

        digest = sha256(self.content)
        for base in self.bases:
            digest.update(base.sha256.encode())
        return digest.hexdigest()

    @property
    def name(self) -> str:
        """The source, and the number of its document (from 1) if there are several."""
        return self.source if self.documents == 1 else f"{self.source}#{self.document + 1}"

    def get(self, pointer: str) -> Any:
        """Return the value at a JSON Pointer, ``pointers.MISSING`` if there is none.

        Raises:
            ValueError: not a JSON Pointer.
        """
        return pointers.resolve(self.value, pointers.parse(pointer))

    def position(self, pointer: str) -> Position:
        """Return the position in its file of the value at a JSON Pointer, or of what is around it.

        Raises:
            ValueError: not a JSON Pointer.
        """
        return self.place_of(pointers.parse(pointer))

    def place_of(self, parts: Iterable[str]) -> Position:
        """Return the position of a value by its keys and indexes, as ``position`` does."""
        mark = self.mark_of(parts)
        return Position(mark[0], mark[1])

    def problem(self, parts: Iterable[str | int], text: Text) -> Problem:
        """Return a problem at a place of the manifest, in the file where it is stated."""
        place = [str(part) for part in parts]
        file = self.file_of(place)
        stops = int(file != self.source or is_base(self))
        return Problem(file, self.place_of(place), text, stops)

    def file_of(self, parts: Iterable[str]) -> str:
        """Return the file of a value, or of what is around it: a base if it is inherited."""
        if not self.bases:
            return self.source
        return file_of(self.mark_of(parts)) or self.source

    def text_of(self, file: str) -> str | None:
        """Return the text of a file of ``file_of``; None for a value from memory."""
        texts = {base.name: base.text for base in self.bases}
        return texts.get(file, self.text)

    def folder_of(self, parts: Iterable[str]) -> str | Path | None:
        """Return the folder of the file of a value; None if there is no file."""
        file = self.file_of(parts)
        if self.folder is None or file == self.source:
            return self.folder
        return os.path.dirname(file) or os.curdir

    def mark_of(self, parts: Iterable[str]) -> Mark:
        """Return the mark of a value, or of the nearest existing value around it."""
        return mark_at(self.marks, parts)


def the_only(documents: tuple[Manifest, ...]) -> Manifest:
    """Return the document of a file that must have exactly one; refuse several."""
    first, *more = documents
    if more:
        text = messages.ONE_DOCUMENT_EXPECTED.format(documents=first.documents)
        raise ManifestError((Problem(first.source, more[0].position(""), text),))
    return first


def is_base(manifest: Manifest) -> bool:
    """Return whether a document is a base, which is not checked by itself."""
    return isinstance(manifest.value, dict) and manifest.value.get("kind") == BASE_KIND


def is_other(manifest: Manifest) -> bool:
    """Return whether a document is no manifest: of another program, or another file of facepolicy.

    One that has a part of a manifest is meant as a manifest, whatever its version says; so is
    one that says nothing, and a text, which may be one for want of a colon.
    """
    value = manifest.value
    if value is None or value == {} or isinstance(value, str):
        return False
    if not isinstance(value, dict):  # such as [], a GitLab report of an earlier run
        return True
    if str(value.get("apiVersion", "")).startswith("face-manifest"):
        return False
    own = {pattern[0] for pattern in shapes() if len(pattern) == 1} - _COMMON_KEYS
    return not _is_kind(str(value.get("kind", ""))) and len(own & value.keys()) < _TELLING


def _is_kind(word: str) -> bool:
    """Return whether a word is a kind of manifest, or one that is misspelt."""
    if word in KINDS or not word.startswith("Face"):
        return word in KINDS
    from validator.model.names import nearest

    return nearest(word, KINDS) is not None


def mentions_manifest(path: str) -> bool:
    """Return whether a file that is too large to be read may be meant as a manifest."""
    with open(on_disk(path), "rb") as file:
        start = file.read(SIZE_LIMIT)
    return b"face-manifest" in start or KINDS[1].encode() in start


def holds_manifest(path: str) -> bool:
    """Return whether a file of a folder has something to check, or is meant to have."""
    try:
        return not all(map(is_not_checked, read_manifests(path)))
    except TooLargeError:
        return mentions_manifest(path)
    except ManifestError:  # it is reported when it is checked
        return True


def is_not_checked(manifest: Manifest) -> bool:
    """Return whether a folder or pattern leaves a document out: a base, or no manifest."""
    return is_base(manifest) or is_other(manifest)


_COMMON_KEYS = {"apiVersion", "kind", "metadata", "evidence", "security", "extends", "transport"}
_TELLING = 2
"""The number of sections from which a document is meant as a manifest."""


def read_manifests(path: str | Path) -> tuple[Manifest, ...]:
    """Read every document of a file as it is written, without its bases.

    Argument, return value and errors are those of ``load_manifests``.
    """
    return _documents_of(read_source(path))


def read_text(text: str | bytes, name: str) -> tuple[Manifest, ...]:
    """Read every document of a YAML or JSON text in memory as it is written, without its bases.

    The suffix of its name counts like that of a file. A ManifestError says why it cannot be read.
    """
    return _documents_of(source_of(text, name))


def _documents_of(source: Source) -> tuple[Manifest, ...]:
    documents, origin = read_documents(source), (source.folder, source.text)
    number_of, content = len(documents), source.content
    return tuple(
        Manifest(value, source.name, number, number_of, content, marks, *origin)
        for number, (value, marks) in enumerate(documents)
    )
