"""Full-width punctuation in place of YAML's, as Chinese input methods type it.

YAML takes ``grade： separate`` for a text that goes on, and fails some lines later.
"""

from __future__ import annotations

import re

from validator.manifest.reading import messages
from validator.model.quote import quote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.manifest.reading.document import LineColumn
    from validator.model.text import Text

    Mistake = tuple[LineColumn, Text]
    """The place of such a character, and the message about it."""

_MEANT = dict(
    zip(
        "\uff1a\uff0c\u3001\uff3b\uff3d\u3010\u3011\uff5b\uff5d\u201c\u201d\uff02\u300c\u2018\u2019"
        "\uff07\uff0d\uff03\u3000\u00a0",
        ':,,[][]{}""""\'\'\'-#  ',
        strict=True,
    )
)
_AT = [
    re.compile(pattern)
    for pattern in (
        "^[ \t]*(?:- +)*([\u3000\u00a0\uff03\uff0d])",  # indentation, a comment, an entry
        "^[ \t]*(?:- +)*[\"']?[A-Za-z][A-Za-z0-9_.-]*[\"']? ?(\uff1a)",  # after a key
        "[\\[{,] *[\"']?[A-Za-z][A-Za-z0-9_.-]*[\"']? ?(\uff1a)",  # the same in braces
        "[:\\[{,-]([\u3000\u00a0])",  # after a mark
        "[:\\[{,-] *([\uff3b\u3010\uff5b\u201c\u201d\uff02\u300c\u2018\u2019\uff07])",
        "(?:[\\[{][^\\]}]*?|[\\]}] ?)([\uff0c\u3001])",  # between entries
    )
]
"""Where such a character stands for one of YAML's, and is not part of a text."""
_ABOVE = 10
"""The lines above an error of YAML in which its cause is looked for."""


def cause(text: str, line: int) -> tuple[Mistake, ...]:
    """Return the likely cause of an error of YAML on a line of a file.

    That is the first such character of the nearest line with any, and of the lines right above.
    """
    lines = text.split("\n", line)[:line]
    found: list[Mistake] = []
    for number in range(len(lines), max(0, len(lines) - _ABOVE), -1):
        here = _in_line(lines[number - 1], number)
        if here:
            found.append(here)
        elif found:
            break
    return tuple(reversed(found))


def all_in(text: str) -> Iterator[Mistake]:
    """Yield the first such character of each line, of the first hundred lines."""
    for number, line in enumerate(text.split("\n", 100)[:100], 1):
        here = _in_line(line, number)
        if here:
            yield here


def _in_line(line: str, number: int) -> Mistake | None:
    starts = [match.start(1) for pattern in _AT if (match := pattern.search(line[:_LONGEST]))]
    if not starts:
        return None
    found = line[min(starts)]
    return (number, min(starts) + 1), not_yaml(found, _MEANT[found])


def not_yaml(found: str, meant: str) -> Text:
    """Return the message that a character is none of YAML's."""
    return messages.FULL_WIDTH.format(found=quote(found), meant=quote(meant))


_LONGEST = 500


def look_alike(text: str) -> tuple[str, str] | None:
    """Return the first such character of a text and the one of YAML; None without any."""
    found = next((character for character in text[:_LONGEST] if character in _MEANT), None)
    return (found, _MEANT[found]) if found else None
