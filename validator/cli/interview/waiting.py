"""The facts for which the rules in force still wait, as the engine reports them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from validator.cli.interview.catalogue import is_list
from validator.engine.results import Finding, Reason, Status
from validator.manifest.manifest import manifest_from_value
from validator.manifest.vocabulary import facts, pattern_of
from validator.model import pointers
from validator.run.api import evaluate
from validator.run.inputs import CONSISTENCY_PACK, choose_in_force, load_packs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from validator.cli.interview.state import Parts
    from validator.packs.model import Pack, Rule

Waits = dict["Parts", "list[Rule]"]
"""The places of facts that are not stated, each with the rules that wait for it."""


class Waiting:
    """Finds the facts that rules in force on a day wait for."""

    def __init__(self, as_of: date) -> None:
        """Set the day."""
        self.as_of = as_of

    def __call__(self, answers: dict[str, Any]) -> Waits:
        """Return the facts that rules wait for, in the order of the schema."""
        identity = {"id": "unnamed", **answers.get("metadata", {})}
        manifest = manifest_from_value({**_KIND, **answers, "metadata": identity})
        packs = _load(choose_in_force([manifest], self.as_of).packs[manifest.name])
        found: Waits = {}
        for result in evaluate(manifest, packs, as_of=self.as_of).results:
            if result.status is not Status.FAIL:
                continue
            for fact in result.facts:
                for parts in _missing(fact, answers):
                    found.setdefault(parts, []).append(result.rule)
        if not any(rule.pack != CONSISTENCY_PACK for rules in found.values() for rule in rules):
            return {}  # facepolicy's own checks need no facts unless an instrument does
        order = {pattern: number for number, pattern in enumerate(facts())}
        return dict(sorted(found.items(), key=lambda item: order.get(pattern_of(item[0]), 0)))


def _missing(fact: Finding, answers: dict[str, Any]) -> Iterator[Parts]:
    """Yield what has to be stated for a rule to be decided by a fact."""
    if fact.reason not in (Reason.UNDECLARED, Reason.UNEVIDENCED):
        return
    if fact.actual in (pointers.MISSING, None):
        yield from _inner(fact.parts)
    elif fact.reason is Reason.UNEVIDENCED and isinstance(fact.actual, list):
        for number, document in enumerate(answers.get("evidence", ())):
            known = isinstance(document, dict) and document["id"] in fact.actual
            if known and "expires" not in document:
                yield "evidence", str(number), "expires"


def _inner(parts: Parts) -> Iterator[Parts]:
    """Yield the facts of a section, or the fact itself."""
    pattern = pattern_of(parts)
    inner = [name for name in facts() if name[:-1] == pattern]
    if not inner or is_list(pattern):
        yield parts
        return
    for name in inner:
        yield from _inner((*parts, name[-1]))


_KIND = {"apiVersion": "face-manifest/v2", "kind": "FaceRecognitionDeployment"}


@lru_cache(8)
def _load(names: tuple[str, ...]) -> tuple[Pack, ...]:
    return load_packs(names)
