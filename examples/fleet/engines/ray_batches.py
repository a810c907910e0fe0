"""Ray Data: batches in, batches out, with bounded restarts.

    python ray_batches.py manifests.parquet verdicts 2026-10-31

Ray tries a batch whose worker dies again and again, without end. `max_retries` ends it: the run
then fails, and names the batch.
"""

import sys

import pyarrow.parquet as pq
import ray

from validator import fleet


def main(source, target, as_of):
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)

    def verdicts(batch):
        return fleet.check(batch, as_of=as_of).read_all()

    rows = ray.data.read_parquet(source, columns=["key", "manifest"])
    found = rows.map_batches(verdicts, batch_format="pyarrow", max_retries=3)
    found.write_parquet(target)
    ray.shutdown()
    given, written = pq.read_metadata(source).num_rows, len(pq.read_table(target, columns=["key"]))
    if written != given:
        sys.exit(f"{written} of {given} rows have a verdict")


if __name__ == "__main__":
    main(*sys.argv[1:])
