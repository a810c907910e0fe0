"""What a rule says of one manifest, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from validator.report import wording
from validator.report.formats.html.marks import LEVELS, Sign

if TYPE_CHECKING:
    from collections.abc import Iterable

    from validator.engine.results import Result
    from validator.model.text import Text
    from validator.report.formats.html.index import Index, RuleLink


class Said(NamedTuple):
    """A failed rule in wording.

    Attributes:
        level: how much it weighs.
        force: legal force of its instrument.
        state: whether the failure is new or known from the baseline; None without one.
    """

    rule: RuleLink
    level: Sign
    title: Text
    message: Text
    citation: Text
    force: Text
    state: Text | None


class Remedy(NamedTuple):
    """What the engineer and the officer do, and which rules that answers."""

    engineer: Text
    officer: Text
    rules: tuple[str, ...]


_STATES = {"new": wording.NEW, "known": wording.KNOWN}


def said(result: Result, index: Index) -> Said:
    """Return what a failed rule says."""
    pack = index.report.pack_of(result)
    return Said(
        rule=index.rule(result.rule),
        level=LEVELS[result.rule.severity],
        title=result.rule.title,
        message=wording.message(result),
        citation=wording.citation(pack, result.rule.clause),
        force=wording.FORCES[pack.force],
        state=_STATES.get(index.state(result)),
    )


def remedies(results: Iterable[Result]) -> tuple[Remedy, ...]:
    """Return what to do about some failures; advice that several rules give alike comes once."""
    told: dict[tuple[Text, Text], dict[str, None]] = {}
    for result in results:
        advice = (wording.fix(result), result.rule.officer)
        told.setdefault(advice, {})[result.rule.id] = None
    return tuple(Remedy(*advice, tuple(ids)) for advice, ids in told.items())
