"""``python -m bench``: measure, and print the targets with what was measured beside them."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from bench import BenchError
from bench.contests import CONTESTS, FULL, QUICK
from bench.machine import machine
from bench.page import Findings, as_text, write_json, write_page
from bench.stage import Stage

ALL = "all"


def main(argv: list[str]) -> int:
    """Run contests and print what came of them.

    Returns:
        0 when everything was measured, whether targets are met or not; 2 when verdicts differ
        or a contestant broke down.
    """
    args = _parser().parse_args(argv)
    size = QUICK if args.quick else FULL
    if args.runs:
        size = replace(size, rounds=args.runs)
    before, stage = machine(), Stage(size.budget)
    chosen = CONTESTS if args.contest == ALL else {args.contest: CONTESTS[args.contest]}
    try:
        stage.install()
        contests = [contest for hold in chosen.values() for contest in hold(stage, size)]
    except BenchError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    command = " ".join(["python -m bench", args.contest, *(["--quick"] if args.quick else [])])
    _deliver(Findings(command, before, stage, contests), args)
    return 0


def _deliver(found: Findings, args: argparse.Namespace) -> None:
    sys.stdout.write(as_text(found))
    if args.json:
        write_json(found, args.json)
    if args.docs:
        write_page(found)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bench", description=__doc__)
    parser.add_argument("contest", nargs="?", choices=(*CONTESTS, ALL), default=ALL)
    parser.add_argument("--quick", action="store_true", help="fewer manifests and rounds")
    parser.add_argument("--runs", type=int, metavar="N", help="rounds of each contest")
    parser.add_argument("--json", metavar="FILE", help="write all that was measured there")
    parser.add_argument(
        "--docs", action="store_true", help="write docs/performance.md and docs/performance.svg"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
