"""Preset answers for common kinds of deployment; the interview asks for the rest.

A template states only what defines its kind of deployment. It never states that a
lawful step is done, and never names evidence.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from validator.cli.interview import messages
from validator.cli.interview.answers import load_answers
from validator.model.errors import Problem, UsageError
from validator.model.resources import asset
from validator.model.suggest import nearest
from validator.model.text import Text

_FOLDER = ("cli", "interview", "templates")
_CARD = "x-template"


@dataclass(frozen=True, slots=True)
class Template:
    """The preset answers of a kind of deployment, and a sentence that describes it."""

    name: str
    description: Text
    answers: dict[str, Any]


def template_names() -> tuple[str, ...]:
    """Return the names of the templates, sorted."""
    return tuple(sorted(path.stem for path in asset(*_FOLDER).glob("*.yaml")))


def load_template(name: str) -> Template:
    """Load a template.

    Raises:
        UsageError: there is none of that name.
    """
    names = template_names()
    if name not in names:
        near = nearest(name, names)
        text = (
            messages.NO_SUCH_TEMPLATE_NEAR.format(near=near)
            if near
            else messages.NO_SUCH_TEMPLATE.format(names=messages.ENUMERATION.join(names))
        )
        raise UsageError((Problem(name, None, text),))
    answers = copy.deepcopy(load_answers(str(asset(*_FOLDER, f"{name}.yaml"))).value)
    return Template(name, Text.of(answers.pop(_CARD)), answers)
