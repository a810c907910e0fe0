"""Messages of the interview of `facepolicy init`, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

# answers.py
ANSWERS_HEADER = Text(
    "Answers to facepolicy init so far. Continue with: facepolicy init --resume FILE",
    "截至目前对 facepolicy init 的回答。继续填写：facepolicy init --resume 文件",
)

# catalogue.py
YES = Text("Yes.", "是。")
NO = Text("No.", "否。")
FURTHER_FACTS = Text("Further facts", "其他事实")
RULES_WAIT = Text("Rules wait for this fact.", "有规则需要这项事实。")
TITLE_AND_MEANING = Text("{}: {}", "{}：{}")

# interview.py
KIND_OF_CASE = Text("Which of these is it?", "属于以下哪一种？")
WHY_KIND_OF_CASE = Text(
    "A common case answers several questions at once.", "常见情形可一次回答多个问题。"
)
ANOTHER_CASE = Text("Something else.", "其他情形。")

# dialogue.py
NO_EARLIER_QUESTION = Text(
    "There is no earlier question in this session.", "本次填写中，前面没有问题了。"
)
WRONG_ENCODING = Text("That was not {} text; type it again.", "输入不是 {} 文本；请重新输入。")
QUESTION_NUMBER = Text(
    "Question {}; how many follow depends on the place", "第 {} 问；问题总数取决于地点"
)
QUESTION_OF = Text("Question {} of {}", "第 {} 问，共 {} 问")
MORE = Text("More questions because of your answer: {}", "因您的回答而增加的问题：{} 个")
FEWER = Text("Fewer questions because of your answer: {}", "因您的回答而减少的问题：{} 个")
NOTHING_TO_ASK = Text(
    "No rule in force waits for a fact; there is nothing to ask.",
    "没有现行规则在等待任何事实；没有需要询问的问题。",
)
MORE_LATER = Text(
    "That is enough for a first report. {} questions are left; facepolicy init on the written "
    "manifest asks them.",
    "这些已足够得出第一份报告。还剩 {} 个问题；对写好的清单再次运行 facepolicy init 即可继续。",
)
ENTER_FOR = Text("Enter for {}, - if you do not know", "回车表示 {}，不知道请输入 -")
ENTER_LEAVES_OUT = Text("Enter if you do not know", "不知道请直接回车")
HOW_TO_ANSWER = {
    "one": Text("A number or a word", "编号或词语"),
    "many": Text("Numbers such as 1,3, or none", "编号，可多选，例如 1,3；都没有请输入 无"),
    "some": Text("Numbers such as 1,3", "编号，可多选，例如 1,3"),
    "place": Text("Such as China", "例如 中国"),
    "places": Text("Separated by commas, such as China or US-WA", "以逗号分隔，例如 中国 或 US-WA"),
    "duration": Text("Such as 24 hours or 30 days", "例如 24 小时 或 30 天"),
    "entries": Text("Separated by commas, or none", "以逗号分隔；没有请输入 无"),
    "texts": Text("Separated by commas, such as {}", "以逗号分隔，例如 {}"),
    "such-as": Text("Such as {}", "例如 {}"),
}
RULES_THAT_READ_IT = Text("Rules that wait for the answer: {}", "需要该答案的规则：{} 条")
AND_MORE = Text("and {} more", "另有 {} 条")
IN_THE_MANIFEST = Text("In the manifest: {}", "清单中的位置：{}")
WORDS = Text(
    "Type back for the question before, stop to save and continue later.",
    "输入 返回 回到上一问，输入 停止 保存并以后继续。",
)

# dialogue.py: what cannot be an answer
YES_OR_NO = Text("answer yes or no", "请回答 y（是）或 n（否）")
WHOLE_NUMBER_EXPECTED = Text("enter a whole number, such as 1840", "请输入整数，例如 1840")
CONTROL_CHARACTERS = Text(
    "the input has control characters, such as arrow keys send; type it again",
    "输入含有控制字符（例如方向键所发送的）；请重新输入",
)
NO_SUCH_OPTION = Text('"{}" is none of the numbers from 1 to {}', "“{}” 不是 1 到 {} 的编号")
CONTRADICTION = Text("{} and {} contradict each other", "{} 与 {} 互相矛盾")
ONE_OPTION = Text("choose one", "请只选一项")
AT_MOST = Text("at most {}", "最多 {}")

# session.py
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
NAME_MISSING = Text(
    "name the manifest: facepolicy init NAME --resume FILE",
    "请给出清单的名称：facepolicy init 名称 --resume 文件",
)
UNFINISHED_ANSWERS = Text(
    "there are answers of a stopped interview; continue without --template, or delete them",
    "这里有未完成的回答；请不带 --template 继续，或先删除该文件",
)
ONLY_YAML = Text(
    "a new manifest is written as YAML; choose a name that ends in .yaml",
    "新清单以 YAML 写成；请选用以 .yaml 结尾的名称",
)
FILE_EXISTS = Text(
    "this file exists already; choose another name, or --force to replace it",
    "文件已存在；请另选名称，或以 --force 覆盖",
)
TEMPLATE_AND_MANIFEST = Text(
    "this manifest exists; only what rules still wait for is asked, without --template",
    "该清单已存在；将只询问规则仍需要的事实，请不带 --template",
)
CANNOT_ADD = Text(
    "the new facts cannot be added to this file without rewriting it, so nothing was written; "
    "the answers are kept: use them with --from-answers and another name",
    "无法在不改写该文件的情况下加入新的事实，因此未写入；"
    "回答已保存，可配合 --from-answers 用于其他名称",
)
WELCOME = Text(
    "A few questions; the answers become {target}, with comments. Only what the rules in force "
    "wait for is asked. ? says why, back returns to the question before, stop saves the answers "
    "for later. What you do not know stays not stated, and the report lists it.",
    "下面提几个问题，回答将写成带注释的清单 {target}。只询问现行规则所需要的事实。"
    "输入 ? 查看原因，back 或 返回 回到上一问，stop 或 停止 保存答案、以后继续。"
    "不知道的内容保持未说明，并列入报告。",
)
RESUMED = Text(
    "Continuing from the answers in {}; delete that file to start again.",
    "从 {} 中的回答继续；如需重新开始，请删除该文件。",
)

# writer.py
MANIFEST_HEADER = Text(
    "What this deployment does, as facts. facepolicy init wrote this file from answers; edit "
    "it as you like. A comment without a blank after its mark is a fact that rules wait for, with "
    "an example: take the mark away and state what is true.",
    "本文件以事实说明该部署的实际情况，由 facepolicy init 根据回答生成，可自行编辑。"
    "井号之后没有空格的注释行是规则需要而尚未说明的事实，值为示例：去掉井号并填写实际情况。",
)

# answers.py
NO_SUCH_TEMPLATE = Text("no such template; available: {names}", "没有这个模板；可用：{names}")
NO_SUCH_TEMPLATE_NEAR = Text(
    'no such template; did you mean "{near}"?', "没有这个模板；是否应为 “{near}”？"
)
