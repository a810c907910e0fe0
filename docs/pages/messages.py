"""Texts of the generated pages, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

# rule.py: its tests as examples
EXAMPLE_AT_PLACE = Text(" at {}", "，位于 {}")
OUTCOME_BY_EXCEPTION = Text("{}, by an exception in the text", "{}（依据文本中的例外）")
EXAMPLE_UNCHANGED = Text("Unchanged.", "不作修改。")
EXAMPLE_PATCH = Text("Changed (a JSON merge patch):", "修改（JSON 合并补丁）：")
EXAMPLE_VALUES = Text("Once for each value of {}:", "{} 依次取以下各值：")
EXAMPLE_REMOVED = Text("Once without each of:", "依次删去以下各处：")
EXAMPLE_AS_OF = Text("Day of the check: {}.", "查询日期：{}。")

# pack.py: the index
INDEX_TITLE = Text("Rules by topic", "按主题浏览规则")
INDEX_INTRODUCTION = Text(
    "The clauses of each instrument on each topic, and below them the rules.",
    "各文件的哪些条款涉及哪些主题；其后为每个主题下的规则。",
)
INDEX_HEADER = (
    Text("Pack", "规则包"),
    Text("Instrument", "文件"),
    Text("In force", "施行"),
    Text("Force", "效力"),
    Text("Rules", "规则数"),
)
TOPIC = Text("Topic", "主题")

# manifest.py
MANIFEST_TITLE = Text("Reference of the manifest", "清单参考")
MANIFEST_INTRODUCTION = Text(
    "Every fact that a manifest can state, section by section. Only the identity of the manifest "
    "is mandatory; every other fact is optional, and rules that need it report it as not stated. "
    "Keys of your own start with <code>x-</code>.",
    "清单可以说明的全部事实，按部分列出。只有清单的标识必填；其余均为选填，"
    "需要而未说明的，规则报告为“未说明”。自定义的键以 <code>x-</code> 开头。",
)
SECTION = Text("Section", "部分")
SECTION_MEANING = Text("Content", "内容")
MANDATORY = Text("mandatory", "必填")
MANDATORY_IN_SECTION = Text("mandatory in its section", "所在部分存在时必填")
OPTIONAL = Text("optional", "选填")
TO_BE_STATED = Text("Required", "填写要求")
VALUE_TYPE = Text("Value", "取值")
POSSIBLE_VALUES = Text("Possible values", "可取值")
EXAMPLE_VALUE = Text("For example", "示例")
READ_BY = Text("Read by", "读取的规则")
DECIDES_PACKS = Text("Decides whether these packs apply", "决定以下规则包是否适用")
DERIVED_FACTS = Text("Derived facts", "派生的事实")
DERIVED_FACTS_INTRODUCTION = Text(
    "No manifest states these: they are computed before rules read it.",
    "以下事实无需填写：在规则读取清单之前计算得出。",
)
DERIVED_SOURCE = Text("Source", "依据")
DERIVED_FROM = Text("Follows from", "由以下事实得出")
JSON_TYPES = {
    "string": Text("text", "文本"),
    "number": Text("number", "数值"),
    "boolean": Text("true or false", "true 或 false"),
    "object": Text("section", "分节"),
    "array": Text("list", "列表"),
    "null": Text("null", "null"),
}

# pack.py
PACK_VERSION = Text("Version of the pack", "规则包版本")
INSTRUMENT = Text("Instrument", "文件")
ISSUED_BY = Text("Issued by", "发布机构")
JURISDICTION = Text("Jurisdiction", "法域")
FORCE = Text("Force", "效力")
PUBLISHED = Text("Published", "发布日期")
IN_FORCE = Text("In force", "施行")
WHERE_TO_FIND_IT = Text("Where to find it", "出处")
SUCCEEDED_BY = Text("Succeeded by", "后续文件")
NEVER_IN_FORCE = Text("never came into force", "从未施行")
IN_FORCE_SINCE = Text("from {}", "自 {} 起")
IN_FORCE_UNTIL = Text("from {} to {}", "{} 至 {}")
CHECK_AGAINST_IT = Text("Check against it", "对照检查")
CLAUSES = Text("Clauses", "条款")
RULES = Text("Rules", "规则")
WHEN_IT_APPLIES = Text("When it applies", "何时适用")
BASE_MANIFEST = Text("The manifest that its tests start from", "测试所用的基准清单")
BASE_MANIFEST_INTRODUCTION = Text(
    "It fulfils every rule of the pack that applies to it. Organisations in it are invented.",
    "该清单满足本规则包中所有对其适用的规则；其中的机构均为虚构。",
)
SHOW_IT = Text("Show it", "展开")
CLAUSE_HEADER = (
    Text("Clause and place", "条款和位置"),
    Text("Summary", "概括"),
    Text("Assessed", "评估方式"),
    Text("Rules", "规则"),
    Text("Confidence", "可信程度"),
)
RULE_HEADER = (Text("Rule", "规则"), Text("Title", "标题"), Text("Severity", "严重程度"))

# rule.py
PACK = Text("Pack", "规则包")
WHAT_TO_CHANGE = Text("What to change", "如何整改")
FAILURE_MESSAGES = Text("Messages of a failure", "不通过时的提示")
PACK_APPLIES_TO = Text(
    "The pack applies to {}, by [this condition]({}).", "本规则包适用于：{}（[判定条件]({})）。"
)
FACTS_READ = Text("Facts it reads", "读取的事实")
RELATED_CLAUSES = Text("Related clauses of other instruments", "其他文件的相关条款")
EXAMPLES = Text("Examples: the tests of the rule", "示例：本规则的测试")
EXAMPLES_INTRODUCTION = Text(
    "Each example changes {} of the pack and gives the expected result. {} runs them all; it "
    "also weakens each part of the constraint and checks that an example fails.",
    "每个示例都在本规则包的{}上作修改，并写明应得的结果。{} 会运行全部示例，并逐一削弱约束，"
    "直至有示例发现为止。",
)
STARTING_MANIFEST = Text("the starting manifest", "基准清单")
