"""Many manifests in several processes; each is known by its number, and drawn anew from it."""

import os
import random
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from validator import ManifestError, manifest_from_value

from . import seeded_manifests
from .compare import Comparison, Totals

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
DAYS = (date(2026, 10, 31), date(2025, 6, 1), date(2021, 4, 23), date(2031, 1, 1))
_SHARE = 250
"""Manifests that a process takes at a time."""
_EXPLAINED = 4
"""Of how many manifests the explanations of one are compared as well."""
_SHOWN = 20


@dataclass
class Outcome:
    """What came of a run.

    Attributes:
        totals: what was compared.
        disagreements: each with the number of its manifest.
        seconds: of the wall clock.
    """

    totals: Totals = field(default_factory=Totals)
    disagreements: list = field(default_factory=list)
    seconds: float = 0.0


def drawn(seed, number):
    """Return a valid manifest, a day, ids of broken evidence, and a damaged copy, all of a number."""
    draw = random.Random(f"{seed}:{number}")
    value = seeded_manifests.valid(draw, seeded_manifests.bases(EXAMPLES))
    ids = [entry["id"] for entry in value.get("evidence") or ()]
    broken = frozenset(name for name in ids if draw.randrange(8) == 1)
    return value, DAYS[draw.randrange(len(DAYS))], broken, seeded_manifests.damaged(value, draw)


def compared(seed, numbers, comparison=None):
    """Compare the manifests of some numbers in this process.

    Args:
        comparison: to use the engines of an earlier share again; its totals start anew.
    """
    comparison, outcome = comparison or Comparison(seeded_manifests.packs()), Outcome()
    comparison.totals = outcome.totals
    for number in numbers:
        reported = f"seed {seed}, manifest {number}: "
        try:
            found = [reported + said for said in _differences(comparison, seed, number)]
        except Exception as error:  # noqa: BLE001 - whoever raises gives no verdict
            found = [f"{reported}{error!r}"]
        outcome.disagreements += found
    return outcome


def _differences(comparison, seed, number):
    value, as_of, broken, damaged = drawn(seed, number)
    comparison.totals.explaining = number % _EXPLAINED == 0
    manifest = manifest_from_value(value)
    yield from comparison.of_shape(manifest)
    yield from comparison.of_rules(manifest, as_of, broken)
    with suppress(ManifestError):  # too large for any manifest
        yield from comparison.of_shape(manifest_from_value(damaged))


def run(count, seed, first=0, processes=None, watch=lambda _done, _outcome: None):
    """Compare so many manifests, and as many damaged ones, in every processor.

    Args:
        first: number of the first; so that a long run can be made in parts.
        watch: sees after each share how many are done, and what came of them.
    """
    whole, started = Outcome(), time.monotonic()
    seeded_manifests.bases(EXAMPLES)  # before the processes part, where they come of a fork
    end = first + count
    shares = [range(start, min(start + _SHARE, end)) for start in range(first, end, _SHARE)]
    with ProcessPoolExecutor(processes or os.cpu_count()) as pool:
        done = pool.map(compared, [seed] * len(shares), shares)
        for share, outcome in zip(shares, done, strict=True):
            whole.totals.add(outcome.totals)
            whole.disagreements += outcome.disagreements
            watch(share.stop, whole)
    whole.seconds = time.monotonic() - started
    return whole


def reported(outcome, count, seed):
    """Yield the lines that tell what came of a run."""
    totals, rules = outcome.totals, len(outcome.totals.seen)
    yield f"{count} valid manifests x {rules} rules, and {count} damaged manifests, seed {seed}"
    yield f"results: {_counts(totals.statuses)}"
    for status in ("pass", "fail", "not-applicable"):
        missing = sorted(rule for rule, seen in totals.seen.items() if not seen[status])
        tail = f"; not {', '.join(missing[:_SHOWN])}" if len(missing) <= _SHOWN and missing else ""
        yield f"rules seen to {status}: {rules - len(missing)} of {rules}{tail}"
    yield f"shapes: {totals.shapes[True]} right, {totals.shapes[False]} wrong"
    yield f"verdicts compared: {_counts(totals.verdicts)}; explanations: {totals.breaches}"
    yield f"disagreements: {len(outcome.disagreements)}"
    yield from outcome.disagreements[:_SHOWN]
    yield f"{outcome.seconds:.0f} seconds"


def _counts(counter):
    return ", ".join(f"{number} {name}" for name, number in sorted(counter.items()))
