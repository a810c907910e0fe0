"""Texts in every language of the reports."""

from __future__ import annotations

from typing import NamedTuple

from validator.model.quote import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Literal

    Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
TAGS: dict[Language, str] = {"en": "en", "zh": "zh-Hans"}
"""The languages as HTML names them (BCP 47)."""


class Text(NamedTuple):
    """One message in English and in Chinese (simplified)."""

    en: str
    zh: str

    def __getitem__(self, language: Language) -> str:  # type: ignore[override]
        """Return the message in ``language``."""
        return self.zh if language == "zh" else self.en

    def __str__(self) -> str:
        """Return the English text."""
        return self.en

    def __contains__(self, words: object) -> bool:
        """Return whether some words are in the text, in either language."""
        return isinstance(words, str) and (words in self.en or words in self.zh)

    def format(self, *values: object, **named: object) -> Text:
        """Fill in the places of both languages, as ``str.format`` does.

        A value that is a Text is filled in by language.
        """
        chinese = {name: _chinese(value) for name, value in named.items()}
        return Text(
            self.en.format(*values, **named), self.zh.format(*map(_chinese, values), **chinese)
        )

    def join(self, items: Iterable[Text | str]) -> Text:
        """Join items with this text between them, as ``str.join`` does."""
        every = list(items)
        return Text(self.en.join(map(str, every)), self.zh.join(map(_chinese, every)))

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Text:
        """Build from a ``{en, zh}`` mapping, as packs write it."""
        return cls(en=value["en"], zh=value["zh"])


def _chinese(value: Any) -> Any:
    return value.zh if isinstance(value, Text) else value


def several(texts: tuple[Text, Text], number: int) -> Text:
    """Return the text for a number of things: the first for one, the second for any other."""
    return texts[0] if number == 1 else texts[1].format(number)


def joined(texts: Iterable[Text | None]) -> Text:
    """Join sentences to one text, each only once; None is no sentence."""
    every = list(dict.fromkeys(filter(None, texts)))
    return Text(" ".join(text.en for text in every), "".join(text.zh for text in every))


def inert(value: Any) -> Any:
    """Return a copy of the content of a pack that is safe in any report; packs may be untrusted.

    Every text, ``{en, zh}`` or not, is one line without control characters; schemas and tests
    are unchanged.
    """
    if isinstance(value, str):
        return one_line(" ".join(value.split()))
    if isinstance(value, list):
        return [inert(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: item if key in _NO_TEXTS else inert(item) for key, item in value.items()}


_NO_TEXTS = frozenset({"appliesWhen", "common", "compliant", "requires", "tests", "when"})
