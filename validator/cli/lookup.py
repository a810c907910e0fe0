"""What the words of a user name: packs, and the clauses, facts and articles in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from validator.cli import messages
from validator.cli.options import PACK_HELP, add_pack

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from validator.model.errors import UsageError
    from validator.model.pointers import Pattern
    from validator.packs.model import Clause, Pack


def add_to(parser: ArgumentParser, nargs: str) -> None:
    """Add what to look up, and the packs to look in."""
    parser.add_argument(
        "about",
        nargs=nargs,
        metavar="WHAT",
        help="id of a rule, clause or pack; an article (art. 13); a fact (consent.grade); or words",
    )
    add_pack(parser, f"{PACK_HELP} (default: all)")


def packs_of(args: Namespace) -> list[Pack]:
    """Return the packs to look in, without their tests.

    Raises:
        PackError: a pack is missing or broken.
    """
    from validator.packs.files import shipped
    from validator.packs.load import load_pack

    return [load_pack(name, tests=False) for name in args.pack or shipped()]


def clauses_of(args: Namespace) -> list[tuple[Pack, list[Clause]]]:
    """Return the clauses that were asked for, by pack; without words, all of them.

    A word may be a pack or its folder. Else all words together are the id of a rule or a
    clause, an article, a fact, or words that lead to a fact; of a fact, the clauses whose rules
    read it; of words, those of the first fact that some rule reads.

    Raises:
        PackError: a pack is missing or broken.
        UsageError: nothing is called so.
    """
    from validator.packs.files import shipped
    from validator.packs.load import load_pack

    words: list[str] = args.about
    if words and all(word in shipped() or Path(word).exists() for word in words):
        return [(pack, [*pack.clauses]) for pack in (load_pack(it, tests=False) for it in words)]
    packs = packs_of(args)
    if not words:
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
    from validator.cli import explain_facts as found

    clauses = {(pack.id, clause.id) for clause, pack in found.clauses_at(name, packs)}
    rules = {
        (pack.id, rule.clause.id)
        for pack in packs
        for rule in pack.rules
        if rule.id.upper() == name.upper()
    }
    if clauses or rules:
        return clauses | rules
    named = found.facts_named(name)
    if named:
        return _clauses_reading({fact.pattern for fact in named}, packs)
    about = (_clauses_reading({fact.pattern}, packs) for fact, _ in found.facts_about(name))
    return next(filter(None, about), set())


def _clauses_reading(patterns: set[Pattern], packs: Sequence[Pack]) -> set[tuple[str, str]]:
    """Return the packs and ids of the clauses whose rules read some facts."""
    from validator.authoring.pages.reads import facts_of_rule
    from validator.manifest.vocabulary import pattern_of

    return {
        (pack.id, rule.clause.id)
        for pack in packs
        for rule in pack.rules
        if not patterns.isdisjoint(pattern_of(read) for read in facts_of_rule(rule, pack))
    }


def unknown(name: str, packs: Sequence[Pack]) -> UsageError:
    """Return the error for a name that leads to nothing, with the nearest one that does."""
    from validator.manifest.vocabulary import facts, short_name
    from validator.model.errors import Problem, UsageError
    from validator.model.suggest import nearest

    ids = [rule.id for pack in packs for rule in pack.rules]
    names = map(short_name, facts())
    near = (
        nearest(name.upper(), ids) or nearest(name, names) or nearest(name, [it.id for it in packs])
    )
    text = (
        messages.NOTHING_TO_EXPLAIN_NEAR.format(near=near) if near else messages.NOTHING_TO_EXPLAIN
    )
    return UsageError((Problem(name, None, text),))
