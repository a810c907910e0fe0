"""Messages of the pytest plugin, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

NO_SUCH_FILE = Text("no such file or folder", "没有该文件或文件夹")
NOTHING_TO_COLLECT = Text(
    "no manifest to collect: there are only bases, other documents, or files that --ignore or "
    "--ignore-glob leaves out",
    "没有可收集的清单：只有基础清单、其他文件，或被 --ignore、--ignore-glob 排除的文件",
)
