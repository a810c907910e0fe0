"""Where reports go: each format to a file or to standard output, all written or none."""

from __future__ import annotations

import argparse
import os
from contextlib import contextmanager

from validator.cli.options import wants_colour, write
from validator.errors import Problem, UsageError
from validator.formats import FORMATS, Style, render
from validator.reading.quote import escape
from validator.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from validator.report import Report

ALL = "all"
"""The name that stands for every format, each a file of its own in a folder."""
_FILES = {
    "text": "report.txt",
    "json": "report.json",
    "sarif": "report.sarif",
    "junit": "report.junit.xml",
    "github": "report.github.txt",
    "gitlab": "report.gitlab.json",
    "markdown": "report.md",
    "csv": "report.csv",
    "html": "report.html",
    "oscal": "report.oscal.json",
}
_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The variable in which GitHub names the file of a job's summary."""


class _Pair(argparse.Action):
    """Collects ``--format`` and ``--output`` as pairs, whichever of the two comes first."""

    def __call__(self, _parser: Any, namespace: Namespace, value: Any, flag: Any = None) -> None:
        side = 0 if flag == "--format" else 1
        pairs = [*(namespace.outputs or ())]
        if pairs and pairs[-1][side] is None:
            pairs[-1] = (value, pairs[-1][1]) if side == 0 else (pairs[-1][0], value)
        else:
            pairs.append((value, None) if side == 0 else (None, value))
        namespace.outputs = pairs


def add_to(parser: ArgumentParser) -> None:
    """Add the options that say what is written and where."""
    parser.add_argument(
        "--format",
        choices=(*FORMATS, ALL),
        action=_Pair,
        dest="outputs",
        help="format of the report (default: text); repeatable, each with its --output; "
        "all writes every format into the folder that --output names",
    )
    parser.add_argument(
        "-o",
        "--output",
        action=_Pair,
        dest="outputs",
        metavar="FILE",
        help="where the --format beside it is written (default: standard output)",
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
        UsageError: two formats for one place.
    """
    asked = [(form or "text", file) for form, file in args.outputs or [(None, None)]]
    pairs = [pair for form, file in asked for pair in _written_out(form, file)]
    places = [file and os.path.normpath(file) for _, file in pairs]
    if len(set(places)) < len(places):
        text = Text(
            "two formats for one place; give each --format an --output of its own",
            "两种格式写往同一处；请为每个 --format 指定各自的 --output",
        )
        raise UsageError((Problem("--format", None, text),))
    return pairs


def _written_out(form: str, file: str | None) -> list[tuple[str, str | None]]:
    if form != ALL:
        return [(form, file)]
    if file is None:
        text = Text("--format all needs --output FOLDER", "--format all 需要 --output 文件夹")
        raise UsageError((Problem("--format", None, text),))
    return [(name, os.path.join(file, _FILES[name])) for name in FORMATS]


def refuse_inputs(files: Iterable[str | None], inputs: Iterable[str]) -> None:
    """Refuse to write over what was read.

    Raises:
        UsageError: with every such file.
    """
    read = set(map(_real, inputs))
    text = Text(
        "would be overwritten, and it is an input of this run; name another file",
        "该文件是本次检查的输入，将被覆盖；请指定其他文件",
    )
    problems = [Problem(file, None, text) for file in files if file and _real(file) in read]
    if problems:
        raise UsageError(tuple(problems))


def _real(file: str) -> str:
    """Return where a name leads, through links; what leads nowhere is told when it is written."""
    try:
        return os.path.realpath(file)
    except ValueError:  # a NUL
        return file


def deliver(
    report: Report,
    pairs: list[tuple[str, str | None]],
    args: Namespace,
    environment: Mapping[str, str],
) -> None:
    """Write a report in all its formats.

    Where everything goes to files, standard output gets the line of counts.

    Args:
        report: what is written.
        pairs: as ``pairs_of`` returns them.
        args: language and loudness.
        environment: in which GitHub names the file of a job's summary.

    Raises:
        UsageError: a file cannot be written.
    """
    style = Style(args.lang, wants_colour(args.color), args.quiet, args.verbose)
    plain = Style(args.lang, args.color == "always", args.quiet, args.verbose)
    texts = [(file, render(report, form, plain if file else style)) for form, file in pairs]
    if all(file for file, _ in texts):
        counts = Style(args.lang, style.colour, quiet=True)
        texts.append((None, render(report, "text", counts)))
    for file, text in texts:
        write(text) if file is None else write_file(file, text)
    if environment.get(_SUMMARY) and any(form == "github" for form, _ in pairs):
        _append(environment[_SUMMARY], render(report, "markdown", style))


def write_file(file: str, text: str) -> None:
    """Write a whole file or leave it as it was.

    Raises:
        UsageError: it cannot be written.
    """
    from pathlib import Path

    path = Path(file)
    with _told(file):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", newline="")  # a device or a pipe
            return
        _replace(path.resolve(), text)


def _append(file: str, text: str) -> None:
    with _told(file), open(file, "a", encoding="utf-8", newline="") as stream:
        stream.write(text)


@contextmanager
def _told(file: str) -> Iterator[None]:
    """Turn what keeps a file from being written into an error that names it."""
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links; an impossible name
        why = escape(getattr(error, "strerror", None) or str(error), 200)
        problem = Text(f"cannot be written: {why}", f"无法写入：{why}")
        raise UsageError((Problem(file, None, problem),)) from None


def _replace(path: Path, text: str) -> None:
    # Not by the number of the process: in a container that is always the same, and a run that
    # was killed may have left its file behind.
    beside = path.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        with beside.open("x", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
