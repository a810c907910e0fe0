"""``facepolicy lint``: refuse packs with rules that could pass although nothing was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.cli import messages
from validator.cli.options import add_output, add_packs, write_to

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_options(parser: ArgumentParser) -> None:
    """Add the options of the verb."""
    add_packs(parser)
    parser.add_argument("--release", action="store_true")
    add_output(parser)


def run(args: Namespace) -> int:
    """Print one line for each flaw; return 1 when there is any."""
    from validator.authoring.lint import lint_pack, release_pack
    from validator.model.quote import one_line
    from validator.model.resources import shipped

    names = [*args.packs, *args.pack] or shipped()
    look = release_pack if args.release else lint_pack
    found = {name: look(name) for name in names}
    flaws = [problem for problems in found.values() for problem in problems]
    lines = [one_line(flaw.line(args.lang)) for flaw in flaws]
    if args.release:
        released = (name for name, problems in found.items() if not problems)
        lines += [one_line(messages.RELEASED[args.lang].format(name)) for name in released]
    lines.append(messages.LINT_SUMMARY[args.lang].format(len(names), len(flaws)))
    write_to(args.output, "".join(f"{line}\n" for line in lines))
    return 1 if flaws else 0
