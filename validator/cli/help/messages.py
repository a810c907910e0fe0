"""Texts of the help of the command, in English and Chinese.

They are filled in when help is printed. Where several verbs have an option of one name with other
texts, the options name them.
"""

from __future__ import annotations

from validator.model.text import Text

HELP = {
    "facepolicy": Text(
        "Policy as code for facial recognition: check what a deployment does, written down in "
        "a manifest, against the requirements of standards and laws.",
        "用代码检查人脸识别部署：把部署情况写成清单，逐条对照法律和标准的要求。",
    ),
    "exit codes": Text(
        "Exit codes: 0 nothing failed, 1 something did, 2 no answer.",
        "退出码：0 没有不通过，1 有不通过，2 没有结论。",
    ),
    "positional arguments": Text("positional arguments", "位置参数"),
    "options": Text("options", "选项"),
    "show this help message and exit": Text("show this help message and exit", "显示本帮助后退出"),
    "show program's version number and exit": Text(
        "show program's version number and exit", "显示版本后退出"
    ),
    "--lang": Text("language of the output (default: en)", "输出的语言（默认 en）"),
    "init": Text(
        "write a manifest, from a short interview or from answers", "通过简短问答或答案编写清单"
    ),
    "check": Text("check manifests against packs of rules", "按规则包检查清单"),
    "validate": Text(
        "check the structure of manifests, without any rule", "只检查清单的结构，不运行规则"
    ),
    "facts": Text(
        "print the facts of a manifest, stated and derived, as JSON",
        "以 JSON 输出清单中填写的和推导的事实",
    ),
    "diff": Text(
        "show what an edit of a manifest, another instrument or a later day changes",
        "显示清单的修改、另一依据或更晚的日期带来的变化",
    ),
    "explain": Text(
        "explain a rule, a clause, an article, a pack, a fact or a word",
        "解释规则、条款、条文、规则包、事实或词语",
    ),
    "show": Text("print a manifest with the facts that it inherits", "输出清单及其继承的事实"),
    "list": Text("list packs and their rules", "列出规则包及其规则"),
    "coverage": Text(
        "list every clause: automated, partial, manual or out of scope, and by which rules",
        "列出每一条款：自动、部分、人工或不涉及，以及所用规则",
    ),
    "waiver": Text("list, check or add waivers", "列出、检查或添加豁免"),
    "attest": Text("list, check or add attestations", "列出、检查或添加人工判断"),
    "migrate": Text(
        "turn manifests of version 1 into version 2, in place", "将第 1 版清单就地改为第 2 版"
    ),
    "lint": Text("look for flaws in packs", "查找规则包的缺陷"),
    "test": Text("run the tests of packs", "运行规则包的测试"),
    "schema": Text(
        "print a JSON Schema: of the manifest, a pack, a report …",
        "输出 JSON Schema：清单、规则包、报告等",
    ),
    "completion": Text(
        "print the script that completes commands in a shell", "输出 shell 的命令补全脚本"
    ),
    "init codes": Text(
        "Exit code: that of facepolicy check on the new manifest; 130 when the interview was "
        "stopped, 2 when nothing could be written.",
        "退出码：同对新清单运行 facepolicy check；问答中断为 130，无法写入为 2。",
    ),
    "init MANIFEST": Text(
        "the file to write (default: manifest.yaml); if it exists, only the facts that rules "
        "still wait for are asked",
        "要写的文件（默认 manifest.yaml）；文件已存在的，只问规则仍在等待的事实",
    ),
    "--resume": Text(
        "continue a stopped interview from its answers file", "从答案文件继续中断的问答"
    ),
    "--from-answers": Text(
        "ask nothing; read the answers from a file in the form of a manifest, or -",
        "不提问；从清单形式的文件或 - 读取答案",
    ),
    "--template": Text("preset the answers of a common case", "预填常见情形的答案"),
    "--list-templates": Text("list the common cases", "列出常见情形"),
    "--no-input": Text("ask nothing", "不提问"),
    "--force": Text("replace an existing manifest", "替换已有的清单"),
    "--as-of": Text("the day of the check (default: today)", "查询日（默认今天）"),
    "--timezone": Text(
        "the time zone whose today it is, such as Asia/Shanghai (default: the machine's)",
        "以哪个时区的今天为准，例如 Asia/Shanghai（默认本机时区）",
    ),
    "check MANIFEST": Text(
        "a file (YAML or JSON), a folder, a pattern, or - for standard input (default: "
        "manifests of the configuration)",
        "文件（YAML 或 JSON）、文件夹、模式，或 - 表示标准输入（默认配置中的清单）",
    ),
    "--pack": Text(
        "a pack: the name of a shipped one, or a folder; in-force for those in force on that day "
        "where the deployment is (the default); all for every shipped one; repeatable",
        "规则包：自带规则包的名称或文件夹；in-force 表示部署所在地当日有效的规则包"
        "（默认）；all 表示全部自带规则包；可重复",
    ),
    "--select": Text(
        "run only this rule, clause or pack; * matches any text; repeatable",
        "只运行此规则、条款或规则包；* 匹配任意文字；可重复",
    ),
    "--ignore": Text(
        "do not run this rule, clause or pack; overrides --select; repeatable",
        "不运行此规则、条款或规则包；优先于 --select；可重复",
    ),
    "--fail-on": Text(
        "the lightest severity that ends in exit code 1 (default: error)",
        "使退出码为 1 的最低严重程度（默认 error）",
    ),
    "--jobs": Text(
        "number of processes, for --format jsonl and for -q; other formats use one (default: "
        "1; 0 for one for each processor)",
        "进程数，用于 --format jsonl 和 -q；其他格式只用一个（默认 1；0 表示每个处理器一个）",
    ),
    "--require-applicable": Text(
        "end in exit code 2 when no instrument applies", "没有适用的依据时退出码为 2"
    ),
    "--waivers": Text(
        "a file of failures that are approved for a time", "豁免文件：在一定期限内获批准的不通过"
    ),
    "--attestations": Text(
        "what persons judged where no rule can decide", "人工判断文件：规则不能决定之处的判断"
    ),
    "--fail-on-unreviewed": Text(
        "end in exit code 1 while something is left for a person to judge",
        "仍有须人工判断的事项时退出码为 1",
    ),
    "--baseline": Text(
        "fail only on failures that this baseline, or earlier JSON report, does not contain",
        "只计此基线或以前的 JSON 报告中没有的不通过",
    ),
    "--write-baseline": Text(
        "write the failures of this run as a baseline", "将本次的不通过写为基线"
    ),
    "--format": Text(
        "format of the report (default: text); repeatable, each with its --output; all writes "
        "every format into the folder that --output names",
        "报告的格式（默认 text）；可重复，各配一个 --output；all 将所有格式写入 --output 指定的"
        "文件夹",
    ),
    "--format --output": Text(
        "the file of the --format beside it (default: -, standard output)",
        "相邻 --format 的文件（默认 -，即标准输出）",
    ),
    "--summary": Text(
        "how many sites pass, fail and wait, and what to fix first; of more than 20 sites, "
        "text, markdown, html and github show it in any case",
        "通过、不通过和待补充的部署数，以及首先整改什么；超过 20 个部署时，text、markdown、"
        "html 和 github 总是显示",
    ),
    "--summary-by": Text(
        "the summary by this label of metadata.labels (default: every label with few values); "
        "repeatable",
        "按 metadata.labels 中的此标签汇总（默认取值不多的每个标签）；可重复",
    ),
    "--quiet": Text("only the line of counts", "只输出汇总行"),
    "--verbose": Text("every result", "输出每项结果"),
    "--color": Text(
        "colour in text output (default: auto, which respects NO_COLOR)",
        "文本输出的颜色（默认 auto，遵从 NO_COLOR）",
    ),
    "--no-color": Text("as --color never", "同 --color never"),
    "--exclude": Text(
        "files that folders and patterns do not include, as in .gitignore; a file that is "
        "named itself is read; repeatable",
        "文件夹和模式不包括的文件，写法同 .gitignore；直接指定的文件照常读取；可重复",
    ),
    "--config": Text(
        "the configuration (default: the nearest facepolicy.toml, or pyproject.toml with "
        "[tool.facepolicy])",
        "配置文件（默认最近的 facepolicy.toml，或含 [tool.facepolicy] 的 pyproject.toml）",
    ),
    "--no-config": Text("read no configuration", "不读取配置"),
    "--show-config": Text(
        "print the settings with their sources, and check nothing", "输出各设置及其来源，不做检查"
    ),
    "validate MANIFEST": Text(
        "a file (YAML or JSON), a folder, a pattern, or - for standard input",
        "文件（YAML 或 JSON）、文件夹、模式，或 - 表示标准输入",
    ),
    "facts MANIFEST": Text(
        "a file (YAML or JSON), or - for standard input", "文件（YAML 或 JSON），或 - 表示标准输入"
    ),
    "facts --as-of": Text(
        "the day of derived facts (default: today)", "推导事实所用的日期（默认今天）"
    ),
    "--output": Text("write to a file (default: standard output)", "写入文件（默认标准输出）"),
    "diff MANIFEST": Text(
        "OLD NEW; with --from and --to one file or folder; with --to-date any number",
        "旧清单 新清单；与 --from 和 --to 同用时为一个文件或文件夹；与 --to-date 同用时数量不限",
    ),
    "--from": Text("the pack to compare from", "作比较的原规则包"),
    "--to": Text("the pack to compare to", "作比较的新规则包"),
    "--from-date": Text("the day to compare from (default: today)", "作比较的起始日期（默认今天）"),
    "--to-date": Text("the day to compare to", "作比较的目标日期"),
    "diff --pack": Text(
        "a pack: the name of a shipped one, or a folder; repeatable (default: what is in force); "
        "not with --from and --to",
        "规则包：自带规则包的名称或文件夹；可重复（默认现行有效的）；不与 --from 和 --to 同用",
    ),
    "diff --format": Text("of the differences (default: text)", "差异的格式（默认 text）"),
    "WHAT": Text(
        "id of a rule, clause or pack; an article (art. 13); a fact (consent.grade); or words",
        "规则、条款或规则包的标识；条文（第十三条）；事实（consent.grade）；或词语",
    ),
    "PACK": Text(
        "a pack: the name of a shipped one, or a folder (default: all)",
        "规则包：自带规则包的名称或文件夹（默认全部）",
    ),
    "a manifest": Text("a manifest (YAML or JSON)", "清单（YAML 或 JSON）"),
    "show --format": Text(
        "yaml (default), with file and line of each value in a comment; or json, with them by "
        "JSON pointer",
        "yaml（默认），各值的文件和行写在注释中；或 json，按 JSON 指针给出",
    ),
    "--matrix": Text(
        "topic by instrument instead of clause by clause", "按主题和依据列表，而非逐条列出"
    ),
    "coverage --format": Text(
        "of the list or the matrix (default: text)", "列表或矩阵的格式（默认 text）"
    ),
    "lint entries": Text("print the entries that need attention", "输出需要处理的条目"),
    "list entries": Text(
        "print all entries, the one that ends first before the others", "输出所有条目，先到期的在前"
    ),
    "add entries": Text(
        "add an entry; the file is made where there is none", "添加条目；没有文件时新建"
    ),
    "waivers.yaml": Text("default: waivers.yaml", "默认 waivers.yaml"),
    "entries --pack": Text(
        "a pack: the name of a shipped one, or a folder, for its rules; repeatable",
        "规则包：自带规则包的名称或文件夹，取其规则；可重复",
    ),
    "entries --as-of": Text("the day asked about (default: today)", "所查询的日期（默认今天）"),
    "waivers --rule": Text("the rule that fails", "不通过的规则"),
    "waivers --fact": Text(
        "the fact that fails, such as storage.encryption.atRest, for every rule that reads it",
        "不符合要求的事实，例如 storage.encryption.atRest，涵盖读取它的每条规则",
    ),
    "waivers --manifest": Text(
        "the manifest, relative to the waiver file; #2 names its second document",
        "清单相对于豁免文件的路径；#2 指第二份文档",
    ),
    "waivers --justification": Text(
        "why the failure is acceptable for now", "暂时可以接受该不通过的理由"
    ),
    "waivers --owner": Text("who answers for it", "责任人"),
    "waivers --approver": Text("who approved it; another person", "批准人，应为另一人"),
    "waivers --compensating": Text(
        "what is done instead to protect people", "为保护个人另外采取的措施"
    ),
    "waivers --expires": Text("the last day on which it counts", "生效的最后一天"),
    "waivers --granted": Text(
        "the first day on which it counts (today)", "生效的第一天（默认今天）"
    ),
    "attestations.yaml": Text("default: attestations.yaml", "默认 attestations.yaml"),
    "attestations --rule": Text("the rule that was judged", "所判断的规则"),
    "attestations --clause": Text("the clause, for every rule of it", "条款，涵盖其下每条规则"),
    "attestations --manifest": Text(
        "the manifest, or a folder or pattern of manifests, relative to the attestation file",
        "清单，或清单的文件夹、模式，相对于人工判断文件",
    ),
    "attestations --name": Text("who judged it", "判断人"),
    "attestations --role": Text("in which role", "职务"),
    "attestations --reason": Text("why", "理由"),
    "attestations --outcome": Text("what the person found", "判断的结论"),
    "attestations --until": Text("the last day on which it counts", "生效的最后一天"),
    "attestations --attested": Text("the day of the judgement (today)", "判断的日期（默认今天）"),
    "attestations --evidence": Text(
        "what the person looked at; repeatable", "判断时查看的材料；可重复"
    ),
    "PACK --pack": Text("the same as an option; repeatable", "同上，以选项形式；可重复"),
    "--release": Text(
        "record the content of packs without flaw under their versions: from then on a changed "
        "pack needs a new version",
        "将无缺陷的规则包按版本登记内容：此后内容改变须有新版本",
    ),
    "--mutate": Text(
        "also change every constraint in turn and require that a test fails",
        "另外逐一改变各约束，并要求有测试失败",
    ),
    "NAME": Text(
        "manifest (default), manifest.draft-07, config, waivers, attestations, report, diff, "
        "coverage, or another file of schema/ by its first word",
        "manifest（默认）、manifest.draft-07、config、waivers、attestations、report、diff、"
        "coverage，或 schema/ 中其他文件的首个词",
    ),
    "shell": Text("source the output in this shell", "在此 shell 中用 source 载入输出"),
}
