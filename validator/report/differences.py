"""What differs between two instruments, two manifests, or two days: facts, and requirements."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Status
from validator.manifest.vocabulary import pattern_of
from validator.model import pointers
from validator.model.groups import grouped
from validator.model.pointers import MISSING
from validator.packs.crosswalk import related
from validator.packs.model import Severity
from validator.report.baseline import relative_name
from validator.report.ending import ending_soon
from validator.report.messages import BOUNDS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
    from typing import Any

    from validator.engine.results import Result
    from validator.manifest.model import Manifest
    from validator.model.errors import Position, Problem
    from validator.packs.model import Pack
    from validator.report.ending import Ending
    from validator.report.report import Report

    Parts = tuple[str, ...]


class Change(str, Enum):
    """The change of a requirement."""

    NEWLY_FAILING = "newly-failing"
    STILL_FAILING = "still-failing"
    NEWLY_PASSING = "newly-passing"
    NEWLY_APPLICABLE = "newly-applicable"
    NEWLY_WAIVED = "newly-waived"
    TO_JUDGE = "to-judge"
    DROPPED = "dropped"


class Difference(NamedTuple):
    """One requirement before and after.

    Attributes:
        before: the corresponding results before; several clauses may have become one.
        after: its result after; None if it is no longer required.
    """

    change: Change
    before: tuple[Result, ...]
    after: Result | None

    @property
    def shown(self) -> Result:
        """The result that names the requirement."""
        return self.after or self.before[0]

    @property
    def is_worse(self) -> bool:
        """Whether a requirement of severity error fails that did not fail before."""
        newly = self.change is Change.NEWLY_FAILING
        return newly and self.shown.rule.severity is Severity.ERROR

    @property
    def is_same_failure(self) -> bool:
        """Whether the requirement failed before for the same reason."""
        reasons = {item.reason for item in self.before if item.status is Status.FAIL}
        return self.change is Change.STILL_FAILING and self.shown.reason in reasons


class FactChange(NamedTuple):
    """A fact with different values before and after.

    Attributes:
        old: the parts of its pointer before; None if it was not stated.
        new: the parts of its pointer after; None if it is not stated any more.
        before: its value before; ``validator.model.pointers.MISSING`` if it was not stated.
        after: its value after; ``MISSING`` if it is not stated any more.
        file: the file that states it now; the one that stated it if none does.
        position: the place in that file.
    """

    old: Parts | None
    new: Parts | None
    before: Any
    after: Any
    file: str
    position: Position

    @property
    def parts(self) -> Parts:
        """The parts of its pointer, in the later manifest if it is there."""
        return self.new or self.old or ()


class FactDifference(NamedTuple):
    """A fact that changed, and the requirements that changed because of it."""

    fact: FactChange
    differences: tuple[Difference, ...]


class ManifestDifference(NamedTuple):
    """What differs for one manifest.

    Attributes:
        before: the manifest before; None if it is new.
        after: the manifest after; None if it is gone.
        facts: the facts that changed, each with what changed because of it.
        others: the requirements that changed for another reason.
        started: the packs that run after and did not before.
        ended: the packs that ran before and do not run after.
    """

    before: Manifest | None
    after: Manifest | None
    facts: tuple[FactDifference, ...] = ()
    others: tuple[Difference, ...] = ()
    started: tuple[Pack, ...] = ()
    ended: tuple[Pack, ...] = ()

    @property
    def name(self) -> str:
        """The name of the manifest, after if it is there."""
        manifest = self.after or self.before
        return manifest.name if manifest else ""

    @property
    def every(self) -> tuple[Difference, ...]:
        """The requirements that changed, each once."""
        due = (item for fact in self.facts for item in fact.differences)
        # Results hold manifests, which cannot be hashed.
        return tuple({id(item): item for item in (*due, *self.others)}.values())


class Comparison(NamedTuple):
    """What differs between two runs.

    Attributes:
        kind: ``packs``, ``manifests`` or ``days``.
        before: the report before; of two packs, both are in one report.
        after: the report after.
        names: what is compared: two packs, two paths, or two days.
        manifests: what differs for each manifest.
        ending: evidence, waivers and attestations that end between two days.
    """

    kind: str
    before: Report
    after: Report
    names: tuple[str, str]
    manifests: tuple[ManifestDifference, ...]
    ending: tuple[Ending, ...] = ()

    @property
    def every(self) -> tuple[Difference, ...]:
        """All requirements that changed, manifest by manifest."""
        return tuple(item for manifest in self.manifests for item in manifest.every)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why some manifests were not compared, each reason once."""
        return tuple(dict.fromkeys((*self.before.problems, *self.after.problems)))

    @property
    def exit_code(self) -> int:
        """2 if a manifest was not compared, 1 if an error-severity requirement newly fails."""
        return 2 if self.problems else int(any(item.is_worse for item in self.every))


