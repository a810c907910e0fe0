"""Whether a ``pattern`` means the same in every engine and runs in linear time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from validator.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CLASS = re.compile(r"\[[^\]]*\]")

# A class that starts with its own end, or holds an opening bracket, is read in
# two ways by Python and ECMA-262; so is {,3}.
_TWO_MEANINGS = re.compile(r"\[\^?\]|\[[^\]]*\[|\{,")

# With escapes and classes reduced to one letter: look-around and flags, repeated
# groups, doubled quantifiers, and two open-ended quantifiers in a row: all of
# them can backtrack without end.
_BACKTRACKS = re.compile(r"\(\?(?!:)|\)[*+{]|[*+?}][*+]|(?:[*+]|,\})\??\w(?:[*+]|\{\d+,\})")
_OPEN_DOT = re.compile(r"\.(?:[*+]|\{\d+,\})")


def flaws_of_pattern(pattern: str) -> Iterator[Text]:
    """Yield what is wrong with a regular expression."""
    plain = _ESCAPE.sub("e", pattern)
    bare = _CLASS.sub("c", plain)
    if not (bare.startswith("^") and bare.endswith("$")) or _alternates(bare):
        yield Text(
            "pattern is not anchored by ^ and $, around all alternatives",
            "pattern 未以 ^ 和 $ 锚定（须包住所有备选项）",
        )
    if _backtracks(bare) or not _portable(pattern, plain):
        yield Text(
            "pattern is unsafe or not portable: no repeated groups, look-around, "
            "back-references or classes such as \\d",
            "pattern 不安全或不可移植：不得使用重复的分组、环视、反向引用或 \\d 之类的字符类",
        )


def _alternates(bare: str) -> bool:
    """Return whether there are alternatives outside groups, which ^ and $ do not hold together."""
    depth = 0
    for character in bare:
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            return True
    return False


def _backtracks(bare: str) -> bool:
    return bool(_BACKTRACKS.search(bare.replace(".", "d"))) or len(_OPEN_DOT.findall(bare)) > 1


def _portable(pattern: str, plain: str) -> bool:
    named = any(match[1].isalnum() for match in _ESCAPE.finditer(pattern))
    return not named and not _TWO_MEANINGS.search(plain) and _compiles(pattern)


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError):
        return False
    return True
