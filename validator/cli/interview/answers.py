"""The answers so far, and how one more answer changes them; answers files; and templates.

An answers file is an incomplete manifest; further decisions of the person are under ``x-init``.

A template is an answers file that comes with facepolicy, for a common kind of deployment. It
states only what defines that kind; the interview asks for the rest. It never states that a
lawful step is done, and never names evidence.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from validator.cli.interview import messages
from validator.cli.interview.emit import member
from validator.manifest.manifest import load_manifest
from validator.manifest.structure import manifest_problems, manifest_shape_problems
from validator.manifest.vocabulary import facts, pattern_of
from validator.model import pointers
from validator.model.arguments import refuse
from validator.model.errors import ManifestError
from validator.model.merge import without_nulls
from validator.model.names import nearest
from validator.model.resources import asset
from validator.model.text import LANGUAGES, Text
from validator.report.messages import ENUMERATION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from validator.cli.interview.catalogue import Option, Question, Says
    from validator.manifest.model import Manifest
    from validator.model.pointers import Pattern
    from validator.model.text import Language

_ALL_PURPOSES = "$purposes"
Parts = tuple[str, ...]
"""The parts of a pointer to one place of a manifest."""


@dataclass(frozen=True, slots=True)
class State:
    """The answers so far; immutable.

    Attributes:
        answers: the incomplete manifest.
        passed: pointers of facts that were asked and not stated, and keys of finished questions.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    passed: frozenset[str] = frozenset()

    def at(self, parts: Sequence[str]) -> Any:
        """Return the answer at a place; ``MISSING`` if there is none, or it is null."""
        value = pointers.resolve(self.answers, parts)
        return pointers.MISSING if value is None else value


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the places that it is about this time."""

    question: Question
    places: tuple[Parts, ...]


def settle(state: State, asked: Asked, value: Any) -> State:
    """Return the state after an answer: the value of a fact, or the chosen options of a question.

    ``MISSING`` leaves it out.
    """
    question = asked.question
    places = {pointers.build(place) for place in asked.places}
    if value is pointers.MISSING:
        return State(state.answers, state.passed | places | {question.key})
    answers = copy.deepcopy(state.answers)
    if question.fact:
        for place in asked.places:
            _put(answers, place, value)
        if facts()[question.fact].refers_to == "evidence":
            _state(answers, ("evidence",), [{"id": name} for name in value])
        return State(answers, state.passed)
    for pattern, stated in said(question, value).items():
        _state(answers, pattern, stated)
    quiet = [option for option in question.options if question.many and not option.asks]
    silent = {name for option in quiet for name in option.says}
    open_places = (it for it in asked.places if pattern_of(it) in silent and _is_open(answers, it))
    passed = set(map(pointers.build, open_places))
    return State(answers, state.passed | passed | {question.key})


def said(question: Question, chosen: Sequence[Option]) -> Says:
    """Return the facts that chosen options state; the lists of several are joined."""
    stated: Says = {}
    for option in chosen:
        for pattern, value in option.says.items():
            before = stated.get(pattern, [])
            joins = isinstance(value, list) and before
            new = [item for item in value if item not in before] if joins else []
            stated[pattern] = [*before, *new] if joins else value
    for option in question.options:
        if question.many and option not in chosen:
            stated = {**option.unless, **stated}
    return stated


def ids_of(answers: dict[str, Any], listing: str) -> list[str]:
    """Return the ids of the entries of a list."""
    entries = answers.get(listing) or ()
    return [entry["id"] for entry in entries if isinstance(entry, dict) and "id" in entry]


def spread(answers: dict[str, Any], pattern: Pattern) -> Iterator[Parts]:
    """Yield the places of a fact, one for each entry of the lists around it."""
    if "*" not in pattern:
        yield pattern
        return
    at = pattern.index("*")
    entries = pointers.resolve(answers, pattern[:at])
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):  # and not others-unknown
            yield from spread(answers, (*pattern[:at], str(number), *pattern[at + 1 :]))


def _state(answers: dict[str, Any], pattern: Pattern, value: Any) -> None:
    """State a fact wherever it is not stated yet."""
    if value == _ALL_PURPOSES:
        value = ids_of(answers, "purposes")
    if pattern == ("evidence",):
        known = answers.setdefault("evidence", [])
        ids = ids_of(answers, "evidence")
        known += [document for document in value if document["id"] not in ids]
        return
    for place in spread(answers, pattern):
        if _is_open(answers, place):
            _put(answers, place, copy.deepcopy(value))


def _is_open(answers: dict[str, Any], place: Parts) -> bool:
    return pointers.resolve(answers, place) in (pointers.MISSING, None)


def _put(answers: dict[str, Any], place: Parts, value: Any) -> None:
    at: Any = answers
    for part, following in pairwise(place):
        if isinstance(at, list):
            at = at[int(part)]
            continue
        if at.get(part) is None:
            at[part] = [] if following.isdecimal() else {}
        at = at[part]
    at[place[-1]] = value


BOOKKEEPING = "x-init"
KIND = {"apiVersion": "face-manifest/v2", "kind": "FaceRecognitionDeployment"}
_TEMPLATES = ("cli", "interview", "templates")


def load_answers(path: str) -> Manifest:
    """Read an answers file: part of a manifest, in YAML or JSON, or ``-`` for standard input."""
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


def completed(answers: dict[str, Any], manifest: Path, day: date) -> dict[str, Any]:
    """Return answers with formalities filled in, such as the id, which is the name of the file.

    ``day`` is the day on which the facts are confirmed.
    """
    name = re.sub("[^A-Za-z0-9]", "-", manifest.stem).lower().strip("-")[:63] or "deployment"
    formal = {"id": name, "version": "1.0.0", "updated": day.isoformat()}
    stated = without_nulls(answers)
    return {**KIND, **stated, "metadata": {**formal, **stated.get("metadata", {})}}


def finished(manifest: Manifest, answers: dict[str, Any]) -> dict[str, Any]:
    """Return completed answers as a manifest; a ManifestError with all problems if invalid.

    ``manifest`` is the file that the answers come from, for positions.
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
    """Load a template."""
    names = template_names()
    if name not in names:
        near = nearest(name, names)
        text = messages.NO_SUCH_TEMPLATE_NEAR if near else messages.NO_SUCH_TEMPLATE
        text = text.format(near=near, names=ENUMERATION.join(names))
        refuse(name, text)
    answers = copy.deepcopy(load_answers(str(asset(*_TEMPLATES, f"{name}.yaml"))).value)
    return Template(name, Text.of(answers.pop("x-template")), answers)
