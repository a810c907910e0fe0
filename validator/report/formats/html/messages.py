"""Messages of the HTML report, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

# __init__.py
REPORT = Text("Facial-recognition policy report", "人脸识别部署检查报告")
PAGE_TITLE = Text("{} · facial-recognition policy report", "{} · 人脸识别部署检查报告")
SKIP = Text("Skip to the report", "跳至报告正文")
UNFOLD = Text("Open all parts", "展开全部内容")
CONTENTS_TITLE = Text("Contents", "目录")
NOT_ADVICE = Text(
    "Not legal advice. A pass means that the facts stated do not contradict the requirement as "
    "summarised in the pack. This report never says that a deployment is lawful.",
    "本报告不构成法律意见。“通过”仅指所述事实与规则包所概括的要求不相抵触；"
    "本报告不对部署是否合法作出判断。",
)

# the frame, and the annex
ON_PAPER = Text(
    "Annex. Parts that are folded on the screen are not printed; “Open all parts” opens them. "
    "What the filter hides is printed.",
    "附件。屏幕上折叠的部分不打印；点“展开全部内容”后可全部打印。筛选不影响打印。",
)

# page_one.py
DEPLOYMENTS = (Text("1 deployment", "1 个部署"), Text("{} deployments", "{} 个部署"))
AS_OF_DAY = Text("as of {}", "截至 {}")
GO_LIVE = Text("May it go live?", "能否上线？")
ANSWERS = {
    "no": ("violated", Text("Not yet: there is something to fix.", "暂不可以：有事项须先整改。")),
    "open": (
        "undeclared",
        Text("Not decided yet: facts are missing.", "尚无法判断：缺少必要的事实。"),
    ),
    "judge": (
        "undeclared",
        Text(
            "Nothing found against it, but a person must judge some points first.",
            "未发现阻碍，但须先由人工判断若干事项。",
        ),
    ),
    "yes": (
        "pass",
        Text("Nothing found against it, on the facts stated.", "就所述事实而言，未发现阻碍。"),
    ),
    "out": (
        "absent",
        Text("No requirement that was checked applies to it.", "所检查的要求均不适用于该部署。"),
    ),
    "none": ("violated", Text("No answer: the check is incomplete.", "没有结论：检查不完整。")),
}
"""The answer to the question, with the class of its colours."""
CAVEAT = Text(
    "Not legal advice. The report is about the facts stated in the manifests, and never says that "
    "a deployment is lawful.",
    "本报告不构成法律意见，仅就清单所述事实作出说明，不对部署是否合法作出判断。",
)
UNUSABLE = Text("These files could not be used", "以下文件无法使用")
IN_ANNEX = Text("and {} more, in the annex", "另有 {} 项，见附件")
NOTHING = Text("none", "无")
TO_FIX = Text("To fix", "须整改的事实")
AND = Text(" and ", "；且 ")
CHANGE = Text("Engineer: ", "工程师：")
OFFICER = Text("Officer: ", "负责人：")
NAMED_OFFICER = Text("Officer ({}): ", "负责人（{}）：")
CLAUSES = Text("Clauses: ", "条款：")
MANIFESTS_LABEL = Text("Manifests: ", "清单：")
RESPONSIBLE = Text("Responsible:", "责任人：")
BY_DAY = Text("By:", "期限：")
TO_STATE = Text("To find out and state", "须查明并说明的事实")
TO_JUDGE = Text("For a person to judge", "须由人工判断")
JUDGEMENT = Text("Judgement:", "判断：")
JUDGED_BY = Text("Name:", "姓名：")
ON_DAY = Text("Date:", "日期：")
BY_SITE = Text("Site by site", "逐个站点")
CLAUSES_OF_LAW = Text("Clauses of the instruments", "依据中的条款")
CLAUSE_PARTS = {
    "contradicted": Text("violated", "违反"),
    "waiting": Text("waiting for facts or evidence", "有待补充事实或证据"),
    "waived": Text("failed and waived", "不通过，已豁免"),
    "in-full": Text("checked in full, nothing found", "已全部检查，未发现问题"),
    "in-part": Text("checked in part, nothing found", "已检查一部分，未发现问题"),
    "attested": Text("judged by a person", "已由人工判断"),
    "to-judge": Text("for a person to judge", "须由人工判断"),
    "not-applicable": Text("not applicable", "不适用"),
    "no-demand": Text("without a demand of their own", "本身不含要求"),
    "not-run": Text("not run", "未运行"),
}

# parts.py
MORE_PLACES = Text("and {} more", "另有 {} 处")
MORE_MANIFESTS = Text("and {} more", "等 {} 份")
FOR_ENGINEER = Text("For the engineer", "工程师")
FOR_OFFICER = Text("For the officer", "负责人")

# findings.py
FINDINGS = Text("Findings", "发现的问题")
NO_FINDINGS = Text("Nothing failed on the facts stated.", "就所述事实而言，没有不通过的项目。")
FINDINGS_INTRODUCTION = Text(
    "Violations come first, one entry for each thing to fix. Facts to state follow as a list.",
    "先列与要求不符之处，每项对应一处需整改的事实；仅未说明的事实随后列为待办清单。",
)
FILTER = Text("Filter", "筛选")
FILTER_TEXT = Text("Text", "文字")
FILTERS = {
    "manifest": Text("Manifest", "清单"),
    "pack": Text("Instrument", "依据"),
    "topic": Text("Topic", "主题"),
    "reason": Text("Reason", "原因"),
    "severity": Text("Severity", "严重程度"),
    "state": Text("Known or new", "已知或新增"),
}
ALL = Text("all", "全部")
SHOW_ALL = Text("Show all", "显示全部")
ENTRIES_SHOWN = Text("{shown} of {all} entries shown", "显示 {all} 条中的 {shown} 条")
OTHER_FIXES = Text("Fixes for the other requirements", "其余要求的整改办法")
PLACE = Text("Place", "位置")
FOUND = Text("Found", "现状")
EXPECTED = Text("Expected", "要求")

# findings.py: facts to state
WAITING = Text("Requirements that wait for these facts", "有待上述事实方能判定的要求")
WAITING_FIXES = Text("Requirements and fixes", "各项要求及整改办法")
CAN_BE = Text("Can be", "可填")

# results.py: counts
COUNTS = Text("Counts", "检查对象与数量")
ON_STATEMENTS_ALONE = Text("{number} on statements alone", "仅凭声明 {number}")
ON_OPENED_EVIDENCE = Text("{number} on opened evidence", "已核对证据 {number}")
ON_JUDGEMENT = Text("{number} judged by a person", "人工判断 {number}")
BY_EXCEPTION = Text("{number} by exception", "其中例外 {number}")
AS_OF = Text("As of", "截至日期")
TOOL = Text("Tool", "工具")
COUNTS_AS_FAILED = Text("Counts as failed", "计为不通过")
FROM_SEVERITY = Text("from severity {} on", "严重程度为“{}”及以上")
EXIT_CODE = Text("Exit code", "退出码")
ENDINGS = {
    0: Text("no failure that counts", "没有计入的不通过项"),
    1: Text("something needs attention", "有事项需要处理"),
    2: Text("no full answer", "没有完整结论"),
}
CHECKED_DEPLOYMENTS = Text("Deployments", "被检查的部署")
DEPLOYMENTS_CAPTION = Text("Manifests, and results by outcome", "检查对象及各类结果数量")
DEPLOYMENT = Text("Deployment", "部署")
FILE = Text("File", "文件")
RESULTS = Text("Results", "结果")
INSTRUMENTS = Text("Instruments", "检查依据")
INSTRUMENTS_CAPTION = Text(
    "Instruments, clauses assessed, and results by outcome", "检查依据、已评估条款及各类结果数量"
)
INSTRUMENT = Text("Instrument", "依据")
FORCE = Text("Force", "效力")
CLAUSES_ASSESSED = Text("Clauses", "条款")
PUBLISHED = Text("published {published}", "{published} 发布")
IN_FORCE_SINCE = Text("since {start}", "自 {start} 起")
IN_FORCE_UNTIL = Text("{start} to {end}", "{start} 至 {end}")

# results.py: the statement of applicability
APPLICABILITY_TITLE = Text("Statement of applicability", "适用性声明")
APPLICABILITY_INTRODUCTION = Text(
    "Every rule that was run: whether it applies, its result, and the facts that decided it. "
    "“Declared” means that the manifest states it; “evidenced”, that a document for it was opened; "
    "“judged”, that a person says so by an attestation.",
    "列出本次运行的每条规则：是否适用、结果如何、由哪些事实决定。"
    "“仅凭声明”指仅有陈述；“已核对证据”指已打开其引用的文件；“人工判断”指由人员判断并留有记录。",
)
RULE = Text("Rule", "规则")
REQUIREMENT = Text("Requirement", "要求")
OUTCOME = Text("Outcome", "结果")
APPLICABILITY_COLUMNS = (RULE, REQUIREMENT, OUTCOME, Text("Facts and evidence", "事实与证据"))
ALL_RULES = Text("all {}", "全部 {} 条")
LINE = Text("line {}", "第 {} 行")
BY_EXCEPTION_BECAUSE = Text("by exception: {note}", "因例外：{note}")
BASES = {
    "declared": Text("declared", "仅凭声明"),
    "evidenced": Text("evidenced", "已核对证据"),
    "judged": Text("judged by a person", "人工判断"),
}
NOT_RUN = Text("Instruments not run", "未纳入检查的依据")
ALL_RUN = Text(
    "None was left out by date or place. If packs were named, others were not considered.",
    "没有因日期或法域而排除的依据。如指定了规则包，则未考虑其他依据。",
)

# registers.py: evidence
EVIDENCE_TITLE = Text("Evidence", "证据登记")
NO_EVIDENCE = Text("No manifest lists evidence.", "清单中未列证据。")
EVIDENCE_OPENED = Text(
    "Files beside the manifest were opened and compared with their digests. Documents elsewhere "
    "were not opened.",
    "清单旁的文件已打开并与所声明的摘要核对；存于他处的文件未打开。",
)
EVIDENCE_COLUMNS = (
    Text("Document", "文件"),
    Text("Location", "存放位置"),
    Text("Status", "核对情况"),
    Text("Valid until", "有效期至"),
    Text("Used at", "引用处"),
)
NOWHERE = Text("nowhere", "未被引用")
NEVER_EXPIRES = Text("never expires", "长期有效")
EXPIRED_DAYS_AGO = Text("expired {days} ago", "已过期 {days}")
DAYS_LEFT_SOON = Text("{days} left, soon", "剩余 {days}，即将到期")
DAYS_LEFT = Text("{days} left", "剩余 {days}")
NOT_ISSUED_YET = Text("not issued yet", "尚未签发")

# registers.py: waivers and baseline
WAIVERS_TITLE = Text("Waivers", "豁免")
EMPTY_WAIVER_FILE = Text("The waiver file holds no waivers.", "豁免文件中没有豁免。")
NO_WAIVERS = Text("No waivers were used.", "本次检查未使用豁免。")
FAILS_THE_RUN = Text("makes the run fail", "使检查无法通过")
JUSTIFICATION = Text("Justification", "理由")
COMPENSATING = Text("Compensating measure", "补偿措施")
OWNER = Text("Owner", "责任人")
APPROVER = Text("Approver", "批准人")
GRANTED = Text("Granted", "批准日期")
EXPIRES = Text("Expires", "失效日期")
WAIVED_FAILURE = Text("The waived failure", "所豁免的不通过项")
BASELINE_TITLE = Text("Baseline", "基线")
NO_BASELINE = Text("The run was not compared with an earlier one.", "本次检查未与以往结果比较。")
COMPARED = Text(
    "Compared with {source} as of {as_of}: {new} failures are new, {known} were known.",
    "与 {source}（截至 {as_of}）比较：新增不通过 {new} 项，基线已知 {known} 项。",
)
STILL_FAILING = Text("Known, and still failing", "基线已知，仍未通过")
MANIFESTS = Text("Manifests", "清单")
NO_LONGER_AT = Text("No longer found at", "不再有问题之处")
NOTHING_IMPROVED = Text("No failure of the earlier run passes now.", "没有由不通过转为改善的项目。")

# sources.py
SOURCES_TITLE = Text("Clauses and sources", "条款与来源")
SOURCES_INTRODUCTION = Text(
    "Every clause of the instruments: what it says, how well its text is known, and what decides "
    "it. The place of a clause links to the official text, or to the site that publishes it.",
    "列出依据的全部条款：内容、文本来源的可信程度、由什么判定。条款位置链接至官方文本或其发布网站。",
)
SOURCE_MEANINGS = (
    Text(
        "the wording, or its decisive half, was seen in a public source",
        "在公开来源中见到原文或其关键部分",
    ),
    Text(
        "a public source restates it; the wording itself was not seen",
        "公开来源转述其内容，未见原文",
    ),
    Text(
        "known in general, not seen in a source; a failure only warns",
        "据一般了解，未在来源中见到；不通过时仅警告",
    ),
    Text(
        "a check of facepolicy itself, without a legal source",
        "facepolicy 自身的检查，没有法律来源",
    ),
    Text(
        "the number of the chapter or article was not seen in a source",
        "章节或条款的编号未在来源中见到",
    ),
    Text(
        "words by which the text can be searched; not seen in a source",
        "可用于检索的原文短语，未在来源中见到",
    ),
    Text(
        "the legal force of the instrument, which does not depend on its wording",
        "依据的法律效力，与其措辞无关",
    ),
)
"""Of the confidences, in their order, then of a provisional place, a phrase, and the force."""
OFFICIAL_TEXT = Text("Official text", "官方文本")
CLAUSE_COLUMNS = (
    Text("Clause", "条款"),
    Text("What it says (our summary)", "内容（本项目的概括）"),
    Text("Source", "来源"),
    Text("Decided by", "判定方式"),
)
WORDS_OF_THE_TEXT = Text("Words of the text: ", "原文用语：")
SOURCE_CODES_TITLE = Text("Codes of the sources", "来源代码")

# manifest_text.py
MANIFEST_TEXTS = Text("Manifests as evaluated", "所检查的清单原文")
MARKS_LINK = Text("A mark at the end of a line links to the details.", "行末标记可跳至对应说明。")
FROM_MEMORY = Text(
    "This manifest came from memory; it is printed as JSON, without positions.",
    "该清单来自内存，此处以 JSON 形式列出，无行号对应。",
)
LINES_NEAR_MARKS = Text(
    "Of its {} lines, those near marks are printed.", "全文 {} 行，仅列出标记附近的行。"
)
FINDING_NUMBER = Text("finding {number}", "第 {number} 项")
FACTS_TO_STATE = Text("{number} to state", "待说明 {number} 项")

# registers.py: the sign-off
SIGN_OFF = Text("Sign-off", "签署")
SIGNATURES_ARE_FOR = Text(
    "The signatures are for the inputs with these digests, and for the report made of them. They "
    "do not say that the deployment is lawful.",
    "签署仅针对下列摘要所对应的输入及由此生成的报告，不表示该部署合法。",
)
JUDGED = Text("Judged by persons", "人工判断")
JUDGEMENT_COLUMNS = (
    Text("Rule or clause", "规则或条款"),
    Text("Manifest", "清单"),
    Text("Outcome", "结论"),
    Text("State", "状态"),
    Text("Person", "判断人"),
    Text("From", "自"),
    Text("Until", "至"),
    Text("Reason", "理由"),
)
INPUTS = Text("Inputs, by SHA-256", "输入文件的 SHA-256 摘要")
KIND = Text("Kind", "类别")
MANIFEST = Text("manifest", "清单")
PACK = Text("pack", "规则包")
WAIVERS = Text("waivers", "豁免文件")
ATTESTATIONS = Text("attestations", "人工判断文件")
BASELINE = Text("baseline", "基线")
THIS_REPORT = Text("this report", "本报告")
OUTCOMES_OF_INPUTS = Text(
    "version, day, these inputs and the outcome of every rule",
    "工具版本、截至日期、上述输入及各规则的结果",
)
SIGNATURES = (Text("Prepared by", "编制"), Text("Reviewed by", "审核"), Text("Approved by", "批准"))
PERSON = Text("Name", "姓名")
FILE_NAME = Text("Name", "名称")
ROLE = Text("Role", "职务")
DATE = Text("Date", "日期")
SIGNATURE = Text("Signature", "签名")

# __init__.py: the contents, by anchor
CONTENTS = {
    "title": Text("Page 1", "首页"),
    "findings": FINDINGS,
    "summary": COUNTS,
    "applicability": APPLICABILITY_TITLE,
    "evidence": EVIDENCE_TITLE,
    "waivers": WAIVERS_TITLE,
    "baseline": BASELINE_TITLE,
    "sources": SOURCES_TITLE,
    "manifests": MANIFEST_TEXTS,
    "signoff": SIGN_OFF,
}
