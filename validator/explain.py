"""Why a constraint does not hold: the places, what was found and what is wanted.

The verdict is given elsewhere; this step runs only for rules that failed or do
not apply. It reduces what a constraint lacks to leaves.

How a leaf is judged. *undeclared*, *unevidenced* and *expired* say that more
facts, or newer evidence, could still decide the rule; *violated* says that a
stated fact contradicts it whatever else is stated. All constraints must hold,
so the gravest leaf gives the reason of the rule. Of alternatives (``anyOf``, or
the items that ``contains`` looks through) one must hold, so the alternative
whose gravest leaf is mildest counts; among equals the one with the fewest
leaves, then the first. An alternative that lacks nothing but an exception which
the manifest does not claim comes last: who claims none has none. The choice
depends on nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from validator import pointers
from validator.derived import DERIVED
from validator.facts import Idleness
from validator.model import Finding, Lack, Reason, Wanted
from validator.vocabulary import outline, pattern_of, references

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from validator.constraints import Breach, Constraint
    from validator.facts import Idle
    from validator.manifest import Manifest
    from validator.model import Schema

Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Leaf:
    parts: Parts
    reason: Reason
    wanted: Wanted


def lacks(
    constraint: Constraint, value: Any, manifest: Manifest, idle: Idle | None = None
) -> tuple[Lack, ...]:
    """Return what makes ``value`` break the constraint.

    Args:
        constraint: what should hold.
        value: what the constraint was run on: the facts, or the manifest as written.
        manifest: the manifest as written, for what was found and what is claimed.
        idle: evidence that does not count, and why not.

    Returns:
        One for each place and reason; ``located`` makes findings of them.
    """
    leaves = map(_at_its_source, _Explainer(constraint, manifest, idle or {}).leaves(value, ()))
    grouped: defaultdict[tuple[Parts, Reason], dict[str, Wanted]] = defaultdict(dict)
    for leaf in leaves:
        grouped[leaf.parts, leaf.reason][repr(leaf.wanted)] = leaf.wanted
    return tuple(
        Lack(
            parts,
            pointers.build(parts),
            reason,
            tuple(wanted.values()),
            pointers.resolve(manifest.value, parts),
        )
        for (parts, reason), wanted in grouped.items()
    )


def located(found: Iterable[Lack], manifest: Manifest) -> tuple[Finding, ...]:
    """Return what is lacking as findings, in the order of the manifest."""
    findings = [Finding(lack, manifest.place_of(lack.parts)) for lack in found]
    if len(findings) > 1:
        findings.sort(key=lambda finding: (finding.position, finding.pointer))
    return tuple(findings)


def reason_of(found: Iterable[Lack | Finding]) -> Reason:
    """Return the reason of a failed rule: that of what is gravest."""
    return max((item.reason for item in found), key=lambda reason: reason.gravity)


def _at_its_source(leaf: _Leaf) -> _Leaf:
    """Move a leaf at a derived fact to the stated fact behind it."""
    pattern = pattern_of(leaf.parts)
    derived = DERIVED.get(pattern)
    missing = leaf.reason is Reason.UNDECLARED
    if derived is None:
        # What no manifest can state, stating more does not decide.
        never = missing and pattern not in outline().known
        return _Leaf(leaf.parts, Reason.VIOLATED, leaf.wanted) if never else leaf
    source = derived.when_missing if missing else derived.when_wrong
    indexes = [part for part in leaf.parts if part.isdigit()]
    parts = tuple(indexes.pop(0) if part == "*" else part for part in source)
    wanted = Wanted("stated") if missing else Wanted("derived", derived.title)
    return _Leaf(parts, leaf.reason if missing else derived.reason, wanted)


class _Explainer:
    """Turns the errors of one constraint over one manifest into leaves."""

    def __init__(self, constraint: Constraint, manifest: Manifest, idle: Idle) -> None:
        self._constraint = constraint
        self._manifest = manifest
        self._idle = idle

    def leaves(self, value: Any, base: Parts) -> list[_Leaf]:
        """Return the leaves of the whole constraint over ``value``, which stands at ``base``."""
        breaches = self._constraint.breaches(value)
        return [leaf for breach in breaches for leaf in self._leaves_of(breach, base)]

    def _leaves_of(self, breach: Breach, base: Parts) -> list[_Leaf]:
        if breach.keyword == "anyOf":
            return self._any_of(breach, base)
        place = (*base, *map(str, breach.path))
        special = _SPECIAL.get(breach.keyword)
        if special:
            return special(self, breach, place)
        return [_Leaf(place, Reason.VIOLATED, _wanted(breach.keyword, breach.asked))]

    def _required(self, breach: Breach, place: Parts) -> list[_Leaf]:
        members = breach.schema.get("properties", {})
        missing = [name for name in breach.asked if name not in breach.found]
        return [
            leaf
            for name in missing
            for leaf in self._missing((*place, name), members.get(name, {}))
        ]

    def _missing(self, place: Parts, schema: Schema) -> list[_Leaf]:
        if pattern_of(place) in references("evidence"):
            return [_Leaf(place, Reason.UNEVIDENCED, Wanted("evidence"))]
        return [
            _Leaf(fact, Reason.UNDECLARED, wanted) for fact, wanted in self._facts_in(place, schema)
        ]

    def _facts_in(self, place: Parts, schema: Schema) -> Iterator[tuple[Parts, Wanted]]:
        """Yield the facts that a rule needs of a missing section: the section's own parts.

        Of alternatives the first is told; it is the one a rule's author put first.
        """
        schema = self._constraint.resolved(schema)
        members = schema.get("properties", {})
        needed = [name for name in schema.get("required", ()) if name in members]
        for name in needed:
            yield from self._facts_in((*place, name), members[name])
        alike = [*schema.get("allOf", ()), *schema.get("anyOf", ())[:1]]
        for part in alike:
            yield from self._facts_in(place, part)
        if not needed and not alike:
            yield place, self._describe(schema)

    def _min_items(self, breach: Breach, place: Parts) -> list[_Leaf]:
        if pattern_of(place) not in references("evidence"):
            return [_Leaf(place, Reason.VIOLATED, Wanted("at-least", breach.asked))]
        referred = self._manifest.get(pointers.build(place)) or ()
        for why, kind in _IDLE.items():
            names = sorted(name for name in referred if self._idle.get(name) is why)
            if names:
                return [_Leaf(place, Reason.UNEVIDENCED, Wanted(kind, names))]
        if referred:
            return [_Leaf(place, Reason.EXPIRED, Wanted("current-evidence"))]
        return [_Leaf(place, Reason.UNEVIDENCED, Wanted("evidence"))]

    def _any_of(self, breach: Breach, base: Parts) -> list[_Leaf]:
        return self._closest(
            [
                [leaf for below in alternative for leaf in self._leaves_of(below, base)]
                for alternative in breach.alternatives
            ]
        )

    def _contains(self, breach: Breach, place: Parts) -> list[_Leaf]:
        if not any(isinstance(item, dict) for item in breach.found):
            wanted = Wanted("includes", self._describe(breach.asked))
            return [_Leaf(place, Reason.VIOLATED, wanted)]
        inner = _Explainer(self._constraint.part(breach.asked), self._manifest, self._idle)
        return self._closest(
            [inner.leaves(item, (*place, str(index))) for index, item in enumerate(breach.found)]
        )

    def _closest(self, alternatives: list[list[_Leaf]]) -> list[_Leaf]:
        def distance(leaves: list[_Leaf]) -> tuple[bool, int, int]:
            unclaimed = all(self._is_unclaimed(leaf) for leaf in leaves)
            return unclaimed, max(leaf.reason.gravity for leaf in leaves), len(leaves)

        return min(alternatives, key=distance)

    def _is_unclaimed(self, leaf: _Leaf) -> bool:
        """Return whether a leaf lacks an exception of which the manifest says nothing."""
        above = (leaf.parts[:length] for length in range(1, len(leaf.parts) + 1))
        return any(
            pattern_of(place) in outline().exceptions
            and self._manifest.get(pointers.build(place)) is pointers.MISSING
            for place in above
        )

    def _not(self, breach: Breach, place: Parts) -> list[_Leaf]:
        if set(breach.asked) != {"contains"}:
            return [_Leaf(place, Reason.VIOLATED, Wanted("not", self._describe(breach.asked)))]
        forbidden = breach.asked["contains"]
        inner = self._constraint.part(forbidden)
        wanted = Wanted("not", self._describe(forbidden))
        return [
            _Leaf((*place, str(index)), Reason.VIOLATED, wanted)
            for index, item in enumerate(breach.found)
            if inner.holds(item)
        ]

    def _describe(self, schema: Schema) -> Wanted:
        """Say in one value what a schema asks for, for people and not in full.

        A constant or a list of values is named; for an object, each of its
        constrained members; anything else is just to be stated.
        """
        schema = self._constraint.resolved(schema)
        for keyword in ("const", "enum", "minimum"):
            if keyword in schema:
                return _wanted(keyword, schema[keyword])
        members = {
            name: self._describe(child) for name, child in schema.get("properties", {}).items()
        }
        telling = {name: wanted for name, wanted in members.items() if wanted.kind != "stated"}
        return Wanted("members", telling) if telling else Wanted("stated")


# Methods of an explainer would hold on to it, and it to a whole manifest, in a circle.
_SPECIAL: dict[str, Callable[[_Explainer, Breach, Parts], list[_Leaf]]] = {
    "required": _Explainer._required,
    "contains": _Explainer._contains,
    "not": _Explainer._not,
    "minItems": _Explainer._min_items,
}

_IDLE = {Idleness.BROKEN: "readable-evidence", Idleness.EARLY: "issued-evidence"}
"""What is wanted of evidence that is none, or none yet."""
_KINDS = {
    "const": "equals",
    "enum": "one-of",
    "minimum": "at-least",
    "maximum": "at-most",
    "maxItems": "at-most",
}


def _wanted(keyword: str, value: Any) -> Wanted:
    return Wanted(_KINDS[keyword], value) if keyword in _KINDS else Wanted("other")
