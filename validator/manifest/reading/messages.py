"""What the reader says when a rule about structure is broken, in both languages."""

from __future__ import annotations

from validator.model.quote import escape, quote
from validator.model.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from validator.manifest.reading.document import Place

_PHRASE_LENGTH = 100


def empty_file() -> Text:
    """Nothing but blanks and comments."""
    return Text(
        en="the file is empty; write a document in it",
        zh="文件为空；请写入一份文档",
    )


def empty_document() -> Text:
    """A document marker with nothing behind it."""
    return Text(
        en="this document is empty; fill it, or remove the '---' that begins it",
        zh="此文档为空；请补上内容，或删去开始它的 '---'",
    )


def key_not_string(key: object) -> Text:
    """A key that YAML reads as a number, boolean, null, mapping or sequence."""
    shown = quote(key)
    return Text(
        en=f"the key {shown} is not a string; write a plain name, or put the key in quotes",
        zh=f"键 {shown} 不是字符串；请写普通名称，或给键加引号",
    )


def duplicate_key(key: str, first: Place) -> Text:
    """A key for the second time in one mapping."""
    shown, (line, column) = quote(key), first
    return Text(
        en=f"the key {shown} is here again, first given at {line}:{column}; keep one of the two",
        zh=f"键 {shown} 重复，首次出现在 {line}:{column}；请只保留一处",
    )


def unknown_anchor(name: str) -> Text:
    """An alias whose anchor does not come before it in the document."""
    shown = quote(name)
    return Text(
        en=f"the alias {shown} has no anchor before it in this document; "
        "define the anchor first, or quote the text if a string is meant",
        zh=f"别名 {shown} 在本文档前文中没有对应的锚点；请先定义锚点，若要表示字符串请加引号",
    )


def recursive_alias(name: str) -> Text:
    """An alias inside what its own anchor stands on."""
    shown = quote(name)
    return Text(
        en=f"the alias {shown} stands inside its own anchor, which never ends; write the value out",
        zh=f"别名 {shown} 位于其自身锚点之内，会无限展开；请直接写出值",
    )


def lone_surrogate(value: str) -> Text:
    """Half of a UTF-16 surrogate pair, which no encoding can print."""
    shown = quote(value)
    return Text(
        en=f"{shown} holds half a surrogate pair, which is no character; write both halves "
        "or the character itself",
        zh=f"{shown} 含有半个代理对，不构成字符；请写全两半，或直接写该字符",
    )


def too_deep(limit: int) -> Text:
    """Nesting past the limit."""
    return Text(
        en=f"mappings and sequences are nested more than {limit} deep here; make it flatter",
        zh=f"此处映射与序列的嵌套超过 {limit} 层；请减少层次",
    )


def too_many_nodes(limit: int) -> Text:
    """A file past the limit, most often through aliases of aliases."""
    return Text(
        en=f"the file has more than {limit} keys and values once its aliases are "
        "written out; split it, or use fewer aliases",
        zh=f"别名展开后，文件的键与值超过 {limit} 个；请拆分文件，或减少别名",
    )


def too_many_documents(limit: int) -> Text:
    """One document past the limit."""
    return Text(
        en=f"the file has more than {limit} documents; split it",
        zh=f"文件中的文档超过 {limit} 份；请拆分文件",
    )


def tag(written: str) -> Text:
    """An explicit tag, which could change how a value is read."""
    shown = quote(written)
    return Text(
        en=f"the tag {shown} is not accepted; remove it, and quote the value if a string is meant",
        zh=f"不接受标签 {shown}；请删去，若要表示字符串请给值加引号",
    )


def tag_directives() -> Text:
    """More %TAG directives than any honest file has."""
    return Text(
        en="there are too many %TAG directives, and tags are not accepted; remove them",
        zh="%TAG 指令过多，且不接受标签；请删去",
    )


def former_line_break(character: str) -> Text:
    """A character that ends a line in YAML 1.1 and not in YAML 1.2."""
    shown = quote(character)
    return Text(
        en=f"the character {shown} ends a line for some YAML readers and not for others; "
        f"remove it, or write {shown} in double quotes",
        zh=f"字符 {shown} 在部分 YAML 读取器中会换行；请删去，或在双引号中写作 {shown}",
    )


def not_yaml(found: str = "", context: str = "", began: int | None = None) -> Text:
    """An error of the YAML parser.

    Args:
        found: the parser's phrase for what it found; may be empty.
        context: the parser's phrase for what it was reading; may be empty.
        began: the line at which that began.
    """
    phrase = escape(found or "something unexpected", _PHRASE_LENGTH)
    where = escape(context, _PHRASE_LENGTH) + (f" that began at line {began}" if began else "")
    detail = phrase + (f" ({where})" if context else "")
    return Text(
        en=f"not valid YAML: {detail}; mend the indentation, quotes or brackets here or just above",
        zh=f"不是有效的 YAML：{detail}；请检查此处或前文的缩进、引号与括号",
    )


def not_json(wanted: Text, found: str) -> Text:
    """Something that RFC 8259 has no rule for.

    Args:
        wanted: what may stand here.
        found: the text from here on; empty at the end of the file.
    """
    shown = quote(found) if found else "the end of the file"
    shown_zh = f" {quote(found)}" if found else "文件结尾"
    return Text(
        en=f"not valid JSON: found {shown}, wanted {wanted.en}",
        zh=f"不是有效的 JSON：遇到{shown_zh}，应为{wanted.zh}",
    )


def not_json_type(name: str) -> Text:
    """A Python object that JSON has no word for."""
    shown = quote(name)
    return Text(
        en=f"a value of type {shown} is not JSON; give a dict, list, string, number, "
        "boolean or None",
        zh=f"类型为 {shown} 的值不属于 JSON；请给出 dict、list、字符串、数、布尔值或 None",
    )
