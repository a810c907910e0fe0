"""Messages of the Markdown report, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

# the whole report
REPORT_TITLE = Text("facepolicy report", "facepolicy 检查报告")
RUN_LINE = Text(
    "facepolicy {version}, as of {day}; fails on: {level}; exit code {code}.",
    "facepolicy {version}；截至 {day}；不通过的界限：{level}；退出码 {code}。",
)
ROWS_LEFT_OUT = Text(
    "{rows} rows are left out to stay within {limit} bytes. The JSON report has them all.",
    "为不超过 {limit} 字节，略去了 {rows} 行；完整内容见 JSON 报告。",
)

# parts
SECTION_CUT = Text("{title}: {number} more", "{title}：另有 {number} 项")

# registers
WAIVERS = Text("Waivers", "豁免")
EVIDENCE_REGISTER = Text("Evidence register", "证据登记")
FILES_READ = Text("What was read, with its SHA-256", "所读取的文件及其 SHA-256")
NEVER_EXPIRES = Text("never", "长期有效")
WAIVER_COLUMNS = (
    Text("Rule or fact", "规则或事实"),
    Text("Manifest", "清单"),
    Text("State", "状态"),
    Text("Owner", "责任人"),
    Text("Approver", "批准人"),
    Text("Last day", "最后一日"),
    Text("Days left", "剩余天数"),
    Text("Justification", "理由"),
    Text("Compensating measure", "补偿措施"),
)
ATTESTATIONS = Text("Attestations", "人工判断")
ATTESTATION_COLUMNS = (
    Text("Rule or clause", "规则或条款"),
    Text("Manifest", "清单"),
    Text("Outcome", "结论"),
    Text("State", "状态"),
    Text("Person", "判断人"),
    Text("Role", "职务"),
    Text("Judged on", "判断日期"),
    Text("Last day", "最后一日"),
    Text("Days left", "剩余天数"),
    Text("Reason", "理由"),
)
EVIDENCE_COLUMNS = (
    Text("Manifest", "清单"),
    Text("Id", "标识"),
    Text("Title", "名称"),
    Text("Status", "核实情况"),
    Text("Last day", "最后一日"),
    Text("Days left", "剩余天数"),
)
FILE_COLUMNS = (Text("Name", "名称"), Text("Version", "版本"), Text("SHA-256", "SHA-256"))

# results
PROBLEMS = Text("Could not be used, so the answer is not complete", "无法使用，因此结论不完整")
COUNTS = Text("Counts", "统计")
COUNT_COLUMNS = (Text("Result", "结果"), Text("Number", "数量"))
PASS_BY_EXCEPTION = Text("pass, by an exception", "通过，因例外")
PASS_ON_OPENED_EVIDENCE = Text(
    "pass, backed by evidence that was opened", "通过，有已打开的证据支持"
)
FAIL_NOT_IN_BASELINE = Text("fail, not in the baseline", "不通过，且不在基线中")
REQUIREMENTS_DECIDED = Text("requirements decided", "已判定的要求")
CONSISTENCY_DECIDED = Text("consistency checks decided", "已判定的一致性检查")
CLAUSES = Text("clauses of {} in all: {}", "共 {} 条条款中{}")