def between_packs(report: Report, old: str, new: str) -> Comparison:
    """Compare an old and a new pack in one report over manifests, by related clauses."""
    found = (
        ManifestDifference(
            manifest,
            manifest,
            others=tuple(_between_packs(_results_of(report, manifest), old, new)),
        )
        for manifest in report.manifests
    )
    return Comparison("packs", report, report, (old, new), tuple(found))


def _results_of(report: Report, manifest: Manifest | None) -> list[Result]:
    return [item for item in report.results if manifest and item.manifest == manifest.name]


def _between_packs(results: list[Result], old: str, new: str) -> Iterator[Difference]:
    before = [item for item in results if item.rule.pack == old]
    after = [item for item in results if item.rule.pack == new]
    paired: set[str] = set()
    for item in after:
        alike = tuple(other for other in before if _are_related(other, item))
        paired |= {other.rule.id for other in alike}
        yield from _difference(alike, item)
    for item in before:
        if item.rule.id not in paired:
            yield from _difference((item,), None)


def _are_related(one: Result, other: Result) -> bool:
    """Return whether two rules are about the same fact: each links to the other's clause.

    One direction is not enough if a clause has several rules, each on a fact of its own.
    """
    clauses = one.rule.assesses, other.rule.assesses
    return clauses[1] in related(*clauses[0]) and clauses[0] in related(*clauses[1])


def between_manifests(before: Report, after: Report, names: tuple[str, str]) -> Comparison:
    """Compare the manifests of two files or folders, each with its report and its name.

    Manifests belong together if they are the only ones; in folders those of one path; others by
    their ids, where only one manifest has the id. One without a partner is not compared if the
    other side has problems: its partner may be there, and not be readable.
    """
    olds, news = before.manifests, after.manifests
    alone = len(olds) == len(news) == 1 and not (before.problems or after.problems)
    pairs = [(olds[0], news[0])] if alone else _paired(olds, news, names)
    found = (
        _between(before, after, old, new)
        for old, new in pairs
        if (old or not before.problems) and (new or not after.problems)
    )
    return Comparison("manifests", before, after, names, tuple(found))


def _paired(
    before: Sequence[Manifest], after: Sequence[Manifest], tops: tuple[str, str]
) -> Iterator[tuple[Manifest | None, Manifest | None]]:
    gone = {manifest.name: manifest for manifest in before}
    new = {manifest.name: manifest for manifest in after}
    partners: dict[str, Manifest] = {}
    for key in _KEYS:
        olds, news = _by_key(gone.values(), key, tops[0]), _by_key(new.values(), key, tops[1])
        for found in olds.keys() & news.keys():
            partners[news[found].name] = gone.pop(olds[found].name)
            del new[news[found].name]
    for manifest in after:
        yield partners.get(manifest.name), manifest
    for manifest in gone.values():
        yield manifest, None


def _by_key(
    manifests: Iterable[Manifest], key: Callable[[Manifest, str], Hashable], top: str
) -> dict[Hashable, Manifest]:
    """Return the manifests that have a key alone; None is no key."""
    found = grouped((key(manifest, top), manifest) for manifest in manifests)
    return {key: same[0] for key, same in found.items() if len(same) == 1 and key is not None}


def _id_of(manifest: Manifest) -> str:
    name: str = manifest.stated["metadata"]["id"]
    return name


