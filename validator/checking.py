"""From names of files and packs to a report: the main job in one call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from validator.errors import ManifestError, Problem, UsageError
from validator.evaluator import Evaluator
from validator.manifest import Manifest, load_manifests
from validator.model import Pack, Rule, Severity
from validator.packs import load_pack
from validator.reading.source import expand
from validator.report import Report
from validator.structure import manifest_problems
from validator.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

FOUNDING_PACK = "cn-tc260-frd-2021-draft"
CONSISTENCY_PACK = "self-consistency"


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


def evaluate(  # noqa: PLR0913 - the settings of one run, all by keyword
    manifests: Manifest | Sequence[Manifest],
    packs: Sequence[Pack],
    *,
    as_of: date,
    selection: Selection = Selection(),
    fail_on: Severity = Severity.ERROR,
    require_applicable: bool = False,
    problems: Sequence[Problem] = (),
) -> Report:
    """Run packs over loaded manifests.

    Args:
        manifests: one manifest, or several for one report.
        packs: loaded packs.
        as_of: the day asked about.
        selection: which rules run.
        fail_on: the lightest severity at which a failed rule fails the run.
        require_applicable: whether a run to which no instrument applies is no answer.
        problems: of manifests that could not be loaded, for the report to carry.

    Raises:
        UsageError: no rule is selected, or an id names no rule.
        ManifestError: a single manifest that is structurally invalid. Of several,
            the report carries the problems of the invalid ones.
    """
    several = [manifests] if isinstance(manifests, Manifest) else list(manifests)
    _demand_rules(packs, selection)
    evaluator = Evaluator(packs, selection)
    found = list(problems)
    sound = []
    for manifest in several:
        wrong = manifest_problems(manifest)
        found += wrong
        sound += [] if wrong else [manifest]
    if found and isinstance(manifests, Manifest):
        raise ManifestError(tuple(found))
    results = [result for manifest in sound for result in evaluator.results(manifest, as_of)]
    return Report(
        manifests=tuple(sound),
        packs=tuple(packs),
        results=tuple(results),
        as_of=as_of,
        problems=tuple(found),
        fail_on=fail_on,
        require_applicable=require_applicable,
    )


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


def load_packs(names: Sequence[str | Path] = ()) -> tuple[Pack, ...]:
    """Load the packs of a run.

    Args:
        names: packs as ``load_pack`` takes them; the founding pack when empty.

    Returns:
        The packs, once each, and after them the pack of consistency checks, which
        always runs.

    Raises:
        PackError: a pack is missing or broken.
    """
    loaded = [load_pack(name) for name in names or (FOUNDING_PACK,)]
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
) -> Report:
    """Check manifests against packs.

    Args:
        paths: files, folders or patterns; ``-`` is standard input.
        packs: names of shipped packs, folders or prebuilt packs; the founding pack when empty.
            The pack of consistency checks always runs as well.
        as_of: the day asked about; today when left out.
        select: ids of rules, clauses or packs to run; all when empty.
        ignore: ids of rules, clauses or packs not to run.
        fail_on: the lightest severity at which a failed rule fails the run.
        require_applicable: whether a run to which no instrument applies is no answer.

    Returns:
        One report. Manifests that could not be used stand in its ``problems``.

    Raises:
        ManifestError: no manifest could be used.
        PackError: a pack is missing or broken.
        UsageError: no rule is selected, or an id names no rule.
    """
    loaded = load_packs(packs)
    manifests, problems = load_all(paths)
    report = evaluate(
        manifests,
        loaded,
        as_of=as_of or date.today(),  # noqa: DTZ011 - the user's own calendar day
        selection=Selection(tuple(select), tuple(ignore)),
        fail_on=Severity(fail_on),
        require_applicable=require_applicable,
        problems=problems,
    )
    if not report.manifests:
        raise ManifestError(report.problems)
    return report


def load_all(paths: Sequence[str | Path]) -> tuple[list[Manifest], list[Problem]]:
    """Load every manifest that files, folders and patterns name, and all that is wrong."""
    manifests: list[Manifest] = []
    problems: list[Problem] = []
    files: dict[str, None] = {}
    for path in paths:
        try:
            files |= dict.fromkeys(expand([path]))
        except ManifestError as error:
            problems += error.problems
    for file in files:
        try:
            manifests += load_manifests(file)
        except ManifestError as error:
            problems += error.problems
    return manifests, problems
