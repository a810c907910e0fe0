"""A run in parts: each file is read, evaluated, printed and dropped, in one process or several.

Only totals are kept, so that memory does not grow with the number of manifests.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

from validator.model.errors import each_once
from validator.report.counts import added
from validator.run.inputs import attestations_of, baseline_of, load_packs, waivers_of
from validator.run.run import Run, Settings, settled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from validator.model.errors import Problem
    from validator.packs.model import Severity
    from validator.packs.selection import Selection
    from validator.report.counts import Totals
    from validator.report.entries import EntryUse
    from validator.report.report import Report

AT_ONCE = 32
"""The number of files that are sent to another process together."""


class Order(NamedTuple):
    """The settings of a run in parts, as names only, because it is sent to other processes.

    Attributes:
        packs: names of packs; when empty, those in force for each manifest.
        as_of: the day of the check.
        selection: which rules run.
        fail_on: the lightest severity at which a failed rule fails the run.
        require_applicable: whether a run to which no instrument applies is no answer.
        waivers: a waiver file.
        attestations: an attestation file.
        fail_on_unreviewed: whether a result that nobody has reviewed fails the run.
        named: the files that the user named, and not only a folder or pattern.
        baseline: a baseline, or the JSON report of an earlier run.
        timezone: that whose today the day is; None for a day that was named.
        form: the format whose ``part`` prints each part; None to print nothing.
        target: the output file, if any; it must not be evidence of a manifest.
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
    attestations: str | None = None
    fail_on_unreviewed: bool = False
    named: frozenset[str] = frozenset()
    timezone: str | None = None

    def settings(self) -> Settings:
        """Return the settings of the run, with its files loaded."""
        return Settings(
            self.as_of,
            self.selection,
            self.fail_on,
            self.require_applicable,
            waivers_of(self.waivers),
            baseline_of(self.baseline),
            attestations_of(self.attestations),
            self.fail_on_unreviewed,
            self.named,
            timezone=self.timezone,
        )


class Part(NamedTuple):
    """The printed report on some files, and its counts.

    Attributes:
        files: the number of files.
        text: the output of the format.
        totals: the counts.
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
        """Load the data that all parts need.

        Raises:
            PackError: a pack is missing or broken.
            WaiverError, AttestationError: that file is unreadable or malformed.
            UsageError: the baseline is invalid.
        """
        self._run = Run(order.settings(), load_packs(order.packs) if order.packs else ())
        self._target = order.target
        module = import_module(f"validator.report.formats.{order.form}") if order.form else None
        self._print: Callable[[Report], str] = module.part if module else lambda _report: ""

    def part(self, files: Sequence[str]) -> Part:
        """Return the part about some files, in their order."""
        return joined([self._part(self._run.of_file(file)) for file in files])

    def without_manifests(
        self, problems: tuple[Problem, ...], left_out: int, excluded: int
    ) -> Part:
        """Return a part with problems and the numbers of files not read, without manifests."""
        nothing = self._run.of_manifests((), problems)
        return self._part(nothing._replace(left_out=left_out, excluded=excluded))

    def _part(self, report: Report) -> Part:
        if self._target:
            _refuse_evidence(self._target, report)
        packs = tuple(pack.id for pack in report.packs) if report.manifests else ()
        own = tuple(problem for problem in report.problems if not problem.stops)
        printed = self._print(report._replace(problems=own) if report.problems else report)
        return Part(1, printed, report.totals, packs, report.uses, report.problems)


def _refuse_evidence(target: str, report: Report) -> None:
    """Refuse to overwrite a document that a manifest names: known only when it is read."""
    from validator.engine.evidence import files_of
    from validator.run.input_guard import refuse_inputs

    for manifest in report.manifests:
        refuse_inputs([target], files_of(manifest, report.documents[manifest.name]))


def joined(parts: Sequence[Part]) -> Part:
    """Return several parts of one run as one."""
    first, *rest = parts
    for part in rest:
        first = Part(
            first.files + part.files,
            first.text + part.text,
            added(first.totals, part.totals),
            tuple(dict.fromkeys(first.packs + part.packs)),
            settled(first.uses, part.uses),
            each_once(first.problems + part.problems),
        )
    return first
