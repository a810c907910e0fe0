"""From names of files and packs to a report: the main job in one call."""

from __future__ import annotations

from datetime import date

from validator import evidence
from validator.errors import ManifestError, Problem
from validator.evaluator import Evaluator
from validator.in_force import Absence, NotRun
from validator.loading import choose_in_force, load_all, load_packs
from validator.manifest import Manifest
from validator.model import Pack, Result, Severity
from validator.record import Record
from validator.report import Report
from validator.selection import EVERY_RULE, Selection, demand_rules
from validator.structure import manifest_problems
from validator.watching import Step, unwatched

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from validator.baseline import Baseline
    from validator.evidence import Document
    from validator.loading import Choice
    from validator.waiverfile import WaiverFile
    from validator.waivers import WaiverUse
    from validator.watching import Watch


class Settings(Record):
    """What a run is asked: the day, which rules, what is accepted, and what makes it fail."""

    as_of: date
    selection: Selection = EVERY_RULE
    fail_on: Severity = Severity.ERROR
    require_applicable: bool = False
    waivers: WaiverFile | None = None
    baseline: Baseline | None = None
    watch: Watch = unwatched


_SHOWN = 12
"""The most ids of rules left out that a report lists."""


def evaluate(  # noqa: PLR0913 - the settings of one run, all by keyword
    manifests: Manifest | Sequence[Manifest],
    packs: Sequence[Pack],
    *,
    as_of: date,
    selection: Selection = EVERY_RULE,
    fail_on: Severity = Severity.ERROR,
    require_applicable: bool = False,
    waivers: WaiverFile | None = None,
    baseline: Baseline | None = None,
    problems: Sequence[Problem] = (),
) -> Report:
    """Run packs over loaded manifests, opening the evidence that stands beside them.

    Args:
        manifests: one manifest, or several for one report.
        packs: loaded packs.
        as_of: the day asked about.
        selection: which rules run.
        fail_on: the lightest severity at which a failed rule fails the run.
        require_applicable: whether a run to which no instrument applies is no answer.
        waivers: failures that somebody answers for.
        baseline: failures that were known before; only others fail the run.
        problems: of manifests that could not be used, for the report to carry.

    Raises:
        UsageError: no rule is selected, or an id names no rule.
        ManifestError: a single manifest that is structurally invalid. Of several,
            the report carries the problems of the invalid ones.
    """
    several = [manifests] if isinstance(manifests, Manifest) else list(manifests)
    sound, wrong = _sort_out(several)
    if wrong and isinstance(manifests, Manifest):
        raise ManifestError(tuple(wrong))
    settings = Settings(as_of, selection, fail_on, require_applicable, waivers, baseline)
    return _report(sound, packs, settings, (*problems, *wrong))


def check(  # noqa: PLR0913 - the settings of one run, all by keyword
    *paths: str | Path,
    packs: Sequence[str | Path] = (),
    as_of: date | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    fail_on: Severity | str = Severity.ERROR,
    require_applicable: bool = False,
    waivers: str | Path | None = None,
    baseline: str | Path | None = None,
    watch: Watch = unwatched,
) -> Report:
    """Check manifests against packs.

    Args:
        paths: files, folders or patterns; ``-`` is standard input.
        packs: names of shipped packs, folders, prebuilt packs, or ``all``. When empty, for
            each manifest what is in force in its jurisdictions on the day asked about.
            The pack of consistency checks always runs as well.
        as_of: the day asked about; today when left out.
        select: ids of rules, clauses or packs to run; all when empty.
        ignore: ids of rules, clauses or packs not to run.
        fail_on: the lightest severity at which a failed rule fails the run.
        require_applicable: whether a run to which no instrument applies is no answer.
        waivers: a waiver file.
        baseline: a baseline or the JSON report of an earlier run; only failures that it does
            not know fail the run.
        watch: sees the files and manifests as their turn comes; for showing progress.

    Returns:
        One report. Manifests that could not be used stand in its ``problems``.

    Raises:
        ManifestError: no manifest could be used.
        PackError: a pack is missing or broken.
        WaiverError: the waiver file is unreadable or malformed.
        UsageError: no rule is selected, an id names no rule, or the baseline is none.
    """
    settings = Settings(
        as_of or date.today(),  # noqa: DTZ011 - the user's own calendar day
        Selection(tuple(select), tuple(ignore)),
        Severity(fail_on),
        require_applicable,
        _loaded_waivers(waivers),
        _loaded_baseline(baseline),
        watch,
    )
    manifests, problems = load_all(paths, [path for path in (waivers, baseline) if path], watch)
    sound, wrong = _sort_out(manifests)
    if not sound:
        raise ManifestError((*problems, *wrong))
    choice = None if packs else choose_in_force(sound, settings.as_of)
    loaded = load_packs(choice.names if choice else packs)
    return _report(sound, loaded, settings, (*problems, *wrong), choice)


