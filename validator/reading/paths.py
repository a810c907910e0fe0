"""From what the user names to the files that are read."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase
from pathlib import Path

from validator.errors import ManifestError, Problem
from validator.reading.quote import escape
from validator.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STDIN = "-"
"""The path that means standard input."""

_SUFFIXES = frozenset((".yaml", ".yml", ".json"))
_WILDCARDS = frozenset("*?[")
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
    return os.path.isfile(path)  # noqa: PTH113


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
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for path in map(str, paths):
        try:
            files, missing = _files(path)
            for file in files:
                found.setdefault(_identity(file), file)
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
    place = Path(path)
    if path == STDIN:
        return [path], _EMPTY_PATTERN
    if place.is_dir():
        below = (file for file in _files_below(place) if file.suffix.lower() in _SUFFIXES)
        return _spelled(below), _EMPTY_DIRECTORY
    if _WILDCARDS.isdisjoint(path) or place.exists():
        return [path], _EMPTY_PATTERN
    return _spelled(_glob(place)), _EMPTY_PATTERN


def _spelled(files: Iterable[Path]) -> list[str]:
    # A file that is called "-" must not be taken for standard input.
    return sorted(f"./{file}" if str(file) == STDIN else str(file) for file in files)


def _identity(file: str) -> str:
    """Return what two spellings of one name share; a link and its target stay two."""
    folder, name = os.path.split(file)
    return file if file == STDIN else str(Path(os.path.realpath(folder), name))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


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
    elif _WILDCARDS.isdisjoint(part):
        yield from [place / part] if (place / part).is_dir() else []
    else:
        matches = _matches(place, part)
        yield from (Path(e.path) for e in matches if e.is_dir(follow_symlinks=False))


def _matches(place: Path, part: str) -> Iterator[os.DirEntry[str]]:
    for entry in _entries(place):
        hidden = entry.name.startswith(".") and not part.startswith(".")
        if fnmatchcase(entry.name, part) and not hidden:
            yield entry


def _unlistable(error: OSError) -> Text:
    reason = escape(error.strerror or str(error), _REASON_LENGTH)
    return Text(
        en=f"cannot be listed: {reason}; check the path and its permissions",
        zh=f"无法列出：{reason}；请检查路径与权限",
    )
