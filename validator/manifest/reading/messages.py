"""Messages of the reader, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

# json_reader.py, yaml_reader.py, values.py
EMPTY_FILE = Text("the file is empty; write a document in it", "文件为空；请写入一份文档")
KEY_NOT_STRING = Text(
    "the key {key} is not a string; write a plain name, or put the key in quotes",
    "键 {key} 不是字符串；请写普通名称，或给键加引号",
)
DUPLICATE_KEY = Text(
    "the key {key} is a duplicate, first used at {line}:{column}; keep one of the two",
    "键 {key} 重复，首次出现在 {line}:{column}；请只保留一处",
)
LONE_SURROGATE = Text(
    "{text} contains half a surrogate pair, which is no character; write both halves "
    "or the character itself",
    "{text} 含有半个代理对，不构成字符；请写全两半，或直接写该字符",
)
TOO_DEEP = Text(
    "mappings and sequences are nested more than {limit} deep here; make it flatter",
    "此处映射与序列的嵌套超过 {limit} 层；请减少层次",
)
TOO_MANY_NODES = Text(
    "the file has more than {limit} keys and values once its aliases are "
    "written out; split it, or use fewer aliases",
    "别名展开后，文件的键与值超过 {limit} 个；请拆分文件，或减少别名",
)

# yaml_reader.py
EMPTY_DOCUMENT = Text(
    "this document is empty; fill it, or remove the '---' before it",
    "此文档为空；请补上内容，或删去开始它的 '---'",
)
UNKNOWN_ANCHOR = Text(
    "the alias {name} has no anchor before it in this document; "
    "define the anchor first, or quote the text if a string is meant",
    "别名 {name} 在本文档前文中没有对应的锚点；请先定义锚点，若要表示字符串请加引号",
)
RECURSIVE_ALIAS = Text(
    "the alias {name} is inside its own anchor, which has no end; write the value out",
    "别名 {name} 位于其自身锚点之内，会无限展开；请直接写出值",
)
TOO_MANY_DOCUMENTS = Text(
    "the file has more than {limit} documents; split it", "文件中的文档超过 {limit} 份；请拆分文件"
)
PHRASES = {
    "did not find expected ',' or ']'": Text("expected ',' or ']'", "此处应为 “,” 或 “]”"),
    "did not find expected ',' or '}'": Text("expected ',' or '}'", "此处应为 “,” 或 “}”"),
    "did not find expected '-' indicator": Text("expected '-'", "此处应为 “-”"),
    "did not find expected key": Text("expected a key", "此处应为键"),
    "did not find expected node content": Text("expected a value", "此处应为值"),
    "did not find expected <document start>": Text(
        "expected nothing more after the end of the document", "文档已结束，其后不应有内容"
    ),
    "did not find expected comment or line break": Text(
        "expected a comment or the end of the line", "此处应为注释或行末"
    ),
    "did not find expected alphabetic or numeric character": Text(
        "expected a letter or digit", "此处应为字母或数字"
    ),
    "could not find expected ':'": Text("expected ':' after the key", "键之后应为 “:”"),
    "mapping values are not allowed in this context": Text(
        "':' is not permitted here", "此处不能有 “:”"
    ),
    "mapping keys are not allowed in this context": Text(
        "no key is permitted here", "此处不能开始键"
    ),
    "block sequence entries are not allowed in this context": Text(
        "'-' is not permitted here", "此处不能有 “-”"
    ),
    "found character that cannot start any token": Text(
        "a text that starts with this character needs quotes", "以此字符开头的文本须加引号"
    ),
    "found unexpected end of stream": Text("the file ends before the text", "文件结束而文本未结束"),
    "found unexpected document indicator": Text(
        "the document ends before the text", "文档结束而文本未结束"
    ),
    "found unknown escape character": Text(
        "unknown escape after the backslash", "反斜杠之后的转义未知"
    ),
    "found invalid Unicode character escape code": Text(
        "the escape is no Unicode character", "转义不是有效的 Unicode 字符"
    ),
}
"""The phrases of libyaml for what it found, in plain words; other phrases stay as they are."""
READING = {
    "while parsing a flow sequence": Text("in a list in brackets", "在方括号列表中"),
    "while parsing a flow mapping": Text("in a mapping in braces", "在花括号映射中"),
    "while parsing a flow node": Text("in brackets or braces", "在括号中"),
    "while parsing a block mapping": Text("in a mapping", "在键值映射中"),
    "while parsing a block collection": Text("in a list", "在列表中"),
    "while parsing a block node": Text("in a value", "在值中"),
    "while parsing a quoted scalar": Text("in a text in quotes", "在引号文本中"),
    "while scanning a quoted scalar": Text("in a text in quotes", "在引号文本中"),
    "while scanning a block scalar": Text("in a text after | or >", "在 | 或 > 之后的文本中"),
    "while scanning a simple key": Text("in a key", "在键中"),
    "while scanning an anchor": Text("in an anchor", "在锚点中"),
    "while scanning an alias": Text("in an alias", "在别名中"),
    "while scanning for the next token": Text("", ""),
}
"""The phrases of libyaml for what it was reading."""
FOUND_WHILE = Text("{found} ({reading})", "{found}（{reading}）")
READING_SINCE = Text("{reading} that began at line {line}", "{reading}，始于第 {line} 行")
SOMETHING_UNEXPECTED = Text("something unexpected", "内容不符合预期")
TAG = Text(
    "the tag {tag} is not accepted; remove it, and quote the value if a string is meant",
    "不接受标签 {tag}；请删去，若要表示字符串请给值加引号",
)
TAG_DIRECTIVES = Text(
    "there are too many %TAG directives, and tags are not accepted; remove them",
    "%TAG 指令过多，且不接受标签；请删去",
)
FORMER_LINE_BREAK = Text(
    "the character {character} ends a line for some YAML readers and not for others; "
    "remove it, or write {character} in double quotes",
    "字符 {character} 在部分 YAML 读取器中会换行；请删去，或在双引号中写作 {character}",
)
NOT_YAML = Text(
    "not valid YAML: {detail}; correct the indentation, quotes or brackets here or above",
    "不是有效的 YAML：{detail}；请检查此处或前文的缩进、引号与括号",
)
TAB = Text(
    "not valid YAML: a tab; YAML is indented with spaces",
    "不是有效的 YAML：此处是制表符，缩进应使用空格",
)
FULL_WIDTH = Text(
    "not valid YAML: found {found}, a full-width or typographic character; YAML needs {meant}",
    "不是有效的 YAML：此处是全角或排版字符 {found}，应为半角的 {meant}",
)

# values.py
AT_POINTER = Text("{pointer}: {text}", "{pointer}：{text}")
NOT_JSON_TYPE = Text(
    "a value of type {name} is not JSON; give a dict, list, string, number, boolean or None",
    "类型为 {name} 的值不属于 JSON；请给出 dict、list、字符串、数、布尔值或 None",
)

# json_reader.py
NOT_JSON = Text(
    "not valid JSON: found {found}, expected {wanted}", "不是有效的 JSON：遇到{found}，应为{wanted}"
)
FOUND = Text("{0}", " {0}")
END_OF_FILE = Text("the end of the file", "文件结尾")
EXPECTED_VALUE = Text("a value", "一个值")
EXPECTED_STRING = Text(
    "a string that ends on its line, with control characters and \\ escaped",
    "在本行结束的字符串，其中的控制字符与 \\ 须转义",
)
EXPECTED_KEY = Text(
    "a key in double quotes, or no comma before it", "双引号中的键，或去掉前面的逗号"
)
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
    "the path contains a character that paths cannot contain; check the path",
    "路径含有不可能出现在路径中的字符；请检查路径",
)
NOT_A_PATTERN = Text("not a pattern as in .gitignore: {why}", "不是 .gitignore 形式的模式：{why}")
EMPTY_DIRECTORY = Text(
    "there is no .yaml, .yml or .json file in or below this directory; "
    "add one, or name another directory",
    "此目录及其下没有 .yaml、.yml 或 .json 文件；请添加文件，或指定其他目录",
)
EMPTY_PATTERN = Text(
    "no file matches this pattern; correct it, or name the files",
    "没有文件与此模式匹配；请更正模式，或直接指定文件",
)

# source.py
FILE_TOO_LARGE = Text(
    "the file is larger than {limit} bytes; split it", "文件超过 {limit} 字节；请拆分"
)
CANNOT_BE_READ = Text("cannot be read: {reason}; check the path", "无法读取：{reason}；请检查路径")
IS_DIRECTORY = Text(
    "this is a directory; name a YAML or JSON file in it",
    "这是目录；请指定其中的 YAML 或 JSON 文件",
)
NOT_REGULAR_FILE = Text(
    "this is not a regular file; name one, or send the content to standard input and name '-'",
    "这不是普通文件；请指定普通文件，或将内容送入标准输入并指定 '-'",
)
NO_SUCH_FILE = Text("there is no such file; check the path", "没有此文件；请检查路径")
NO_PERMISSION = Text(
    "the file may not be read; check its permissions", "无权读取此文件；请检查权限"
)

FOREIGN_ENCODING = Text(
    "the file is in {encoding}; save it as UTF-8", "文件编码为 {encoding}；请另存为 UTF-8"
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

# scalars.py
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
