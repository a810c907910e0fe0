"""Messages of loading and selecting packs, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

# assessment of clauses, in many rooms
ASSESSMENTS = {
    "automated": Text("automated", "自动"),
    "partial": Text("partial", "部分"),
    "manual": Text("manual", "人工"),
    "out-of-scope": Text("out of scope", "不涉及"),
}
BY_APPLICABILITY = Text("by the applicability of the pack", "由规则包的适用条件体现")

# files.py
NO_SUCH_PACK = Text("no such pack; available: {names}", "没有这个规则包；自带的有 {names}")
NO_SUCH_PACK_NEAR = Text("no such pack; did you mean {near}?", "没有这个规则包；是否应为 {near}？")
NO_SUCH_FOLDER = Text(
    "there is no such folder; a pack is a folder with a pack.yaml",
    "没有这个文件夹；规则包是含有 pack.yaml 的文件夹",
)
NO_CARD = Text("the folder has no pack.yaml", "该文件夹中没有 pack.yaml")
NO_RULE_FILE = Text(
    "only files that end in .yaml are read as rules, and no folders",
    "只有以 .yaml 结尾的文件才作为规则读取，文件夹不读取",
)
ENUMERATION = Text(", ", "、")
PACK_TOO_LARGE = Text(
    "the pack has more than {files} files, or more than {limit} bytes",
    "规则包的文件超过 {files} 个，或者超过 {limit} 字节",
)

# in_force.py
ABSENCES = {
    "other-jurisdiction": Text("of another jurisdiction ({})", "属于其他法域（{}）"),
    "draft": Text("a draft that never came into force ({})", "征求意见稿，从未生效（{}）"),
    "advisory": Text("guidance, not binding ({})", "指引性文件，无约束力（{}）"),
    "not-yet-in-force": Text("not yet in force, starts on {}", "尚未生效，自 {} 起施行"),
    "not-selected": Text("rules left out by selection: {}", "因选择而未运行的规则：{}"),
    "superseded": Text("no longer in force since {}", "自 {} 起不再施行"),
}

# limits.py
PATTERN_FLAW = Text("{pattern}: {flaw}", "{pattern}：{flaw}")
CONSTRAINT_FLAW = Text("{name}: {flaw}", "{name}：{flaw}")
APPLIES_WHEN = Text("appliesWhen", "appliesWhen")
RULE_NAMED = Text("rule {id}", "规则 {id}")
CLAUSE_NAMED = Text("clause {id}", "条款 {id}")
CONSTRAINTS_TOO_DEEP = Text(
    "constraints are nested more than {limit} deep", "约束嵌套超过 {limit} 层"
)
CONSTRAINTS_TOO_LARGE = Text(
    "the constraints have more than {limit} characters once references are written out",
    "展开引用后，约束的字符超过 {limit} 个",
)

# limits.py: patterns
PATTERN_TOO_LONG = Text("pattern has more than {limit} characters", "pattern 超过 {limit} 个字符")
PATTERN_NOT_ANCHORED = Text(
    "pattern is not anchored: it must start with ^, end with $ and have no | outside a group",
    "pattern 未锚定：须以 ^ 开头、以 $ 结尾，且分组之外不得有 |",
)
PATTERN_NOT_ALLOWED = Text(
    "pattern uses more than packs may: characters, classes such as [a-z], groups with | or ?, "
    "repeats such as {1,3}, and one * or +",
    "pattern 只可使用：字符、[a-z] 之类的字符类、带 | 或 ? 的分组、"
    "{1,3} 之类的重复，以及一个 * 或 +",
)
PATTERN_AMBIGUOUS = Text(
    "pattern can match a text in too many ways; use fewer optional and repeated parts",
    "pattern 匹配同一文本的方式过多；请减少可选和重复的部分",
)

# load.py
QUESTION_OF_CLAUSE = Text("{summary} {reason}", "{summary}{reason}")
JUDGE_CLAUSE = Text(
    "Judge whether the deployment meets this clause, and record it (facepolicy attest add).",
    "判断该部署是否符合本条，并予以记录（facepolicy attest add）。",
)
NO_SUCH_CLAUSE = Text("no clause {clause}", "没有条款 {clause}")
DUPLICATE_ID = Text("this id is used twice", "标识重复")
REFERENCE_LEADS_NOWHERE = Text(
    '"$ref: {reference}" points out of the pack set, or to no shared constraint',
    "“$ref: {reference}” 指向规则包之外，或不是共用约束",
)
RULE_FLAW = Text("rule {id}: {flaw}", "规则 {id}：{flaw}")
PACK_HAS_NO_RULES = Text(
    "the pack has no rules: nothing would be checked", "规则包没有规则：无可检查"
)

# selection.py
MATCHES_NOTHING = Text(
    "matches no rule, clause or pack of this run; --pack adds a pack",
    "在本次运行中没有对应的规则、条款或规则包；可用 --pack 加入规则包",
)
IDS_EXPECTED = Text("an id or several of them", "标识，一个或多个")
NO_RULE_SELECTED = Text("no rule is selected: nothing would be checked", "未选中任何规则：无可检查")

# model.py, the fields of law of rules
TOPICS = {
    "scope": Text("scope", "适用范围"),
    "legal-basis": Text("legal basis", "合法依据"),
    "necessity": Text("necessity", "必要性"),
    "alternatives": Text("alternatives, no sole means", "替代方式、不作为唯一方式"),
    "pressure": Text("no denial, nagging, coercion", "不得拒绝服务、频繁提示、胁迫"),
    "children": Text("under 14", "未满十四周岁"),
    "purpose": Text("purpose; no evaluation or prediction", "目的；不得评估、预测"),
    "notice": Text("notice", "告知"),
    "consent": Text("consent form", "同意的形式"),
    "withdrawal": Text("withdrawal", "撤回"),
    "bystanders": Text("bystanders, covert capture", "旁人、隐蔽采集"),
    "minimisation": Text("minimisation", "最小化"),
    "retention": Text("retention and deletion", "保存与删除"),
    "templates": Text("template quality", "人脸特征的性质"),
    "on-device": Text("on-device", "设备端处理"),
    "security": Text("security", "安全"),
    "recipients": Text("recipients", "接收方"),
    "publication": Text("publication", "公开披露"),
    "localisation": Text("localisation, export", "境内存储、出境"),
    "impact-assessment": Text("impact assessment", "影响评估"),
    "filing": Text("filing, registration", "备案"),
    "public-space": Text("public space", "公共场所"),
    "human-review": Text("human review of matches", "比对结果的人工复核"),
    "rights": Text("rights of the person", "个人权利"),
    "governance": Text("governance", "管理"),
    "consistency": Text("consistency of the manifest", "清单的一致性"),
    "other": Text("other", "其他"),
}
