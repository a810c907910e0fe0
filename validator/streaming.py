"""A run in parts: each file is read, evaluated, told of and forgotten, in one process or several.

What is kept is a tally, so that memory does not grow with the number of manifests.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass
from importlib import import_module

from validator.errors import ManifestError
from validator.loading import baseline_of, choose_in_force, load_packs, waivers_of
from validator.manifest import load_manifests
from validator.reading.paths import STDIN
from validator.reading.shelf import Shelf
from validator.running import Run, Settings, sort_out
from validator.tally import added

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from validator.errors import Problem
    from validator.model import Pack, Severity
    from validator.reading.names import Names
    from validator.report import Report
    from validator.selection import Selection
    from validator.tally import Tally
    from validator.waivers import WaiverUse

AT_ONCE = 32
"""Files that travel to another process together."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a run in parts is asked, as names only: it travels to other processes.

    Attributes:
        packs: names of packs; when empty, what is in force for each manifest.
        as_of: the day asked about.
        selection: which rules run.
        fail_on: the lightest severity at which a failed rule fails the run.
        require_applicable: whether a run to which no instrument applies is no answer.
        waivers: a waiver file.
        baseline: a baseline, or the JSON report of an earlier run.
        form: the format whose ``part`` tells of each part; None to tell nothing.
        target: the file that is written, if one is; no evidence of a manifest.
    """

    packs: tuple[str, ...]
    as_of: date
    selection: Selection
    fail_on: Severity
    require_applicable: bool
    waivers: str | None = None
    baseline: str | None = None
    form: str | None = None
    target: str | None = None

    def settings(self) -> Settings:
        """Return the settings of the run, its files loaded."""
        return Settings(
            self.as_of,
            self.selection,
            self.fail_on,
            self.require_applicable,
            waivers_of(self.waivers),
            baseline_of(self.baseline),
            finds=self.form is not None,
        )


@dataclass(frozen=True, slots=True)
class Part:
    """What came of some files.

    Attributes:
        files: how many they are.
        text: what the format tells of them.
        tally: the counts.
        packs: ids of the packs that ran.
        uses: what came of each waiver as far as these files go.
        problems: why manifests could not be used.
    """

    files: int
    text: str
    tally: Tally
    packs: tuple[str, ...]
    uses: tuple[WaiverUse, ...]
    problems: tuple[Problem, ...]


class Maker:
    """Makes the parts of one run."""

    def __init__(self, order: Order) -> None:
        """Load what all parts need.

        Raises:
            PackError: a pack is missing or broken.
            WaiverError: the waiver file is unreadable or malformed.
            UsageError: the baseline is none.
        """
        self._run = Run(order.settings())
        self._target = order.target
        self._given = load_packs(order.packs) if order.packs else None
        self._chosen: dict[tuple[str, ...], tuple[Pack, ...]] = {}
        self._shelf = Shelf()
        module = import_module(f"validator.formats.{order.form}") if order.form else None
        self._tell: Callable[[Report], str] = module.part if module else lambda _report: ""

    def part(self, files: Sequence[str]) -> Part:
        """Return what comes of some files, in their order."""
        return joined([self._of_file(file) for file in files])

    def of_problems(self, problems: tuple[Problem, ...]) -> Part:
        """Return the part that tells only why there are no manifests."""
        return self._part(self._run.report((), (), problems))

    def _of_file(self, file: str) -> Part:
        try:
            manifests = load_manifests(file, shelf=self._shelf)
        except ManifestError as error:
            return self.of_problems(error.problems)
        sound, wrong = sort_out(manifests)
        if self._given is not None:
            return self._part(self._run.report(sound, self._given, tuple(wrong)))
        choice = choose_in_force(sound, self._run.settings.as_of)
        packs = self._loaded(tuple(choice.names))
        return self._part(self._run.report(sound, packs, tuple(wrong), choice))

    def _loaded(self, names: tuple[str, ...]) -> tuple[Pack, ...]:
        if not names:
            return ()
        if names not in self._chosen:
            self._chosen[names] = load_packs(names)
        return self._chosen[names]

    def _part(self, report: Report) -> Part:
        if self._target:
            _refuse_evidence(self._target, report)
        packs = tuple(pack.id for pack in report.packs) if report.manifests else ()
        tally = report.tally
        return Part(1, self._tell(report), tally, packs, report.waiver_uses, report.problems)


def _refuse_evidence(target: str, report: Report) -> None:
    """Refuse to write over a document that a manifest names: known only when it is read."""
    from validator.evidence import files_beside
    from validator.overwriting import refuse_inputs

    named = report.manifests
    beside = [file for item in named for file in files_beside(item, report.documents[item.name])]
    if beside:  # most manifests have none, and where links lead is dear to ask
        refuse_inputs([target], beside)


def joined(parts: Sequence[Part]) -> Part:
    """Return several parts of one run as one."""
    first, *rest = parts
    for part in rest:
        first = Part(
            first.files + part.files,
            first.text + part.text,
            added(first.tally, part.tally),
            tuple(dict.fromkeys(first.packs + part.packs)),
            settled(first.uses, part.uses),
            first.problems + part.problems,
        )
    return first


def settled(one: tuple[WaiverUse, ...], other: tuple[WaiverUse, ...]) -> tuple[WaiverUse, ...]:
    """Return what came of waivers in two parts of a run: each speaks of a file of one of them."""
    from validator.waivers import WaiverState

    pairs = zip(one, other, strict=True)
    return tuple(use if use.state is not WaiverState.NOT_RUN else more for use, more in pairs)


def prepare_for_many() -> None:
    """Make this process ready for many manifests: what that costs, a few do not win back."""
    # What is forgotten is in no circle, and so is freed at once: sweeping finds nothing.
    gc.set_threshold(_SELDOM)


_SELDOM = 5_000
"""Objects that are made before memory is swept; a manifest takes some two thousand."""


def stream(order: Order, files: Names, jobs: int = 1) -> Iterator[Part]:
    """Yield the parts of a run over files, in their order.

    Args:
        order: what the run is asked.
        files: those that ``validator.loading.files_of`` returns.
        jobs: how many processes work; with one, each file is a part.

    Raises:
        PackError: a pack is missing or broken.
        WaiverError: the waiver file is unreadable or malformed.
        UsageError: the baseline is none.
    """
    if len(files) > AT_ONCE:
        prepare_for_many()
    maker = Maker(order)  # what is wrong with packs is told before any process starts
    if jobs == 1 or len(files) <= AT_ONCE or STDIN in files:
        yield from (maker.part([file]) for file in files)
        return
    from validator.pool import pooled

    yield from pooled(order, files, min(jobs, -(-len(files) // AT_ONCE)))
