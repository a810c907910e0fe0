"""What the words of ``explain``, ``list`` and ``coverage`` lead to: laws, articles, facts."""

import pytest

from validator import load_pack
from validator.cli import lookup, main
from validator.model.resources import shipped

PACKS = [load_pack(name) for name in shipped()]
PIPL, MEASURES = "cn-pipl-2021", "cn-frt-measures-2025"


def clauses(words):
    return [clause.id for clause, _ in lookup.clauses_at(words, PACKS)]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("个人信息保护法", PIPL),
        ("《个人信息保护法》", PIPL),
        ("中华人民共和国个人信息保护法", PIPL),
        ("Personal Information Protection Law", PIPL),
        ("personal information protection law of the PRC", PIPL),
        ("cn-pipl-2021", PIPL),
        ("人脸识别技术应用安全管理办法", MEASURES),
        ("Measures for the Security Management of the Application of Facial Recognition Technology", MEASURES),
        ("GB/T 41819-2022", "cn-gbt-41819-2022"),
    ],
)  # fmt: skip
def test_the_name_of_an_instrument_leads_to_all_its_clauses(words, name):
    (pack,) = (pack for pack in PACKS if pack.id == name)
    assert clauses(words) == [clause.id for clause in pack.clauses]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("《个人信息保护法》第二十九条", ["PIPL-29"]),
        ("个人信息保护法 art. 29", ["PIPL-29"]),
        ("个保法第二十九条", ["PIPL-29"]),
        ("人脸识别办法第十二条", ["M25-12"]),
        ("Personal Information Protection Law, article 29", ["PIPL-29"]),
        ("cn-pipl-2021 art. 13", ["PIPL-13"]),
        ("第十四条第一款", ["PIPL-14-1"]),
        ("第14条第2款", ["PIPL-14-2"]),
        ("第十四条（1）", ["PIPL-14-1"]),
        ("art. 14(1)", ["PIPL-14-1"]),
        ("article 14, paragraph 2", ["PIPL-14-2"]),
        ("第二条第七项", ["SPC-2-7"]),
        ("第二条第（七）项", ["SPC-2-7"]),
        ("第二条第一款第七项", ["SPC-2-7"]),
        ("art. 22 item 3", ["NDSR-22-3"]),
        ("《个人信息保护法》第十四条第九款", ["PIPL-14-1", "PIPL-14-2"]),
        ("《个人信息保护法》第一百条", []),
        ("个人信息保护法实施条例", []),
    ],
)
def test_places_are_found_in_the_forms_of_both_languages(words, expected):
    assert clauses(words) == expected


def test_a_number_of_an_article_is_no_number_of_a_paragraph():
    assert "PIPL-14-1" not in clauses("art. 1")
    assert "M25-1" in clauses("art. 1")


@pytest.mark.parametrize("words", ["照片保存多久", "保留多久", "how long"])
def test_the_time_of_storage_is_found_in_everyday_words(words):
    found = {fact.pattern for fact, _ in lookup.facts_about(words)}
    assert {("storage", "images", "retention"), ("storage", "templates", "retention")} <= found


def test_explain_prints_the_clauses_of_a_law_by_its_name(capsys):
    assert main(["explain", "《个人信息保护法》第十四条第一款", "--lang", "zh"]) == 0
    assert capsys.readouterr().out.startswith("PIPL-14-1")
