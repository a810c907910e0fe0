"""What the parts of a report are called: the same in every format for people."""

from __future__ import annotations

from validator.engine.results import Reason
from validator.model.text import Text

TO_STATE = Text("To state, so that more can be decided", "请补充说明，以便判定")
UNREVIEWED = Text("For a person to judge", "需人工判断")
FOR = Text("for", "用于")
EXCEPTIONS = Text("Passed by an exception", "因例外而通过")
NOT_APPLICABLE = Text("Not applicable", "不适用")
NOT_RUN = Text("Not run", "未纳入检查")
ATTESTED = Text("Met by a person's judgement", "经人工判断为符合")
WAIVED = Text("Waived failures", "已豁免的不通过项")
KNOWN = Text("Known from the baseline", "基线已知")
IMPROVED = Text("Better than the baseline", "较基线已改善")
PASSED = Text("Passed", "通过")
MORE = Text("in {} more manifests", "另有 {} 份清单")
HEADINGS = {
    Reason.VIOLATED: Text("Contradicted by the facts stated", "与所述事实相悖"),
    Reason.EXPIRED: Text("Evidence has expired", "证据已过期"),
    Reason.UNEVIDENCED: Text("Evidence is missing", "缺少证据"),
}
