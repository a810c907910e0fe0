"""Answers files: incomplete manifests, with further decisions of the person; and templates.

The decisions are under ``x-init``, so that an answers file is structured like a manifest.

A template is an answers file that comes with facepolicy, for a common kind of deployment. It
states only what defines that kind; the interview asks for the rest. It never states that a
lawful step is done, and never names evidence.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, NamedTuple

from validator.cli.interview import messages
from validator.cli.interview.emit import member
from validator.cli.interview.state import State
from validator.manifest.manifest import load_manifest
from validator.manifest.structure import manifest_problems, manifest_shape_problems
from validator.model.errors import ManifestError, Problem, UsageError
from validator.model.merge import without_nulls
from validator.model.resources import asset
from validator.model.suggest import nearest
from validator.model.text import LANGUAGES, Text
from validator.report.messages import ENUMERATION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from validator.manifest.manifest import Manifest
    from validator.model.text import Language

BOOKKEEPING = "x-init"
KIND = {"apiVersion": "face-manifest/v2", "kind": "FaceRecognitionDeployment"}
_TEMPLATES = ("cli", "interview", "templates")


def load_answers(path: str) -> Manifest:
    """Read an answers file.

    Args:
        path: a YAML or JSON file with part of a manifest, or ``-`` for standard input.

    Raises:
        ManifestError: it cannot be read or is invalid; with all problems.
    """
    manifest = load_manifest(path)
    problems = manifest_shape_problems(manifest, frozenset({"required"}))
    if problems:
        raise ManifestError(problems)
    return manifest


def state_of(manifest: Manifest) -> tuple[State, Language]:
    """Return the state and the language from which an answers file continues the interview."""
    answers = copy.deepcopy(manifest.stated)
    kept = answers.pop(BOOKKEEPING, {})
    kept = kept if isinstance(kept, dict) else {}
    passed, language = kept.get("passed"), kept.get("language")
    texts = (item for item in passed if isinstance(item, str)) if isinstance(passed, list) else ()
    return State(answers, frozenset(texts)), language if language in LANGUAGES else "en"


def written(state: State, language: Language) -> str:
    """Write a state as an answers file."""
    kept = {"language": language, "passed": sorted(state.passed)}
    lines = [f"# {messages.ANSWERS_HEADER[language]}"]
    for key, value in {**state.answers, BOOKKEEPING: kept}.items():
        lines += member(key, value, 0)
    return "\n".join(lines) + "\n"


def completed(answers: Mapping[str, Any], name: str, day: str) -> dict[str, Any]:
    """Return answers with formalities filled in.

    Args:
        answers: the answers; not changed.
        name: the id, if none is stated.
        day: the day on which the facts are confirmed.
    """
    stated = without_nulls(dict(answers))
    formal = {"id": name, "version": "1.0.0", "updated": day}
    return {**KIND, **stated, "metadata": {**formal, **stated.get("metadata", {})}}


def finished(manifest: Manifest, answers: dict[str, Any]) -> dict[str, Any]:
    """Return completed answers as a manifest.

    Args:
        manifest: the file that the answers come from, for positions.
        answers: the completed answers.

    Raises:
        ManifestError: the answers are invalid; with all problems.
    """
    problems = manifest_problems(manifest._replace(value=answers))
    if problems:
        raise ManifestError(problems)
    return answers


class Template(NamedTuple):
    """The preset answers of a kind of deployment, and a sentence that describes it."""

    name: str
    description: Text
    answers: dict[str, Any]


def template_names() -> tuple[str, ...]:
    """Return the names of the templates, sorted."""
    return tuple(sorted(path.stem for path in asset(*_TEMPLATES).glob("*.yaml")))


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
            else messages.NO_SUCH_TEMPLATE.format(names=ENUMERATION.join(names))
        )
        raise UsageError((Problem(name, None, text),))
    answers = copy.deepcopy(load_answers(str(asset(*_TEMPLATES, f"{name}.yaml"))).value)
    return Template(name, Text.of(answers.pop("x-template")), answers)
