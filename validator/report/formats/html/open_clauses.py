"""What a machine leaves to people: clauses that no rule decides, or in part only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from validator.model.text import Text
from validator.packs.model import Assessment
from validator.report.formats.clauses import own_rules, without_rule
from validator.report.formats.html.applicability import within

if TYPE_CHECKING:
    from validator.packs.model import Pack


class Open(NamedTuple):
    """One clause that is left to people, or asks nothing of a deployment."""

    id: str
    citation: Text
    summary: Text
    reason: Text


class Kind(NamedTuple):
    """The clauses of an instrument that are assessed in one way."""

    title: Text
    clauses: tuple[Open, ...]


_KINDS = {
    Assessment.MANUAL: Text("For a person to decide", "由人工判断"),
    Assessment.PARTIAL: Text("Checked in part; this remains open", "仅检查了一部分，尚待人工判断"),
    Assessment.OUT_OF_SCOPE: Text("Not about a deployment", "不涉及部署"),
    Assessment.AUTOMATED: Text(
        "Read by rules, without one of its own", "由其他规则体现，本身没有规则"
    ),
}


def left_open(pack: Pack) -> tuple[Kind, ...]:
    """Return the clauses of an instrument on which no rule gives a full result."""
    kinds = (Kind(title, _open(pack, assessment)) for assessment, title in _KINDS.items())
    return tuple(kind for kind in kinds if kind.clauses)


def _open(pack: Pack, assessment: Assessment) -> tuple[Open, ...]:
    return tuple(
        Open(item.id, within(pack, item), item.summary, without_rule(item, pack))
        for item in pack.clauses
        if item.assessment is assessment
        and not (assessment is Assessment.AUTOMATED and own_rules(item, pack))
    )
