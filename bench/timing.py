"""What commands take, side by side: in each round every contestant runs once.

The machine may be shared and its load changes. Contestants therefore take turns, a ratio is
formed inside a round and never across rounds, and beside the time on the clock stands the
processor time, which others' work hardly touches.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench import BUILD, BenchError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_LAUNCH = Path(__file__).with_name("launch.py")


@dataclass(frozen=True, slots=True)
class Sample:
    """What one run took.

    Attributes:
        wall: seconds on the clock.
        cpu: seconds of processor time, of all its processes and threads.
        peak: largest resident memory of one of its processes, in MiB.
        code: exit code.
    """

    wall: float
    cpu: float
    peak: float
    code: int


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle one of several numbers, and the two ends."""

    median: float
    minimum: float
    maximum: float

    @classmethod
    def of(cls, numbers: Sequence[float]) -> Spread:
        """Return the spread of at least one number."""
        return cls(median(numbers), min(numbers), max(numbers))


@dataclass(frozen=True, slots=True)
class Output:
    """What a command wrote, and how it ended."""

    text: str
    errors: str
    code: int


Samples = dict[str, list[Sample]]
"""For each contestant one sample a round."""


def run(command: Sequence[str], folder: Path, output: Path | None = None) -> Sample:
    """Run a command once.

    Args:
        command: program with its full path, and arguments.
        folder: where it runs.
        output: file for what it writes; standard error goes beside it.

    Raises:
        BenchError: the program could not be started.
    """
    target = output or BUILD / "output" / "last"
    target.parent.mkdir(parents=True, exist_ok=True)
    launch = [sys.executable, "-I", "-S", str(_LAUNCH), str(target), str(folder), *command]
    done = subprocess.run(launch, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchError(f"{command[0]}: {done.stderr.strip()}")
    return Sample(**json.loads(done.stdout))


def run_and_read(command: Sequence[str], folder: Path) -> tuple[Output, Sample]:
    """Run a command once and return what it wrote, and what it took."""
    file = BUILD / "output" / "read"
    sample = run(command, folder, file)
    errors = file.with_name(f"{file.name}.err")
    text, said = (path.read_text(encoding="utf-8", errors="replace") for path in (file, errors))
    return Output(text, said, sample.code), sample


def rounds(contestants: Mapping[str, Callable[[], Sample]], number: int) -> Samples:
    """Let contestants take turns; who begins changes from round to round."""
    names = list(contestants)
    samples: Samples = {name: [] for name in names}
    for turn in range(number):
        start = turn % len(names)
        for name in names[start:] + names[:start]:
            samples[name].append(contestants[name]())
    return samples


def ratio(
    over: Sequence[Sample], under: Sequence[Sample], measure: Callable[[Sample], float]
) -> Spread:
    """Return the spread of the ratios of two contestants, each formed inside a round."""
    return Spread.of([measure(a) / measure(b) for a, b in zip(over, under, strict=True)])
