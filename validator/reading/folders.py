"""The files that a folder or a pattern means."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase
from pathlib import Path

from validator.reading.paths import WILDCARDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_SUFFIXES = frozenset((".yaml", ".yml", ".json"))


def manifests_below(folder: str) -> Iterator[Path]:
    """Yield the files below a directory that can be manifests by their names.

    Raises:
        OSError: a directory cannot be listed.
    """
    return (file for file in _files_below(Path(folder)) if file.suffix.lower() in _SUFFIXES)


def matching(pattern: str) -> Iterator[Path]:
    """Yield the files that match a pattern.

    Raises:
        OSError: a directory cannot be listed.
    """
    return _glob(Path(pattern))


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        yield from entries


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a loop of links, which is told when it is read
        return False


def _folders_below(top: Path) -> Iterator[Path]:
    """Yield a directory and all below it; a stack, since trees may be deep."""
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        yield folder
        waiting += (
            Path(entry.path)
            for entry in _entries(folder)
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".")
        )


def _files_below(top: Path) -> Iterator[Path]:
    for folder in _folders_below(top):
        for entry in _entries(folder):
            if not _is_folder(entry) and not entry.name.startswith("."):
                yield Path(entry.path)


def _glob(pattern: Path) -> Iterator[Path]:
    """Match part by part; glob and pathlib differ on links and dots between versions."""
    *parts, last = pattern.parts[1:] if pattern.anchor else pattern.parts
    places = {Path(pattern.anchor)}
    for part in parts:
        places = {folder for place in places for folder in _folders(place, part)}
    for place in places:
        if last == "**":
            yield from _files_below(place)
        else:
            yield from (Path(e.path) for e in _matches(place, last) if not _is_folder(e))


def _folders(place: Path, part: str) -> Iterator[Path]:
    if part == "**":
        yield from _folders_below(place)
    elif WILDCARDS.isdisjoint(part):
        yield from [place / part] if (place / part).is_dir() else []
    else:
        matches = _matches(place, part)
        yield from (Path(e.path) for e in matches if e.is_dir(follow_symlinks=False))


def _matches(place: Path, part: str) -> Iterator[os.DirEntry[str]]:
    for entry in _entries(place):
        hidden = entry.name.startswith(".") and not part.startswith(".")
        if fnmatchcase(entry.name, part) and not hidden:
            yield entry
