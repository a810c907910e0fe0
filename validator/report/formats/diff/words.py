"""What the formats of differences say alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.manifest.vocabulary import pattern_of
from validator.model.text import Text
from validator.report import wording
from validator.report.formats.diff import messages
from validator.report.messages import REASONS, SEMICOLON, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from validator.engine.results import Finding, Result
    from validator.packs.model import Pack
    from validator.report.differences import Change, Comparison, Difference, ManifestDifference
    from validator.report.fact_changes import FactChange


def counts(comparison: Comparison) -> Text:
    """Return how much changed, in one line; that there is no difference if there is none."""
    facts = sum(len(manifest.facts) for manifest in comparison.manifests)
    numbers = {
        messages.CHANGED_FACTS: facts,
        **{
            heading: sum(item.change == change for item in comparison.every)
            for change, heading in messages.CHANGES.items()
        },
        messages.ENDING: len(comparison.ending),
        **{heading: len(found) for heading, found in packs(comparison)},
        messages.ADDED: sum(manifest.before is None for manifest in comparison.manifests),
        messages.REMOVED: sum(manifest.after is None for manifest in comparison.manifests),
    }
    parts = [
        messages.COUNT.format(what=what, number=number)
        for what, number in numbers.items()
        if number
    ]
    if not parts:
        return messages.NO_DIFFERENCE
    first, *more = parts
    return SEMICOLON.join(
        [first, *(Text(part.en[:1].lower() + part.en[1:], part.zh) for part in more)]
    )


def packs(comparison: Comparison) -> Iterator[tuple[Text, list[tuple[str, Text]]]]:
    """Yield what became of packs, and the packs: each its id and title, with its day."""
    by_day = comparison.kind == "days"
    for heading, found, starts in (
        (
            messages.STARTED if by_day else messages.NEWLY_RUN,
            [pack for manifest in comparison.manifests for pack in manifest.started],
            True,
        ),
        (
            messages.ENDED if by_day else messages.NO_LONGER_RUN,
            [pack for manifest in comparison.manifests for pack in manifest.ended],
            False,
        ),
    ):
        each = {pack.id: pack for pack in found}.values()
        yield heading, [(pack.id, _titled(pack, starts=starts, by_day=by_day)) for pack in each]


def _titled(pack: Pack, *, starts: bool, by_day: bool) -> Text:
    """Return the title of a pack, with its first or its last day in force."""
    instrument = pack.instrument
    if not by_day or not instrument:
        return pack.title
    day = instrument.in_force_from if starts else instrument.in_force_to
    return messages.PARENTHESES.format(pack.title, day) if day else pack.title


def listed(comparison: Comparison, manifest: ManifestDifference) -> list[Difference]:
    """Return the changes for another reason than a changed fact.

    What failed before for the same reason is no change, unless it is another requirement.
    """
    packs = comparison.kind == "packs"
    return [item for item in manifest.others if packs or not item.is_same_failure]


def changed(fact: FactChange) -> Text:
    """Return a fact with its two values."""
    pattern = pattern_of(fact.parts)
    return messages.FACT_CHANGED.format(
        fact=wording.named(fact.parts),
        before=wording.value_label(pattern, fact.before),
        after=wording.value_label(pattern, fact.after),
    )


def found(fact: Finding) -> Text:
    """Return a fact with its value."""
    return messages.FACT.format(fact=wording.named(fact.parts), value=wording.found(fact))


def before(item: Difference) -> Text | None:
    """Return what came of a requirement before; None if that is clear."""
    if item.after is None:
        return None
    if not item.before:
        return messages.NOT_REQUIRED_BEFORE
    own = item.after.rule.id
    said = [
        status(one)
        if one.rule.id == own
        else messages.ID_AND_STATUS.format(one.rule.id, status(one))
        for one in item.before
    ]
    return messages.BEFORE.format(SEMICOLON.join(said))


def status(result: Result) -> Text:
    """Return the status of a result, with the reason of a failure."""
    said = STATUSES[result.status]
    if not result.reason:
        return said
    return messages.STATUS_AND_REASON.format(status=said, reason=REASONS[result.reason])


def by_change(differences: Iterable[Difference]) -> Iterator[tuple[Text, list[Difference]]]:
    """Yield differences by their kind, the gravest first."""
    every = list(differences)
    for change, heading in messages.CHANGES.items():
        items = [item for item in every if item.change == change]
        if items:
            yield heading, items


def by_fact(
    differences: Iterable[Difference],
) -> list[tuple[Finding | None, list[Difference]]]:
    """Return failures by the first fact that fails them; None where no fact does."""
    groups: dict[object, tuple[Finding | None, list[Difference]]] = {}
    for item in differences:
        causes = item.after.causes if item.after else []
        fact = causes[0] if causes else None
        groups.setdefault(fact and fact.parts, (fact, []))[1].append(item)
    return list(groups.values())


def fails(change: Change) -> bool:
    """Return whether a requirement fails after a change."""
    return change.value in ("newly-failing", "still-failing")
