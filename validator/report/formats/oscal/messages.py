"""Messages of the OSCAL report, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

# __init__.py
REPORT_TITLE = Text("facepolicy assessment results", "facepolicy 评估结果")

# results.py: clauses
SELECTED_CLAUSES = Text(
    "Clauses of {} for which rules were run. Clauses without a result are excluded; the "
    "remarks give the reason.",
    "{} 中已运行规则的条款。排除的条款没有规则作出结论，原因见备注。",
)
RULES_NOT_SELECTED = Text("its rules were not selected for this run", "本次检查未选用其规则")
OBJECTIVE = Text(
    "The part of this clause that rules decide, on the facts stated in a manifest.",
    "就清单所述事实，由规则判定的部分。",
)
PARTLY_DECIDED = Text("A machine can decide it only in part: {}", "机器只能判定一部分：{}")
UNDECIDED = Text(
    "The facts stated do not contradict it, and do not show it either.",
    "所述事实未与之相悖，但也未能表明已做到。",
)
RULES_OF = {
    "fail": Text("failed: {}", "不通过：{}"),
    "waived": Text("waived, still not satisfied: {}", "已豁免，但仍未满足：{}"),
    "pass": Text("passed on the facts stated: {}", "就所述事实通过：{}"),
    "not-reviewed": Text("a person has to judge: {}", "须由人判断：{}"),
    "not-applicable": Text("not applicable: {}", "不适用：{}"),
}
"""By the status of the rules."""

# __init__.py: inputs
PLAN = Text("Assessment plan", "评估计划")
PLAN_DESCRIPTION = Text(
    "There is no separate plan: every rule of the packs below is run over every manifest to "
    "which they apply.",
    "没有单独的评估计划：对适用的每份清单运行下列规则包的每条规则。",
)
MANIFEST = Text("Manifest", "清单")
PACK_OF_RULES = Text(
    "Pack of rules; the digest is over all its files", "规则包；摘要覆盖其全部文件"
)
WAIVERS = Text("Waivers", "豁免")
ATTESTATIONS = Text("What persons judged", "人工判断")
BASELINE = Text("Baseline: known failures", "基线：此前已知的不通过")

# results.py: risks
APPROVED_BY = Text("Approved by {}", "批准人：{}")

# results.py
NO_ANSWER = Text("No answer: no manifest could be used", "没有结论：没有可用的清单")
RESULT_TITLE = Text("Results for {}", "{} 的结果")
RESULT_DESCRIPTION = Text(
    "{0} rules of {1} packs were run over one manifest, on the facts stated in it.",
    "就一份清单所述事实，运行了 {1} 个规则包的 {0} 条规则。",
)
DEPLOYMENT = Text("The deployment that the manifest describes", "清单所描述的部署")
TOOL = Text("Checks manifests against packs of rules", "对照规则包检查清单")
LOG_OF_RUN = Text("Log of the run", "运行日志")
COULD_NOT_BE_USED = Text("Could not be used", "无法使用")
ENTRY_WITHOUT_EFFECT = Text("Waiver or attestation without effect", "未生效的豁免或人工判断")
NOT_RUN = Text("Not run: {}: {}", "未纳入检查：{}：{}")
