"""The columns of verdicts, as Arrow types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from validator.run.run import Run

# Names of fields of counts, in the order of the table.
STATUSES = ("pass", "fail", "not_applicable", "not_reviewed")
REASONS = ("violated", "expired", "unevidenced", "undeclared")

_FINDING = pa.struct(
    [
        ("pointer", pa.string()),
        ("file", pa.string()),
        ("line", pa.int32()),
        ("column", pa.int32()),
        ("reason", pa.string()),
        ("found", pa.string()),
    ]
)
_RESULT = pa.struct(
    [
        ("pack", pa.string()),
        ("rule", pa.string()),
        ("clause", pa.string()),
        ("severity", pa.string()),
        ("status", pa.string()),
        ("reason", pa.string()),
        ("findings", pa.list_(_FINDING)),
    ]
)
_PROBLEM = pa.struct(
    [
        ("file", pa.string()),
        ("line", pa.int32()),
        ("column", pa.int32()),
        ("message", pa.string()),
    ]
)
VERDICT = [
    pa.field("verdict", pa.string(), nullable=False),
    pa.field("manifest_id", pa.string()),
    pa.field("sha256", pa.string()),
    pa.field("counts", pa.struct([(name, pa.int32()) for name in (*STATUSES, *REASONS)])),
    pa.field("results", pa.list_(_RESULT), nullable=False),
    pa.field("problems", pa.list_(_PROBLEM), nullable=False),
]
"""All columns but the first, which has the keys."""


def schema(
    key: pa.DataType | None = None, name: str = "key", metadata: dict[str, str] | None = None
) -> pa.Schema:
    """Return the schema of verdicts, for engines that ask for it before any row.

    Args:
        key: the type of the keys; text when left out.
        name: the name of the column of keys.
        metadata: the metadata of the schema.
    """
    return pa.schema([pa.field(name, key or pa.string()), *VERDICT], metadata)


def metadata(run: Run, snapshot: str) -> dict[str, str]:
    """Return what makes verdicts repeatable: version, day, packs, and the input.

    Args:
        run: the run; of packs, all that may run are named.
        snapshot: which state of the input table was read.
    """
    packs = [
        {"id": pack.id, "version": pack.version, "sha256": pack.sha256}
        for pack in run.possible_packs
    ]
    from validator._version import __version__

    return {
        "facepolicy.version": __version__,
        "facepolicy.as_of": run.settings.as_of.isoformat(),
        "facepolicy.timezone": run.settings.timezone or "",
        "facepolicy.fail_on": run.settings.fail_on.value,
        "facepolicy.packs": json.dumps(packs),
        "facepolicy.snapshot": snapshot,
    }
