"""Why a constraint does not hold: the places, what was found and what is wanted.

The verdict is given elsewhere; this step runs only for rules that failed or do
not apply. It reads the error tree of ``jsonschema`` and reduces it to leaves.

How a leaf is judged. *undeclared*, *unevidenced* and *expired* say that more
facts, or newer evidence, could still decide the rule; *violated* says that a
stated fact contradicts it whatever else is stated. All constraints must hold,
so the gravest leaf gives the reason of the rule. Of alternatives (``anyOf``, or
the items that ``contains`` looks through) one must hold, so the alternative
whose gravest leaf is mildest counts; among equals the one with the fewest
leaves, then the first. The choice depends on nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from validator import pointers
from validator.facts import DERIVED
from validator.model import Finding, Reason, Wanted
from validator.vocabulary import pattern_of, references

if TYPE_CHECKING:
    from jsonschema import ValidationError

    from validator.constraints import Constraint
    from validator.manifest import Manifest
    from validator.model import Schema

Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Leaf:
    parts: Parts
    reason: Reason
    wanted: Wanted


def explain(constraint: Constraint, value: Any, manifest: Manifest) -> tuple[Finding, ...]:
    """Return the findings that make ``value`` break the constraint.

    Args:
        constraint: what should hold.
        value: what the constraint was run on: the facts, or the manifest as written.
        manifest: the manifest as written, for positions and found values.

    Returns:
        Findings in the order of the manifest; one for each place and reason.
    """
    leaves = map(_at_its_source, _Explainer(constraint, manifest).leaves(value, ()))
    grouped: defaultdict[tuple[Parts, Reason], dict[str, Wanted]] = defaultdict(dict)
    for leaf in leaves:
        grouped[leaf.parts, leaf.reason][repr(leaf.wanted)] = leaf.wanted
    findings = (
        _finding(parts, reason, tuple(wanted.values()), manifest)
        for (parts, reason), wanted in grouped.items()
    )
    return tuple(sorted(findings, key=lambda finding: (finding.position, finding.pointer)))


def reason_of(findings: tuple[Finding, ...]) -> Reason:
    """Return the reason of a failed rule: that of its gravest finding."""
    return max((finding.reason for finding in findings), key=lambda reason: reason.gravity)


def _finding(
    parts: Parts, reason: Reason, wanted: tuple[Wanted, ...], manifest: Manifest
) -> Finding:
    pointer = pointers.build(parts)
    return Finding(pointer, reason, manifest.position(pointer), manifest.get(pointer), wanted)


def _at_its_source(leaf: _Leaf) -> _Leaf:
    """Move a leaf at a derived fact to the stated fact behind it."""
    derived = DERIVED.get(pattern_of(leaf.parts))
    if derived is None:
        return leaf
    missing = leaf.reason is Reason.UNDECLARED
    source = derived.when_missing if missing else derived.when_wrong
    indexes = [part for part in leaf.parts if part.isdigit()]
    parts = tuple(indexes.pop(0) if part == "*" else part for part in source)
    wanted = Wanted("stated") if missing else Wanted("derived", derived.title)
    return _Leaf(parts, leaf.reason if missing else derived.reason, wanted)


class _Explainer:
    """Turns the errors of one constraint over one manifest into leaves."""

    def __init__(self, constraint: Constraint, manifest: Manifest) -> None:
        self._constraint = constraint
        self._manifest = manifest
        self._by_keyword: dict[str, Callable[[ValidationError, Parts], list[_Leaf]]] = {
            "required": self._required,
            "anyOf": self._any_of,
            "contains": self._contains,
            "not": self._not,
            "minItems": self._min_items,
        }

    def leaves(self, value: Any, base: Parts) -> list[_Leaf]:
        """Return the leaves of the whole constraint over ``value``, which stands at ``base``."""
        return self._collect(self._constraint.errors(value), base)

    def _collect(self, errors: Iterator[ValidationError], base: Parts) -> list[_Leaf]:
        return [leaf for error in errors for leaf in self._leaves_of(error, base)]

    def _leaves_of(self, error: ValidationError, base: Parts) -> list[_Leaf]:
        place = (*base, *(str(part) for part in error.absolute_path))
        special = self._by_keyword.get(str(error.validator))
        if special:
            return special(error, place)
        return [_Leaf(place, Reason.VIOLATED, _wanted(str(error.validator), error.validator_value))]

    def _required(self, error: ValidationError, place: Parts) -> list[_Leaf]:
        instance: Any = error.instance
        schema: Any = error.schema
        missing = [name for name in error.validator_value if name not in instance]
        members = schema.get("properties", {})
        return [self._missing((*place, name), members.get(name, {})) for name in missing]

    def _missing(self, place: Parts, schema: Schema) -> _Leaf:
        if pattern_of(place) in references("evidence"):
            return _Leaf(place, Reason.UNEVIDENCED, Wanted("evidence"))
        return _Leaf(place, Reason.UNDECLARED, self._describe(schema))

    def _min_items(self, error: ValidationError, place: Parts) -> list[_Leaf]:
        if pattern_of(place) not in references("evidence"):
            return [_Leaf(place, Reason.VIOLATED, Wanted("at-least", error.validator_value))]
        if self._manifest.get(pointers.build(place)):
            return [_Leaf(place, Reason.EXPIRED, Wanted("current-evidence"))]
        return [_Leaf(place, Reason.UNEVIDENCED, Wanted("evidence"))]

    def _any_of(self, error: ValidationError, place: Parts) -> list[_Leaf]:
        # The errors below carry their whole path, from the root of this constraint on.
        base = place[: len(place) - len(error.absolute_path)]
        branches: defaultdict[int, list[_Leaf]] = defaultdict(list)
        for below in error.context or ():
            branches[int(below.schema_path[0])] += self._leaves_of(below, base)
        return _closest([branches[index] for index in sorted(branches)])

    def _contains(self, error: ValidationError, place: Parts) -> list[_Leaf]:
        items: Any = error.instance
        schema: Any = error.validator_value
        whole = [_Leaf(place, Reason.VIOLATED, Wanted("includes", self._describe(schema)))]
        if not any(isinstance(item, dict) for item in items):
            return whole
        inner = self._constraint.part(schema)
        explainer = _Explainer(inner, self._manifest)
        return _closest(
            [explainer.leaves(item, (*place, str(index))) for index, item in enumerate(items)]
        )

    def _not(self, error: ValidationError, place: Parts) -> list[_Leaf]:
        forbidden: Any = error.validator_value
        if set(forbidden) != {"contains"}:
            return [_Leaf(place, Reason.VIOLATED, Wanted("not", self._describe(forbidden)))]
        inner = self._constraint.part(forbidden["contains"])
        wanted = Wanted("not", self._describe(forbidden["contains"]))
        return [
            _Leaf((*place, str(index)), Reason.VIOLATED, wanted)
            for index, item in enumerate(error.instance)
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


def _closest(alternatives: list[list[_Leaf]]) -> list[_Leaf]:
    return min(
        alternatives, key=lambda leaves: (max(leaf.reason.gravity for leaf in leaves), len(leaves))
    )


_KINDS = {
    "const": "equals",
    "enum": "one-of",
    "minimum": "at-least",
    "maximum": "at-most",
    "maxItems": "at-most",
}


def _wanted(keyword: str, value: Any) -> Wanted:
    return Wanted(_KINDS[keyword], value) if keyword in _KINDS else Wanted("other")
