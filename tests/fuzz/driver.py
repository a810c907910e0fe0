"""Fuzzes one target, and minimises what is kept of it; both in processes of their own."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from . import targets

ROOT = Path(__file__).parent.parent.parent
CORPUS = Path(__file__).parent / "corpus"
DICTIONARY = Path(__file__).parent / "tokens.dict"
WORK = ROOT / "build" / "fuzz"
"""Where runs leave what they find; the checkout stays as it is."""
FINDINGS = WORK / "findings"

SECONDS_OF_AN_INPUT = 10
"""Of the wall clock, on a machine that is shared."""
MEGABYTES = 1024
LONGEST = 4096
KEPT = 48
"""The most files of a target that are kept, of those that add to its coverage."""
_OF_THE_FUZZER = re.compile("[0-9a-f]{40}")
_COVERAGE = re.compile(r"^#(\d+)\s+\w+ +cov: (\d+) ft: (\d+)", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """What came of fuzzing one target.

    Attributes:
        runs: number of inputs.
        edges: of the code that they reached.
        features: edges, distinguished by how often they were taken.
        finding: the input that broke something.
        failed: whether the fuzzer ended in an error, with or without a finding.
        log: its own words, and what Python says of an exception.
    """

    runs: int
    edges: int
    features: int
    finding: Path | None
    failed: bool
    log: str


def fuzz(target, seconds, seed):
    """Fuzz a target for some seconds, from its seeds, the kept corpus and earlier finds."""
    folders = [found(target), seeded(target), kept(target)]
    FINDINGS.mkdir(parents=True, exist_ok=True)
    before = set(FINDINGS.iterdir())
    flags = {
        "max_total_time": seconds,
        "seed": seed,
        "len_control": 0,  # seeds are long, and slow targets would never get beyond short inputs
        "timeout": SECONDS_OF_AN_INPUT,
        "rss_limit_mb": MEGABYTES,
        "max_len": LONGEST,
        "dict": DICTIONARY,
        "artifact_prefix": f"{FINDINGS}/{target}-",
    }
    done = _run(target, *(f"-{name}={value}" for name, value in flags.items()), *folders)
    fresh = sorted(set(FINDINGS.iterdir()) - before)
    numbers = [tuple(map(int, match)) for match in _COVERAGE.findall(done.stderr)]
    runs, edges, features = numbers[-1] if numbers else (0, 0, 0)
    finding = fresh[0] if fresh else None
    log = f"{done.stderr}{done.stdout}ended with {done.returncode}\n"
    return Outcome(runs, edges, features, finding, bool(done.returncode), log)


def keep(target):
    """Put into the kept corpus what adds to the coverage of all that is known of a target."""
    merged = WORK / "merged" / target
    shutil.rmtree(merged, ignore_errors=True)
    merged.mkdir(parents=True)
    done = _run(target, "-merge=1", merged, kept(target), seeded(target), found(target))
    if done.returncode:
        raise RuntimeError(done.stderr)
    for file in kept(target).iterdir():
        if _OF_THE_FUZZER.fullmatch(file.name):  # what people have named stays
            file.unlink()
    files = sorted(merged.iterdir(), key=lambda file: (file.stat().st_size, file.name))
    chosen = files[:: -(-len(files) // KEPT)]  # of every size
    for file in chosen:
        shutil.copyfile(file, kept(target) / file.name)
    return len(chosen)


def found(target):
    """Return the folder of what runs have found for a target."""
    return _folder(WORK / "found" / target)


def kept(target):
    """Return the folder of what is kept of a target."""
    return _folder(CORPUS / target)


def seeded(target):
    """Return a folder of what a target starts with."""
    folder = _folder(WORK / "seeds" / target)
    for seed in targets.load(target).seeds():
        (folder / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    return folder


def _folder(path):
    path.mkdir(parents=True, exist_ok=True)
    return path


def _run(target, *flags):
    # A process starts with the peak memory of the one that starts it, and the fuzzer has a limit:
    # a shell in between has a small one.
    shell = ["sh", "-c", '"$@"; exit $?', "sh"]
    command = [*shell, sys.executable, "-m", "tests.fuzz.one", target, *map(str, flags)]
    with TemporaryDirectory() as temporary:  # the fuzzer ends without removing what targets write
        environment = {**os.environ, "PYTHONHASHSEED": "0", "TMPDIR": temporary}
        return subprocess.run(
            command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True
        )
