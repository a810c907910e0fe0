"""From the bytes of a file to its text: printable UTF-8 only."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from validator.manifest.reading import messages
from validator.manifest.reading.problems import refuse
from validator.model.errors import Position
from validator.model.quote import quote

if TYPE_CHECKING:
    from validator.model.text import Text

# The longer marks first: UTF-32's starts like UTF-16's.
_FOREIGN_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}

# YAML 1.2.2, section 5.1, with three more excluded: DEL and NEL, which no manifest
# needs, and a byte order mark inside the text, which is invisible.
_FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]"
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))


def decode(data: bytes, source: str) -> str:
    """Decode the content of a file.

    Args:
        data: the raw bytes.
        source: the name of the file, for messages.

    Returns:
        The text, without a byte order mark.

    Raises:
        ManifestError: the bytes are not UTF-8, or the text contains control characters.
    """
    for mark, encoding in _FOREIGN_MARKS.items():
        if data.startswith(mark):
            refuse(source, _foreign(encoding), Position(1, 1))
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        refuse(source, _not_utf8(data[error.start]), _position(before, len(before)))
    if _may_be_forbidden(data) and (found := re.search(_FORBIDDEN, text)):
        refuse(source, _control(found[0]), _position(text, found.start()))
    return text


def _may_be_forbidden(data: bytes) -> bool:
    """Return whether bytes may contain a forbidden character; a cheap test that most files pass.

    Beyond ASCII, forbidden characters start in UTF-8 with C2, EF BB BF or EF BF.
    """
    if len(data.translate(None, _CONTROLS)) < len(data) or b"\xc2" in data:
        return True
    return b"\xef" in data and (b"\xef\xbb\xbf" in data or b"\xef\xbf" in data)


def _position(text: str, offset: int) -> Position:
    from validator.manifest.reading.lines import Lines

    return Position(*Lines(text).at(offset))


def _foreign(encoding: str) -> Text:
    return messages.FOREIGN_ENCODING.format(encoding=encoding)


def _not_utf8(byte: int) -> Text:
    return messages.NOT_UTF8.format(byte=byte)


def _control(character: str) -> Text:
    shown = quote(character)
    return messages.CHARACTER_NOT_ACCEPTED.format(shown=shown)
