"""What the words of a user name: packs, and the clauses, facts and articles in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from validator.cli import messages
from validator.cli.options import add_pack
from validator.manifest.synonyms import synonyms
from validator.manifest.vocabulary import Fact, facts, item_of, pattern_of, short_name

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from validator.model.errors import UsageError
    from validator.model.pointers import Pattern
    from validator.packs.model import Clause, Pack, Rule

_MOST = 12
"""The most facts that a word leads to."""


def add_options(parser: ArgumentParser, nargs: str) -> None:
    """Add what to look up, and the packs to look in."""
    parser.add_argument("about", nargs=nargs, metavar="WHAT")
    add_pack(parser, "PACK")


def packs_of(args: Namespace) -> dict[str, Pack]:
    """Return the packs to look in by their names, without their tests.

    They are those of the options; without, the shipped ones and those of the configuration.
    """
    from validator.cli.config import own_packs
    from validator.model.resources import shipped
    from validator.packs.load import load_pack

    names = args.pack or (*shipped(), *own_packs())
    return {name: load_pack(name, tests=False) for name in names}


def clauses_of(args: Namespace) -> list[tuple[Pack, list[Clause]]]:
    """Return the clauses that were asked for, by pack; without words, all of them.

    A word may be a pack or its folder. Else all words together are the id of a rule or a
    clause, an article, a fact, or words that lead to a fact; of a fact, the clauses whose rules
    read it; of words, those of the first fact that some rule reads.
    """
    from validator.model.resources import shipped
    from validator.packs.load import load_pack

    words: list[str] = args.about
    whole = all(word in shipped() or Path(word).exists() for word in words)
    if words and whole:
        packs = [load_pack(word, tests=False) for word in words]
    else:
        packs = [*packs_of(args).values()]
    if whole:
        return [(pack, [*pack.clauses]) for pack in packs]
    name = " ".join(words)
    wanted = _clauses_about(name, packs)
    if not wanted:
        raise unknown(name, packs)
    chosen = [
        (pack, [clause for clause in pack.clauses if (pack.id, clause.id) in wanted])
        for pack in packs
    ]
    return [(pack, clauses) for pack, clauses in chosen if clauses]


def _clauses_about(name: str, packs: Sequence[Pack]) -> set[tuple[str, str]]:
    """Return the packs and ids of the clauses that a name leads to."""
    wanted = {(pack.id, clause.id) for clause, pack in clauses_at(name, packs)}
    rules = ((rule, pack) for pack in packs for rule in pack.rules)
    wanted |= {(pack.id, rule.clause.id) for rule, pack in rules if rule.id.upper() == name.upper()}
    if wanted:
        return wanted
    named = facts_named(name)
    of_each = [named] if named else [[fact] for fact, _ in facts_about(name)]
    reading = (rules_reading({fact.pattern for fact in some}, packs) for some in of_each)
    return {(pack.id, rule.clause.id) for rule, pack in next(filter(None, reading), ())}


def rules_reading(patterns: set[Pattern], packs: Sequence[Pack]) -> list[tuple[Rule, Pack]]:
    """Return the rules that read some facts."""
    from validator.authoring.lint.constraint import facts_of_rule

    return [
        (rule, pack)
        for pack in packs
        for rule in pack.rules
        if not patterns.isdisjoint(map(pattern_of, facts_of_rule(rule, pack)))
    ]


def clauses_at(place: str, packs: Sequence[Pack]) -> list[tuple[Clause, Pack]]:
    """Return the clauses of an instrument, an id, its start, or a place, in either language.

    Such as ``M25-6-1``, ``M25-6``, ``art. 6``, ``art. 14(1)``; the name of an instrument, alone or
    before an article of it.
    """
    named, rest = _named(place, packs)
    if named and rest:
        return clauses_at(rest, named)
    if named:
        return [(clause, pack) for pack in named for clause in pack.clauses]
    clauses = [(clause, pack) for pack in packs for clause in pack.clauses]
    by_id = [it for it in clauses if it[0].id.lower() == place.lower()] or [
        it for it in clauses if it[0].id.lower().startswith(f"{place.lower()}-")
    ]
    numbers = _numbers(place)
    if by_id or numbers is None:
        return by_id
    article, *parts = numbers
    # "Paragraph 1, item 7" may be a clause of item 7; with no such clause, the article is meant.
    bracketed = [f"({part})" for part in parts]
    for below in ("".join(bracketed), *bracketed[-1:], ""):
        at = re.compile(rf"(?<![\d.(]){article}{re.escape(below)}(?![\d.])")
        found = [it for it in clauses if at.search(it[0].place or "")]
        if found:
            return found
    return []


def _named(place: str, packs: Sequence[Pack]) -> tuple[list[Pack], str]:
    """Return the packs that a text starts with the name of, and what follows it.

    Where a longer name starts in the same way, as that of implementing rules of a law does, the
    text names no pack.
    """
    text = _bare(place)
    starts = [
        (name, pack) for pack in packs for name in _names_of(pack) if text.startswith(name.lower())
    ]
    longest = max((len(name) for name, _ in starts), default=0)
    rest = text[longest:]
    if not longest or rest[:1] not in ("", " ", ",", messages.CHINESE_NUMBER):
        return [], place
    named = {pack.id: pack for name, pack in starts if len(name) == longest}
    return [*named.values()], rest.strip(" ,")


def _names_of(pack: Pack) -> set[str]:
    """Return the names of an instrument in both languages: long, short, and as people say."""
    from validator.report.citations import short_title
    from validator.report.messages import STATE

    titles = [pack.title, short_title(pack)]
    if pack.instrument:
        titles.append(pack.instrument.title)
    names = {_bare(name) for title in titles for name in (title.en, title.zh)}
    # "(2025)" and "of the PRC" tell packs apart, and nobody types them.
    names |= {re.sub(messages.BESIDES_NAME, "", name) for name in names}
    said = {name for name, named in messages.SHORT_NAMES.items() if named == pack.id}
    return {pack.id, *names, *(name.removeprefix(STATE) for name in names), *said}


def _bare(name: str) -> str:
    """Return a name in lower case, without the marks of titles and folded blanks."""
    from validator.report.messages import TITLE_MARKS

    return " ".join(name.translate(dict.fromkeys(map(ord, TITLE_MARKS))).lower().split())


def _numbers(place: str) -> list[str] | None:
    """Return the numbers of an article and of its parts, None if the text is no place."""
    found = re.fullmatch(messages.ARTICLE + f"({messages.PARTS}*)", place.strip().lower())
    if not found:
        return None
    parts = re.finditer(messages.PARTS, found[2])
    return [_digits(found[1]), *(_digits(part[1]) for part in parts)]


def _digits(number: str) -> str:
    if number.isdigit():
        return number
    tens, ten, ones = number.rpartition(messages.CHINESE_TEN)
    digit = messages.CHINESE_DIGITS.find
    return str(10 * (digit(tens) if tens else bool(ten)) + (digit(ones) if ones else 0))


def facts_named(name: str) -> list[Fact]:
    """Return the fact of a name as people write it, or all facts whose name ends in it.

    Such as ``consent.grade``, ``/consent/grade``, ``devices[0].signage``, ``grade``.
    """
    parts = tuple(re.sub(r"\[(\d*|\*)\]", ".*", name.strip("/")).replace("/", ".").split("."))
    known, pattern = facts(), pattern_of(parts)
    if pattern in known:
        return [known[pattern]]
    end = "." + short_name(pattern).lower()
    return [
        fact
        for other, fact in known.items()
        if other[-1] != "*" and f".{short_name(other)}".lower().endswith(end) and end != "."
    ]


def facts_about(words: str) -> list[tuple[Fact, str | None]]:
    """Return the facts that words lead to, each with the value meant, the best first.

    Synonyms come first, then facts whose name, title, values or descriptions have the words.
    """
    query = " ".join(words.lower().split())
    found = dict.fromkeys(
        (synonym.fact, synonym.value)
        for synonym in synonyms()
        if _has_word(query, synonym.word, plural=True)
    )
    for text_of in (_names, _meanings):
        known = {pattern for pattern, _ in found}
        for fact in facts().values():
            unmet = fact.pattern[-1] != "*" and fact.pattern not in known
            if unmet and _has_word(text_of(fact), query):
                found[fact.pattern, None] = None
    return [(facts()[pattern], value) for pattern, value in list(found)[:_MOST]]


def _has_word(text: str, word: str, *, plural: bool = False) -> bool:
    """Return whether a text has the start of a word, or the word or its plural as a whole."""
    pattern = re.escape(word)
    if word.isascii():  # Chinese puts no blanks between words
        pattern = rf"\b{pattern}s?\b" if plural else rf"\b{pattern}"
    return re.search(pattern, text) is not None


def _names(fact: Fact) -> str:
    values = " ".join(map(str, item_of(fact.pattern).values))
    return f"{fact.pattern[-1]} {fact.title.en} {fact.title.zh} {values}".lower()


def _meanings(fact: Fact) -> str:
    texts = (fact.description, *item_of(fact.pattern).meanings)
    return " ".join(f"{text.en} {text.zh}" for text in texts).lower()


def unknown(name: str, packs: Sequence[Pack]) -> UsageError:
    """Return the error for a name that leads to nothing, with the nearest one that does."""
    from validator.model.errors import Problem, UsageError
    from validator.model.names import nearest

    ids = [rule.id for pack in packs for rule in pack.rules]
    names = map(short_name, facts())
    near = (
        nearest(name.upper(), ids) or nearest(name, names) or nearest(name, [it.id for it in packs])
    )
    text = messages.NOTHING_TO_EXPLAIN_NEAR if near else messages.NOTHING_TO_EXPLAIN
    return UsageError((Problem(name, None, text.format(near=near)),))
