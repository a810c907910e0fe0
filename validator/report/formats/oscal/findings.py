"""What follows for each clause: satisfied as far as its rules decide it, or not satisfied."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Reason, Status
from validator.model.text import Text
from validator.packs.model import Assessment
from validator.report import wording
from validator.report.formats import clauses
from validator.report.formats.oscal import terms
from validator.report.formats.oscal.terms import Json, props, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from validator.engine.results import Result
    from validator.packs.model import Clause, Pack
    from validator.report.formats.oscal.observations import Subject

_PARTLY = Text("Only in part for a machine to decide: {}", "机器只能判定一部分：{}")
_UNDECIDED = Text(
    "The facts stated do not contradict it, and do not show it either.",
    "所述事实未与之相悖，但也未能表明已做到。",
)
_FAILED = Text("failed: {}", "不通过：{}")
_WAIVED = Text("waived, still not satisfied: {}", "已豁免，但仍未满足：{}")
_PASSED = Text("passed on the facts stated: {}", "就所述事实通过：{}")
_UNREVIEWED = Text("a person has to judge: {}", "须由人判断：{}")
_OUTSIDE = Text("not applicable: {}", "不适用：{}")
_WORDS = {
    Status.FAIL: _FAILED,
    Status.WAIVED: _WAIVED,
    Status.PASS: _PASSED,
    Status.NOT_REVIEWED: _UNREVIEWED,
    Status.NOT_APPLICABLE: _OUTSIDE,
}


class Decided(NamedTuple):
    """A clause with the results on it, at least one of which passes or fails."""

    pack: Pack
    clause: Clause
    results: tuple[Result, ...]

    @property
    def satisfied(self) -> bool:
        """Whether no rule of the clause failed, waived or not, or waits for a person."""
        unreviewed = any(item.status is Status.NOT_REVIEWED for item in self.results)
        return not self.reasons and not unreviewed

    @property
    def reasons(self) -> set[Reason]:
        """Why rules of the clause failed."""
        return {result.reason for result in self.results if result.reason}


def decided(pack: Pack, results: Sequence[Result]) -> Iterator[Decided]:
    """Yield the clauses of a pack of which the results on a manifest say something.

    A clause to which no rule applies is neither satisfied nor not. A clause of which some
    rule was not selected is not known to be satisfied, and may only be known not to be.
    """
    for clause in pack.clauses:
        own = tuple(item for item in results if item.rule.clause.id == clause.id)
        found = Decided(pack, clause, own)
        whole = len(own) == len(clauses.own_rules(clause, pack))
        applies = any(item.status is not Status.NOT_APPLICABLE for item in own)
        if applies and (whole or not found.satisfied):
            yield found


def finding(found: Decided, subject: Subject) -> Json:
    """Return what follows for one clause."""
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
    """Return pass or fail only where the facts show it, and OSCAL's word for the rest."""
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
        yield _UNDECIDED[language]
    if found.clause.assessment is Assessment.PARTIAL and found.clause.assessment_reason:
        yield _PARTLY[language].format(found.clause.assessment_reason[language])
