"""``facepolicy attest lint|list|add``: what persons judged where no rule can decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.cli import entry_files, messages
from validator.cli.options import add_verb, day

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from validator.cli.options import Verbs
    from validator.report.entry_files import EntryFile


def _load(file: str) -> EntryFile:
    from validator.report.entry_files import load_attestations

    return load_attestations(file)


KIND = entry_files.Kind(
    "attestations",
    _load,
    messages.ATTESTATION_FIELDS,
)


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    parser = add_verb(verbs, "attest", "list, check or add attestations")
    entry_files.add_tasks(parser, KIND, _add_options)
    parser.set_defaults(run=run)


def _add_options(parser: ArgumentParser) -> None:
    subject = parser.add_mutually_exclusive_group(required=True)
    subject.add_argument("--rule", metavar="ID", help="the rule that was judged")
    subject.add_argument("--clause", metavar="ID", help="the clause, for every rule of it")
    for name, told in {
        "manifest": "the manifest, or a pattern of manifests, relative to the attestation file",
        "name": "who judged it",
        "role": "in which role",
        "reason": "why",
    }.items():
        parser.add_argument(f"--{name}", required=True, metavar="TEXT", help=told)
    parser.add_argument(
        "--outcome", required=True, choices=("met", "not-met"), help="what the person found"
    )
    parser.add_argument(
        "--until", required=True, type=day, metavar="DATE", help="the last day on which it counts"
    )
    parser.add_argument(
        "--attested", type=day, metavar="DATE", help="the day of the judgement (today)"
    )
    parser.add_argument(
        "--evidence",
        action="append",
        default=[],
        metavar="TEXT",
        help="what the person looked at; repeatable",
    )


def run(args: Namespace) -> int:
    """Print attestations, or add one.

    Raises:
        AttestationError: the file is unreadable or malformed.
        PackError: a pack is missing or broken.
        UsageError: the file cannot be written.
    """
    from validator.run.day import day_of

    if args.task != "add":
        return entry_files.show(args, KIND)
    attested = args.attested or day_of(None).date
    entry = {
        **({"rule": args.rule} if args.rule else {"clause": args.clause}),
        "manifest": args.manifest,
        "outcome": args.outcome,
        "by": {"name": args.name, "role": args.role},
        "attested": attested.isoformat(),
        "until": args.until.isoformat(),
        "reason": args.reason,
        **({"evidence": args.evidence} if args.evidence else {}),
    }
    return entry_files.add(args, KIND, entry)
