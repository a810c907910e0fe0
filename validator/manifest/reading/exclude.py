"""Patterns of files that a folder or a pattern does not include, written as in ``.gitignore``."""

from __future__ import annotations

import os
from functools import cached_property

from validator.manifest.reading import messages
from validator.manifest.reading.paths import STDIN
from validator.model.errors import Problem, UsageError
from validator.model.quote import escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathspec import GitIgnoreSpec

_REASON_LENGTH = 200


class Exclude:
    """Which files of folders are not read.

    Attributes:
        patterns: in the form of ``.gitignore``; the last one that matches counts, ``!`` includes.
    """

    def __init__(
        self, patterns: Sequence[str] = (), root: str = "", source: str = "exclude"
    ) -> None:
        """Take patterns.

        Args:
            patterns: as the user wrote them.
            root: the folder that they are relative to; the current folder when empty.
            source: where the user wrote them, for errors.
        """
        self.patterns = tuple(patterns)
        self._source = source
        self._root = os.path.join(os.path.abspath(root), "") if patterns else ""

    def covers(self, file: str) -> bool:
        """Return whether a file is excluded; one outside of the root is not.

        Raises:
            UsageError: git would not accept a pattern.
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
            text = messages.NOT_A_PATTERN.format(why=escape(str(error), _REASON_LENGTH))
            raise UsageError((Problem(self._source, None, text),)) from None


NOTHING = Exclude()
"""Excludes no file."""
