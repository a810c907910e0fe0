"""The OSCAL findings on clauses: satisfied as far as rules decide it, or not satisfied."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Reason, Status
from validator.packs.model import Assessment
from validator.report import wording
from validator.report.formats import clauses
from validator.report.formats.oscal import messages, terms
from validator.report.formats.oscal.terms import Json, props, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from validator.engine.results import Result
    from validator.packs.model import Clause, Pack
    from validator.report.formats.oscal.observations import Subject

_WORDS = {
    Status.FAIL: messages.FAILED,
    Status.WAIVED: messages.WAIVED,
    Status.PASS: messages.PASSED,
    Status.NOT_REVIEWED: messages.UNREVIEWED,
    Status.NOT_APPLICABLE: messages.NOT_APPLICABLE,
}


class Decided(NamedTuple):
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


def decided(pack: Pack, results: Sequence[Result]) -> Iterator[Decided]:
    """Yield the clauses of a pack with results on a manifest.

    A clause to which no rule applies is neither satisfied nor not. A clause with a
    rule that was not selected is not known to be satisfied, but may be known not to be.
    """
    for clause in pack.clauses:
        own = tuple(item for item in results if item.rule.clause.id == clause.id)
        found = Decided(pack, clause, own)
        whole = len(own) == len(clauses.own_rules(clause, pack))
        applies = any(item.status is not Status.NOT_APPLICABLE for item in own)
        if applies and (whole or not found.satisfied):
            yield found


def finding(found: Decided, subject: Subject) -> Json:
    """Return the finding of one clause."""
    pack, clause, language = found.pack, found.clause, subject.language
    citation = wording.citation(pack, clause)[language]
    seen = [subject.observation_id(item, pack) for item in found.results]
    waived = [item for item in found.results if item.status is Status.WAIVED]
    risks = [{"risk-uuid": subject.risk_id(item)} for item in waived]
    return {
        "uuid": _identifier(found, subject),
        "title": text(f"{clause.id} ({citation})"),
        "description": text(clause.summary[language]),
        "props": props(
            pack=pack.id,
            clause=clause.id,
            place=clause.place,
            place_status="confirmed" if clause.place_confirmed else "provisional",
            assessment=clause.assessment.value,
            confidence=clause.confidence.value,
            force=pack.force,
        ),
        "target": {
            "type": "objective-id",
            "target-id": terms.objective(pack.id, clause.id),
            "status": {
                "state": "satisfied" if found.satisfied else "not-satisfied",
                "reason": _reason(found),
                "remarks": "\n\n".join(map(text, _remarks(found, subject))),
            },
        },
        "related-observations": [{"observation-uuid": uuid} for uuid in seen],
        **({"related-risks": risks} if risks else {}),
    }


def _identifier(found: Decided, subject: Subject) -> str:
    manifest, pack = subject.manifest, found.pack
    of_files = (manifest.name, manifest.sha256, pack.id, pack.sha256)
    return terms.identifier("finding", *of_files, found.clause.id, subject.report.as_of.isoformat())


def _reason(found: Decided) -> str:
    """Return pass or fail only if the facts show it, and OSCAL's word for the rest."""
    if found.satisfied:
        return "pass" if found.clause.assessment is Assessment.AUTOMATED else "other"
    return "fail" if Reason.VIOLATED in found.reasons else "other"


def _remarks(found: Decided, subject: Subject) -> Iterator[str]:
    language = subject.language
    for status, pattern in _WORDS.items():
        rules = [item.rule.id for item in found.results if item.status is status]
        if rules:
            yield pattern[language].format(", ".join(rules))
    if found.reasons and Reason.VIOLATED not in found.reasons:
        yield messages.UNDECIDED[language]
    if found.clause.assessment is Assessment.PARTIAL and found.clause.assessment_reason:
        yield messages.PARTLY_DECIDED[language].format(found.clause.assessment_reason[language])
