"""Manifests that are rows of a table: Arrow in, Arrow out.

No engine is needed and none is started. What has record batches can call this: a pool of
processes, Dask, Spark, Ray, or a notebook. It needs ``pip install "facepolicy[arrow]"``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator.fleet import messages

try:
    import pyarrow as pa
except ImportError:
    raise ImportError(messages.NO_PYARROW.en) from None

from validator.fleet.rows import Rows
from validator.fleet.tables import (
    WHERE,
    bases_of,
    batches_of,
    demand_columns,
    metadata,
    schema,
    text_of,
)
from validator.model.arguments import expect_one_of
from validator.packs.model import Severity
from validator.run.api import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from validator.model.text import Language

__all__ = ["check", "schema"]

_AT_ONCE = 256
"""Rows of a batch of verdicts: memory stays bounded, however large the batches of the input."""


def check(  # noqa: PLR0913 - the settings of one run, all by keyword
    batches: Any,
    *,
    packs: str | Path | Sequence[str | Path] = (),
    as_of: date | str | None = None,
    manifest: str = "manifest",
    key: str = "key",
    results: str = "failed",
    bases: Mapping[str, str | bytes] | str | None = None,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    fail_on: Severity | str = Severity.ERROR,
    found: bool = False,
    snapshot: str = "",
    language: Language = "en",
) -> pa.RecordBatchReader:
    """Check manifests that are rows of a table.

    One row in is one row out, in the same order. A row that cannot be checked (null, no text,
    not UTF-8, not YAML, too large, several documents, no valid manifest) has the verdict
    ``unusable`` and its problems. Rows are checked while the result is read.

    Args:
        batches: an iterable of Arrow record batches, or a table, dataset, scanner or reader, or
            any object that exports an Arrow stream.
        packs: as for ``validator.check``; when empty, for each row those in force.
        as_of: the day of the check, also as text; today when left out. Name it where several
            machines share a run, so that all use the same day.
        manifest: the column of texts, YAML or JSON, as text or bytes.
        key: the column of keys; it is copied, and may have null or the same key twice.
        results: ``failed`` to list failed results, ``all`` to list every result.
        bases: texts of the bases that ``extends`` names, by these names; or the column that has
            them as a map, where rows have different ones. No base is read from a file.
        select: ids of rules, clauses or packs to run; all when empty.
        ignore: ids of rules, clauses or packs not to run.
        fail_on: the lightest severity at which a failed rule fails a manifest.
        found: whether findings have the value found, as JSON. It may be personal data.
        snapshot: which state of the input table was read; it is put into the metadata.
        language: the language of problems: ``en`` or ``zh``.

    Returns:
        Record batches with the columns of ``schema``: the key; ``verdict`` (``pass``, ``fail``,
        ``incomplete``, ``not-applicable``, ``unusable``); ``manifest_id``; ``sha256`` of the
        manifest with its bases; ``counts``; ``results`` with their findings; ``problems``, which
        also list evidence files: they are not opened here and count as declared. ``file`` is
        null for the text of the row itself. The metadata have version, day, packs that may run
        with their digests, and the snapshot.

    Raises:
        PackError: a pack is missing or broken.
        UsageError: an argument is invalid, a column is missing, no rule is selected, or an id
            matches none.
    """
    expect_one_of(WHERE, "results", results, ("failed", "all"))
    run = prepare(
        packs=packs, as_of=as_of, select=select, ignore=ignore, fail_on=fail_on, open_evidence=False
    )
    texts, column = (None, bases) if isinstance(bases, str) else (bases, None)
    names = [key, manifest, *([column] if column else [])]
    given, items = batches_of(batches, names)
    if given is not None:
        demand_columns(given, names, column)
    kind = given.field(key).type if given is not None else None
    output = schema(kind, key, metadata(run, snapshot))
    rows = Rows(run, texts, every=results == "all", found=found, language=language)
    return pa.RecordBatchReader.from_batches(output, _verdicts(items, names, rows, output))


def _verdicts(
    batches: Iterator[pa.RecordBatch], names: list[str], rows: Rows, output: pa.Schema
) -> Iterator[pa.RecordBatch]:
    for whole in batches:
        for start in range(0, whole.num_rows, _AT_ONCE):
            keys, texts, *maps = (whole.column(name).slice(start, _AT_ONCE) for name in names)
            found = [
                rows.verdict(text_of(text), *(bases_of(column[index]) for column in maps))
                for index, text in enumerate(texts)
            ]
            columns = [
                pa.array([row[field.name] for row in found], field.type)
                for field in list(output)[1:]
            ]
            yield pa.RecordBatch.from_arrays([keys, *columns], schema=output)
