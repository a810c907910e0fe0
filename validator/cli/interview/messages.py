"""Messages of the interview of `facepolicy init`, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

# answers.py
ANSWERS_HEADER = Text(
    "Answers to facepolicy init so far. Continue with: facepolicy init --resume FILE",
    "截至目前对 facepolicy init 的回答。继续填写：facepolicy init --resume 文件",
)

# dialogue.py
NO_EARLIER_QUESTION = Text(
    "There is no earlier question in this session.", "本次填写中，前面没有问题了。"
)
CANNOT_SKIP = Text(
    "Only sections of part 2 can be skipped; - leaves out a single fact.",
    "只能跳过第 2 部分的章节；输入 - 可略过单项事实。",
)
NOT_UTF8 = Text("That was not UTF-8 text; type it again.", "输入不是 UTF-8 文本；请重新输入。")

# hints.py
HOW_TO_ANSWER = {
    "one": Text("Number or word", "编号或词语"),
    "many": Text("Numbers or words, such as 1,3", "编号或词语，可多选，例如 1,3"),
    "yes-no": Text("y or n", "y（是）或 n（否）"),
    "ids": Text("Numbers or short names, such as 1,ev-pia", "编号或简称，可多个，例如 1,ev-pia"),
    "id": Text("A short name", "简称"),
    "texts": Text("Separated by commas, such as {}", "以逗号分隔，例如 {}"),
    "such-as": Text("Such as {}", "例如 {}"),
}
ENTER_MEANS = {
    "out": Text("Enter leaves it out", "回车表示不填"),
    "no": Text("Enter for no", "回车表示否"),
    "suggestion": Text("Enter for {}", "回车表示 {}"),
}

# prompts.py
MEANING_AND_QUESTION = Text("{} {}", "{}{}")
WELCOME = Text(
    "A few questions about what the deployment does; the answers become {target}, with "
    "comments. Answer with a number, a word or a text. ? explains a question again, - leaves "
    "it out, back returns to the one before, skip skips the rest of a section, stop saves "
    "the answers for later.",
    "下面逐项询问该部署的实际情况，并写成带注释的清单 {target}。请用编号、词语或文字回答。"
    "输入 ? 再看说明，- 表示不填，back 返回上一问，skip 跳过本节其余问题，"
    "stop 保存答案、以后继续。",
)
PARTS = {
    1: Text(
        "Part 1 of 2, facts that decide which rules apply",
        "第 1 部分（共 2 部分），决定哪些规则适用的事实",
    ),
    2: Text(
        "Part 2 of 2, other facts that rules need", "第 2 部分（共 2 部分），规则所需的其他事实"
    ),
}
SECTION_OF = Text("section {} of {}: {}", "第 {} 节（共 {} 节）：{}")
NEW_DOCUMENT = Text("New document {}", "新文件 {}")
ANOTHER_ONE = Text("Another one?", "还有吗？")
IS_THERE_ONE = Text("Is there one?", "有吗？")
PACKS_NEED_SECTION = Text(
    "Rules of {} need this; type skip to skip the section.",
    "{} 的规则需要这些事实；输入 skip 可跳过本节。",
)
PACKS_IN_FORCE = Text(
    "In force there on {}, and in need of facts:", "截至 {} 当地施行、且需要更多事实的文件："
)
NO_DOCUMENT_YET = Text(
    "No document is listed yet. Type a short name for one, such as ev-pia; its details are "
    "asked next.",
    "尚未列出任何文件。请为其起一个简称，例如 ev-pia；接着会询问其详情。",
)
ADD_A_DOCUMENT = Text(
    "Or type a short name for another document, such as ev-pia; its details are asked next.",
    "也可输入另一份文件的简称，例如 ev-pia；接着会询问其详情。",
)

# questions.py
YES = Text("Yes.", "是。")
NO = Text("No.", "否。")

# replies.py
MUST_BE_STATED = Text(
    "this has to be stated: no manifest is valid without it", "此项必填：缺少它清单无效"
)
YES_OR_NO = Text("answer yes or no", "请回答 y（是）或 n（否）")
WHOLE_NUMBER_EXPECTED = Text("enter a whole number, such as 1840", "请输入整数，例如 1840")
CONTROL_CHARACTERS = Text(
    "the input has control characters, such as arrow keys send; type it again",
    "输入含有控制字符（例如方向键所发送的）；请重新输入",
)

# session.py
NAME_MISSING = Text(
    "name the manifest: facepolicy init NAME --resume FILE",
    "请给出清单的名称：facepolicy init 名称 --resume 文件",
)
UNFINISHED_ANSWERS = Text(
    "there are answers of a stopped interview; continue without --template, or delete them",
    "这里有未完成的回答；请不带 --template 继续，或先删除该文件",
)
FILE_EXISTS = Text(
    "this file exists already; choose another name, or --force to replace it",
    "文件已存在；请另选名称，或以 --force 覆盖",
)
RESUMED = Text(
    "Continuing from the answers in {}; delete that file to start again.",
    "从 {} 中的回答继续；如需重新开始，请删除该文件。",
)

# writer.py
MANIFEST_HEADER = Text(
    "What this deployment does, as facts. facepolicy init wrote this file from answers; edit "
    "it as you like. A line such as “# key:  # …” is a fact that was left out: remove the "
    "first # and state it.",
    "本文件以事实说明该部署的实际情况，由 facepolicy init 根据回答生成，可自行编辑。"
    "形如“# key:  # …”的行是尚未说明的事实：去掉第一个 # 并填写即可。",
)

# presets.py
NO_SUCH_TEMPLATE = Text("no such template; available: {names}", "没有这个模板；可用：{names}")
NO_SUCH_TEMPLATE_NEAR = Text(
    'no such template; did you mean "{near}"?', "没有这个模板；是否应为 “{near}”？"
)
ENUMERATION = Text(", ", "、")
