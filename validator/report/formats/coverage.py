"""Clauses by topic and instrument, and clauses and how they are checked as JSON.

The JSON is in the form of ``schema/coverage.schema.json``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator._version import __version__
from validator.model.quote import to_json
from validator.packs.crosswalk import related
from validator.packs.messages import TOPICS
from validator.packs.model import Assessment
from validator.report.citations import place_in_words
from validator.report.formats import tables
from validator.report.formats.json import text
from validator.report.messages import TOPIC

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from validator.model.text import Language, Text
    from validator.packs.model import Clause, Pack

    Json = dict[str, Any]


def _topics(packs: Sequence[Pack]) -> Iterator[tuple[str, Text, list[list[str]]]]:
    """Yield each topic on which some instrument has a rule, its title, and clauses by instrument.

    They are the clauses of the instrument's rules on the topic and the clauses
    that rules of other instruments on that topic are linked to.
    """
    for topic, title in TOPICS.items():
        on_topic = [rule for pack in packs for rule in pack.rules if rule.topic == topic]
        named = {(rule.pack, rule.clause.id) for rule in on_topic}
        named |= {link for rule in on_topic for link in related(*rule.assesses)}
        cells = [
            [clause.id for clause in pack.clauses if (pack.id, clause.id) in named]
            for pack in packs
        ]
        if any(cells):
            yield topic, title, cells


def rows(packs: Sequence[Pack], language: Language) -> Iterator[tuple[str, list[str]]]:
    """Yield the title of each topic in a language, with the clauses of an instrument in a cell."""
    for _, title, cells in _topics(packs):
        yield title[language], [" ".join(cell) for cell in cells]


def _as_text(packs: Sequence[Pack], language: Language) -> str:
    """Return the matrix as blocks of lines, since ten columns fit on no terminal."""
    width = max(len(pack.id) for pack in packs)
    blocks = []
    for title, cells in rows(packs, language):
        filled = zip(packs, cells, strict=True)
        lines = [f"  {pack.id:<{width}}  {cell}" for pack, cell in filled if cell]
        blocks.append("\n".join((title, *lines)))
    return "\n\n".join(blocks) + "\n"


def matrix(packs: Sequence[Pack], form: str, language: Language) -> str:
    """Return the matrix as text, or as a table in a format of ``tables.render``."""
    if form == "text":
        return _as_text(packs, language)
    header = [TOPIC[language], *(pack.id for pack in packs)]
    body = [[title, *cells] for title, cells in rows(packs, language)]
    return tables.render(header, body, form, language)


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
        for topic, title, cells in _topics(packs)
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
