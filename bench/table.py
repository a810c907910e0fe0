"""Ratios of a run beside the targets, and whether they are met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.stage import FACEPOLICY, PYTHON, TWO_PROCESSES
from bench.timing import Sample, Spread, ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bench.contests import Contest

_SOURCEMETA, _AJV = "@sourcemeta/jsonschema", "ajv + js-yaml"
_PYYAML, _CHECK = "PyYAML C + jsonschema", "check-jsonschema"


def _cpu(sample: Sample) -> float:
    return sample.cpu


def _wall(sample: Sample) -> float:
    return sample.wall


def _peak(sample: Sample) -> float:
    return sample.peak


Measures = tuple[tuple[str, "Callable[[Sample], float]"], ...]
_TIMES: Measures = (("CPU", _cpu), ("clock", _wall))
# Two processes spend no less processor time than one; they are to be done sooner.
_CLOCK: Measures = (("clock", _wall),)
_MEMORY: Measures = (("memory", _peak),)


@dataclass(frozen=True, slots=True)
class Target:
    """A ratio of two contestants that facepolicy is to keep to.

    Attributes:
        contest: start of the key of the contests that it is read off.
        text: what is compared.
        over: the contestant above the line.
        under: the contestant below it.
        bound: what the ratio is held to.
        at_most: whether the ratio may not be above the bound; otherwise not below.
    """

    contest: str
    text: str
    over: str
    under: str
    bound: float
    at_most: bool = False
    measures: Measures = _TIMES

    @property
    def wanted(self) -> str:
        """The target in words."""
        return f"{'at most' if self.at_most else 'at least'} {self.bound:g} ×"

    def is_met(self, measured: float) -> bool:
        """Return whether a ratio keeps to the target."""
        return measured <= self.bound if self.at_most else measured >= self.bound


TARGETS = (
    Target("cold", "facepolicy against a bare python", FACEPOLICY, PYTHON, 3.5, at_most=True),
    Target("cold", f"facepolicy against {_SOURCEMETA}", FACEPOLICY, _SOURCEMETA, 1.5, at_most=True),
    Target("cold", f"{_CHECK} against facepolicy", _CHECK, FACEPOLICY, 9),
    Target("cold", f"{_AJV} against facepolicy", _AJV, FACEPOLICY, 5),
    Target(
        "bulk-findings",
        f"facepolicy against {_SOURCEMETA}",
        FACEPOLICY,
        _SOURCEMETA,
        1,
        at_most=True,
    ),
    Target("bulk-findings", f"{_CHECK} against facepolicy", _CHECK, FACEPOLICY, 30),
    Target("bulk-findings", f"{_PYYAML} against facepolicy", _PYYAML, FACEPOLICY, 7),
    Target("bulk-verdicts", f"{_AJV} against facepolicy", _AJV, FACEPOLICY, 3),
    Target("bulk-verdicts", f"{_PYYAML} against facepolicy", _PYYAML, FACEPOLICY, 20),
    Target(
        "bulk-findings",
        "one process against two",
        FACEPOLICY,
        TWO_PROCESSES,
        1.7,
        measures=_CLOCK,
    ),
)
"""The targets on time, in the order of the table."""
_GROWTH = 1.2
"""How much more memory many manifests may take than few."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        where: the contest.
        measured: ratios by what was measured; empty where a side did not take part.
        standing: PASS, MISS, which measure alone passes, or why there is nothing to measure.
    """

    where: str
    target: Target
    measured: dict[str, Spread]
    standing: str


def rows(contests: Sequence[Contest], missing: Mapping[str, str]) -> list[Row]:
    """Return the table.

    Args:
        contests: what was measured.
        missing: contestants that are not there, and why.
    """
    found = [
        _row(target, contest, missing)
        for target in TARGETS
        for contest in contests
        if contest.key.startswith(target.contest)
    ]
    return found + list(_memory([contest for contest in contests if contest.key == "memory"]))


def _row(target: Target, contest: Contest, missing: Mapping[str, str]) -> Row:
    for side in (target.over, target.under):
        if side not in contest.samples:
            why = f"{side}: {missing.get(side, 'would take too long')}"
            return Row(contest.title, target, {}, why)
    over, under = contest.samples[target.over], contest.samples[target.under]
    measured = {name: ratio(over, under, measure) for name, measure in target.measures}
    return Row(contest.title, target, measured, standing(target, measured))


def standing(target: Target, measured: Mapping[str, Spread]) -> str:
    """Return PASS or MISS by the medians, or the measures by which alone the target is met."""
    met = [name for name, spread in measured.items() if target.is_met(spread.median)]
    if len(met) == len(measured):
        return "PASS"
    return f"MISS (met by {', '.join(met)})" if met else "MISS"


def _memory(contests: Sequence[Contest]) -> Iterator[Row]:
    if not contests:
        return
    few, many = contests
    text = f"peak memory, {many.manifests:,} manifests against {few.manifests:,}"
    target = Target("memory", text, FACEPOLICY, FACEPOLICY, _GROWTH, at_most=True)
    over, under = many.samples[FACEPOLICY], few.samples[FACEPOLICY]
    measured = {name: ratio(over, under, measure) for name, measure in _MEMORY}
    yield Row(many.title, target, measured, standing(target, measured))


def as_markdown(table: Sequence[Row]) -> str:
    """Return the table as Markdown: ratios as median (minimum to maximum)."""
    lines = [
        "| contest | compared | target | CPU time | on the clock | |",
        "|---|---|---|---|---|---|",
    ]
    for row in table:
        first = row.measured.get("memory") or row.measured.get("CPU")
        cells = (
            row.where,
            row.target.text,
            row.target.wanted,
            _times(first),
            _times(row.measured.get("clock")),
            row.standing,
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _times(spread: Spread | None) -> str:
    if spread is None:
        return "–"
    return f"{spread.median:.2f} × ({spread.minimum:.2f} to {spread.maximum:.2f})"


def figures(contest: Contest) -> str:
    """Return the figures of a contest as Markdown, in the order of processor time."""
    lines = [
        "| | CPU, s | on the clock, s | CPU a manifest, ms | memory, MiB |",
        "|---|---|---|---|---|",
    ]
    spreads = {
        name: [Spread.of([measure(sample) for sample in samples]) for measure in (_cpu, _wall)]
        for name, samples in contest.samples.items()
    }
    for name, (cpu, wall) in sorted(spreads.items(), key=lambda item: item[1][0].median):
        each = cpu.median / contest.manifests * 1000
        peak = max(sample.peak for sample in contest.samples[name])
        lines.append(f"| {name} | {_spread(cpu)} | {_spread(wall)} | {each:.2f} | {peak:.0f} |")
    return "\n".join(lines)


def _spread(spread: Spread) -> str:
    return f"{spread.median:.3f} ({spread.minimum:.3f} to {spread.maximum:.3f})"


def growth(contests: Sequence[Contest]) -> str:
    """Return CPU time a manifest, in ms, as Markdown: a line a contest, a column a contestant."""
    names = dict.fromkeys(name for contest in contests for name in contest.samples)
    lines = ["| | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for contest in contests:
        cells = (_each(contest, name) for name in names)
        lines.append(f"| {contest.title} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _each(contest: Contest, name: str) -> str:
    samples = contest.samples.get(name)
    if not samples:
        return "–"
    return f"{Spread.of([sample.cpu for sample in samples]).median / contest.manifests * 1000:.2f}"
