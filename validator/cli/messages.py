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
CONFIG_UNREADABLE = Text("cannot be read: {why}", "无法读取：{why}")
NO_MANIFEST_NAMED = Text(
    "name a manifest, or list manifests in facepolicy.toml",
    "请指定清单，或在 facepolicy.toml 中列出 manifests",
)

# output.py
FILES_LEFT_OUT = Text(
    "files that look like manifests and were not read, as they are hidden or have another "
    "suffix: {number}; name them, or rename them to .yaml, .yml or .json",
    "有 {number} 个文件疑似清单但未读取：文件被隐藏或扩展名不同；"
    "请直接指定，或改名为 .yaml、.yml 或 .json",
)

FILES_EXCLUDED = Text(
    "files excluded by patterns and not read: {number}", "按模式排除而未读取的文件：{number} 个"
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
NO_SUMMARY = Text(
    "there is no summary as {form}; as {names} there is", "汇总没有 {form} 格式；可用：{names}"
)
PARQUET_NEEDS_FILE = Text("name a file with -o FILE", "请用 -o FILE 指定文件")
SUMMARY_AND_BASELINE = Text(
    "a summary and --write-baseline are two runs: leave one out",
    "汇总与 --write-baseline 须分两次运行，请去掉其中之一",
)

# explain.py
ARTICLE = r"(?:art(?:icle)?\.?|sec(?:tion)?\.?|§|第)?\s*([0-9]+|[一二三四五六七八九十]+)条?"
"""A place in an instrument, in either language."""
CHINESE_DIGITS, CHINESE_TEN = "零一二三四五六七八九", "十"
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

# init.py
NO_TERMINAL = Text(
    "init needs a terminal; use --from-answers FILE", "init 需要终端；请使用 --from-answers 文件"
)
STOPPED = Text(
    "Stopped. The answers so far are saved in {}. Continue with:\n  {}",
    "已停止。目前的回答保存在 {}。继续填写：\n  {}",
)
STOPPED_AT_FIRST_QUESTION = Text(
    "Stopped before the first answer; nothing was written.",
    "在回答第一问之前停止；未写入任何内容。",
)
MANIFEST_TOO_LARGE = Text(
    "nothing was written: the manifest would be larger than {limit} bytes, which facepolicy "
    "does not read; shorten the answers",
    "未写入任何内容：清单将超过 {limit} 字节，facepolicy 无法读取；请缩短回答",
)
WRITTEN = Text("Written: {}", "已写入：{}")
NEXT_STEPS = {
    0: Text(
        "Next: read {0} again, keep it with the code of the deployment, and let CI run\n  "
        "facepolicy check {0}\nto notice changes of the facts, the law or the evidence. This is "
        "not legal advice.",
        "下一步：通读 {0}，与部署的代码一并保存，并在 CI 中运行\n"
        "  facepolicy check {0}\n"
        "以便事实、法律或者证据有变时及时发现。本结果不构成法律意见。",
    ),
    1: Text(
        "Next: correct or state in {0} the facts that the report lists; commented-out lines "
        "show\nthe facts that were left out, and facepolicy explain RULE explains a rule. Then "
        "run\n  facepolicy check {0}",
        "下一步：在 {0} 中按报告整改或补充；注释掉的行标明了尚未说明的事实，\n"
        "facepolicy explain 规则 可查看规则的要求。然后运行\n"
        "  facepolicy check {0}",
    ),
}

# lint.py
LINT_SUMMARY = Text("{} packs, {} flaws", "规则包 {} 个，缺陷 {} 处")

# migrate.py
MIGRATED = Text(
    "{}: migrated; facts now not stated: {}; lists now ending in others-unknown: {}",
    "{}：已迁移；现为未说明的事实：{} 项；现以 others-unknown 结尾的列表：{} 个",
)
NOTHING_TO_MIGRATE = Text("{}: nothing to migrate", "{}：无需迁移")

# output.py
ALL_NEEDS_OUTPUT = Text("--format all needs --output FOLDER", "--format all 需要 --output 文件夹")
TWO_FORMATS_ONE_FILE = Text(
    "two formats for one file; give each --format its own --output",
    "两种格式写往同一处；请为每个 --format 指定各自的 --output",
)
REPORT_AND_BASELINE_ONE_FILE = Text(
    "a report and the baseline for one file; name another file",
    "报告和基线写往同一处；请指定其他文件",
)

# progress.py
CHECKING = Text("checking", "检查")

# test.py
TEST_SUMMARY = Text("{}: {} rules, {} cases, {} failed", "{}：规则 {} 条，用例 {} 个，失败 {} 个")
SHARED_TEST_SUMMARY = Text(
    "shared constraints: {} constraints, {} cases, {} failed",
    "共用约束：{} 条，用例 {} 个，失败 {} 个",
)
MUTATION_SUMMARY = Text("; {} mutants, {} survivors", "；变异 {} 个，存活 {} 个")

# entry_files.py
ENTRY_IN_ORDER = Text("in order", "有效")
ENTRY_DAYS_LEFT = Text("{} days left", "剩余 {} 天")
ENTRY_ENDED = Text("ended {} days ago", "已过期 {} 天")
ENTRY_SUMMARY = Text("{} entries, {} need attention; as of {}", "条目 {} 项，需处理 {} 项；截至 {}")
NO_PLACE_AT_THE_END = Text(
    "not added: {name} must be the last member of the file",
    "未写入：{name} 须为文件中的最后一个成员",
)
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