def _loaded_waivers(path: str | Path | None) -> WaiverFile | None:
    if path is None:
        return None
    from validator.waiverfile import load_waivers

    return load_waivers(path)


def _loaded_baseline(path: str | Path | None) -> Baseline | None:
    if path is None:
        return None
    from validator.baseline import load_baseline

    return load_baseline(path)


def _sort_out(manifests: Sequence[Manifest]) -> tuple[list[Manifest], list[Problem]]:
    """Return the structurally valid manifests, and what is wrong with the others."""
    wrong = {manifest.name: manifest_problems(manifest) for manifest in manifests}
    sound = [manifest for manifest in manifests if not wrong[manifest.name]]
    return sound, [problem for problems in wrong.values() for problem in problems]


def _report(
    manifests: Sequence[Manifest],
    packs: Sequence[Pack],
    settings: Settings,
    problems: tuple[Problem, ...],
    choice: Choice | None = None,
) -> Report:
    demand_rules(packs, settings.selection)
    documents = {item.name: evidence.register(item, settings.as_of) for item in manifests}
    evaluated = tuple(_evaluated(manifests, packs, settings, documents, choice))
    results, uses = _waived(evaluated, manifests, packs, settings)
    return Report(
        manifests=tuple(manifests),
        packs=tuple(packs),
        results=results,
        as_of=settings.as_of,
        problems=problems,
        fail_on=settings.fail_on,
        require_applicable=settings.require_applicable,
        not_run=tuple(_not_run(manifests, packs, settings, choice)),
        documents=documents,
        waiver_file=settings.waivers,
        waiver_uses=uses,
        baseline=settings.baseline,
    )


def _not_run(
    manifests: Sequence[Manifest],
    packs: Sequence[Pack],
    settings: Settings,
    choice: Choice | None,
) -> Iterator[NotRun]:
    """Yield what is left out; a report that hides a selection would pass for a whole one."""
    yield from choice.not_run if choice else ()
    for pack in packs:
        ids = [rule.id for rule in pack.rules if not settings.selection(rule)]
        shown = ", ".join(ids[:_SHOWN]) + (", …" if len(ids) > _SHOWN else "")
        detail = f"{len(ids)} ({shown})"
        for manifest in manifests if ids else ():
            if choice is None or pack.id in choice.packs[manifest.name]:
                yield NotRun(manifest.name, pack.id, Absence.NOT_SELECTED, detail)


def _evaluated(
    manifests: Sequence[Manifest],
    packs: Sequence[Pack],
    settings: Settings,
    documents: dict[str, tuple[Document, ...]],
    choice: Choice | None,
) -> Iterator[Result]:
    evaluator = Evaluator(packs, settings.selection)
    for manifest in settings.watch(Step.EVALUATE, manifests):
        only = choice.packs[manifest.name] if choice else None
        broken = frozenset(item.id for item in documents[manifest.name] if item.standing.broken)
        yield from evaluator.results(manifest, settings.as_of, only, broken)


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
