"""Clauses and how they are checked as JSON, in the form of ``schema/coverage.schema.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator._version import __version__
from validator.model.quote import to_json
from validator.packs.model import Assessment
from validator.report.citations import place_in_words
from validator.report.formats import matrix
from validator.report.formats.json import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from validator.packs.model import Clause, Pack

    Json = dict[str, Any]

VERSION = "facepolicy-coverage/v1"


def clauses_as_json(chosen: Sequence[tuple[Pack, Sequence[Clause]]]) -> str:
    """Return some clauses of packs as JSON text, with both languages in it."""
    return _rendered({"packs": [_pack(pack, clauses) for pack, clauses in chosen]})


def matrix_as_json(packs: Sequence[Pack]) -> str:
    """Return the clauses of packs by topic as JSON text, with both languages in it."""
    topics = [
        {
            "topic": topic,
            "title": text(title),
            "clauses": {pack.id: ids for pack, ids in zip(packs, cells, strict=True) if ids},
        }
        for topic, title, cells in matrix.topics(packs)
    ]
    return _rendered({"topics": topics})


def _rendered(content: Json) -> str:
    value = {"apiVersion": VERSION, "version": __version__, **content}
    return f"{to_json(value, indent=2)}\n"


def _pack(pack: Pack, clauses: Sequence[Clause]) -> Json:
    return {
        "id": pack.id,
        "version": pack.version,
        "title": text(pack.title),
        "clauses": [_clause(clause, pack) for clause in clauses],
        "counts": {
            kind.value: sum(clause.assessment is kind for clause in clauses) for kind in Assessment
        },
    }


def _clause(clause: Clause, pack: Pack) -> Json:
    reason = clause.assessment_reason
    return {
        "id": clause.id,
        "place": text(place_in_words(clause.place)) if clause.place else None,
        "summary": text(clause.summary),
        "confidence": clause.confidence.value,
        "assessment": clause.assessment.value,
        "throughApplicability": clause.through_applicability,
        "rules": [rule.id for rule in pack.rules_of(clause)],
        "reason": text(reason) if reason else None,
    }
