"""Where the current folder is in its repository."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

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
