"""Arrow tables: the values that are read from them row by row, and the columns of verdicts."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from validator._version import __version__
from validator.fleet import messages
from validator.manifest.reading.source import SIZE_LIMIT
from validator.model.arguments import refuse
from validator.model.quote import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from validator.run.run import Run

WHERE: Final = "validator.fleet.check"
"""The function that refuses its arguments."""


def batches_of(data: Any, columns: list[str]) -> tuple[pa.Schema | None, Iterator[pa.RecordBatch]]:
    """Return the schema and the record batches of Arrow data; no schema without a single batch.

    The data may be record batches, a table, dataset, scanner or reader, or what exports an Arrow
    stream, such as a data frame of Polars or a result of DuckDB. Of a dataset only ``columns`` are
    read.
    """
    if isinstance(data, pa.RecordBatch):
        return data.schema, iter([data])
    if hasattr(data, "scanner"):  # a dataset reads these columns alone
        data = data.scanner(columns=columns)
    if hasattr(data, "to_reader"):
        data = data.to_reader()
    if hasattr(data, "__arrow_c_stream__"):
        reader = pa.RecordBatchReader.from_stream(data)
        return reader.schema, iter(reader)
    try:
        batches = iter(data)
    except TypeError:
        refuse(WHERE, messages.NO_TABLE.format(type=type(data).__name__))
    demanded = map(_demand_batch, batches)
    first = next(demanded, None)
    return (first.schema, chain([first], demanded)) if first else (None, iter(()))


def _demand_batch(item: object) -> pa.RecordBatch:
    if not isinstance(item, pa.RecordBatch):
        refuse(WHERE, messages.NO_TABLE.format(type=type(item).__name__))
    return item


def demand_columns(schema: pa.Schema, names: Iterable[str], bases: str | None) -> None:
    """Refuse a table where a column to read is missing, is there twice, or is no map of bases."""
    for name in names:
        if schema.get_field_index(name) < 0:
            listed = ", ".join(map(quote, schema.names))
            refuse(WHERE, messages.NO_COLUMN.format(name=quote(name), names=listed))
    if bases is not None and not pa.types.is_map(schema.field(bases).type):
        kind = str(schema.field(bases).type)
        refuse(WHERE, messages.NO_BASES.format(name=quote(bases), type=quote(kind)))


def text_of(scalar: pa.Scalar) -> object:
    """Return the bytes of a text; None for null, and for any other type the Arrow value itself.

    Bytes, because a text in Arrow may not be UTF-8. No more is copied than a manifest may have.
    """
    while isinstance(scalar, pa.DictionaryScalar | pa.ExtensionScalar):
        scalar = scalar.value
    if scalar is None or not scalar.is_valid:
        return None
    if not isinstance(scalar, pa.BinaryScalar):
        return scalar
    buffer = scalar.as_buffer()
    return buffer.slice(0, min(buffer.size, SIZE_LIMIT + 1)).to_pybytes()


def bases_of(scalar: pa.Scalar) -> dict[str, bytes]:
    """Return the bases of a row; names that are not UTF-8 cannot be named in a manifest."""
    if not scalar.is_valid:
        return {}
    texts = {}
    for pair in scalar.values:
        name, text = (text_of(item) for item in pair.values())
        if isinstance(name, bytes) and isinstance(text, bytes):
            texts[name.decode("utf-8", "replace")] = text
    return texts


# Names of fields of counts, in the order of the table.
STATUSES = ("pass", "fail", "not_applicable", "not_reviewed")
REASONS = ("violated", "expired", "unevidenced", "undeclared")

_TEXTS = ("pack", "rule", "clause", "severity", "status", "reason")
_PLACE = [("file", pa.string()), ("line", pa.int32()), ("column", pa.int32())]
_FINDING = pa.struct(
    [("pointer", pa.string()), *_PLACE, ("reason", pa.string()), ("found", pa.string())]
)
_RESULT = pa.struct([*((name, pa.string()) for name in _TEXTS), ("findings", pa.list_(_FINDING))])
_PROBLEM = pa.struct([*_PLACE, ("message", pa.string())])
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
    """Return what makes verdicts repeatable: version, day, all packs that may run, and the input.

    ``snapshot`` says which state of the input table was read.
    """
    named = ("id", "version", "sha256")
    packs = [{name: getattr(pack, name) for name in named} for pack in run.possible_packs]
    return {
        "facepolicy.version": __version__,
        "facepolicy.as_of": run.settings.as_of.isoformat(),
        "facepolicy.timezone": run.settings.timezone or "",
        "facepolicy.fail_on": run.settings.fail_on.value,
        "facepolicy.packs": json.dumps(packs),
        "facepolicy.snapshot": snapshot,
    }
