"""The page that leads to every rule: topic by instrument, and the rules on each topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.authoring.pages.markdown import link, plain, section, table, wide
from validator.authoring.pages.pack import in_force
from validator.model.text import Text
from validator.report.formats.matrix import rows
from validator.report.grouping import TOPICS
from validator.report.wording import FORCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from validator.model.text import Language
    from validator.packs.model import Pack

_TITLE = Text("Rules by topic", "按主题浏览规则")
_INTRODUCTION = Text(
    "Which clauses of which instrument speak of what, and below it the rules on each topic.",
    "各文件的哪些条款涉及哪些主题；其后为每个主题下的规则。",
)
_HEADER = (
    Text("Pack", "规则包"),
    Text("Instrument", "文件"),
    Text("In force", "施行"),
    Text("Force", "效力"),
    Text("Rules", "规则数"),
)
_TOPIC = Text("Topic", "主题")


def index_page(packs: Sequence[Pack], language: Language) -> str:
    """Return the page that leads to all rules as Markdown."""
    introduction = f"{wide(_TITLE[language])}# {_TITLE[language]}\n\n{_INTRODUCTION[language]}\n"
    return "\n".join((introduction, _matrix(packs, language), *_topics(packs, language)))


def packs_table(packs: Sequence[Pack], language: Language) -> str:
    """Return a table of packs: what each holds, and what force it has since when."""
    return table((title[language] for title in _HEADER), (_of_pack(one, language) for one in packs))


def _of_pack(pack: Pack, language: Language) -> Iterator[str]:
    yield link(pack.id, f"packs/{pack.id}/index.md")
    yield plain(pack.title[language])
    yield plain(in_force(pack.instrument, language)) if pack.instrument else ""
    yield FORCES[pack.force][language]
    yield str(len(pack.rules))


def _matrix(packs: Sequence[Pack], language: Language) -> str:
    instruments = [pack for pack in packs if pack.instrument]
    header = [
        _TOPIC[language],
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
