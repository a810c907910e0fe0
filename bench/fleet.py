"""``python -m bench fleet``: manifests that are rows of a table.

Shows whether verdicts per second of CPU and memory stay the same as tables grow; then compares the
pool of processes of ``examples/fleet/engines/pool.py`` with the command, over the same manifests.
Prints two Markdown tables.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from importlib import metadata
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from bench.__main__ import install, run
from bench.corpus import PACK, ROOT, write_manifests

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = "2026-10-31"
DIFFERENT = 500
"""Manifests that differ; larger fleets repeat them, each with a comment of its own."""
_POOL = ROOT / "examples" / "fleet" / "engines" / "pool.py"
_AT_ONCE = 1000


def texts(folder: Path, number: int) -> Iterator[str]:
    """Yield the texts of a number of manifests; those of a few are written into a folder."""
    if not folder.exists():
        write_manifests(folder, DIFFERENT, alike=True)
    different = [file.read_text(encoding="utf-8") for file in sorted(folder.iterdir())]
    for index, text in enumerate(islice(cycle(different), number)):
        yield f"{text}# {index}\n"


def compare(folder: Path, number: int) -> None:
    """Print rows a second of the command and of the pool, with two processes each."""
    program = install(folder / "venv", metadata.distribution("pyarrow"))
    sites = folder / "sites"
    sites.mkdir()
    given = list(texts(folder / "different", number))
    for index, text in enumerate(given):
        (sites / f"{index:06}.yaml").write_text(text, encoding="utf-8")
    table = pa.table({"key": range(number), "manifest": given})
    pq.write_table(table, folder / "manifests.parquet", row_group_size=_AT_ONCE)
    check = ["check", "sites", "--as-of", DAY, "--format", "jsonl", "-j", "2"]
    commands = {
        "`check --format jsonl -j 2`": [*program, *check, "-o", "/dev/null"],
        "`pool.py`, two processors": [program[0], str(_POOL), "manifests.parquet", "verdicts", DAY],
    }
    print("\n| measured | rows a second | CPU | memory of a process |\n|---|---|---|---|")
    for name, (sample, *_) in run(commands, folder, 1).items():
        rate = number / sample["ms"] * 1000
        print(f"| {name} | {rate:,.0f} | {sample['s CPU']:,.0f} s | {sample['MiB']:,.0f} MiB |")


def grow(folder: Path, most: int) -> None:
    """Print verdicts per second of CPU and memory of one process, at 1,000, 10,000 and so on."""
    from validator import fleet

    def batches() -> Iterator[pa.RecordBatch]:
        rows = enumerate(texts(folder / "different", most))
        while some := list(islice(rows, _AT_ONCE)):
            keys, manifests = zip(*some, strict=True)
            yield pa.record_batch({"key": keys, "manifest": manifests})

    next(texts(folder / "different", 1))
    print("| rows | verdicts per second of CPU | memory |\n|---|---|---|", flush=True)
    verdicts = fleet.check(batches(), packs=PACK, as_of=DAY)
    done, shown, began, before = 0, _AT_ONCE, time.process_time(), 0
    for batch in verdicts:
        done += batch.num_rows
        if done >= shown:
            used = time.process_time() - began
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            rate = (done - before) / used
            print(f"| {done:,} | {rate:,.0f} | {memory:,.0f} MiB |", flush=True)
            before, shown, began = done, shown * 10, time.process_time()


def main(argv: list[str]) -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser("python -m bench fleet", description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000, help="of the comparison")
    parser.add_argument("--most", type=int, default=100_000, help="rows of the largest table")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="facepolicy-bench-") as temporary:
        if args.most:  # first: the peak of memory is that of the process
            grow(Path(temporary), args.most)
        if args.rows:
            compare(Path(temporary), args.rows)
