"""`python -m tests.fuzz [--seconds 60] [--keep] [TARGET…]`: ends 1 where something was found."""

import argparse
import sys

from . import driver, targets

_TAIL = 30
"""Lines of a fuzzer's own words that are shown where it failed."""


def main():
    asked = _asked()
    names = asked.targets or targets.NAMES
    failed = [name for name in names if _fuzzed(name, asked, asked.seconds // len(names))]
    for name in names if asked.keep and not failed else ():
        _say(f"{name}: {driver.keep(name)} files kept")
    return 1 if failed else 0


def _asked():
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[*targets.NAMES, []], metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=60, help="for all targets together")
    parser.add_argument("--seed", type=int, default=1, help="of the fuzzer's own choices")
    parser.add_argument("--keep", action="store_true", help="minimise finds into the kept corpus")
    return parser.parse_args()


def _fuzzed(name, asked, seconds):
    """Fuzz a target, tell what came of it, and return whether it failed."""
    outcome = driver.fuzz(name, max(1, seconds), asked.seed)
    pace = outcome.runs // max(1, seconds)
    _say(f"{name}: {outcome.runs} inputs, {pace} a second, {outcome.edges} edges")
    if outcome.failed:
        _say("\n".join(outcome.log.splitlines()[-_TAIL:]))
    if outcome.finding:
        _say(f"finding: {outcome.finding}")
        _say(f"again:   python -m tests.fuzz.one {name} {outcome.finding}")
        _say(f"mended?  keep it as tests/fuzz/corpus/{name}/<what it is>")
    return outcome.failed


def _say(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
