"""Print pieces of untrusted text inside messages."""

from __future__ import annotations

import re
from functools import cache

QUOTE_LENGTH = 60

# Fixed ranges, not str.isprintable(): its result changes with the Unicode
# tables of the Python version, and equal input must give equal bytes.
_RANGES = (
    "\\u0000-\\u001f\\u007f-\\u00a0\\u00ad"  # controls, no-break space, soft hyphen
    "\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f"  # invisible letters
    "\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800"  # spaces, line breaks, bidi marks
    "\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\uffff"  # more of each
    "\\ud800-\\udfff\\ue000-\\uf8ff"  # lone surrogates, private use
    "\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a"  # formats of shorthand and music
    "\\U000e0000-\\U0010ffff"  # tags, variation selectors, private use
)
_QUOTES = '"\\'
# Characters that JSON may contain unescaped and a terminal or an editor interprets: controls, line
# breaks that are none in JSON, and bidi controls. And those that UTF-8 cannot encode: halves
# of surrogate pairs, which represent bytes of file names that are no UTF-8.
_OBEYED = "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]"
_SHORT_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_CONSTANTS = {None: "null", True: "true", False: "false"}
_PRINTABLE_BITS = 256


def escape(text: str, length: int) -> str:
    """Escape untrusted text so that it is safe in one line of a message.

    Control characters, line breaks, bidi marks and invisible characters are escaped as in JSON;
    a text of more than ``length`` characters is cut with an ellipsis.
    """
    return _fit(text, length, "")


def quote(value: object) -> str:
    r"""Quote any JSON value of a manifest in a message, in at most 60 characters.

    A string is in double quotes, escaped as by ``escape`` and ``"`` and ``\`` too; a number, a
    constant and a short list of them are as in JSON. A mapping is ``{…}`` and any other list
    ``[…]``: their content may be confidential.
    """
    if isinstance(value, str):
        return f'"{_fit(value, QUOTE_LENGTH - 2, _QUOTES)}"'
    if isinstance(value, dict):
        return "{…}" if value else "{}"
    if isinstance(value, list):
        if len(value) > QUOTE_LENGTH or any(isinstance(item, (dict, list)) for item in value):
            return "[…]"
        text = f"[{', '.join(map(quote, value))}]"
        return text if len(text) <= QUOTE_LENGTH else "[…]"
    if value is None or isinstance(value, bool):
        return _CONSTANTS[value]
    # Python refuses to print huge integers in decimal: that takes quadratic time.
    huge = isinstance(value, int) and value.bit_length() > _PRINTABLE_BITS
    return escape(hex(value) if huge else repr(value), QUOTE_LENGTH)  # type: ignore[arg-type]


def written(value: object) -> str:
    """Write a value of our own schemas: text as it is, anything else as JSON."""
    import json

    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def to_json(value: object, indent: int | None = None) -> str:
    """Write a JSON value with letters as they are, and without what a terminal interprets.

    ``indent`` is as ``json.dumps`` takes it.
    """
    import json

    return inert_json(json.dumps(value, ensure_ascii=False, indent=indent))


def inert_json(text: str) -> str:
    """Escape the characters of a JSON text that a terminal interprets."""
    return re.sub(_OBEYED, _escaped, text)


def one_line(text: str) -> str:
    """Escape, in a text of any length, what is not safe in one line of a terminal."""
    return escape(text, len(text) * 10)


def spell(text: str) -> str:
    """Write a whole string in one line, quoted as YAML reads it and escaped as by ``quote``."""
    return f'"{_unsafe(_QUOTES).sub(_escaped, text)}"'


@cache
def _unsafe(also: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(also)}{_RANGES}]")


def _fit(text: str, length: int, also: str) -> str:
    """Escape unsafe characters, and those of ``also``; cut a text that is too long."""
    # Nearly all texts are printable ASCII, the same in all Unicode tables: that needs no pattern.
    plain = text.isascii() and text.isprintable() and not any(sign in text for sign in also)
    if plain and len(text) <= length:
        return text
    unsafe = _unsafe(also)
    if len(text) <= length and not unsafe.search(text):
        return text
    # Escaping never shortens, so text beyond the slice would be cut anyway.
    pieces = [unsafe.sub(_escaped, character) for character in text[: length + 1]]
    if sum(map(len, pieces)) <= length:
        return "".join(pieces)
    while sum(map(len, pieces)) > length - 1:
        pieces.pop()
    return "".join(pieces) + "…"


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - four digits
