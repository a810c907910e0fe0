"""From the paths of the user to the files that are read, and patterns of those that are not."""

from __future__ import annotations

import os
from functools import cached_property

from validator.manifest.reading import messages
from validator.model.errors import ManifestError, Problem, UsageError
from validator.model.quote import escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pathspec import GitIgnoreSpec

    from validator.model.text import Text

STDIN = "-"
"""The path of standard input."""

_REASON_LENGTH = 100
_PATTERN_REASON_LENGTH = 200


def is_file(path: Path) -> bool:
    """Return whether a path leads to a file; unlike ``Path.is_file``, it accepts any name."""
    return os.path.isfile(path)


def is_folder(path: str) -> bool:
    """Return whether a path leads to a directory."""
    return os.path.isdir(path)


def meant(path: str) -> list[str]:
    """Turn a file, a directory or a pattern into files; sorted, and links may repeat some.

    ``-`` and the path of a file stay as they are, whether or not the file exists. A directory means
    every ``.yaml``, ``.yml`` and ``.json`` file below it, links to directories included. A pattern
    (``*``, ``?``, ``[…]``, and ``**`` for any depth) means the files that match it. In both, names
    that start with a dot are skipped unless the pattern contains the dot.

    Raises:
        ManifestError: a directory or pattern has no file, or cannot be listed.
    """
    try:
        files, missing = _files(path)
    except OSError as error:
        reason = escape(error.strerror or str(error), _REASON_LENGTH)
        files, missing = [], messages.CANNOT_BE_LISTED.format(reason=reason)
    except ValueError:  # a NUL or half a surrogate pair
        files, missing = [], messages.IMPOSSIBLE_PATH
    if not files:
        raise ManifestError((Problem(path, None, missing),))
    return files


def _files(path: str) -> tuple[list[str], Text]:
    """Return the files of a path, and the message if there are none."""
    os.fsencode(path)
    if "\0" in path:
        raise ValueError(path)
    if path == STDIN:
        return [path], messages.EMPTY_PATTERN
    if os.path.isdir(path):
        from validator.manifest.reading.folders import manifests_below

        return _spelled(manifests_below(path)), messages.EMPTY_DIRECTORY
    if os.path.exists(path):
        return [path], messages.EMPTY_PATTERN
    from validator.manifest.reading.folders import WILDCARDS, matching

    if WILDCARDS.isdisjoint(path):
        return [path], messages.EMPTY_PATTERN
    return _spelled(matching(path)), messages.EMPTY_PATTERN


def _spelled(files: Iterable[str]) -> list[str]:
    # A file named "-" must not be taken for standard input.
    return sorted(f"./{file}" if file == STDIN else file for file in files)


def distinct(files: Iterable[str]) -> list[str]:
    """Return files in their order; of two spellings of one name, the first.

    A link and its target stay two files.
    """
    folders: dict[str, str] = {}
    found: dict[str, str] = {}
    for file in files:
        folder, name = os.path.split(file)
        if file != STDIN and folder not in folders:
            folders[folder] = os.path.realpath(folder)
        found.setdefault(file if file == STDIN else os.path.join(folders[folder], name), file)
    return list(found.values())


def on_disk(name: str) -> str:
    """Return a name so that the system can be asked for it, whatever the locale.

    A file may say a name that the encoding of the locale does not have. On disk it is most
    often written in UTF-8, which any locale can pass on as bytes.
    """
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return os.fsdecode(name.encode("utf-8", "surrogatepass"))
    return name


def place_of(file: str | Path) -> str:
    """Return the real path of a name, through links; an impossible name stays as it is."""
    try:
        return os.path.realpath(on_disk(str(file)))
    except ValueError:  # a NUL
        return str(file)


class Exclude:
    """Which files of folders and patterns are not read.

    Attributes:
        patterns: in the form of ``.gitignore``; the last one that matches counts, ``!`` includes.
    """

    def __init__(
        self, patterns: Sequence[str] = (), root: str = "", source: str = "exclude"
    ) -> None:
        """Take patterns as the user wrote them, relative to the current folder or a ``root``.

        ``source`` is where they were written, for errors.
        """
        self.patterns = tuple(patterns)
        self._source = source
        self._root = os.path.join(os.path.abspath(root), "") if patterns else ""

    def covers(self, file: str) -> bool:
        """Return whether a file is excluded; one outside of the root is not.

        A pattern that git would not accept is a UsageError.
        """
        if not self.patterns or file == STDIN:
            return False
        path = os.path.abspath(file)
        return path.startswith(self._root) and self._spec.match_file(path[len(self._root) :])

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec  # takes as long as a tenth of a check

        try:
            return GitIgnoreSpec.from_lines(self.patterns)
        except ValueError as error:
            text = messages.NOT_A_PATTERN.format(why=escape(str(error), _PATTERN_REASON_LENGTH))
            raise UsageError((Problem(self._source, None, text),)) from None


NOTHING = Exclude()
"""Excludes no file."""
