"""The contests: what is compared in each, and which ratios come of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bench import PACK
from bench.corpus import corpus, repeated
from bench.peers import Mode
from bench.peers.facepolicy import findings_format, installed
from bench.stage import FACEPOLICY, PYTHON, TWO_PROCESSES, say
from bench.timing import Samples, rounds, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bench.peers import Task
    from bench.stage import Stage
    from bench.timing import Sample


@dataclass(frozen=True, slots=True)
class Size:
    """How much work a run of the bench is.

    Attributes:
        bulk: numbers of manifests of the bulk contests.
        growth: manifests, packs and lines of the contest on growth.
        memory: the two numbers of manifests whose memory is compared.
        rounds: how often each contestant runs.
        budget: seconds that one run of a contestant may take.
    """

    bulk: tuple[int, ...]
    growth: tuple[tuple[int, tuple[str, ...], int], ...]
    memory: tuple[int, int]
    rounds: int
    budget: float


GROWTH = "growth"
_EVERY = ("all",)
FULL = Size(
    bulk=(1_000, 10_000),
    growth=tuple(
        (number, packs, lines)
        for number in (100, 300)
        for packs in ((PACK,), _EVERY)
        for lines in (200, 800)
    ),
    memory=(1_000, 100_000),
    rounds=5,
    budget=45,
)
QUICK = Size(
    bulk=(100,),
    growth=((25, (PACK,), 200), (25, (PACK,), 800), (25, _EVERY, 200)),
    memory=(100, 1_000),
    rounds=3,
    budget=10,
)


@dataclass(frozen=True, slots=True)
class Contest:
    """What came of one contest.

    Attributes:
        key: which targets it answers, such as ``cold``.
        title: what was asked.
        manifests: how many each run reads.
        samples: of each contestant that took part.
    """

    key: str
    title: str
    manifests: int
    samples: Samples = field(default_factory=dict)


def cold(stage: Stage, size: Size) -> Iterable[Contest]:
    """Start a process for one manifest: one that passes, and one that fails."""
    task = stage.task(corpus(QUICK.bulk[0]))
    python = [str(installed()), "-c", "pass"]
    for name, how in zip(task.corpus.names, ("passes", "fails"), strict=False):
        contestants: dict[str, Callable[[], Sample]] = {
            PYTHON: lambda: run(python, task.corpus.manifests)
        }
        contestants |= _ready(stage, replace(task, part=(name,)), leave_out=(TWO_PROCESSES,))
        title = f"cold start: a manifest that {how}, {task.rules.count} rules, text"
        # One run takes less than a second: more rounds cost little and steady the median.
        yield _held(Contest(f"cold-{how}", title, 1), contestants, size.rounds * 3)


def bulk(stage: Stage, size: Size) -> Iterable[Contest]:
    """Check many manifests in one process, with findings and for the verdicts alone."""
    for number in size.bulk:
        task = stage.task(corpus(number))
        for mode, how in ((Mode.FINDINGS, "with findings"), (Mode.VERDICTS, "verdicts only")):
            title = f"bulk: {number:,} manifests, {task.rules.count} rules, {how}"
            contest = Contest(f"bulk-{mode.value}", title, number)
            contestants = _ready(stage, replace(task, mode=mode))
            yield _held(contest, contestants, size.rounds)
    number = size.bulk[0]
    task = stage.task(corpus(number, alike=False))
    title = f"no two lines alike: {number:,} manifests, {task.rules.count} rules, with findings"
    yield _held(Contest("unlike", title, number), _ready(stage, task), size.rounds)


def growth(stage: Stage, size: Size) -> Iterable[Contest]:
    """Let the number of manifests, of rules and of lines grow."""
    for number, packs, lines in size.growth:
        task = stage.task(corpus(number, lines), packs)
        title = f"{number:,} manifests, {task.rules.count} rules, {lines} lines"
        yield _held(Contest(GROWTH, title, number), _ready(stage, task), 1)


def memory(stage: Stage, size: Size) -> Iterable[Contest]:
    """Compare the peak memory of few and of many manifests.

    With findings where they can be written one after the other, verdicts only until then.
    """
    few, many = size.memory
    original = corpus(few)
    streams = findings_format() == "jsonl"
    mode, how = (Mode.FINDINGS, "with findings") if streams else (Mode.VERDICTS, "verdicts only")
    for number, made in ((few, original), (many, repeated(original, many // few))):
        task = replace(stage.task(made), mode=mode)
        contest = Contest("memory", f"memory: {number:,} manifests, {how}", number)
        peer = stage.peers[FACEPOLICY]
        yield _held(contest, {FACEPOLICY: _command(peer.command(task), task)}, 1)


def _command(command: list[str], task: Task) -> Callable[[], Sample]:
    return lambda: run(command, task.corpus.manifests)


def _ready(
    stage: Stage, task: Task, leave_out: tuple[str, ...] = ()
) -> dict[str, Callable[[], Sample]]:
    say(f"checking verdicts: {len(task.names)} manifests, {task.rules.count} rules")
    found = {name: stage.ready(name, task) for name in stage.peers if name not in leave_out}
    return {name: go for name, go in found.items() if go}


def _held(contest: Contest, contestants: dict[str, Callable[[], Sample]], number: int) -> Contest:
    say(contest.title)
    return replace(contest, samples=rounds(contestants, number))


CONTESTS = {"cold": cold, "bulk": bulk, "growth": growth, "memory": memory}
"""Every contest by the name that the command line knows it by."""
