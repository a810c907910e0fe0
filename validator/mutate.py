"""The proof that every constraint of a rule can fail.

Each constraint is changed in turn, and a test of the rule has to notice:

* a keyword is taken out; of ``required``, each name; of ``allOf``, each part;
* of ``anyOf`` each alternative is taken out, and the whole;
* of ``enum`` and ``const`` over a fact whose values are listed in the manifest
  schema, each value changes sides: accepted ones are refused, refused ones accepted.

A mutant that survives is a missing test, or a constraint that constrains nothing.
Mutants tell something only of a pack whose tests all pass.

Not mutated: ``required`` in conditions (``appliesWhen``, ``if``, ``not``), and
of facts that ``appliesWhen`` makes certain. A manifest without them never gets
that far; the keyword is there for readers and for other engines.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from validator import pointers
from validator.constraints import Constraint, closed_set
from validator.derived import DERIVED
from validator.packtests import applicability_failures, cases, unexpected
from validator.vocabulary import NOT_ASSESSED, facts
from validator.walk import stated_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.model import Pack, Rule, Schema
    from validator.vocabulary import Pattern

_LISTS = frozenset({"allOf", "anyOf"})
_NESTS = frozenset({"items", "contains", "not", "if", "then", "else"})
_CHOICES = frozenset({"const", "enum"})
_MOST_VALUES = 32
"""A longer list, such as that of countries, is no choice to test value by value."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A weakened rule or pack and whether a test noticed.

    Attributes:
        owner: id of the rule, or of the pack for its applicability.
        place: what was taken out, such as ``requires/properties/consent/required/0``.
    """

    owner: str
    place: str
    survived: bool


def mutants(pack: Pack) -> Iterator[Mutant]:
    """Yield a mutant for every constraint of every rule, of shared ones and of the pack itself."""
    for place, schema in weakened(pack.applies_when, condition=True):
        weaker = replace(pack, applies_when=schema)
        yield Mutant(pack.id, f"appliesWhen{place}", not any(applicability_failures(weaker)))
    for rule in pack.rules:
        prepared = cases(rule.tests, pack.compliant)
        for place, mutant in _weakened_rules(rule, pack):
            yield Mutant(rule.id, place, not any(unexpected(mutant, pack, prepared)))
    yield from _shared_mutants(pack)


def _weakened_rules(rule: Rule, pack: Pack) -> Iterator[tuple[str, Rule]]:
    certain = _certain(rule, pack)
    for place, schema in weakened(rule.applies_when, condition=True):
        yield f"appliesWhen{place}", replace(rule, applies_when=schema)
    for place, schema in weakened(rule.requires, condition=False, certain=certain):
        yield f"requires{place}", replace(rule, requires=schema)
    if rule.exception:
        for place, schema in weakened(rule.exception.when, condition=True, values=False):
            changed = replace(rule.exception, when=schema)
            yield f"exception/when{place}", replace(rule, exception=changed)


def _certain(rule: Rule, pack: Pack) -> frozenset[Pattern]:
    """Return the facts that rules see wherever the rule applies.

    Not those that may be ``not-assessed``: ``appliesWhen`` reads that word, rules do not.
    Also facts derived from what their section always states.
    """
    derived = {item.pattern for item in DERIVED.values() if facts()[item.when_missing].required}
    resolve = Constraint({}, closed_set(pack.common)).resolved
    conditions = (pack.applies_when, rule.applies_when)
    stated = frozenset().union(*(stated_by(item, (), resolve) for item in conditions))
    assessed = {pattern for pattern in stated if NOT_ASSESSED not in _values(pattern)}
    return frozenset(assessed | derived)


def _shared_mutants(pack: Pack) -> Iterator[Mutant]:
    """Mutate the shared constraints that the pack refers to; any rule's test may notice."""
    prepared = [(rule, cases(rule.tests, pack.compliant)) for rule in pack.rules]
    for uri, document in pack.common.items():
        for name, schema in document["$defs"].items():
            reference = f"{uri}#/$defs/{name}"
            users = [
                pair for pair in prepared if reference in _reached(_constraints(pair[0]), pack)
            ]
            scoped = reference in _reached(pack.applies_when, pack)
            for place, weaker in (
                _weakened_shared(schema, reference, pack) if users or scoped else ()
            ):
                changed = {**document, "$defs": {**document["$defs"], name: weaker}}
                other = replace(pack, common={**pack.common, uri: changed})
                noticed = scoped and any(applicability_failures(other))
                noticed |= any(any(unexpected(rule, other, tests)) for rule, tests in users)
                yield Mutant(reference, place, not noticed)


