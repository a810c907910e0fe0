"""Text that exists in every language the reports are written in."""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Literal

    Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


class Text(NamedTuple):
    """One message in English and in Chinese (simplified)."""

    en: str
    zh: str

    def __getitem__(self, language: Language) -> str:  # type: ignore[override]
        """Return the message in ``language``."""
        return self.zh if language == "zh" else self.en

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Text:
        """Build from a ``{en, zh}`` mapping, as packs write it."""
        return cls(en=value["en"], zh=value["zh"])


def joined(texts: Iterable[Text]) -> Text:
    """Join sentences to one text, each only once."""
    every = list(dict.fromkeys(texts))
    return Text(" ".join(text.en for text in every), "".join(text.zh for text in every))


def inert(value: Any) -> Any:
    """Make the texts of a pack fit to stand in a line of any report; a pack may be a stranger's.

    Args:
        value: the content of a pack, or part of it.

    Returns:
        A copy in which every text, ``{en, zh}`` or not, is one line without control
        characters; schemas and tests are as they were.
    """
    if isinstance(value, str):
        return _one_line(value)
    if isinstance(value, list):
        return [inert(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: item if key in _NO_TEXTS else inert(item) for key, item in value.items()}


_NO_TEXTS = frozenset({"appliesWhen", "common", "compliant", "requires", "tests", "when"})


def _one_line(text: str) -> str:
    from validator.model.quote import one_line

    return one_line(" ".join(text.split()))
