"""Messages of the clauses and sources, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

SOURCES_INTRODUCTION = Text(
    "Every clause of the instruments: what it says, how well its text is known, and what decides "
    "it. The place of a clause links to the official text, or to the site that publishes it.",
    "列出依据的全部条款：内容、文本来源的可信程度、由什么判定。条款位置链接至官方文本或其发布网站。",
)
SOURCE_WORDS = (
    (
        Text("quoted", "原文可见"),
        Text(
            "the wording, or its decisive half, was seen in a public source",
            "在公开来源中见到原文或其关键部分",
        ),
    ),
    (
        Text("as reported", "据报道"),
        Text(
            "a public source restates it; the wording itself was not seen",
            "公开来源转述其内容，未见原文",
        ),
    ),
    (
        Text("recalled", "凭记忆，未核实"),
        Text(
            "known in general, not seen in a source; a failure only warns",
            "据一般了解，未在来源中见到；不通过时仅警告",
        ),
    ),
    (
        Text("own check", "自有检查"),
        Text(
            "a check of facepolicy itself, without a legal source",
            "facepolicy 自身的检查，没有法律来源",
        ),
    ),
    (
        Text("provisional", "位置待核"),
        Text(
            "the number of the chapter or article was not seen in a source",
            "章节或条款的编号未在来源中见到",
        ),
    ),
    (
        Text("not confirmed", "未核实"),
        Text(
            "words by which the text can be searched; not seen in a source",
            "可用于检索的原文短语，未在来源中见到",
        ),
    ),
    (
        Text("binding, recommended, guidance, draft", "有约束力、推荐性、指引、征求意见稿"),
        Text(
            "the legal force of the instrument, which does not depend on its wording",
            "依据的法律效力，与其措辞无关",
        ),
    ),
)
OFFICIAL_TEXT = Text("Official text", "官方文本")
CLAUSE = Text("Clause", "条款")
SUMMARY = Text("What it says (our summary)", "内容（本项目的概括）")
SOURCE = Text("Source", "来源")
DECIDED_BY = Text("Decided by", "判定方式")
WORDS_OF_THE_TEXT = Text("Words of the text: ", "原文用语：")
SOURCE_CODES_TITLE = Text("Codes of the sources", "来源代码")
SOURCE_CODES = {
    "LAW": Text("the statute itself, read in full", "法律法规原文，已通读"),
    "M-TXT": Text(
        "text of the Measures of 2025, seen in parts in public reproductions",
        "2025 年《办法》文本，见于公开转载的部分内容",
    ),
    "M-PR": Text(
        "press release of the Cyberspace Administration of China, March 2025",
        "国家互联网信息办公室新闻稿，2025 年 3 月",
    ),
    "CD": Text("China Daily, 21 and 25 March 2025", "《中国日报》，2025 年 3 月 21 日、25 日"),
    "PD": Text("People's Daily, 30 May 2025", "《人民日报》，2025 年 5 月 30 日"),
    "CWW": Text("Communications World, 2025", "通信世界，2025 年"),
    "LF": Text(
        "law firms on the Measures: Herbert Smith Freehills; MMLC Group, 2025",
        "律师事务所对《办法》的评论：Herbert Smith Freehills、MMLC Group，2025 年",
    ),
    "FIL": Text(
        "notice of the Cyberspace Administration of China on filing, 28 May 2025",
        "国家互联网信息办公室备案公告，2025 年 5 月 28 日",
    ),
    "FILP": Text("practice notes on filing, 2025", "关于备案的实务说明，2025 年"),
    "CLT-Q": Text(
        "China Law Translate: overview of facial recognition standards, 2021",
        "China Law Translate：人脸识别标准概述，2021 年",
    ),
    "HUN": Text(
        "Hunton Andrews Kurth on the draft, 29 April 2021",
        "Hunton Andrews Kurth 对征求意见稿的评论，2021 年 4 月 29 日",
    ),
    "DPA": Text("Digital Policy Alert, event 3475", "Digital Policy Alert，第 3475 号事件"),
    "CNC": Text(
        "China.com.cn on the draft, 25 April 2021", "中国网对征求意见稿的报道，2021 年 4 月 25 日"
    ),
    "TCS": Text(
        "summary of the draft credited to TC260, 24 May 2021",
        "署名全国信息安全标准化技术委员会的摘要，2021 年 5 月 24 日",
    ),
    "NEW": Text("news article on the draft, April 2021", "关于征求意见稿的新闻，2021 年 4 月"),
    "SAA": Text(
        "Shanghai security and alarm association on the draft, 2021",
        "上海安全防范报警协会对征求意见稿的介绍，2021 年",
    ),
    "ZL": Text(
        "Zhong Lun: analysis of face-recognition compliance in China",
        "中伦律师事务所：人脸识别合规分析",
    ),
    "JT": Text(
        "Jingtian & Gongcheng on GB/T 41819-2022, 30 November 2022 (opening only)",
        "竞天公诚对 GB/T 41819-2022 的评论，2022 年 11 月 30 日（仅见开头）",
    ),
    "CSN": Text(
        "English contents list and scope of GB/T 41819-2022",
        "GB/T 41819-2022 的英文目次和范围",
    ),
    "STD": Text(
        "listings of GB/T 41819-2022 with metadata and scope",
        "GB/T 41819-2022 的标准信息条目和范围",
    ),
    "OSS": Text(
        "design note of an open-source project, September 2026", "开源项目的设计说明，2026 年 9 月"
    ),
    "OSS2": Text(
        "open-source teaching project that quotes GB/T 35273-2020, 6.3",
        "引用 GB/T 35273-2020 第 6.3 条的开源教学项目",
    ),
    "BNK": Text(
        "compliance note of a bank with examples of violations", "银行合规说明，列有违规示例"
    ),
    "N35": Text(
        "news on GB/T 35273-2020 with quoted items, March 2020",
        "关于 GB/T 35273-2020 的新闻，引有条文，2020 年 3 月",
    ),
    "PAYD": Text(
        "reports on the draft of the payment guide of May 2023",
        "关于支付指引 2023 年 5 月征求意见稿的报道",
    ),
    "GCN": Text("GCN on the report, 29 April 2021", "GCN 对该报告的报道，2021 年 4 月 29 日"),
    "SCD": Text(
        "Smart Cities Dive on the report, April 2021",
        "Smart Cities Dive 对该报告的报道，2021 年 4 月",
    ),
    "KCL": Text(
        "record of the King County Council, file 2021-0091", "金县议会记录，2021-0091 号文件"
    ),
    "KCP": Text(
        "press on the ordinance: Seattle Times, Biometric Update, Auburn Examiner, 2021",
        "关于该条例的报道：Seattle Times、Biometric Update、Auburn Examiner，2021 年",
    ),
}
