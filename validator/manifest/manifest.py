"""A manifest: the stated facts about a deployment, and their positions."""

from __future__ import annotations

import os
from functools import cached_property
from typing import NamedTuple

from validator.manifest import messages
from validator.manifest.reading.document import file_of
from validator.manifest.reading.documents import read_documents
from validator.manifest.reading.source import read_source
from validator.model import pointers
from validator.model.errors import ManifestError, Position, Problem, each_once
from validator.model.merge import without_nulls

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import Any

    from validator.manifest.bases import Bases
    from validator.manifest.reading.document import Mark
    from validator.model.text import Text

BASE_KIND = "FaceRecognitionBase"
"""The kind of a file that is no manifest by itself; manifests name it in ``extends``."""
_CURRENT = "face-manifest/v2"


class BaseFile(NamedTuple):
    """A file whose facts a manifest inherits.

    Attributes:
        name: its path from where the path of the manifest starts.
        sha256: hexadecimal digest of its content.
        size: the number of its bytes.
    """

    name: str
    sha256: str
    size: int

    @classmethod
    def of(cls, document: Manifest) -> BaseFile:
        """Return the file of a document."""
        return cls(document.source, document.sha256, len(document.content))


class _ManifestFields(NamedTuple):
    value: Any
    source: str
    document: int
    documents: int
    content: bytes
    marks: Mark
    folder: str | Path | None = None
    text: str | None = None
    bases: tuple[BaseFile, ...] = ()


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
        bases: the files of which it inherits facts, which are part of ``value``.
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
        """Return the position of a value in its file.

        Args:
            pointer: JSON Pointer to the value.

        Returns:
            The position of the value, or of the nearest existing value around it.

        Raises:
            ValueError: not a JSON Pointer.
        """
        return self.place_of(pointers.parse(pointer))

    def place_of(self, parts: Iterable[str]) -> Position:
        """Return the position of a value in its file, as ``position`` does.

        Args:
            parts: keys and indexes that lead to the value.
        """
        mark = self._mark(parts)
        return Position(mark[0], mark[1])

    def problem(self, parts: Iterable[str | int], text: Text) -> Problem:
        """Return a problem at a place of the manifest, in the file where it is stated."""
        place = [str(part) for part in parts]
        file = self.file_of(place)
        stops = int(file != self.source or is_base(self))
        return Problem(file, self.place_of(place), text, stops)

    def file_of(self, parts: Iterable[str]) -> str:
        """Return the file of a value, or of the nearest existing value around it.

        Args:
            parts: keys and indexes that lead to the value.

        Returns:
            The path of a base if the value is inherited, otherwise ``source``.
        """
        if not self.bases:
            return self.source
        return file_of(self._mark(parts)) or self.source

    def folder_of(self, parts: Iterable[str]) -> str | Path | None:
        """Return the folder of the file of a value; None if there is no file."""
        file = self.file_of(parts)
        if file == self.source:
            return self.folder
        return os.path.dirname(file) or os.curdir

    def _mark(self, parts: Iterable[str]) -> Mark:
        mark = self.marks
        for part in parts:
            children = mark[2]
            inside = children.get(part) if type(children) is dict else pointers.step(children, part)
            if not inside:
                break
            mark = inside
        return mark


def load_manifests(
    path: str | Path, *, stdin_name: str = "<stdin>", bases: Callable[[], Bases] | None = None
) -> tuple[Manifest, ...]:
    """Read every manifest of a file, with the facts of its bases.

    Args:
        path: a YAML or JSON file, or ``-`` for standard input.
        stdin_name: the name of standard input.
        bases: returns the bases that were read already, for several files.

    Returns:
        One manifest per YAML document, at least one. A base is returned as it is written.

    Raises:
        ManifestError: the file or a base cannot be read; with all problems.
    """
    read = read_manifests(path, stdin_name=stdin_name)
    if not any(map(extends, read)):
        return read
    made: list[Manifest] = []
    problems: list[Problem] = []
    for manifest in read:
        try:
            made.append(_extended(manifest, bases) if extends(manifest) else manifest)
        except ManifestError as error:
            problems += error.problems
    if problems:
        raise ManifestError(each_once(problems))
    return tuple(made)


def _extended(manifest: Manifest, bases: Callable[[], Bases] | None) -> Manifest:
    from validator.manifest.bases import Bases

    return (bases or Bases)().extended(manifest)


def is_base(manifest: Manifest) -> bool:
    """Return whether a document is a base, which is not checked by itself."""
    return isinstance(manifest.value, dict) and manifest.value.get("kind") == BASE_KIND


def extends(manifest: Manifest) -> bool:
    """Return whether a document is a manifest with bases; other kinds of files have none."""
    value = manifest.value
    if not isinstance(value, dict) or value.get("extends") is None:
        return False
    return value.get("apiVersion") == _CURRENT and value.get("kind") != BASE_KIND


def read_manifests(path: str | Path, *, stdin_name: str = "<stdin>") -> tuple[Manifest, ...]:
    """Read every document of a file as it is written, without its bases.

    Arguments, return value and errors are those of ``load_manifests``.
    """
    source = read_source(path, stdin_name=stdin_name)
    documents = read_documents(source)
    return tuple(
        Manifest(
            document.value,
            source.name,
            number,
            len(documents),
            source.content,
            document.marks,
            source.folder,
            source.text,
        )
        for number, document in enumerate(documents)
    )


def load_manifest(path: str | Path, *, stdin_name: str = "<stdin>") -> Manifest:
    """Read the manifest of a file with exactly one.

    Args:
        path: a YAML or JSON file, or ``-`` for standard input.
        stdin_name: the name of standard input.

    Raises:
        ManifestError: the file cannot be read, or holds several documents.
    """
    first, *more = load_manifests(path, stdin_name=stdin_name)
    if more:
        text = messages.ONE_DOCUMENT_EXPECTED.format(documents=first.documents)
        raise ManifestError((Problem(first.source, more[0].position(""), text),))
    return first


def manifest_from_value(
    value: object, source: str = "<value>", folder: str | Path | None = None
) -> Manifest:
    """Make a manifest of a value in memory.

    Args:
        value: a JSON value; it is copied.
        source: its name.
        folder: the folder of evidence files and from which ``extends`` leads to bases; without
            it there are none.

    Returns:
        A manifest whose positions are all 1:1 and whose digest is that of its canonical
        JSON: keys sorted, no blanks, UTF-8.

    Raises:
        ManifestError: the value is not JSON, breaks one of the reader's rules, or a base
            cannot be used.
    """
    import json

    from validator.manifest.reading.values import read_value

    document = read_value(value, source)
    canonical = json.dumps(
        document.value, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    made = Manifest(document.value, source, 0, 1, canonical.encode(), document.marks, folder)
    return _extended(made, None) if extends(made) else made
