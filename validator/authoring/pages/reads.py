"""The facts that a rule reads, and links to them in the reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.authoring.lint.constraint import facts_read
from validator.engine.derived import DERIVED
from validator.jsonschema.constraint import Constraint, closed_set

if TYPE_CHECKING:
    from validator.model.pointers import Pattern
    from validator.packs.model import Pack, Rule, Schema


def facts_of_rule(rule: Rule, pack: Pack) -> frozenset[Pattern]:
    """Return the facts that a rule reads, with the sources of derived ones."""
    read = facts_of_constraint(rule.requires, pack) | facts_of_constraint(rule.applies_when, pack)
    derived = [DERIVED[pattern] for pattern in read if pattern in DERIVED]
    behind = {pattern for item in derived for pattern in (item.when_missing, item.when_wrong)}
    return read | behind


def facts_of_constraint(schema: Schema, pack: Pack) -> frozenset[Pattern]:
    """Return the facts that a constraint reads, without the sections that they belong to."""
    patterns = facts_read(schema, Constraint({}, closed_set(pack.common)).resolved)
    sections = {pattern[:depth] for pattern in patterns for depth in range(len(pattern))}
    return patterns - sections


def anchor_of(pattern: Pattern) -> str:
    """Return the anchor of a fact on the page of its section."""
    return "-".join(part for part in pattern if part != "*")


def target_of(pattern: Pattern, folder: str = "../manifest/") -> str:
    """Return the link to a fact in the manifest reference, from a page one folder down."""
    return f"{folder}{section_of(pattern)}.md#{anchor_of(pattern)}"


def section_of(pattern: Pattern) -> str:
    """Return the section whose page documents a fact.

    A derived fact of the whole manifest is documented with the fact to state where it is absent.
    """
    whole = len(pattern) == 1 and pattern in DERIVED
    return (DERIVED[pattern].when_missing if whole else pattern)[0]
