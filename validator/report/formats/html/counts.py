"""Every rule over all manifests, if there are too many to list one by one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from validator.report.formats.html.applicability import within
from validator.report.formats.html.marks import OUTCOMES, Sign, outcome

if TYPE_CHECKING:
    from validator.engine.results import Reason, Status
    from validator.model.text import Text
    from validator.report.formats.html.index import Index, RuleLink
    from validator.report.report import Report


class RuleOutcomes(NamedTuple):
    """One rule, and the number of manifests with each outcome."""

    rule: RuleLink
    title: Text
    citation: Text
    numbers: tuple[tuple[Sign, int], ...]


def rule_outcomes(report: Report, index: Index) -> dict[str, tuple[RuleOutcomes, ...]]:
    """Return the rules of each pack by its id, with the number of manifests with each outcome."""
    counted: dict[tuple[str, str], Counter[Reason | Status]] = {}
    for item in report.results:
        key = (item.rule.pack, item.rule.id)
        counted.setdefault(key, Counter())[outcome(item)] += 1
    return {
        pack.id: tuple(
            RuleOutcomes(
                index.rule(rule),
                rule.title,
                within(pack, rule.clause),
                tuple((OUTCOMES[item], number[item]) for item in OUTCOMES if number[item]),
            )
            for rule in pack.every_rule
            if (number := counted.get((pack.id, rule.id)))
        )
        for pack in report.packs
    }
