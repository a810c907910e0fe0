"""The full parser of the command line: help, completion, errors."""

from __future__ import annotations

import argparse
from importlib import import_module

from validator._version import __version__
from validator.cli.options import unmeasured

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import SimpleNamespace

VERBS = {
    "init": "init",
    "check": "check",
    "validate": "validate",
    "facts": "facts",
    "diff": "diff",
    "explain": "explain",
    "show": "show",
    "list": "listing",
    "coverage": "coverage",
    "waiver": "waiver",
    "attest": "attest",
    "migrate": "migrate",
    "lint": "lint",
    "test": "test",
    "schema": "schema",
    "completion": "completion",
}
"""The verbs in the order of the help, each with its module."""


def parse(argv: list[str], args: SimpleNamespace, *, completes: bool = False) -> None:
    """Read arguments.

    Args:
        argv: the arguments of the command.
        args: receives the parsed arguments.
        completes: whether a shell requests completions; then the process ends.

    Raises:
        SystemExit: help was asked for, or an argument is wrong.
    """
    if completes:
        from validator.cli import completion

        completion.offer(parser_of(VERBS))
    parser = parser_of(_verbs_of(argv))
    if not argv:
        parser.print_help()
        parser.exit(2)  # nothing was checked: a build that forgets the verb stays red
    parser.parse_args(argv, args)


def _verbs_of(argv: list[str]) -> Iterable[str]:
    """Return the verb that the arguments start with; all verbs if it is not clear."""
    verb = argv[0] if argv else ""
    return (verb,) if verb in VERBS else VERBS


def parser_of(names: Iterable[str]) -> argparse.ArgumentParser:
    """Return the parser for some verbs; only their modules are imported."""
    parser = argparse.ArgumentParser(
        prog="facepolicy",
        formatter_class=unmeasured,
        description="Policy as code for facial recognition: check what a deployment does, "
        "written down in a manifest, against the requirements of standards and laws.",
        epilog="Exit codes: 0 nothing failed, 1 something did, 2 no answer.",
    )
    parser.add_argument("--version", action="version", version=f"facepolicy {__version__}")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for name in names:
        import_module(f"validator.cli.{VERBS[name]}").add_to(verbs)
    for made in (parser, *verbs.choices.values()):
        made.formatter_class = argparse.HelpFormatter
    return parser
