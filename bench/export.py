"""The rules of packs as one plain JSON Schema bundle, for peers that read facts.

A rule becomes ``if appliesWhen then requires``; ``$ref`` stays inside the bundle. Two things
that facepolicy does beyond JSON Schema are said in JSON Schema:

* ``appliesWhen`` reads the manifest as written, and peers have the facts, in which what is
  ``not-assessed`` is left out. Where ``appliesWhen`` accepts that word for a fact, the bundle
  accepts that the fact is absent.
* a rule that does not apply where a fact is not stated (``whenNotStated``) asks for no fact.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from validator.constraints import Constraint
from validator.keywords import IN_LIST, IN_MAPPING, IN_SCHEMA
from validator.loading import load_packs
from validator.pointers import parse, resolve
from validator.vocabulary import NOT_ASSESSED, facts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from validator.model import Pack, Rule
    from validator.vocabulary import Pattern

    Change = Callable[["Schema", Pattern], "Schema"]

Schema = dict[str, Any]
_INTO_ITEMS = ("items", "contains")
_CONDITIONS = ("if", "not")


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules of some packs, and the bundle that says the same.

    Attributes:
        packs: as ``facepolicy check --pack`` takes them.
        ids: for each pack the ids of its rules, in the order of the bundle.
    """

    packs: tuple[str, ...]
    ids: tuple[tuple[str, ...], ...]
    bundle: Schema

    @property
    def count(self) -> int:
        """Number of rules."""
        return sum(map(len, self.ids))

    def rule_at(self, location: Sequence[str | int]) -> str:
        """Return the id of the rule in which a keyword of the bundle stands.

        Args:
            location: the steps to the keyword from the root, through ``$ref``.
        """
        steps = [str(step) for step in location]
        places = [int(after) for step, after in pairwise(steps) if step == "allOf"]
        return self.ids[places[0]][places[1]]


def export(names: Sequence[str]) -> Rules:
    """Return the rules of packs, and of the pack that always runs, as one bundle."""
    packs = load_packs(names)
    shared = {name: schema for pack in packs for name, schema in pack.common.items()}
    definitions = {_shared_name(uri): _local(schema) for uri, schema in shared.items()}
    bundle = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://facepolicy.example/bench/rules.schema.json",
        "allOf": [_pack(pack) for pack in packs],
        "$defs": definitions,
    }
    ids = tuple(tuple(rule.id for rule in pack.rules) for pack in packs)
    return Rules(tuple(names), ids, bundle)


def _pack(pack: Pack) -> Schema:
    return {
        "if": _over_facts(pack.applies_when, pack),
        "then": {"allOf": [_rule(rule, pack) for rule in pack.rules]},
    }


def _rule(rule: Rule, pack: Pack) -> Schema:
    asked = _local(rule.requires) if rule.needs_facts else _asking_no_fact(rule.requires, pack)
    return {"if": _over_facts(rule.applies_when, pack), "then": asked}


def _shared_name(uri: str) -> str:
    # Not every reader of JSON pointers finds its way past a colon and a slash.
    return uri.replace("facepolicy:common/", "common-")


def _local(schema: Schema) -> Schema:
    """Let references lead to the definitions of the bundle."""

    def change(node: Schema, _pattern: Pattern) -> Schema:
        if "$ref" not in node:
            return node
        uri, _, pointer = node["$ref"].partition("#")
        return {**node, "$ref": f"#/$defs/{_shared_name(uri)}{pointer}"}

    return _changed(schema, change)


def _inlined(schema: Schema, pack: Pack) -> Schema:
    """Put in the place of each reference what it refers to."""

    def change(node: Schema, _pattern: Pattern) -> Schema:
        if "$ref" not in node:
            return node
        uri, _, pointer = node["$ref"].partition("#")
        return _inlined(resolve(pack.common[uri], parse(pointer)), pack)

    return _changed(schema, change)


def _over_facts(schema: Schema, pack: Pack) -> Schema:
    """Let a condition over the manifest as written read its facts instead."""

    def change(node: Schema, pattern: Pattern) -> Schema:
        members = node.get("properties", {})
        required = set(node.get("required", ()))
        for name in required | set(members):
            fact = facts().get((*pattern, name))
            if fact is None or NOT_ASSESSED not in fact.values:
                continue
            accepted = Constraint(members.get(name, {})).holds(NOT_ASSESSED)
            required = required - {name} if accepted else required | {name}
        return _with_required(node, required)

    return _changed(_inlined(schema, pack), change)


def _asking_no_fact(schema: Schema, pack: Pack) -> Schema:
    """Let a requirement hold where it fails for nothing but facts that are not stated."""

    def change(node: Schema, _pattern: Pattern) -> Schema:
        return _with_required(node, set())

    return _changed(_inlined(schema, pack), change, conditions=False)


def _with_required(node: Schema, names: set[str]) -> Schema:
    rest = {key: value for key, value in node.items() if key != "required"}
    return {**rest, "required": sorted(names)} if names else rest


def _changed(
    schema: Schema, change: Change, pattern: Pattern = (), *, conditions: bool = True
) -> Schema:
    """Return a schema in which every schema inside is changed, the innermost first.

    Args:
        schema: of the facts at ``pattern``.
        change: from a schema and the pattern of its facts to the new schema.
        pattern: of the facts that the schema is about.
        conditions: whether to go into ``if`` and ``not`` too.
    """

    def inside(child: Schema, *step: str) -> Schema:
        return _changed(child, change, (*pattern, *step), conditions=conditions)

    new: Schema = {}
    for key, value in schema.items():
        if key in IN_MAPPING:
            steps = {name: (name,) if key == "properties" else () for name in value}
            new[key] = {name: inside(child, *steps[name]) for name, child in value.items()}
        elif key in IN_LIST:
            new[key] = [inside(child) for child in value]
        elif key in IN_SCHEMA and (conditions or key not in _CONDITIONS):
            new[key] = inside(value, *(("*",) if key in _INTO_ITEMS else ()))
        else:
            new[key] = value
    return change(new, pattern)
