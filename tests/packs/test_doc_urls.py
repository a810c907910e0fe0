"""Addresses of rule pages: one for each rule, and none for what has no page."""

import pytest

from validator.model.resources import shipped
from validator.packs.doc_urls import has_pages, rule_page
from validator.packs.load import load_pack


@pytest.mark.parametrize(
    ("language", "address"),
    [
        ("en", "https://facepolicy.example/rules/NLC-1a/"),
        ("zh", "https://facepolicy.example/zh/rules/NLC-1a/"),
    ],
)
def test_a_rule_has_a_page_in_each_language(language, address):
    rule = next(rule for rule in load_pack("us-nlc-2021").rules if rule.id == "NLC-1a")
    assert rule_page(rule, language) == address


def test_a_clause_for_a_person_is_on_the_page_of_its_pack():
    (rule, *_) = load_pack("cn-frt-measures-2025").manual
    assert rule.id == "M25-3"
    assert rule_page(rule, "zh") == "https://facepolicy.example/zh/packs/cn-frt-measures-2025/"


def test_no_two_rules_share_a_page():
    # An address names no pack, and some servers and file systems know no case.
    pages = [rule_page(rule).lower() for name in shipped() for rule in load_pack(name).rules]
    assert len(set(pages)) == len(pages)


def test_packs_that_are_shipped_have_pages_and_others_none():
    assert has_pages("cn-pipl-2021")
    assert not has_pages("xx-test")
