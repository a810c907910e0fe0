"""Attestations applied to results: what a person judged decides what no rule can.

An attestation never changes what the stated facts decide. One that contradicts them, that has
ended, or that is about nothing fails the run.
"""

from __future__ import annotations

from functools import partial

from validator.engine.results import Decided, Expected, Reason, Status, flat
from validator.report.entries import EntryState, ResultsByManifest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from validator.engine.results import Attestation
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
    """Apply attestations to results.

    Args:
        file: the attestations.
        results: what came of the rules that were run.
        manifests: those they were run over.
        rules: those of the packs that were loaded, manual clauses included.
        as_of: the day of the run; the first and the last day of an attestation count.

    Returns:
        The results, with those that were not reviewed as passed or failed where an attestation
        says so, and what came of each attestation.
    """
    judged: dict[int, Attestation] = {}
    uses = ResultsByManifest(results, manifests).uses_of(
        file.entries, file.folder, rules, as_of, apply=partial(_judge, judged)
    )
    decided = tuple(
        _decided(result, judged[id(result)]) if id(result) in judged else result
        for result in results
    )
    return decided, uses


def _judge(
    judged: dict[int, Attestation], attestation: Attestation, named: list[Result]
) -> EntryState:
    """Note which results an attestation decides, and return what came of it."""
    about = [result for result in named if attestation.is_about(result.rule)]
    if any(map(attestation.contradicts, about)):
        return EntryState.CONTRADICTED
    waiting = [result for result in about if result.status is Status.NOT_REVIEWED]
    for result in waiting:
        judged[id(result)] = attestation
    if waiting:
        return EntryState.APPLIED
    return EntryState.UNUSED if about else EntryState.NOT_RUN


def _decided(result: Result, attestation: Attestation) -> Result:
    if attestation.met:
        return result._replace(status=Status.PASS, attestation=attestation)
    facts = flat(result.decided)
    pattern, indexes = (facts[0].pattern, facts[0].indexes) if facts else (_THE_DEPLOYMENT, ())
    found = Decided(pattern, indexes, Expected("attested"), Reason.VIOLATED)
    return result._replace(
        status=Status.FAIL, reason=Reason.VIOLATED, decided=[found], attestation=attestation
    )


_THE_DEPLOYMENT = ("metadata", "id")
"""Where a finding is that is about the deployment as a whole."""
