"""Messages of problems, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

# arguments.py
WRONG_TYPE = Text(
    "{name}: expected {expected}, not {found}", "{name}：应为{expected}，而不是 {found}"
)
EMPTY_TEXT = Text(
    "{name}: expected {expected}, not an empty text; leave the argument out if you mean none",
    "{name}：应为{expected}，而不是空文本；如不需要，请省略该参数",
)
NOT_ONE_OF = Text("{name}: {given} is not one of {names}", "{name}：{given} 不在 {names} 之中")
ENUMERATION = Text(", ", "、")
PATH = Text("a path", "路径")
TEXT = Text("str or bytes", " str 或 bytes")
NAME = Text("str", " str")
TRUTH = Text("True or False", " True 或 False")
STYLE = Text("a Style", " Style")
FUNCTION = Text("a function", "函数")

# errors.py
STOPS = Text(
    "{text} (stops {number} manifests{names})", "{text}（{number} 份清单因此无法检查{names}）"
)
STOPS_ONE = Text("{text} (stops 1 manifest{names})", "{text}（1 份清单因此无法检查{names}）")
STOPPED = Text(": {}", "：{}")

# names.py
AND_MORE = Text("{names} and {more:,} more", "{names}，另有 {more:,} 份")
