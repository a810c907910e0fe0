"""Patterns of strangers: refused, or quick over any text, and the same to another engine."""

import re
import time

import jsonschema_rs

from validator.jsonschema.keywords import searcher
from validator.packs.limits import flaws_of_pattern

from ..draws import Draws

PARTS = (
    *("^", "$", "a", "b", ".", "*", "+", "?", "{2}", "{0,3}", "{1,}", "|", "(", ")", "(?:", "[ab]"),
    *(
        "[^a]",
        "[a-c]",
        "\\.",
        "\\d",
        "\\",
        "[",
        "]",
        "-",
        "é",
        "[é-人]",
        "\n",
        "(?=",
        "\\1",
        "[\\]]",
    ),
    *("{", "}", "/", "&&", "--", "~~", "||", "[[", ":", "^(a|b)*c$", "^P([0-9]{1,4}Y)?$"),
)
_LONG = 3000
_SECONDS = 0.5


PATTERNS = (
    *("^a$", "^[a-c]{2}b*$", "^(a|b?)c$", "^P([0-9]{1,4}Y)?$", "^é[^a]+$", "a|b", "\\d", "^[[a]$"),
    # Each takes an engine that goes back more time than there is, or far more than a text is long.
    *("^(a+)+$", "^(a|a)*b$", "^a*a*a*b$", "^.*.*.*b$", "^(a?){20}a{20}$"),
)


def seeds():
    """Yield bytes for patterns as they are, and for parts of them."""
    for pattern in PATTERNS:
        data = pattern.encode()
        yield bytes((0, 0, len(data))) + data
    for index in range(0, len(PARTS), 2):
        yield bytes((3, 1, 0, 1, index, 1, index + 1, 1, 1, 2, 1, 3, 1, 4))


def test_one(data):
    draws = Draws(data)
    pattern = draws.text(PARTS) + draws.text(PARTS)
    if draws.randrange(4):
        pattern = f"^{pattern}$"
    flaws = list(flaws_of_pattern(pattern))
    assert flaws == list(flaws_of_pattern(pattern))
    if flaws:
        return
    ours, theirs = (
        searcher(pattern),
        jsonschema_rs.Draft202012Validator(
            {"pattern": pattern}, pattern_options=jsonschema_rs.RegexOptions(), offline=True
        ),
    )
    for text in (*_short(draws), *_long(draws, pattern)):
        before = time.process_time()
        found = ours.search(text) is not None
        assert time.process_time() - before < _SECONDS, (pattern, text[:50])
        assert found is theirs.is_valid(text), (pattern, text[:50])


def _short(draws):
    yield from ("", "a", "ab\n", "aé人")
    yield from (draws.text(PARTS) for _ in range(3))


def _long(draws, pattern):
    """Yield texts that repeat what the pattern itself is made of, and end as it does not expect."""
    letters = re.sub(r"[^a-zA-Zé人]", "", pattern) or "a"
    for unit in (letters, letters[0], draws.text(PARTS) or "b"):
        yield (unit * _LONG)[:_LONG] + "!"
