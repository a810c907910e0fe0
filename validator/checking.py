"""From names of files and packs to a report: the main job in one call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from validator import evidence
from validator.errors import ManifestError, Problem, UsageError
from validator.evaluator import Evaluator
from validator.in_force import NotRun, choose
from validator.manifest import Manifest, load_manifests
from validator.model import Pack, Rule, Severity
from validator.packfiles import shipped
from validator.packs import load_card, load_pack
from validator.reading.paths import expand
from validator.report import Report
from validator.structure import manifest_problems
from validator.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from validator.baseline import Baseline
    from validator.model import Result
    from validator.waiverfile import WaiverFile
    from validator.waivers import WaiverUse

CONSISTENCY_PACK = "self-consistency"
"""The pack that always runs."""
ALL = "all"
"""The name that stands for every shipped pack."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rules run.

    Attributes:
        select: ids of rules, clauses or packs to run, ``*`` for any text; all when empty.
        ignore: the same, of what not to run; it beats ``select``.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def __call__(self, rule: Rule) -> bool:
        """Return whether the rule runs."""
        wanted = not self.select or _named(rule, self.select)
        return wanted and not _named(rule, self.ignore)

    def unmatched(self, rules: Sequence[Rule]) -> list[str]:
        """Return the ids that name no rule at all: misspelt ones, most likely."""
        named = (*self.select, *self.ignore)
        return [name for name in named if not any(_named(rule, (name,)) for rule in rules)]


