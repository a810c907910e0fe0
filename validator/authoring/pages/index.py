"""The index of all rules: topic by instrument, and the rules on each topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.authoring import messages
from validator.authoring.pages.markdown import link, plain, section, table, wide
from validator.authoring.pages.pack import in_force
from validator.packs.model import Confidence
from validator.report.formats.matrix import rows
from validator.report.messages import CONFIDENCES, FORCES, PLACE_PROVISIONAL, TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from validator.model.text import Language
    from validator.packs.model import Pack

RUN_BY_DEFAULT = ("binding", "recommended")
SOURCED = (Confidence.QUOTED, Confidence.REPORTED, Confidence.RECALLED)


def index_page(packs: Sequence[Pack], language: Language) -> str:
    """Return the index of all rules as Markdown."""
    title, text = messages.INDEX_TITLE[language], messages.INDEX_INTRODUCTION[language]
    introduction = f"{wide(title)}# {title}\n\n{text}\n"
    return "\n".join((introduction, _matrix(packs, language), *_topics(packs, language)))


def law_table(packs: Sequence[Pack], language: Language) -> str:
    """Return the table of the instruments that run without being named, once in force."""
    law = [pack for pack in packs if pack.force in RUN_BY_DEFAULT]
    header = (title[language] for title in messages.INDEX_HEADER[1:])
    return table(header, (_of_law(pack, language) for pack in law))


def _of_law(pack: Pack, language: Language) -> Iterator[str]:
    yield link(plain(pack.title[language]), f"packs/{pack.id}/index.md") + "{ .title }"
    yield from _standing(pack, language)


def sources_table(packs: Sequence[Pack], language: Language) -> str:
    """Return a table of how well the clauses of each instrument are known."""
    header = (
        messages.INDEX_HEADER[0][language],
        *(CONFIDENCES[level][language] for level in SOURCED),
        PLACE_PROVISIONAL[language],
        messages.CLAUSES[language],
    )
    return table(header, (_sources(pack) for pack in packs if pack.instrument))


def _sources(pack: Pack) -> Iterator[str]:
    levels = [clause.confidence for clause in pack.clauses]
    yield link(pack.id, f"packs/{pack.id}/index.md")
    yield from (str(levels.count(level)) for level in SOURCED)
    yield str(sum(not clause.place_confirmed for clause in pack.clauses))
    yield str(len(levels))


def packs_table(packs: Sequence[Pack], language: Language) -> str:
    """Return a table of packs: contents, legal force, and dates in force."""
    header = (title[language] for title in messages.INDEX_HEADER)
    return table(header, (_of_pack(one, language) for one in packs))


def _of_pack(pack: Pack, language: Language) -> Iterator[str]:
    yield link(pack.id, f"packs/{pack.id}/index.md")
    yield plain(pack.title[language])
    yield from _standing(pack, language)


def _standing(pack: Pack, language: Language) -> Iterator[str]:
    yield plain(in_force(pack.instrument, language)) if pack.instrument else ""
    yield FORCES[pack.force][language]
    yield str(len(pack.rules))


def _matrix(packs: Sequence[Pack], language: Language) -> str:
    instruments = [pack for pack in packs if pack.instrument]
    header = [
        messages.TOPIC[language],
        *(link(pack.id, f"../packs/{pack.id}/index.md") for pack in instruments),
    ]
    body = (
        (f"**{plain(topic)}**", *map(_cell, instruments, cells))
        for topic, cells in rows(instruments, language)
    )
    return table(header, body)


def _cell(pack: Pack, clauses: str) -> str:
    target = f"../packs/{pack.id}/index.md"
    return "<br>".join(link(clause, f"{target}#{clause}") for clause in clauses.split())


def _topics(packs: Sequence[Pack], language: Language) -> Iterator[str]:
    for topic, title in TOPICS.items():
        lines = [
            f"- {link(rule.id, f'{rule.id}.md')}: {plain(rule.title[language])}\n"
            for pack in packs
            for rule in pack.rules
            if rule.topic == topic
        ]
        if lines:
            yield section(title[language], topic, "".join(lines))
