"""``facepolicy check``: the main job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.cli.options import PACK_HELP, add_verb, day, wants_colour, write

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from validator.cli.options import Verbs
    from validator.report import Report


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    parser = add_verb(
        verbs, "check", "check manifests against packs of rules", aliases=["validate"]
    )
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="MANIFEST",
        help="a file (YAML or JSON), a folder, a pattern, or - for standard input",
    )
    _add_selection(parser)
    _add_output(parser)
    parser.set_defaults(run=run)


def _add_selection(parser: ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "-p",
        "--pack",
        action="append",
        default=[],
        metavar="PACK",
        help=f"{PACK_HELP}; all for every shipped one; repeatable",
    )
    which.add_argument(
        "--in-force",
        action="store_true",
        help="what is in force on that day where the deployment is (the default)",
    )
    parser.add_argument(
        "--select",
        action="append",
        default=[],
        metavar="ID",
        help="run only this rule, clause or pack; * stands for any text; repeatable",
    )
    parser.add_argument(
        "--ignore",
        action="append",
        default=[],
        metavar="ID",
        help="do not run this rule, clause or pack; beats --select; repeatable",
    )
    parser.add_argument(
        "--as-of", type=day, metavar="DATE", help="the day asked about (default: today)"
    )
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "info"),
        default="error",
        help="the lightest severity that ends in exit code 1 (default: error)",
    )
    parser.add_argument(
        "--require-applicable",
        action="store_true",
        help="end in exit code 2 when no instrument applies",
    )


def _add_output(parser: ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help="output format")
    loudness = parser.add_mutually_exclusive_group()
    loudness.add_argument("-q", "--quiet", action="store_true", help="only the line of counts")
    loudness.add_argument("-v", "--verbose", action="store_true", help="every result")
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colour in text output (default: auto, which respects NO_COLOR)",
    )
    parser.add_argument(
        "--no-color", dest="color", action="store_const", const="never", help="as --color never"
    )


def run(args: Namespace) -> int:
    """Check, print the report, and return the exit code."""
    from validator.checking import check

    report = check(
        *args.paths,
        packs=args.pack,
        as_of=args.as_of,
        select=args.select,
        ignore=args.ignore,
        fail_on=args.fail_on,
        require_applicable=args.require_applicable,
    )
    write(_render(report, args))
    return report.exit_code


def _render(report: Report, args: Namespace) -> str:
    if args.format == "json":
        from validator.formats import json

        return json.render(report)
    from validator.formats import text

    style = text.Style(args.lang, wants_colour(args.color), args.quiet, args.verbose)
    return text.render(report, style)
