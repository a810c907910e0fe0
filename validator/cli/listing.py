"""``facepolicy list``: the packs and their rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.cli.options import PACK_HELP, add_verb, write

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from validator.cli.options import Verbs
    from validator.model.text import Language
    from validator.packs.model import Pack


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    parser = add_verb(verbs, "list", "list packs and their rules")
    parser.add_argument("packs", nargs="*", metavar="PACK", help=f"{PACK_HELP} (default: all)")
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """Print one line for each pack and each rule."""
    from validator.packs.files import shipped
    from validator.packs.load import load_pack

    for name in args.packs or shipped():
        write("".join(f"{line}\n" for line in _lines(load_pack(name, tests=False), args.lang)))
    return 0


def _lines(pack: Pack, language: Language) -> Iterator[str]:
    from validator.report.messages import CONFIDENCES, FORCES

    yield f"{pack.id} {pack.version} [{FORCES[pack.force][language]}] {pack.title[language]}"
    width = max((len(rule.id) for rule in pack.rules), default=0)
    for rule in pack.rules:
        confidence = CONFIDENCES[rule.clause.confidence][language]
        yield (
            f"  {rule.id:<{width}}  {rule.severity.value:<7}  {rule.title[language]} ({confidence})"
        )
