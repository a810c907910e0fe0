"""The nearest known word to a misspelt one."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

CUTOFF = 0.6
"""How alike two words have to be, from 0 to 1 (as ``difflib`` measures it)."""

# Comparing takes time and memory by the product of both: a file of the permitted size could
# ask for minutes of it. No word of a schema comes near these bounds.
_LONGEST = 100
_MOST = 500


def nearest(word: str, known: Iterable[str], cutoff: float = CUTOFF) -> str | None:
    """Return the known word that is most like ``word``, None where none is.

    A word of more than 100 characters is like none, and none of more than 500 is looked for.
    """
    words = list(known)
    if len(word) > _LONGEST or len(words) > _MOST:
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, words, n=1, cutoff=cutoff)), None)
