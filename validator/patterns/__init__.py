"""Whether a ``pattern`` means the same in every engine and runs in linear time.

A pack may come from anybody, and Python's engine, as most, can take time without end over a
regular expression. Those that could are refused, by the lint and whenever a pack is loaded.
"""

from __future__ import annotations

from validator.patterns.grammar import Grammar, RefusedPatternError
from validator.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 500
"""The most characters of a pattern."""
_CONSTANT = 10_000
"""The most steps that may not depend on the text."""
_LINEAR = 64
"""The most steps for each character of the text."""

_LOOSE = Text(
    "pattern is not anchored by ^ and $, around all alternatives",
    "pattern 未以 ^ 和 $ 锚定（须包住所有备选项）",
)
_UNSAFE = Text(
    "pattern is unsafe or not portable: no repeated groups, look-around, "
    "back-references or classes such as \\d, and no two parts that can take the same text",
    "pattern 不安全或不可移植：不得使用重复的分组、环视、反向引用或 \\d 之类的字符类，"
    "也不得有两个部分可匹配同一段文本",
)


def flaws_of_pattern(pattern: str) -> Iterator[Text]:
    """Yield what is wrong with a regular expression."""
    if len(pattern) > LONGEST:  # reading it could take for ever, too
        yield _UNSAFE
        return
    begins = pattern.startswith("^")
    ends = pattern.endswith("$") and _is_bare(pattern, len(pattern) - 1)
    grammar = Grammar(pattern[begins : len(pattern) - ends])
    try:
        steps = grammar.read().steps
        bearable = steps.constant <= _CONSTANT and steps.linear <= _LINEAR and not steps.more
    except RefusedPatternError:
        bearable = False
    if not (begins and ends) or grammar.alternates:
        yield _LOOSE
    if not bearable:
        yield _UNSAFE


def _is_bare(pattern: str, index: int) -> bool:
    """Return whether a character has an even number of backslashes before it."""
    before = pattern[:index]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 0
