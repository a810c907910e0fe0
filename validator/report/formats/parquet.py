"""The report as Parquet: one row for each result, for DuckDB, Polars, Spark and the like.

It needs the extra ``arrow``. Values are the same in both languages; sentences are left to the
other formats. Rows are written in groups during the run.
"""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from validator.engine.results import Status
from validator.model.pointers import MISSING
from validator.model.quote import escape, to_json
from validator.report import wording
from validator.report.formats.json import counts_of, problem
from validator.report.formats.streams import pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.engine.results import Finding
    from validator.manifest.model import Manifest
    from validator.report.report import Report
    from validator.report.result import Result

_GROUP = 20_000
"""Rows of a group; as many are in memory."""
_LONGEST = 1000

_TEXT = pa.string()
_NAME = pa.dictionary(pa.int32(), pa.string())
"""A text that many rows have."""
SCHEMA = pa.schema(
    [
        ("as_of", pa.date32()),
        ("version", _NAME),
        ("manifest", _NAME),
        ("source", _NAME),
        ("manifest_id", _NAME),
        ("manifest_version", _NAME),
        ("labels", pa.map_(_TEXT, _TEXT)),
        ("pack", _NAME),
        ("pack_version", _NAME),
        ("clause", _NAME),
        ("rule", _NAME),
        ("topic", _NAME),
        ("severity", _NAME),
        ("status", _NAME),
        ("reason", _NAME),
        ("known", pa.bool_()),
        ("file", _NAME),
        ("line", pa.int32()),
        ("column", pa.int32()),
        ("pointer", _NAME),
        ("found", _NAME),
    ]
)
"""The columns: of the run, of the manifest, of the rule, of the result, of its first finding."""


class Table:
    """A table that is written part by part."""

    def __init__(self) -> None:
        """Start without rows, in a temporary file."""
        self._file: Any = TemporaryFile()  # noqa: SIM115 - closed when it is read
        self._writer = pq.ParquetWriter(self._file, SCHEMA, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def add(self, report: Report) -> None:
        """Add the results of a part of the run."""
        manifests = {manifest.name: _of_manifest(manifest, report) for manifest in report.manifests}
        for result in report.results:
            about = manifests[result.manifest]
            self._rows.append(about | _of_result(result, report))
        if len(self._rows) >= _GROUP:
            self._write()

    def _write(self) -> None:
        self._writer.write_table(pa.Table.from_pylist(self._rows, schema=SCHEMA))
        self._rows.clear()

    def document(self, frame: Report) -> Iterator[bytes]:
        """Yield the file in pieces.

        Its metadata have every count of the run, and what the rows cannot say: the verdict, the
        exit code, and why manifests could not be used.
        """
        self._write()
        totals = frame.totals
        metadata = {
            "facepolicy": to_json(counts_of(totals)),
            "facepolicy.verdict": totals.verdict.value,
            "facepolicy.exitCode": str(int(totals.exit_code)),
            "facepolicy.problems": to_json([problem(item) for item in frame.problems]),
        }
        self._writer.add_key_value_metadata(metadata)
        self._writer.close()
        yield from pieces_of(self._file)


def _of_manifest(manifest: Manifest, report: Report) -> dict[str, Any]:
    metadata = manifest.stated["metadata"]
    return {
        "as_of": report.as_of,
        "version": report.version,
        "manifest": _plain(manifest.name),
        "source": _plain(manifest.source),
        "manifest_id": metadata["id"],
        "manifest_version": _plain(metadata.get("version")),
        "labels": sorted((metadata.get("labels") or {}).items()),
    }


def _of_result(result: Result, report: Report) -> dict[str, Any]:
    rule = result.rule
    baseline = report.baseline if result.status is Status.FAIL else None
    primary = result.primary if result.reason else None
    return {
        "pack": rule.pack,
        "pack_version": result.pack.version,
        "clause": rule.clause.id,
        "rule": rule.id,
        "topic": rule.topic,
        "severity": rule.severity.value,
        "status": result.status.value,
        "reason": result.reason.value if result.reason else None,
        "known": baseline.knows(result) if baseline else None,
        **(_of_finding(primary) if primary else {}),
    }


def _of_finding(finding: Finding) -> dict[str, Any]:
    stated = finding.actual is not MISSING
    return {
        "file": _plain(finding.file),
        **finding.position._asdict(),
        "pointer": _plain(finding.pointer),
        "found": wording.show(finding.actual).en if stated else None,
    }


def _plain(text: str | None) -> str | None:
    return None if text is None else escape(text, _LONGEST)
