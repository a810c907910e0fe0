"""What assesses a clause: rules, the applicability of the pack, a person, or nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.model.text import Text
from validator.packs.model import Assessment

if TYPE_CHECKING:
    from validator.packs.model import Clause, Pack, Rule

KINDS = {
    Assessment.AUTOMATED: Text("automated", "自动"),
    Assessment.PARTIAL: Text("partial", "部分"),
    Assessment.MANUAL: Text("manual", "人工"),
    Assessment.OUT_OF_SCOPE: Text("out of scope", "不涉及"),
}

BY_APPLICABILITY = Text("by the applicability of the pack", "由规则包的适用条件体现")


def rules_of(clause: Clause, pack: Pack) -> tuple[Rule, ...]:
    """Return the rules of a pack that assess a clause or grant the exception in it."""
    return tuple(rule for rule in pack.rules if clause.id in _speaks_of(rule))


def _speaks_of(rule: Rule) -> set[str | None]:
    excepted = rule.exception.clause if rule.exception else None
    return {rule.clause.id, excepted}
