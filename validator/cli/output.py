"""Write reports: each format to a file or to standard output, all or none."""

from __future__ import annotations

import os
import sys
from argparse import Action, ArgumentParser, Namespace
from collections import defaultdict
from contextlib import nullcontext
from itertools import chain

from validator.cli import messages
from validator.cli.exit import print_problems
from validator.cli.options import wants_colour, write
from validator.model.arguments import refuse
from validator.model.errors import Problem
from validator.model.names import first_of
from validator.model.quote import escape
from validator.report.formats import FORMATS, Style, render

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager
    from typing import Any

    from validator.cli.config import Config
    from validator.cli.files import Pieces
    from validator.model.text import Language, Text
    from validator.report.report import Report
    from validator.run.inputs import Files

    Pairs = list[tuple[str, str | None]]
    """The formats, each with its file, None for standard output."""

ALL = "all"
"""The name of all formats together, each written to a file of its own in a folder."""
_SUFFIXES = {"text": "txt", "markdown": "md", "github": "github.txt", "junit": "junit.xml"}
_SUFFIXES |= {form: f"{form}.json" for form in ("gitlab", "oscal", "in-toto")}
"""The ends of file names that are not the name of the format."""


class _Pair(Action):
    """Collects ``--format`` and ``--output`` as pairs, in any order."""

    def __call__(self, _parser: Any, args: Any, value: Any, flag: Any = None) -> None:
        side = 0 if flag == "--format" else 1
        pairs = list(args.outputs or ())
        form, file = pairs.pop() if pairs and pairs[-1][side] is None else (None, None)
        args.outputs = [*pairs, (value, file) if side == 0 else (form, value)]


def add_options(parser: ArgumentParser) -> None:
    """Add the options for formats and files."""
    parser.add_argument("--format", choices=(*FORMATS, PARQUET, ALL), action=_Pair, dest="outputs")
    parser.add_argument(
        "-o", "--output", action=_Pair, dest="outputs", metavar="FILE", help="--format --output"
    )
    parser.add_argument("--summary", action="store_true")
    parser.add_argument("--summary-by", action="append", metavar="LABEL")
    loudness = parser.add_mutually_exclusive_group()
    loudness.add_argument("-q", "--quiet", action="store_true")
    loudness.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    parser.add_argument("--no-color", dest="color", action="store_const", const="never")


def pairs_of(args: Namespace) -> Pairs:
    """Return the formats, each with its file, None for standard output; no file has two outputs."""
    pairs: Pairs = []
    for form, file in args.outputs or [(None, None)]:
        target = _target(file)
        if form != ALL:
            pairs.append((form or "text", target))
        elif target is None:
            refuse("--format", messages.ALL_NEEDS_OUTPUT)
        else:
            names = {name: f"report.{_SUFFIXES.get(name, name)}" for name in FORMATS}
            pairs += [(name, os.path.join(target, file)) for name, file in names.items()]
    baseline = [_target(args.write_baseline)] if args.write_baseline else []
    _demand_places([*(file for _, file in pairs), *baseline])
    return pairs


def _target(file: str | None) -> str | None:
    """Return an output file; None for standard output, under any name."""
    if file is None:
        return None
    from validator.cli.files import is_standard_output

    return None if is_standard_output(file) else file


def _demand_places(files: Sequence[str | None]) -> None:
    """Refuse two outputs to one file, under any names."""
    if len(files) == 1:
        return
    from validator.manifest.reading.paths import place_of

    if len({file and place_of(file) for file in files}) < len(files):
        refuse("--output", messages.TWO_OUTPUTS_ONE_FILE)


def without_manifests(pairs: Pairs) -> Pairs:
    """Return the outputs of a run in which no manifest could be used.

    Errors are enough for a person at a terminal, and an in-toto statement needs a subject.
    """
    return [pair for pair in pairs if pair != ("text", None) and pair[0] != "in-toto"]


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


def entry_files_of(settings: Config) -> list[str]:
    """Return the files of a run beside its manifests: of waivers, attestations and the baseline."""
    return [settings[name] for name in ("waivers", "attestations", "baseline") if settings[name]]