def _named(rule: Rule, names: Iterable[str]) -> bool:
    ids = (rule.id, rule.clause.id, rule.pack)
    return any(fnmatchcase(identifier, name) for name in names for identifier in ids)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked: the day, which rules, and what makes it fail."""

    as_of: date
    selection: Selection
    fail_on: Severity
    require_applicable: bool
    waivers: WaiverFile | None = None
    baseline: Baseline | None = None


def evaluate(  # noqa: PLR0913 - the settings of one run, all by keyword
    manifests: Manifest | Sequence[Manifest],
    packs: Sequence[Pack],
    *,
    as_of: date,
    selection: Selection = Selection(),
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
    return _report(sound, packs, settings, (*problems, *wrong), None)


def _report(
    manifests: Sequence[Manifest],
    packs: Sequence[Pack],
    settings: Settings,
    problems: tuple[Problem, ...],
    choice: Choice | None,
) -> Report:
    _demand_rules(packs, settings.selection)
    evaluator = Evaluator(packs, settings.selection)
    documents = {
        manifest.name: evidence.register(manifest, settings.as_of) for manifest in manifests
    }
    results = [
        result
        for manifest in manifests
        for result in evaluator.results(
            manifest,
            settings.as_of,
            choice.packs[manifest.name] if choice else None,
            frozenset(item.id for item in documents[manifest.name] if item.standing.broken),
        )
    ]
    final, uses = _waive(results, manifests, packs, settings)
    return Report(
        manifests=tuple(manifests),
        packs=tuple(packs),
        results=tuple(final),
        as_of=settings.as_of,
        problems=problems,
        fail_on=settings.fail_on,
        require_applicable=settings.require_applicable,
        not_run=choice.not_run if choice else (),
        documents=documents,
        waiver_file=settings.waivers,
        waiver_uses=uses,
        baseline=settings.baseline,
    )


def _waive(
    results: Sequence[Result],
    manifests: Sequence[Manifest],
    packs: Sequence[Pack],
    settings: Settings,
) -> tuple[Sequence[Result], tuple[WaiverUse, ...]]:
    if settings.waivers is None:
        return results, ()
    from validator import waivers

    rules = [rule for pack in packs for rule in pack.rules]
    return waivers.apply(settings.waivers, results, manifests, rules, settings.as_of)


def _sort_out(manifests: Sequence[Manifest]) -> tuple[list[Manifest], list[Problem]]:
    """Return the structurally valid manifests, and what is wrong with the others."""
    wrong = {manifest.name: manifest_problems(manifest) for manifest in manifests}
    sound = [manifest for manifest in manifests if not wrong[manifest.name]]
    return sound, [problem for problems in wrong.values() for problem in problems]


def _demand_rules(packs: Sequence[Pack], selection: Selection) -> None:
    rules = [rule for pack in packs for rule in pack.rules]
    unknown = selection.unmatched(rules)
    problems = [
        Problem(name, None, Text("names no rule, clause or pack", "没有对应的规则、条款或规则包"))
        for name in unknown
    ]
    if not problems and not any(selection(rule) for rule in rules):
        nothing = Text("no rule is selected: nothing would be checked", "未选中任何规则：无可检查")
        problems = [Problem("facepolicy", None, nothing)]
    if problems:
        raise UsageError(tuple(problems))


@dataclass(frozen=True, slots=True)
class Choice:
    """Which packs run on which manifest.

    Attributes:
        packs: ids of the packs by the name of the manifest, with the pack that always runs.
        not_run: the others, each with the reason.
    """

    packs: dict[str, tuple[str, ...]]
    not_run: tuple[NotRun, ...]


def choose_in_force(manifests: Sequence[Manifest], as_of: date) -> Choice:
    """Choose for each manifest what is in force on a day in its jurisdictions."""
    cards = [card for card in map(load_card, shipped()) if card]
    chosen: dict[str, tuple[str, ...]] = {}
    left: list[NotRun] = []
    for manifest in manifests:
        places = manifest.value["scenario"]["jurisdictions"]
        names, absent = choose(cards, manifest.name, places, as_of)
        chosen[manifest.name] = (*names, CONSISTENCY_PACK)
        left += absent
    return Choice(chosen, tuple(left))


def load_packs(names: Sequence[str | Path]) -> tuple[Pack, ...]:
    """Load the packs of a run.

    Args:
        names: packs as ``load_pack`` takes them; ``all`` for every shipped one.

    Returns:
        The packs, once each, and after them the pack of consistency checks, which
        always runs.

    Raises:
        PackError: a pack is missing or broken.
    """
    every = [other for name in names for other in (shipped() if name == ALL else (name,))]
    loaded = [load_pack(name) for name in every if name != CONSISTENCY_PACK]
    distinct = {pack.id: pack for pack in (*loaded, load_pack(CONSISTENCY_PACK))}
    return tuple(distinct.values())


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

    Returns:
        One report. Manifests that could not be used stand in its ``problems``.

    Raises:
        ManifestError: no manifest could be used.
        PackError: a pack is missing or broken.
        WaiverError: the waiver file is unreadable or malformed.
        UsageError: no rule is selected, an id names no rule, or the baseline is none.
    """
    day = as_of or date.today()  # noqa: DTZ011 - the user's own calendar day
    waiver_file = _loaded_waivers(waivers)
    known = _loaded_baseline(baseline)
    manifests, problems = load_all(paths, [path for path in (waivers, baseline) if path])
    sound, wrong = _sort_out(manifests)
    if not sound:
        raise ManifestError((*problems, *wrong))
    choice = None if packs else choose_in_force(sound, day)
    names = packs or _named_in(choice)
    selection = Selection(tuple(select), tuple(ignore))
    settings = Settings(day, selection, Severity(fail_on), require_applicable, waiver_file, known)
    return _report(sound, load_packs(names), settings, (*problems, *wrong), choice)


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


def _named_in(choice: Choice | None) -> list[str]:
    chosen = choice.packs.values() if choice else ()
    return list(dict.fromkeys(name for names in chosen for name in names))


def load_all(
    paths: Sequence[str | Path], others: Sequence[str | Path] = ()
) -> tuple[list[Manifest], list[Problem]]:
    """Load every manifest that files, folders and patterns name, and all that is wrong.

    Args:
        paths: what to load.
        others: files that are no manifests; a folder or pattern does not mean them.
    """
    known = {Path(other).resolve() for other in others}
    manifests: list[Manifest] = []
    problems: list[Problem] = []
    files: dict[str, None] = {}
    for path in paths:
        try:
            named = expand([path])
            # What is named outright is meant; a folder does not mean the files of other kinds.
            files |= dict.fromkeys(
                file for file in named if named == [str(path)] or Path(file).resolve() not in known
            )
        except ManifestError as error:
            problems += error.problems
    for file in files:
        try:
            manifests += load_manifests(file)
        except ManifestError as error:
            problems += error.problems
    return manifests, problems
