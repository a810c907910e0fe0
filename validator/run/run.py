"""One run: settings, packs, and the report on each file; a whole report joins them."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import chain
from typing import NamedTuple, cast

from validator.engine import evidence
from validator.engine.verdicts import Evaluator
from validator.manifest.manifest import load_manifests
from validator.manifest.model import Manifest, is_base, is_not_checked, mentions_manifest
from validator.manifest.structure import manifest_problems
from validator.model.arguments import refuse, several
from validator.model.errors import ManifestError, Problem, TooLargeError, each_once, stopping
from validator.model.quote import escape
from validator.model.resources import shipped
from validator.packs.model import Pack, Severity
from validator.packs.selection import EVERY_RULE, Selection
from validator.report.public import Report
from validator.report.result import Result
from validator.run import messages
from validator.run.inputs import (
    CONSISTENCY_PACK,
    IN_FORCE,
    Choice,
    choose_in_force,
    load_genuine,
    load_packs,
    together,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from validator.manifest.bases import Bases
    from validator.packs.in_force import NotRun
    from validator.report.baseline import Baseline
    from validator.report.entries import EntryUse
    from validator.report.entry_files import EntryFile


class Settings(NamedTuple):
    """The settings of a run: the day, the rules, waivers and baseline, and the failing severity.

    ``named`` are the files that the user named, and not only a folder or pattern. Without
    ``opens_evidence`` files of evidence are as declared as those stored elsewhere. ``timezone``
    is that whose today the day is, None for a day that was named.
    """

    as_of: date
    selection: Selection = EVERY_RULE
    fail_on: Severity = Severity.ERROR
    require_applicable: bool = False
    waivers: EntryFile | None = None
    baseline: Baseline | None = None
    attestations: EntryFile | None = None
    fail_on_unreviewed: bool = False
    named: frozenset[str] = frozenset()
    opens_evidence: bool = True
    timezone: str | None = None

    def with_files(
        self,
        waivers: str | Path | None,
        attestations: str | Path | None,
        baseline: str | Path | None,
    ) -> Settings:
        """Return the settings with files, as far as they are given.

        Raises:
            WaiverError, AttestationError: that file is unreadable or malformed.
            UsageError: the baseline is invalid.
        """
        settings = self
        if waivers is not None:
            from validator.report.entry_files import load_waivers

            settings = settings._replace(waivers=load_waivers(waivers))
        if baseline is not None:
            from validator.report.baseline import load_baseline

            settings = settings._replace(baseline=load_baseline(baseline))
        if attestations is not None:
            from validator.report.entry_files import load_attestations

            settings = settings._replace(attestations=load_attestations(attestations))
        return settings


_SHOWN = 12
"""The most ids of rules left out that a report lists."""


def sort_out(manifests: Sequence[Manifest]) -> tuple[list[Manifest], list[Problem]]:
    """Return the valid manifests, and the problems of the others."""
    wrong = {item.name: stopping(manifest_problems(item), item.name) for item in manifests}
    sound = [manifest for manifest in manifests if not wrong[manifest.name]]
    return sound, [problem for problems in wrong.values() for problem in problems]


def demand_different_names(where: str, manifests: Sequence[Manifest]) -> None:
    """Refuse manifests of one name: results tell them apart by it."""
    for name, number in Counter(manifest.name for manifest in manifests).items():
        if number > 1:
            refuse(where, messages.ONE_NAME_TWICE.format(name=escape(name, _LONGEST)))


_LONGEST = 300


def read_file(
    file: str, *, named: Collection[str], bases: Callable[[], Bases]
) -> tuple[Sequence[Manifest], tuple[Problem, ...], int, int]:
    """Return the manifests of a file, its problems, and the numbers of bases and other documents.

    The latter are only counted, unless the user named the file. A base that is named beside
    something else is counted too: pre-commit names every file of a commit. ``bases`` returns
    those that were read already.
    """
    try:
        manifests = load_manifests(file, bases=bases)
    except TooLargeError as error:
        if file in named or mentions_manifest(file):
            return (), error.problems, 0, 0
        return (), (), 0, 1  # such as an earlier report
    except ManifestError as error:
        return (), error.problems, 0, 0
    if file in named:
        checked = [item for item in manifests if len(named) == 1 or not is_base(item)]
        return checked, (), len(manifests) - len(checked), 0
    checked = [manifest for manifest in manifests if not is_not_checked(manifest)]
    based = sum(map(is_base, manifests))
    return checked, (), based, len(manifests) - len(checked) - based


class Run:
    """Settings and loaded packs, for manifests file by file or all at once."""

    def __init__(
        self, settings: Settings, packs: Sequence[Pack] = (), *, in_force: bool = False
    ) -> None:
        """Prepare a run.

        Args:
            settings: its settings.
            packs: the packs for every manifest.
            in_force: whether those in force for each manifest run as well.
        """
        self.settings = settings
        self.in_force = in_force
        self.packs = tuple(packs)
        self._chosen: dict[tuple[str, ...], tuple[Pack, ...]] = {}
        self._evaluators: dict[tuple[str, ...], Evaluator] = {}

    @property
    def possible_packs(self) -> tuple[Pack, ...]:
        """The packs that may run: those that were given, and all shipped ones if in force."""
        return self.packs_of((*shipped(), *self._ids)) if self.in_force else self.packs

    def packs_of(self, ids: tuple[str, ...]) -> tuple[Pack, ...]:
        """Return packs by their ids: those that were given, and others as they are shipped.

        Raises:
            PackError: two packs that differ, or two rules, have one id.
        """
        if ids not in self._chosen:
            given = (*self._ids, CONSISTENCY_PACK)  # which is added last
            others = [load_genuine(name) for name in ids if name not in given]
            self._chosen[ids] = together([*others, *self.packs])
        return self._chosen[ids]

    @property
    def _ids(self) -> tuple[str, ...]:
        return tuple(pack.id for pack in self.packs)

    def of_file(self, file: str) -> Report:
        """Return the report on the manifests of one file, with its problems.

        Bases, and documents that are no manifests, are counted only, unless the file was named.
        """
        manifests, problems, bases, others = read_file(
            file, named=self.settings.named, bases=lambda: self._bases
        )
        return self.of_manifests(manifests, problems)._replace(bases=bases, others=others)

    @cached_property
    def _bases(self) -> Bases:
        from validator.manifest.bases import Bases

        return Bases()

    def of_manifests(
        self, manifests: Manifest | Sequence[Manifest], problems: tuple[Problem, ...] = ()
    ) -> Report:
        """Return the report on some manifests.

        Several threads may call it at the same time: what it keeps is only ever added to.

        Args:
            manifests: one or several, loaded; invalid ones become problems of the report.
            problems: why other manifests cannot be evaluated, for the report.

        Raises:
            UsageError: they are something else, or two have one name.
        """
        where = "validator.Run.of_manifests"
        given = several(where, "manifests", manifests, Manifest, messages.MANIFESTS_EXPECTED)
        demand_different_names(where, given)
        sound, wrong = sort_out(given)
        choice = None
        packs = self.packs
        if self.in_force:
            choice = choose_in_force(sound, self.settings.as_of, self._ids)
            packs = self.packs_of(tuple(choice.names)) if sound else packs
        settings = self.settings
        documents = {
            item.name: evidence.register(item, settings.as_of, opens=settings.opens_evidence)
            for item in sound
        }
        evaluator = self._evaluator(packs)
        results: list[Result] = []
        for manifest in sound:
            only = choice.packs[manifest.name] if choice else None
            broken, proofs = evidence.broken_and_proofs(documents[manifest.name])
            evaluated = evaluator.results(manifest, settings.as_of, only, broken, proofs)
            results += cast("tuple[Result, ...]", evaluated)
        decided, uses = _judged_and_waived(tuple(results), sound, packs, settings)
        return Report(
            manifests=tuple(sound),
            packs=tuple(packs),
            results=decided,
            as_of=settings.as_of,
            timezone=settings.timezone,
            problems=(*problems, *wrong),
            fail_on=settings.fail_on,
            require_applicable=settings.require_applicable,
            not_run=tuple(_not_run(sound, packs, settings, choice)),
            documents=documents,
            waiver_file=settings.waivers,
            attestation_file=settings.attestations,
            uses=uses,
            baseline=settings.baseline,
            fail_on_unreviewed=settings.fail_on_unreviewed,
        )

    def _evaluator(self, packs: Sequence[Pack]) -> Evaluator:
        ids = tuple(pack.id for pack in packs)
        if ids not in self._evaluators:
            self._evaluators[ids] = Evaluator(packs, self.settings.selection.includes, Result)
        return self._evaluators[ids]


def run_of(settings: Settings, names: Sequence[str | Path]) -> Run:
    """Return a run of packs by their names, as ``load_packs`` takes them.

    ``in-force`` stands for those in force for each manifest, and is the default. A pack that is
    missing or broken is a PackError.
    """
    others = [name for name in names if name != IN_FORCE]
    in_force = not names or len(others) < len(names)
    return Run(settings, load_packs(others) if others else (), in_force=in_force)


def joined(reports: Sequence[Report]) -> Report:
    """Return several reports of one run as one, in their order; at least one."""
    packs = {pack.id: pack for report in reports for pack in report.packs}
    uses = reports[0].uses
    for report in reports[1:]:
        uses = settled(uses, report.uses)
    return reports[0]._replace(
        manifests=tuple(chain.from_iterable(report.manifests for report in reports)),
        packs=consistency_last(packs),
        results=tuple(chain.from_iterable(report.results for report in reports)),
        problems=each_once(chain.from_iterable(report.problems for report in reports)),
        not_run=tuple(chain.from_iterable(report.not_run for report in reports)),
        documents={name: item for part in reports for name, item in part.documents.items()},
        uses=uses,
        bases=sum(report.bases for report in reports),
        others=sum(report.others for report in reports),
        left_out=tuple(chain.from_iterable(report.left_out for report in reports)),
        excluded=sum(report.excluded for report in reports),
    )


def consistency_last(packs: dict[str, Pack]) -> tuple[Pack, ...]:
    """Return packs in their order, but the pack of consistency checks last."""
    return tuple(sorted(packs.values(), key=lambda pack: pack.id == CONSISTENCY_PACK))


def settled(one: tuple[EntryUse, ...], other: tuple[EntryUse, ...]) -> tuple[EntryUse, ...]:
    """Return the uses of the same entries in two parts of a run: what decides more counts."""
    pairs = zip(one, other, strict=True)
    return tuple(max(pair, key=lambda use: use.state.rank) for pair in pairs)


def _not_run(
    manifests: Sequence[Manifest], packs: Sequence[Pack], settings: Settings, choice: Choice | None
) -> Iterator[NotRun]:
    """Yield the rules that are left out; without them a partial report would look complete."""
    yield from choice.not_run if choice else ()
    if settings.selection == EVERY_RULE:
        return
    from validator.packs.in_force import Absence, NotRun

    for pack in packs:
        ids = [rule.id for rule in pack.every_rule if not settings.selection.includes(rule)]
        shown = ", ".join(ids[:_SHOWN]) + (", …" if len(ids) > _SHOWN else "")
        detail = f"{len(ids)} ({shown})"
        for manifest in manifests if ids else ():
            if choice is None or pack.id in choice.packs[manifest.name]:
                yield NotRun(manifest.name, pack.id, Absence.NOT_SELECTED, detail)


def _judged_and_waived(
    results: tuple[Result, ...],
    manifests: Sequence[Manifest],
    packs: Sequence[Pack],
    settings: Settings,
) -> tuple[tuple[Result, ...], tuple[EntryUse, ...]]:
    """Apply attestations, then waivers: what a person found unmet can be waived."""
    files = [file for file in (settings.attestations, settings.waivers) if file]
    if not files:
        return results, ()
    from validator.report import entries

    uses: tuple[EntryUse, ...] = ()
    rules = [rule for pack in packs for rule in pack.every_rule]
    for file in files:
        results, more = entries.apply(file, results, manifests, rules, settings.as_of)
        uses += more
    return results, uses
