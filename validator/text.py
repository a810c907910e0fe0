"""Text that exists in every language the reports are written in."""

from __future__ import annotations

from validator.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Literal

    Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


class Text(Record):
    """One message in English and in Chinese (simplified)."""

    en: str
    zh: str

    def __getitem__(self, language: Language) -> str:
        """Return the message in ``language``."""
        return self.zh if language == "zh" else self.en

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Text:
        """Build from a ``{en, zh}`` mapping, as packs write it."""
        return cls(en=value["en"], zh=value["zh"])


def inert(value: Mapping[str, Any]) -> Text:
    """Return a text of a pack fit to stand in a line of any report; a pack may be a stranger's.

    Args:
        value: the text as packs write it, ``{en, zh}``.
    """
    from validator.reading.quote import escape

    lines = (" ".join(value[language].split()) for language in LANGUAGES)
    return Text(*(escape(line, len(line) * 10) for line in lines))
