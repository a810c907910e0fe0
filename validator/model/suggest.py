"""Suggest the nearest known word for a misspelt one."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

CUTOFF = 0.6
"""The minimal similarity of two words, from 0 to 1 (as ``difflib`` measures it)."""

# Comparing takes time and memory by the product of both lengths: a file of the permitted size
# could take minutes. No word of a schema is near these limits.
_LONGEST = 100
_MOST = 500


def nearest(word: str, known: Iterable[str], cutoff: float = CUTOFF) -> str | None:
    """Return the known word that is most similar to ``word``, None if none is similar.

    Words of more than 100 characters, and lists of more than 500, give no suggestion.
    """
    words = list(known)
    if len(word) > _LONGEST or len(words) > _MOST:
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, words, n=1, cutoff=cutoff)), None)
