"""Load manifests: from files, with their bases, and from values in memory."""

from __future__ import annotations

from validator.manifest.model import BASE_KIND, Manifest, read_manifests, read_text, the_only
from validator.model.arguments import PATH, TEXT, expect, expect_paths
from validator.model.errors import ManifestError, each_once, stopping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from validator.manifest.bases import Bases
    from validator.model.errors import Problem

_CURRENT = "face-manifest/v2"


def load_manifests(
    path: str | Path, *, bases: Callable[[], Bases] | None = None
) -> tuple[Manifest, ...]:
    """Read every manifest of a file, with the facts of its bases.

    Args:
        path: a YAML or JSON file, or ``-`` for standard input.
        bases: returns the bases that were read already, for several files.

    Returns:
        One manifest per YAML document, at least one. A base is returned as it is written.

    Raises:
        ManifestError: the file or a base cannot be read; with all problems.
        UsageError: the path has the wrong type.
    """
    expect("validator.load_manifests", PATH, path=path)
    read = read_manifests(path)
    if not any(map(extends, read)):
        return read
    made: list[Manifest] = []
    problems: list[Problem] = []
    for manifest in read:
        try:
            made.append(_extended(manifest, bases) if extends(manifest) else manifest)
        except ManifestError as error:
            problems += stopping(error.problems, manifest.name)
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


def load_manifest(path: str | Path) -> Manifest:
    """Read the manifest of a file with exactly one; ``-`` is standard input.

    Raises:
        ManifestError: the file cannot be read, or holds several documents.
    """
    return the_only(load_manifests(path))


def manifest_from_text(
    text: str | bytes, source: str = "<text>", bases: Mapping[str, str | bytes] | None = None
) -> Manifest:
    """Make a manifest of a text in memory; its values have their places in the text.

    Args:
        text: YAML or JSON with exactly one document; bytes are UTF-8.
        source: its name, for messages; a suffix such as ``.json`` counts like that of a file.
        bases: texts of bases, by their names as ``extends`` writes them.

    Returns:
        A manifest without a folder: no file is opened for it.

    Raises:
        ManifestError: the text cannot be read, has several documents, or a base cannot be used.
        UsageError: the text or its name has the wrong type.
    """
    where = "validator.manifest_from_text"
    expect(where, TEXT, text=text)
    expect(where, str, source=source)
    manifest = the_only(read_text(text, source))
    if not extends(manifest):
        return manifest
    from validator.manifest.bases import Bases

    return Bases(bases or {}).extended(manifest)


def manifest_from_value(
    value: object, source: str = "<value>", folder: str | Path | None = None
) -> Manifest:
    """Make a manifest of a value in memory.

    Args:
        value: a JSON value, or one with dates, as PyYAML reads them; it is copied.
        source: its name.
        folder: the folder of evidence files and from which ``extends`` leads to bases; without
            it there are none.

    Returns:
        A manifest whose positions are all 1:1 and whose digest is that of its canonical
        JSON: keys sorted, no blanks, UTF-8.

    Raises:
        ManifestError: the value is not JSON, breaks one of the reader's rules, or a base
            cannot be used.
        UsageError: the name or the folder has the wrong type.
    """
    import json

    expect("validator.manifest_from_value", str, source=source)
    expect_paths("validator.manifest_from_value", folder=folder)
    from validator.manifest.reading.values import read_value

    document = read_value(value, source)
    canonical = json.dumps(
        document.value, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    made = Manifest(document.value, source, 0, 1, canonical.encode(), document.marks, folder)
    return _extended(made, None) if extends(made) else made
