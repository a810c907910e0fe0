"""Messages of the verbs, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

# check.py
BASELINE_NOT_WRITTEN = Text(
    "not written: there is no full answer, and failures that could not be checked would "
    "later count as new",
    "未写入：没有完整结论，未能检查的内容日后会被当作新增",
)

# config.py
NO_TABLE = Text("has no table [tool.facepolicy]", "没有 [tool.facepolicy] 表")
NEEDLESS_TABLE = Text(
    "the settings of {file} are in no table; write them without [{table}]",
    "{file} 的设置不属于任何表；请去掉 [{table}]",
)
CONFIG_UNREADABLE = Text("cannot be read: {why}", "无法读取：{why}")
CONFIG_VALUE_UNREADABLE = Text(
    "cannot be read: this is no value; put a text in quotes", "无法读取：不是有效的值；文字须加引号"
)
OF_SETTING = Text("{source}: {text}", "{source}：{text}")
NO_MANIFEST_NAMED = Text(
    "name a manifest, or list manifests in facepolicy.toml",
    "请指定清单，或在 facepolicy.toml 中列出 manifests",
)

# output.py
FILES_LEFT_OUT = Text(
    "files that look like manifests and were not read, as they are hidden or have another "
    "suffix: {number}; name them, or rename them to .yaml, .yml or .json: {names}",
    "有 {number} 个文件疑似清单但未读取：文件被隐藏或扩展名不同；"
    "请直接指定，或改名为 .yaml、.yml 或 .json：{names}",
)

FILES_EXCLUDED = Text(
    "files excluded by patterns and not read: {number}", "按模式排除而未读取的文件：{number} 个"
)
REPEATED_ID = Text(
    "warning: {number:,} manifests have the metadata.id {id}, as copies do: {names}",
    "提示：{number:,} 份清单的 metadata.id 同为 {id}，可能是复制所致：{names}",
)
MORE_REPEATED_IDS = Text(
    "warning: {:,} more ids belong to several manifests", "提示：另有 {:,} 个 id 属于多份清单"
)

# coverage.py
CLAUSES = (Text("1 clause", "1 条条款"), Text("{} clauses", "{} 条条款"))
COVERAGE_COLUMNS = (
    Text("pack", "规则包"),
    Text("clause", "条款"),
    Text("place", "条号"),
    Text("what it says", "内容"),
    Text("checked", "检查方式"),
    Text("rules", "规则"),
    Text("what is not checked", "未检查的内容"),
)

# exit.py
CANNOT_BE_WRITTEN = Text("cannot be written: {why}", "无法写入：{why}")
INTERNAL_ERROR = Text(
    "internal error ({what}); there is no answer; please report this",
    "内部错误（{what}）；没有得出结论，请报告此问题",
)
CURRENT_FOLDER_GONE = Text(
    "the current folder does not exist any more; change to another",
    "当前文件夹已不存在；请切换到其他文件夹",
)

# fleet.py
NEEDS_ARROW = Text(
    'needs pyarrow; run: pip install "facepolicy[arrow]"',
    '需要 pyarrow；请运行：pip install "facepolicy[arrow]"',
)
NO_SUCH_LABEL = Text(
    "no manifest has the label {label}; labels: {names}",
    "没有清单带有标签 {label}；现有标签：{names}",
)
NO_LABELS = Text(
    "no manifest has the label {label}: no manifest has labels",
    "没有清单带有标签 {label}：所有清单都没有标签",
)
NO_SUMMARY = Text(
    "there is no summary as {form}; as {names} there is", "汇总没有 {form} 格式；可用：{names}"
)
PARQUET_NEEDS_FILE = Text("name a file with -o FILE", "请用 -o FILE 指定文件")
SUMMARY_AND_BASELINE = Text(
    "a summary and --write-baseline are two runs: leave one out",
    "汇总与 --write-baseline 须分两次运行，请去掉其中之一",
)

# explain.py, lookup.py
ARTICLE = r"(?:art(?:icle)?\.?|sec(?:tion)?\.?|§|第)?\s*([0-9]+|[一二三四五六七八九十]+)\s*条?"
"""An article of an instrument, in either language."""
SHORT_NAMES = {
    "个保法": "cn-pipl-2021",
    "网数条例": "cn-ndsr-2024",
    "人脸识别办法": "cn-frt-measures-2025",
}
"""Names that people have for instruments and that are no part of their titles, with the packs."""
BESIDES_NAME = r" of the prc$| ?[(（][^)）]*[)）]$"
"""What a title has besides its name."""
PARTS = (
    r"(?:[\s,，]*(?:第|paragraph|para\.?|items?|point)?\s*[(（]?\s*"
    r"([0-9]+|[一二三四五六七八九十]+)\s*[)）]?\s*[款项]?)"
)
"""A paragraph or an item of an article, in either language."""
CHINESE_DIGITS, CHINESE_TEN, CHINESE_NUMBER = "零一二三四五六七八九", "十", "第"
NOTHING_TO_EXPLAIN = Text(
    "no rule, clause, pack or fact is called so, and no fact has to do with it",
    "没有这个名称的规则、条款、规则包或事实，也没有与之相关的事实",
)
NOTHING_TO_EXPLAIN_NEAR = Text(
    "no rule, clause, pack or fact is called so; did you mean {near}?",
    "没有这个名称的规则、条款、规则包或事实；是否应为 {near}？",
)
FACT_IS_CLAIM = Text(
    "A claim: where it is not stated, nothing is claimed, and no exception applies.",
    "属于主张：未说明即未主张，不适用任何例外。",
)
FACT_VALUES = Text("Values", "取值")
FACT_EXAMPLE = Text("Example", "示例")
FACT_PARTS = Text("Parts", "组成")
FACT_DECIDES_PACKS = Text("Decides whether these packs apply", "决定下列规则包是否适用")
FACT_READ_BY = Text("Read by", "由下列规则读取")
FACTS_FOUND = Text("Facts and values with this meaning:", "与之相关的事实和取值：")
PASSING_EXAMPLES = Text("Passes", "通过的例子")
FAILING_EXAMPLES = Text("Fails", "不通过的例子")
PAGE = Text("Page", "页面")

# lint.py
RELEASED = Text(
    "{}: its version and content are recorded in released.yaml",
    "{}：版本和内容已记入 released.yaml",
)
LINT_SUMMARY = Text("packs: {}, flaws: {}", "规则包 {} 个，缺陷 {} 处")

# migrate.py
MIGRATED = Text(
    "{}: migrated; facts now not stated: {}; lists now ending in others-unknown: {}",
    "{}：已迁移；现为未说明的事实：{} 项；现以 others-unknown 结尾的列表：{} 个",
)
NOTHING_TO_MIGRATE = Text("{}: nothing to migrate", "{}：无需迁移")

# output.py
ALL_NEEDS_OUTPUT = Text("--format all needs --output FOLDER", "--format all 需要 --output 文件夹")
TWO_OUTPUTS_ONE_FILE = Text(
    "two outputs for one file; give each its own", "两个输出写往同一处；请分别指定文件"
)

# progress.py
CHECKING = Text("checking", "检查")

# test.py
TEST_SUMMARY = Text(
    "{}: rules: {}, cases: {}, failed: {}", "{}：规则 {} 条，用例 {} 个，失败 {} 个"
)
SHARED_TEST_SUMMARY = Text(
    "shared constraints: {}, cases: {}, failed: {}", "共用约束：{} 条，用例 {} 个，失败 {} 个"
)
MUTATION_SUMMARY = Text("; mutants: {}, survivors: {}", "；变异 {} 个，存活 {} 个")

# entry_files.py
ENTRY_IN_ORDER = Text("in order", "有效")
ENTRY_DAYS_LEFT = Text("{} left", "剩余 {}")
ENTRY_ENDED = Text("ended {} ago", "已过期 {}")
ENTRY_SUMMARY = Text(
    "entries: {}, need attention: {}; as of {}", "条目 {} 项，需处理 {} 项；截至 {}"
)
NO_PLACE_AT_THE_END = Text(
    "not added: {name} must be the last member of the file",
    "未写入：{name} 须为文件中的最后一个成员",
)
NOT_ADDED = Text("not added: {}", "未写入：{}")
ENTRY_ADDED = Text("added to {}: {} ({})", "已写入 {}：{}（{}）")

# waiver.py
WAIVER_FIELDS = {
    "owner": Text("owner", "责任人"),
    "approver": Text("approver", "批准人"),
    "granted": Text("granted", "批准日期"),
    "expires": Text("expires", "失效日期"),
    "justification": Text("justification", "理由"),
    "compensating": Text("compensating measure", "补偿措施"),
}

# attest.py
ATTESTATION_FIELDS = {
    "outcome": Text("outcome", "结论"),
    "name": Text("judged by", "判断人"),
    "role": Text("role", "职务"),
    "attested": Text("attested", "判断日期"),
    "until": Text("until", "有效期至"),
    "reason": Text("reason", "理由"),
    "evidence": Text("evidence", "依据"),
}

# pipeline.py
FORMAT_FILE_EXPECTED = Text("expected FORMAT=FILE", "应为 FORMAT=FILE")
TRUE_OR_FALSE_EXPECTED = Text("expected true or false", "应为 true 或 false")

# schema.py
NO_SUCH_SCHEMA = Text("no such schema; available: {listed}", "没有这个模式；可用：{listed}")

# diff.py
WHAT_TO_COMPARE = Text(
    "give two manifests; or one with --from PACK and --to PACK; or any with --to-date DATE",
    "请给出两份清单；或一份清单和 --from 规则包、--to 规则包；或任意清单和 --to-date 日期",
)
NOT_TOGETHER = Text("not together with {others}", "不能与 {others} 一起使用")
LATER_DAY_EXPECTED = Text("expected a day after {day}", "应晚于 {day}")

# validate.py
VALID = Text("{} manifests are valid", "{} 份清单结构有效")
VALID_ONE = Text("{} manifest is valid", "{} 份清单结构有效")
VALID_SKIPPED = Text(
    "; documents skipped that are bases or no manifests: {}",
    "；另有基础清单或非清单文件 {} 份未检查",
)

# parser.py
EXAMPLES_OF_VERB = Text("examples:", "示例：")
EXAMPLES = {
    "init gate.yaml": Text(
        "asks in everyday words, and writes gate.yaml", "用日常用语提问，写出 gate.yaml"
    ),
    "init --list-templates": Text("lists common cases to start from", "列出可作起点的常见情形"),
    "init gate.yaml --from-answers answers.yaml": Text("asks nothing", "不提问，读取已有回答"),
    "check gate.yaml": Text(
        "against what is in force today, where the deployment is", "按部署所在地今天施行的规则检查"
    ),
    "check sites/ --exclude drafts/ --format html -o report.html": Text(
        "all manifests of a folder, as a page to hand on", "检查整个文件夹，生成可转交的页面"
    ),
    "check gate.yaml --pack cn-frt-measures-2025 --select 'M25-*'": Text(
        "some rules of one instrument", "只检查一份文件的部分规则"
    ),
    "check gate.yaml --waivers waivers.yaml --baseline baseline.json": Text(
        "only new failures fail; approved ones are listed",
        "仅新增的不通过计入失败；已批准的另行列出",
    ),
    "validate sites/": Text("is the structure right? no rule runs", "结构是否正确？不运行规则"),
    "validate - < gate.yaml": Text("reads standard input", "读取标准输入"),
    "facts gate.yaml": Text(
        "what is stated, and what follows from it today", "所述事实，以及今天由其推导的事实"
    ),
    "facts gate.yaml --as-of 2027-06-01 -o facts.json": Text("on a later day", "以后某一天的事实"),
    "diff signed.yaml gate.yaml": Text(
        "which facts changed, and what that changes", "哪些事实有变，以及随之变化的要求"
    ),
    "diff gate.yaml --to-date 2027-06-01": Text(
        "what changes until that day", "到那一天会有什么变化"
    ),
    "diff gate.yaml --from cn-gbt-41819-2022 --to cn-frt-measures-2025": Text(
        "what another instrument changes", "换用另一份文件会有什么变化"
    ),
    "explain PIPL-29": Text(
        "a rule, with a manifest that passes and one that fails", "一条规则，附通过和不通过的例子"
    ),
    "explain art. 13 --pack cn-frt-measures-2025": Text(
        "an article of one instrument", "一份文件的某一条"
    ),
    "explain consent.grade": Text(
        "a fact: its values, and the rules that read it", "一项事实：取值，以及读取它的规则"
    ),
    "explain how long pictures are kept": Text(
        "words: the facts they may mean", "普通词语：可能所指的事实"
    ),
    "show sites/north.yaml": Text(
        "with what it inherits, and file and line of each value",
        "含继承的事实，以及每个值所在的文件和行",
    ),
    "show sites/north.yaml --format json -o north.json": Text("for a program", "供程序读取"),
    "list": Text("all packs and rules", "全部规则包和规则"),
    "list consent.grade": Text("the rules that read a fact", "读取某项事实的规则"),
    "coverage cn-frt-measures-2025": Text(
        "each clause, and how it is checked", "每一条款，以及如何检查"
    ),
    "coverage --format csv -o clauses.csv": Text("all clauses, as a table", "全部条款，制成表格"),
    "coverage --matrix": Text("topic by instrument", "按主题对照各文件"),
    "waiver list waivers.yaml": Text(
        "all waivers, the one that ends first before the others", "全部豁免，先到期的在前"
    ),
    "waiver lint waivers.yaml": Text("those that need attention", "需要处理的豁免"),
    "waiver add --help": Text("the options of a new waiver", "新增豁免的选项"),
    "attest list attestations.yaml": Text(
        "all attestations, the one that ends first before the others", "全部人工判断，先到期的在前"
    ),
    "attest lint attestations.yaml": Text("those that need attention", "需要处理的人工判断"),
    "attest add --help": Text("the options of a new attestation", "新增人工判断的选项"),
    "migrate gate.yaml": Text(
        "to the current version of the form, in place", "原地迁移到当前版本的格式"
    ),
    "migrate sites/*.yaml": Text("several files", "多个文件"),
    "lint": Text("all shipped packs", "全部自带规则包"),
    "lint our-pack/": Text("a pack of your own", "自有规则包"),
    "test our-pack/": Text("the cases in its rules", "规则中的用例"),
    "test our-pack/ --mutate": Text(
        "and whether they notice when a rule changes", "以及规则变动时用例能否发现"
    ),
    "schema": Text("of manifests, for an editor", "清单的模式，供编辑器使用"),
    "schema report -o report.schema.json": Text("of the JSON report", "JSON 报告的模式"),
    "completion bash > ~/.local/share/bash-completion/completions/facepolicy": Text(
        "Tab completion in new shells", "在新的终端中用 Tab 补全"
    ),
    "completion zsh > ~/.zfunc/_facepolicy": Text("the same for zsh", "同上，用于 zsh"),
}
"""What to type after ``facepolicy``, and what it does: in the help of the verb."""
