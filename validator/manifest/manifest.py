"""A manifest: the stated facts about a deployment, and their positions."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from validator.manifest import messages
from validator.manifest.reading.documents import read_documents
from validator.manifest.reading.source import read_source
from validator.model import pointers
from validator.model.errors import ManifestError, Position, Problem
from validator.model.merge import without_nulls

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any

    from validator.manifest.reading.document import Mark


class _ManifestFields(NamedTuple):
    value: Any
    source: str
    document: int
    documents: int
    content: bytes
    marks: Mark
    folder: str | Path | None = None
    text: str | None = None


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
        """Hexadecimal digest of the content; computed on first use."""
        from hashlib import sha256

        return sha256(self.content).hexdigest()

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
        line, column, children = self.marks
        for part in parts:
            mark = children.get(part) if type(children) is dict else pointers.step(children, part)
            if not mark:
                break
            line, column, children = mark
        return Position(line, column)


def load_manifests(path: str | Path, *, stdin_name: str = "<stdin>") -> tuple[Manifest, ...]:
    """Read every manifest of a file.

    Args:
        path: a YAML or JSON file, or ``-`` for standard input.
        stdin_name: the name of standard input.

    Returns:
        One manifest per YAML document, at least one.

    Raises:
        ManifestError: the file cannot be read; with all problems.
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
        folder: the folder of evidence files; without it there are none.

    Returns:
        A manifest whose positions are all 1:1 and whose digest is that of its canonical
        JSON: keys sorted, no blanks, UTF-8.

    Raises:
        ManifestError: the value is not JSON, or breaks one of the reader's rules.
    """
    import json

    from validator.manifest.reading.values import read_value

    document = read_value(value, source)
    canonical = json.dumps(
        document.value, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return Manifest(document.value, source, 0, 1, canonical.encode(), document.marks, folder)
