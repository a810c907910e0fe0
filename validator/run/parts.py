"""A run in parts: each file is read, evaluated, printed and forgotten, in one process or several.

What is kept is a tally, so that memory does not grow with the number of manifests.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

from validator.report.counts import added
from validator.run.inputs import baseline_of, load_packs, waivers_of
from validator.run.run import Run, Settings, settled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from validator.model.errors import Problem
    from validator.packs.model import Severity
    from validator.packs.selection import Selection
    from validator.report.counts import Tally
    from validator.report.report import Report
    from validator.report.waivers import WaiverUse

AT_ONCE = 32
"""Files that travel to another process together."""


class Order(NamedTuple):
    """What a run in parts is asked, as names only: it travels to other processes.

    Attributes:
        packs: names of packs; when empty, what is in force for each manifest.
        as_of: the day asked about.
        selection: which rules run.
        fail_on: the lightest severity at which a failed rule fails the run.
        require_applicable: whether a run to which no instrument applies is no answer.
        waivers: a waiver file.
        baseline: a baseline, or the JSON report of an earlier run.
        form: the format whose ``part`` prints each part; None to print nothing.
        target: the file that is written, if one is; it must not be evidence of a manifest.
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
        )


class Part(NamedTuple):
    """The printed report on some files, and its counts.

    Attributes:
        files: how many they are.
        text: what the format prints.
        tally: the counts.
        packs: ids of the packs that ran.
        uses: the uses of each waiver as far as these files go.
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
        self._run = Run(order.settings(), load_packs(order.packs) if order.packs else ())
        self._target = order.target
        module = import_module(f"validator.report.formats.{order.form}") if order.form else None
        self._print: Callable[[Report], str] = module.part if module else lambda _report: ""

    def part(self, files: Sequence[str]) -> Part:
        """Return the part about some files, in their order."""
        return joined([self._part(self._run.of_file(file)) for file in files])

    def of_problems(self, problems: tuple[Problem, ...]) -> Part:
        """Return the part that only says why there are no manifests."""
        return self._part(self._run.of_manifests((), problems))

    def _part(self, report: Report) -> Part:
        if self._target:
            _refuse_evidence(self._target, report)
        packs = tuple(pack.id for pack in report.packs) if report.manifests else ()
        return Part(
            1, self._print(report), report.tally, packs, report.waiver_uses, report.problems
        )


def _refuse_evidence(target: str, report: Report) -> None:
    """Refuse to write over a document that a manifest names: known only when it is read."""
    from validator.engine.evidence import files_beside
    from validator.run.input_guard import refuse_inputs

    for manifest in report.manifests:
        refuse_inputs([target], files_beside(manifest, report.documents[manifest.name]))


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
