"""``facepolicy init``: write a manifest, by questions or from answers."""

from __future__ import annotations

import io
import shutil
import sys
from typing import TYPE_CHECKING, Any

from validator.cli import messages
from validator.cli.files import write_file
from validator.cli.options import add_day, wants_colour, write
from validator.manifest.reading.source import SIZE_LIMIT
from validator.model.errors import Problem, UsageError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import TextIO

    from validator.cli.interview.presets import Template
    from validator.cli.interview.session import Order
    from validator.cli.interview.state import State
    from validator.model.text import Language

_MOST_COLUMNS = 96
STOPPED = 130
"""The exit code when the person stopped, the same as for Ctrl-C in shells."""


def add_options(parser: ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.epilog = (
        "Exit code: that of facepolicy check on the new manifest; "
        "130 when the interview was stopped, 2 when nothing could be written."
    )
    parser.set_defaults(lang=None)
    parser.add_argument(
        "manifest",
        nargs="?",
        metavar="MANIFEST",
        help="the file to write (default: manifest.yaml); of one that exists, only what rules "
        "still wait for is asked",
    )
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--resume", metavar="FILE", help="continue a stopped interview from its answers file"
    )
    source.add_argument(
        "--from-answers",
        metavar="FILE",
        help="ask nothing; read the answers from a file in the form of a manifest, or -",
    )
    parser.add_argument("--template", metavar="NAME", help="preset the answers of a common case")
    parser.add_argument("--list-templates", action="store_true", help="list the common cases")
    parser.add_argument("--no-input", action="store_true", help="ask nothing")
    parser.add_argument("--force", action="store_true", help="replace an existing manifest")
    add_day(parser)


def run(args: Namespace) -> int:
    """Ask or read, write the manifest, check it, and return the exit code of the check.

    Raises:
        UsageError: there is no terminal, or the manifest exists.
        ManifestError: answers are invalid.
    """
    from validator.cli.interview import session
    from validator.cli.interview.presets import load_template
    from validator.run.day import day_of

    if args.list_templates:
        return _list_templates(args.lang or "en")
    today = day_of(args.as_of, args.timezone)
    interactive = not (args.from_answers or args.no_input)
    order = session.order(
        args.manifest, args.resume, force=args.force, asks=interactive, as_of=today.date
    )
    preset = load_template(args.template) if args.template else None
    if interactive and not _is_terminal(sys.stdin):
        raise UsageError((Problem("facepolicy init", None, messages.NO_TERMINAL),))
    if interactive:
        _speak_as_the_terminal()
        manifest = _interview(order, args, preset)
    else:
        manifest = session.without_asking(order, args.from_answers or args.resume, preset)
    if manifest is None:
        return STOPPED
    language: Language = args.lang or "en"
    _write(order, session.text_of(order, manifest, language))
    if interactive:
        order.answers.unlink(missing_ok=True)  # the manifest holds all answers
    return _check(order, today.timezone, language)


def _is_terminal(stream: TextIO | None) -> bool:
    # There is none if the shell closed it: <&-
    return stream is not None and stream.isatty()


def _speak_as_the_terminal() -> None:
    """Write in the encoding in which the terminal is read."""
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.isatty():
        sys.stdout.reconfigure(encoding=sys.stdin.encoding, errors="backslashreplace")


def _write(order: Order, text: str) -> None:
    """Write the manifest, unless another process created the file during the interview.

    Raises:
        UsageError: the file exists, or is too large to be read.
    """
    from validator.cli.interview.session import claim

    if len(text.encode()) > SIZE_LIMIT:
        raise UsageError(
            (
                Problem(
                    str(order.manifest), None, messages.MANIFEST_TOO_LARGE.format(limit=SIZE_LIMIT)
                ),
            )
        )
    claimed = not order.force and not order.existing and claim(order.manifest)
    try:
        write_file(str(order.manifest), text)
    except BaseException:
        if claimed:
            order.manifest.unlink(missing_ok=True)
        raise


def _list_templates(language: Language) -> int:
    from validator.cli.interview.presets import load_template, template_names

    names = template_names()
    broad = max(map(len, names))
    for template in map(load_template, names):
        write(f"{template.name:<{broad}}  {template.description[language]}\n")
    return 0


def _interview(order: Order, args: Namespace, preset: Template | None) -> dict[str, Any] | None:
    """Ask; None if the person stopped. Sets the chosen language in ``args``."""
    from validator.cli.interview import session
    from validator.cli.interview.answers import written
    from validator.cli.interview.dialogue import Look, StoppedError

    state, known = session.begin(order, preset, args.lang)
    language: Language = args.lang or known or "en"
    args.lang = language

    def keep(now: State) -> None:
        write_file(str(order.answers), written(now, language))

    columns = min(shutil.get_terminal_size().columns, _MOST_COLUMNS)
    look = Look(language, columns, wants_colour("auto"))
    try:
        return session.interview(order, state, look, keep)
    except StoppedError:
        kept = order.answers.exists()
        text = messages.STOPPED[language].format(order.answers, order.again)
        write(f"{text if kept else messages.STOPPED_AT_FIRST_QUESTION[language]}\n")
        return None


def _check(order: Order, timezone: str | None, language: Language) -> int:
    from validator.report.formats import Style, render
    from validator.run.api import check

    write(f"\n{messages.WRITTEN[language].format(order.manifest)}\n\n")
    report = check(order.manifest, as_of=order.as_of)._replace(timezone=timezone)
    write(render(report, "text", Style(language, wants_colour("auto"))))
    write(f"\n{messages.NEXT_STEPS[report.exit_code][language].format(order.manifest)}\n")
    return report.exit_code
