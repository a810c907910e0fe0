"""The text of a rule in labelled lines, for the command and the pages."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from validator.model.quote import inert_json
from validator.report import messages, wording
from validator.report.citations import place_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.model.text import Language, Text
    from validator.packs.model import Clause, Pack, Rule

    Line = tuple[Text, str]
    """A label and its text, in the requested language."""


def origin(rule: Rule, pack: Pack, language: Language) -> Iterator[Line]:
    """Yield the source of a rule and its confidence."""
    clause = rule.clause
    if pack.instrument:
        named = messages.PACK_AND_PLACE[language].format(clause.id, place(clause, language))
        yield messages.CLAUSE, named
    yield messages.SUMMARY, clause.summary[language]
    if clause.phrase:
        unsure = messages.IN_BRACKETS.format(messages.PHRASE_UNCONFIRMED)[language]
        yield messages.PHRASE, clause.phrase if clause.phrase_confirmed else clause.phrase + unsure
    sources = f" · {'; '.join(clause.sources)}" if clause.sources else ""
    yield messages.CONFIDENCE, f"{messages.CONFIDENCES[clause.confidence][language]}{sources}"
    yield messages.SEVERITY, messages.SEVERITIES[rule.severity][language]
    waivable = messages.WAIVABLE_YES if rule.waivable else messages.WAIVABLE_NO
    yield messages.WAIVABLE, waivable[language]


def place(clause: Clause, language: Language) -> str:
    """Return the place of a clause in its instrument, and whether it was confirmed."""
    status = messages.PLACE_CONFIRMED if clause.place_confirmed else messages.PLACE_PROVISIONAL
    place = place_in_words(clause.place)
    return messages.CONFIDENCE_AND_PLACE.format(place, status)[language]


def purpose(rule: Rule, pack: Pack, language: Language) -> Iterator[Line]:
    """Yield the purpose and the scope of a rule."""
    yield messages.WHY, rule.why[language]
    if rule.limits:
        yield messages.LIMITS, rule.limits[language]
    yield messages.APPLIES_TO, (rule.applies_to or pack.applies_to)[language]
    if rule.exception:
        yield messages.EXCEPTION, rule.exception.note[language]
    if rule.review:
        yield messages.REVIEW_QUESTION, wording.with_names(rule.review.question[language])


def remedies(rule: Rule, language: Language) -> Iterator[Line]:
    """Yield the fixes of a failure."""
    yield messages.ENGINEER, rule.fix[language]
    yield messages.OFFICER, rule.officer[language]


def written_out(schema: Any, pack: Pack, language: Language) -> Any:
    """Return a constraint for a reader of one language.

    The shared constraints replace the references to them, and descriptions in the other
    language are left out.
    """
    other = "description" if language == "zh" else "x-description-zh"
    return _without(other, pack.inlined(schema))


def _without(keyword: str, node: Any) -> Any:
    if isinstance(node, list):
        return [_without(keyword, item) for item in node]
    if not isinstance(node, dict):
        return node
    # A fact may be called so as well: its value is a schema, and not a text.
    return {
        key: _without(keyword, value)
        for key, value in node.items()
        if key != keyword or not isinstance(value, str)
    }


def as_yaml(value: Any, width: float = 88) -> str:
    """Write a JSON value as YAML, in the order of its keys.

    ``width`` is the columns after which a text continues in the next line. A line break inside a
    text is written as an escape and never starts a line; so are terminal controls.
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
