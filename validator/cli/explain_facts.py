"""Explains facts, clauses and words: what ``facepolicy explain`` prints besides rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from validator.cli import messages
from validator.manifest.synonyms import synonyms
from validator.manifest.vocabulary import facts, pattern_of
from validator.model.quote import written
from validator.report.messages import COLON

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from validator.manifest.vocabulary import Fact
    from validator.model.pointers import Pattern
    from validator.model.text import Language
    from validator.packs.model import Clause, Pack

_MOST = 12
"""The most facts that a word leads to."""
_PLACE = re.compile(messages.ARTICLE)


def facts_named(name: str) -> list[Fact]:
    """Return the fact of a name as people write it, or all facts whose name ends in it.

    Args:
        name: such as ``consent.grade``, ``/consent/grade``, ``devices[0].signage``, ``grade``.
    """
    parts = tuple(re.sub(r"\[(\d*|\*)\]", ".*", name.strip("/")).replace("/", ".").split("."))
    known, pattern = facts(), pattern_of(parts)
    if pattern in known:
        return [known[pattern]]
    ends = [fact for other, fact in known.items() if _ends_in(other, pattern)]
    return [fact for fact in ends if fact.pattern[-1] != "*"]


def _ends_in(pattern: Pattern, end: Pattern) -> bool:
    named = tuple(part for part in pattern if part != "*")
    wanted = tuple(part for part in end if part != "*")
    return bool(wanted) and tuple(part.lower() for part in named[-len(wanted) :]) == tuple(
        part.lower() for part in wanted
    )


def fact_lines(fact: Fact, packs: Sequence[Pack], language: Language) -> Iterator[str]:
    """Yield what a fact means, its values, and the rules that read it."""
    from validator.authoring.pages.reads import facts_of_rule, facts_of_scope
    from validator.manifest.vocabulary import name_of

    yield f"{name_of(fact.pattern)}  {fact.title[language]}"
    if fact.description[language]:
        yield fact.description[language]
    if fact.claim:
        yield messages.FACT_IS_CLAIM[language]
    item = facts().get((*fact.pattern, "*"), fact)
    if item.meanings:
        yield ""
        yield f"{messages.FACT_VALUES[language]}{COLON[language].rstrip()}"
        width = max(len(written(value)) for value in item.values)
        for value, meaning in zip(item.values, item.meanings, strict=True):
            yield f"  {written(value):<{width}}  {meaning[language]}"
    elif not isinstance(fact.example, dict | list) and fact.example is not None:
        yield f"{messages.FACT_EXAMPLE[language]}{COLON[language]}{written(fact.example)}"
    parts = [other for pattern, other in facts().items() if _is_inside(pattern, fact.pattern)]
    if parts:
        yield ""
        yield f"{messages.FACT_PARTS[language]}{COLON[language].rstrip()}"
        yield from (f"  {name_of(part.pattern)}  {part.title[language]}" for part in parts)
    scopes = [pack.id for pack in packs if fact.pattern in facts_of_scope(pack)]
    if scopes:
        yield ""
        yield f"{messages.FACT_DECIDES_PACKS[language]}{COLON[language]}{', '.join(scopes)}"
    readers = [
        f"  {rule.id}  {rule.title[language]}"
        for pack in packs
        for rule in pack.rules
        if fact.pattern in {pattern_of(read) for read in facts_of_rule(rule, pack)}
    ]
    if readers:
        yield ""
        yield f"{messages.FACT_READ_BY[language]}{COLON[language].rstrip()}"
        yield from readers


def _is_inside(pattern: Pattern, section: Pattern) -> bool:
    """Return whether a fact is directly inside a section, or inside the items of a list."""
    rest = pattern[len(section) :]
    return pattern[: len(section)] == section and rest[-1:] != ("*",) and len(rest) in (1, 2)


def clauses_at(place: str, packs: Sequence[Pack]) -> list[tuple[Clause, Pack]]:
    """Return the clauses of an id, its start, or a place such as ``art. 13``, in either language.

    Args:
        place: ``M25-6-1``, ``M25-6``, ``art. 6``; a pack before it restricts it to that pack.
        packs: those to look in.
    """
    first, _, rest = place.partition(" ")
    named = [pack for pack in packs if pack.id == first]
    if named and rest:
        return clauses_at(rest, named)
    clauses = [(clause, pack) for pack in packs for clause in pack.clauses]
    by_id = [it for it in clauses if it[0].id.lower() == place.lower()] or [
        it for it in clauses if it[0].id.lower().startswith(f"{place.lower()}-")
    ]
    number = _number(place)
    if by_id or number is None:
        return by_id
    at = re.compile(rf"(?<![\d.]){number}(?![\d.])")
    return [it for it in clauses if at.search(it[0].place or "")]


def _number(place: str) -> str | None:
    """Return the number of an article, None if the text is no place."""
    found = _PLACE.fullmatch(place.strip().lower())
    if not found:
        return None
    if found[1].isdigit():
        return found[1]
    tens, ten, ones = found[1].rpartition(messages.CHINESE_TEN)
    digit = messages.CHINESE_DIGITS.find
    return str(10 * (digit(tens) if tens else bool(ten)) + (digit(ones) if ones else 0))


def clause_lines(clause: Clause, pack: Pack, language: Language) -> Iterator[str]:
    """Yield what a clause requires, and how it is assessed."""
    from validator.packs.coverage import rules_of
    from validator.packs.messages import ASSESSMENTS
    from validator.report.citations import place_in_words

    place = f" {place_in_words(clause.place)[language]}" if clause.place else ""
    yield f"{clause.id}  {pack.title[language]}{place}"
    yield f"  {clause.summary[language]}"
    assessment = ASSESSMENTS[clause.assessment][language]
    reason = (
        f"{COLON[language]}{clause.assessment_reason[language]}" if clause.assessment_reason else ""
    )
    yield f"  {assessment}{reason}"
    for rule in rules_of(clause, pack):
        yield f"  {rule.id}  {rule.title[language]}"


def facts_about(words: str) -> list[tuple[Fact, str | None]]:
    """Return the facts that words lead to, each with the value meant, the best first.

    Synonyms come first, then facts whose name, title, values or descriptions have the words.
    """
    query = " ".join(words.lower().split())
    found = dict.fromkeys(
        (synonym.fact, synonym.value) for synonym in synonyms() if _has_synonym(query, synonym.word)
    )
    for texts in (_names, _meanings):
        for fact in facts().values():
            known = {pattern for pattern, _ in found}
            if fact.pattern[-1] != "*" and fact.pattern not in known:
                found |= {(fact.pattern, None): None} if _has_word(texts(fact), query) else {}
    return [(facts()[pattern], value) for pattern, value in list(found)[:_MOST]]


def _has_synonym(query: str, word: str) -> bool:
    """Return whether a query has a whole word, or its plural."""
    pattern = rf"\b{re.escape(word)}s?\b" if word.isascii() else re.escape(word)
    return re.search(pattern, query) is not None


def _has_word(text: str, word: str) -> bool:
    """Return whether a text has a word; Chinese puts no blanks between words."""
    pattern = rf"\b{re.escape(word)}" if word.isascii() else re.escape(word)
    return re.search(pattern, text) is not None


def _names(fact: Fact) -> str:
    item = facts().get((*fact.pattern, "*"), fact)
    values = " ".join(map(str, item.values))
    return f"{fact.pattern[-1]} {fact.title.en} {fact.title.zh} {values}".lower()


def _meanings(fact: Fact) -> str:
    item = facts().get((*fact.pattern, "*"), fact)
    texts = (fact.description, *item.meanings)
    return " ".join(f"{text.en} {text.zh}" for text in texts).lower()


def found_lines(found: Sequence[tuple[Fact, str | None]], language: Language) -> Iterator[str]:
    """Yield a line for each fact that words lead to."""
    from validator.manifest.vocabulary import name_of

    yield messages.FACTS_FOUND[language]
    for fact, value in found:
        item = facts().get((*fact.pattern, "*"), fact)
        meaning = fact.title[language]
        if item.meanings and value in item.values:
            meaning = item.meanings[item.values.index(value)][language]
        shown = f"{name_of(fact.pattern)}: {value}" if value else name_of(fact.pattern)
        yield f"  {shown}  {meaning}"
