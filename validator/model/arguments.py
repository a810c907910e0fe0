"""Arguments of the public functions: a wrong one is refused by a ``UsageError``.

It names the function (``where``, such as ``validator.check``), the argument and what is expected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from os import PathLike

from validator.model import messages
from validator.model.errors import Problem, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from validator.model.text import Text

    Types = type | tuple[type, ...]

PATH = (str, PathLike)


def refuse(where: str, text: Text) -> NoReturn:
    """Refuse a call or an input: raise a ``UsageError`` with the reason."""
    raise UsageError((Problem(where, None, text),))


def expect(where: str, name: str, value: object, types: Types, expected: Text) -> None:
    """Refuse an argument of none of the types; ``expected`` says what it may be, in words."""
    if not isinstance(value, types):
        found = type(value).__name__
        refuse(where, messages.WRONG_TYPE.format(name=name, expected=expected, found=found))


def _expect_content(where: str, name: str, value: object, types: Types, expected: Text) -> None:
    """Refuse an empty text too: it would be the current folder, or match nothing."""
    expect(where, name, value, types, expected)
    if value == "":
        refuse(where, messages.EMPTY_TEXT.format(name=name, expected=expected))


def expect_truth(where: str, **given: object) -> None:
    """Refuse what is neither True nor False: the text ``"false"`` would count as True."""
    for name, value in given.items():
        expect(where, name, value, bool, messages.TRUTH)


def expect_path(where: str, name: str, value: object) -> None:
    """Refuse an argument that is no path."""
    expect(where, name, value, PATH, messages.PATH)


def expect_paths(where: str, **given: object) -> None:
    """Refuse an argument that is neither a path nor None."""
    for name, value in given.items():
        if value is not None:
            _expect_content(where, name, value, PATH, messages.PATH)


def expect_text(where: str, text: object) -> None:
    """Refuse a manifest in memory that is no text."""
    expect(where, "text", text, (str, bytes), messages.TEXT)


def expect_name(where: str, source: object) -> None:
    """Refuse a name of a manifest that is no text."""
    expect(where, "source", source, str, messages.NAME)


def expect_call(where: str, name: str, value: object) -> None:
    """Refuse an argument that cannot be called."""
    expect(where, name, value, Callable, messages.FUNCTION)  # type: ignore[arg-type] # mypy has no class of what can be called


def expect_one_of(where: str, name: str, value: object, known: Iterable[str]) -> None:
    """Refuse a word that is not among those that are known."""
    words = list(known)
    if not isinstance(value, str) or value not in words:
        names = messages.ENUMERATION.join(words)
        refuse(where, messages.NOT_ONE_OF.format(name=name, given=repr(value), names=names))


def several(where: str, name: str, value: Any, types: Types, expected: Text) -> tuple[Any, ...]:
    """Return an argument as several: a single item is one, not its letters or fields.

    Refuse an item of none of the types; ``expected`` says what the argument may be, in words.
    """
    of_items = isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping)
    one = isinstance(value, types) or not of_items
    items = (value,) if one else tuple(value)
    for item in items:
        _expect_content(where, name, item, types, expected)
    return items
