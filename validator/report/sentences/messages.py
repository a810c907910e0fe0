"""The sentences and their parts, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

# titles
APPLIES = Text("Applies when", "适用条件")
REQUIRES = Text("Requires", "要求")
REVIEWED = Text("If it does not pass, a person judges these cases", "未通过时须由人工判断的情形")
REVIEWED_IF_MET = Text(
    "Once that holds, a person judges these cases", "上述成立后仍须由人工判断的情形"
)

# what joins or introduces sentences; in Chinese the name of a fact brings its own blank
COLON = Text(": ", "：")
AND = Text(", and ", "，且 ")
COMMA = Text(", ", "、")
ALL = Text("all of these", "同时满足")
ANY = Text("at least one of these", "至少满足一项")
EVERY = Text("every item of {}", "{}的每一项")
SOME = Text("at least one item of {}", "{}中至少一项")
IF = Text("if", "如果")
IF_THEN = Text("if {}, then", "如果 {}，则")
THEN = Text("then", "则")
OTHERWISE = Text("otherwise", "否则")
NOT = Text("this is not so", "以下不成立")
NOT_ALL = Text("not all of these", "以下不同时成立")
ALWAYS = Text("in all cases", "所有情形")

# names of facts
NAME = Text("{}", "{} ")
NAME_AND_TITLE = Text('{} ("{}")', "{}（{}）")
IT = Text("it", "该项")

# sentences about one fact
STATED = Text("{} is stated", "{}已说明")
NOT_STATED = Text("{} is not stated", "{}未说明")
EVIDENCED = Text("{} refers to current evidence", "{}引用有效的证据")
IS = Text("{} is {}", "{}为{}")
IS_NOT = Text("{} is not {}", "{}不为{}")
INCLUDES = Text("{} includes {}", "{}包含{}")
INCLUDES_ALL = Text("{} includes all of {}", "{}包含全部：{}")
BOUNDED = Text("{} is {}", "{}{}")
ITEMS = Text("the number of items of {} is {}", "{}的项数{}")
LENGTH = Text("the length of {} is {}", "{}的长度{}")
PATTERN = Text("{} matches the pattern {}", "{}匹配模式{}")
TYPE = Text("{} is of the type {}", "{}的类型为{}")
