"""Mutation tests: every constraint of a rule must be able to fail.

Each constraint is changed in turn, and a test of the rule or of the shared constraint must fail:

* a keyword is removed; of ``required``, each name; of ``allOf``, each part;
* of ``anyOf``, each alternative is removed, and the whole;
* of ``enum`` and ``const`` over a fact whose values are listed in the manifest
  schema, each value is inverted: accepted ones are refused, refused ones accepted.

A surviving mutant is a missing test, or a constraint that constrains nothing.
The results are meaningful only if all tests of the pack pass.

Not mutated: ``required`` in conditions (``appliesWhen``, ``if``, ``not``), and of facts that are
constrained: where such a fact is not stated, the rule is open with the keyword and without it.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, NamedTuple

from validator.authoring import pack_tests
from validator.engine.constraint import CONTRADICTED, compile_constraint
from validator.jsonschema.keywords import Visit, is_remark, walk
from validator.manifest.vocabulary import claims, facts
from validator.model import pointers
from validator.packs.model import Assessment, Pack, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from validator.model.pointers import Pattern
    from validator.packs.model import Schema

EVIDENCED = "facepolicy:common/evidence#/$defs/evidenced"
_MOST_VALUES = 32
"""A longer list, such as that of countries, is not tested value by value."""


class Mutant(NamedTuple):
    """A weakened rule or pack, and whether a test failed on it.

    Attributes:
        owner: id of the rule, or of the pack for its applicability.
        place: the part that was removed, such as ``requires/properties/consent/required/0``.
    """

    owner: str
    place: str
    survived: bool


def mutants(pack: Pack) -> Iterator[Mutant]:
    """Yield a mutant for every constraint of every rule and of the pack itself."""
    for place, schema in weakened(pack.applies_when, condition=True):
        weaker = pack._replace(applies_when=schema)
        noticed = any(pack_tests.applicability_failures(weaker))
        yield Mutant(pack.id, f"appliesWhen{place}", not noticed)
    for rule in pack.every_rule:
        tests = pack_tests.rule_cases(rule, pack)
        for place, mutant in _weakened_rules(rule, pack):
            yield Mutant(rule.id, place, not any(pack_tests.unexpected(mutant, pack, tests)))


def _weakened_rules(rule: Rule, pack: Pack) -> Iterator[tuple[str, Rule]]:
    for place, schema in weakened(rule.applies_when, condition=True):
        yield f"appliesWhen{place}", rule._replace(applies_when=schema)
    if rule.clause.assessment is Assessment.MANUAL:
        return  # facts decide nothing else about it
    for index, check in enumerate(rule.checks):
        others = [item.requires for item in rule.checks if item is not check]
        possible = _possible([pack.applies_when, rule.applies_when, *others], pack)
        for place, schema in weakened(check.requires, condition=False, possible=possible):
            changed = (check._replace(requires=schema),)
            checks = rule.checks[:index] + changed + rule.checks[index + 1 :]
            yield f"checks/{index}/requires{place}", rule._replace(checks=checks)
    for name in ("exception", "review"):
        part = getattr(rule, name)
        for place, schema in weakened(part.when, condition=True, values=False) if part else ():
            yield f"{name}/when{place}", rule._replace(**{name: part._replace(when=schema)})


def _possible(others: list[Schema], pack: Pack) -> Callable[[Pattern, Any], bool]:
    """Return whether a fact can have a value while the other constraints of a rule hold.

    Otherwise a mutant that accepts or refuses the value is equivalent to the rule.
    """
    constraints = [compile_constraint(pack.inlined(schema)) for schema in others]
    constraints = [evaluate for evaluate in constraints if evaluate({})[0] != CONTRADICTED]

    def possible(pattern: Pattern, value: Any) -> bool:
        if "*" in pattern:
            return True
        manifest: Any = value
        for name in reversed(pattern):
            manifest = {name: manifest}
        return all(evaluate(manifest)[0] != CONTRADICTED for evaluate in constraints)

    return possible


def shared_mutants() -> Iterator[Mutant]:
    """Yield a mutant for every part of every shared constraint; its own tests must fail."""
    constraints = pack_tests.shared_constraints()
    common = pack_tests.documents(constraints)
    for item in constraints:
        if item.reference == EVIDENCED:
            continue
        for place, weaker in weakened(item.schema, condition=False, place=item.place):
            document = {"$defs": {**common[item.uri]["$defs"], item.name: weaker}}
            noticed = any(pack_tests.unexpected_states(item, {**common, item.uri: document}))
            yield Mutant(item.reference, place, not noticed)


def weakened(
    schema: Schema,
    *,
    condition: bool,
    values: bool = True,
    possible: Callable[[Pattern, Any], bool] = lambda _pattern, _value: True,
    place: Pattern = (),
) -> Iterator[tuple[str, Schema]]:
    """Yield every mutant of a constraint, with the pointer to the change.

    Args:
        schema: the constraint; not changed.
        condition: the constraint is a condition, whose ``required`` is not mutated.
        values: invert the values of a fact one by one. False where ``requires``
            has already refused most of them, as in the condition of an exception.
        possible: whether a fact can have a value where this constraint is evaluated.
        place: the fact that it constrains; the whole manifest when left out.
    """
    for visit in walk(schema):  # shared constraints have mutants of their own
        here = visit._replace(
            pattern=(*place, *visit.pattern), condition=condition or visit.condition
        )
        fact = facts().get(here.pattern) if values else None
        listed = fact.values if fact and len(fact.values) <= _MOST_VALUES else ()
        for keyword, value in visit.node.items():
            if value == EVIDENCED:
                continue  # evidence is required wherever a fact of evidence is read
            for label, changed in _changes(here, keyword, listed, possible):
                weaker = copy.deepcopy(schema)
                parent = pointers.resolve(weaker, visit.path)
                parent.clear()
                parent.update(copy.deepcopy(changed))
                yield pointers.build((*visit.path, keyword)) + label, weaker


def _changes(
    visit: Visit, keyword: str, listed: tuple[Any, ...], possible: Callable[[Pattern, Any], bool]
) -> Iterator[tuple[str, Schema]]:
    """Yield the changes of one keyword of one node: a label, and the node after it."""
    value = visit.node[keyword]
    rest = {name: item for name, item in visit.node.items() if name != keyword}
    if keyword == "required":
        for index, kept in () if visit.condition else _each_without(value):
            # A fact that only has to be stated, or a claim, which is absent if it is not stated.
            only_stated = not visit.node.get("properties", {}).get(value[index])
            if only_stated or (*visit.pattern, value[index]) in claims():
                yield f"/{index}", {**rest, "required": kept} if kept else rest
    elif keyword == "allOf":
        yield from ((f"/{index}", {**rest, "allOf": kept}) for index, kept in _each_without(value))
    elif keyword == "anyOf":
        yield "", rest
        yield from ((f"/{index}", {**rest, "anyOf": kept}) for index, kept in _each_without(value))
    elif keyword == "if":
        yield "", {name: rest[name] for name in rest if name not in ("then", "else")}
    elif keyword in ("const", "enum") and listed:
        accepted = [value] if keyword == "const" else value
        for other in (item for item in listed if possible(visit.pattern, item)):
            yield f" ~ {other}", {**rest, "enum": _flipped(accepted, other)}
    elif keyword != "properties" and not is_remark(keyword):
        yield "", rest


def _each_without(items: list[Any]) -> Iterator[tuple[int, list[Any]]]:
    yield from ((index, items[:index] + items[index + 1 :]) for index in range(len(items)))


def _flipped(accepted: list[Any], value: Any) -> list[Any]:
    """Return accepted values without one of them, or with one more."""
    kept = [item for item in accepted if item != value]
    return kept if len(kept) < len(accepted) else [*accepted, value]
