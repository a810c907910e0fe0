"""Messages of the clauses and sources, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

SOURCES_INTRODUCTION = Text(
    "Every clause of the instruments: what it says, how well its text is known, and what decides "
    "it. The place of a clause links to the official text, or to the site that publishes it.",
    "列出依据的全部条款：内容、文本来源的可信程度、由什么判定。条款位置链接至官方文本或其发布网站。",
)
SOURCE_MEANINGS = (
    Text(
        "the wording, or its decisive half, was seen in a public source",
        "在公开来源中见到原文或其关键部分",
    ),
    Text(
        "a public source restates it; the wording itself was not seen",
        "公开来源转述其内容，未见原文",
    ),
    Text(
        "known in general, not seen in a source; a failure only warns",
        "据一般了解，未在来源中见到；不通过时仅警告",
    ),
    Text(
        "a check of facepolicy itself, without a legal source",
        "facepolicy 自身的检查，没有法律来源",
    ),
    Text(
        "the number of the chapter or article was not seen in a source",
        "章节或条款的编号未在来源中见到",
    ),
    Text(
        "words by which the text can be searched; not seen in a source",
        "可用于检索的原文短语，未在来源中见到",
    ),
    Text(
        "the legal force of the instrument, which does not depend on its wording",
        "依据的法律效力，与其措辞无关",
    ),
)
"""Of the confidences, in their order, then of a provisional place, a phrase, and the force."""
OFFICIAL_TEXT = Text("Official text", "官方文本")
CLAUSE = Text("Clause", "条款")
SUMMARY = Text("What it says (our summary)", "内容（本项目的概括）")
SOURCE = Text("Source", "来源")
DECIDED_BY = Text("Decided by", "判定方式")
WORDS_OF_THE_TEXT = Text("Words of the text: ", "原文用语：")
SOURCE_CODES_TITLE = Text("Codes of the sources", "来源代码")
