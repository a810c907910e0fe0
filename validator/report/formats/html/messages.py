"""Messages of the HTML report, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

# applicability.py
BY_EXCEPTION_BECAUSE = Text("by exception: {note}", "因例外：{note}")
DECLARED = Text("declared", "仅凭声明")
EVIDENCED = Text("evidenced", "已核对证据")

# digests.py
MANIFEST = Text("manifest", "清单")
PACK = Text("pack", "规则包")
WAIVERS = Text("waivers", "豁免文件")
BASELINE = Text("baseline", "基线")

# open_clauses.py
OPEN_CLAUSES = {
    "manual": Text("For a person to decide", "由人工判断"),
    "partial": Text("Checked in part; this remains open", "仅检查了一部分，尚待人工判断"),
    "out-of-scope": Text("Not about a deployment", "不涉及部署"),
    "automated": Text("Covered by rules of other clauses", "由其他规则体现，本身没有规则"),
}

# overview.py
ON_STATEMENTS_ALONE = Text("{number} on statements alone", "仅凭声明 {number}")
ON_OPENED_EVIDENCE = Text("{number} on opened evidence", "已核对证据 {number}")
BY_EXCEPTION = Text("{number} by exception", "其中例外 {number}")
DEPLOYMENTS = Text("{number} deployments", "{number} 个部署")
PUBLISHED = Text("published {published}", "{published} 发布")
IN_FORCE_SINCE = Text("since {start}", "自 {start} 起")
IN_FORCE_UNTIL = Text("{start} to {end}", "{start} 至 {end}")
ENDINGS = {
    0: Text("no failure that counts", "没有计入的不通过项"),
    1: Text("something needs attention", "有事项需要处理"),
    2: Text("no full answer", "没有完整结论"),
}

# evidence.py
NEVER_EXPIRES = Text("never expires", "长期有效")
EXPIRED_DAYS_AGO = Text("expired {days} days ago", "已过期 {days} 天")
DAYS_LEFT_SOON = Text("{days} days left, soon", "剩余 {days} 天，即将到期")
DAYS_LEFT = Text("{days} days left", "剩余 {days} 天")
NOT_ISSUED_YET = Text("not issued yet", "尚未签发")

# packs.py
FINDING_NUMBER = Text("finding {number}", "第 {number} 项")
FACTS_TO_STATE = Text("{number} to state", "待说明 {number} 项")
