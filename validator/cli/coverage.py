"""``facepolicy coverage``: every clause of an instrument, with the rules that assess it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from validator.cli import lookup, messages
from validator.cli.options import add_output, write_to
from validator.model.text import several

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Sequence

    from validator.model.text import Language
    from validator.packs.model import Clause, Pack

    Chosen = list[tuple[Pack, list[Clause]]]


def add_options(parser: ArgumentParser) -> None:
    """Add the options of the verb."""
    lookup.add_options(parser, "*")
    parser.add_argument("--matrix", action="store_true")
    formats = ("text", "json", "csv", "markdown", "html")
    parser.add_argument("--format", choices=formats, default="text", help="coverage --format")
    add_output(parser)


def run(args: Namespace) -> int:
    """Print what each clause says and how it is checked; or the matrix."""
    chosen = lookup.clauses_of(args)
    write_to(args.output, _matrix(chosen, args) if args.matrix else _clauses(chosen, args))
    return 0


def _matrix(chosen: Chosen, args: Namespace) -> str:
    from validator.report.formats import coverage

    packs = [pack for pack, _ in chosen if pack.instrument]
    if args.format == "json":
        return coverage.matrix_as_json(packs)
    return coverage.matrix(packs, args.format, args.lang)


def _clauses(chosen: Chosen, args: Namespace) -> str:
    from validator.report.formats import coverage, tables

    if args.format == "json":
        return coverage.clauses_as_json(chosen)
    if args.format == "text":
        lines = (line for pack, clauses in chosen for line in _lines(pack, clauses, args.lang))
        return "".join(f"{line}\n" for line in lines)
    header = [title[args.lang] for title in messages.COVERAGE_COLUMNS]
    rows = [_row(clause, pack, args.lang) for pack, of in chosen for clause in of]
    return tables.render(header, rows, args.format, args.lang)


def _row(clause: Clause, pack: Pack, language: Language) -> list[str]:
    """Return the cells of a clause; the last two are its rules, and what they do not assess."""
    from validator.packs.messages import ASSESSMENTS, BY_APPLICABILITY
    from validator.report.citations import place_in_words

    place = place_in_words(clause.place)[language] if clause.place else ""
    kind = ASSESSMENTS[clause.assessment][language]
    rules = ", ".join(rule.id for rule in pack.rules_of(clause))
    rules = BY_APPLICABILITY[language] if clause.through_applicability else rules
    reason = clause.assessment_reason[language] if clause.assessment_reason else ""
    return [pack.id, clause.id, place, clause.summary[language], kind, rules, reason]


def _lines(pack: Pack, clauses: Sequence[Clause], language: Language) -> Iterator[str]:
    from validator.packs.messages import ASSESSMENTS
    from validator.packs.model import Assessment
    from validator.report.messages import COLON, COMMA, SEMICOLON

    colon = COLON[language]
    yield f"{pack.id} {pack.version}{colon}{pack.title[language]}"
    width = max(len(clause.id) for clause in clauses)
    for clause in clauses:
        _, name, place, summary, kind, *how = _row(clause, pack, language)
        by = SEMICOLON[language].join(filter(None, how))
        yield f"  {name:<{width}}  {place}{colon if place else ''}{summary}"
        yield f"  {'':<{width}}  {kind}{colon if by else ''}{by}"
    kinds = Counter(clause.assessment for clause in clauses)
    sums = COMMA[language].join(
        f"{kinds[Assessment(kind)]} {text[language]}" for kind, text in ASSESSMENTS.items()
    )
    number = several(messages.CLAUSES, len(clauses))[language]
    yield f"  {number}{colon}{sums}"
