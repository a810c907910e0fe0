"""From what the user names to the files that are read."""

from __future__ import annotations

import os

from validator.errors import ManifestError, Problem
from validator.reading.quote import escape
from validator.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

STDIN = "-"
"""The path that means standard input."""

WILDCARDS = frozenset("*?[")
"""Characters that make a path a pattern."""
_REASON_LENGTH = 100

IMPOSSIBLE = Text(
    en="the path holds a character that no path can hold; check the path",
    zh="路径含有不可能出现在路径中的字符；请检查路径",
)
"""What to say about a path that the operating system cannot even be asked about."""

_EMPTY_DIRECTORY = Text(
    en="there is no .yaml, .yml or .json file in or below this directory; "
    "add one, or name another directory",
    zh="此目录及其下没有 .yaml、.yml 或 .json 文件；请添加文件，或指定其他目录",
)
_EMPTY_PATTERN = Text(
    en="no file matches this pattern; correct it, or name the files",
    zh="没有文件与此模式匹配；请更正模式，或直接指定文件",
)


def is_file(path: Path) -> bool:
    """Return whether a path leads to a file; unlike ``Path.is_file``, it takes any name."""
    return os.path.isfile(path)


def expand(paths: Iterable[str | Path]) -> list[str]:
    """Turn files, directories and patterns into files.

    Args:
        paths: ``-`` and the paths of files are kept as they are, whether or not the file
            exists. A directory means every ``.yaml``, ``.yml`` and ``.json`` file below it.
            A pattern (``*``, ``?``, ``[…]``, and ``**`` for any depth) means the files that
            match it. In both, names that begin with a dot are passed over unless the
            pattern writes the dot, and links to directories are not followed.

    Returns:
        The paths in the order given, those of one directory or pattern sorted; no file
        twice by the same name.

    Raises:
        ManifestError: directories or patterns that hold no file or cannot be listed; all
            of them.
    """
    named = list(map(str, paths))
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for path in named:
        try:
            files, missing = _files(path)
            # A directory does not spell a file in two ways, and may mean a hundred thousand.
            if files and len(named) == 1 and os.path.isdir(path):
                return files
            for file in files:
                found.setdefault(identity(file), file)
        except OSError as error:
            files, missing = [], _unlistable(error)
        except ValueError:  # a NUL or half a surrogate pair
            files, missing = [], IMPOSSIBLE
        if not files:
            problems.append(Problem(path, None, missing))
    if problems:
        raise ManifestError(tuple(problems))
    return list(found.values())


def _files(path: str) -> tuple[list[str], Text]:
    """Return the files a path means, and what to say if there are none."""
    if path == STDIN:
        return [path], _EMPTY_PATTERN
    if os.path.isdir(path):
        from validator.reading.folders import manifests_below

        return _spelled(manifests_below(path)), _EMPTY_DIRECTORY
    if WILDCARDS.isdisjoint(path) or os.path.exists(path):
        return [path], _EMPTY_PATTERN
    from validator.reading.folders import matching

    return _spelled(matching(path)), _EMPTY_PATTERN


def _spelled(files: Iterable[str]) -> list[str]:
    """Return files sorted, each once."""
    # A file that is called "-" must not be taken for standard input.
    found = sorted(f"./{file}" if file == STDIN else file for file in files)
    return [file for file, before in zip(found, [None, *found], strict=False) if file != before]


def identity(file: str) -> str:
    """Return what two spellings of one name share; a link and its target stay two."""
    folder, name = os.path.split(file)
    return file if file == STDIN else os.path.join(os.path.realpath(folder), name)


def _unlistable(error: OSError) -> Text:
    reason = escape(error.strerror or str(error), _REASON_LENGTH)
    return Text(
        en=f"cannot be listed: {reason}; check the path and its permissions",
        zh=f"无法列出：{reason}；请检查路径与权限",
    )
