"""Messages of the pytest plugin, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

NO_SUCH_FILE = Text("no such file or folder", "没有该文件或文件夹")
NOTHING_TO_COLLECT = Text(
    "no manifest to collect: there are only bases, other documents, or files that --ignore, "
    "--ignore-glob or exclude in the configuration leaves out",
    "没有可收集的清单：只有基础清单、其他文件，或被 --ignore、--ignore-glob、配置中的 exclude "
    "排除的文件",
)
EXCLUDED = Text("facepolicy: files excluded by patterns: {}", "facepolicy：按模式排除的文件 {} 个")
SAME_FACT = Text(
    "The fact also fails {}: one change for both.", "此项事实同时不符合 {}：一并整改。"
)
