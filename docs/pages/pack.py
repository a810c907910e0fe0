"""Pages about packs: the card of an instrument with its clauses and rules; the index of all rules.

The index has topic by instrument, and the rules on each topic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs.pages import messages
from docs.pages.markdown import (
    bullets,
    code,
    folded,
    link,
    plain,
    section,
    sentence_list,
    table,
    wide,
    yaml_block,
)
from validator.packs.messages import ASSESSMENTS, BY_APPLICABILITY, TOPICS
from validator.packs.model import Clause, Confidence, Instrument, Pack, Rule
from validator.report import rule_text
from validator.report.formats.coverage import rows
from validator.report.formats.tables import as_markdown
from validator.report.messages import (
    APPLIES_TO,
    CONFIDENCES,
    FORCES,
    PLACE_PROVISIONAL,
    SEVERITIES,
)
from validator.report.sentences import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from validator.model.text import Language
    from validator.report.rule_text import Line


def pack_page(pack: Pack, language: Language) -> str:
    """Return the page of a pack as Markdown."""
    command = f"```console\n$ facepolicy check gate.yaml --pack {pack.id}\n```\n"
    clauses = (_clause(clause, pack, language) for clause in pack.clauses)
    rules = (
        (_page_of(rule), plain(rule.title[language]), SEVERITIES[rule.severity][language])
        for rule in pack.rules
    )
    sentences = sentence_list(Writer(pack.common, language).sentences(pack.applies_when))
    condition = yaml_block(rule_text.written_out(pack.applies_when, pack, language))
    introduction = messages.BASE_MANIFEST_INTRODUCTION[language]
    base = folded("example", messages.SHOW_IT[language], yaml_block(pack.compliant))
    sections = (
        (messages.CHECK_AGAINST_IT, "run", command),
        (messages.CLAUSES, "clauses", table(messages.CLAUSE_HEADER, clauses, language)),
        (messages.RULES, "rules", table(messages.RULE_HEADER, rules, language)),
        (messages.WHEN_IT_APPLIES, "scope", f"{sentences}\n{condition}"),
        (messages.BASE_MANIFEST, "base", f"{introduction}\n\n{base}"),
    )
    parts = (section(title[language], name, body) for title, name, body in sections)
    heading = f"{wide(pack.id)}# {plain(pack.title[language])} {{ #pack }}\n"
    return "\n".join((heading, bullets(_card(pack, language), language), *parts))


def _page_of(rule: Rule) -> str:
    return link(rule.id, f"../../rules/{rule.id}.md")


def _card(pack: Pack, language: Language) -> Iterator[Line]:
    yield messages.PACK_VERSION, f"{code(pack.id)} {plain(pack.version)}"
    if pack.instrument:
        yield messages.JURISDICTION, plain(pack.instrument.jurisdiction)
    yield messages.FORCE, FORCES[pack.force][language]
    if instrument := pack.instrument:
        yield messages.INSTRUMENT, plain(instrument.title[language])
        yield messages.ISSUED_BY, plain(instrument.issuer[language])
        yield messages.PUBLISHED, instrument.published
        yield messages.IN_FORCE, in_force(instrument, language)
        if instrument.link:
            yield messages.WHERE_TO_FIND_IT, code(instrument.link)
        if instrument.successor:
            yield messages.SUCCEEDED_BY, code(instrument.successor)
    yield APPLIES_TO, plain(pack.applies_to[language])


def in_force(instrument: Instrument, language: Language) -> str:
    """Return the dates from which and until which an instrument is in force."""
    start, end = instrument.in_force_from, instrument.in_force_to
    if start is None:
        return messages.NEVER_IN_FORCE[language]
    text = messages.IN_FORCE_UNTIL if end else messages.IN_FORCE_SINCE
    return text[language].format(start, end)


def _clause(clause: Clause, pack: Pack, language: Language) -> Iterator[str]:
    where = plain(rule_text.place(clause, language))
    yield f'<span id="{plain(clause.id)}">{plain(clause.id)}</span><br>{where}'
    yield plain(clause.summary[language])
    reason = clause.assessment_reason
    kind = ASSESSMENTS[clause.assessment][language]
    yield f"**{kind}**<br>{plain(reason[language])}" if reason else f"**{kind}**"
    rules = map(_page_of, pack.rules_of(clause))
    yield BY_APPLICABILITY[language] if clause.through_applicability else ", ".join(rules)
    yield CONFIDENCES[clause.confidence][language]


RUN_BY_DEFAULT = ("binding", "recommended")
SOURCED = (Confidence.QUOTED, Confidence.REPORTED, Confidence.RECALLED)


def index_page(packs: Sequence[Pack], language: Language) -> str:
    """Return the index of all rules as Markdown."""
    title, text = messages.INDEX_TITLE[language], messages.INDEX_INTRODUCTION[language]
    introduction = f"{wide(title)}# {title}\n\n{text}\n"
    return "\n".join((introduction, _matrix(packs, language), *_topics(packs, language)))


def law_table(packs: Sequence[Pack], language: Language) -> str:
    """Return the table of the instruments that run without being named, once in force."""
    body = (
        (f"{_link_to(pack, plain(pack.title[language]))}{{ .title }}", *_standing(pack, language))
        for pack in packs
        if pack.force in RUN_BY_DEFAULT
    )
    return table(messages.INDEX_HEADER[1:], body, language)


def sources_table(packs: Sequence[Pack], language: Language) -> str:
    """Return a table of how well the clauses of each instrument are known."""
    header = (
        messages.INDEX_HEADER[0],
        *(CONFIDENCES[level] for level in SOURCED),
        PLACE_PROVISIONAL,
        messages.CLAUSES,
    )
    return table(header, (_sources(pack) for pack in packs if pack.instrument), language)


def _sources(pack: Pack) -> Iterator[str]:
    levels = [clause.confidence for clause in pack.clauses]
    yield _link_to(pack, pack.id)
    yield from (str(levels.count(level)) for level in SOURCED)
    yield str(sum(not clause.place_confirmed for clause in pack.clauses))
    yield str(len(levels))


def packs_table(packs: Sequence[Pack], language: Language) -> str:
    """Return a table of packs: contents, legal force, and dates in force."""
    body = (
        (_link_to(pack, pack.id), plain(pack.title[language]), *_standing(pack, language))
        for pack in packs
    )
    return table(messages.INDEX_HEADER, body, language)


def _link_to(pack: Pack, shown: str) -> str:
    return link(shown, f"packs/{pack.id}/index.md")


def _standing(pack: Pack, language: Language) -> Iterator[str]:
    yield plain(in_force(pack.instrument, language)) if pack.instrument else ""
    yield FORCES[pack.force][language]
    yield str(len(pack.rules))


def _matrix(packs: Sequence[Pack], language: Language) -> str:
    instruments = [pack for pack in packs if pack.instrument]
    pages = {pack.id: f"../packs/{pack.id}/index.md" for pack in instruments}

    def cell(page: str, clauses: str) -> str:
        return "<br>".join(link(clause, f"{page}#{clause}") for clause in clauses.split())

    header = [messages.TOPIC[language], *(link(name, page) for name, page in pages.items())]
    body = (
        (f"**{plain(topic)}**", *map(cell, pages.values(), cells))
        for topic, cells in rows(instruments, language)
    )
    return as_markdown(header, body)


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
