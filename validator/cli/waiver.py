"""``facepolicy waiver lint|list|add``: failures that somebody answers for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.cli import entry_files, messages
from validator.cli.options import add_verb, day

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from validator.cli.options import Verbs
    from validator.report.entry_files import EntryFile


def _load(file: str) -> EntryFile:
    from validator.report.entry_files import load_waivers

    return load_waivers(file)


KIND = entry_files.Kind(
    "waivers",
    _load,
    messages.WAIVER_FIELDS,
)


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    parser = add_verb(verbs, "waiver", "list, check or add waivers")
    entry_files.add_tasks(parser, KIND, _add_options)
    parser.set_defaults(run=run)


def _add_options(parser: ArgumentParser) -> None:
    subject = parser.add_mutually_exclusive_group(required=True)
    subject.add_argument("--rule", metavar="ID", help="the rule that fails")
    subject.add_argument(
        "--fact",
        metavar="FACT",
        help="the fact that fails, such as storage.encryption.atRest, for every rule that reads it",
    )
    for name, told in {
        "manifest": "the manifest, relative to the waiver file; #2 names its second document",
        "justification": "why the failure is acceptable for now",
        "owner": "who answers for it",
        "approver": "who approved it; another person",
        "compensating": "what is done instead to protect people",
    }.items():
        parser.add_argument(f"--{name}", required=True, metavar="TEXT", help=told)
    parser.add_argument(
        "--expires", required=True, type=day, metavar="DATE", help="the last day on which it counts"
    )
    parser.add_argument(
        "--granted", type=day, metavar="DATE", help="the first day on which it counts (today)"
    )


def run(args: Namespace) -> int:
    """Print waivers, or add one.

    Raises:
        WaiverError: the file is unreadable or malformed.
        PackError: a pack is missing or broken.
        UsageError: the file cannot be written.
    """
    from validator.run.day import day_of

    if args.task != "add":
        return entry_files.show(args, KIND)
    granted = args.granted or day_of(None).date
    entry = {
        **({"rule": args.rule} if args.rule else {"fact": args.fact}),
        "manifest": args.manifest,
        "justification": args.justification,
        "owner": args.owner,
        "approver": args.approver,
        "compensating": args.compensating,
        "granted": granted.isoformat(),
        "expires": args.expires.isoformat(),
    }
    return entry_files.add(args, KIND, entry)
