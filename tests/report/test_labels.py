"""Facts, values and citations in words: in Chinese everything is Chinese."""

import re
from datetime import date

import pytest
import yaml

import validator
from tests.support.checkout import ROOT
from validator import load_pack
from validator.manifest.vocabulary import facts
from validator.model.pointers import MISSING
from validator.model.resources import shipped
from validator.report import wording
from validator.report.citations import citation, place_in_words, short_title
from validator.report.wording import fact_label, value_label

ATTACK = "\x1b[31m\u202e\n::error::"


def test_a_value_has_its_label_before_the_word_of_the_manifest():
    assert value_label(("consent", "grade"), "implied") == ("implied", "默示（implied）")
    assert value_label(("crossBorder", "occurs"), value=False) == ("false", "否（false）")
    assert value_label(("scenario", "modes"), ["analysis"]).zh == "[人脸分析（analysis）]"
    assert value_label(("storage", "encryption", "atRest"), "sm4").zh == "SM4（sm4）"


def test_a_value_that_the_schema_does_not_list_is_shown_as_it_is():
    for pattern in ((), ("consent", "grade"), ("no", "such", "fact")):
        assert value_label(pattern, "no-such") == ("no-such", "no-such")
    assert value_label(("subjects", "enrolled"), 1) == ("1", "1")
    assert value_label(("consent", "refusable"), 1).zh == "1"
    assert value_label(("consent", "grade"), MISSING).zh == "未说明"


@pytest.mark.parametrize("pattern", [(), ("consent", "grade"), ("scenario", "modes", "*")])
def test_values_are_untrusted(pattern):
    for text in (value_label(pattern, ATTACK), value_label(pattern, [ATTACK])):
        for language in text:
            assert not re.search(r"[\x00-\x1f\u202e]", language)


def test_every_listed_value_has_a_short_chinese_label():
    for pattern, fact in facts().items():
        for value, label in zip(fact.values, fact.labels, strict=True):
            if not fact.meanings and value not in (True, False):
                continue  # countries and formats: codes, and no words
            assert len(label.zh) <= 14, (pattern, value)
            assert not re.search("[。，；：“]", label.zh) or value.startswith("operator-")
        labels = [label.zh for label in fact.labels]
        assert len(set(labels)) == len(labels), pattern


def test_a_fact_is_named_by_the_titles_above_it():
    assert fact_label(("consent", "grade")) == ("Grade of consent", "同意等级")
    assert fact_label(("transport", "1", "encryption")).en == "Transport 2 › Encryption"
    assert fact_label(("storage", "encryption", "atRest")).zh == "存储加密 › 加密算法"
    assert fact_label(("transport", "*", "encryption")).zh == "传输 › 加密"
    assert fact_label(("sharing", "recipients", "0", "country")).en == (
        "Sharing › Recipient 1 › Country"
    )


def test_every_fact_has_a_chinese_label():
    for pattern in facts():
        if pattern[-1] != "*":
            assert re.search("[\u4e00-\u9fff]|SHA", fact_label(pattern).zh), pattern


@pytest.mark.parametrize(
    ("place", "chinese"),
    [
        ("art. 6", "第六条"),
        ("art. 10", "第十条"),
        ("art. 15", "第十五条"),
        ("art. 22(1)", "第二十二条（1）"),
        ("art. 105", "第一百零五条"),
        ("art. 110(2)(b)", "第一百一十条（2）（b）"),
        ("5.4 c)", "5.4 c)"),
        ("5, part of SEC", "5，属于 SEC"),
        ("6.3 or 5", "6.3 或 5"),
        (None, "?"),
    ],
)
def test_places_in_chinese(place, chinese):
    assert place_in_words(place).zh == chinese
    assert place_in_words(place).en == (place or "?")


def test_a_citation_names_instrument_and_article():
    pack = load_pack("cn-frt-measures-2025")
    clause = next(item for item in pack.clauses if item.place == "art. 6")
    cited = citation(pack, clause)
    assert cited.zh.startswith("《人脸识别技术应用安全管理办法》第六条")
    assert cited.en.startswith("cn-frt-measures-2025 art. 6")
    assert short_title(load_pack("cn-pipl-2021")).zh == "《个人信息保护法》"
    assert short_title(load_pack("cn-gbt-41819-2022")).zh == "GB/T 41819-2022 "


@pytest.mark.parametrize("name", shipped())
def test_chinese_citations_name_no_pack(name):
    pack = load_pack(name)
    for clause in pack.clauses:
        assert name not in citation(pack, clause).zh
        assert "art." not in citation(pack, clause).zh


def test_a_finding_in_chinese_has_labels(tmp_path):
    value = yaml.safe_load((ROOT / "examples" / "lobby-gate.yaml").read_text("utf-8"))
    value["consent"]["grade"] = "implied"
    (tmp_path / "gate.yaml").write_text(yaml.safe_dump(value), encoding="utf-8")
    report = validator.check(
        tmp_path / "gate.yaml", packs=["cn-frt-measures-2025"], as_of=date(2026, 10, 31)
    )
    texts = {
        f"{wording.named(item.parts).zh}：{wording.difference(item).zh}"
        for result in report.failures
        for item in result.findings
    }
    assert any(
        text.startswith("同意等级（consent.grade）：现状：默示（implied）；应为：")
        and "单独同意（separate）" in text
        for text in texts
    )
