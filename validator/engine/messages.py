"""Messages of derived facts and evidence, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

_MALFORMED = Text(
    "the file does not have the form that its name shows", "文件内容与文件名所示的格式不符"
)

# evidence.py
STANDINGS = {
    "verified": Text("file opened, digest as stated", "已打开文件，摘要一致"),
    "present": Text("file opened, no digest stated", "已打开文件，未声明摘要"),
    "declared": Text("declared, stored elsewhere, not opened", "仅声明，存于他处，未打开"),
    "missing": Text("no such file beside the manifest", "清单旁没有此文件"),
    "changed": Text("the file does not have the digest stated", "文件与所声明的摘要不符"),
    "refused": Text("the file cannot be read", "无法读取文件"),
    "empty": Text("the file is empty, so it is no document", "文件为空，不是文件资料"),
    "lfs-pointer": Text(
        "the file is a pointer of Git LFS and not the document; run git lfs pull",
        "文件是 Git LFS 指针，不是文件资料本身；请运行 git lfs pull",
    ),
    "not-opened": Text("a file, not opened in this run", "文件，本次检查未打开"),
    "manifest": Text(
        "the file is the manifest itself, which is no evidence for it",
        "文件就是清单本身，不能作为其证据",
    ),
    "malformed": _MALFORMED,
}
REFUSALS = {
    "no-folder": Text(
        "the manifest is in no folder, so no file can be found from it",
        "清单不在任何文件夹中，无法据此查找文件",
    ),
    "file-address": Text(
        "a file: address; write a path from the manifest's folder",
        "这是 file: 地址；请写从清单所在文件夹出发的相对路径",
    ),
    "backslash": Text(
        "the path contains a backslash; separate its parts by /",
        "路径含有反斜杠；请以 / 分隔各部分",
    ),
    "character": Text(
        "the path contains a colon, as drives and addresses do, or a NUL; write a path from the "
        "manifest's folder",
        "路径含有冒号（如盘符或地址）或 NUL 字符；请写从清单所在文件夹出发的相对路径",
    ),
    "absolute": Text(
        "the path is absolute; write it from the manifest's folder",
        "这是绝对路径；请写从清单所在文件夹出发的相对路径",
    ),
    "parent": Text(
        "the path contains ..; a file must be below the manifest's folder",
        "路径含有 ..；文件应在清单所在文件夹之下",
    ),
    "link-out": Text("a link leads out of the manifest's folder", "链接指向清单所在文件夹之外"),
    "folder": Text("this is a folder; name a file in it", "这是文件夹；请指定其中的文件"),
    "not-regular": Text("this is not a regular file", "这不是普通文件"),
    "too-large": Text("the file is too large to read", "文件过大，无法读取"),
    "too-much": Text(
        "the files that the manifest names are too much to read", "清单所列文件合计过大，无法读取"
    ),
}

# configuration.py
CONFIGURATION_AGREES = Text(
    "The configuration files agree with what is stated", "配置文件与所填写的事实一致"
)
SHOWN = {
    "agrees": Text("evidenced by configuration", "有配置佐证"),
    "contradicts": Text("contradicted by configuration", "与配置矛盾"),
    "not-stated": Text(
        "not stated in the manifest; the configuration shows {value}",
        "清单未填写；配置表明其为 {value}",
    ),
    "unclear": Text("not evidenced by configuration: {why}", "没有配置佐证：{why}"),
}
WHY_UNCLEAR = {
    "not-opened": Text("the file was not opened", "文件未打开"),
    "too-large": Text("the configuration is too large to read", "配置过大，无法读取"),
    "unknown-form": Text(
        "the name shows no known form; known are .yaml, .yml, .json, .toml, .env, .tf and .tfvars",
        "文件名不表明已知格式；已知格式为 .yaml、.yml、.json、.toml、.env、.tf 和 .tfvars",
    ),
    "malformed": _MALFORMED,
    "extra-missing": Text(
        "reading Terraform needs the extra terraform: pip install 'facepolicy[terraform]'",
        "读取 Terraform 需要附加组件 terraform：pip install 'facepolicy[terraform]'",
    ),
    "absent": Text("the configuration has no value there", "配置在该处没有值"),
    "expression": Text(
        "the value is an expression, which the file alone does not decide",
        "该值是表达式，仅凭文件无法确定",
    ),
    "not-listed": Text("means does not list the value there", "means 未列出该处的值"),
    "not-comparable": Text(
        "the value cannot be compared with what is stated", "该值无法与所填写的内容比较"
    ),
    "not-counting": Text(
        "the entry has expired, was not issued yet, or has no last day",
        "该条目已过期、尚未签发或未写明有效期截止日",
    ),
}

# placeholders.py
NO_PLACEHOLDER = Text("a text that is no placeholder", "不是占位符的文字")

# derived.py
TEXTS_WRITTEN = Text("No text is a placeholder", "没有文字是占位符")
EVIDENCE_CURRENT = Text(
    "The evidence has not expired on the day of the check", "证据在查询日仍有效"
)
EVIDENCE_READABLE = Text(
    "The file of the evidence, where it is beside the manifest, exists and is as stated",
    "证据文件如在清单旁，则存在且与所述相符",
)
REPRESENTATIVE_IN_PLACE = Text("There is a representative in China", "境内已设立机构或指定代表")
PURPOSE_NOTIFIED = Text("The notice covers this purpose", "告知涵盖该目的")
ASSESSMENT_REVIEWED_SINCE_CHANGE = Text(
    "The assessment was reviewed on or after the last material change and incident",
    "影响评估在最近一次重大变更和事件之后复核过",
)
ASSESSMENT_KEPT_THREE_YEARS = Text(
    "Report and records are kept for at least three years", "报告和记录至少保存三年"
)
RECORDS_KEPT_THREE_YEARS = Text(
    "Records of the processing are kept for at least three years", "处理记录至少保存三年"
)
TEMPLATES_KEPT_A_DAY = Text("Templates are kept for a day at most", "人脸特征至多留存一天")
PROMPT_INTERVAL_48_HOURS = Text(
    "At least 48 hours pass between two prompts", "两次提示之间至少间隔 48 小时"
)
CAPTURE_STOPS_IN_A_MINUTE = Text(
    "A capture stops after one minute at the latest", "采集最多持续一分钟"
)
STORED_PERSONS_BELOW_MILLION = Text(
    "Fewer than 1,000,000 persons are stored in all", "存储总人数不足 100 万"
)
STORED_PERSONS_BELOW_THRESHOLD = Text(
    "Fewer than 100,000 persons are stored in all", "存储总人数不足 10 万"
)
FILED_IN_TIME = Text("The filing was made within 30 working days", "在 30 个工作日内备案")
CHANGE_FILED_IN_TIME = Text(
    "The change was filed within 30 working days", "变更在 30 个工作日内备案"
)
FILING_CANCELLED_IN_TIME = Text(
    "The filing was cancelled within 30 working days", "在 30 个工作日内注销备案"
)
