"""The first of many names, for a message of one line."""

from __future__ import annotations

from validator.model import messages
from validator.model.quote import escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

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
