"""The message of a failed rule, and its fixes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from validator.report import wording
from validator.report.formats.html.marks import LEVELS, Sign
from validator.report.messages import FORCES, KNOWN, NEW

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from validator.engine.results import Result
    from validator.model.text import Text
    from validator.report.formats.html.index import Index, RuleLink

    Places = Collection[tuple[str, ...]]
    """Places of a manifest, as parts of pointers."""


class RuleMessage(NamedTuple):
    """A failed rule as text.

    Attributes:
        level: its severity.
        clause: the anchor of the clause in the sources; None for own checks.
        force: legal force of its instrument.
        state: whether the failure is new or known from the baseline; None without one.
    """

    rule: RuleLink
    level: Sign
    title: Text
    message: Text
    citation: Text
    clause: str | None
    force: Text
    state: Text | None


class Remedy(NamedTuple):
    """The tasks of the engineer and the officer, and the rules they are for."""

    engineer: Text
    officer: Text
    rules: tuple[str, ...]


_STATES = {"new": NEW, "known": KNOWN}


def rule_message(result: Result, index: Index, places: Places = ()) -> RuleMessage:
    """Return the text of a failed rule at some places; at all places when none is given."""
    pack = index.report.pack_of(result)
    return RuleMessage(
        rule=index.rule(result.rule),
        level=LEVELS[result.rule.severity],
        title=result.rule.title,
        message=wording.message(result, places),
        citation=wording.citation(pack, result.rule.clause),
        clause=index.clause(result.rule),
        force=FORCES[pack.force],
        state=_STATES.get(index.state(result)),
    )


def remedies(results: Iterable[Result], places: Places = ()) -> tuple[Remedy, ...]:
    """Return the fixes of some failures at some places; identical advice of several rules once."""
    rules_of: dict[tuple[Text, Text], dict[str, None]] = {}
    for result in results:
        advice = (wording.fix(result, places), result.rule.officer)
        rules_of.setdefault(advice, {})[result.rule.id] = None
    return tuple(Remedy(*advice, tuple(ids)) for advice, ids in rules_of.items())
