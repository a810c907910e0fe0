"""Folders and patterns of files, asked about one file."""

from __future__ import annotations

import os
from glob import escape
from pathlib import Path

from validator.manifest.reading.folders import (
    WILDCARDS,
    fits,
    has_suffix,
    manifests_below,
    matching,
)
from validator.manifest.reading.paths import place_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Pattern:
    """A folder or a pattern, to say of a file whether it is one of its files.

    It says the same as a list of its files (``paths.meant``), but does not read folders.
    """

    def __init__(self, folder: Path, path: str) -> None:
        """Take the path of a folder or pattern, and the folder that it is relative to."""
        self._folder = os.path.isdir(folder / path)
        parts = Path(path).parts
        wild = (at for at, part in enumerate(parts) if not WILDCARDS.isdisjoint(part))
        first = len(parts) if self._folder else next(wild, len(parts))
        self._top = Path(place_of(folder.joinpath(*parts[:first])))
        self._parts = parts[first:]
        if self._folder or self._parts[-1:] == ("**",):
            self._parts = (*self._parts[:-1], "**", "*")

    def matches(self, file: Path) -> bool:
        """Return whether a file, its folder a real path, is one of its files if it exists."""
        if not file.is_relative_to(self._top) or (self._folder and not has_suffix(file.name)):
            return False
        names = file.relative_to(self._top).parts
        ends = {0}  # the numbers of names that the parts so far match
        for part in self._parts:
            if part == "**":
                ends = {end for start in ends for end in _below(names, start)}
            else:
                ends = {at + 1 for at in ends if at < len(names) and fits(names[at], part)}
        return len(names) in ends

    def has_files(self) -> bool:
        """Return whether it has any file."""
        try:
            if self._folder:
                return any(True for _ in manifests_below(str(self._top)))
            return any(True for _ in matching(os.path.join(escape(str(self._top)), *self._parts)))
        except (OSError, ValueError):  # it cannot be listed, or no file can have such a name
            return False


def _below(names: tuple[str, ...], start: int) -> Iterator[int]:
    """Yield where folders end that are below one, itself included, without hidden ones."""
    yield start
    for at in range(start, len(names)):
        if names[at].startswith("."):
            return
        yield at + 1
