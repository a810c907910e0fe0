"""The clauses of instruments as OSCAL controls: which were reviewed, and the findings on them.

A finding is satisfied only as far as rules decide the clause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Reason, Status
from validator.packs.model import Assessment
from validator.report import wording
from validator.report.formats import clauses
from validator.report.formats.oscal import messages, terms
from validator.report.formats.oscal.terms import Json, props, text

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from validator.model.text import Language, Text
    from validator.packs.model import Clause, Pack
    from validator.report.formats.oscal.subject import Subject
    from validator.report.result import Result

_WORDS = {
    Status.FAIL: messages.FAILED,
    Status.WAIVED: messages.WAIVED,
    Status.PASS: messages.PASSED,
    Status.NOT_REVIEWED: messages.UNREVIEWED,
    Status.NOT_APPLICABLE: messages.NOT_APPLICABLE,
}


def selection(pack: Pack, reviewed: Container[str], language: Language) -> Json:
    """Return the clauses of a pack that were reviewed: those on which there is a result."""
    inside = [clause for clause in pack.clauses if clause.id in reviewed]
    outside = [clause for clause in pack.clauses if clause.id not in reviewed]
    included: Json = {"include-controls": _ids(inside)} if inside else {"include-all": {}}
    why = [f"- {text(f'{clause.id}: {_why(clause, pack)[language]}')}" for clause in outside]
    title = messages.SELECTED_CLAUSES[language].format(f"{pack.id} {pack.version}")
    return {
        "description": text(title),
        "props": props(pack=pack.id, version=pack.version, force=pack.force, sha256=pack.sha256),
        **included,
        **terms.element(exclude_controls=_ids(outside), remarks="\n".join(why)),
    }


def _ids(of: Sequence[Clause]) -> list[Json]:
    return [{"control-id": terms.token(clause.id)} for clause in of]


def _why(clause: Clause, pack: Pack) -> Text:
    if clauses.own_rules(clause, pack):
        return messages.RULES_NOT_SELECTED
    return clauses.without_rule(clause, pack)


def objectives(pack: Pack, language: Language) -> Iterator[Json]:
    """Yield for each clause with rules the part that they decide: the target of findings."""
    for clause in pack.clauses:
        rules = clauses.own_rules(clause, pack)
        if rules:
            lines = (f"- {text(f'{rule.id}: {rule.title[language]}')}" for rule in rules)
            yield {
                "control-id": terms.token(clause.id),
                "description": text(messages.OBJECTIVE[language]),
                "props": props(pack=pack.id, assessment=clause.assessment.value),
                "parts": [
                    {
                        "id": terms.objective(pack.id, clause.id),
                        "name": "assessment-objective",
                        "title": text(clause.id),
                        "prose": "\n".join((f"{text(clause.summary[language])}\n", *lines)),
                    }
                ],
            }


class _Decided(NamedTuple):
    """A clause with its results, at least one of which passes or fails."""

    pack: Pack
    clause: Clause
    results: tuple[Result, ...]

    @property
    def satisfied(self) -> bool:
        """True if no rule of the clause failed, waived or not, or waits for a person."""
        unreviewed = any(item.status is Status.NOT_REVIEWED for item in self.results)
        return not self.reasons and not unreviewed

    @property
    def reasons(self) -> set[Reason]:
        """The reasons why rules of the clause failed."""
        return {result.reason for result in self.results if result.reason}


def findings(pack: Pack, results: Sequence[Result], subject: Subject) -> Iterator[Json]:
    """Yield the findings on the clauses of a pack with results on a manifest.

    A clause to which no rule applies is neither satisfied nor not. A clause with a
    rule that was not selected is not known to be satisfied, but may be known not to be.
    """
    for clause in pack.clauses:
        own = tuple(item for item in results if item.rule.clause.id == clause.id)
        found = _Decided(pack, clause, own)
        whole = len(own) == len(clauses.own_rules(clause, pack))
        applies = any(item.status is not Status.NOT_APPLICABLE for item in own)
        if applies and (whole or not found.satisfied):
            yield _finding(found, subject)


def _finding(found: _Decided, subject: Subject) -> Json:
    pack, clause, language = found.pack, found.clause, subject.language
    citation = wording.citation(pack, clause)[language]
    seen = [subject.identifier("observation", pack, item.rule.id) for item in found.results]
    waived = [item for item in found.results if item.status is Status.WAIVED]
    return terms.element(
        uuid=subject.identifier("finding", pack, clause.id),
        title=text(f"{clause.id} ({citation})"),
        description=text(clause.summary[language]),
        props=props(
            pack=pack.id,
            clause=clause.id,
            place=clause.place,
            place_status="confirmed" if clause.place_confirmed else "provisional",
            assessment=clause.assessment.value,
            confidence=clause.confidence.value,
            force=pack.force,
        ),
        target={
            "type": "objective-id",
            "target-id": terms.objective(pack.id, clause.id),
            "status": {
                "state": "satisfied" if found.satisfied else "not-satisfied",
                "reason": _reason(found),
                "remarks": "\n\n".join(map(text, _remarks(found, language))),
            },
        },
        related_observations=[{"observation-uuid": uuid} for uuid in seen],
        related_risks=[{"risk-uuid": subject.risk_id(item)} for item in waived],
    )


def _reason(found: _Decided) -> str:
    """Return pass or fail only if the facts show it, and OSCAL's word for the rest."""
    if found.satisfied:
        return "pass" if found.clause.assessment is Assessment.AUTOMATED else "other"
    return "fail" if Reason.VIOLATED in found.reasons else "other"


def _remarks(found: _Decided, language: Language) -> Iterator[str]:
    for status, pattern in _WORDS.items():
        rules = [item.rule.id for item in found.results if item.status is status]
        if rules:
            yield pattern[language].format(", ".join(rules))
    if found.reasons and Reason.VIOLATED not in found.reasons:
        yield messages.UNDECIDED[language]
    if found.clause.assessment is Assessment.PARTIAL and found.clause.assessment_reason:
        yield messages.PARTLY_DECIDED[language].format(found.clause.assessment_reason[language])
