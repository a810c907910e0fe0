"""``facepolicy init``: write a manifest, by questions or from answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.cli.options import add_day

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_options(parser: ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.epilog = (
        "Exit code: that of facepolicy check on the new manifest; "
        "130 when the interview was stopped, 2 when nothing could be written."
    )
    parser.set_defaults(lang=None)
    parser.add_argument(
        "manifest",
        nargs="?",
        metavar="MANIFEST",
        help="the file to write (default: manifest.yaml); if it exists, only the facts that rules "
        "still wait for are asked",
    )
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--resume", metavar="FILE", help="continue a stopped interview from its answers file"
    )
    source.add_argument(
        "--from-answers",
        metavar="FILE",
        help="ask nothing; read the answers from a file in the form of a manifest, or -",
    )
    parser.add_argument("--template", metavar="NAME", help="preset the answers of a common case")
    parser.add_argument("--list-templates", action="store_true", help="list the common cases")
    parser.add_argument("--no-input", action="store_true", help="ask nothing")
    parser.add_argument("--force", action="store_true", help="replace an existing manifest")
    add_day(parser)


def run(args: Namespace) -> int:
    """Ask or read, write the manifest, check it, and return the exit code of the check."""
    from validator.cli.interview import session

    return session.run(args)
