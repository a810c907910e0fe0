"""``facepolicy waiver lint|list|add``: failures that somebody answers for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.cli import entry_files, messages
from validator.cli.options import day

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date
    from typing import Any

KIND = entry_files.Kind(
    "waivers",
    messages.WAIVER_FIELDS,
    subjects={
        "rule": "the rule that fails",
        "fact": "the fact that fails, such as storage.encryption.atRest, "
        "for every rule that reads it",
    },
    texts={
        "manifest": "the manifest, relative to the waiver file; #2 names its second document",
        "justification": "why the failure is acceptable for now",
        "owner": "who answers for it",
        "approver": "who approved it; another person",
        "compensating": "what is done instead to protect people",
    },
)


def add_options(parser: ArgumentParser) -> None:
    """Add the options of the verb."""
    add = entry_files.add_tasks(parser, KIND)
    add.add_argument(
        "--expires", required=True, type=day, metavar="DATE", help="the last day on which it counts"
    )
    add.add_argument(
        "--granted", type=day, metavar="DATE", help="the first day on which it counts (today)"
    )


def run(args: Namespace) -> int:
    """Print waivers, or add one."""
    return entry_files.run(args, KIND, _entry)


def _entry(args: Namespace, today: date) -> dict[str, Any]:
    return {
        **{name: getattr(args, name) for name in KIND.texts},
        "granted": (args.granted or today).isoformat(),
        "expires": args.expires.isoformat(),
    }
