"""Write reports: each format to a file or to standard output, all or none."""

from __future__ import annotations

import os
import sys

from validator.cli import messages
from validator.cli.descriptors import is_standard_output
from validator.cli.exit import print_error
from validator.cli.options import columns, wants_colour, write
from validator.model.errors import Problem, UsageError
from validator.report.formats import FORMATS, Style, render

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Action, ArgumentParser, Namespace
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from validator.cli.config import Settings
    from validator.model.text import Language
    from validator.report.report import Report

    Write = Callable[[str], object]
    Pair = tuple[str | None, str | None]
    Pairs = list[tuple[str, str | None]]

ALL = "all"
"""The name of all formats together, each written to a file of its own in a folder."""
_FILES = {
    "text": "report.txt",
    "json": "report.json",
    "jsonl": "report.jsonl",
    "sarif": "report.sarif",
    "junit": "report.junit.xml",
    "github": "report.github.txt",
    "gitlab": "report.gitlab.json",
    "markdown": "report.md",
    "csv": "report.csv",
    "html": "report.html",
    "oscal": "report.oscal.json",
    "in-toto": "report.in-toto.json",
}
MANY = 20
"""The most sites that are reported one by one for people; of more, the summary is."""
_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The variable in which GitHub names the summary file of a job."""


def paired(pairs: Sequence[Pair], side: int, value: str) -> list[Pair]:
    """Add a format (side 0) or a file (side 1) to pairs, in any order."""
    if pairs and pairs[-1][side] is None:
        form, file = pairs[-1]
        return [*pairs[:-1], (value, file) if side == 0 else (form, value)]
    return [*pairs, (value, None) if side == 0 else (None, value)]


def _pairs_action() -> type[Action]:
    from argparse import Action

    class Pair(Action):
        """Collects ``--format`` and ``--output`` as pairs."""

        def __call__(self, _parser: Any, args: Any, value: Any, flag: Any = None) -> None:
            args.outputs = paired(args.outputs or (), 0 if flag == "--format" else 1, value)

    return Pair


def add_to(parser: ArgumentParser) -> None:
    """Add the options for formats and files."""
    pair = _pairs_action()
    parser.add_argument(
        "--format",
        choices=(*FORMATS, PARQUET, ALL),
        action=pair,
        dest="outputs",
        help="format of the report (default: text); repeatable, each with its --output; "
        "all writes every format into the folder that --output names",
    )
    parser.add_argument(
        "-o",
        "--output",
        action=pair,
        dest="outputs",
        metavar="FILE",
        help="the file of the --format beside it (default: -, standard output)",
    )
    parser.add_argument(
        "--summary",
        action="store_true",
        help="how many sites pass, fail and wait, and what to fix first; of more than 20 sites, "
        "text, markdown, html and github show it in any case",
    )
    parser.add_argument(
        "--summary-by",
        action="append",
        metavar="LABEL",
        help="the summary by this label of metadata.labels (default: every label with few "
        "values); repeatable",
    )
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


def pairs_of(args: Namespace) -> list[tuple[str, str | None]]:
    """Return the formats, each with its file, None for standard output.

    Raises:
        UsageError: two formats, or a format and the baseline, have the same target.
    """
    requested = [
        (form or "text", None if file and is_standard_output(file) else file)
        for form, file in args.outputs or [(None, None)]
    ]
    pairs = [pair for form, file in requested for pair in _written_out(form, file)]
    _demand_places([file for _, file in pairs], args.write_baseline)
    return pairs


def _demand_places(files: Sequence[str | None], baseline: str | None) -> None:
    """Refuse two outputs to one file, under any names."""
    if len(files) == 1 and not baseline:
        return
    from validator.manifest.reading.paths import place_of

    places = [file and place_of(file) for file in files]
    if len(set(places)) < len(places):
        raise UsageError((Problem("--format", None, messages.TWO_FORMATS_ONE_FILE),))
    if baseline and (None if is_standard_output(baseline) else place_of(baseline)) in places:
        raise UsageError(
            (Problem("--write-baseline", None, messages.REPORT_AND_BASELINE_ONE_FILE),)
        )


def _written_out(form: str, file: str | None) -> list[tuple[str, str | None]]:
    if form != ALL:
        return [(form, file)]
    if file is None:
        text = messages.ALL_NEEDS_OUTPUT
        raise UsageError((Problem("--format", None, text),))
    return [(name, os.path.join(file, _FILES[name])) for name in FORMATS]


PARQUET = "parquet"
"""The format that needs the extra ``arrow``, and a file."""
LINES = "jsonl"
"""The format that is written during the run."""


def is_stream(pairs: Pairs, args: Namespace) -> bool:
    """Return whether all requested output can be written during the run."""
    counts = [("text", None)] if args.quiet else []
    fit = all(form == LINES or (form, file) in counts for form, file in pairs)
    fit = fit and not (args.summary or args.summary_by)
    return fit and sum(form == LINES for form, _ in pairs) <= 1 and not args.write_baseline


def refuse_inputs(files: Sequence[str | None], settings: Settings, inputs: Iterable[str]) -> None:
    """Refuse to overwrite an input of the run.

    Args:
        files: the output files; None for standard output.
        settings: with the names of packs and configuration.
        inputs: the other inputs; not used if nothing is written.

    Raises:
        UsageError: with all such files.
    """
    if not any(files):
        return
    from itertools import chain

    from validator.cli.config import read_by
    from validator.run import input_guard

    input_guard.refuse_inputs(filter(None, files), chain(read_by(settings), inputs))


def print_not_read(left_out: int, excluded: int, language: Language) -> None:
    """Say on standard error how many files of folders were not read: tables cannot say it."""
    for number, text in (
        (left_out, messages.FILES_LEFT_OUT),
        (excluded, messages.FILES_EXCLUDED),
    ):
        if number:
            problem = Problem("facepolicy", None, text.format(number=number))
            print_error([problem.line(language)])


def deliver(
    report: Report,
    pairs: list[tuple[str, str | None]],
    args: Namespace,
    environment: Mapping[str, str],
    baseline: str | None = None,
) -> None:
    """Write a report in all formats, and the baseline if requested: all or none.

    If all formats go to files, standard output gets the line of counts. Output to standard
    output, a device or a pipe cannot be undone, so it is written before files appear.

    Args:
        report: the report.
        pairs: as ``pairs_of`` returns them.
        args: language, verbosity, and the name of the baseline.
        environment: with GitHub's variable for the summary file.
        baseline: the text of the baseline.

    Raises:
        UsageError: a file cannot be written.
    """
    colour, width = wants_colour(args.color), columns()
    style = Style(args.lang, colour, args.quiet, args.verbose, width)
    plain = Style(args.lang, args.color == "always", args.quiet, args.verbose)
    texts = [(file, render(report, form, plain if file else style)) for form, file in pairs]
    shows_baseline = baseline is not None and is_standard_output(args.write_baseline)
    if all(file for file, _ in texts) and not shows_baseline:
        counts = Style(args.lang, style.colour, quiet=True)
        texts.append((None, render(report, "text", counts)))
    if baseline is not None:
        texts.append((None if shows_baseline else args.write_baseline, baseline))
    summary = step_summary(pairs, environment)
    more = (summary, render(report, "markdown", style)) if summary else None
    _put(texts, more)


def step_summary(pairs: Pairs, environment: Mapping[str, str]) -> str | None:
    """Return the summary file of a GitHub job, if that format is asked for in one."""
    wanted = any(form == "github" for form, _ in pairs)
    return environment.get(_SUMMARY) or None if wanted else None


def _put(texts: list[tuple[str | None, str]], more: tuple[str, str] | None) -> None:
    """Write texts, to standard output if there is no file, and append to one more."""
    shown = "".join(text for file, text in texts if file is None)
    files = [(file, text) for file, text in texts if file is not None]
    if not files and not more:
        write(shown)
        return
    from validator.cli.files import append, whole_files

    with whole_files((file, [text]) for file, text in files):
        write(shown)
        sys.stdout.flush()
        if more:
            append(*more)
