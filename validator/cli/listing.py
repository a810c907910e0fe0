"""``facepolicy list``: the packs and their rules, or those of some clauses, facts or words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.cli import lookup
from validator.cli.options import add_output, write_to

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Sequence

    from validator.model.text import Language
    from validator.packs.model import Pack, Rule


def add_options(parser: ArgumentParser) -> None:
    """Add the options of the verb."""
    lookup.add_options(parser, "*")
    add_output(parser)


def run(args: Namespace) -> int:
    """Print one line for each pack and each rule."""
    lines: list[str] = []
    for pack, clauses in lookup.clauses_of(args):
        ids = {clause.id for clause in clauses}
        lines += _lines(pack, [rule for rule in pack.rules if rule.clause.id in ids], args.lang)
    write_to(args.output, "".join(f"{line}\n" for line in lines))
    return 0


def _lines(pack: Pack, rules: Sequence[Rule], language: Language) -> Iterator[str]:
    from validator.report.messages import CONFIDENCES, FORCES, IN_BRACKETS, SEVERITIES

    yield f"{pack.id} {pack.version} [{FORCES[pack.force][language]}] {pack.title[language]}"
    width = max((len(rule.id) for rule in rules), default=0)
    for rule in rules:
        confidence = IN_BRACKETS.format(CONFIDENCES[rule.clause.confidence])[language]
        title = f"{rule.title[language]}{confidence}"
        yield f"  {rule.id:<{width}}  {SEVERITIES[rule.severity][language]:<7}  {title}"
