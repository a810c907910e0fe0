"""``facepolicy diff``: differences between two instruments, two manifests, or two days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.cli import messages
from validator.cli.options import (
    add_day,
    add_entry_files,
    add_files,
    add_output,
    add_pack,
    day,
    write_to,
)
from validator.model.arguments import refuse

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date

    from validator.report.differences import Comparison
    from validator.report.report import Report


def add_options(parser: ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("manifests", nargs="+", metavar="MANIFEST", help="diff MANIFEST")
    parser.add_argument("--from", dest="old", metavar="PACK")
    parser.add_argument("--to", dest="new", metavar="PACK")
    parser.add_argument("--from-date", type=day, metavar="DATE")
    parser.add_argument("--to-date", type=day, metavar="DATE")
    add_pack(parser, "diff --pack")
    add_day(parser)
    add_entry_files(parser)
    formats = ("text", "json", "markdown")
    parser.add_argument("--format", choices=formats, default="text", help="diff --format")
    add_output(parser)
    add_files(parser)


def run(args: Namespace) -> int:
    """Print the differences; return the exit code of the comparison."""
    from validator.cli.output import print_not_read
    from validator.report.formats import diff
    from validator.run.inputs import inputs_of

    if args.to_date:
        found = _days(args)
    elif args.old and args.new and len(args.manifests) == 1:
        found = _packs(args)
    elif len(args.manifests) == _TWO and not (args.old or args.new or args.from_date):
        found = _manifests(args)
    else:
        refuse("facepolicy diff", messages.WHAT_TO_COMPARE)
    inputs = (file for report in (found.before, found.after) for file in inputs_of(report))
    write_to(args.output, diff.render(found, args.format, args.lang), inputs)
    print_not_read(found.after.left_out, found.after.excluded, args.lang)
    return found.exit_code


_TWO = 2


def _days(args: Namespace) -> Comparison:
    from validator.report.differences import between_days
    from validator.run.day import day_of

    if args.old or args.new or args.as_of:
        refuse("--to-date", messages.NOT_TOGETHER.format(others="--from, --to, --as-of"))
    first = day_of(args.from_date, args.timezone).date
    if args.to_date <= first:
        refuse("--to-date", messages.LATER_DAY_EXPECTED.format(day=first.isoformat()))
    before, after = (_checked(args, args.manifests, None, on) for on in (first, args.to_date))
    return between_days(before, after)


def _packs(args: Namespace) -> Comparison:
    from validator.packs.load import load_pack
    from validator.report.differences import between_packs

    if args.pack or args.from_date:
        refuse("--from, --to", messages.NOT_TOGETHER.format(others="--pack, --from-date"))
    old, new = load_pack(args.old, tests=False), load_pack(args.new, tests=False)
    report = _checked(args, args.manifests, (args.old, args.new), args.as_of)
    return between_packs(report, old.id, new.id)


def _manifests(args: Namespace) -> Comparison:
    from validator.report.differences import between_manifests

    old, new = args.manifests
    before, after = (_checked(args, (path,), None, args.as_of) for path in (old, new))
    return between_manifests(before, after, (old, new))


def _checked(
    args: Namespace, paths: tuple[str, ...], packs: tuple[str, ...] | None, as_of: date | None
) -> Report:
    """Check with ``packs``; without them with the packs and rules that a check would run."""
    from validator.cli.config import configured_for, exclude_of
    from validator.run.api import check

    settings = configured_for(args)
    rules = {name: settings.get(name, ()) for name in ("select", "ignore") if packs is None}
    return check(
        *paths,
        packs=args.pack or settings.get("pack", ()) if packs is None else packs,
        as_of=as_of,
        timezone=args.timezone,
        waivers=args.waivers or settings.get("waivers"),
        attestations=args.attestations or settings.get("attestations"),
        exclude=exclude_of(args),
        **rules,
    )
