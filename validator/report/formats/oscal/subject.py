"""The results of the rules on one manifest, as OSCAL observations and accepted risks."""

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
    from validator.engine.results import Finding
    from validator.engine.waivers import Waiver
    from validator.manifest.manifest import Manifest
    from validator.model.text import Language
    from validator.packs.model import Pack
    from validator.report.report import Report
    from validator.report.result import Result


class Subject(NamedTuple):
    """The results on one manifest in a report."""

    report: Report
    language: Language
    manifest: Manifest

    def identifier(self, kind: str, pack: Pack, name: str) -> str:
        """Return the UUID of what is said of a rule or a clause: of that file, pack and day."""
        of_files = (self.manifest.name, self.manifest.sha256, pack.id, pack.sha256)
        return terms.identifier(kind, *of_files, name, self.report.as_of.isoformat())

    @property
    def component(self) -> str:
        """The UUID of the deployment that the manifest describes."""
        metadata = self.manifest.stated["metadata"]
        return terms.identifier("deployment", self.manifest.name, metadata["id"])

    @property
    def tool(self) -> str:
        """The UUID of the tool, as referenced by the result on the manifest."""
        return terms.identifier("tool", self.manifest.name)

    def observation(self, result: Result) -> Json:
        """Return the observation of a rule."""
        rule, clause, pack = result.rule, result.rule.clause, result.pack
        links = [{"href": rule_page(rule, self.language), "rel": "reference"}]
        return terms.element(
            uuid=self.identifier("observation", pack, rule.id),
            title=text(rule.title[self.language]),
            description=text(self._description(result)),
            props=props(
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
            links=links if has_page(rule) else [],
            methods=["TEST"],
            types=["control-objective"],
            origins=self._origins(),
            subjects=[{"subject-uuid": self.component, "type": "component"}],
            relevant_evidence=[self._seen(finding) for finding in result.findings],
            collected=terms.start_of(self.report.as_of),
        )

    def _description(self, result: Result) -> str:
        if result.status is not Status.PASS:
            return result.message[self.language]
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
        return [{"actors": [{"type": "tool", "actor-uuid": self.tool}]}]

    def _seen(self, finding: Finding) -> Json:
        """Return a place of the manifest as evidence, with its value."""
        language, place = self.language, finding.position
        where = f"{wording.jump(finding.file, place)} {wording.named(finding.parts)[language]}"
        found = f"{FOUND[language]} {wording.found(finding)[language]}"
        detail = wording.difference(finding)[language] if finding.expected else found
        in_memory = f"#{terms.manifest_resource(self.manifest)}"
        in_file = f"{terms.reference(finding.file)}#L{place.line}"
        return {
            "href": in_memory if self.manifest.folder is None else in_file,
            "description": text(f"{where}{COLON[language]}{detail}"),
            "props": props(
                file=finding.file,
                line=str(place.line),
                column=str(place.column),
                pointer=finding.pointer or "/",
                reason=finding.reason.value if finding.reason else None,
            ),
        }

    def risk_id(self, result: Result) -> str:
        """Return the UUID of the risk that a waiver accepts, the same from run to run."""
        return terms.identifier("risk", self.manifest.name, result.rule.pack, result.rule.id)

    def risk(self, result: Result, waiver: Waiver) -> Json:
        """Return a waived failure as a risk."""
        approved, uuid = "deviation-approved", self.risk_id(result)
        observation = self.identifier("observation", result.pack, result.rule.id)
        return {
            "uuid": uuid,
            "title": text(result.rule.title[self.language]),
            "description": text(self._description(result)),
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
                    "uuid": terms.identifier("compensating", uuid),
                    "description": text(waiver.compensating),
                }
            ],
            "deadline": f"{waiver.expires.isoformat()}T23:59:59Z",
            "risk-log": {
                "entries": [
                    {
                        "uuid": terms.identifier("approval", uuid),
                        "title": text(messages.APPROVED_BY[self.language].format(waiver.approver)),
                        "start": terms.start_of(waiver.granted),
                        "status-change": approved,
                    }
                ]
            },
            "related-observations": [{"observation-uuid": observation}],
        }
