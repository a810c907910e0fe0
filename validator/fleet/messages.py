"""Messages of manifests that are rows of a table, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

# tables.py
NO_PYARROW = Text(
    'validator.fleet needs pyarrow; run: pip install "facepolicy[arrow]"',
    'validator.fleet 需要 pyarrow；请运行：pip install "facepolicy[arrow]"',
)
NO_TABLE = Text(
    "expected Arrow data (record batches, a table, a dataset or a reader), not {type}",
    "应为 Arrow 数据（记录批、表、数据集或读取器），而不是 {type}",
)
NO_COLUMN = Text(
    "the table does not have exactly one column {name}; its columns: {names}",
    "表中名为 {name} 的列不是恰好一列；现有的列：{names}",
)
NO_BASES = Text(
    "the column {name} of bases is {type}; expected: a map of names to texts",
    "基础清单列 {name} 的类型为 {type}；应为名称到文本的映射",
)

# rows.py
NO_TEXT = Text("the row has no text: it is null", "该行没有文本：值为 null")
WRONG_TYPE = Text(
    "the row is {type}; expected: the text of a manifest", "该行的类型为 {type}；应为清单文本"
)
NOT_OPENED = Text(
    "evidence {id} is a file and is not opened here: it counts as declared",
    "证据 {id} 是文件，此处不打开：按仅声明处理",
)
FAILED = Text(
    "the row cannot be checked: {error}; please report this with the row",
    "无法检查该行：{error}；请连同该行报告此问题",
)
