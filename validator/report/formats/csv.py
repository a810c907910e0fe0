"""The report as comma-separated values: one row for each manifest, clause and rule.

Clauses that no rule assesses have a row as well, so that the rows cover the whole
instrument. Columns and their values are the same in both languages, so that a filter
works for both; only sentences and places of clauses are translated. The file starts with
the byte order mark that spreadsheets need to recognise UTF-8; readers strip it (in Python:
``utf-8-sig``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.engine.results import Status
from validator.engine.waivers import Attestation
from validator.report import summary, wording
from validator.report.citations import place_in_words
from validator.report.ending import ending_soon
from validator.report.formats import clauses, tables
from validator.report.formats.streams import Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from validator.engine.results import Reason
    from validator.manifest.model import Manifest
    from validator.model.text import Language
    from validator.packs.model import Clause, Pack
    from validator.report.entry_files import Entry
    from validator.report.report import Report
    from validator.report.result import Result

Row = dict[str, str | int]

COLUMNS = (
    *("as_of", "manifest", "manifest_id", "pack", "pack_version", "force"),
    *("clause", "place", "place_status", "confidence", "summary", "assessment"),
    *("assessment_reason", "rule", "title", "topic", "severity", "status", "reason", "message"),
    *("file", "line", "column", "pointer", "actual", "expected", "further_findings"),
    *("fix_engineer", "fix_officer", "basis", "by_exception", "in_baseline"),
    *("waiver_owner", "waiver_approver", "waiver_expires", "waiver_justification"),
    *("attested_by", "attested_role", "attested_on", "attested_until", "attested_reason"),
)
"""The columns, in order."""

NO_RULE = "no-rule"  # a clause that no rule assesses
NOT_RUN = "not-run"  # a rule that was not selected
NO_ANSWER = "no-answer"  # a manifest that could not be used
ENDS_SOON = "ends-soon"  # evidence, a waiver or an attestation
NO_EFFECT = "no-effect"  # a waiver or an attestation that fails the run
SKIPPED = "skipped"  # how many files or documents of folders were left out
"""Statuses of rows that are about no result."""


class Stream:
    """A table that is written part by part, as CSV (RFC 4180) with a header row.

    Control characters are escaped, and a cell that a spreadsheet would run as a formula gets an
    apostrophe before it.
    """

    def __init__(self, language: Language) -> None:
        """Start without rows."""
        self._language: Language = language
        self._rows = Spool()

    def add(self, report: Report) -> None:
        """Add the rows of a part of the run."""
        self._rows.write(_written(_Rows(report, self._language).of_manifests()))

    def document(self, frame: Report) -> Iterator[str]:
        """Yield the table in pieces."""
        yield tables.BOM + tables.as_csv([COLUMNS])
        yield _written(_Rows(frame, self._language).of_run())
        yield from self._rows.pieces()


def _written(rows: Iterable[Row]) -> str:
    return tables.as_csv([row.get(name, "") for name in COLUMNS] for row in rows)


class _Rows:
    def __init__(self, report: Report, language: Language) -> None:
        self._report = report
        self._language = language
        self._day = report.as_of.isoformat()
        self._results = {
            (item.manifest, item.rule.pack, item.rule.id): item for item in report.results
        }
        self._manifests = {manifest.name: manifest for manifest in report.manifests}

    def of_run(self) -> Iterator[Row]:
        """Yield a row for each problem, entry to check, thing that ends soon, kind left out."""
        for problem in self._report.problems:
            place = problem.position._asdict() if problem.position else {}
            yield {
                "as_of": self._day,
                "status": NO_ANSWER,
                "file": problem.source,
                "message": problem.message[self._language],
                **place,
            }
        for use in self._report.idle_entries:
            yield {
                "as_of": self._day,
                "status": NO_EFFECT,
                "reason": use.state.value,
                "manifest": use.entry.manifest,
                "message": use.text[self._language],
                "file": use.entry.source,
                **use.entry.position._asdict(),
                **_of_entry(use.entry),
            }
        for item in ending_soon(self._report):
            yield {
                "as_of": self._day,
                "status": ENDS_SOON,
                "manifest": item.manifest or "",
                "message": item.text[self._language],
                "file": item.file,
                **item.position._asdict(),
            }
        for text in summary.skipped(self._report.totals).values():
            yield {"as_of": self._day, "status": SKIPPED, "message": text[self._language]}

    def of_manifests(self) -> Iterator[Row]:
        for name, pack in clauses.run_over(self._report):
            yield from self._of_pack(self._manifests[name], pack)

    def _of_pack(self, manifest: Manifest, pack: Pack) -> Iterator[Row]:
        run: Row = {
            "as_of": self._day,
            "manifest": manifest.name,
            "manifest_id": manifest.stated["metadata"]["id"],
            "pack": pack.id,
            "pack_version": pack.version,
            "force": pack.force,
        }
        for clause in pack.clauses:
            about = run | self._of_clause(clause, pack)
            rules = clauses.own_rules(clause, pack)
            if not rules:
                yield about | {"status": NO_RULE}
            for rule in rules:
                result = self._results.get((manifest.name, pack.id, rule.id))
                yield about | {
                    "rule": rule.id,
                    "title": rule.title[self._language],
                    "topic": rule.topic,
                    "severity": rule.severity.value,
                    **self._of_result(result),
                }

    def _of_clause(self, clause: Clause, pack: Pack) -> Row:
        reason = clause.assessment_reason
        if not clauses.own_rules(clause, pack):
            reason = clauses.without_rule(clause, pack)
        return {
            "clause": clause.id,
            "place": place_in_words(clause.place)[self._language] if clause.place else "",
            "place_status": "confirmed" if clause.place_confirmed else "provisional",
            "confidence": clause.confidence.value,
            "summary": clause.summary[self._language],
            "assessment": clause.assessment.value,
            "assessment_reason": reason[self._language] if reason else "",
        }

    def _of_result(self, result: Result | None) -> Row:
        if result is None:
            return {"status": NOT_RUN}
        row: Row = {"status": result.status.value}
        if result.status is Status.PASS:
            row["basis"] = self._report.basis_of(result)
            row["by_exception"] = str(result.by_exception).lower()
        else:
            row["message"] = result.message[self._language]
        if result.reason:
            row |= self._of_failure(result, result.reason)
        if result.attestation:
            row |= _of_entry(result.attestation)
        return row

    def _of_failure(self, result: Result, reason: Reason) -> Row:
        """Return the finding that gave the failure its reason, and the places of the others."""
        first, *others = sorted(result.findings, key=lambda item: item.reason is not reason)
        row: Row = {
            "reason": reason.value,
            "fix_engineer": wording.fix(result)[self._language],
            "fix_officer": wording.officer(result)[self._language],
            "file": first.file,
            **first.position._asdict(),
            "pointer": first.pointer,
            "actual": wording.found(first)[self._language],
            "expected": wording.all_expected(first)[self._language],
            "further_findings": "; ".join(
                f"{item.position.line}:{item.position.column} {item.pointer}" for item in others
            ),
        }
        if self._report.baseline and result.status is Status.FAIL:
            row["in_baseline"] = str(self._report.baseline.knows(result)).lower()
        if result.waiver:
            row |= _of_entry(result.waiver)
        return row


def _of_entry(entry: Entry) -> Row:
    """Return what a person approved or judged."""
    if isinstance(entry, Attestation):
        return {
            "attested_by": entry.name,
            "attested_role": entry.role,
            "attested_on": entry.attested.isoformat(),
            "attested_until": entry.until.isoformat(),
            "attested_reason": entry.reason,
        }
    return {
        "waiver_owner": entry.owner,
        "waiver_approver": entry.approver,
        "waiver_expires": entry.expires.isoformat(),
        "waiver_justification": entry.justification,
    }
