"""The regular expressions that packs may use: a small set that runs in linear time anywhere.

Characters, classes, groups with ``|`` or ``?``, repeats with an upper bound, and one ``*`` or
``+``. Python's engine tries every way in which the parts can match a text, so the number of
ways is limited, too.
"""

from __future__ import annotations

import re

from validator.jsonschema.keywords import is_pattern
from validator.packs import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.model.text import Text

LONGEST = 200
"""The most characters of a pattern."""
WAYS = 10_000
"""The most ways in which the parts of a pattern can match a text."""
_UNBOUNDED = 200
"""The number of ways that a ``*`` or ``+`` counts as: two of them exceed the limit."""

_ESCAPE = r"\\[$()*+./?\[\\\]^{|}-]"
_PART = re.compile(
    r"(?P<open>\((?:\?:)?)|(?P<or>\|)|(?P<close>\))(?P<optional>\?)?|"
    rf"(?:[^\\^$*+?.{{}}()|\[\]]|{_ESCAPE}|\[\^?(?:[^\\\[\]^]|{_ESCAPE})+\])"  # one character
    r"(?:(?P<unbounded>[*+]|\{[0-9]{1,3},\})|(?P<maybe>\?)"
    r"|\{(?P<least>[0-9]{1,3})(?:,(?P<most>[0-9]{1,3}))?\})?",
    re.DOTALL,
)


def flaws_of_pattern(pattern: str) -> Iterator[Text]:
    """Yield what is wrong with a regular expression."""
    if len(pattern) > LONGEST:
        yield messages.PATTERN_TOO_LONG.format(limit=LONGEST)
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
        yield messages.PATTERN_NOT_ANCHORED
    elif pattern[at:] != "$" or not is_pattern(pattern):
        yield messages.PATTERN_NOT_ALLOWED
    elif ways > WAYS:
        yield messages.PATTERN_AMBIGUOUS
