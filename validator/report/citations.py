"""Citations of clauses: the instrument, the article, and how sure both are."""

from __future__ import annotations

import re
from functools import cache

from validator.model.text import Text
from validator.packs.model import Confidence
from validator.report import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from validator.packs.model import Clause, Pack


def citation(pack: Pack, clause: Clause) -> Text:
    """Cite a clause, such as ``cn-pipl-2021 art. 29, quoted``.

    English names the pack, the word that options and files use for the instrument; Chinese
    has the title of the statute and the article in Chinese numerals.
    """
    if not pack.instrument:
        return messages.CONFIDENCES[Confidence.OWN]
    cited = messages.CITATION if clause.place_confirmed else messages.CITATION_PROVISIONAL
    return cited.format(
        instrument=short_title(pack),
        place=place_in_words(clause.place),
        confidence=messages.CONFIDENCES[clause.confidence],
    )


def short_title(pack: Pack) -> Text:
    """Return how a citation names an instrument: the pack, in Chinese its title or number."""
    if pack.instrument is None:
        return pack.title
    number = pack.title.en.partition(":")[0]
    if number != pack.title.en and pack.title.zh.startswith(number):
        return Text(pack.id, f"{number} ")  # a standard: its number is its short name
    title = re.search(_IN_MARKS, pack.instrument.title.zh)
    chinese = title[0].replace(messages.STATE, "") if title else f"{pack.instrument.title.zh} "
    return Text(pack.id, chinese)


_IN_MARKS = "{0}[^{1}]*{1}".format(*messages.TITLE_MARKS)


@cache
def place_in_words(place: str | None) -> Text:
    """Return a place of an instrument, such as ``art. 22(1)``; in Chinese in its numerals."""
    if place is None:
        return messages.UNKNOWN_PLACE
    chinese = re.sub(_ARTICLE, _article, place)
    for text in (messages.PART_OF, messages.OR, messages.ITEMS):
        chinese = chinese.replace(text.en, text.zh)
    return Text(place, chinese)


_ARTICLE = r"art\. (\d{1,3})((?:\(\w+\))*)"
_TEN, _HUNDRED = 10, 100


def _article(match: re.Match[str]) -> str:
    items = re.findall(r"\((\w+)\)", match[2])
    return messages.ARTICLE.zh.format(_numeral(int(match[1]))) + "".join(
        messages.ITEM.zh.format(item) for item in items
    )


def _numeral(number: int) -> str:
    """Write a number below a thousand in Chinese, as statutes do."""
    hundreds, rest = divmod(number, _HUNDRED)
    tens, ones = divmod(rest, _TEN)
    text = f"{messages.DIGITS[hundreds]}{messages.HUNDRED}" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else messages.DIGITS[tens]) + messages.TEN
    elif hundreds and ones:
        text += messages.DIGITS[0]
    return text + (messages.DIGITS[ones] if ones else "")
