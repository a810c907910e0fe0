"""The results of each manifest, as OSCAL results.

The result of a rule is an observation, and a risk if it is waived. A clause is a control: which
were reviewed, and the findings on them, satisfied only as far as rules decide the clause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Reason, Status
from validator.model.groups import grouped
from validator.packs.doc_urls import rule_page
from validator.packs.model import Assessment
from validator.report import wording
from validator.report.formats import clauses
from validator.report.formats.messages import MORE_PLACES
from validator.report.formats.oscal import messages, terms
from validator.report.formats.oscal.terms import Json, props, text
from validator.report.messages import COLON, ENTRY_STATES, FOUND

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from validator.engine.results import Finding
    from validator.engine.waivers import Waiver
    from validator.manifest.model import Manifest
    from validator.model.text import Language, Text
    from validator.packs.model import Clause, Pack
    from validator.report.report import Report
    from validator.report.result import Result

_STATES = {
    "planned": "under-development",
    "pilot": "operational",
    "production": "operational",
    "suspended": "other",
    "retired": "disposition",
}
"""OSCAL's words for the stages of a deployment."""


def results(report: Report, language: Language) -> Iterator[Json]:
    """Yield a result for each manifest."""
    for manifest in report.manifests:
        yield _result(_Subject(report, language, manifest))


def of_run(report: Report, language: Language) -> Iterator[Json]:
    """Yield a result with the log of the run, if there is one or there are no manifests."""
    checked = report.totals.number("manifests")
    if checked and not report.problems and not report.idle_entries:
        return
    title = messages.LOG_OF_RUN if checked else messages.NO_ANSWER
    yield {
        "uuid": terms.identifier("result", report.as_of.isoformat()),
        "title": title[language],
        "description": title[language],
        "start": terms.start_of(report.as_of),
        "end": terms.start_of(report.as_of),
        "reviewed-controls": _reviewed(report.packs, (), language),
        **_log(report, language),
    }


def _result(subject: _Subject) -> Json:
    report, language, manifest = subject.report, subject.language, subject.manifest
    packs = [pack for name, pack in clauses.run_over(report) if name == manifest.name]
    own = [item for item in report.results if item.manifest == manifest.name]
    of_clause = grouped((item.rule.assesses, item) for item in own)
    remarks = [
        messages.NOT_RUN[language].format(item.pack, item.text[language])
        for item in report.not_run
        if item.manifest == manifest.name
    ]
    day = report.as_of.isoformat()
    return terms.element(
        uuid=terms.identifier("result", manifest.name, manifest.sha256, day),
        title=text(messages.RESULT_TITLE[language].format(manifest.name)),
        description=text(messages.RESULT_DESCRIPTION[language].format(len(own), len(packs))),
        start=terms.start_of(report.as_of),
        end=terms.start_of(report.as_of),
        props=props(manifest=manifest.name, sha256=manifest.sha256),
        local_definitions=_definitions(subject),
        reviewed_controls=_reviewed(packs, of_clause, language),
        observations=[subject.observation(item) for item in own],
        risks=[subject.risk(item, item.waiver) for item in own if item.waiver],
        findings=list(findings(of_clause.values(), subject)),
        remarks="\n\n".join(map(text, remarks)),
    )


def _reviewed(
    packs: Sequence[Pack], reviewed: Container[tuple[str, str]], language: Language
) -> Json:
    return {"control-selections": [selection(pack, reviewed, language) for pack in packs]}


def _definitions(subject: _Subject) -> Json:
    """Return the deployment, and the tool that checked its manifest."""
    language, manifest = subject.language, subject.manifest
    metadata = manifest.stated["metadata"]
    named = wording.title(manifest, "")[language]
    description = messages.DEPLOYMENT[language]
    if named:
        description += f"{COLON[language]}{named}"
    deployment = {
        "uuid": subject.component,
        "type": "system",
        "title": text(metadata["id"]),
        "description": text(description),
        "props": props(version=metadata.get("version"), stage=metadata.get("status")),
        "status": {"state": _STATES.get(metadata.get("status"), "other")},
    }
    tool = {
        "uuid": subject.tool,
        "type": "software",
        "title": "facepolicy",
        "description": messages.TOOL[language],
        "props": props(version=subject.report.version),
        "status": {"state": "operational"},
    }
    platform = {
        "uuid": terms.identifier("platform", manifest.name),
        "uses-components": [{"component-uuid": subject.tool}],
    }
    assets = {"components": [tool], "assessment-platforms": [platform]}
    return {"components": [deployment], "assessment-assets": assets}


def _log(report: Report, language: Language) -> Json:
    """Return the log of the run: files that could not be used, idle waivers."""
    entries = [(messages.COULD_NOT_BE_USED, problem.line(language)) for problem in report.problems]
    for use in report.idle_entries:
        where = wording.jump(use.entry.source, use.entry.position)
        line = f"{where} {use.entry.subject}: {ENTRY_STATES[use.state][language]}"
        entries.append((messages.ENTRY_WITHOUT_EFFECT, line))
    day = report.as_of
    logged = [
        {
            "uuid": terms.identifier("log", day.isoformat(), str(number), line),
            "title": title[language],
            "description": text(line),
            "start": terms.start_of(day),
        }
        for number, (title, line) in enumerate(entries)
    ]
    return {"assessment-log": {"entries": logged}} if logged else {}


