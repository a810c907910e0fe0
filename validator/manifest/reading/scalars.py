"""YAML 1.2 plain scalars: strings, numbers, booleans and null.

The rules are those of the core schema (YAML 1.2.2, section 10.3.2). PyYAML's
own are those of YAML 1.1, where ``NO`` is false and ``012`` is ten.
"""

from __future__ import annotations

import re

from validator.manifest.reading.numbers import integer, not_finite, real

CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
NUMBER_STARTS = frozenset("+-.0123456789")
TYPED_STARTS = NUMBER_STARTS.union(constant[:1] for constant in CONSTANTS)
"""First characters of the plain scalars that may not be strings; the empty one is null."""
_INTEGER = r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
_REAL = r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
_NOT_FINITE = r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"


def resolve(plain: str) -> str | float | bool | None:
    """Return the value of a plain scalar.

    Args:
        plain: the text of a scalar written without quotes and without a tag.

    Returns:
        None, a boolean, an integer, a double, or the text itself.

    Raises:
        RefusedNumberError: it is a number that is not allowed in a manifest.
    """
    if plain in CONSTANTS:
        return CONSTANTS[plain]
    if plain[0] not in NUMBER_STARTS or plain.count(".") > 1:  # such as a version number
        return plain
    if (plain.isascii() and plain.isdigit()) or re.fullmatch(_INTEGER, plain):
        return integer(plain)
    if re.fullmatch(_REAL, plain):
        return real(plain)
    if plain.lower().endswith((".inf", ".nan")) and re.fullmatch(_NOT_FINITE, plain):
        raise not_finite(plain)
    return plain
