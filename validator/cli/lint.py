"""``facepolicy lint``: refuse packs with rules that could pass although nothing was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.cli import messages
from validator.cli.options import PACK_HELP, add_verb, write

if TYPE_CHECKING:
    from argparse import Namespace

    from validator.cli.options import Verbs


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    parser = add_verb(verbs, "lint", "look for flaws in packs")
    parser.add_argument("packs", nargs="*", metavar="PACK", help=f"{PACK_HELP} (default: all)")
    parser.add_argument(
        "--release",
        action="store_true",
        help="record the content of packs without flaw under their versions: from then on a "
        "changed pack needs a new version",
    )
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """Print one line for each flaw; return 1 when there is any."""
    from validator.authoring.lint import lint_pack, release_pack
    from validator.model.quote import one_line
    from validator.packs.files import shipped

    names = args.packs or shipped()
    look = release_pack if args.release else lint_pack
    flaws = [problem for name in names for problem in look(name)]
    write("".join(f"{one_line(flaw.line(args.lang))}\n" for flaw in flaws))
    write(messages.LINT_SUMMARY[args.lang].format(len(names), len(flaws)) + "\n")
    return 1 if flaws else 0
