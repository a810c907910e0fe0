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
from validator.cli.interview.dialogue import Dialogue, edit_lines, say
from validator.cli.interview.state import State
from validator.cli.interview.waiting import Waiting
from validator.manifest.manifest import manifest_from_value
from validator.model.errors import ManifestError, Problem, UsageError
from validator.model.merge import merge_patch

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from validator.cli.interview.presets import Template
    from validator.cli.interview.prompts import Look
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
        as_of: the day of the check, which is also today's date in the manifest.
    """

    manifest: Path
    answers: Path
    resume: bool
    force: bool
    as_of: date

    @property
    def suggestions(self) -> dict[str, str]:
        """The values of formalities, by their source in the schema."""
        return {"today": self.as_of.isoformat(), "file-name": _slug(self.manifest.stem)}

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


def order(named: str | None, resume: str | None, *, force: bool, as_of: date) -> Order:
    """Return the order of a command line.

    Raises:
        UsageError: the manifest exists, or has no name.
    """
    if named is None and resume is not None:
        if not resume.endswith(_ANSWERS):
            raise UsageError((Problem(resume, None, messages.NAME_MISSING),))
        named = resume.removesuffix(_ANSWERS) + ".yaml"
    manifest = Path(named or DEFAULT_NAME)
    if not force:
        refuse_existing(manifest)
    answers = Path(resume) if resume else _beside(manifest)
    return Order(manifest, answers, resume is not None, force, as_of)


def without_asking(order: Order, source: str | None, preset: Template | None) -> dict[str, Any]:
    """Make a manifest from an answers file, a template, or both; the file has precedence.

    Facts that neither states are left out.

    Raises:
        ManifestError: answers are invalid; with all problems.
    """
    given = load_answers(source) if source else None
    answers = merge_patch(preset.answers if preset else {}, given.value if given else {})
    answers.pop(BOOKKEEPING, None)
    whole = completed(State(answers), order.suggestions)
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
        UsageError: there are stored answers, and a template as well.
        ManifestError: the stored answers are invalid.
    """
    if not order.resume and not order.answers.exists():
        if preset:
            say([f"{preset.name}: {preset.description[chosen or 'en']}", ""])
        return State(preset.answers if preset else {}), None
    if preset:
        raise UsageError((Problem(str(order.answers), None, messages.UNFINISHED_ANSWERS),))
    state, language = state_of(load_answers(str(order.answers)))
    say([messages.RESUMED[chosen or language].format(order.answers), ""])
    return state, language


def interview(
    order: Order, state: State, look: Look, keep: Callable[[State], None]
) -> dict[str, Any]:
    """Ask on the terminal.

    Args:
        order: the arguments of the command line.
        state: the state to start from.
        look: the settings of prompts.
        keep: called with the state after every answer.

    Returns:
        The manifest.

    Raises:
        StoppedError: the person stopped; the answers are saved.
        ManifestError: the answers are no valid manifest.
    """
    say(wrap(messages.WELCOME[look.language].format(target=order.manifest), look.columns))
    edit_lines()
    dialogue = Dialogue(Waiting(order.as_of), order.suggestions, look, keep)
    answers = completed(dialogue.run(state), order.suggestions)
    return finished(manifest_from_value(answers, str(order.answers)), answers)