def _weakened_shared(schema: Schema, reference: str, pack: Pack) -> Iterator[tuple[str, Schema]]:
    """Yield the mutants of a shared constraint, which some rules may use as a condition only."""
    demanding = [rule for rule in pack.rules if reference in _reached(rule.requires, pack)]
    certain = [_certain(rule, pack) for rule in demanding] or [frozenset()]
    sure: frozenset[Pattern] = frozenset.intersection(*certain)
    yield from weakened(schema, condition=not demanding, certain=sure)


def _constraints(rule: Rule) -> list[Schema]:
    exception = [rule.exception.when] if rule.exception else []
    return [rule.applies_when, rule.requires, *exception]


def _reached(value: Any, pack: Pack) -> set[str]:
    """Return the shared constraints that ``value`` refers to, by way of others too."""
    from validator.schemaset import references

    reached: set[str] = set()
    waiting = set(references(value))
    while waiting - reached:
        reference = min(waiting - reached)
        reached.add(reference)
        uri, _, pointer = reference.partition("#")
        target = pointers.resolve(pack.common[uri], pointers.parse(pointer))
        waiting |= set(references(target))
    return reached


def weakened(
    schema: Schema,
    *,
    condition: bool,
    certain: frozenset[Pattern] = frozenset(),
    values: bool = True,
) -> Iterator[tuple[str, Schema]]:
    """Yield every mutant of a constraint, with the pointer of what was changed.

    Args:
        schema: the constraint; it is not changed.
        condition: the constraint is a condition, whose ``required`` is not mutated.
        certain: facts without which the constraint is never reached.
        values: whether the values of a fact change sides one by one. Not where ``requires``
            has refused most of them before, as for the condition of an exception.
    """
    for path, pattern, in_condition in _places(schema, (), (), condition=condition):
        node = pointers.resolve(schema, path[:-1])
        excused = None if in_condition else certain
        fact = pattern if values else ()
        for label, changed in _changes(node, path[-1], fact, excused):
            weaker = copy.deepcopy(schema)
            parent = pointers.resolve(weaker, path[:-1])
            parent.clear()
            parent.update(copy.deepcopy(changed))
            yield pointers.build(path) + label, weaker


def _places(
    node: Schema, path: Pattern, pattern: Pattern, *, condition: bool
) -> Iterator[tuple[Pattern, Pattern, bool]]:
    """Yield every keyword below ``node``: path, fact constrained, whether in a condition."""
    for keyword, value in node.items():
        here = (*path, keyword)
        yield here, pattern, condition
        inner = condition or keyword in ("if", "not")
        if keyword == "properties":
            for name, child in value.items():
                yield from _places(child, (*here, name), (*pattern, name), condition=inner)
        elif keyword in _NESTS:
            below = (*pattern, "*") if keyword in ("items", "contains") else pattern
            yield from _places(value, here, below, condition=inner)
        elif keyword in _LISTS:
            for index, child in enumerate(value):
                yield from _places(child, (*here, str(index)), pattern, condition=inner)


def _changes(
    node: Schema, keyword: str, pattern: Pattern, excused: frozenset[Pattern] | None
) -> Iterator[tuple[str, Schema]]:
    """Yield the changes of one keyword of one node: a label, and the node after it.

    Of ``required``, the facts in ``excused`` stay; None excuses all of them.
    """
    value = node[keyword]
    rest = {name: item for name, item in node.items() if name != keyword}
    if keyword == "required":
        for index, kept in _each_without(value):
            if excused is not None and (*pattern, value[index]) not in excused:
                yield f"/{index}", {**rest, "required": kept} if kept else rest
    elif keyword == "allOf":
        yield from ((f"/{index}", {**rest, "allOf": kept}) for index, kept in _each_without(value))
    elif keyword == "anyOf":
        yield "", rest
        yield from ((f"/{index}", {**rest, "anyOf": kept}) for index, kept in _each_without(value))
    elif keyword == "if":
        yield "", {name: rest[name] for name in rest if name not in ("then", "else")}
    elif keyword in _CHOICES and 0 < len(_values(pattern)) <= _MOST_VALUES:
        yield from _flips(rest, keyword, value, pattern)
    elif keyword not in ("properties", "description"):
        yield "", rest


def _values(pattern: Pattern) -> tuple[Any, ...]:
    return facts()[pattern].values if pattern in facts() else ()


def _each_without(items: list[Any]) -> Iterator[tuple[int, list[Any]]]:
    yield from ((index, items[:index] + items[index + 1 :]) for index in range(len(items)))


def _flips(
    rest: Schema, keyword: str, value: Any, pattern: Pattern
) -> Iterator[tuple[str, Schema]]:
    accepted = [value] if keyword == "const" else value
    for other in _values(pattern):
        flipped = [item for item in accepted if item != other]
        if len(flipped) == len(accepted):
            flipped = [*accepted, other]
        if other != NOT_ASSESSED or other in accepted:
            yield f" ~ {other}", {**rest, "enum": flipped}
