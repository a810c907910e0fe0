"""The report as JSON, in the form of ``schema/report.schema.json``."""

from __future__ import annotations

from typing import ClassVar

from validator.engine import derived
from validator.engine.evidence import broken_and_proofs
from validator.engine.facts import derive
from validator.engine.results import Reason, Status
from validator.engine.waivers import Attestation
from validator.manifest.vocabulary import pattern_of
from validator.model import pointers
from validator.model.pointers import MISSING
from validator.packs.model import Severity
from validator.report import summary, wording
from validator.report.counts import ClauseState
from validator.report.ending import ending_soon
from validator.report.formats.streams import JsonStream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from typing import Any

    from validator.engine.configuration import Proof
    from validator.engine.evidence import Document
    from validator.engine.results import Finding
    from validator.engine.waivers import Waiver
    from validator.manifest.model import Manifest
    from validator.model.errors import Problem
    from validator.model.pointers import Pattern
    from validator.model.text import Text
    from validator.packs.in_force import NotRun
    from validator.packs.model import Pack, Rule
    from validator.report.counts import Totals
    from validator.report.ending import Ending
    from validator.report.entries import EntryUse
    from validator.report.entry_files import EntryFile
    from validator.report.report import Report
    from validator.report.result import Result

    Json = dict[str, Any]


class Stream(JsonStream):
    """A JSON report that is written part by part, with both languages in it."""

    depths: ClassVar = {"manifests": 2, "notRun": 2, "results": 2}
    """The lists that grow with the manifests."""

    def _lists(self, report: Report) -> dict[str, list[Json]]:
        return {
            "manifests": [_manifest(manifest, report) for manifest in report.manifests],
            "notRun": [not_run(item) for item in report.not_run],
            "results": [_result(item, report) for item in report.results],
        }

    def _whole(self, frame: Report) -> Json:
        return {
            "apiVersion": "facepolicy-report/v2",
            "version": frame.version,
            "asOf": frame.as_of.isoformat(),
            "timezone": frame.timezone,
            "failOn": frame.fail_on.value,
            "statement": text(summary.statement(frame.totals)),
            "manifests": self._items("manifests"),
            "packs": [_pack(pack) for pack in frame.packs],
            "notRun": self._items("notRun"),
            "problems": [problem(item) for item in frame.problems],
            "waivers": _entries(frame.waiver_file, frame.waiver_uses, frame.as_of),
            "attestations": _entries(frame.attestation_file, frame.attestation_uses, frame.as_of),
            "ending": [ending(item) for item in ending_soon(frame)],
            "baseline": baseline(frame),
            "results": self._items("results"),
            "counts": counts_of(frame.totals),
            "exitCode": int(frame.exit_code),
        }


def ending(item: Ending) -> Json:
    """Return what ends soon, and when."""
    return {
        "kind": item.kind,
        "name": item.name,
        "manifest": item.manifest,
        "file": item.file,
        **item.position._asdict(),
        "day": item.day.isoformat(),
        "daysLeft": item.days_left,
    }


def text(message: Text) -> Json:
    """Return a text in both languages."""
    return message._asdict()


def _manifest(manifest: Manifest, report: Report) -> Json:
    documents = report.documents[manifest.name]
    facts = derive(manifest.stated, report.as_of, *broken_and_proofs(documents))
    return {
        "name": manifest.name,
        **origin(manifest),
        "derived": [
            {
                "pointer": pointers.build(place),
                "title": text(fact.title),
                "source": fact.source,
                "value": "undetermined" if value is None else value,
            }
            for place, fact, value in derived.computed(facts)
        ],
        "evidence": [evidence(item) for item in documents],
    }


def origin(manifest: Manifest) -> Json:
    """Return the file of a manifest with its digest, and what the manifest says it is."""
    metadata = manifest.stated["metadata"]
    return {
        "source": manifest.source,
        "id": metadata["id"],
        "version": metadata.get("version"),
        **({"deployment": metadata["deployment"]} if "deployment" in metadata else {}),
        "sha256": manifest.sha256,
    }


def evidence(document: Document) -> Json:
    """Return a document of a manifest."""
    value: Json = {
        "id": document.id,
        **document.position._asdict(),
        "standing": document.standing.value,
        "expires": document.entry.get("expires"),
        "daysLeft": document.days_left,
        "usedAt": list(document.used_at),
    }
    if document.proofs:
        value["proofs"] = [_proof(item) for item in document.proofs]
    return value


def _proof(proof: Proof) -> Json:
    return {
        "fact": pointers.build(proof.fact),
        "at": proof.at,
        "file": proof.file,
        "line": proof.position.line if proof.position else None,
        "shown": proof.shown.value,
        **({} if proof.value is MISSING else {"value": proof.value}),
        **({"why": proof.why.value} if proof.why else {}),
    }


def _entries(file: EntryFile | None, uses: Sequence[EntryUse], as_of: date) -> Json | None:
    if file is None:
        return None
    return {
        "source": file.source,
        "sha256": file.sha256,
        "uses": [use(item, as_of) for item in uses],
    }


def use(item: EntryUse, as_of: date) -> Json:
    """Return a waiver or an attestation, and its state."""
    entry = item.entry
    return {
        **(attestation(entry) if isinstance(entry, Attestation) else _waiver(entry)),
        "manifest": entry.manifest,
        **entry.position._asdict(),
        "daysLeft": item.days_left(as_of),
        "state": item.state.value,
    }


