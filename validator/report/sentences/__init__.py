"""Constraints as sentences that a person can read aloud, in English or Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from validator.report.sentences import messages
from validator.report.sentences.writer import Sentence, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from validator.model.text import Language, Text
    from validator.packs.model import Pack, Rule

__all__ = ["Section", "Sentence", "as_list", "rule_sentences", "scope_sentences"]


class Section(NamedTuple):
    """Sentences under a title; where they are numbered, there is one for each check of a rule."""

    title: Text
    sentences: list[Sentence]
    numbered: bool = False


def rule_sentences(rule: Rule, pack: Pack, language: Language) -> Iterator[Section]:
    """Yield when a rule applies, what it requires, and which cases are left to a person."""
    writer = Writer(pack.common, language)
    if rule.applies_when:
        yield Section(messages.APPLIES, writer.sentences(rule.applies_when))
    checks = [writer.sentences(check.requires) for check in rule.checks]
    if len(checks) == 1:
        yield Section(messages.REQUIRES, checks[0])
    else:
        yield Section(messages.REQUIRES, list(map(writer.joined, checks)), numbered=True)
    if rule.review:
        yield Section(messages.REVIEWED, writer.sentences(rule.review.when))


def scope_sentences(pack: Pack, language: Language) -> list[Sentence]:
    """Return the sentences that say when a pack applies."""
    return Writer(pack.common, language).sentences(pack.applies_when)


def as_list(
    sentences: Iterable[Sentence], shown: Callable[[str], str], *, numbered: bool = False
) -> Iterator[str]:
    """Yield sentences as the lines of a nested list, as Markdown writes it.

    Args:
        sentences: the sentences.
        shown: escapes a text for its output.
        numbered: whether the sentences have numbers; those below them never have.
    """
    for number, sentence in enumerate(sentences, 1):
        yield f"{f'{number}.' if numbered else '-'} {shown(sentence.text)}"
        yield from (f"    {line}" for line in as_list(sentence.below, shown))
