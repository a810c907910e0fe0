"""Messages of the reader, in English and Chinese."""

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
        en="this document is empty; fill it, or remove the '---' before it",
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
        en=f"the key {shown} is a duplicate, first used at {line}:{column}; keep one of the two",
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
    """An alias inside its own anchor."""
    shown = quote(name)
    return Text(
        en=f"the alias {shown} is inside its own anchor, which has no end; write the value out",
        zh=f"别名 {shown} 位于其自身锚点之内，会无限展开；请直接写出值",
    )


def lone_surrogate(value: str) -> Text:
    """Half of a UTF-16 surrogate pair, which no encoding can print."""
    shown = quote(value)
    return Text(
        en=f"{shown} contains half a surrogate pair, which is no character; write both halves "
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
        en=f"not valid YAML: {detail}; correct the indentation, quotes or brackets here or above",
        zh=f"不是有效的 YAML：{detail}；请检查此处或前文的缩进、引号与括号",
    )


FULL_WIDTH = Text(
    "not valid YAML: found {found}, a full-width or typographic character; YAML needs {meant}",
    "不是有效的 YAML：此处是全角或排版字符 {found}，应为半角的 {meant}",
)


def not_json(wanted: Text, found: str) -> Text:
    """Something that RFC 8259 has no rule for.

    Args:
        wanted: the values allowed here.
        found: the text from here on; empty at the end of the file.
    """
    shown = quote(found) if found else "the end of the file"
    shown_zh = f" {quote(found)}" if found else "文件结尾"
    return Text(
        en=f"not valid JSON: found {shown}, expected {wanted.en}",
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


# json_reader.py
EXPECTED_VALUE = Text("a value", "一个值")
EXPECTED_STRING = Text(
    "a string that ends on its line, with control characters and \\ escaped",
    "在本行结束的字符串，其中的控制字符与 \\ 须转义",
)
EXPECTED_KEY = Text("a key in double quotes", "双引号中的键")
EXPECTED_KEY_OR_END = Text("a key in double quotes or '}'", "双引号中的键或 '}'")
EXPECTED_COLON = Text("':' after the key", "键后的 ':'")
EXPECTED_NEXT = {"]": Text("',' or ']'", "',' 或 ']'"), "}": Text("',' or '}'", "',' 或 '}'")}
EXPECTED_END = Text("nothing after the value", "值后再无内容")

# paths.py
CANNOT_BE_LISTED = Text(
    "cannot be listed: {reason}; check the path and its permissions",
    "无法列出：{reason}；请检查路径与权限",
)
IMPOSSIBLE_PATH = Text(
    en="the path contains a character that paths cannot contain; check the path",
    zh="路径含有不可能出现在路径中的字符；请检查路径",
)
NOT_A_PATTERN = Text(
    en="not a pattern as in .gitignore: {why}",
    zh="不是 .gitignore 形式的模式：{why}",
)
EMPTY_DIRECTORY = Text(
    en="there is no .yaml, .yml or .json file in or below this directory; "
    "add one, or name another directory",
    zh="此目录及其下没有 .yaml、.yml 或 .json 文件；请添加文件，或指定其他目录",
)
EMPTY_PATTERN = Text(
    en="no file matches this pattern; correct it, or name the files",
    zh="没有文件与此模式匹配；请更正模式，或直接指定文件",
)

# source.py
FILE_TOO_LARGE = Text(
    "the file is larger than {limit} bytes; split it",
    "文件超过 {limit} 字节；请拆分",
)
CANNOT_BE_READ = Text(
    "cannot be read: {reason}; check the path",
    "无法读取：{reason}；请检查路径",
)
IS_DIRECTORY = Text(
    en="this is a directory; name a YAML or JSON file in it",
    zh="这是目录；请指定其中的 YAML 或 JSON 文件",
)
NOT_REGULAR_FILE = Text(
    en="this is not a regular file; name one, or send the content to standard input and name '-'",
    zh="这不是普通文件；请指定普通文件，或将内容送入标准输入并指定 '-'",
)
NO_SUCH_FILE = Text(
    en="there is no such file; check the path",
    zh="没有此文件；请检查路径",
)
NO_PERMISSION = Text(
    en="the file may not be read; check its permissions",
    zh="无权读取此文件；请检查权限",
)

# decode.py
FOREIGN_ENCODING = Text(
    "the file is in {encoding}; save it as UTF-8",
    "文件编码为 {encoding}；请另存为 UTF-8",
)
NOT_UTF8 = Text(
    "the byte 0x{byte:02x} is not UTF-8 here; save the file as UTF-8",
    "此处的字节 0x{byte:02x} 不是 UTF-8；请将文件另存为 UTF-8",
)
CHARACTER_NOT_ACCEPTED = Text(
    "the character {shown} is not accepted here; remove it, or write {shown} inside a string "
    "in double quotes",
    "此处不接受字符 {shown}；请删去，或在双引号字符串中写作 {shown}",
)

# numbers.py
NUMBER_TOO_LARGE = Text(
    "{shown} is too large for a number; quote it if a string is meant",
    "{shown} 超出数的范围；若要表示字符串请加引号",
)
NOT_FINITE = Text(
    "{shown} is not a finite number; write one, or quote it if a string is meant",
    "{shown} 不是有限的数；请写有限的数，若要表示字符串请加引号",
)
TOO_MANY_DIGITS = Text(
    "the integer {shown} has more than {DIGITS} digits, which programs read differently; "
    "quote it if a string is meant",
    "整数 {shown} 超过 {DIGITS} 位，不同程序读法不一；若要表示字符串请加引号",
)
