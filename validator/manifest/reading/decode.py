"""From the bytes of a file to its text: UTF-8 and printable, or refused."""

from __future__ import annotations

import codecs
import re

from validator.manifest.reading.problems import refuse
from validator.model.errors import Position
from validator.model.quote import quote
from validator.model.text import Text

# The longer marks first: UTF-32's begins like UTF-16's.
_FOREIGN_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}

# YAML 1.2.2, section 5.1, with three more out: DEL and NEL, which no manifest
# needs, and a byte order mark inside the text, which nobody can see.
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
        ManifestError: the bytes are not UTF-8, or the text holds control characters.
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
    """Return whether bytes can hold a forbidden character: few can, and this costs little.

    Beyond ASCII, forbidden characters begin in UTF-8 with C2, EF BB BF or EF BF.
    """
    if len(data.translate(None, _CONTROLS)) < len(data) or b"\xc2" in data:
        return True
    return b"\xef" in data and (b"\xef\xbb\xbf" in data or b"\xef\xbf" in data)


def _position(text: str, offset: int) -> Position:
    from validator.manifest.reading.lines import Lines

    return Position(*Lines(text).at(offset))


def _foreign(encoding: str) -> Text:
    return Text(
        en=f"the file is in {encoding}; save it as UTF-8",
        zh=f"文件编码为 {encoding}；请另存为 UTF-8",
    )


def _not_utf8(byte: int) -> Text:
    return Text(
        en=f"the byte 0x{byte:02x} is not UTF-8 here; save the file as UTF-8",
        zh=f"此处的字节 0x{byte:02x} 不是 UTF-8；请将文件另存为 UTF-8",
    )


def _control(character: str) -> Text:
    shown = quote(character)
    return Text(
        en=f"the character {shown} is not accepted here; remove it, "
        f"or write {shown} inside a string in double quotes",
        zh=f"此处不接受字符 {shown}；请删去，或在双引号字符串中写作 {shown}",
    )
