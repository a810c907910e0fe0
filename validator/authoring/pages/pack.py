"""The page of one pack: the card of its instrument, every clause, and every rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from validator.model.text import Text
from validator.packs.coverage import BY_APPLICABILITY, KINDS, rules_of
from validator.report import rule_text
from validator.report.sentences import scope_sentences
from validator.report.wording import CONFIDENCES, FORCES, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.model.text import Language
    from validator.packs.model import Card, Clause, Instrument, Pack
    from validator.report.rule_text import Line

_VERSION = Text("Version of the pack", "规则包版本")
_TITLE = Text("Instrument", "文件")
_ISSUER = Text("Issued by", "发布机构")
_JURISDICTION = Text("Jurisdiction", "法域")
_FORCE = Text("Force", "效力")
_PUBLISHED = Text("Published", "发布日期")
_IN_FORCE = Text("In force", "施行")
_LINK = Text("Where to find it", "出处")
_SUCCESSOR = Text("Succeeded by", "后续文件")
_APPLIES = Text("Applies to", "适用于")
_NEVER = Text("never came into force", "从未施行")
_SINCE = Text("from {}", "自 {} 起")
_UNTIL = Text("from {} to {}", "{} 至 {}")

_RUN = Text("Check against it", "对照检查")
_CLAUSES = Text("Clauses", "条款")
_RULES = Text("Rules", "规则")
_SCOPE = Text("When it applies", "何时适用")
_BASE = Text("The manifest that its tests start from", "测试所用的基准清单")
_BASE_IS = Text(
    "It fulfils every rule of the pack that applies to it. Organisations in it are invented.",
    "该清单满足本规则包中所有对其适用的规则；其中的机构均为虚构。",
)
_OPEN = Text("Show it", "展开")
_HEADER = (
    Text("Clause and place", "条款和位置"),
    Text("Summary", "概括"),
    Text("Assessed", "评估方式"),
    Text("Rules", "规则"),
    Text("Confidence", "可信程度"),
)
_RULE_HEADER = (
    Text("Rule", "规则"),
    Text("Title", "标题"),
    Text("Severity", "严重程度"),
)


def pack_page(pack: Pack, card: Card | None, language: Language) -> str:
    """Return the page of a pack as Markdown.

    Args:
        pack: the pack.
        card: of its instrument; None for a pack of facepolicy's own checks.
        language: of the page.
    """
    sections = (
        (_RUN, "run", f"```console\n$ facepolicy check gate.yaml --pack {pack.id}\n```\n"),
        (_CLAUSES, "clauses", _clauses(pack, language)),
        (_RULES, "rules", _rules(pack, language)),
        (_SCOPE, "scope", _scope(pack, language)),
        (_BASE, "base", _base(pack, language)),
    )
    told = (section(title[language], name, body) for title, name, body in sections)
    heading = f"{wide(pack.id)}# {plain(pack.title[language])} {{ #pack }}\n"
    return "\n".join((heading, bullets(_card(pack, card, language), language), *told))


def _scope(pack: Pack, language: Language) -> str:
    sentences = sentence_list(scope_sentences(pack, language))
    return f"{sentences}\n{yaml_block(rule_text.written_out(pack.applies_when, pack))}"


def _base(pack: Pack, language: Language) -> str:
    shown = folded("example", _OPEN[language], yaml_block(pack.compliant))
    return f"{_BASE_IS[language]}\n\n{shown}"


def _card(pack: Pack, card: Card | None, language: Language) -> Iterator[Line]:
    yield _VERSION, f"{code(pack.id)} {plain(pack.version)}"
    if card:
        yield _JURISDICTION, plain(card.jurisdiction)
    yield _FORCE, FORCES[pack.force][language]
    if pack.instrument:
        yield from _instrument(pack.instrument, language)
    yield _APPLIES, plain(pack.applies_to[language])


def _instrument(instrument: Instrument, language: Language) -> Iterator[Line]:
    yield _TITLE, plain(instrument.title[language])
    yield _ISSUER, plain(instrument.issuer[language])
    yield _PUBLISHED, instrument.published
    yield _IN_FORCE, in_force(instrument, language)
    if instrument.link:
        yield _LINK, code(instrument.link)
    if instrument.successor:
        yield _SUCCESSOR, code(instrument.successor)


def in_force(instrument: Instrument, language: Language) -> str:
    """Say from when on an instrument is in force, and until when."""
    start, end = instrument.in_force_from, instrument.in_force_to
    if start is None:
        return _NEVER[language]
    return _UNTIL[language].format(start, end) if end else _SINCE[language].format(start)


def _clauses(pack: Pack, language: Language) -> str:
    header = (title[language] for title in _HEADER)
    return table(header, (_clause(clause, pack, language) for clause in pack.clauses))


def _clause(clause: Clause, pack: Pack, language: Language) -> Iterator[str]:
    where = plain(rule_text.place(clause, language))
    yield f'<span id="{plain(clause.id)}">{plain(clause.id)}</span><br>{where}'
    yield plain(clause.summary[language])
    reason = clause.assessment_reason
    kind = KINDS[clause.assessment][language]
    yield f"**{kind}**<br>{plain(reason[language])}" if reason else f"**{kind}**"
    rules = [link(rule.id, f"../../rules/{rule.id}.md") for rule in rules_of(clause, pack)]
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
    return table((title[language] for title in _RULE_HEADER), body)
