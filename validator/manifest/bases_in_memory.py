"""Bases whose texts are in memory, as for manifests that are rows of a table."""

from __future__ import annotations

from validator.manifest import messages
from validator.manifest.bases import Bases, Chain, refuse
from validator.manifest.model import read_text
from validator.model.quote import quote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from validator.manifest.model import Manifest


class BasesInMemory(Bases):
    """Bases by their names as ``extends`` writes them, in manifests and in bases alike."""

    def __init__(self, texts: Mapping[str, str | bytes]) -> None:
        """Take the texts of the bases, by their names; nothing is read from files."""
        super().__init__()
        self._texts = texts

    def start(self, manifest: Manifest) -> Chain:
        """Return the beginning of the way from a manifest to its bases."""
        # No base has an empty name, so the manifest is none of them.
        return Chain("", (("", manifest.source),))

    def path_of(self, document: Manifest, at: tuple[str, ...], name: str, _root: str) -> str:
        """Return the name of a base.

        Raises:
            ManifestError: no base of that name was given.
        """
        if not name or name not in self._texts:
            refuse(document, at, messages.BASE_NOT_GIVEN.format(name=quote(name)))
        return name

    def place_of(self, path: str) -> str:
        """Return the name: two names are two bases."""
        return path

    def read(self, path: str) -> tuple[Manifest, ...]:
        """Return the documents of a base.

        Raises:
            ManifestError: it cannot be read.
        """
        return read_text(self._texts[path], path)
