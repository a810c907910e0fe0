"""``facepolicy waiver lint|list|add``: failures that somebody answers for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator.cli import entry_files, messages
from validator.cli.options import day

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date

    from validator.cli.parser import Parser

KIND = entry_files.Kind(
    "waivers",
    messages.WAIVER_FIELDS,
    subjects=("rule", "fact"),
    texts=("manifest", "justification", "owner", "approver", "compensating"),
)


def add_options(parser: Parser) -> None:
    """Add the options of the verb."""
    add = entry_files.add_tasks(parser, KIND)
    add.add_argument("--expires", required=True, type=day, metavar="DATE")
    add.add_argument("--granted", type=day, metavar="DATE")


def run(args: Namespace) -> int:
    """Print waivers, or add one."""
    return entry_files.run(args, KIND, _entry)


def _entry(args: Namespace, today: date) -> dict[str, Any]:
    return {
        **{name: getattr(args, name) for name in KIND.texts},
        "granted": (args.granted or today).isoformat(),
        "expires": args.expires.isoformat(),
    }
