"""Messages of the summary of many sites, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

REPORT_TITLE = Text("facepolicy: summary of sites", "facepolicy 站点汇总")
SITES = Text("Sites", "站点")
VERDICTS = {
    "fail": Text("failed", "不通过"),
    "unusable": Text("unreadable", "无法读取"),
    "incomplete": Text("incomplete", "待补充"),
    "pass": Text("passed", "通过"),
    "not-applicable": Text("not applicable", "不适用"),
}
ACCEPTED = {
    "known": Text("with failures known from the baseline", "有基线已知的不通过项"),
    "waived": Text("with waived failures", "有已豁免的不通过项"),
}
ACCEPTED_IN_ALL = Text("{kind} ({failures:,})", "{kind}（{failures:,} 项）")
ONLY_ACCEPTED = Text(
    "Sites with known or waived failures, and nothing else to fix", "仅有已知或已豁免不通过项的站点"
)
FACTS = Text("Facts to fix first", "首先应处理的事实")
RULES = Text("Rules that fail in most sites", "不通过站点最多的规则")
MORE_ROWS = Text("{:,} more", "另有 {:,} 项")
BY_LABEL = Text("By label {}", "按标签 {}")
WITHOUT = Text("(without)", "（无）")
NOT_READ = Text("(unreadable)", "（无法读取）")
UNREADABLE = Text("Could not be checked", "无法检查")
TO_FIX = Text("Sites to fix", "应处理的站点")
MORE = Text("and {:,} more; --verbose lists all", "另有 {:,} 项；--verbose 列出全部")
MORE_IN_JSON = Text("and {:,} more, in the JSON summary", "另有 {:,} 项，见 JSON 汇总")
TOO_MANY_VALUES = Text(
    "label {name} has {number} values; --summary-by {name} shows them",
    "标签 {name} 有 {number} 个值；--summary-by {name} 可显示",
)
INHERITED = (
    Text("{place} (1 site inherits it)", "{place}（1 个站点继承）"),
    Text("{place} ({sites:,} sites inherit it)", "{place}（{sites:,} 个站点继承）"),
)
OWN = (
    Text("{place}", "{place}"),
    Text("{place} and 1 more site", "{place}，另有 1 个站点"),
    Text("{place} and {more:,} more sites", "{place}，另有 {more:,} 个站点"),
)
"""For one site, for two, and for more."""
VALUE_IN_SITES = Text("{value} ({sites:,})", "{value}（{sites:,}）")
COLUMNS = {
    "verdict": Text("Verdict", "结论"),
    "sites": Text("Sites", "站点数"),
    "fact": Text("Fact", "事实"),
    "reason": Text("Reason", "原因"),
    "found": Text("Found", "现状"),
    "where": Text("Where", "位置"),
    "what": Text("What", "内容"),
    "rules": Text("Requirements", "要求"),
    "rule": Text("Rule", "规则"),
    "violated": Text("Violated", "违反"),
    "waiting": Text("Waiting", "待补充"),
    "severity": Text("Severity", "严重程度"),
    "title": Text("Title", "名称"),
    "site": Text("Site", "站点"),
    "facts": Text("Facts to fix / to state", "应整改／应补充的事实"),
    "accepted": Text("Known / waived failures", "已知／已豁免的不通过项"),
    "value": Text("Value", "值"),
}
SITE_FACTS = Text(
    "{verdict}; facts to fix {violated}, to state {waiting}",
    "{verdict}；应整改的事实 {violated} 项，应补充的事实 {waiting} 项",
)
SITE_ACCEPTED = Text(
    "known failures {known}, waived {waived}", "已知的不通过 {known} 项，已豁免 {waived} 项"
)
FACT = Text(
    "{name} ({title}): {reason}{found}; {rules}", "{title}（{name}）：{reason}{found}；{rules}"
)
ANNOTATION = Text(
    "{name}: {reason} ({sites}, {rules})", "{title}（{name}）：{reason}（{sites}，{rules}）"
)
AND_FOUND = Text(" {}", "，{}")
RULE = Text("{id} [{level}] {title} ({pack})", "{id} [{level}] {title}（{pack}）")
FACTS_OF_SITE = Text(
    "{violated} to fix, {waiting} to state", "整改 {violated} 项，补充 {waiting} 项"
)
NOTHING = Text("Nothing to fix or to state.", "没有应整改或应补充的内容。")
NOTHING_ELSE = Text(
    "Nothing to fix or to state but what is known or waived.",
    "除已知或已豁免的以外，没有应整改或应补充的内容。",
)
NOT_ADVICE = Text(
    "Not legal advice. A pass means that the facts stated do not contradict the requirement as "
    "summarised in the pack.",
    "本报告不构成法律意见。“通过”仅指所述事实与规则包所概括的要求不相抵触。",
)
SITES_OF = (Text("1 site", "1 个站点"), Text("{:,} sites", "{:,} 个站点"))
"""For one, and for any other number."""
