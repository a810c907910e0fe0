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

PATH = (str, PathLike)
TEXT = (str, bytes)
_EXPECTED: dict[Any, Text] = {
    bool: messages.TRUTH,  # the text "false" would count as True
    PATH: messages.PATH,
    TEXT: messages.TEXT,
    str: messages.NAME,
    Callable: messages.FUNCTION,
}


def refuse(where: str, text: Text) -> NoReturn:
    """Refuse a call or an input: raise a ``UsageError`` with the reason."""
    raise UsageError((Problem(where, None, text),))


def expect(where: str, types: Any, expected: Text | None = None, /, **given: object) -> None:
    """Refuse an argument of none of the types.

    ``expected`` says what it may be, in words, unless that follows from the types.
    """
    for name, value in given.items():
        if not isinstance(value, types):
            text, found = expected or _EXPECTED[types], type(value).__name__
            refuse(where, messages.WRONG_TYPE.format(name=name, expected=text, found=found))


def _expect_content(where: str, name: str, value: object, types: Any, expected: Text) -> None:
    """Refuse an empty text too: it would be the current folder, or match nothing."""
    expect(where, types, expected, **{name: value})
    if value == "":
        refuse(where, messages.EMPTY_TEXT.format(name=name, expected=expected))


def expect_paths(where: str, **given: object) -> None:
    """Refuse an argument that is neither a path nor None."""
    for name, value in given.items():
        if value is not None:
            _expect_content(where, name, value, PATH, messages.PATH)


def expect_one_of(where: str, name: str, value: object, known: Iterable[str]) -> None:
    """Refuse a word that is not among those that are known."""
    words = list(known)
    if not isinstance(value, str) or value not in words:
        names = messages.ENUMERATION.join(words)
        refuse(where, messages.NOT_ONE_OF.format(name=name, given=repr(value), names=names))


def several(where: str, name: str, value: Any, types: Any, expected: Text) -> tuple[Any, ...]:
    """Return an argument as several: a single item is one, not its letters or fields.

    Refuse an item of none of the types; ``expected`` says what the argument may be, in words.
    """
    of_items = isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping)
    one = isinstance(value, types) or not of_items
    items = (value,) if one else tuple(value)
    for item in items:
        _expect_content(where, name, item, types, expected)
    return items
