"""Answers files: manifests in the making, with what was decided besides.

The decisions stand under ``x-init``, so that an answers file is shaped like a manifest.
"""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from validator.errors import ManifestError
from validator.manifest import load_manifest
from validator.onboarding.emit import member
from validator.onboarding.questions import sections
from validator.onboarding.state import State
from validator.structure import manifest_problems, manifest_shape_problems
from validator.text import LANGUAGES, Text
from validator.vocabulary import NOT_ASSESSED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from validator.manifest import Manifest
    from validator.onboarding.questions import Node
    from validator.text import Language

BOOKKEEPING = "x-init"
_DECISIONS = frozenset(("left-out", "complete", "skipped"))
_HEADER = Text(
    "Answers given to facepolicy init so far. It goes on from here: facepolicy init --resume FILE",
    "截至目前对 facepolicy init 的回答。继续填写：facepolicy init --resume 文件",
)


def load_answers(path: str) -> Manifest:
    """Read an answers file.

    Args:
        path: a YAML or JSON file with part of a manifest, or ``-`` for standard input.

    Raises:
        ManifestError: it cannot be read, or something in it is wrong; with everything that is.
    """
    manifest = load_manifest(path)
    problems = manifest_shape_problems(manifest, frozenset({"required"}))
    if problems:
        raise ManifestError(problems)
    return manifest


def state_of(manifest: Manifest) -> tuple[State, Language]:
    """Return where an answers file takes up the interview again, and in which language."""
    answers = copy.deepcopy(manifest.value)
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
    lines = [f"# {_HEADER[language]}"]
    for key, value in {**state.answers, BOOKKEEPING: kept}.items():
        lines += member(key, value, 0)
    return "\n".join(lines) + "\n"


def completed(answers: Mapping[str, Any], suggestions: Mapping[str, str]) -> dict[str, Any]:
    """Return answers with what needs no thought filled in.

    Args:
        answers: part of a manifest; it stays as it is.
        suggestions: the values of formalities, by where they come from.

    Returns:
        The answers with constants, formalities, and ``not-assessed`` for each mandatory fact
        that nobody stated and that can be left open so. Nothing else is invented.
    """
    filled = copy.deepcopy(dict(answers))
    _fill(filled, tuple(node for node in sections() if node.required), suggestions)
    return filled


def _fill(parent: dict[str, Any], nodes: tuple[Node, ...], suggestions: Mapping[str, str]) -> None:
    for node in nodes:
        if node.has_entries:
            for item in parent.get(node.name, ()):
                _fill(item, _required(node), suggestions)
        elif node.children:
            # Also where nothing can be filled in: then each fact is missed by its name.
            _fill(parent.setdefault(node.name, {}), _required(node), suggestions)
        elif node.name not in parent:
            value = _without_asking(node, suggestions)
            if value is not None:
                parent[node.name] = value


def _required(node: Node) -> tuple[Node, ...]:
    return tuple(child for child in node.children if child.required)


def _without_asking(node: Node, suggestions: Mapping[str, str]) -> str | None:
    if "const" in node.shape:
        constant: str = node.shape["const"]
        return constant
    if any(choice.value == NOT_ASSESSED for choice in node.choices):
        return NOT_ASSESSED
    return suggested(node, suggestions)


def suggested(node: Node, suggestions: Mapping[str, str]) -> str | None:
    """Return the formality that the schema proposes for a fact, if any."""
    if "from" in node.suggest:
        return suggestions[node.suggest["from"]]
    return node.suggest.get("value")


def finished(manifest: Manifest, answers: dict[str, Any]) -> dict[str, Any]:
    """Return complete answers as a manifest.

    Args:
        manifest: the file that the answers come from, for positions.
        answers: the completed answers.

    Raises:
        ManifestError: what is still missing or wrong, all at once.
    """
    problems = manifest_problems(replace(manifest, value=answers))
    if problems:
        raise ManifestError(problems)
    return answers
