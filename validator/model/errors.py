"""Errors that prevent an answer.

A failed rule is a result, never an exception. These exceptions mean that the
question could not be answered: the command ends with exit code 2.
"""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

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
        stops: for a problem of a base, the number of manifests that it stops; otherwise 0.
        stopped: the names of these manifests, at most 20.
    """

    source: str
    position: Position | None
    text: Text
    stops: int = 0
    stopped: tuple[str, ...] = ()

    @property
    def message(self) -> Text:
        """The text, and how many manifests a problem of a base stops, with their names."""
        if not self.stops:
            return self.text
        from validator.model import messages
        from validator.model.names import first_of

        stopped = messages.STOPS_ONE if self.stops == 1 else messages.STOPS
        names: Text | str = ""
        if self.stopped:
            names = messages.STOPPED.format(first_of(self.stopped, self.stops, _NAMED))
        return stopped.format(text=self.text, number=self.stops, names=names)

    def line(self, language: Language = "en") -> str:
        """Return ``source:line:column: text``, which editors and terminals can jump to."""
        place = f"{self.source}:"
        if self.position is not None:
            place += f"{self.position.line}:{self.position.column}:"
        return f"{place} {self.message[language]}"

    def __str__(self) -> str:
        """Return the line in English."""
        return self.line()


_NAMED = 20
"""The most manifests that a problem of a base names."""


def stopping(problems: Iterable[Problem], manifest: str) -> tuple[Problem, ...]:
    """Return the problems of a manifest; those of its bases name it as one that they stop."""
    return tuple(item._replace(stopped=(manifest,)) if item.stops else item for item in problems)


def each_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems in their order; one of a base only once, with all manifests it stops."""
    found: list[Problem] = []
    known: dict[Problem, int] = {}
    for problem in problems:
        flaw = problem._replace(stops=0, stopped=())
        if problem.stops and flaw in known:
            index = known[flaw]
            before = found[index]
            names = (*before.stopped, *problem.stopped)[:_NAMED]
            found[index] = flaw._replace(stops=before.stops + problem.stops, stopped=names)
            continue
        if problem.stops:
            known[flaw] = len(found)
        found.append(problem)
    return tuple(found)


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


class TooLargeError(ManifestError):
    """A file is larger than any manifest may be."""


class PackError(FacepolicyError):
    """A pack is missing, unreadable or broken."""


class WaiverError(FacepolicyError):
    """A waiver file is unreadable or malformed."""


class AttestationError(FacepolicyError):
    """An attestation file is unreadable or malformed."""


class UsageError(FacepolicyError):
    """The request is invalid, such as a selection that matches no rule."""
