"""Messages about differences, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

CHANGES = {
    "newly-failing": Text("Newly failing", "新增不通过"),
    "still-failing": Text("Failing in both", "两者均不通过"),
    "newly-passing": Text("Newly passing", "新增通过"),
    "newly-applicable": Text("Newly applicable, and met", "新增适用且已满足"),
    "newly-waived": Text("Newly waived", "新增豁免"),
    "to-judge": Text("Now for a person to judge", "改为需人工判断"),
    "dropped": Text("No longer required", "不再要求"),
}
NO_DIFFERENCE = Text("No difference.", "没有差异。")
FROM_TO = Text("{} → {}", "{} → {}")
FACT_CHANGED = Text("{fact}: {before} → {after}", "{fact}：{before}→{after}")
DOCUMENT_ADDED = Text("{fact}: added document {after}", "{fact}：新增证据 {after}")
DOCUMENT_REMOVED = Text("{fact}: removed document {before}", "{fact}：删除证据 {before}")
NOT_COMPARED = Text("Could not be read, and not compared", "无法读取而未比较")
CHANGED_FACTS = Text("Changed facts", "变化的事实")
ENDING = Text("Ends in between", "期间到期")
STARTED = Text("Comes into force", "开始施行")
ENDED = Text("No longer in force", "不再施行")
NEWLY_RUN = Text("Instruments that now run", "新纳入检查的规则包")
NO_LONGER_RUN = Text("Instruments that no longer run", "不再纳入检查的规则包")
ADDED = Text("New manifest", "新增清单")
REMOVED = Text("Manifest no longer there", "已移除的清单")
HEADING = Text("{what} ({number})", "{what}（{number}）")
NO_REQUIREMENT = Text("No requirement changes because of it.", "没有要求因此变化。")
AND_REASON = Text(" [{}]", "［{}］")
BEFORE = Text("before: {}", "此前：{}")
NOT_REQUIRED_BEFORE = Text("not required before", "此前没有对应要求")
ID_AND_STATUS = Text("{} {}", "{} {}")
TITLE = Text("What changes", "变化")
COLUMNS = {
    "fact": Text("fact", "事实"),
    "before": Text("before", "此前"),
    "after": Text("after", "此后"),
    "rules": Text("requirements that change", "随之变化的要求"),
    "rule": Text("requirement", "要求"),
    "place": Text("place", "位置"),
}