# A copied manifest has the id of another one, and a moved or renamed one has another path.
_KEYS: tuple[Callable[[Manifest, str], Hashable], ...] = (
    lambda item, top: (relative_name(item.source, top), _id_of(item)),
    lambda item, _top: _id_of(item),
    lambda item, top: relative_name(item.source, top) if item.documents == 1 else None,
)
"""By what manifests belong together, the surest first."""


def between_days(before: Report, after: Report) -> Comparison:
    """Compare two days for the same manifests; that of ``after`` is later."""
    later = {manifest.name: manifest for manifest in after.manifests}
    found = (
        _between(before, after, manifest, later.get(manifest.name)) for manifest in before.manifests
    )
    days = (before.as_of.isoformat(), after.as_of.isoformat())
    # What ends on the second day still counts on it.
    ending = ending_soon(before, (after.as_of - before.as_of).days - 1)
    return Comparison("days", before, after, days, tuple(found), ending)


def _between(
    before: Report, after: Report, old: Manifest | None, new: Manifest | None
) -> ManifestDifference:
    were = {(item.rule.pack, item.rule.id): item for item in _results_of(before, old)}
    are = {(item.rule.pack, item.rule.id): item for item in _results_of(after, new)}
    differences = [
        difference
        for name in dict.fromkeys((*are, *were))
        for difference in _difference((were[name],) if name in were else (), are.get(name))
    ]
    facts: tuple[FactChange, ...] = ()
    places: list[tuple[tuple[Parts, ...], ...]] = []
    if old and new:
        facts = changed_facts(old, new)
        places = [
            (_places_of(fact.old, before, old), _places_of(fact.new, after, new)) for fact in facts
        ]
    due, others = _sorted_by_fact(differences, places)
    packs_before, packs_after = {pack for pack, _ in were}, {pack for pack, _ in are}
    return ManifestDifference(
        old,
        new,
        tuple(map(FactDifference, facts, due)),
        others,
        tuple(pack for pack in after.packs if pack.id in packs_after - packs_before) if old else (),
        tuple(pack for pack in before.packs if pack.id in packs_before - packs_after)
        if new
        else (),
    )


_DECIDED = (Status.PASS, Status.FAIL, Status.WAIVED, Status.NOT_REVIEWED)


def _difference(before: Sequence[Result], after: Result | None) -> Iterator[Difference]:
    """Yield the change, if there is one."""
    were = {item.status for item in before if item.status in _DECIDED}
    status = after.status if after else Status.NOT_APPLICABLE
    change: Change | None = None
    if status is Status.FAIL:
        change = Change.STILL_FAILING if status in were else Change.NEWLY_FAILING
    elif status is Status.PASS and were - {Status.PASS}:
        change = Change.NEWLY_PASSING
    elif status is Status.NOT_APPLICABLE:
        change = Change.DROPPED if were else None
    elif status not in were:
        change = _ARRIVING[status]
    if change:
        yield Difference(change, tuple(before), after)


_ARRIVING = {
    Status.PASS: Change.NEWLY_APPLICABLE,
    Status.WAIVED: Change.NEWLY_WAIVED,
    Status.NOT_REVIEWED: Change.TO_JUDGE,
}


def _places_of(fact: Parts | None, report: Report, manifest: Manifest) -> tuple[Parts, ...]:
    """Return the place of a fact; of a part of evidence, also the places that refer to it."""
    if fact is None:
        return ()
    if fact[0] == "evidence" and len(fact) > 1:
        document = report.documents[manifest.name][int(fact[1])]
        return (fact, *map(pointers.parse, document.used_at))
    return (fact,)


def _sorted_by_fact(
    differences: Iterable[Difference], places: Sequence[tuple[tuple[Parts, ...], ...]]
) -> tuple[list[tuple[Difference, ...]], tuple[Difference, ...]]:
    """Return the differences because of each changed fact, at its places, and the others."""
    due: list[tuple[Difference, ...]] = [() for _ in places]
    others: list[Difference] = []
    for item in differences:
        # A failure may be the same while a fact that it reads changes.
        causes = [] if item.is_same_failure else _causing(item, places)
        for number in causes:
            due[number] += (item,)
        others += [] if causes else [item]
    return due, tuple(others)


