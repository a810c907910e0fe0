"""The regular expressions that packs may use: a small set that runs in linear time anywhere.

Characters, classes, groups with ``|`` or ``?``, repeats with an upper bound, and one ``*`` or
``+``. Python's engine tries every way in which the parts can share a text, so the number of
ways is limited, too.
"""

from __future__ import annotations

import re

from validator.jsonschema.keywords import is_pattern
from validator.model.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 200
"""The most characters of a pattern."""
WAYS = 10_000
"""The most ways in which the parts of a pattern can share a text."""
_UNBOUNDED = 200
"""How many ways a ``*`` or ``+`` counts as: two of them are too many, as they multiply."""

_ESCAPE = r"\\[$()*+./?\[\\\]^{|}-]"
_PART = re.compile(
    r"(?P<open>\((?:\?:)?)|(?P<or>\|)|(?P<close>\))(?P<optional>\?)?|"
    rf"(?:[^\\^$*+?.{{}}()|\[\]]|{_ESCAPE}|\[\^?(?:[^\\\[\]^]|{_ESCAPE})+\])"  # one character
    r"(?:(?P<unbounded>[*+]|\{[0-9]{1,3},\})|(?P<maybe>\?)"
    r"|\{(?P<least>[0-9]{1,3})(?:,(?P<most>[0-9]{1,3}))?\})?",
    re.DOTALL,
)
_TOO_LONG = Text(f"pattern has more than {LONGEST} characters", f"pattern 超过 {LONGEST} 个字符")
_LOOSE = Text(
    "pattern is not anchored: it must start with ^, end with $ and have no | outside a group",
    "pattern 未锚定：须以 ^ 开头、以 $ 结尾，且分组之外不得有 |",
)
_UNKNOWN = Text(
    "pattern uses more than packs may: characters, classes such as [a-z], groups with | or ?, "
    "repeats such as {1,3}, and one * or +",
    "pattern 只可使用：字符、[a-z] 之类的字符类、带 | 或 ? 的分组、"
    "{1,3} 之类的重复，以及一个 * 或 +",
)
_TOO_MANY_WAYS = Text(
    "pattern can match a text in too many ways; use fewer optional and repeated parts",
    "pattern 匹配同一文本的方式过多；请减少可选和重复的部分",
)


def flaws_of_pattern(pattern: str) -> Iterator[Text]:
    """Yield what is wrong with a regular expression."""
    if len(pattern) > LONGEST:
        yield _TOO_LONG
        return
    groups, ways, at, anchored = [1], 1, 1, pattern[:1] == "^"
    while groups and (part := _PART.match(pattern, at)):
        at, found = part.end(), part.groupdict()
        if found["open"]:
            groups.append(1)
        elif found["or"]:
            groups[-1] += 1
            anchored = anchored and len(groups) > 1
        elif found["close"]:
            ways *= groups.pop()
        ways *= _UNBOUNDED if found["unbounded"] else 1
        ways *= 2 if found["optional"] or found["maybe"] else 1
        ways *= max(int(found["most"] or 0) - int(found["least"] or 0) + 1, 1)
    if not anchored or at == len(pattern) or pattern[-1] != "$":
        yield _LOOSE
    elif pattern[at:] != "$" or not is_pattern(pattern):
        yield _UNKNOWN
    elif ways > WAYS:
        yield _TOO_MANY_WAYS
