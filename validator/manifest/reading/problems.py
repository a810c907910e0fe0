"""Collects the problems of one file, so that all are reported at once."""

from __future__ import annotations

from validator.model.errors import ManifestError, Position, Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from validator.manifest.reading.document import Place
    from validator.model.text import Text

# A file of four million bytes can contain two million mistakes; nobody reads them.
MOST = 100


class Problems:
    """The problems found so far in one file."""

    def __init__(self, source: str) -> None:
        """Start without problems.

        Args:
            source: the name of the file, for the problems.
        """
        self._source = source
        self._found: list[Problem] = []

    def add(self, at: Place, text: Text) -> None:
        """Record a problem and continue; stop if there are too many.

        Args:
            at: line and column.
            text: the actual and the expected.

        Raises:
            ManifestError: there are too many.
        """
        self._found.append(Problem(self._source, Position(*at), text))
        if len(self._found) >= MOST:
            self.settle()

    def fail(self, at: Place, text: Text, error: type[ManifestError] = ManifestError) -> NoReturn:
        """Record a problem that ends reading, and raise all problems.

        Args:
            at: line and column.
            text: the actual and the expected.
            error: the type to raise.

        Raises:
            ManifestError: always, as ``error``.
        """
        self._found.append(Problem(self._source, Position(*at), text))
        raise error(self._in_order())

    def settle(self) -> None:
        """Raise the problems, if there are any.

        Raises:
            ManifestError: with every problem, in the order of the file.
        """
        if self._found:
            raise ManifestError(self._in_order())

    def _in_order(self) -> tuple[Problem, ...]:
        return tuple(sorted(self._found, key=lambda problem: problem.position or Position(1, 1)))


def refuse(
    source: str,
    text: Text,
    position: Position | None = None,
    error: type[ManifestError] = ManifestError,
) -> NoReturn:
    """Refuse a whole file for one reason.

    Raises:
        ManifestError: always, as ``error``.
    """
    raise error((Problem(source, position, text),))