def _causing(item: Difference, places: Sequence[tuple[tuple[Parts, ...], ...]]) -> list[int]:
    """Return the numbers of the changed facts that a difference is due to.

    They are what failed it, or else what it reads, or else the jurisdiction, by which packs run.
    """
    for before, after in _decisive(item):
        found = [
            number
            for number, (old, new) in enumerate(places)
            if _touch(old, before) or _touch(new, after)
        ]
        if found:
            return found
    return []


_FAILING = (Status.FAIL, Status.WAIVED)
_JURISDICTIONS: set[Parts] = {("scenario", "jurisdictions")}


def _decisive(item: Difference) -> Iterator[tuple[set[Parts], set[Parts]]]:
    """Yield the places of facts that decided before and after, the closest causes first."""
    after = (item.after,) if item.after else ()
    yield _causes(item.before), _causes(after)
    yield _facts(item.before), _facts(after)
    if not (item.before and after):
        yield _JURISDICTIONS, _JURISDICTIONS


def _causes(results: Iterable[Result]) -> set[Parts]:
    failing = (result for result in results if result.status in _FAILING)
    return {fact.parts for result in failing for fact in result.causes}


def _facts(results: Iterable[Result]) -> set[Parts]:
    return {fact.parts for result in results for fact in result.facts}


def _touch(ones: Iterable[Parts], others: Iterable[Parts]) -> bool:
    """Return whether a place is one of some others, or inside or around one."""
    return any(one[: len(other)] == other[: len(one)] for one in ones for other in others)


def changed_facts(before: Manifest, after: Manifest) -> tuple[FactChange, ...]:
    """Return the facts that differ between two manifests, in the order of the later one.

    Entries of lists are compared by their ``id``; those without one by their place. A list of
    plain values is one fact, and so is a document of evidence that is new or gone.
    """
    return tuple(
        _with_place(before, after, old, new)
        for old, new in _differing(before.stated, after.stated, (), ())
    )


def _with_place(
    before: Manifest, after: Manifest, old: Parts | None, new: Parts | None
) -> FactChange:
    stated_in, parts = (after, new) if new is not None else (before, old or ())
    return FactChange(
        old,
        new,
        MISSING if old is None else pointers.resolve(before.value, old),
        MISSING if new is None else pointers.resolve(after.value, new),
        stated_in.file_of(parts),
        stated_in.place_of(parts),
    )


def _differing(
    before: Any, after: Any, old: Parts | None, new: Parts | None
) -> Iterator[tuple[Parts | None, Parts | None]]:
    """Yield the places of different facts, in both manifests."""
    # For Python 1 is True; for JSON it is not.
    if before == after and isinstance(before, bool) is isinstance(after, bool):
        return
    befores, afters = _members(before), _members(after)
    # A document of evidence that only one manifest has is one fact.
    of_one = None in (old, new) and pattern_of(new or old or ()) == ("evidence", "*")
    if of_one or not (befores or afters):
        yield old, new
        return
    for key in dict.fromkeys((*afters, *befores)):
        was, value_before = befores.get(key, (None, MISSING))
        now, value_after = afters.get(key, (None, MISSING))
        yield from _differing(
            value_before,
            value_after,
            None if old is None or was is None else (*old, was),
            None if new is None or now is None else (*new, now),
        )


def _members(value: Any) -> dict[Any, tuple[str, Any]]:
    """Return what a section or a list of sections consists of; nothing for one fact."""
    if isinstance(value, dict) and not value.keys() <= BOUNDS.keys():
        return {name: (name, item) for name, item in value.items()}
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return {_key(index, item): (str(index), item) for index, item in enumerate(value)}
    return {}


def _key(index: int, item: Any) -> tuple[str, Any]:
    """Return what an entry of a list is known by; ids are unique in a valid manifest."""
    return ("id", item["id"]) if isinstance(item, dict) and "id" in item else ("index", index)
