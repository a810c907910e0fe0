"""The code of a pack: the verdicts of its rules as functions."""

from __future__ import annotations

from dataclasses import dataclass

from validator.constraints import Constraint, closed_set

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from validator.model import Pack

    Holds = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class RuleCode:
    """The verdicts of one rule.

    Attributes:
        applies: over the manifest as written.
        requires: over the facts.
        exception: over the facts; None where the rule knows no exception.
    """

    applies: Holds
    requires: Holds
    exception: Holds | None


@dataclass(frozen=True, slots=True)
class PackCode:
    """The verdicts of a pack: whether it applies, and its rules by their ids."""

    applies: Holds
    rules: Mapping[str, RuleCode]


def compile_pack(pack: Pack) -> PackCode:
    """Return the code of a pack that comes with none."""
    schemas = closed_set(pack.common)

    def code(schema: dict[str, Any]) -> Holds:
        return Constraint(schema, schemas).holds

    rules = {
        rule.id: RuleCode(
            code(rule.applies_when),
            code(rule.requires),
            code(rule.exception.when) if rule.exception else None,
        )
        for rule in pack.rules
    }
    return PackCode(code(pack.applies_when), rules)
