"""One run of ``facepolicy init``: sources of answers, and output files."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from validator.cli.interview import messages
from validator.cli.interview.answers import (
    BOOKKEEPING,
    completed,
    finished,
    load_answers,
    state_of,
)
from validator.cli.interview.columns import wrap
from validator.cli.interview.dialogue import Dialogue, say
from validator.cli.interview.edit import add_facts
from validator.cli.interview.state import State
from validator.cli.interview.waiting import Waiting
from validator.cli.interview.writer import commented
from validator.manifest.manifest import load_manifest, manifest_from_value
from validator.model.errors import ManifestError, Problem, UsageError
from validator.model.merge import merge_patch

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from validator.cli.interview.dialogue import Look
    from validator.cli.interview.presets import Template
    from validator.manifest.manifest import Manifest
    from validator.model.text import Language

DEFAULT_NAME = "manifest.yaml"
_ANSWERS = ".yaml.answers"


@dataclass(frozen=True, slots=True)
class Order:
    """The arguments of the command line.

    Attributes:
        manifest: the output file, as the user named it.
        answers: the file that stores answers during the interview.
        resume: whether that file must exist.
        force: whether to replace an existing manifest.
        existing: the manifest whose missing facts are asked for; None for a new one.
        as_of: the day of the check, which is also today's date in the manifest.
    """

    manifest: Path
    answers: Path
    resume: bool
    force: bool
    existing: Manifest | None
    as_of: date

    def complete(self, answers: dict[str, Any]) -> dict[str, Any]:
        """Return answers with formalities filled in."""
        return completed(answers, _slug(self.manifest.stem), self.as_of.isoformat())

    @property
    def again(self) -> str:
        """The command line that resumes from the stored answers."""
        named = ["facepolicy", "init", str(self.manifest)]
        if self.answers != _beside(self.manifest):
            named += ["--resume", str(self.answers)]
        return shlex.join(named)


def _slug(name: str) -> str:
    words = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name)
    return words.lower().strip("-")[:63] or "deployment"


def _beside(manifest: Path) -> Path:
    return manifest.with_name(manifest.stem + _ANSWERS)


def order(named: str | None, resume: str | None, *, force: bool, asks: bool, as_of: date) -> Order:
    """Return the order of a command line.

    Raises:
        UsageError: the manifest has no name, or exists and nothing is asked.
        ManifestError: the manifest exists and is invalid.
    """
    if named is None and resume is not None:
        if not resume.endswith(_ANSWERS):
            raise UsageError((Problem(resume, None, messages.NAME_MISSING),))
        named = resume.removesuffix(_ANSWERS) + ".yaml"
    manifest = Path(named or DEFAULT_NAME)
    existing = None
    if asks and not force and manifest.is_file():
        existing = load_manifest(str(manifest))
        finished(existing, existing.value)
    elif not force:
        refuse_existing(manifest)
    answers = Path(resume) if resume else _beside(manifest)
    return Order(manifest, answers, resume is not None, force, existing, as_of)


def text_of(order: Order, manifest: dict[str, Any], language: Language) -> str:
    """Return the text of the file: a new manifest, or the existing one with added facts.

    Raises:
        UsageError: the facts cannot be added to the existing file without rewriting it.
    """
    waits = Waiting(order.as_of)(manifest)
    if order.existing is None:
        return commented(manifest, frozenset(waits), language)
    text = add_facts(order.existing.text or "", order.existing.stated, manifest)
    if text is None:
        raise UsageError((Problem(str(order.manifest), None, messages.CANNOT_ADD),))
    return text


def without_asking(order: Order, source: str | None, preset: Template | None) -> dict[str, Any]:
    """Make a manifest from an answers file, a template, or both; the file has precedence.

    Facts that neither states are left out.

    Raises:
        ManifestError: answers are invalid; with all problems.
    """
    given = load_answers(source) if source else None
    answers = merge_patch(preset.answers if preset else {}, given.value if given else {})
    answers.pop(BOOKKEEPING, None)
    whole = order.complete(answers)
    if given is not None:
        return finished(given, whole)
    try:
        return finished(manifest_from_value(whole, "facepolicy init"), whole)
    except ManifestError as error:
        problems = (problem._replace(position=None) for problem in error.problems)
        raise ManifestError(tuple(problems)) from None


def refuse_existing(path: Path) -> None:
    """Refuse to continue if the file exists, as a broken link too.

    Raises:
        UsageError: it exists.
    """
    if os.path.lexists(path):
        raise UsageError((Problem(str(path), None, messages.FILE_EXISTS),))


def claim(path: Path) -> bool:
    """Create a file that does not exist; False if that fails, and writing will report why.

    Raises:
        UsageError: it exists.
    """
    try:
        path.open("x").close()
    except FileExistsError:
        raise UsageError((Problem(str(path), None, messages.FILE_EXISTS),)) from None
    except OSError:
        return False
    return True


def begin(
    order: Order, preset: Template | None, chosen: Language | None
) -> tuple[State, Language | None]:
    """Return the state to start from, and the language of the stopped interview, if any.

    Args:
        order: the arguments of the command line.
        preset: answers that are already given.
        chosen: the language option, if any.

    Raises:
        UsageError: there are stored answers or a manifest, and a template as well.
        ManifestError: the stored answers, or the manifest, are invalid.
    """
    stopped = order.resume or order.answers.exists()
    if preset and (stopped or order.existing):
        text = messages.UNFINISHED_ANSWERS if stopped else messages.TEMPLATE_AND_MANIFEST
        where = order.answers if stopped else order.manifest
        raise UsageError((Problem(str(where), None, text),))
    if stopped:
        state, language = state_of(load_answers(str(order.answers)))
        say([messages.RESUMED[chosen or language].format(order.answers), ""])
        return state, language
    if order.existing:
        return State(order.existing.stated), None
    if preset:
        say([f"{preset.name}: {preset.description[chosen or 'en']}", ""])
    return State(preset.answers if preset else {}), None


def interview(
    order: Order, state: State, look: Look, keep: Callable[[State], None]
) -> dict[str, Any]:
    """Ask on the terminal.

    Args:
        order: the arguments of the command line.
        state: the state to start from.
        look: the settings of the output.
        keep: called with the state after every answer.

    Returns:
        The manifest.

    Raises:
        StoppedError: the person stopped; the answers are saved.
        ManifestError: the answers are no valid manifest.
    """
    say(wrap(messages.WELCOME[look.language].format(target=order.manifest), look.columns))
    answers = Dialogue(Waiting(order.as_of), look, keep).run(state).answers
    whole = answers if order.existing else order.complete(answers)
    return finished(manifest_from_value(whole, str(order.answers)), whole)
