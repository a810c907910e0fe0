"""A run in parts: each file is read, evaluated, printed and dropped, in one process or several.

Only totals are kept, so that memory does not grow with the number of manifests.
"""

from __future__ import annotations

from functools import reduce
from itertools import chain
from typing import NamedTuple

from validator.model.errors import Problem, each_once
from validator.report.counts import Totals, added
from validator.report.ending import Ending, ending_soon, in_order
from validator.report.report import Whole
from validator.run.run import Settings, consistency_last, run_of, settled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from validator.packs.model import Pack
    from validator.report.baseline import Known
    from validator.report.entries import EntryUse
    from validator.report.public import Report

AT_ONCE = 32
"""The number of files of a part: sent to another process together, or printed together."""


def shares(files: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the files of each part; the same for any number of processes, as the output is."""
    return (files[start : start + AT_ONCE] for start in range(0, len(files), AT_ONCE))


class Order(NamedTuple):
    """What a process needs to make parts of a run; it is sent to other processes.

    Attributes:
        packs: names of packs, as ``run_of`` takes them.
        prints: whether each part is printed, as JSON Lines.
        target: the output file, if any; it must not be evidence of a manifest.
    """

    settings: Settings
    packs: tuple[str, ...] = ()
    prints: bool = False
    target: str | None = None


class PartReport(NamedTuple):
    """The printed report on a number of files, and its counts.

    Attributes:
        packs: ids of the packs that ran.
        uses: the uses of each waiver, as far as known from these files.
        problems: why manifests could not be used; those of bases are not in ``text``, since they
            are printed once.
    """

    files: int
    text: str
    totals: Totals
    packs: tuple[str, ...]
    uses: tuple[EntryUse, ...]
    problems: tuple[Problem, ...]


class Maker:
    """Makes the parts of one run."""

    def __init__(self, order: Order) -> None:
        """Load the data that all parts need; a pack that is missing or broken is a PackError."""
        self._run = run_of(order.settings, order.packs)
        self._target = order.target
        self._print: Callable[[Report], str] = lambda _report: ""
        if order.prints:
            from validator.report.formats import jsonl

            self._print = jsonl.part

    def part(self, files: Sequence[str]) -> PartReport:
        """Return the part about some files, in their order."""
        return joined([self._part(self._run.of_file(file)) for file in files])

    def without_manifests(
        self, problems: tuple[Problem, ...], left_out: tuple[str, ...], excluded: int
    ) -> PartReport:
        """Return a part with problems and the files not read, without manifests."""
        nothing = self._run.of_manifests((), problems)
        return self._part(nothing._replace(left_out=left_out, excluded=excluded))

    def _part(self, report: Report) -> PartReport:
        if self._target:
            _refuse_evidence(self._target, report)
        packs = tuple(pack.id for pack in report.packs) if report.manifests else ()
        own = tuple(problem for problem in report.problems if not problem.stops)
        printed = self._print(report._replace(problems=own) if report.problems else report)
        return PartReport(1, printed, report.totals, packs, report.uses, report.problems)


def _refuse_evidence(target: str, report: Report) -> None:
    """Refuse to overwrite a document that a manifest names: known only when it is read."""
    from validator.engine.evidence import files_of
    from validator.run.inputs import refuse_inputs

    for manifest in report.manifests:
        refuse_inputs([target], files_of(manifest, report.documents[manifest.name]))


def joined(parts: Sequence[PartReport]) -> PartReport:
    """Return several parts of one run as one."""
    return PartReport(
        sum(part.files for part in parts),
        "".join(part.text for part in parts),
        reduce(added, (part.totals for part in parts)),
        tuple(dict.fromkeys(chain.from_iterable(part.packs for part in parts))),
        reduce(settled, (part.uses for part in parts)),
        each_once(chain.from_iterable(part.problems for part in parts)),
    )


def of_run(totals: Totals, problems: int, uses: Sequence[EntryUse]) -> Totals:
    """Return the counts of a run from those that its parts add up to.

    What concerns several parts counts once: a problem of a base, and an entry without effect,
    which another part may need.
    """
    numbers = {"problems": problems, "idle_entries": sum(use.state.fails for use in uses)}
    return totals._replace(numbers=totals.numbers | numbers)


class Frame:
    """Adds up the reports on the parts of a run, and keeps none of them.

    What they add up to is a report without manifests, for the head and the tail of a document.
    """

    def __init__(self, nothing: Report) -> None:
        """Start with a report without manifests, which has the settings of the run."""
        self._report = nothing
        self._totals = nothing.totals
        self._uses = nothing.uses
        self._problems: tuple[Problem, ...] = ()
        self._packs: dict[str, Pack] = {}
        self._improved: dict[Known, None] = {}
        self._ending: dict[Ending, None] = {}
        self._collect(nothing)

    def add(self, part: Report) -> None:
        """Add the report on a part of the run."""
        self._totals = added(self._totals, part.totals)
        self._uses = settled(self._uses, part.uses)
        self._collect(part)

    def _collect(self, part: Report) -> None:
        if part.problems:
            self._problems = each_once((*self._problems, *part.problems))
        if part.manifests:
            self._packs |= {pack.id: pack for pack in part.packs}
        self._improved |= dict.fromkeys(part.improved)
        self._ending |= dict.fromkeys(ending_soon(part))

    def report(self) -> Report:
        """Return the report without manifests and results, but with all counts."""
        totals = of_run(self._totals, len(self._problems), self._uses)
        return self._report._replace(
            packs=consistency_last(self._packs),
            problems=self._problems,
            uses=self._uses,
            whole=Whole(totals, tuple(sorted(self._improved)), in_order(self._ending)),
        )
