"""A pool of processes on one machine: one Parquet file in, a folder of Parquet files out.

    python pool.py manifests.parquet verdicts 2026-10-31

Each row group is a part with a file of its own, which appears when it is complete. A process
that dies ends the pool: a new one does what is left, at most three times. The same command
after a stop does what is left as well.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq

from validator import fleet

POOLS = 4


def check_part(source, target, as_of, number):
    rows = pq.ParquetFile(source).read_row_group(number, columns=["key", "manifest"])
    verdicts = fleet.check(rows, as_of=as_of)
    part = part_of(target, number)
    begun = part.with_suffix(".begun")
    with pq.ParquetWriter(begun, verdicts.schema) as writer:
        for batch in verdicts:
            writer.write_batch(batch)
    begun.replace(part)


def part_of(target, number):
    return Path(target, f"part-{number:05}.parquet")


def main(source, target, as_of):
    given = pq.read_metadata(source)
    Path(target).mkdir(exist_ok=True)
    for _ in range(POOLS):
        parts = range(given.num_row_groups)
        left = [number for number in parts if not part_of(target, number).exists()]
        try:
            with ProcessPoolExecutor() as pool:
                list(pool.map(partial(check_part, source, target, as_of), left))
            break
        except BrokenProcessPool:
            print("a process died; another pool does what is left", file=sys.stderr)
    written = [part for part in map(partial(part_of, target), parts) if part.exists()]
    rows = sum(pq.read_metadata(part).num_rows for part in written)
    if rows != given.num_rows:
        sys.exit(f"{rows} of {given.num_rows} rows have a verdict")


if __name__ == "__main__":
    main(*sys.argv[1:])
