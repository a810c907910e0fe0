"""The report as JSON, shaped as ``schema/report.schema.json`` says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from validator import derived, pointers, summary, words
from validator.facts import derive
from validator.model import Reason, Status
from validator.pointers import MISSING

if TYPE_CHECKING:
    from datetime import date

    from validator.errors import Problem
    from validator.evidence import Document
    from validator.in_force import NotRun
    from validator.manifest import Manifest
    from validator.model import Finding, Pack, Result
    from validator.report import Report
    from validator.text import Language, Text
    from validator.waivers import WaiverUse

Json = dict[str, Any]


def render(report: Report, _language: Language = "en") -> str:
    """Return the report as JSON text, with both languages in it."""
    return json.dumps(as_value(report), ensure_ascii=False, indent=2) + "\n"


def as_value(report: Report) -> Json:
    """Return the report as a JSON value."""
    manifests = {manifest.name: manifest for manifest in report.manifests}
    packs = {pack.id: pack for pack in report.packs}
    return {
        "apiVersion": "facepolicy-report/v1",
        "version": report.version,
        "asOf": report.as_of.isoformat(),
        "failOn": report.fail_on.value,
        "statement": _text(summary.statement(report)),
        "manifests": [_manifest(manifest, report) for manifest in report.manifests],
        "packs": [_pack(pack) for pack in report.packs],
        "notRun": [_not_run(item) for item in report.not_run],
        "problems": [_problem(problem) for problem in report.problems],
        "waivers": _waivers(report),
        "baseline": baseline(report),
        "results": [
            _result(item, manifests[item.manifest], packs[item.rule.pack], report)
            for item in report.results
        ],
        "counts": counts(report),
        "exitCode": int(report.exit_code),
    }


def _text(text: Text) -> Json:
    return {"en": text.en, "zh": text.zh}


def _manifest(manifest: Manifest, report: Report) -> Json:
    documents = report.documents[manifest.name]
    broken = frozenset(item.id for item in documents if item.standing.broken)
    facts = derive(manifest.value, report.as_of, broken)
    metadata = manifest.value["metadata"]
    return {
        "name": manifest.name,
        "source": manifest.source,
        "id": metadata["id"],
        "version": metadata["version"],
        "sha256": manifest.sha256,
        "derived": [_derived(*item) for item in derived.found(facts)],
        "evidence": [_document(item) for item in documents],
    }


def _document(document: Document) -> Json:
    return {
        "id": document.id,
        "line": document.position.line,
        "column": document.position.column,
        "standing": document.standing.value,
        "expires": document.entry["expires"],
        "daysLeft": document.days_left,
        "usedAt": list(document.used_at),
    }


def _waivers(report: Report) -> Json | None:
    if report.waiver_file is None:
        return None
    return {
        "source": report.waiver_file.source,
        "sha256": report.waiver_file.sha256,
        "uses": [_use(use, report.as_of) for use in report.waiver_uses],
    }


def _use(use: WaiverUse, as_of: date) -> Json:
    waiver = use.waiver
    return {
        "rule": waiver.rule,
        "manifest": waiver.manifest,
        "line": waiver.position.line,
        "column": waiver.position.column,
        "justification": waiver.justification,
        "owner": waiver.owner,
        "approver": waiver.approver,
        "compensating": waiver.compensating,
        "granted": waiver.granted.isoformat(),
        "expires": waiver.expires.isoformat(),
        "daysLeft": use.days_left(as_of),
        "state": use.state.value,
    }


def baseline(report: Report) -> Json | None:
    """Return what the report says of its baseline; None without one."""
    if report.baseline is None:
        return None
    return {
        "source": report.baseline.source,
        "sha256": report.baseline.sha256,
        "asOf": report.baseline.as_of,
        "regressions": len(report.regressions),
        "improved": [
            {"file": known.file, "rule": known.rule, "pointer": known.pointer}
            for known in report.improved
        ],
    }


def _derived(place: tuple[str, ...], fact: derived.Derived, value: bool | None) -> Json:  # noqa: FBT001 - a fact
    return {
        "pointer": pointers.build(place),
        "title": _text(fact.title),
        "source": fact.source,
        "value": "undetermined" if value is None else value,
    }


def _not_run(item: NotRun) -> Json:
    return {
        "manifest": item.manifest,
        "pack": item.pack,
        "reason": item.reason.value,
        "message": _text(item.text),
    }


def _pack(pack: Pack) -> Json:
    return {
        "id": pack.id,
        "version": pack.version,
        "title": _text(pack.title),
        "force": pack.force,
        "sha256": pack.sha256,
        "clauses": len(pack.clauses),
        "rules": len(pack.rules),
    }


def _problem(problem: Problem) -> Json:
    place = problem.position
    return {
        "source": problem.source,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "message": _text(problem.text),
    }


def _result(result: Result, manifest: Manifest, pack: Pack, report: Report) -> Json:
    rule, clause = result.rule, result.rule.clause
    value: Json = {
        "manifest": result.manifest,
        "pack": rule.pack,
        "rule": rule.id,
        "clause": clause.id,
        "topic": rule.topic,
        "place": clause.place,
        "placeStatus": "confirmed" if clause.place_confirmed else "provisional",
        "force": pack.force,
        "confidence": clause.confidence.value,
        "severity": rule.severity.value,
        "title": _text(rule.title),
        "status": result.status.value,
        "reason": result.reason.value if result.reason else None,
        "byException": result.by_exception,
        "findings": [_finding(finding) for finding in result.findings],
    }
    if result.status in (Status.FAIL, Status.WAIVED):
        value["message"] = _text(words.message(result, manifest))
        value["remediation"] = {who: _text(text) for who, text in rule.remediation.items()}
    if result.status is Status.PASS:
        value["basis"] = "evidenced" if report.is_evidenced(result) else "declared"
    if result.status is Status.FAIL and report.baseline:
        value["known"] = report.baseline.knows(result)
    if result.status is Status.NOT_APPLICABLE:
        value["message"] = _text(words.applicability(result, pack))
    return value


def _finding(finding: Finding) -> Json:
    found: Json = {} if finding.found is MISSING else {"found": finding.found}
    return {
        "pointer": finding.pointer,
        "line": finding.position.line,
        "column": finding.position.column,
        "reason": finding.reason.value,
        **found,
        "wanted": _text(words.all_wanted(finding)),
    }


def counts(report: Report) -> Json:
    """Return every count of the report."""
    return {
        "manifests": len(report.manifests),
        "results": len(report.results),
        "status": {status.value: number for status, number in report.by_status.items()},
        "reason": {reason.value: report.by_reason[reason] for reason in Reason},
        "severity": {level.value: number for level, number in report.by_severity.items()},
        "byException": len(report.by_exception),
        "evidenced": len(report.evidenced),
        "clauses": {
            "inInstruments": report.clauses_in_all,
            "assessed": report.clauses_assessed,
            "notAssessable": report.clauses_unassessable,
        },
    }
