"""``facepolicy init``: write a manifest, by questions or from answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.cli.options import add_day

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_options(parser: ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.epilog = "init codes"
    parser.set_defaults(lang=None)
    parser.add_argument("manifest", nargs="?", metavar="MANIFEST", help="init MANIFEST")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--resume", metavar="FILE")
    source.add_argument("--from-answers", metavar="FILE")
    parser.add_argument("--template", metavar="NAME")
    parser.add_argument("--list-templates", action="store_true")
    parser.add_argument("--no-input", action="store_true")
    parser.add_argument("--force", action="store_true")
    add_day(parser)


def run(args: Namespace) -> int:
    """Ask or read, write the manifest, check it, and return the exit code of the check."""
    from validator.cli.interview import session

    return session.run(args)
