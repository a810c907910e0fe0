"""Waivers applied to results: a covered failure is waived, and an idle waiver is reported.

The failure stays visible with its reason and findings. A waiver that covers nothing, because it
expired, because nothing of its name exists, or because nothing fails, fails the run: otherwise
exceptions that nobody looks after become permanent.
"""

from __future__ import annotations

from functools import partial

from validator.engine.results import Status
from validator.report.entries import EntryState, ResultsByManifest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from validator.engine.results import Waiver
    from validator.manifest.manifest import Manifest
    from validator.packs.model import Rule
    from validator.report.entries import EntryUse
    from validator.report.entry_files import EntryFile
    from validator.report.result import Result


def apply(
    file: EntryFile,
    results: Sequence[Result],
    manifests: Sequence[Manifest],
    rules: Sequence[Rule],
    as_of: date,
) -> tuple[tuple[Result, ...], tuple[EntryUse, ...]]:
    """Apply waivers to results.

    Args:
        file: the waivers.
        results: what came of the rules that were run.
        manifests: those they were run over.
        rules: those of the packs that were loaded.
        as_of: the day of the run; the first and the last day of a waiver count.

    Returns:
        The results, covered failures as waived, and what came of each waiver. Where a rule and a
        fact are waived, the waiver that comes first covers the failure.
    """
    covered: dict[int, Waiver] = {}
    uses = ResultsByManifest(results, manifests).uses_of(
        file.entries, file.folder, rules, as_of, apply=partial(_cover, covered)
    )
    return tuple(
        result._replace(status=Status.WAIVED, waiver=covered[id(result)])
        if id(result) in covered
        else result
        for result in results
    ), uses


def _cover(covered: dict[int, Waiver], waiver: Waiver, named: list[Result]) -> EntryState:
    """Note which failures a waiver covers, and return what came of it."""
    about = [result for result in named if waiver.fact or result.rule.id == waiver.rule]
    failing = [result for result in about if waiver.covers(result)]
    for result in failing:
        covered.setdefault(id(result), waiver)
    if failing:
        return EntryState.APPLIED
    return EntryState.UNUSED if about else EntryState.NOT_RUN
