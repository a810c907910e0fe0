"""One run of ``facepolicy init``: where answers come from, what is asked, what is written."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from validator.cli.files import write_file
from validator.cli.interview import messages
from validator.cli.interview.answers import (
    BOOKKEEPING,
    State,
    Template,
    completed,
    finished,
    load_answers,
    load_template,
    state_of,
    template_names,
    written,
)
from validator.cli.interview.dialogue import Dialogue, StoppedError, say
from validator.cli.interview.interview import waits_of
from validator.cli.interview.writer import add_facts, commented
from validator.cli.options import wants_colour, write
from validator.manifest.manifest import load_manifest, manifest_from_value
from validator.manifest.reading.source import SIZE_LIMIT
from validator.model.arguments import refuse
from validator.model.errors import ManifestError
from validator.model.merge import merge_patch
from validator.report.formats.lines import wrap
from validator.run.day import Day, day_of

if TYPE_CHECKING:
    from argparse import Namespace

    from validator.manifest.model import Manifest
    from validator.model.text import Language

_DEFAULT_NAME = "manifest.yaml"
_ANSWERS = ".yaml.answers"
_MOST_COLUMNS = 96
_STOPPED = 130
"""The exit code when the person stopped, the same as for Ctrl-C in shells."""


@dataclass(frozen=True, slots=True)
class _Order:
    """What the command line asks for.

    Attributes:
        manifest: the output file, as the user named it.
        answers: the file that stores answers during the interview.
        resume: whether that file must exist.
        force: whether to replace an existing manifest.
        existing: the manifest whose missing facts are asked for; None for a new one.
        today: the day of the check, which is also today's date in the manifest.
    """

    manifest: Path
    answers: Path
    resume: bool
    force: bool
    existing: Manifest | None
    today: Day


def run(args: Namespace) -> int:
    """Ask or read, write the manifest, check it, and return the exit code of the check."""
    if args.list_templates:
        names = template_names()
        for template in map(load_template, names):
            description = template.description[args.lang or "en"]
            write(f"{template.name:<{max(map(len, names))}}  {description}\n")
        return 0
    asks = not (args.from_answers or args.no_input)
    order = _order(args, asks=asks)
    preset = load_template(args.template) if args.template else None
    # There is no standard input at all if the shell closed it: <&-
    if asks and not (sys.stdin is not None and sys.stdin.isatty()):
        refuse("facepolicy init", messages.NO_TERMINAL)
    manifest = (
        _interview(order, args, preset)
        if asks
        else without_asking(order, args.from_answers or args.resume, preset)
    )
    if manifest is None:
        return _STOPPED
    language: Language = args.lang or "en"
    _write(order, _text_of(order, manifest, language))
    if asks:
        order.answers.unlink(missing_ok=True)  # the manifest holds all answers
    return _check(order, language)


def _beside(manifest: Path) -> Path:
    return manifest.with_name(manifest.stem + _ANSWERS)


def _order(args: Namespace, *, asks: bool) -> _Order:
    """Return the order of a command line."""
    today = day_of(args.as_of, args.timezone)
    named, resume = args.manifest, args.resume
    if named is None and resume is not None:
        if not resume.endswith(_ANSWERS):
            refuse(resume, messages.NAME_MISSING)
        named = resume.removesuffix(_ANSWERS) + ".yaml"
    manifest = Path(named or _DEFAULT_NAME)
    existing = None
    if asks and not args.force and manifest.is_file():
        existing = load_manifest(str(manifest))
        finished(existing, existing.value)
    elif not args.force and os.path.lexists(manifest):  # a broken link, too
        refuse(str(manifest), messages.FILE_EXISTS)
    if existing is None and manifest.suffix == ".json":
        refuse(str(manifest), messages.ONLY_YAML)
    answers = Path(resume) if resume else _beside(manifest)
    return _Order(manifest, answers, resume is not None, args.force, existing, today)


def without_asking(order: _Order, source: str | None, preset: Template | None) -> dict[str, Any]:
    """Make a manifest from an answers file, a template, or both; the file has precedence.

    Facts that neither states are left out.
    """
    given = load_answers(source) if source else None
    answers = merge_patch(preset.answers if preset else {}, given.value if given else {})
    answers.pop(BOOKKEEPING, None)
    whole = completed(answers, order.manifest, order.today.date)
    if given is not None:
        return finished(given, whole)
    try:
        return finished(manifest_from_value(whole, "facepolicy init"), whole)
    except ManifestError as error:
        problems = (problem._replace(position=None) for problem in error.problems)
        raise ManifestError(tuple(problems)) from None


def _interview(order: _Order, args: Namespace, preset: Template | None) -> dict[str, Any] | None:
    """Ask; None if the person stopped. Sets the chosen language in ``args``."""
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.isatty():
        # Write in the encoding in which the terminal is read.
        sys.stdout.reconfigure(encoding=sys.stdin.encoding, errors="backslashreplace")
    state, known = _begin(order, preset, args.lang)
    language: Language = args.lang or known or "en"
    args.lang = language

    def keep(now: State) -> None:
        write_file(str(order.answers), written(now, language))

    columns = min(shutil.get_terminal_size().columns, _MOST_COLUMNS)
    dialogue = Dialogue(order.today.date, language, columns, wants_colour("auto"), keep)
    say(wrap(messages.WELCOME[language].format(target=order.manifest), columns))
    try:
        answers = dialogue.run(state).answers
    except StoppedError:
        if order.answers.exists():
            again = ["facepolicy", "init", str(order.manifest)]
            if order.answers != _beside(order.manifest):
                again += ["--resume", str(order.answers)]
            say([messages.STOPPED[language].format(order.answers, shlex.join(again))])
        else:
            say([messages.STOPPED_AT_FIRST_QUESTION[language]])
        return None
    whole = answers if order.existing else completed(answers, order.manifest, order.today.date)
    return finished(manifest_from_value(whole, str(order.answers)), whole)


def _begin(
    order: _Order, preset: Template | None, chosen: Language | None
) -> tuple[State, Language | None]:
    """Return the state to start from, and the language of the stopped interview, if any."""
    stopped = order.resume or order.answers.exists()
    if preset and stopped:
        refuse(str(order.answers), messages.UNFINISHED_ANSWERS)
    if preset and order.existing:
        refuse(str(order.manifest), messages.TEMPLATE_AND_MANIFEST)
    if stopped:
        state, language = state_of(load_answers(str(order.answers)))
        say([messages.RESUMED[chosen or language].format(order.answers), ""])
        return state, language
    if preset:
        say([f"{preset.name}: {preset.description[chosen or 'en']}", ""])
        return State(preset.answers), None
    return State(order.existing.stated if order.existing else {}), None


def _text_of(order: _Order, manifest: dict[str, Any], language: Language) -> str:
    """Return the text of the file: a new manifest, or the existing one with added facts."""
    if order.existing is None:
        waits = waits_of(manifest, order.today.date)
        return commented(manifest, frozenset(waits), language)
    text = add_facts(order.existing.text or "", order.existing.stated, manifest)
    if text is None:
        refuse(str(order.manifest), messages.CANNOT_ADD)
    return text


def _write(order: _Order, text: str) -> None:
    """Write the manifest, unless somebody created the file during the interview."""
    if len(text.encode()) > SIZE_LIMIT:
        refuse(str(order.manifest), messages.MANIFEST_TOO_LARGE.format(limit=SIZE_LIMIT))
    if not (order.force or order.existing) and os.path.lexists(order.manifest):
        refuse(str(order.manifest), messages.FILE_EXISTS)
    write_file(str(order.manifest), text)


def _check(order: _Order, language: Language) -> int:
    from validator.report.formats import Style, render
    from validator.run.api import check

    write(f"\n{messages.WRITTEN[language].format(order.manifest)}\n\n")
    report = check(order.manifest, as_of=order.today.date)
    report = report._replace(timezone=order.today.timezone)
    write(render(report, "text", Style(language, wants_colour("auto"))))
    write(f"\n{messages.NEXT_STEPS[report.exit_code][language].format(order.manifest)}\n")
    return report.exit_code
