"""JSON Pointers (RFC 6901): the names of places in a manifest."""

from __future__ import annotations

from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any, Final

Pattern = tuple[str, ...]
"""The parts of a pointer to a fact of the manifest schema, with ``*`` for list indexes."""

# Converting a string to an integer takes more than linear time.
_MOST_DIGITS = 18
_SHORT = 200
"""The longest pointer whose parts are cached, in characters; those of facts are shorter."""


class MissingType:
    """The type of ``MISSING``, its only instance."""

    __slots__ = ()

    def __bool__(self) -> bool:
        """Be false, like None."""
        return False

    def __repr__(self) -> str:
        """Return the name of the constant."""
        return "MISSING"

    def __reduce__(self) -> str:
        """Stay the only instance: in copies, and in other processes."""
        return "MISSING"


MISSING: Final = MissingType()
"""The value at a place that does not exist; None is a value, this is not."""


def parse(pointer: str) -> tuple[str, ...]:
    """Split a pointer into its unescaped parts; ``""``, the whole value, has none.

    Raises:
        ValueError: the text is not a JSON Pointer (RFC 6901, section 3).
    """
    return _parse(pointer) if len(pointer) <= _SHORT else _parse.__wrapped__(pointer)


@lru_cache(1024)
def _parse(pointer: str) -> tuple[str, ...]:
    if not pointer:
        return ()
    stray = pointer.count("~") > pointer.count("~0") + pointer.count("~1")
    if not pointer.startswith("/") or stray:
        raise ValueError(f"not a JSON Pointer: {pointer!r}")
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer[1:].split("/"))


def build(parts: Iterable[str | int]) -> str:
    """Join keys and array indexes to a pointer; the reverse of ``parse``."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def index(part: str) -> int | None:
    """Return the array index of a part, or None if it is none."""
    # RFC 6901, section 4: no sign, no leading zero.
    spells = part.isdecimal() and part.isascii() and len(part) <= _MOST_DIGITS
    return int(part) if spells and (part[0] != "0" or part == "0") else None


def step(value: object, part: str) -> Any:
    """Return the value one part below ``value``, or ``MISSING``."""
    if isinstance(value, dict):
        return value.get(part, MISSING)
    if isinstance(value, list):
        place = index(part)
        return value[place] if place is not None and place < len(value) else MISSING
    return MISSING


def resolve(value: object, parts: Sequence[str]) -> Any:
    """Return the value at the keys and array indexes that ``parse`` returns, or ``MISSING``."""
    for part in parts:
        value = step(value, part)
        if value is MISSING:
            break
    return value
