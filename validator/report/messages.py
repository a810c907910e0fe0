"""Messages of results, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

# baseline.py
NOT_A_BASELINE = Text(
    "neither a baseline nor a JSON report of facepolicy: see {place}",
    "既不是基线，也不是 facepolicy 的 JSON 报告：见 {place}",
)
BASELINE_NOT_JSON = Text("the baseline cannot be read: not JSON", "无法读取基线：不是 JSON")
BASELINE_TOO_LARGE = Text(
    "the baseline has more than {values} values or {limit} bytes: check fewer manifests at a "
    "time, each time with their own baseline; a baseline of --write-baseline is smaller than "
    "a report",
    "基线中的值超过 {values} 个，或超过 {limit} 字节：请分批检查清单，每批使用各自的基线；"
    "由 --write-baseline 生成的基线小于报告",
)

# grouping.py
TOPIC = Text("topic", "主题")
WAITS = Text("Waits for this fact.", "等待此项事实。")
STATE_FACT = Text("State what is true: {choices}.", "请如实说明：{choices}。")
NOTHING_TO_COMPARE = Text("nothing to compare", "没有可比较的内容")

# fact_text.py
FACT_AND_VERDICT = Text("{fact}: {verdict}", "{fact}：{verdict}")
FIX_FOR = Text("{fix} for {rules}", "{fix}（{rules}）")

NAME_AND_LINE = Text("{name} (line {line})", "{name}（第 {line} 行）")
INHERITED_BY = Text(
    "inherited by {number:,} manifests: {names}", "由 {number:,} 份清单继承：{names}"
)
MORE_MANIFESTS = Text("in {} more manifests", "另有 {} 份清单")
FACT_TO_STATE = Text(
    "{name}: {title} ({choices}) for {rules}", "{title}（{name}）：{choices}；用于 {rules}"
)
DESCRIPTION = Text(
    "{headline}. {message} Fix: {change} Rules: {rules}.",
    "{headline}。{message}整改：{change}规则：{rules}。",
)
DESCRIPTION_OF_MISSING = Text(
    "{headline}. {change} Rules that wait: {rules}.", "{headline}。{change}等待的规则：{rules}。"
)

QUESTION = Text(
    "For a person to judge: {question} Rules: {rules}.", "须由人工判断：{question}规则：{rules}。"
)

# rule_text.py
CONSTRAINT = Text("Constraint", "约束")
CLAUSE = Text("Clause", "条款")
SUMMARY = Text("Requirement (our summary)", "要求（本项目的概括）")
PHRASE = Text("Phrase to look for", "可检索的原文短语")
CONFIDENCE = Text("Confidence", "可信程度")
SEVERITY = Text("Severity of a failure", "不通过的严重程度")
WAIVABLE = Text("Can be waived", "可否豁免")
WAIVABLE_YES = Text("yes, by a waiver that another person approved", "可以，须由他人批准")
WAIVABLE_NO = Text("no", "不可以")
WHY = Text("Why", "缘由")
LIMITS = Text("What the rule cannot see", "本条无法判断的")
APPLIES_TO = Text("Applies to", "适用于")
EXCEPTION = Text("Exception", "例外")
ENGINEER = Text("What the engineer changes", "工程师应做的修改")
OFFICER = Text("What the officer does", "负责人应做的工作")
REVIEW_QUESTION = Text("Question for the person who judges", "须由人工判断的问题")
PHRASE_UNCONFIRMED = Text("not confirmed", "未核实")
PACK_AND_PLACE = Text("{}, {}", "{}，{}")
CONFIDENCE_AND_PLACE = Text("{} ({})", "{}（{}）")
PLACE_PROVISIONAL = Text("provisional", "位置待核")
PLACE_CONFIRMED = Text("confirmed", "已核实")

# summary.py
UNREADABLE = Text(
    "UNREADABLE: {unread} of {files} cannot be checked; what follows is about the others.",
    "无法读取：{files}中有 {unread} 份无法检查，以下仅就其余清单而言。",
)
FAILED = Text("FAILED: {what}", "不通过：{what}")
INCOMPLETE = Text("INCOMPLETE: {what}", "待补充：{what}")
PASSED_WITH = Text("PASSED, with warnings: {what}", "通过，有提示：{what}")
WITH_WARNINGS = Text("Warnings: {what}", "提示：{what}")
PASSED = Text("PASSED: {what}", "通过：{what}")
CHECKED = Text(
    "{requirements} checked, none failed (on the facts stated){waived}.",
    "已检查 {requirements}，就所述事实而言无不通过{waived}。",
)
BUT_WAIVED = Text("; {} waived", "；已豁免 {} 项")
VIOLATED = Text("{facts} {requirements}.", "{facts} {requirements}。")
WAITING = Text("{requirements} {facts}.", "{requirements} {facts}。")
FACTS = (Text("1 fact", "1 项事实"), Text("{:,} facts", "{:,} 项事实"))
REQUIREMENTS = (Text("1 requirement", "1 项要求"), Text("{:,} requirements", "{:,} 项要求"))
MANIFESTS = (Text("1 manifest", "1 份清单"), Text("{:,} manifests", "{:,} 份清单"))
FACTS_VIOLATE = (
    Text("1 fact violates", "1 项事实违反"),
    Text("{:,} facts violate", "{:,} 项事实违反"),
)
REQUIREMENTS_UNMET = (
    Text("1 requirement is judged as not met.", "1 项要求经人工判断为不符合。"),
    Text("{:,} requirements are judged as not met.", "{:,} 项要求经人工判断为不符合。"),
)
REQUIREMENTS_WAIT = (
    Text("1 requirement waits for", "1 项要求等待"),
    Text("{:,} requirements wait for", "{:,} 项要求等待"),
)
REQUIREMENTS_TO_JUDGE = (
    Text("1 requirement waits for a person to judge.", "1 项要求等待人工判断。"),
    Text("{:,} requirements wait for a person to judge.", "{:,} 项要求等待人工判断。"),
)
"""Each for one, and for any other number."""
IDLE_ENTRIES = (
    Text("1 waiver or attestation needs attention.", "1 项豁免或人工判断需要处理。"),
    Text("{} waivers or attestations need attention.", "{} 项豁免或人工判断需要处理。"),
)
COUNTS = Text(
    "{results}: {passed} pass{passes}, {failed} fail{failures}, {waived} waived (these "
    "decide {requirements} and {consistency}), {not_applicable} not applicable{unreviewed}"
    "{clauses}; {manifests}{skipped}{idle}; as of {as_of}",
    "共 {results}：通过 {passed}{passes}，不通过 {failed}{failures}，豁免 {waived}"
    "（以上涉及{requirements}、{consistency}），不适用 {not_applicable}{unreviewed}"
    "{clauses}；{manifests}{skipped}{idle}；截至 {as_of}",
)
COUNT_RESULTS = (Text("1 result", "1 项结果"), Text("{} results", "{} 项结果"))
COUNT_REQUIREMENTS = (Text("1 requirement", "要求 1 项"), Text("{} requirements", "要求 {} 项"))
COUNT_CONSISTENCY = (
    Text("1 consistency check", "一致性检查 1 项"),
    Text("{} consistency checks", "一致性检查 {} 项"),
)
CLAUSES_BY_STATE = Text("; {clauses}: {states}", "；{clauses}：{states}")
COUNT_CLAUSES = (Text("1 clause", "条款 1 条"), Text("{} clauses", "条款 {} 条"))
COUNT_MANIFESTS = (Text("1 manifest", "清单 1 份"), Text("{} manifests", "清单 {} 份"))
SKIPPED = {
    "bases": Text("bases skipped", "未单独检查的基础清单"),
    "others": Text("documents skipped that are no manifests", "未检查的非清单文件"),
    "left_out": Text(
        "files left out that look like manifests but are hidden or have another suffix",
        "未读取的疑似清单文件（被隐藏或扩展名不同）",
    ),
    "excluded": Text("files excluded by patterns", "按模式排除的文件"),
}
"""What folders leave out, by the names of the counts."""
CLAUSE_STATES = {
    "IN_FULL": Text("checked in full", "全部检查"),
    "IN_PART": Text("checked in part", "部分检查"),
    "ATTESTED": Text("judged by a person", "已由人工判断"),
    "TO_JUDGE": Text("for a person to judge", "待人工判断"),
    "NOT_APPLICABLE": Text("not applicable", "不适用"),
    "NO_DEMAND": Text("without a demand of their own", "本身无要求"),
    "NOT_RUN": Text("left out", "未检查"),
}
"""What became of clauses, by the names of ``ClauseState``."""
NUMBER_OF = Text("{number} {kind}", "{kind} {number}")
NO_ANSWER = Text("UNREADABLE: no manifest could be used.", "无法读取：没有可用的清单。")
TO_JUDGE = Text("{number} for a person to judge.", "{number} 项需人工判断。")
NEW_AND_KNOWN = Text(
    "{new} of these are new, {known} are known from the baseline.",
    "其中 {new} 项为新增，{known} 项为基线已知。",
)
COUNT_IDLE_ENTRIES = Text(
    "; waivers and attestations that need attention: {idle}", "；需处理的豁免和人工判断 {idle} 项"
)
COUNT_ATTESTED = Text("attested", "人工判断")
COUNT_NOT_REVIEWED = Text(", {number} not reviewed", "，待人工判断 {number}")
COUNT_BY_EXCEPTION = Text("by exception", "例外")
COUNT_ON_OPENED_EVIDENCE = Text("on opened evidence", "已核对证据")
DAY_IN_ZONE = Text("{day}, {timezone}", "{day}（{timezone}）")
ONLY_QUESTIONS = Text(
    "INCOMPLETE: no requirement is decided by the facts stated.",
    "待补充：没有可由所述事实判定的要求。",
)
OUT_OF_SCOPE = Text(
    "NOT APPLICABLE: no selected instrument applies, so nothing was checked against any.",
    "不适用：所选法规和标准均不适用，因此未作对照检查。",
)

# entry_files.py
ONE_OF_TWO_NAMED = Text("name either {one} or {other}", "{one} 与 {other} 须填写其一")
EXPIRES_TOO_LATE = Text(
    "expires is {expires}, more than a year after it was granted; at most {last}",
    "expires 为 {expires}，距批准超过一年；最迟为 {last}",
)
SAME_PERSON = Text(
    "owner and approver are the same; another person has to approve",
    "责任人与批准人相同；须由他人批准",
)
SAME_ADDRESS = Text(
    "owner and approver have the same e-mail address; give each their own",
    "责任人与批准人的电子邮件地址相同；请分别填写各自的地址",
)
NOBODY_NAMED = Text("names nobody: the text is blank", "没有指明任何人：内容为空白")
PLACEHOLDER = Text("{actual} is a placeholder; write the text", "{actual} 是占位符，请填写内容")
EXPIRES_BEFORE_GRANTED = Text("expires is before granted", "失效日期早于批准日期")
UNTIL_BEFORE_ATTESTED = Text("until is before attested", "有效期早于判断日期")
DUPLICATE_ENTRY = Text(
    "a second entry for the same subject and manifest; keep one",
    "同一对象和清单的条目重复；请保留一项",
)

# ending.py
ENDING = Text(
    "{kind} {name}{about} ends on {day}, in {left}", "{kind}{name}{about} {day} 到期，还有 {left}"
)
ENDING_KINDS = {
    "evidence": Text("evidence", "证据 "),
    "waiver": Text("the waiver of", "豁免 "),
    "attestation": Text("the attestation of", "人工判断 "),
}
DAYS = (Text("1 day", "1 天"), Text("{:,} days", "{:,} 天"))

# wording.py, facts and their values
NUMBERED = Text("{title} {number}", "{title} {number}")
LABEL_AND_VALUE = Text("{} ({})", "{}（{}）")
OTHERS = Text("others unknown", "其余未知")
LIST = Text("[{}]", "[{}]")
NOT_STATED = Text("not stated", "未说明")
LIST_OF = Text("a list of {number}", "{number} 项的列表")
AND_OTHERS = Text("{} and others unknown", "{}，其余未知")
STATED_SO_FAR = Text("so far {found}; {choices}", "目前为{found}；{choices}")
NOT_ENOUGH = Text("{} (stated, not enough)", "{}（已说明，尚不足以判定）")
BOUNDS = {"atLeast": Text("at least {}", "至少 {}"), "atMost": Text("at most {}", "至多 {}")}

# citations.py
CITATION = Text("{instrument} {place}, {confidence}", "{instrument}{place}，{confidence}")
CITATION_PROVISIONAL = Text(
    "{instrument} {place} provisional, {confidence}",
    "{instrument}{place}（位置待核），{confidence}",
)
UNKNOWN_PLACE = Text("?", "?")
ARTICLE = Text("art. {}", "第{}条")
ITEM = Text("({})", "（{}）")
DIGITS = "零一二三四五六七八九"
HUNDRED, TEN = "百", "十"
TITLE_MARKS = "《》"
STATE = "中华人民共和国"
"""Citations of a statute leave it out."""
PART_OF = Text(", part of ", "，属于 ")
OR = Text(" or ", " 或 ")
ITEMS = Text(", items", "，各项")

# entries.py
ENTRY_AND_STATE = Text("{entry}{manifest}: {state}", "{entry}{manifest}：{state}")
ENTRY_STATES = {
    "applied": Text("applied", "已适用"),
    "contradicted": Text(
        "contradicted: the stated facts decide otherwise", "矛盾：所述事实得出相反结论"
    ),
    "expired": Text("expired", "已失效"),
    "not-yet-granted": Text("not valid yet", "尚未生效"),
    "unknown-rule": Text("no such rule or clause", "没有这条规则或条款"),
    "unknown-fact": Text("no such fact", "没有这项事实"),
    "unknown-manifest": Text("no such manifest", "没有这份清单"),
    "not-one-file": Text(
        "a waiver takes one file, no pattern and no folder",
        "豁免只能针对一个文件，不能用模式或文件夹",
    ),
    "not-waivable": Text("the rule may not be waived", "该规则不得豁免"),
    "unused": Text("unused: no result needs it", "未使用：没有结果需要此项"),
    "not-run": Text("not part of this run", "不在本次检查范围内"),
    "names-base": Text(
        "a base, which is not checked by itself; name the manifests that extend it",
        "该文件是基础清单，不单独检查；请指明继承它的清单",
    ),
}
ENTRY_NEAR = Text("{state}; did you mean {near}?", "{state}；是否应为 {near}？")

# several formats
COLON = Text(": ", "：")
IN_BRACKETS = Text(" ({})", "（{}）")

# wording.py
AND_MORE = Text("{:,} more", "另外 {:,} 项")
NOTHING = Text("nothing", "无")
ENUMERATION = Text(", ", "、")
COMMA = Text(", ", "，")
SEMICOLON = Text("; ", "；")
EXPECTED_KINDS = {
    "equals": Text("{}", "{}"),
    "at-least": Text("at least {}", "不少于 {}"),
    "at-most": Text("at most {}", "不多于 {}"),
    "exact": Text("the full list, or an exact number", "完整的列表或确切的数量"),
    "evidence": Text("a reference to evidence", "引用证据"),
    "current-evidence": Text("evidence that has not expired", "未过期的证据"),
    "readable-evidence": Text(
        "evidence whose file exists and has the stated digest; not true of {}",
        "文件存在且摘要相符的证据；{} 不符合",
    ),
    "issued-evidence": Text(
        "evidence issued on or before the day of the check; not true of {}",
        "在查询日之前（含当日）签发的证据；{} 不符合",
    ),
    "dated-evidence": Text(
        "evidence whose last day is stated; not true of {}", "写明有效期截止日的证据；{} 未写明"
    ),
    "attested": Text("met", "符合"),
    "claim": Text("an exception that is claimed and proved", "有依据并有证据的例外主张"),
    "other": Text("another value", "其他值"),
}
PROOF = Text("{fact}: {shown} ({place})", "{fact}：{shown}（{place}）")
CONFIGURED = Text("{value}, as {place} shows", "{value}，见 {place}")
CONFIGURATION_SHOWS = Text(
    "{fact} is {actual}, but {place} shows {value}.",
    "{fact} 为 {actual}，而 {place} 表明其为 {value}。",
)
MEMBER = Text("{name}: {expected}", "{name}：{expected}")
ACTUAL_AND_EXPECTED = Text(
    "found {actual}, expected {expected}", "现状：{actual}；应为：{expected}"
)
FACTS_MISSING = {
    "undeclared": Text("Not stated: {}.", "未说明：{}。"),
    "unevidenced": Text("Evidence is missing: {}.", "缺少证据：{}。"),
    "expired": Text("Evidence has expired: {}.", "证据已过期：{}。"),
}
FACT_AND_NAME = Text("{name}", "{title}（{name}）")
FACT_IS = Text("{place} is {actual}", "{place} 为 {actual}")
ENTRY_THAT_IS = Text("an entry that is {inner}", "含有一项：{inner}")
TO_INCLUDE = Text("to include {}", "须包含：{}")
NO_ENTRY_THAT_IS = Text("no entry that is {inner}", "不得含有：{inner}")
ANYTHING_BUT = Text("anything but {inner}", "不得为：{inner}")
THAT = Text("that {}", "{}")
ONE_OF = Text("one of {words}", "以下之一：{words}")
TO_BE_STATED = Text("to be stated", "需要说明")
IDS_FROM_LIST = Text("ids from the list {listing}", "{listing} 列表中的标识")
BAR = Text(" | ", " | ")
ANY_OF = Text("any of {words}", "可多选：{words}")
ENTRIES_WITH = Text("entries with {names}", "各项包含 {names}")
SUCH_AS = Text("such as {example}", "例如 {example}")
OUTCOMES = {"met": Text("met", "符合"), "not-met": Text("not met", "不符合")}
JUDGEMENT = Text("judgement of a person", "人工判断")
ATTESTED_MET = Text(
    "by {name} ({role}) on {on}, until {until}: {reason}",
    "{name}（{role}）于 {on} 判断，有效至 {until}：{reason}",
)
ATTESTED_UNMET = Text(
    "{name} ({role}) judged on {on} that the requirement is not met: {reason}",
    "{name}（{role}）于 {on} 判断该要求不符合：{reason}",
)
MEET_REQUIREMENT = Text(
    "Change the deployment so that the requirement is met.", "调整部署，使其符合该要求。"
)
JUDGE_AGAIN = Text(
    "After the change, have it judged again (facepolicy attest add).",
    "整改后请重新判断（facepolicy attest add）。",
)
WAIVED_UNTIL = Text(
    "until {until}, by {approver}, for {owner}: {reason}",
    "有效至 {until}；批准人 {approver}；责任人 {owner}：{reason}",
)
APPLICABILITY = Text("applies to {scope}; {facts}", "适用于{scope}；{facts}")
STATUSES = {
    "pass": Text("pass", "通过"),
    "fail": Text("fail", "不通过"),
    "not-applicable": Text("not applicable", "不适用"),
    "waived": Text("waived", "已豁免"),
    "not-reviewed": Text("not reviewed", "待人工判断"),
}
REASONS = {
    "violated": Text("violated", "违反"),
    "expired": Text("evidence expired", "证据过期"),
    "unevidenced": Text("evidence missing", "缺少证据"),
    "undeclared": Text("not stated", "未说明"),
}
SEVERITIES = {
    "error": Text("error", "错误"),
    "warning": Text("warning", "警告"),
    "info": Text("info", "提示"),
}
CONFIDENCES = {
    "quoted": Text("quoted", "原文可见"),
    "reported": Text("as reported", "据报道"),
    "recalled": Text("recalled", "凭记忆，未核实"),
    "own": Text("own check", "自有检查"),
}
FIX = Text("fix", "整改")
FOUND = Text("found", "现状")
EXPECTED = Text("expected", "应为")
NEW = Text("new", "新增")
KNOWN = Text("known from the baseline", "基线已知")
FORCES = {
    "binding": Text("binding", "有约束力"),
    "recommended": Text("recommended", "推荐性"),
    "guidance": Text("guidance", "指引"),
    "draft": Text("draft", "征求意见稿"),
    "none": Text("no legal source", "无法律来源"),
}
RENEW_EVIDENCE = Text(
    "Renew the expired document, or refer to one that has not expired, and state its dates.",
    "更新已过期的文件，或改引仍有效的文件，并填写其日期。",
)
ADD_EVIDENCE = Text(
    "Enter the document in the list evidence, and refer to it in {}.",
    "将文件列入 evidence，并在{}中引用。",
)
REPLACE_EVIDENCE = Text(
    "Put the document at its uri and state its digest and dates, or refer to another one.",
    "将文件放在 uri 所示位置，填写其真实的摘要和日期，或改引其他文件。",
)