class _Subject(NamedTuple):
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
        page = rule_page(rule, self.language)
        more = len(result.findings) - wording.MOST
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
            links=[{"href": page, "rel": "reference"}] if page else [],
            methods=["TEST"],
            types=["control-objective"],
            origins=self._origins(),
            subjects=[{"subject-uuid": self.component, "type": "component"}],
            relevant_evidence=[self._seen(finding) for finding in _shown(result)],
            collected=terms.start_of(self.report.as_of),
            remarks=MORE_PLACES[self.language].format(more) if more > 0 else "",
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
            standing = {"basis": self.report.basis_of(result)}
            return standing | ({"by_exception": "true"} if result.by_exception else {})
        if result.status is Status.FAIL and self.report.baseline:
            known = self.report.baseline.knows(result)
            return {"baseline": "known" if known else "new"}
        return {}

    def _origins(self) -> list[Json]:
        return [{"actors": [{"type": "tool", "actor-uuid": self.tool}]}]

    def _seen(self, finding: Finding) -> Json:
        """Return a place of the manifest as evidence, with its value."""
        language, place, file = self.language, finding.position, finding.file
        where = f"{wording.jump(file, place)} {wording.name_of(finding)[language]}"
        if finding.expected:
            detail = wording.difference(finding)[language]
        else:
            detail = f"{FOUND[language]} {wording.found(finding)[language]}"
        if self.manifest.folder is None:
            href = f"#{terms.manifest_resource(self.manifest)}"
        else:
            href = f"{terms.reference(file)}#L{place.line}"
        return {
            "href": href,
            "description": text(f"{where}{COLON[language]}{detail}"),
            "props": props(
                file=file,
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


def _shown(result: Result) -> Sequence[Finding]:
    """Return the findings to show; of hundreds some, and first those that failed the rule."""
    if len(result.findings) <= wording.MOST:
        return result.findings
    grave = sorted(result.findings, key=lambda finding: finding.reason is not result.reason)
    return grave[: wording.MOST]


def selection(pack: Pack, reviewed: Container[tuple[str, str]], language: Language) -> Json:
    """Return the clauses of a pack that were reviewed: those on which there is a result."""
    inside = [clause for clause in pack.clauses if (pack.id, clause.id) in reviewed]
    outside = [clause for clause in pack.clauses if (pack.id, clause.id) not in reviewed]
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


def findings(of_clauses: Iterable[Sequence[Result]], subject: _Subject) -> Iterator[Json]:
    """Yield the findings on clauses, each with its results on a manifest.

    A clause to which no rule applies is neither satisfied nor not. A clause with a
    rule that was not selected is not known to be satisfied, but may be known not to be.
    """
    for own in of_clauses:
        if all(item.status is Status.NOT_APPLICABLE for item in own):
            continue
        clause, pack = own[0].rule.clause, own[0].pack
        # A failure that is waived has a reason as well.
        satisfied = not any(item.reason or item.status is Status.NOT_REVIEWED for item in own)
        if not satisfied or len(own) == len(clauses.own_rules(clause, pack)):
            yield _finding(clause, own, subject, satisfied=satisfied)


def _finding(clause: Clause, own: Sequence[Result], subject: _Subject, *, satisfied: bool) -> Json:
    pack, language = own[0].pack, subject.language
    citation = wording.citation(pack, clause)[language]
    seen = [subject.identifier("observation", pack, item.rule.id) for item in own]
    waived = [item for item in own if item.status is Status.WAIVED]
    # Pass or fail only if the facts show it; other is OSCAL's word for the rest.
    violated = any(item.reason is Reason.VIOLATED for item in own)
    reason = "fail" if violated else "other"
    if satisfied and clause.assessment is Assessment.AUTOMATED:
        reason = "pass"
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
                "state": "satisfied" if satisfied else "not-satisfied",
                "reason": reason,
                "remarks": "\n\n".join(map(text, _remarks(clause, own, language))),
            },
        },
        related_observations=[{"observation-uuid": uuid} for uuid in seen],
        related_risks=[{"risk-uuid": subject.risk_id(item)} for item in waived],
    )


def _remarks(clause: Clause, own: Sequence[Result], language: Language) -> Iterator[str]:
    for status, pattern in messages.RULES_OF.items():
        rules = [item.rule.id for item in own if item.status == status]
        if rules:
            yield pattern[language].format(", ".join(rules))
    reasons = {item.reason for item in own if item.reason}
    if reasons and Reason.VIOLATED not in reasons:
        yield messages.UNDECIDED[language]
    if clause.assessment is Assessment.PARTIAL and clause.assessment_reason:
        yield messages.PARTLY_DECIDED[language].format(clause.assessment_reason[language])
