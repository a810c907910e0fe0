"""One run: what it is asked, the rules made ready, and the report on some manifests."""

from __future__ import annotations

from dataclasses import dataclass

from validator import evidence
from validator.evaluator import Evaluator, TooMuchError
from validator.model import Severity
from validator.report import Report
from validator.selection import EVERY_RULE, Selection
from validator.structure import manifest_problems
from validator.watching import unwatched

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from validator.baseline import Baseline
    from validator.errors import Problem
    from validator.evidence import Document
    from validator.in_force import NotRun
    from validator.loading import Choice
    from validator.manifest import Manifest
    from validator.model import Pack, Result
    from validator.waiverfile import WaiverFile
    from validator.waivers import WaiverUse
    from validator.watching import Watch


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked: the day, which rules, what is accepted, and what makes it fail.

    Attributes:
        finds: whether results come with findings; statuses, reasons and counts are the same. A
            baseline knows failures by their findings, so with one they do.
    """

    as_of: date
    selection: Selection = EVERY_RULE
    fail_on: Severity = Severity.ERROR
    require_applicable: bool = False
    waivers: WaiverFile | None = None
    baseline: Baseline | None = None
    watch: Watch = unwatched
    finds: bool = True


_SHOWN = 12
"""The most ids of rules left out that a report lists."""


def sort_out(manifests: Sequence[Manifest]) -> tuple[list[Manifest], list[Problem]]:
    """Return the structurally valid manifests, and what is wrong with the others."""
    wrong = {manifest.name: manifest_problems(manifest) for manifest in manifests}
    sound = [manifest for manifest in manifests if not wrong[manifest.name]]
    return sound, [problem for problems in wrong.values() for problem in problems]


class Run:
    """A run over manifests, at once or in parts: what it is asked, and the rules made ready."""

    def __init__(self, settings: Settings) -> None:
        """Take what the run is asked."""
        self.settings = settings
        self._evaluators: dict[tuple[str, ...], Evaluator] = {}

    def report(
        self,
        manifests: Sequence[Manifest],
        packs: Sequence[Pack],
        problems: tuple[Problem, ...] = (),
        choice: Choice | None = None,
    ) -> Report:
        """Evaluate structurally valid manifests.

        Args:
            manifests: all that there are, or a part of them.
            packs: those that run on some of these manifests.
            problems: why other manifests cannot be evaluated, for the report to carry.
            choice: which packs run on which manifest; all on all when left out.
        """
        settings = self.settings
        documents = {item.name: evidence.register(item, settings.as_of) for item in manifests}
        evaluated, heavy = self._evaluated(manifests, packs, documents, choice)
        if heavy:
            unanswered = {problem.source for problem in heavy}
            manifests = [item for item in manifests if item.name not in unanswered]
        results, uses = _waived(evaluated, manifests, packs, settings)
        return Report(
            manifests=tuple(manifests),
            packs=tuple(packs),
            results=results,
            as_of=settings.as_of,
            problems=(*problems, *heavy),
            fail_on=settings.fail_on,
            require_applicable=settings.require_applicable,
            not_run=tuple(_not_run(manifests, packs, settings, choice)),
            documents=documents,
            waiver_file=settings.waivers,
            waiver_uses=uses,
            baseline=settings.baseline,
        )

    def _evaluated(
        self,
        manifests: Sequence[Manifest],
        packs: Sequence[Pack],
        documents: dict[str, tuple[Document, ...]],
        choice: Choice | None,
    ) -> tuple[tuple[Result, ...], list[Problem]]:
        """Return the results, and for which manifests packs of strangers are too much."""
        evaluator = self._evaluator(packs)
        found: list[Result] = []
        heavy: list[Problem] = []
        for manifest in self.settings.watch("evaluate", manifests):
            only = choice.packs[manifest.name] if choice else None
            broken = frozenset(item.id for item in documents[manifest.name] if item.standing.broken)
            try:
                found += evaluator.results(manifest, self.settings.as_of, only, broken)
            except TooMuchError as error:
                heavy += error.problems
        return tuple(found), heavy

    def _evaluator(self, packs: Sequence[Pack]) -> Evaluator:
        ids = tuple(pack.id for pack in packs)
        if ids not in self._evaluators:
            finds = self.settings.finds or self.settings.baseline is not None
            self._evaluators[ids] = Evaluator(packs, self.settings.selection, finds=finds)
        return self._evaluators[ids]


def _not_run(
    manifests: Sequence[Manifest],
    packs: Sequence[Pack],
    settings: Settings,
    choice: Choice | None,
) -> Iterator[NotRun]:
    """Yield what is left out; a report that hides a selection would pass for a whole one."""
    yield from choice.not_run if choice else ()
    if settings.selection == EVERY_RULE:
        return
    from validator.in_force import Absence, NotRun

    for pack in packs:
        ids = [rule.id for rule in pack.rules if not settings.selection(rule)]
        shown = ", ".join(ids[:_SHOWN]) + (", …" if len(ids) > _SHOWN else "")
        detail = f"{len(ids)} ({shown})"
        for manifest in manifests if ids else ():
            if choice is None or pack.id in choice.packs[manifest.name]:
                yield NotRun(manifest.name, pack.id, Absence.NOT_SELECTED, detail)


def _waived(
    results: tuple[Result, ...],
    manifests: Sequence[Manifest],
    packs: Sequence[Pack],
    settings: Settings,
) -> tuple[tuple[Result, ...], tuple[WaiverUse, ...]]:
    if settings.waivers is None:
        return results, ()
    from validator.waivers import apply

    rules = [rule for pack in packs for rule in pack.rules]
    return apply(settings.waivers, results, manifests, rules, settings.as_of)
