"""One run of ``facepolicy init``: where answers come from, and what is written."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from validator.cli.interview.answers import (
    BOOKKEEPING,
    completed,
    finished,
    load_answers,
    state_of,
)
from validator.cli.interview.columns import wrap
from validator.cli.interview.dialogue import Dialogue, edit_lines, say
from validator.cli.interview.prompts import WELCOME
from validator.cli.interview.state import State
from validator.cli.interview.waiting import Waiting
from validator.manifest.manifest import manifest_from_value
from validator.model.errors import ManifestError, Problem, UsageError
from validator.model.merge import merge_patch
from validator.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from validator.cli.interview.presets import Template
    from validator.cli.interview.prompts import Look
    from validator.model.text import Language

DEFAULT_NAME = "manifest.yaml"
_ANSWERS = ".yaml.answers"

_NAME_IT = Text(
    "say how to call the manifest: facepolicy init NAME --resume FILE",
    "请给出清单的名称：facepolicy init 名称 --resume 文件",
)
_UNFINISHED = Text(
    "answers of an interview that was stopped; take it up again without --template, or delete them",
    "这里有未完成的回答；请不带 --template 继续，或先删除该文件",
)
_THERE = Text(
    "this file exists already; choose another name, or --force to replace it",
    "文件已存在；请另选名称，或以 --force 覆盖",
)
_TAKEN_UP = Text(
    "Going on from the answers in {}; delete that file to start anew.",
    "从 {} 中的回答继续；如需重新开始，请删除该文件。",
)


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for on the command line.

    Attributes:
        manifest: the file to write, as the user named it.
        answers: the file that keeps answers while the interview goes on.
        resume: whether that file has to be there.
        force: whether an existing manifest is replaced.
        as_of: the day asked about, which is also today's date in the manifest.
    """

    manifest: Path
    answers: Path
    resume: bool
    force: bool
    as_of: date

    @property
    def suggestions(self) -> dict[str, str]:
        """The values of formalities, by where the schema says they come from."""
        return {"today": self.as_of.isoformat(), "file-name": _slug(self.manifest.stem)}

    @property
    def again(self) -> str:
        """The command line that goes on from the answers kept."""
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
    """Return what a command line asks for.

    Raises:
        UsageError: the manifest exists, or has no name.
    """
    if named is None and resume is not None:
        if not resume.endswith(_ANSWERS):
            raise UsageError((Problem(resume, None, _NAME_IT),))
        named = resume.removesuffix(_ANSWERS) + ".yaml"
    manifest = Path(named or DEFAULT_NAME)
    if not force:
        refuse_existing(manifest)
    answers = Path(resume) if resume else _beside(manifest)
    return Order(manifest, answers, resume is not None, force, as_of)


def without_asking(wanted: Order, source: str | None, preset: Template | None) -> dict[str, Any]:
    """Make a manifest from an answers file, a template, or both; the file wins.

    What neither states is left out.

    Raises:
        ManifestError: answers that are wrong, all at once.
    """
    given = load_answers(source) if source else None
    answers = merge_patch(preset.answers if preset else {}, given.value if given else {})
    answers.pop(BOOKKEEPING, None)
    whole = completed(State(answers), wanted.suggestions)
    if given is not None:
        return finished(given, whole)
    try:
        return finished(manifest_from_value(whole, "facepolicy init"), whole)
    except ManifestError as error:
        problems = (problem._replace(position=None) for problem in error.problems)
        raise ManifestError(tuple(problems)) from None


def refuse_existing(path: Path) -> None:
    """Refuse to go on where something has that name, a broken link included.

    Raises:
        UsageError: something has.
    """
    if os.path.lexists(path):
        raise UsageError((Problem(str(path), None, _THERE),))


def claim(path: Path) -> bool:
    """Take a name that nobody has; False where it cannot be taken, and writing will say why.

    Raises:
        UsageError: somebody has it.
    """
    try:
        path.open("x").close()
    except FileExistsError:
        raise UsageError((Problem(str(path), None, _THERE),)) from None
    except OSError:
        return False
    return True


def begin(
    wanted: Order, preset: Template | None, spoken: Language | None
) -> tuple[State, Language | None]:
    """Return where the interview begins, and the language it was stopped in, if it was.

    Args:
        wanted: what was asked for on the command line.
        preset: answers that are given already.
        spoken: the language that was asked for, if any.

    Raises:
        UsageError: there are answers already, and a template as well.
        ManifestError: the kept answers cannot be used.
    """
    if not wanted.resume and not wanted.answers.exists():
        if preset:
            say([f"{preset.name}: {preset.told[spoken or 'en']}", ""])
        return State(preset.answers if preset else {}), None
    if preset:
        raise UsageError((Problem(str(wanted.answers), None, _UNFINISHED),))
    state, language = state_of(load_answers(str(wanted.answers)))
    say([_TAKEN_UP[spoken or language].format(wanted.answers), ""])
    return state, language


def interview(
    wanted: Order, state: State, look: Look, keep: Callable[[State], None]
) -> dict[str, Any]:
    """Ask on the terminal.

    Args:
        wanted: what was asked for on the command line.
        state: where the interview begins.
        look: how it looks.
        keep: called with the state after every answer.

    Returns:
        The manifest.

    Raises:
        StoppedError: the person stopped; the answers are kept.
        ManifestError: what was kept does not make a manifest.
    """
    say(wrap(WELCOME[look.language].format(target=wanted.manifest), look.columns))
    edit_lines()
    dialogue = Dialogue(Waiting(wanted.as_of), wanted.suggestions, look, keep)
    answers = completed(dialogue.run(state), wanted.suggestions)
    return finished(manifest_from_value(answers, str(wanted.answers)), answers)
