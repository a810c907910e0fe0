"""Topic by instrument: the clauses of each instrument on each topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.packs.crosswalk import related
from validator.report.formats import tables
from validator.report.messages import TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from validator.model.text import Language, Text
    from validator.packs.model import Pack

Row = tuple[str, list[str]]
"""The title of a topic, and for each instrument its clauses."""


def topics(packs: Sequence[Pack]) -> Iterator[tuple[str, Text, list[list[str]]]]:
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


def rows(packs: Sequence[Pack], language: Language) -> Iterator[Row]:
    """Yield each topic of ``topics`` in a language, with the clauses of an instrument in a cell."""
    for _, title, cells in topics(packs):
        yield title[language], [" ".join(cell) for cell in cells]


def as_text(packs: Sequence[Pack], language: Language) -> str:
    """Return the matrix as blocks of lines, since ten columns fit on no terminal."""
    width = max(len(pack.id) for pack in packs)
    blocks = []
    for title, cells in rows(packs, language):
        filled = zip(packs, cells, strict=True)
        lines = [f"  {pack.id:<{width}}  {cell}" for pack, cell in filled if cell]
        blocks.append("\n".join((title, *lines)))
    return "\n\n".join(blocks) + "\n"


def render(packs: Sequence[Pack], form: str, language: Language) -> str:
    """Return the matrix as text, or as a table in a format of ``tables.render``."""
    if form == "text":
        return as_text(packs, language)
    header = ["topic", *(pack.id for pack in packs)]
    body = [[title, *cells] for title, cells in rows(packs, language)]
    return tables.render(header, body, form, language)
