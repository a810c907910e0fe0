"""Messages of one run, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

# inputs.py
OVERWRITES_INPUT = Text(
    "this file is an input of the run and would be overwritten; name another file",
    "该文件是本次检查的输入，将被覆盖；请指定其他文件",
)

NOT_THE_SHIPPED_PACK = Text(
    "has the id and version of {named}, which facepolicy ships, but other content; change "
    "its id or version",
    "标识和版本与自带的 {named} 相同而内容不同；请另取标识或版本",
)
TWO_RULES_ONE_ID = Text(
    "{rule} is a rule of {other} as well; packs that run together need different rule ids",
    "{other} 也有规则 {rule}；一同运行的规则包不得有相同的规则标识",
)
TWO_PACKS_ONE_ID = Text("two packs that differ have this id", "两个不同的规则包使用此标识")
EVERY_FILE_EXCLUDED = Text(
    "every file here is excluded, by --exclude or by the configuration",
    "此处的文件均被 --exclude 或配置排除",
)
ONLY_WAIVERS_OR_BASELINE = Text(
    "there is no manifest here, only waivers, attestations or the baseline of this run",
    "此处没有清单，只有本次检查的豁免文件、人工判断文件或基线",
)

# workers.py
PROCESS_KILLED = Text(
    "a process of this run was killed, perhaps because memory ran out; there is no full answer",
    "本次检查的一个进程被终止（可能因内存不足）；没有完整结论",
)

# day.py
UNKNOWN_TIME_ZONE = Text(
    "unknown time zone {name}; expected a name such as Asia/Shanghai or UTC",
    "未知的时区 {name}；应为 Asia/Shanghai、UTC 之类的名称",
)
UNKNOWN_TIME_ZONE_NEAR = Text(
    'unknown time zone {name}; did you mean "{near}"?', "未知的时区 {name}；是否指“{near}”？"
)
NO_TIME_ZONES = Text(
    "this machine has no database of time zones; install it: pip install tzdata",
    "本机没有时区数据库；请安装：pip install tzdata",
)

# api.py
NO_MANIFEST_NAMED = Text(
    "name a manifest, as in check('gate.yaml')", "请指定清单，例如 check('gate.yaml')"
)
MANIFEST_EXPECTED = Text(
    "expected a path, a mapping or a Manifest, not {type}; several are several arguments, as in "
    "check(*paths), and a text is check(text=...)",
    "应为路径、映射或 Manifest，而不是 {type}；多个请展开，例如 check(*paths)；"
    "文本请用 check(text=...)",
)
TEXT_FOR_PATH = Text(
    "a text is given where a path is expected; use check(text=...)",
    "此处应为路径，而给出的是文本；请用 check(text=...)",
)
ONE_NAME_TWICE = Text(
    "two manifests are named {name}; name them apart, as in manifest_from_value(value, name)",
    "有两份清单名为 {name}；请分别命名，例如 manifest_from_value(value, name)",
)
NOT_A_DATE = Text(
    "as_of: {} is not a date such as 2026-10-31", "as_of：{} 不是形如 2026-10-31 的日期"
)
NAMES_EXPECTED = Text("the name or path of a pack, or several", "规则包的名称或路径，一个或多个")
PATTERNS_EXPECTED = Text("a pattern or several of them", "通配符，一个或多个")
MANIFESTS_EXPECTED = Text("a Manifest or several of them", " Manifest，一个或多个")
PACKS_EXPECTED = Text(
    "a Pack or several of them (load_pack and load_packs read them)",
    " Pack，一个或多个（由 load_pack 和 load_packs 读取）",
)
WAIVERS_EXPECTED = Text("what load_waivers returns", " load_waivers 的返回值")
ATTESTATIONS_EXPECTED = Text("what load_attestations returns", " load_attestations 的返回值")
BASELINE_EXPECTED = Text("what load_baseline returns", " load_baseline 的返回值")
SELECTION_EXPECTED = Text("a Selection", " Selection")
NO_MANIFEST_AMONG_THEM = Text(
    "no manifest: only bases, which are not checked by themselves, or other documents",
    "没有清单：只有不单独检查的基础清单或其他文件",
)
