"""Answers files: incomplete manifests, with further decisions of the person.

The decisions are under ``x-init``, so that an answers file is structured like a manifest.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from validator.cli.interview import messages
from validator.cli.interview.emit import member
from validator.cli.interview.questions import leaves, sections
from validator.cli.interview.state import State
from validator.manifest.manifest import load_manifest
from validator.manifest.structure import manifest_problems, manifest_shape_problems
from validator.model.errors import ManifestError
from validator.model.merge import without_nulls
from validator.model.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from validator.cli.interview.questions import Node
    from validator.manifest.manifest import Manifest
    from validator.model.pointers import Pattern
    from validator.model.text import Language

BOOKKEEPING = "x-init"
_DECISIONS = frozenset(("left-out", "complete", "skipped"))


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
    decided = kept.get("decisions")
    decisions = {
        place: decision
        for place, decision in (decided if isinstance(decided, dict) else {}).items()
        if decision in _DECISIONS
    }
    language = kept.get("language")
    return State(answers, decisions), language if language in LANGUAGES else "en"


def written(state: State, language: Language) -> str:
    """Write a state as an answers file."""
    kept = {"language": language, "decisions": state.decisions}
    lines = [f"# {messages.ANSWERS_HEADER[language]}"]
    for key, value in {**state.answers, BOOKKEEPING: kept}.items():
        lines += member(key, value, 0)
    return "\n".join(lines) + "\n"


def completed(state: State, suggestions: Mapping[str, str]) -> dict[str, Any]:
    """Return answers with formalities and constants filled in.

    Args:
        state: the answers; not changed.
        suggestions: the values of formalities, by their source.

    Returns:
        The answers with constants, and the formalities that were not left out. No other facts
        are added, and no sections without facts.
    """
    filled: dict[str, Any] = without_nulls(state.answers)
    for section in sections():
        for node in leaves(section):
            value = node.shape.get("const", suggested(node, suggestions))
            if value is not None and state.decided(node.pattern) is None:
                _state(filled, node.pattern, value)
    return filled


def _state(answers: dict[str, Any], pattern: Pattern, value: str) -> None:
    """State a fact outside any list, unless it is stated already."""
    *above, name = pattern
    for step in above:
        answers = answers.setdefault(step, {})
    answers.setdefault(name, value)


def suggested(node: Node, suggestions: Mapping[str, str]) -> str | None:
    """Return the value that the schema suggests for a fact, if any."""
    if "from" in node.suggest:
        return suggestions[node.suggest["from"]]
    return node.suggest.get("value")


def finished(manifest: Manifest, answers: dict[str, Any]) -> dict[str, Any]:
    """Return completed answers as a manifest.

    Args:
        manifest: the file that the answers come from, for positions.
        answers: the completed answers.

    Raises:
        ManifestError: the answers are invalid or have no id; with all problems.
    """
    problems = manifest_problems(manifest._replace(value=answers))
    if problems:
        raise ManifestError(problems)
    return answers
