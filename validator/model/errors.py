"""Errors that prevent an answer.

A failed rule is a result, never an exception. These exceptions mean that the
question could not be answered: the command ends with exit code 2.
"""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from validator.model.text import Language, Text


class Position(NamedTuple):
    """A place in a text file: line and column, both counted from 1 in code points."""

    line: int
    column: int


class Problem(NamedTuple):
    """One reason why a file could not be used.

    Attributes:
        source: name of the file as the user gave it; ``<stdin>`` for standard input.
        position: the place in the file, or None for the whole file.
        text: the actual and the expected.
    """

    source: str
    position: Position | None
    text: Text

    def line(self, language: Language = "en") -> str:
        """Return ``source:line:column: text``, which editors and terminals can jump to."""
        place = f"{self.source}:"
        if self.position is not None:
            place += f"{self.position.line}:{self.position.column}:"
        return f"{place} {self.text[language]}"


class FacepolicyError(Exception):
    """No answer can be given; ``problems`` has all the reasons."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Store the problems; the exception's own text is their lines in English."""
        super().__init__("\n".join(problem.line() for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[FacepolicyError], tuple[tuple[Problem, ...]]]:
        """Pickle the problems, not their text."""
        return type(self), (self.problems,)


class ManifestError(FacepolicyError):
    """A manifest is unreadable or violates the manifest schema."""


class PackError(FacepolicyError):
    """A pack is missing, unreadable or broken."""


class WaiverError(FacepolicyError):
    """A waiver file is unreadable or malformed."""


class UsageError(FacepolicyError):
    """The request is invalid, such as a selection that matches no rule."""
