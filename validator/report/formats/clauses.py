"""The clauses of an instrument beside the results: those with rules, and why others have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.packs.in_force import Absence
from validator.packs.messages import ASSESSMENTS, BY_APPLICABILITY
from validator.report.formats import messages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.model.text import Text
    from validator.packs.model import Clause, Pack, Rule
    from validator.report.report import Report


def own_rules(clause: Clause, pack: Pack) -> tuple[Rule, ...]:
    """Return the rules whose results are results on this clause."""
    return tuple(rule for rule in pack.every_rule if rule.clause.id == clause.id)


def without_rule(clause: Clause, pack: Pack) -> Text:
    """Return why a clause has no rule of its own."""
    if clause.assessment_reason:
        return clause.assessment_reason
    if clause.through_applicability:
        return BY_APPLICABILITY
    names = ", ".join(rule.id for rule in pack.rules_of(clause))
    if names:
        return messages.EXCEPTION_FOR_RULES.format(names)
    return ASSESSMENTS[clause.assessment]


def run_over(report: Report) -> Iterator[tuple[str, Pack]]:
    """Yield the name of each manifest with each pack that was run over it, in order."""
    left_out = {
        (item.manifest, item.pack)
        for item in report.not_run
        if item.reason is not Absence.NOT_SELECTED  # all or some of its rules were left out
    }
    for manifest in report.manifests:
        for pack in report.packs:
            if (manifest.name, pack.id) not in left_out:
                yield manifest.name, pack
