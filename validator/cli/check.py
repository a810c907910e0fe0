"""``facepolicy check``: the main job."""

from __future__ import annotations

from validator.cli import messages, output
from validator.cli.exit import print_problems
from validator.cli.options import add_day, add_entry_files, add_files, jobs, write
from validator.model.errors import ManifestError, Problem
from validator.report import formats

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from validator.cli.config import Config
    from validator.report.report import Report


def add_options(parser: ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument("paths", nargs="*", metavar="MANIFEST", help="check MANIFEST")
    parser.add_argument("-p", "--pack", action="append", metavar="PACK")
    parser.add_argument("--select", action="append", metavar="ID")
    parser.add_argument("--ignore", action="append", metavar="ID")
    add_day(parser)
    parser.add_argument("--fail-on", choices=("error", "warning", "info"))
    parser.add_argument("-j", "--jobs", type=jobs, metavar="N", default=1)
    parser.add_argument("--require-applicable", action="store_true", default=None)
    add_entry_files(parser)
    parser.add_argument("--fail-on-unreviewed", action="store_true", default=None)
    known = parser.add_mutually_exclusive_group()
    known.add_argument("--baseline", metavar="FILE")
    known.add_argument("--write-baseline", metavar="FILE")
    output.add_options(parser)
    add_files(parser)
    parser.add_argument("--show-config", action="store_true")
    parser.set_defaults(lang=None)


def run(args: Namespace) -> int:
    """Check, write the reports, and return the exit code."""
    from validator.cli import config

    settings = config.settle(args)
    if args.show_config:
        write(config.shown(settings))
        return 0
    with config.problems_at_settings(settings):
        return _run(settings, args)


def _run(settings: Config, args: Namespace) -> int:
    pairs = output.pairs_of(args)
    if output.is_stream(pairs, args):
        from validator.cli import streamed

        return streamed.deliver(settings, pairs, args)
    if not args.write_baseline or args.summary or args.summary_by:
        code = _in_parts(settings, pairs, args)
        if code is not None:
            return code
    from validator.run.inputs import inputs_of

    try:
        report = _checked(settings, args)
    except ManifestError as error:  # no manifest could be used
        pairs = output.without_manifests(pairs)
        if not pairs:
            raise
        report = _without_manifests(settings, args, error)
    files = [*(file for _, file in pairs), args.write_baseline]
    output.refuse_inputs(files, settings, inputs_of(report))
    report, baseline = _with_baseline(report, args.write_baseline)
    # Of many manifests a text would be long, and all failures are in the baseline.
    many = baseline and len(report.manifests) > formats.MANY
    args.quiet = args.quiet or bool(many and not args.verbose)
    output.deliver(report, pairs, args, baseline)
    output.print_not_read(report.left_out, report.excluded, args.lang)
    ids = ((item.stated["metadata"]["id"], item.name) for item in report.manifests)
    output.print_repeated_ids(ids, args.lang)
    if args.write_baseline and report.problems:
        problem = Problem(args.write_baseline, None, messages.BASELINE_NOT_WRITTEN)
        print_problems([problem], args.lang)
    return report.exit_code


def _in_parts(settings: Config, pairs: output.Pairs, args: Namespace) -> int | None:
    """Check file by file if there are many, and return the exit code; None for few."""
    from validator.run.inputs import files_of

    others = output.entry_files_of(settings)
    found = files_of(settings["manifests"], others, settings["exclude"])
    asked = args.summary or args.summary_by or any(form == output.PARQUET for form, _ in pairs)
    if not asked and len(found.files) <= formats.MANY:
        return None
    from validator.cli import fleet

    return fleet.deliver(settings, pairs, args, found)


def _checked(settings: Config, args: Namespace) -> Report:
    from validator.cli import config
    from validator.cli.progress import watched
    from validator.run.api import check

    return check(
        *settings["manifests"],
        as_of=args.as_of,
        exclude=settings["exclude"],
        watch=lambda files: watched(files, len(files), args.lang),
        **config.arguments(settings) | ({"baseline": None} if args.write_baseline else {}),
    )


def _without_manifests(settings: Config, args: Namespace, error: ManifestError) -> Report:
    """Return the report of a run in which no manifest could be used, for those who store it."""
    from validator.cli.streamed import order_of
    from validator.run.run import run_of

    order = order_of(settings, args)
    return run_of(order.settings, order.packs).of_manifests((), error.problems)


def _with_baseline(report: Report, file: str | None) -> tuple[Report, str | None]:
    """Return a run with the baseline of its failures, and the text of that baseline."""
    if not file or report.problems:
        return report, None
    from validator.report.baseline import baseline_from, render

    text = render(report.failures, report.as_of, file)
    return report._replace(baseline=baseline_from(text.encode(), file)), text
