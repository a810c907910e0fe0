"""A released version of a pack never changes.

``released.yaml`` lists the released versions, each
with the digest of its content. The digest covers the files of the pack and the
shared constraints that it refers to, and not ``released.yaml`` itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from validator.authoring import messages
from validator.manifest.manifest import load_manifest
from validator.model import pointers
from validator.model.errors import ManifestError, Position, Problem
from validator.packs.files import bundle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from validator.packs.files import Files

RELEASED = "released.yaml"
_DIGEST = re.compile(r"[0-9a-f]{64}")


def flaws_of_release(folder: Path, files: Files) -> Iterator[Problem]:
    """Yield the flaws in the released versions of a pack.

    Args:
        folder: of the pack.
        files: the files of the pack, structurally valid.
    """
    path = folder / RELEASED
    if not path.is_file():
        return
    try:
        released = load_manifest(path)
    except ManifestError as error:
        yield from error.problems
        return
    if not _well_formed(released.value):
        yield Problem(released.source, Position(1, 1), messages.RELEASES_MALFORMED)
        return
    version = files["pack.yaml"].value["version"]
    if released.value.get(version, bundle(files)["sha256"]) != bundle(files)["sha256"]:
        text = messages.CHANGED_SINCE_RELEASE.format(version)
        yield Problem(released.source, released.position(pointers.build([version])), text)


def _well_formed(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(digest, str) and _DIGEST.fullmatch(digest) for digest in value.values()
    )


def release(folder: Path, files: Files) -> None:
    """Record the content of a pack under its version; earlier versions stay.

    Args:
        folder: of the pack; ``released.yaml`` is written there, whole or not at all.
        files: the files of the pack, without flaws.
    """
    path = folder / RELEASED
    released = load_manifest(path).value if path.is_file() else {}
    released[files["pack.yaml"].value["version"]] = bundle(files)["sha256"]
    lines = [f'"{version}": {digest}\n' for version, digest in released.items()]
    draft = path.with_suffix(".new")
    draft.write_text("".join(lines), encoding="utf-8")
    draft.replace(path)