def _waiver(waiver: Waiver) -> Json:
    return {
        **({"rule": waiver.rule} if waiver.rule else {"fact": waiver.fact}),
        "justification": waiver.justification,
        "owner": waiver.owner,
        "approver": waiver.approver,
        "compensating": waiver.compensating,
        "granted": waiver.granted.isoformat(),
        "expires": waiver.expires.isoformat(),
    }


def attestation(item: Attestation) -> Json:
    """Return what a person judged."""
    return {
        "subject": item.subject,
        "outcome": item.outcome,
        "by": {"name": item.name, "role": item.role},
        "attested": item.attested.isoformat(),
        "until": item.until.isoformat(),
        "reason": item.reason,
        "evidence": list(item.evidence),
    }


def baseline(report: Report) -> Json | None:
    """Return the baseline of the report; None without one."""
    if report.baseline is None:
        return None
    return {
        "source": report.baseline.source,
        "sha256": report.baseline.sha256,
        "asOf": report.baseline.as_of,
        "regressions": report.totals.number("regressions"),
        "improved": [known._asdict() for known in report.improved],
    }


def not_run(item: NotRun) -> Json:
    """Return a pack that was left out, and the reason."""
    return {
        "manifest": item.manifest,
        "pack": item.pack,
        "reason": item.reason.value,
        "message": text(item.text),
    }


def _pack(pack: Pack) -> Json:
    return {
        "id": pack.id,
        "version": pack.version,
        "title": text(pack.title),
        "force": pack.force,
        "sha256": pack.sha256,
        "clauses": len(pack.clauses),
        "rules": len(pack.rules),
    }


def problem(item: Problem) -> Json:
    """Return a problem of a manifest."""
    line, column = item.position or (None, None)
    return {"source": item.source, "line": line, "column": column, "message": text(item.message)}


def _result(result: Result, report: Report) -> Json:
    value: Json = {
        "manifest": result.manifest,
        **about(result.rule, {"force": result.pack.force}),
        "status": result.status.value,
        "reason": result.reason.value if result.reason else None,
        "byException": result.by_exception,
        "facts": [
            {"file": item.file, **fact}
            for item, fact in zip(result.facts, facts(result.facts), strict=True)
        ],
    }
    if result.status is not Status.PASS:
        value["message"] = text(result.message)
    if result.status in (Status.FAIL, Status.WAIVED, Status.NOT_REVIEWED):
        value |= {"fix": text(wording.fix(result)), "officer": text(wording.officer(result))}
    if result.attestation:
        value["attestation"] = attestation(result.attestation)
    if result.status is Status.PASS:
        value["basis"] = report.basis_of(result)
    if result.status is Status.FAIL and report.baseline:
        value["known"] = report.baseline.knows(result)
    return value


def about(rule: Rule, more: Json | None = None) -> Json:
    """Return a rule, with details of its clause."""
    clause = rule.clause
    return {
        "pack": rule.pack,
        "rule": rule.id,
        "clause": clause.id,
        "topic": rule.topic,
        "place": clause.place,
        "placeStatus": "confirmed" if clause.place_confirmed else "provisional",
        **(more or {}),
        "confidence": clause.confidence.value,
        "severity": rule.severity.value,
        "title": text(rule.title),
    }


def facts(findings: Sequence[Finding]) -> Iterator[Json]:
    """Yield the facts that decided a result."""
    # Of a list with hundreds of entries, most facts expect the same. Expected values may hold lists
    # and have no hash, so their ids are the key; ``findings`` keeps them alive all the while.
    expected: dict[tuple[Pattern, tuple[int, ...]], Text] = {}
    for item in findings:
        key = pattern_of(item.parts), tuple(map(id, item.expected))
        if key not in expected:
            expected[key] = wording.all_expected(item)
        actual = item.actual
        yield {
            "pointer": item.pointer,
            **item.position._asdict(),
            "reason": item.reason.value if item.reason else None,
            **({"file": item.file, "inherited": True} if item.inherited else {}),
            **({} if actual is MISSING else {"actual": actual}),
            "expected": text(expected[key]),
        }


_CLAUSES = {
    ClauseState.IN_FULL: "inFull",
    ClauseState.IN_PART: "inPart",
    ClauseState.ATTESTED: "attested",
    ClauseState.TO_JUDGE: "toJudge",
    ClauseState.NOT_APPLICABLE: "notApplicable",
    ClauseState.NO_DEMAND: "noDemand",
    ClauseState.NOT_RUN: "notRun",
}


_IF_ANY = {
    "basesSkipped": "bases",
    "othersSkipped": "others",
    "leftOut": "left_out",
    "excluded": "excluded",
}
"""Counts that are left out where they are 0, with their names in the totals."""


def skipped(totals: Totals) -> Json:
    """Return how many files and documents of folders were left out, by why."""
    return {key: totals.number(name) for key, name in _IF_ANY.items() if totals.number(name)}


def counts_of(totals: Totals) -> Json:
    """Return every count of a run."""
    return {
        "manifests": totals.number("manifests"),
        "results": totals.number("results"),
        "status": {status.value: totals.statuses.get(status, 0) for status in Status},
        "reason": {reason.value: totals.reasons.get(reason, 0) for reason in Reason},
        "severity": {level.value: totals.severities.get(level, 0) for level in reversed(Severity)},
        "byException": totals.number("by_exception"),
        "evidenced": totals.number("evidenced"),
        "attested": totals.number("attested"),
        "requirements": totals.number("requirements"),
        "consistencyChecks": totals.number("consistency"),
        **skipped(totals),
        "clauses": {
            "inInstruments": len(totals.clauses),
            **{_CLAUSES[state]: number for state, number in totals.clause_states.items()},
        },
    }
