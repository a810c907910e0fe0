"""Numbers that mean the same to every JSON Schema engine.

RFC 8259, section 6, warns that integers beyond the precision of a double and
numbers beyond its range are read differently by other implementations. A verdict must
not depend on that, so they are refused. Up to 18 digits an integer fits 64 bits.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from validator.manifest.reading import messages
from validator.model.quote import quote

if TYPE_CHECKING:
    from validator.model.text import Text

DIGITS = 18
_BASES = {"0x": 16, "0o": 8}


class RefusedNumberError(ValueError):
    """A number that is valid in JSON or YAML but not in a manifest."""

    def __init__(self, text: Text) -> None:
        """Store the reason, for the caller that knows the position."""
        super().__init__(text.en)
        self.text = text


def integer(written: str) -> int:
    """Return the integer that ``[-+]?[0-9]+``, ``0x…`` or ``0o…`` spells.

    Leading zeros mean nothing: ``012`` is 12 (YAML 1.2.2, section 10.3.2).

    Raises:
        RefusedNumberError: it has more than 18 digits.
    """
    base = _BASES.get(written[:2], 10)
    digits = written.lstrip("+-").removeprefix("0x").removeprefix("0o").lstrip("0")
    # Checked before converting: int() takes more than linear time.
    if len(digits) > DIGITS:
        raise _too_long(written)
    value = int(digits or "0", base)
    return bounded(-value if written.startswith("-") else value, written)


def bounded(value: int, written: str) -> int:
    """Return the integer itself if it has at most 18 decimal digits.

    Raises:
        RefusedNumberError: it has more.
    """
    if abs(value) >= 10**DIGITS:
        raise _too_long(written)
    return value


def real(written: str) -> float:
    """Return the double nearest to a decimal number.

    Raises:
        RefusedNumberError: it is too large for a double.
    """
    value = float(written)
    if math.isinf(value):
        shown = quote(written)
        raise RefusedNumberError(messages.NUMBER_TOO_LARGE.format(shown=shown))
    return value


def not_finite(written: str) -> RefusedNumberError:
    """Return the error that refuses NaN and the infinities (RFC 8259, section 6)."""
    shown = quote(written)
    return RefusedNumberError(messages.NOT_FINITE.format(shown=shown))


def _too_long(written: str) -> RefusedNumberError:
    shown = quote(written)
    return RefusedNumberError(messages.TOO_MANY_DIGITS.format(shown=shown, DIGITS=DIGITS))
