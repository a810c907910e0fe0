"""Load manifests: from files, with their bases, and from values in memory."""

from __future__ import annotations

from validator.manifest import messages
from validator.manifest.model import BASE_KIND, Manifest, read_manifests
from validator.model.errors import ManifestError, Problem, each_once

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from validator.manifest.bases import Bases

__all__ = ["Manifest", "extends", "load_manifest", "load_manifests", "manifest_from_value"]

_CURRENT = "face-manifest/v2"


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


def extends(manifest: Manifest) -> bool:
    """Return whether a document is a manifest with bases; other kinds of files have none."""
    value = manifest.value
    if not isinstance(value, dict) or value.get("extends") is None:
        return False
    return value.get("apiVersion") == _CURRENT and value.get("kind") != BASE_KIND


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
