"""Files, places and identities of results, as other tools expect them."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING
from urllib.parse import quote

from validator.model.quote import escape

if TYPE_CHECKING:
    from validator.report.grouping import Group, ReviewQuestion

_LONGEST = 4096
"""The most characters of a path on Linux."""


def is_file(source: str) -> bool:
    """Return whether a source is a file, and not standard input or a value in memory."""
    return not (source.startswith("<") and source.endswith(">"))


def path(source: str) -> str:
    """Return the path of a source with ``/``, safe in one line.

    A relative one starts at the root of the repository, as the services expect it that read
    these formats, whatever the current folder is.
    """
    return escape(_path(source), _LONGEST)


def _path(source: str) -> str:
    return _below(folder_in_repository(), source.replace("\\", "/"))


@lru_cache(16)  # hundreds of results may be in one file
def _below(folder: str, name: str) -> str:
    if name.startswith("/") or _has_drive(name) or not is_file(name):
        return normpath(name)
    return normpath(f"{folder}/{name}").lstrip("/")


_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""The variables in which GitHub and GitLab name the root of the repository in a job."""


def folder_in_repository() -> str:
    """Return the path from the root of the repository to the current folder, with ``/``.

    The root is the one that a GitHub or GitLab job names, or the nearest folder upward with
    ``.git``; without any the path is ``.``. No command is run.
    """
    try:
        here = os.getcwd()  # noqa: PTH109 - each result asks; a Path takes ten times as long
    except FileNotFoundError:  # the folder was deleted
        return os.curdir
    return _below_root(here, tuple(os.environ.get(name, "") for name in _ROOTS))


@lru_cache(16)
def _below_root(here: str, named: tuple[str, ...]) -> str:
    folder = Path(here).resolve()
    with_git = (above for above in (folder, *folder.parents) if Path(above, ".git").exists())
    for root in (*(Path(name).resolve() for name in named if name), *with_git):
        if folder.is_relative_to(root):
            return folder.relative_to(root).as_posix()
    return os.curdir


def uri(source: str) -> str:
    """Return the path of a source as a URI reference (RFC 3986).

    A relative path starts at the root of the repository, and is valid wherever that is;
    an absolute one becomes a ``file:`` URI.
    """
    return _uri(_path(source))


@lru_cache(16)
def _uri(name: str) -> str:
    encoded = quote(_bytes(name), safe="/")
    if name.startswith("/"):
        return f"file://{encoded}"
    return f"file:///{name[0]}:{encoded[4:]}" if _has_drive(name) else encoded


def _bytes(name: str) -> bytes:
    """Return the bytes of a name: those on disk, where they are not UTF-8."""
    try:
        return name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a surrogate pair, which is in no file name
        return name.encode("utf-8", "backslashreplace")


def _has_drive(name: str) -> bool:
    return name[1:3] == ":/" and name[0].isascii() and name[0].isalpha()


def identity(group: Group) -> tuple[str, ...]:
    """Return the identity of a fact to fix: its manifest, its pointer and what is wrong with it.

    It stays when lines move, and when other rules come to read the fact. All judgements of persons
    are at one place; they differ in what was judged.
    """
    first = group.results[0]
    judged = (first.unmet.subject,) if first.unmet else ()
    return _path(first.manifest), group.finding.pointer, group.reason.value, *judged


def identity_of_question(asked: ReviewQuestion) -> tuple[str, ...]:
    """Return the identity of a question for a person: its manifest and the question."""
    return _path(asked.results[0].manifest), "question", asked.text.en


def fingerprint(parts: tuple[str, ...]) -> str:
    """Return the SHA-256 of some words as hexadecimal digits."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()
