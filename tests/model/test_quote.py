"""Printing pieces of untrusted text inside messages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validator.model.quote import QUOTE_LENGTH, escape, quote


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("plain", '"plain"'),
        ("", '""'),
        ("人脸 é \U0001f600", '"人脸 é \U0001f600"'),
        ('say "hi" \\ bye', r'"say \"hi\" \\ bye"'),
        ("a\nb\r\tc", r'"a\nb\r\tc"'),
        ("\x1b[31m\x00\x7f\x85", r'"\u001b[31m\u0000\u007f\u0085"'),
        ("\u202e\u2066\u200f\u061c", r'"\u202e\u2066\u200f\u061c"'),
        ("a\u200bb\u00a0c\ufeff", r'"a\u200bb\u00a0c\ufeff"'),
        ("\u2028\u2029", r'"\u2028\u2029"'),
        ("\ud800", r'"\ud800"'),
        ("\U000e0041", r'"\U000e0041"'),
        ("x" * 58, f'"{"x" * 58}"'),
        ("x" * 59, f'"{"x" * 57}…"'),
        ("\n" * 4_000_000, '"' + "\\n" * 28 + '…"'),
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (12, "12"),
        (-0.5, "-0.5"),
        (10**70, "1" + "0" * 58 + "…"),
        pytest.param(10**10_000, hex(10**10_000)[:59] + "…", id="huge"),
        ({}, "{}"),
        ({"secret": 1}, "{…}"),
        ([], "[]"),
        (["none", 'a"\n', True, None, 1], r'["none", "a\"\n", true, null, 1]'),
        (["x" * 56], f'["{"x" * 56}"]'),
        (["x" * 57], "[…]"),
        (["x" * 100, 1], "[…]"),
        ([1] * 1_000_000, "[…]"),
        ([{"secret": 1}], "[…]"),
        ([["secret"]], "[…]"),
    ],
)
def test_quote(value, shown):
    assert quote(value) == shown


def test_escape_keeps_quotes():
    assert escape('it\'s "x"\n', 20) == 'it\'s "x"\\n'
    assert escape("abcdef", 4) == "abc…"


@settings(deadline=None, derandomize=True)
@given(st.text(st.characters(), max_size=200))
def test_a_quote_is_short_and_safe(text):
    shown = quote(text)
    assert len(shown) <= QUOTE_LENGTH
    assert not set(shown) & set(map(chr, [*range(32), *range(127, 161), 0x2028, 0x2029]))
    shown.encode()
