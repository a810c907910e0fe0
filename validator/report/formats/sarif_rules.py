"""The rules of a run in SARIF, and texts without SARIF markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from validator.model.quote import escape
from validator.packs.doc_urls import rule_page
from validator.packs.model import Severity
from validator.report.formats.markup import has_page
from validator.report.messages import COLON
from validator.report.rule_text import remedies

if TYPE_CHECKING:
    from collections.abc import Iterable

    from validator.model.text import Language
    from validator.packs.model import Pack, Rule
    from validator.report.report import Report

Json = dict[str, Any]
Key = tuple[str, str]
"""The pack and the id of a rule."""

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

_LONGEST = 1000
"""The most characters of a text; GitHub refuses descriptions of more than 1024."""
# SARIF 2.1.0, section 3.11: links are embedded as [text](target), arguments as {0}.
_ACTIVE = re.compile(r"(?<=\])\(|\{(?=\d+\})")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~!&-])")


def text(words: str, longest: int = _LONGEST) -> Json:
    """Return a SARIF message of at most some characters, without links and placeholders."""
    return {"text": _ACTIVE.sub(_spelled_out, escape(words, longest))}


def _spelled_out(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def key(rule: Rule) -> Key:
    """Return the key of a rule in a run."""
    return rule.pack, rule.id


def rules_run(report: Report) -> dict[Key, Rule]:
    """Return the rules that were run, in their order."""
    return {key(result.rule): result.rule for result in report.results}


def descriptors(rules: Iterable[Rule], packs: Iterable[Pack], language: Language) -> list[Json]:
    """Return the descriptions of some rules.

    Args:
        rules: the rules.
        packs: their packs.
        language: of the texts.
    """
    by_id = {pack.id: pack for pack in packs}
    return [_descriptor(rule, by_id[rule.pack], language) for rule in rules]


def _descriptor(rule: Rule, pack: Pack, language: Language) -> Json:
    clause = rule.clause
    page = {"helpUri": rule_page(rule, language)} if has_page(rule) else {}
    return {
        "id": rule.id,
        "name": escape(rule.title[language], _LONGEST),
        "shortDescription": text(rule.title[language]),
        "fullDescription": text(rule.why[language]),
        "help": _help(rule, language),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": [rule.topic, rule.pack],
            "pack": rule.pack,
            "clause": clause.id,
            "place": clause.place,
            "placeStatus": "confirmed" if clause.place_confirmed else "provisional",
            "force": pack.force,
            "confidence": clause.confidence.value,
        },
        **page,
    }


def _help(rule: Rule, language: Language) -> Json:
    lines = [(label[language], escape(what, _LONGEST)) for label, what in remedies(rule, language)]
    return {
        "text": "\n".join(f"{label}{COLON[language]}{what}" for label, what in lines),
        "markdown": "\n\n".join(
            f"**{label}**{COLON[language]}{_markdown(what)}" for label, what in lines
        ),
    }


def _markdown(words: str) -> str:
    return _MARKDOWN.sub(r"\\\1", words)
