"""Clauses of different instruments about the same facts (policies/crosswalk.yaml)."""

from __future__ import annotations

from functools import cache

from validator.manifest.manifest import load_manifest
from validator.model.resources import policies

Clause = tuple[str, str]
"""A pack and the id of a clause."""


def related(pack: str, clause: str) -> tuple[Clause, ...]:
    """Return the clauses of other packs about the same facts as a clause, sorted."""
    return _links().get((pack, clause), ())


@cache
def _links() -> dict[Clause, tuple[Clause, ...]]:
    linked: dict[Clause, set[Clause]] = {}
    for group in load_manifest(policies() / "crosswalk.yaml").value["groups"]:
        clauses = [(pack, clause) for pack, _, clause in (name.partition("/") for name in group)]
        for clause in clauses:
            linked.setdefault(clause, set()).update(clauses)
    return {clause: tuple(sorted(others - {clause})) for clause, others in linked.items()}
