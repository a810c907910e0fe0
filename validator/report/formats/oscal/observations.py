"""The results of each rule as OSCAL observations, and accepted risks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Status
from validator.packs.doc_urls import rule_page
from validator.report import wording
from validator.report.formats.markup import has_page
from validator.report.formats.oscal import messages, terms
from validator.report.formats.oscal.terms import Json, props, text
from validator.report.messages import COLON, FOUND

if TYPE_CHECKING:
    from validator.engine.results import Finding, Result, Waiver
    from validator.manifest.manifest import Manifest
    from validator.model.text import Language
    from validator.packs.model import Pack
    from validator.report.report import Report


class Subject(NamedTuple):
    """The subject of an observation: the results on one manifest in a report."""

    report: Report
    language: Language
    manifest: Manifest

    def observation(self, result: Result, pack: Pack) -> Json:
        """Return the observation of a rule."""
        rule, clause = result.rule, result.rule.clause
        seen = [self._seen(finding) for finding in result.findings]
        links = [{"href": rule_page(rule, self.language), "rel": "reference"}]
        return {
            "uuid": self.observation_id(result, pack),
            "title": text(rule.title[self.language]),
            "description": text(self._description(result, pack)),
            "props": props(
                status=result.status.value,
                reason=result.reason.value if result.reason else None,
                severity=rule.severity.value,
                rule=rule.id,
                pack=pack.id,
                clause=clause.id,
                topic=rule.topic,
                force=pack.force,
                confidence=clause.confidence.value,
                **self._basis(result),
            ),
            **({"links": links} if has_page(rule) else {}),
            "methods": ["TEST"],
            "types": ["control-objective"],
            "origins": self._origins(),
            "subjects": [{"subject-uuid": terms.component(self.manifest), "type": "component"}],
            **({"relevant-evidence": seen} if seen else {}),
            "collected": terms.start_of(self.report.as_of),
        }

    def observation_id(self, result: Result, pack: Pack) -> str:
        """Return the UUID of the observation of a result: of that rule, file and day."""
        of_files = (self.manifest.name, self.manifest.sha256, pack.id, pack.sha256)
        day = self.report.as_of.isoformat()
        return terms.identifier("observation", *of_files, result.rule.id, day)

    def _description(self, result: Result, pack: Pack) -> str:
        if result.status is Status.NOT_APPLICABLE:
            return wording.applicability(result, pack)[self.language]
        if result.reason or result.status is Status.NOT_REVIEWED:
            return wording.message(result)[self.language]
        if result.by_exception and result.rule.exception:
            return result.rule.exception.note[self.language]
        return result.rule.title[self.language]

    def _basis(self, result: Result) -> dict[str, str]:
        """Return the basis of a pass, and whether a failure is new."""
        if result.status is Status.PASS:
            standing = {"basis": "evidenced" if self.report.is_evidenced(result) else "declared"}
            return standing | ({"by_exception": "true"} if result.by_exception else {})
        if result.status is Status.FAIL and self.report.baseline:
            known = self.report.baseline.knows(result)
            return {"baseline": "known" if known else "new"}
        return {}

    def _origins(self) -> list[Json]:
        return [{"actors": [{"type": "tool", "actor-uuid": terms.tool(self.manifest)}]}]

    def _seen(self, finding: Finding) -> Json:
        """Return a place of the manifest as evidence, with its value."""
        language, place = self.language, finding.position
        where = f"{wording.jump(finding.file, place)} {wording.named(finding.parts)[language]}"
        found = f"{FOUND[language]} {wording.found(finding)[language]}"
        detail = wording.difference(finding)[language] if finding.expected else found
        return {
            "href": self._href(finding.file, place.line),
            "description": text(f"{where}{COLON[language]}{detail}"),
            "props": props(
                file=finding.file,
                line=str(place.line),
                column=str(place.column),
                pointer=finding.pointer or "/",
                reason=finding.reason.value if finding.reason else None,
            ),
        }

    def _href(self, file: str, line: int) -> str:
        if self.manifest.folder is None:
            return f"#{terms.manifest_resource(self.manifest)}"
        return f"{terms.reference(file)}#L{line}"

    def risk_id(self, result: Result) -> str:
        """Return the UUID of the risk that a waiver accepts, the same from run to run."""
        return terms.identifier("risk", self.manifest.name, result.rule.pack, result.rule.id)

    def risk(self, result: Result, pack: Pack, waiver: Waiver) -> Json:
        """Return a waived failure as a risk."""
        approved = "deviation-approved"
        return {
            "uuid": self.risk_id(result),
            "title": text(result.rule.title[self.language]),
            "description": text(self._description(result, pack)),
            "statement": text(waiver.justification),
            "props": props(
                owner=waiver.owner,
                approver=waiver.approver,
                granted=waiver.granted.isoformat(),
                expires=waiver.expires.isoformat(),
                waiver=wording.jump(waiver.source, waiver.position),
            ),
            "status": approved,
            "origins": self._origins(),
            "mitigating-factors": [
                {
                    "uuid": terms.identifier("compensating", self.risk_id(result)),
                    "description": text(waiver.compensating),
                }
            ],
            "deadline": terms.end_of(waiver.expires),
            "risk-log": {
                "entries": [
                    {
                        "uuid": terms.identifier("approval", self.risk_id(result)),
                        "title": text(messages.APPROVED_BY[self.language].format(waiver.approver)),
                        "start": terms.start_of(waiver.granted),
                        "status-change": approved,
                    }
                ]
            },
            "related-observations": [{"observation-uuid": self.observation_id(result, pack)}],
        }
