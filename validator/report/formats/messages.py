"""Messages of the formats, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

# several formats
DEPLOYMENTS = Text("Activities by deployment", "按部署列出的活动")
FAILURES_OF = Text("{} fail", "不通过 {} 项")
TO_STATE = Text("To state, so that more can be decided", "请补充说明，以便判定")
UNREVIEWED = Text(
    "For a person to judge: is the requirement met? (facepolicy attest add)",
    "需人工判断：该项要求是否符合？（facepolicy attest add）",
)
FOR = Text("for", "用于")
ENDING_SOON = Text("Ends within 60 days", "60 天内到期")
EXCEPTIONS = Text("Passed by an exception", "因例外而通过")
NOT_APPLICABLE = Text("Not applicable", "不适用")
NOT_RUN = Text("Not run", "未纳入检查")
ATTESTED = Text("Met by the judgement of a person", "经人工判断为符合")
WAIVED = Text("Waived failures", "已豁免的不通过项")
KNOWN = Text("Known from the baseline", "基线已知")
IMPROVED = Text("Better than the baseline", "较基线已改善")
PASSED = Text("Passed", "通过")
HEADINGS = {
    "violated": Text("Contradicted by the facts stated", "与所述事实相悖"),
    "unmet": Text("Judged as not met by a person", "经人工判断为不符合"),
    "expired": Text("Evidence has expired", "证据已过期"),
    "unevidenced": Text("Evidence is missing", "缺少证据"),
}

MORE_PLACES = Text("and {:,} more; the JSON report has all", "另有 {:,} 处，完整内容见 JSON 报告")
MORE_FACTS = Text("and {:,} more; the JSON report has all", "另有 {:,} 项，完整内容见 JSON 报告")

NOT_READ = Text(
    "Files that look like manifests and were not read: hidden, or with another suffix",
    "未读取的疑似清单文件：被隐藏或扩展名不同",
)

# clauses.py
EXCEPTION_FOR_RULES = Text("an exception that {} may use", "{} 可援引的例外")

# github.py
ANNOTATIONS_LEFT_OUT = Text(
    "Annotations left out: {number:,}, because GitHub shows {most} of each type. Requirements that "
    "failed and are in none: {requirements:,}. The summary of the job has all.",
    "未列出的注解：{number:,} 条，因为 GitHub 每种类型只显示 {most} 条；"
    "未见于任何注解的不通过要求：{requirements:,} 项。完整内容见任务摘要。",
)

# junit.py
WAIVED_UNTIL = Text("waived {}", "已豁免，{}")

# sarif.py
RESULTS_LEFT_OUT = Text(
    "{left_out:,} results are left out: this log has the gravest {shown:,}, which is as many as "
    "GitHub shows. The JSON report has all.",
    "略去了 {left_out:,} 项结果：本文件仅含最严重的 {shown:,} 项，即 GitHub 显示的上限；"
    "完整内容见 JSON 报告。",
)

# text.py
CONFIGURATION = Text("Facts in configuration files", "配置文件中的事实")
BROKEN_EVIDENCE = Text("Listed evidence that does not count", "已列出但不能作为证据")
ENTRIES_TO_CHECK = Text("Waivers and attestations that need attention", "需要处理的豁免和人工判断")
KNOWN_FAILURES = Text("{} failures of {} rules", "{} 项不通过，涉及 {} 条规则")
NOT_FOR_A_MACHINE = Text("A machine cannot decide", "无法由机器判定")
VERDICTS = {
    "fail": Text("FAIL", "不通过"),
    "lesser": Text("WARN", "提示"),
    "pass": Text("PASS", "通过"),
    "waived": Text("WAIVED", "已豁免"),
    "not-reviewed": Text("REVIEW", "待判断"),
}
TODO = Text("TODO", "待补充")
