"""The page of one pack: the card of its instrument, every clause, and every rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.authoring import messages
from validator.authoring.pages.markdown import (
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
from validator.packs.messages import ASSESSMENTS, BY_APPLICABILITY
from validator.report import rule_text
from validator.report.messages import CONFIDENCES, FORCES, SEVERITIES
from validator.report.sentences import scope_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.model.text import Language
    from validator.packs.model import Card, Clause, Instrument, Pack
    from validator.report.rule_text import Line


def pack_page(pack: Pack, card: Card | None, language: Language) -> str:
    """Return the page of a pack as Markdown; facepolicy's own checks have no card."""
    command = f"```console\n$ facepolicy check gate.yaml --pack {pack.id}\n```\n"
    sections = (
        (messages.CHECK_AGAINST_IT, "run", command),
        (messages.CLAUSES, "clauses", _clauses(pack, language)),
        (messages.RULES, "rules", _rules(pack, language)),
        (messages.WHEN_IT_APPLIES, "scope", _scope(pack, language)),
        (messages.BASE_MANIFEST, "base", _base(pack, language)),
    )
    parts = (section(title[language], name, body) for title, name, body in sections)
    heading = f"{wide(pack.id)}# {plain(pack.title[language])} {{ #pack }}\n"
    return "\n".join((heading, bullets(_card(pack, card, language), language), *parts))


def _scope(pack: Pack, language: Language) -> str:
    sentences = sentence_list(scope_sentences(pack, language))
    return f"{sentences}\n{yaml_block(rule_text.written_out(pack.applies_when, pack))}"


def _base(pack: Pack, language: Language) -> str:
    shown = folded("example", messages.SHOW_IT[language], yaml_block(pack.compliant))
    return f"{messages.BASE_MANIFEST_INTRODUCTION[language]}\n\n{shown}"


def _card(pack: Pack, card: Card | None, language: Language) -> Iterator[Line]:
    yield messages.PACK_VERSION, f"{code(pack.id)} {plain(pack.version)}"
    if card:
        yield messages.JURISDICTION, plain(card.jurisdiction)
    yield messages.FORCE, FORCES[pack.force][language]
    if pack.instrument:
        yield from _instrument(pack.instrument, language)
    yield messages.APPLIES_TO, plain(pack.applies_to[language])


def _instrument(instrument: Instrument, language: Language) -> Iterator[Line]:
    yield messages.INSTRUMENT, plain(instrument.title[language])
    yield messages.ISSUED_BY, plain(instrument.issuer[language])
    yield messages.PUBLISHED, instrument.published
    yield messages.IN_FORCE, in_force(instrument, language)
    if instrument.link:
        yield messages.WHERE_TO_FIND_IT, code(instrument.link)
    if instrument.successor:
        yield messages.SUCCEEDED_BY, code(instrument.successor)


def in_force(instrument: Instrument, language: Language) -> str:
    """Return the dates from which and until which an instrument is in force."""
    start, end = instrument.in_force_from, instrument.in_force_to
    if start is None:
        return messages.NEVER_IN_FORCE[language]
    return (messages.IN_FORCE_UNTIL if end else messages.IN_FORCE_SINCE)[language].format(
        start, end
    )


def _clauses(pack: Pack, language: Language) -> str:
    header = (title[language] for title in messages.CLAUSE_HEADER)
    return table(header, (_clause(clause, pack, language) for clause in pack.clauses))


def _clause(clause: Clause, pack: Pack, language: Language) -> Iterator[str]:
    where = plain(rule_text.place(clause, language))
    yield f'<span id="{plain(clause.id)}">{plain(clause.id)}</span><br>{where}'
    yield plain(clause.summary[language])
    reason = clause.assessment_reason
    kind = ASSESSMENTS[clause.assessment][language]
    yield f"**{kind}**<br>{plain(reason[language])}" if reason else f"**{kind}**"
    rules = [link(rule.id, f"../../rules/{rule.id}.md") for rule in pack.rules_of(clause)]
    yield BY_APPLICABILITY[language] if clause.through_applicability else ", ".join(rules)
    yield CONFIDENCES[clause.confidence][language]


def _rules(pack: Pack, language: Language) -> str:
    body = (
        (
            link(rule.id, f"../../rules/{rule.id}.md"),
            plain(rule.title[language]),
            SEVERITIES[rule.severity][language],
        )
        for rule in pack.rules
    )
    return table((title[language] for title in messages.RULE_HEADER), body)
