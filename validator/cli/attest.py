"""``facepolicy attest lint|list|add``: what persons judged where no rule can decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator.cli import entry_files, messages
from validator.cli.options import day

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date

    from validator.cli.parser import Parser

KIND = entry_files.Kind(
    "attestations",
    messages.ATTESTATION_FIELDS,
    subjects=("rule", "clause"),
    texts=("manifest", "name", "role", "reason"),
)


def add_options(parser: Parser) -> None:
    """Add the options of the verb."""
    add = entry_files.add_tasks(parser, KIND)
    add.add_argument("--outcome", required=True, choices=("met", "not-met"))
    add.add_argument("--until", required=True, type=day, metavar="DATE")
    add.add_argument("--attested", type=day, metavar="DATE")
    add.add_argument("--evidence", action="append", default=[], metavar="TEXT")


def run(args: Namespace) -> int:
    """Print attestations, or add one."""
    return entry_files.run(args, KIND, _entry)


def _entry(args: Namespace, today: date) -> dict[str, Any]:
    return {
        "manifest": args.manifest,
        "outcome": args.outcome,
        "by": {"name": args.name, "role": args.role},
        "attested": (args.attested or today).isoformat(),
        "until": args.until.isoformat(),
        "reason": args.reason,
        **({"evidence": args.evidence} if args.evidence else {}),
    }
