"""From the manifest as written to the facts that rules read.

Rules read a copy of the manifest from which statements that say nothing are
taken out, so that no rule can mistake them for facts:

* a value ``not-assessed``: nobody has established the fact (an id is only a name);
* a reference to evidence that ended before the day asked about, that was issued only after
  it, or whose document is known to be missing or another one (``validator.evidence``).

To it are added the derived facts (``validator.derived``).
"""

from __future__ import annotations

from enum import Enum
from itertools import chain

from validator import derived
from validator.vocabulary import NOT_ASSESSED, referring

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import Any, TypeAlias

    from validator.derived import Facts
    from validator.manifest import Manifest
    from validator.vocabulary import Pattern

    Idle: TypeAlias = dict[str, "Idleness"]
    """Ids of evidence that is referred to and does not count, and why not."""


class Idleness(str, Enum):
    """Why evidence does not count."""

    BROKEN = "broken"
    EARLY = "early"
    ENDED = "ended"


def derive(manifest: dict[str, Any], as_of: date, broken: frozenset[str] = frozenset()) -> Facts:
    """Return the facts of a structurally valid manifest.

    Args:
        manifest: the manifest as written; it is not changed.
        as_of: the day asked about. Evidence counts up to and including its last day.
        broken: ids of evidence whose document is known to be missing or another one.
    """
    names = chain.from_iterable(names for _, names in referring(manifest, "evidence"))
    return facts_of(manifest, as_of, _idle(frozenset(names), manifest, as_of, broken))


def facts_of(sections: dict[str, Any], as_of: date, idle: Idle) -> Facts:
    """Return the facts of some sections of a manifest; derived ones need all they come from.

    Args:
        sections: as written; they are not changed.
        as_of: the day asked about.
        idle: evidence that does not count, as ``idle_evidence`` returns it.
    """
    facts: Facts = _copied(sections)
    for parts, names in referring(sections, "evidence") if idle else ():
        if not idle.keys().isdisjoint(names):
            kept: Any = facts
            for part in parts:
                kept = kept[part]
            kept[:] = [name for name in names if name not in idle]
    derived.add(facts, as_of)
    return facts


def part(value: dict[str, Any], places: Iterable[Pattern]) -> dict[str, Any]:
    """Return a value with nothing in it but what stands at places, none inside another one.

    It shares with the value what stands at these places.
    """
    made: dict[str, Any] = {}
    for place in places:
        _put(value, made, place)
    return made


def _put(value: dict[str, Any], made: dict[str, Any], place: Pattern) -> None:
    """Put what stands at a place of one value, or nearest above it, into another."""
    for step in place[:-1]:
        if step not in value:
            return
        child = value[step]
        if type(child) is not dict:
            made[step] = child
            return
        value, made = child, made.setdefault(step, {})
    if place[-1] in value:
        made[place[-1]] = value[place[-1]]


def idle_evidence(manifest: Manifest, as_of: date, broken: frozenset[str]) -> Idle:
    """Return the evidence that a manifest refers to and that does not count, sorted by its ids.

    Args:
        manifest: a structurally valid manifest.
        as_of: the day asked about.
        broken: ids of evidence whose document is known to be missing or another one.
    """
    return _idle(manifest.references.named["evidence"], manifest.value, as_of, broken)


def _idle(
    names: frozenset[str], manifest: dict[str, Any], as_of: date, broken: frozenset[str]
) -> Idle:
    entries = {entry["id"]: entry for entry in manifest.get("evidence", ())}
    found = {name: _idleness(name, entries.get(name, {}), as_of, broken) for name in sorted(names)}
    return {name: why for name, why in found.items() if why}


def _idleness(
    name: str, entry: dict[str, Any], as_of: date, broken: frozenset[str]
) -> Idleness | None:
    """Return why evidence does not count, which it does not where there is none either."""
    if name in broken:
        return Idleness.BROKEN
    if not derived.is_current(entry, as_of):
        return Idleness.ENDED
    return Idleness.EARLY if derived.is_early(entry, as_of) else None


def _copied(value: Any) -> Any:
    """Copy what stands in a mapping or list, but for members of which nothing is known."""
    if type(value) is list:
        return [_copied(item) if type(item) in (dict, list) else item for item in value]
    made = {}
    for name, item in value.items():
        if type(item) in (dict, list):
            made[name] = _copied(item)
        elif item != NOT_ASSESSED or name == "id":
            made[name] = item
    return made
