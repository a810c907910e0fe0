"""The problems of one file, collected so that all are reported at once, and checks of its nodes."""

from __future__ import annotations

from validator.manifest.reading import messages
from validator.manifest.reading.document import NESTING, NODES, has_lone_surrogate
from validator.model.errors import ManifestError, Position, Problem, TooLargeError
from validator.model.quote import quote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from validator.manifest.reading.document import LineColumn
    from validator.model.text import Text

# A file of four million bytes can contain two million mistakes; nobody reads them.
MOST = 100


class Problems:
    """The problems found so far in one file."""

    def __init__(self, source: str) -> None:
        """Start without problems, of a file of this name."""
        self._source = source
        self._found: list[Problem] = []

    def add(self, at: LineColumn, text: Text) -> None:
        """Record a problem and continue; of too many, raise all by a ManifestError."""
        self._found.append(Problem(self._source, Position(*at), text))
        if len(self._found) >= MOST:
            self.settle()

    def fail(
        self, at: LineColumn, text: Text, error: type[ManifestError] = ManifestError
    ) -> NoReturn:
        """Record a problem that ends reading, and raise all problems, as ``error``."""
        self._found.append(Problem(self._source, Position(*at), text))
        raise error(self._in_order())

    def settle(self) -> None:
        """Raise the problems in the order of the file, by a ManifestError, if there are any."""
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
    """Refuse a whole file for one reason: raise ``error``."""
    raise error((Problem(source, position, text),))


class Nodes:
    """Counts the keys and values of a document that is read by recursion, and checks them."""

    def __init__(self, problems: Problems) -> None:
        """Start a document; ``problems`` collects the problems."""
        self._problems = problems
        self._number = 0

    def enter(self, depth: int, at: LineColumn) -> None:
        """Refuse a collection inside as many others as there may be."""
        if depth >= NESTING:
            self._problems.fail(at, messages.TOO_DEEP.format(limit=NESTING))

    def count(self, value: object, at: LineColumn) -> None:
        """Count a key, or a value after all that is in it."""
        if isinstance(value, str) and not value.isascii() and has_lone_surrogate(value):
            self._problems.add(at, messages.LONE_SURROGATE.format(text=quote(value)))
        self._number += 1
        if self._number > NODES:
            text = messages.TOO_MANY_NODES.format(limit=NODES)
            self._problems.fail(at, text, TooLargeError)


def checked_key(
    key: object, at: LineColumn, keys: dict[str, LineColumn], problems: Problems
) -> str:
    """Return a key of a mapping, and record its place in ``keys``.

    A key that is not a string, or is a duplicate, is a problem. The return value then does
    not matter: the document is refused.
    """
    if not isinstance(key, str):
        problems.add(at, messages.KEY_NOT_STRING.format(key=quote(key)))
        return ""
    if key in keys:
        line, column = keys[key]
        text = messages.DUPLICATE_KEY.format(key=quote(key), line=line, column=column)
        problems.add(at, text)
    else:
        keys[key] = at
    return key
