"""The assessment of clauses: by rules, the applicability of the pack, or a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from validator.packs.model import Clause, Pack, Rule


def rules_of(clause: Clause, pack: Pack) -> tuple[Rule, ...]:
    """Return the rules of a pack that assess a clause or grant the exception in it."""
    return tuple(rule for rule in pack.rules if clause.id in _speaks_of(rule))


def _speaks_of(rule: Rule) -> set[str | None]:
    excepted = rule.exception.clause if rule.exception else None
    return {rule.clause.id, excepted}
