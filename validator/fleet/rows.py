"""One row: from the text of a manifest to its verdict as plain values."""

from __future__ import annotations

import json
from hashlib import sha256

from validator.engine.evidence import Standing
from validator.engine.results import Finding, Result, Status
from validator.fleet import messages
from validator.manifest.bases import Bases
from validator.manifest.manifest import extends
from validator.manifest.model import read_text, the_only
from validator.model.errors import ManifestError, Problem
from validator.model.pointers import MISSING
from validator.model.quote import quote
from validator.report.counts import Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from validator.model.text import Language
    from validator.report.report import Report
    from validator.run.run import Run

    Row = dict[str, Any]
    Texts = Mapping[str, str | bytes]

SOURCE = "<row>"
"""The name of the manifest of a row, whose values have no file."""


class Rows:
    """Makes the verdicts of rows, one after the other."""

    def __init__(
        self, run: Run, bases: Texts | None, *, every: bool, found: bool, language: Language
    ) -> None:
        """Take a prepared run, the bases of every row by their names, and what rows list."""
        self._run, self._every, self._found, self._language = run, every, found, language
        self._texts: Texts = bases or {}
        self._bases = Bases(self._texts)

    def verdict(self, value: object, bases: Texts | None = None) -> Row:
        """Return the verdict of a row: always exactly one, whatever is in it.

        ``bases`` are texts of the bases of this row, if they differ from row to row.
        """
        try:
            return self._verdict(value, bases)
        except ManifestError as error:
            return self._unusable(value, error.problems)
        except Exception as error:  # noqa: BLE001 - one bad row must not end a run over millions
            text = messages.FAILED.format(error=type(error).__name__)
            return self._unusable(value, (Problem(SOURCE, None, text),))

    def _verdict(self, value: object, bases: Texts | None) -> Row:
        if not isinstance(value, str | bytes):
            text = messages.NO_TEXT if value is None else messages.WRONG_TYPE
            named = quote(type(value).__name__)
            raise ManifestError((Problem(SOURCE, None, text.format(type=named)),))
        manifest = the_only(read_text(value, SOURCE))
        if extends(manifest):
            if bases is not None and bases != self._texts:  # else merged with the row before
                self._texts, self._bases = bases, Bases(bases)
            manifest = self._bases.extended(manifest)
        report = self._run.of_manifests([manifest])
        if report.problems:
            raise ManifestError(report.problems)
        return {
            "verdict": report.totals.verdict.value,
            "manifest_id": manifest.stated["metadata"]["id"],
            "sha256": manifest.sha256,
            "counts": _counts(report),
            "results": [
                self._result(item)
                for item in report.results
                if self._every or item.status is Status.FAIL
            ],
            "problems": self._problems(_not_opened(report)),
        }

    def _unusable(self, value: object, problems: Iterable[Problem]) -> Row:
        return {
            "verdict": Verdict.UNUSABLE.value,
            "manifest_id": None,
            "sha256": _digest(value),
            "counts": None,
            "results": [],
            "problems": self._problems(problems),
        }

    def _problems(self, problems: Iterable[Problem]) -> list[Row]:
        return [
            {
                "file": None if item.source == SOURCE else item.source,
                "line": item.position.line if item.position else None,
                "column": item.position.column if item.position else None,
                "message": item.text[self._language],
            }
            for item in problems
        ]

    def _result(self, result: Result) -> Row:
        rule = result.rule
        return {
            "pack": rule.pack,
            "rule": rule.id,
            "clause": rule.clause.id,
            "severity": rule.severity.value,
            "status": result.status.value,
            "reason": result.reason.value if result.reason else None,
            "findings": [self._finding(item) for item in result.findings],
        }

    def _finding(self, finding: Finding) -> Row:
        position, shown = finding.position, self._found and finding.actual is not MISSING
        return {
            "pointer": finding.pointer,
            "file": finding.file if finding.inherited else None,
            "line": position.line,
            "column": position.column,
            "reason": finding.reason.value if finding.reason else None,
            "found": json.dumps(finding.actual, ensure_ascii=False) if shown else None,
        }


def _digest(value: object) -> str | None:
    if isinstance(value, str):
        value = value.encode("utf-8", "surrogatepass")
    return sha256(value).hexdigest() if isinstance(value, bytes) else None


def _counts(report: Report) -> Row:
    statuses = {
        status.value.replace("-", "_"): number for status, number in report.by_status.items()
    }
    return statuses | {reason.value: number for reason, number in report.by_reason.items()}


def _not_opened(report: Report) -> Iterator[Problem]:
    for documents in report.documents.values():
        for item in documents:
            if item.standing is Standing.NOT_OPENED:
                text = messages.NOT_OPENED.format(id=quote(item.id))
                yield Problem(item.file, item.position, text)
