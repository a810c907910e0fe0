"""``facepolicy coverage``: every clause of an instrument, with the rules that assess it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from validator.cli import messages
from validator.cli.options import PACK_HELP, add_verb, write
from validator.model.errors import Problem, UsageError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from validator.cli.options import Verbs
    from validator.model.text import Language
    from validator.packs.model import Clause, Pack


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    parser = add_verb(
        verbs,
        "coverage",
        "list every clause: automated, partial, manual or out of scope, and by which rules",
    )
    parser.add_argument("packs", nargs="*", metavar="PACK", help=f"{PACK_HELP} (default: all)")
    parser.add_argument(
        "--matrix", action="store_true", help="topic by instrument instead of clause by clause"
    )
    parser.add_argument(
        "--format", choices=("text", "csv", "markdown"), help="of the matrix (default: text)"
    )
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """Print one line for each clause, and the sums for each pack; or the matrix.

    Raises:
        UsageError: a format was given without the matrix.
    """
    if args.format and not args.matrix:
        raise UsageError((Problem("--format", None, messages.FORMAT_NEEDS_MATRIX),))
    from validator.packs.files import shipped
    from validator.packs.load import load_pack

    packs = [load_pack(name, tests=False) for name in args.packs or shipped()]
    if args.matrix:
        from validator.report.formats import matrix

        instruments = [pack for pack in packs if pack.instrument]
        write(matrix.FORMATS[args.format or "text"](instruments, args.lang))
        return 0
    for pack in packs:
        write("".join(f"{line}\n" for line in _lines(pack, args.lang)))
    return 0


def _lines(pack: Pack, language: Language) -> Iterator[str]:
    from validator.packs.messages import ASSESSMENTS
    from validator.packs.model import Assessment

    yield f"{pack.id} {pack.version}: {pack.title[language]}"
    width = max(len(clause.id) for clause in pack.clauses)
    for clause in pack.clauses:
        kind = ASSESSMENTS[clause.assessment][language]
        yield f"  {clause.id:<{width}}  {kind:<12}  {_by(clause, pack, language)}"
    kinds = Counter(clause.assessment for clause in pack.clauses)
    sums = ", ".join(
        f"{kinds[Assessment(kind)]} {text[language]}" for kind, text in ASSESSMENTS.items()
    )
    yield f"  {len(pack.clauses)} {messages.CLAUSES[language]}: {sums}"


def _by(clause: Clause, pack: Pack, language: Language) -> str:
    from validator.packs.coverage import rules_of
    from validator.packs.messages import BY_APPLICABILITY

    rules = [rule.id for rule in rules_of(clause, pack)]
    reason = clause.assessment_reason[language] if clause.assessment_reason else ""
    if clause.through_applicability:
        rules = [BY_APPLICABILITY[language]]
    return "; ".join(part for part in (", ".join(rules), reason) if part)
