"""The files of a folder or a pattern.

Folders are paths, files are strings: Python interns the parts of a path and never frees them.
"""

from __future__ import annotations

import os
import re
from fnmatch import fnmatchcase
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WILDCARDS = frozenset("*?[")
"""Characters that make a path a pattern."""
_SUFFIXES = frozenset((".yaml", ".yml", ".json"))


def manifests_below(folder: str) -> Iterator[str]:
    """Yield the files below a directory that are manifests by their suffix, or raise an OSError."""
    return filter(has_suffix, _files_below(Path(folder)))


def has_suffix(file: str) -> bool:
    """Return whether a file is a manifest by its suffix, as folders have them."""
    return os.path.splitext(file)[1].lower() in _SUFFIXES


def matching(pattern: str) -> Iterator[str]:
    """Yield the files that match a pattern; a directory that cannot be listed is an OSError."""
    # Part by part: glob and pathlib treat links and dots differently between versions.
    path = Path(pattern)
    *parts, last = path.parts[1:] if path.anchor else path.parts
    places = {Path(path.anchor)}
    for part in parts:
        places = {folder for place in places for folder in _folders(place, part)}
    for place in places:
        if last == "**":
            yield from _files_below(place)
        else:
            entries = _matches(place, last)
            yield from (_spelled(place, entry) for entry in entries if not _is_folder(entry))


def fits(name: str, part: str) -> bool:
    """Return whether a name matches a part of a pattern, whose dot a hidden name needs."""
    return fnmatchcase(name, part) and (part.startswith(".") or not name.startswith("."))


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        yield from entries


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a loop of links, which is reported when it is read
        return False


def _folders_below(
    top: Path, skips: Callable[[os.DirEntry[str]], bool]
) -> Iterator[tuple[Path, bool]]:
    """Yield a directory and all below it, each with whether it is hidden, or in a hidden one.

    With a stack, since trees may be deep. Links to directories are followed, and each directory
    is yielded once: a link may lead to one above it.
    """
    waiting = [(top, False)]
    links: list[tuple[Path, bool]] = []
    # A link to a directory above would lead out of what was named, at worst to the whole disk.
    seen = set(map(str, Path(os.path.realpath(top)).parents))
    while waiting or links:
        if not waiting:
            # Directories come before links to them, so that files have their own names.
            links.sort(reverse=True)
            waiting.append(links.pop())
        folder, hidden = waiting.pop()
        real = os.path.realpath(folder)
        if real in seen:
            continue
        seen.add(real)
        yield folder, hidden
        for entry in _entries(folder):
            if _is_folder(entry) and not skips(entry):
                below = links if entry.is_symlink() else waiting
                below.append((Path(entry.path), hidden or _is_hidden(entry)))


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    return entry.name.startswith(".")


def left_out_below(folder: str) -> list[str]:
    """Return files below a directory that look like manifests and are not among its manifests.

    They, or a directory above them, are hidden, or they have another suffix. Directories of
    version control are not looked into.
    """
    found = []
    for place, hidden in _folders_below(Path(folder), lambda entry: entry.name in _VERSION_CONTROL):
        for entry in _entries(place):
            manifest = has_suffix(entry.name)
            apart = hidden or _is_hidden(entry)
            # In a hidden directory, such as an environment, any other file is a program's own.
            if apart is manifest and entry.is_file() and _looks_like_manifest(entry.path):
                found.append(_spelled(place, entry))
    return sorted(found)


_VERSION_CONTROL = frozenset((".git", ".hg", ".svn"))
_MARK = re.compile(rb"""(?m)^[{\s]*["']?apiVersion["']?\s*:\s*["']?face-manifest/""")
_BEGINNING = 4096


def _looks_like_manifest(file: str) -> bool:
    try:
        with open(file, "rb") as stream:
            return _MARK.search(stream.read(_BEGINNING)) is not None
    except OSError:
        return False


def _files_below(top: Path) -> Iterator[str]:
    for folder, _ in _folders_below(top, _is_hidden):
        for entry in _entries(folder):
            if not _is_folder(entry) and not entry.name.startswith("."):
                yield _spelled(folder, entry)


def _spelled(folder: Path, entry: os.DirEntry[str]) -> str:
    """Return the name of a file as a path would spell it."""
    above = str(folder)
    return entry.name if above == os.curdir else os.path.join(above, entry.name)


def _folders(place: Path, part: str) -> Iterator[Path]:
    if part == "**":
        yield from (folder for folder, _ in _folders_below(place, _is_hidden))
    elif WILDCARDS.isdisjoint(part):
        yield from [place / part] if (place / part).is_dir() else []
    else:
        matches = _matches(place, part)
        yield from (Path(e.path) for e in matches if e.is_dir(follow_symlinks=False))


def _matches(place: Path, part: str) -> Iterator[os.DirEntry[str]]:
    return (entry for entry in _entries(place) if fits(entry.name, part))
