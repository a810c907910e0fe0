"""The facts for which the rules in force still wait, as the engine reports them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from validator.engine.results import Reason, Status
from validator.manifest.manifest import manifest_from_value
from validator.manifest.vocabulary import facts
from validator.run.api import evaluate
from validator.run.inputs import choose_in_force, load_packs

if TYPE_CHECKING:
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
                if fact.reason is Reason.UNDECLARED and not fact.actual:
                    found.setdefault(fact.parts, []).append(result.rule)
        order = {pattern: number for number, pattern in enumerate(facts())}
        return dict(sorted(found.items(), key=lambda item: order.get(pattern_of(item[0]), 0)))


_KIND = {"apiVersion": "face-manifest/v2", "kind": "FaceRecognitionDeployment"}




@lru_cache(8)
def _load(names: tuple[str, ...]) -> tuple[Pack, ...]:
    return load_packs(names)
