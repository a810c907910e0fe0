"""``facepolicy diff``: differences between two instruments, two manifests, or two days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator.cli import messages, options
from validator.model.arguments import refuse

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence
    from datetime import date

    from validator.cli.config import Config
    from validator.report.differences import Comparison
    from validator.report.report import Report


def add_options(parser: ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("manifests", nargs="+", metavar="MANIFEST", help="diff MANIFEST")
    parser.add_argument("--from", dest="old", metavar="PACK")
    parser.add_argument("--to", dest="new", metavar="PACK")
    parser.add_argument("--from-date", type=options.day, metavar="DATE")
    parser.add_argument("--to-date", type=options.day, metavar="DATE")
    options.add_pack(parser, "diff --pack")
    options.add_day(parser)
    options.add_entry_files(parser)
    formats = ("text", "json", "markdown")
    parser.add_argument("--format", choices=formats, default="text", help="diff --format")
    options.add_output(parser)
    options.add_files(parser)


def run(args: Namespace) -> int:
    """Print the differences; return the exit code of the comparison."""
    from validator.cli import config
    from validator.cli.output import print_not_read
    from validator.report.formats import diff
    from validator.run.inputs import inputs_of

    settings = config.settings_of(args)
    with config.problems_at_settings(settings):
        found = _compared(args, settings)
    inputs = (file for report in (found.before, found.after) for file in inputs_of(report))
    options.write_to(args.output, diff.render(found, args.format, args.lang), inputs)
    print_not_read(found.after.left_out, found.after.excluded, args.lang)
    return found.exit_code


_TWO = 2


def _compared(args: Namespace, settings: Config) -> Comparison:
    """Compare days, packs or manifests, as the arguments say."""
    if args.to_date:
        return _days(args, settings)
    if args.old and args.new and len(args.manifests) == 1:
        return _packs(args, settings)
    if len(args.manifests) != _TWO or args.old or args.new or args.from_date:
        refuse("facepolicy diff", messages.WHAT_TO_COMPARE)
    return _manifests(args, settings)


def _days(args: Namespace, settings: Config) -> Comparison:
    from validator.report.differences import between_days
    from validator.run.day import day_of

    if args.old or args.new or args.as_of:
        refuse("--to-date", messages.NOT_TOGETHER.format(others="--from, --to, --as-of"))
    first = day_of(args.from_date, args.timezone).date
    if args.to_date <= first:
        refuse("--to-date", messages.LATER_DAY_EXPECTED.format(day=first.isoformat()))
    rules = _rules(settings)
    before, after = (
        _checked(args, settings, args.manifests, on, **rules) for on in (first, args.to_date)
    )
    return between_days(before, after)


def _packs(args: Namespace, settings: Config) -> Comparison:
    from validator.packs.load import load_pack
    from validator.report.differences import between_packs

    if args.pack or args.from_date:
        refuse("--from, --to", messages.NOT_TOGETHER.format(others="--pack, --from-date"))
    old, new = load_pack(args.old, tests=False), load_pack(args.new, tests=False)
    packs = (args.old, args.new)
    report = _checked(args, settings, args.manifests, args.as_of, packs=packs)
    return between_packs(report, old.id, new.id)


def _manifests(args: Namespace, settings: Config) -> Comparison:
    from validator.report.differences import between_manifests

    old, new = args.manifests
    rules = _rules(settings)
    before, after = (_checked(args, settings, [path], args.as_of, **rules) for path in (old, new))
    return between_manifests(before, after, (old, new))


def _rules(settings: Config) -> dict[str, Any]:
    """Return the packs and rules that a check would run, as it takes them."""
    chosen = {name: settings[name] for name in ("select", "ignore")}
    return {"packs": settings["pack"], **chosen}


def _checked(
    args: Namespace, settings: Config, paths: Sequence[str], as_of: date | None, **rules: Any
) -> Report:
    from validator.run.api import check

    others = {name: settings[name] for name in ("waivers", "attestations", "exclude")}
    return check(*paths, as_of=as_of, timezone=args.timezone, **others, **rules)
