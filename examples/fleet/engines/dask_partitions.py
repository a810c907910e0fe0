"""Dask: one verdict for each row of each partition, and the rows counted at the end.

    python dask_partitions.py manifests.parquet verdicts 2026-10-31

Dask does not promise that every partition is written; so the count is compared.
"""

import sys

import dask
import dask.dataframe as dd
import pyarrow as pa
import pyarrow.parquet as pq

from validator import fleet


def verdicts(rows, as_of):
    table = pa.Table.from_pandas(rows, preserve_index=False)
    return fleet.check(table, as_of=as_of).read_all().to_pandas()


def main(source, target, as_of):
    rows = dd.read_parquet(source, columns=["key", "manifest"], split_row_groups=True)
    meta = fleet.schema().empty_table().to_pandas()
    found = rows.map_partitions(verdicts, as_of, meta=meta)
    with dask.config.set(scheduler="processes"):
        found.to_parquet(target, schema=fleet.schema(), write_index=False)
    given, written = pq.read_metadata(source).num_rows, len(pq.read_table(target, columns=["key"]))
    if written != given:
        sys.exit(f"{written} of {given} rows have a verdict")


if __name__ == "__main__":
    main(*sys.argv[1:])
