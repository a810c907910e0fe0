"""From the manifest as written to the facts that rules read.

Rules read a copy of the manifest from which statements that say nothing are
taken out, so that no rule can mistake them for facts:

* a value ``not-assessed``: nobody has established the fact (an id is only a name);
* a reference to evidence that ended before the day asked about, or whose document is
  known to be missing or another one (``validator.evidence``).

To it are added the derived facts (``validator.derived``).
"""

from __future__ import annotations

from itertools import chain

from validator import derived
from validator.vocabulary import NOT_ASSESSED, referring

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import Any

    from validator.derived import Facts
    from validator.manifest import Manifest
    from validator.vocabulary import Pattern


def derive(manifest: dict[str, Any], as_of: date, broken: frozenset[str] = frozenset()) -> Facts:
    """Return the facts of a structurally valid manifest.

    Args:
        manifest: the manifest as written; it is not changed.
        as_of: the day asked about. Evidence counts up to and including its last day.
        broken: ids of evidence whose document is known to be missing or another one.
    """
    names = chain.from_iterable(names for _, names in referring(manifest, "evidence"))
    return facts_of(manifest, as_of, _idle(frozenset(names), manifest, as_of, broken))


def facts_of(sections: dict[str, Any], as_of: date, idle: frozenset[str]) -> Facts:
    """Return the facts of some sections of a manifest; derived ones need all they come from.

    Args:
        sections: as written; they are not changed.
        as_of: the day asked about.
        idle: ids of evidence that does not count, as ``idle_evidence`` returns them.
    """
    facts: Facts = _copied(sections)
    for parts, names in referring(sections, "evidence") if idle else ():
        if not idle.isdisjoint(names):
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


def idle_evidence(manifest: Manifest, as_of: date, broken: frozenset[str]) -> frozenset[str]:
    """Return the ids of the evidence that a manifest refers to and that does not count.

    Args:
        manifest: a structurally valid manifest.
        as_of: the day asked about.
        broken: ids of evidence whose document is known to be missing or another one.
    """
    return _idle(manifest.references.named["evidence"], manifest.value, as_of, broken)


def _idle(
    names: frozenset[str], manifest: dict[str, Any], as_of: date, broken: frozenset[str]
) -> frozenset[str]:
    """Return those of some ids by which there is no evidence that counts."""
    entries = manifest.get("evidence", ())
    current = {entry["id"] for entry in entries if derived.is_current(entry, as_of)}
    return names - (current - broken)


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
