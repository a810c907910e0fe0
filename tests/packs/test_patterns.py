"""Patterns of packs: which are refused, and that all others run in linear time."""

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from validator.packs.limits import flaws_of_pattern

SECONDS = 1.0
LENGTH = 20_000


def flaws(pattern):
    return [text.en for text in flaws_of_pattern(pattern)]


@pytest.mark.parametrize(
    "pattern",
    [
        "^$",
        "^x*$",
        "^a{2}b{2,}c{2,3}$",
        "^https?://[^/]*$",
        "^(" + "|".join(f"{number:02}" for number in range(60)) + ")$",
        "^(a|b|cd?)e$",
        "^(?:a|)b$",
        "^[^/]*abcdefghij$",
        "^[a-]$",
        "^[-a]$",
        "^[\\]\\[\\-]+$",
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "^P([0-9]{1,4}Y)?([0-9]{1,4}M)?([0-9]{1,4}W)?([0-9]{1,5}D)?$",
        "^US(-[A-Z0-9]{1,3}(-[A-Z0-9]{1,20})?)?$",
        "^(人|脸)[^.]$",
    ],
)
def test_what_packs_may_use(pattern):
    assert flaws(pattern) == []
    assert re.compile(pattern)


# Each takes a backtracking engine more than linear time over some text.
EXPENSIVE = [
    "^(a+)+$",
    "^(a|a)*$",
    "^(a|ab)*c$",
    "^(.*)*$",
    "^([a-z]+)*-$",
    "^(a?){30}a{30}$",
    "^" + "a?" * 30 + "a" * 30 + "$",
    "^" + "(a|a)" * 30 + "b$",
    "^" + "(a|b|ab)" * 20 + "c$",
    "^" + "(a?)" * 30 + "b$",
    "^" + "(a?|b?)" * 20 + "c$",
    "^" + "(a?)?" * 20 + "c$",
    "^" + "a{0,9}" * 9 + "b$",
    "^a*a*$",
    "^a*b?a*$",
    "^a*(b?)a*$",
    "^a*(b|)a*$",
    "^(a*)(a*)$",
    "^(a|b*)b*c$",
    "^[ab]*[bc]*$",
    "^[a-z-]*-[a-z-]*$",
    "^[^a]*[^b]*$",
    "^.*x.*$",
    "^\\.*\\.*$",
    "^[\\].]*[.]*$",
    "^a{0,9999}a{0,9999}$",
    "^a{1,}a{1,}$",
]


@pytest.mark.parametrize("pattern", EXPENSIVE)
def test_what_could_take_for_ever(pattern):
    (text,) = flaws(pattern)
    assert "in too many ways" in text or "more than packs may" in text


@pytest.mark.parametrize(
    "pattern", ["^a", "a$", "a", "^a\\$", "^a\\\\\\$", "^a|b$", "^(a)|(b)$", "", "^", "$", "^a\\\\"]
)
def test_what_is_not_anchored(pattern):
    assert "not anchored" in flaws(pattern)[0]


@pytest.mark.parametrize(
    "pattern",
    ["^)$", "^(a$", "^a)$", "^[a$", "^*$", "^a**$", "^{1}$", "^a{2,1}$", "^a{,2}$", "^a{99999}$", "^]$",
     "^}$", "^a^b$", "^a$b$", "^(?=a)$", "^(?P<n>a)$", "^(?i:a)$", "^(?#a)$", "^\\d$", "^\\$", "^[\\w]$",
     "^[b-a]$", "^[]$", "^[^]$", "^[a[b]$", "^a.b$", "^a*?b$", "^\\<$", "^\\é$", "^a++$", "^[a&&b]$", "^" + "a" * 200 + "$"],
)  # fmt: skip
def test_what_is_no_pattern_for_every_engine(pattern):
    assert flaws(pattern)


characters = st.sampled_from(["a", "b", "[ab]", "[^a]", "-", "\\."])
quantifiers = st.sampled_from(["", "", "", "?", "*", "+", "{2}", "{1,3}", "{0,9}", "{2,}", "*?"])
atoms = st.builds(str.__add__, characters, quantifiers)


def grouped(inner):
    bodies = st.lists(st.lists(inner, max_size=3).map("".join), min_size=1, max_size=3).map(
        "|".join
    )
    return st.builds("({}){}".format, bodies, st.sampled_from(["", "?"])) | inner


patterns = st.lists(st.recursive(atoms, grouped, max_leaves=8), max_size=8).map("".join)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(patterns, st.text("ab-.", max_size=4).filter(bool))
@example("a*[ab]", "a")
@example("(a|b*)b*c", "b")
@example("(a?|b)(a|)", "a")
def test_what_is_not_refused_is_fast(middle, piece):
    pattern = f"^{middle}$"
    if flaws(pattern):
        return
    text = piece * (LENGTH // len(piece))
    for end in ("", "!", "\n"):
        start = time.thread_time()
        re.search(pattern, text + end)
        assert time.thread_time() - start < SECONDS


def test_a_pattern_that_is_too_long_is_not_even_read(monkeypatch):
    monkeypatch.setattr("validator.packs.limits._PART", None)
    assert flaws("^" + "a?" * 1_000_000 + "$") == ["pattern has more than 200 characters"]
