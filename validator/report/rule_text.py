"""What there is to say of a rule, in labelled lines: the same for the command and its page."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from validator.jsonschema.constraint import closed_set
from validator.model.quote import inert_json
from validator.model.text import Text
from validator.report.wording import CONFIDENCES, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.model.text import Language
    from validator.packs.model import Clause, Pack, Rule

    Line = tuple[Text, str]
    """A label, and what it says in the language asked for."""

CONSTRAINT = Text("Constraint", "约束")

_CLAUSE = Text("Clause", "条款")
_SUMMARY = Text("Requirement (our summary)", "要求（本项目的概括）")
_PHRASE = Text("Phrase to look for", "可检索的原文短语")
_CONFIDENCE = Text("How well it is known", "可信程度")
_SEVERITY = Text("Severity of a failure", "不通过的严重程度")
_WAIVABLE = Text("Can be waived", "可否豁免")
_YES = Text("yes, by a waiver that somebody else approved", "可以，须由他人批准")
_NO = Text("no", "不可以")
_WHY = Text("Why", "缘由")
_LIMITS = Text("What the rule cannot see", "本条无法判断的")
_APPLIES = Text("Applies to", "适用于")
_EXCEPTION = Text("Exception", "例外")
_ENGINEER = Text("What the engineer changes", "工程师应做的修改")
_OFFICER = Text("What the officer does", "负责人应做的工作")
_QUESTION = Text("Question for the person who judges", "须由人工判断的问题")
_UNCONFIRMED = Text(" (not confirmed)", "（未核实）")
_PLACED = Text("{}, {}", "{}，{}")
_STATUS = Text("{} ({})", "{}（{}）")
_PROVISIONAL = Text("provisional", "位置待核")
_CONFIRMED = Text("confirmed", "已核实")


def origin(rule: Rule, pack: Pack, language: Language) -> Iterator[Line]:
    """Yield where a rule comes from and how sure that is."""
    clause = rule.clause
    if pack.instrument:
        yield _CLAUSE, _PLACED[language].format(clause.id, place(clause, language))
    yield _SUMMARY, clause.summary[language]
    if clause.phrase:
        unsure = "" if clause.phrase_confirmed else _UNCONFIRMED[language]
        yield _PHRASE, f"{clause.phrase}{unsure}"
    sources = f" · {'; '.join(clause.sources)}" if clause.sources else ""
    yield _CONFIDENCE, f"{CONFIDENCES[clause.confidence][language]}{sources}"
    yield _SEVERITY, SEVERITIES[rule.severity][language]
    yield _WAIVABLE, (_YES if rule.waivable else _NO)[language]


def place(clause: Clause, language: Language) -> str:
    """Say where a clause stands in its instrument, and whether that was seen."""
    status = (_CONFIRMED if clause.place_confirmed else _PROVISIONAL)[language]
    return _STATUS[language].format(clause.place or "?", status)


def purpose(rule: Rule, pack: Pack, language: Language) -> Iterator[Line]:
    """Yield what a rule is for and whom it is about."""
    yield _WHY, rule.why[language]
    if rule.limits:
        yield _LIMITS, rule.limits[language]
    yield _APPLIES, (rule.applies_to or pack.applies_to)[language]
    if rule.exception:
        yield _EXCEPTION, rule.exception.note[language]
    if rule.review:
        yield _QUESTION, rule.review.question[language]


def remedies(rule: Rule, language: Language) -> Iterator[Line]:
    """Yield what people do about a failure."""
    yield _ENGINEER, rule.fix[language]
    yield _OFFICER, rule.officer[language]


def written_out(schema: Any, pack: Pack) -> Any:
    """Return a constraint with the shared ones it refers to put in their places."""
    return closed_set(pack.common).inlined(schema)


def as_yaml(value: Any, width: float = 88) -> str:
    """Write a JSON value as YAML, in the order of its keys.

    Args:
        value: the value.
        width: the columns after which a text goes on in the next line. A line break inside
            a text is written as an escape and never begins a line; so is what a terminal obeys.
    """
    from yaml import dump

    text: str = dump(value, Dumper=_dumper(), allow_unicode=True, sort_keys=False, width=width)
    return inert_json(text)  # YAML reads its escapes in double quotes, too


@cache
def _dumper() -> Any:
    from yaml import SafeDumper

    class Dumper(SafeDumper):
        def ignore_aliases(self, _data: Any) -> bool:
            return True

    Dumper.add_representer(str, _represent)
    return Dumper


def _represent(dumper: Any, text: str) -> Any:
    style = '"' if _LINE_BREAK.search(text) or inert_json(text) != text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_LINE_BREAK = re.compile("[\n\r\x85\u2028\u2029]")
