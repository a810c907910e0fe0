"""Messages of the structure of a manifest, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

# model.py
ONE_DOCUMENT_EXPECTED = Text(
    "expected one document, but the file has {documents}; this is the second",
    "只应有一份文档，而文件有 {documents} 份；第二份始于此处",
)

# migration.py
NOT_WRITTEN_PLAINLY = Text(
    '"{old}" is not written plainly here; write {new} yourself, then migrate',
    "此处的 “{old}” 并非直接写出；请自行改为 {new}，然后再迁移",
)

# structure.py
BOUNDS_CONTRADICT = Text("atLeast is more than atMost", "atLeast 大于 atMost")
OTHERS_UNKNOWN_NOT_LAST = Text(
    "others-unknown must be the last entry of its list", "others-unknown 应为列表的最后一项"
)
MISSING = Text("{name} is missing", "缺少 {name}（{title}）")
COLON = Text(": ", "：")
FORM_SUCH_AS = Text("{form} Such as {example}.", "{form}例如 {example}。")
BOUNDS = {
    "minItems": Text("at least {} in the list", "列表至少 {} 项"),
    "maxItems": Text("at most {} in the list", "列表最多 {} 项"),
    "minLength": Text("at least {} characters", "至少 {} 个字符"),
    "maxLength": Text("at most {} characters", "最多 {} 个字符"),
    "minimum": Text("at least {}", "不小于 {}"),
    "maximum": Text("at most {}", "不大于 {}"),
    "uniqueItems": Text("each entry only once", "各项不得重复"),
}
MERGE_KEY = Text(
    'merge key "<<" is not part of YAML 1.2; write the keys out',
    "YAML 1.2 没有合并键 “<<”，请逐项写出",
)
UNKNOWN_KEY_NEAR = Text(
    'unknown key {key}; did you mean "{near}"?', "未知的键 {key}；是否应为 “{near}”？"
)
UNKNOWN_KEY_OF_SECTION = Text(
    "unknown key {key}; it belongs under {near}: indent it",
    "未知的键 {key}；应缩进到 {near} 之下",
)
WRITE = Text("{text} Write {written}.", "{text}写为 {written}。")
UNKNOWN_KEY_COLON = Text(
    "unknown key {key}; YAML needs a space after the colon", "未知的键 {key}；YAML 的冒号后须有空格"
)
UNKNOWN_KEY = Text("unknown key {key}; known here: {names}", "未知的键 {key}；此处可用：{names}")
UNKNOWN_KEY_OWN = Text("{text}; own keys start with x-", "{text}；自定义键以 x- 开头")
UNKNOWN_KEY_FULL_WIDTH = Text(
    "unknown key {key}: {found} is a full-width or typographic character; YAML needs {meant}",
    "未知的键 {key}：其中 {found} 是全角或排版字符，应为半角的 {meant}",
)
FULL_WIDTH = Text(
    "{expected} ({found} is a full-width or typographic character; YAML needs {meant})",
    "{expected}（其中 {found} 是全角或排版字符，应为半角的 {meant}）",
)
THE_DOCUMENT = Text("the document", "文档")
WRONG_VALUE = Text(
    "{name} is {actual}; expected: {expected}", "{name} 的值为 {actual}；应为：{expected}"
)
DID_YOU_MEAN = Text('did you mean "{near}"?', "可能是 “{near}”")
ONE_OF_NEAR = Text('{expected}; did you mean "{near}"?', "{expected}；可能是 “{near}”")
ONE_OF = Text("one of {listed}", "以下之一：{listed}")
PUT_IN_QUOTES = Text("{text}; put it in quotes", "{text}；请加引号")
OLD_VERSION = Text(
    '{version} is no longer read; run "facepolicy migrate FILE", which keeps comments',
    "不再读取 {version}；请运行 “facepolicy migrate 文件”，注释会保留",
)
LIST_OF_ONE = Text("a list, such as [{item}]", "列表，如 [{item}]")
JSON_TYPES = {
    "object": Text("a mapping of keys to values", "键值映射"),
    "array": Text("a list", "列表"),
    "string": Text("text", "文本"),
    "integer": Text("a whole number", "整数"),
    "number": Text("a number", "数字"),
    "boolean": Text("true or false", "true 或 false"),
    "null": Text("nothing", "空值"),
}

# structure.py: bases
BASE_ALONE = Text(
    "a base is not checked by itself; check the manifests that name it in extends",
    "基础清单不单独检查；请检查在 extends 中引用它的清单",
)
NO_BASE = Text(
    "kind is {actual}; a file that extends names has kind FaceRecognitionBase",
    "kind 的值为 {actual}；extends 所引用文件的 kind 应为 FaceRecognitionBase",
)

# structure.py: references, and what files prove
UNKNOWN_ID = Text(
    '"{name}" is not an id in the list {listing}', "{listing} 列表中没有标识 “{name}”"
)
UNKNOWN_ID_NEAR = Text(
    '"{name}" is not an id in the list {listing}; did you mean "{near}"?',
    "{listing} 列表中没有标识 “{name}”；是否应为 “{near}”？",
)
DUPLICATE_ID = Text('the id "{name}" is used more than once', "标识 “{name}” 重复出现")

MEANS_NOTHING = Text(
    "means is empty; list the texts that the configuration can have and what each means",
    "means 为空；请列出配置可取的文本及各自的含义",
)
UNKNOWN_FACT = Text(
    "{fact} is no fact of a manifest; the reference of the manifest lists them all",
    "{fact} 不是清单中的事实；全部事实见清单参考",
)
SECTION_NOT_FACT = Text(
    "{fact} is a section and not a single fact; point to a fact in it",
    "{fact} 是一个部分而非单项事实；请指向其中的事实",
)
NO_VALUE_OF = Text(
    "{value} is no value of {fact}; expected: one of {choices}",
    "{value} 不是 {fact} 的可取值；应为以下之一：{choices}",
)
NO_VALUE_OF_FORM = Text(
    "{value} is no value of {fact}; expected: what the manifest may state there",
    "{value} 不是 {fact} 的可取值；应为清单在该处可填写的值",
)

# bases.py
SITE_FACT_IN_BASE = Text(
    "{name} is a fact of one site only; state it in the manifest, not in a base",
    "{name} 只属于单个部署；请写在清单中，不要写在基础清单中",
)
EXTENDS_WITHOUT_FOLDER = Text(
    "extends needs a folder from which its paths lead to files; this manifest has none",
    "extends 的路径须相对于某个目录，而本清单不在任何目录中",
)
EXTENDS_IS_TEXT = Text(
    "extends is {name}; expected: a list; write [{name}]",
    "extends 的值为 {name}；应为列表：[{name}]",
)
EXTENDS_NO_LIST = Text(
    "extends is {actual}; expected: a list of relative paths, at least one",
    "extends 的值为 {actual}；应为相对路径的列表，至少一项",
)
TOO_MANY_BASES = Text(
    "more than {most} bases, those of bases included",
    "基础清单超过 {most} 份（含基础清单自身的基础清单）",
)
BASES_TOO_LARGE = Text(
    "the bases together have more than {limit} bytes", "各基础清单合计超过 {limit} 字节"
)
BASES_TOO_DEEP = Text("a chain of more than {deepest} bases", "基础清单的层级超过 {deepest} 层")
BASE_CYCLE = Text("these files extend each other: {chain}", "以下文件循环引用：{chain}")
BASE_NOT_RELATIVE = Text(
    "{name} is not a relative path with parts separated by /", "{name} 不是以 / 分隔的相对路径"
)
BASE_OUTSIDE = Text(
    "{name} leads out of the root of the project: the nearest folder upward with facepolicy.toml, "
    "pyproject.toml with [tool.facepolicy] or .git, otherwise the current folder",
    "{name} 超出项目根目录：向上最近的含有 facepolicy.toml、带 [tool.facepolicy] 的 "
    "pyproject.toml 或 .git 的目录，否则为当前目录",
)
BASE_NOT_GIVEN = Text("no text was given for the base {name}", "未提供基础清单 {name} 的内容")
BASE_MISSING = Text("there is no file {name}", "没有文件 {name}")
NULL_AGAINST_BASE = Text(
    "null cannot take away what a base states at {place}; state the fact that is true here",
    "null 不能取消基础清单在 {place} 处所说明的事实；请写明此处的实际情况",
)

# vocabulary.py
TRUE = Text("true", "是")
FALSE = Text("false", "否")
FULL_STOP = "。"
"""Ends the meaning of a value, but not its label."""
