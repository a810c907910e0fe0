"""Clauses for a person: those that no rule decides, or only in part."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from validator.packs.model import Assessment
from validator.report.formats.clauses import own_rules, without_rule
from validator.report.formats.html import messages
from validator.report.formats.html.applicability import within

if TYPE_CHECKING:
    from validator.model.text import Text
    from validator.packs.model import Pack


class Open(NamedTuple):
    """One clause that a person decides, or that requires nothing of a deployment."""

    id: str
    citation: Text
    summary: Text
    reason: Text


class Kind(NamedTuple):
    """The clauses of an instrument with one kind of assessment."""

    title: Text
    clauses: tuple[Open, ...]


def left_open(pack: Pack) -> tuple[Kind, ...]:
    """Return the clauses of an instrument without a full result of a rule."""
    kinds = (
        Kind(title, _open(pack, Assessment(kind))) for kind, title in messages.OPEN_CLAUSES.items()
    )
    return tuple(kind for kind in kinds if kind.clauses)


def _open(pack: Pack, assessment: Assessment) -> tuple[Open, ...]:
    return tuple(
        Open(item.id, within(pack, item), item.summary, without_rule(item, pack))
        for item in pack.clauses
        if item.assessment is assessment
        and not (assessment is Assessment.AUTOMATED and own_rules(item, pack))
    )
