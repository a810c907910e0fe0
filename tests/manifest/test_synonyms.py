"""Words that people use for facts and values."""

import pytest

from validator.manifest.manifest import manifest_from_value
from validator.manifest.structure import manifest_shape_problems
from validator.manifest.synonyms import Synonym, duration, synonyms, value_of
from validator.manifest.vocabulary import facts

JURISDICTIONS = ("scenario", "jurisdictions")
SETTING = ("scenario", "setting")


def test_every_word_stands_for_a_fact_and_a_value_of_the_schema():
    for synonym in synonyms():
        assert synonym.fact in facts(), synonym
        item = facts().get((*synonym.fact, "*"), facts()[synonym.fact])
        if synonym.value and item.values:
            assert synonym.value in item.values, synonym


def test_places_are_values_of_facts_without_a_list_of_values():
    codes = sorted({one.value for one in synonyms() if one.fact == JURISDICTIONS and one.value})
    manifest = manifest_from_value({"scenario": {"jurisdictions": codes}})
    assert manifest_shape_problems(manifest, frozenset({"required"})) == ()


def test_words_are_texts_and_not_constants_of_yaml():
    assert all(isinstance(one.word, str) for one in synonyms())


def test_words_are_lower_case_and_listed_once_for_a_fact():
    named = [(one.word, one.fact, one.value is None) for one in synonyms()]
    assert len(named) == len(set(named))
    assert all(one.word == " ".join(one.word.lower().split()) for one in synonyms())


def test_words_of_the_issue():
    assert value_of(JURISDICTIONS, "China") == value_of(JURISDICTIONS, "中国") == "CN"
    assert value_of(SETTING, " Office  Lobby") == value_of(SETTING, "大堂") == "semi-public"
    assert value_of(SETTING, "CN") is None
    signage = ("capture", "devices", "*", "signage")
    assert Synonym("sign", signage, None) in synonyms()
    office = {one.fact for one in synonyms() if one.word == "office"}
    assert office >= {SETTING, ("scenario", "sector")}


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("24 hours", "PT24H"),
        ("24小时", "PT24H"),
        ("a year", "P1Y"),
        ("6 Months", "P6M"),
        ("30 天", "P30D"),
        ("2 weeks", "P2W"),
        ("15 min", "PT15M"),
        ("P30D", None),
        ("soon", None),
        ("3 parsecs", None),
        ("9" * 50 + " days", None),
    ],
)
def test_durations(text, iso):
    assert duration(text) == iso