def refuse_inputs(files: Sequence[str | None], settings: Config, inputs: Iterable[str]) -> None:
    """Refuse to overwrite an input of the run: those given, its configuration, and its packs."""
    if not any(files):
        return
    from validator.packs.files import paths_of
    from validator.run import inputs as of_run

    own = [settings.file] if settings.file else []
    packs = (name for name in settings["pack"] if name not in (of_run.ALL, of_run.IN_FORCE))
    own += [str(path) for name in packs for path in paths_of(name)]
    of_run.refuse_inputs(filter(None, files), chain(own, inputs))


def refuse_files(targets: Sequence[str], settings: Config, found: Files) -> None:
    """Refuse to overwrite a file of a run, but one that holds an earlier report."""
    from validator.run.inputs import without_reports

    checked = without_reports(found.files, targets)
    refuse_inputs(targets, settings, chain(checked, entry_files_of(settings)))


def print_not_read(left_out: Sequence[str], excluded: int, language: Language) -> None:
    """Say on standard error which files of folders were not read: tables cannot say it."""
    texts = []
    if left_out:
        names = first_of(left_out)
        texts.append(messages.FILES_LEFT_OUT.format(number=len(left_out), names=names))
    if excluded:
        texts.append(messages.FILES_EXCLUDED.format(number=excluded))
    _print_notes(texts, language)


def print_repeated_ids(sites: Iterable[tuple[str, str]], language: Language) -> None:
    """Warn on standard error of ids that several manifests have, as copies of a file do.

    ``sites`` has the ``metadata.id`` and the name of each manifest.
    """
    names_of: defaultdict[str, list[str]] = defaultdict(list)
    for own, name in sites:
        names_of[own].append(name)
    repeated = [(own, names) for own, names in names_of.items() if len(names) > 1]
    texts = [
        messages.REPEATED_ID.format(id=escape(own, 100), number=len(names), names=first_of(names))
        for own, names in repeated[:_MOST_IDS]
    ]
    if len(repeated) > _MOST_IDS:
        texts.append(messages.MORE_REPEATED_IDS.format(len(repeated) - _MOST_IDS))
    _print_notes(texts, language)


def _print_notes(texts: Iterable[Text], language: Language) -> None:
    print_problems((Problem("facepolicy", None, text) for text in texts), language)


_MOST_IDS = 20
"""The most repeated ids that are named."""


def style_of(args: Namespace, file: str | None) -> Style:
    """Return the style of a report: in a file it has colours only if they are asked for.

    Lines are wrapped at the columns of a terminal, and nowhere else.
    """
    if file:
        return Style(args.lang, args.color == "always", args.quiet, args.verbose)
    columns = None
    if sys.stdout.isatty():
        from shutil import get_terminal_size

        columns = get_terminal_size().columns
    return Style(args.lang, wants_colour(args.color), args.quiet, args.verbose, columns)


def deliver(report: Report, pairs: Pairs, args: Namespace, baseline: str | None = None) -> None:
    """Write a report in all formats, and the text of the baseline, if any: all or none."""
    texts: list[tuple[str | None, Pieces]] = [
        (file, [render(report, form, style_of(args, file))]) for form, file in pairs
    ]
    if baseline is not None:
        texts.append((_target(args.write_baseline), [baseline]))
    put(texts, report, pairs, args, lambda style: render(report, "markdown", style))


def put(
    texts: list[tuple[str | None, Pieces]],
    report: Report,
    pairs: Pairs,
    args: Namespace,
    step_summary: Callable[[Style], str],
) -> None:
    """Write texts, each to its file, None for standard output: all or none.

    If all go to files, standard output gets the line of counts. Output to standard output, a
    device or a pipe cannot be undone, so it is written before files appear. ``step_summary``
    returns the summary of a job on GitHub, where that format is asked for.
    """
    style = style_of(args, None)
    if all(file for file, _ in texts):
        counts = Style(args.lang, style.colour, quiet=True)
        texts = [*texts, (None, [render(report, "text", counts)])]
    files = [(file, pieces) for file, pieces in texts if file]
    opened: AbstractContextManager[None] = nullcontext()
    if files:
        from validator.cli.files import whole_files

        opened = whole_files(files)
    with opened:
        for piece in chain.from_iterable(pieces for file, pieces in texts if not file):
            write(str(piece))
        sys.stdout.flush()
        summary = os.environ.get("GITHUB_STEP_SUMMARY")
        if summary and any(form == "github" for form, _ in pairs):
            from validator.cli.files import append

            append(summary, step_summary(style))
