"""Scalars: numbers that mean the same to every JSON Schema engine, and plain scalars of YAML 1.2.

RFC 8259, section 6, warns that integers beyond the precision of a double and
numbers beyond its range are read differently by other implementations. A verdict must
not depend on that, so they are refused. Up to 18 digits an integer fits 64 bits.

The rules of plain scalars are those of the core schema (YAML 1.2.2, section 10.3.2). PyYAML's
own are those of YAML 1.1, where ``NO`` is false and ``012`` is ten.
"""

from __future__ import annotations

import math
import re

from validator.manifest.reading import messages
from validator.model.quote import quote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from validator.model.text import Text

DIGITS = 18
_BASES = {"0x": 16, "0o": 8}
_CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER_STARTS = frozenset("+-.0123456789")
TYPED_STARTS = _NUMBER_STARTS.union(constant[:1] for constant in _CONSTANTS)
"""First characters of the plain scalars that may not be strings; the empty one is null."""
_INTEGER = r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
_REAL = r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
_NOT_FINITE = r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"


class RefusedNumberError(ValueError):
    """A number that is valid in JSON or YAML but not in a manifest."""

    def __init__(self, text: Text) -> None:
        """Store the reason, for the caller that knows the position."""
        super().__init__(text.en)
        self.text = text


def resolve(plain: str) -> str | float | bool | None:
    """Return the value of a plain scalar: None, a boolean, a number, or the text itself.

    A number that is not allowed in a manifest is a RefusedNumberError.
    """
    if plain in _CONSTANTS:
        return _CONSTANTS[plain]
    if plain[0] not in _NUMBER_STARTS or plain.count(".") > 1 or plain.count("-", 1) > 1:
        return plain  # such as a version number, or a date
    if (plain.isascii() and plain.isdigit()) or re.fullmatch(_INTEGER, plain):
        return integer(plain)
    if re.fullmatch(_REAL, plain):
        return real(plain)
    if plain.lower().endswith((".inf", ".nan")) and re.fullmatch(_NOT_FINITE, plain):
        raise not_finite(plain)
    return plain


def integer(written: str) -> int:
    """Return the integer that ``[-+]?[0-9]+``, ``0x…`` or ``0o…`` spells, of at most 18 digits.

    Leading zeros mean nothing: ``012`` is 12 (YAML 1.2.2, section 10.3.2).
    """
    base = _BASES.get(written[:2], 10)
    digits = written.lstrip("+-").removeprefix("0x").removeprefix("0o").lstrip("0")
    # Checked before converting: int() takes more than linear time.
    if len(digits) > DIGITS:
        raise _too_long(written)
    value = int(digits or "0", base)
    return bounded(-value if written.startswith("-") else value, written)


def bounded(value: int, written: str) -> int:
    """Return an integer of at most 18 decimal digits; refuse others by a RefusedNumberError."""
    if abs(value) >= 10**DIGITS:
        raise _too_long(written)
    return value


def real(written: str) -> float:
    """Return the double nearest to a decimal number; refuse what is too large for one."""
    value = float(written)
    if math.isinf(value):
        raise RefusedNumberError(messages.NUMBER_TOO_LARGE.format(shown=quote(written)))
    return value


def not_finite(written: str) -> RefusedNumberError:
    """Return the error that refuses NaN and the infinities (RFC 8259, section 6)."""
    return RefusedNumberError(messages.NOT_FINITE.format(shown=quote(written)))


def _too_long(written: str) -> RefusedNumberError:
    return RefusedNumberError(messages.TOO_MANY_DIGITS.format(shown=quote(written), DIGITS=DIGITS))
