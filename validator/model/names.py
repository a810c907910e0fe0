"""Names in messages: the first of many in one line, and the known one nearest to a misspelt one."""

from __future__ import annotations

from validator.model import messages
from validator.model.quote import escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from validator.model.text import Text

FEW = 5
"""The most names in a line that is not about them alone."""


def first_of(names: Sequence[str], number: int | None = None, most: int = FEW) -> Text:
    """Return the first names of files or manifests, at most ``most``, and how many more there are.

    ``number`` is how many there are in all; when left out, as many as there are names.
    """
    shown = [escape(name, 300) for name in names[:most]]
    listed = messages.ENUMERATION.join(shown)
    more = (len(names) if number is None else number) - len(shown)
    return messages.AND_MORE.format(names=listed, more=more) if more else listed


CUTOFF = 0.6
"""The minimal similarity of two words, from 0 to 1 (as ``difflib`` measures it)."""

# Comparing takes time and memory by the product of both lengths: a file of the permitted size
# could take minutes. No word of a schema is near these limits.
_LONGEST = 100
_MOST = 500


def nearest(word: str, known: Iterable[str], cutoff: float = CUTOFF) -> str | None:
    """Return the known word that is most similar to ``word``, None if none is similar.

    If a single one begins with ``word`` and a hyphen, it is that.
    Words of more than 100 characters, and lists of more than 500, give no suggestion.
    """
    words = list(known)
    if len(word) > _LONGEST or len(words) > _MOST:
        return None
    begun = [one for one in words if one.startswith(f"{word}-")]
    if len(begun) == 1:  # "public" is rather "public-place" than "semi-public"
        return begun[0]
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, words, n=1, cutoff=cutoff)), None)
