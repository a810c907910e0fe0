"""`python -m tests.differential [--manifests 100000] [--seed 1]`: ends 1 where engines disagree."""

import argparse
import sys

from .run import reported, run


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.differential", description=__doc__)
    parser.add_argument("--manifests", type=int, default=100_000, help="how many to draw")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    parser.add_argument("--first", type=int, default=0, help="number of the first, to go on")
    parser.add_argument("--processes", type=int, help="how many at once; one for each processor")
    asked = parser.parse_args()
    outcome = run(asked.manifests, asked.seed, asked.first, asked.processes, _watch)
    sys.stdout.writelines(f"{line}\n" for line in reported(outcome, asked.manifests, asked.seed))
    return 1 if outcome.disagreements else 0


def _watch(done, outcome):
    """Show that a long run goes on."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} compared, {len(outcome.disagreements)} disagreements ")


if __name__ == "__main__":
    sys.exit(main())
