"""The sources: every clause with its text as far as it is known, and how well it is known."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from validator.manifest.manifest import load_manifest
from validator.model.resources import policies
from validator.model.text import Text
from validator.packs.doc_urls import has_pages
from validator.report.citations import place_in_words
from validator.report.formats.clauses import own_rules, without_rule
from validator.report.formats.html import messages, parts
from validator.report.formats.html.markup import tag
from validator.report.messages import (
    COLON,
    CONFIDENCES,
    ENUMERATION,
    FORCES,
    IN_BRACKETS,
    PHRASE_UNCONFIRMED,
    PLACE_PROVISIONAL,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.packs.model import Clause, Pack
    from validator.report.formats.html.markup import Child, Html
    from validator.report.formats.html.parts import Index
    from validator.report.report import Report

_ADDRESS = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/[\w.~%/-]*)?", re.ASCII)
"""A public address as packs write it: a host and perhaps a path, without the scheme."""
_CODE = re.compile(r"[A-Z][A-Z0-9-]+")


def section(index: Index) -> Html:
    """Return the meaning of the words for sources, and the clauses of each instrument."""
    report = index.report
    codes = _codes(report)
    forces = ENUMERATION.join(text for force, text in FORCES.items() if force != "none")
    words = (*CONFIDENCES.values(), PLACE_PROVISIONAL, PHRASE_UNCONFIRMED, forces)
    meanings = map(parts.pair, words, messages.SOURCE_MEANINGS)
    return parts.section(
        "sources",
        7,
        messages.SOURCES_TITLE,
        tag("p", messages.SOURCES_INTRODUCTION),
        tag("dl", meanings, class_="meanings"),
        [parts.fold(*_folded(pack, index)) for pack in report.packs if pack.instrument],
        parts.fold(messages.SOURCE_CODES_TITLE, tag("dl", codes, class_="meanings"))
        if codes
        else None,
    )


def _folded(pack: Pack, index: Index) -> Iterator[Child]:
    """Yield the title and the content of the folded part of an instrument."""
    yield parts.counted(pack.title, len(pack.clauses))
    address = _address(pack)
    if address:
        yield tag("p", messages.OFFICIAL_TEXT, COLON, _link(address, address), class_="small")
    rows = [_clause(one, pack, index.clause_anchor[pack.id, one.id]) for one in pack.clauses]
    caption = [pack.title, " ", tag("small", pack.id)]
    columns = messages.CLAUSE_COLUMNS
    yield parts.table(f"clauses-{pack.id}", caption, columns, rows, class_="soa clauses")


def _clause(clause: Clause, pack: Pack, anchor: str) -> Html:
    address, place = _address(pack), place_in_words(clause.place)
    cited: list[Child] = [_link(address, place) if address else place]
    if not clause.place_confirmed:
        cited.append(IN_BRACKETS.format(PLACE_PROVISIONAL))
    phrase = None
    if clause.phrase:
        unsure = None if clause.phrase_confirmed else IN_BRACKETS.format(PHRASE_UNCONFIRMED)
        phrase = tag(
            "small", messages.WORDS_OF_THE_TEXT, "“", tag("span", clause.phrase), "”", unsure
        )
    ids = dict.fromkeys(rule.id for rule in own_rules(clause, pack) + pack.rules_of(clause))
    names = tag("span", ", ".join(ids), class_="rule") if ids else None
    reason = without_rule(clause, pack) if clause.assessment_reason or not ids else None
    return parts.row(
        [tag("span", clause.id, class_="rule"), tag("small", cited)],
        [clause.summary, phrase],
        [CONFIDENCES[clause.confidence], tag("small", _sources(clause))],
        [names, tag("small", reason) if reason else None],
        id=anchor,
    )


def _sources(clause: Clause) -> Text:
    """Return the sources of a clause; packs have notes on them in English, so Chinese has codes."""
    noted = "; ".join(clause.sources)
    return Text(noted, ENUMERATION.zh.join(dict.fromkeys(_CODE.findall(noted))))


def _address(pack: Pack) -> str | None:
    """Return the address of the official text, if the pack has one that can be a link."""
    address = pack.instrument.link if pack.instrument else None
    return address if address and _ADDRESS.fullmatch(address) else None


def _link(address: str, text: Child) -> Html:
    return tag("a", text, href=f"https://{address}", rel="noreferrer", class_="official")


def _codes(report: Report) -> list[Html]:
    """Return what each code is that the shipped packs name as a source of a clause."""
    used = {
        code
        for pack in report.packs
        if has_pages(pack.id)
        for clause in pack.clauses
        for source in clause.sources
        for code in _CODE.findall(source)
    }
    return [parts.pair(code, text) for code, text in _meanings().items() if code in used]


@cache
def _meanings() -> dict[str, Text]:
    """Return what each code of a source stands for."""
    written = load_manifest(policies() / "sources.yaml").value["sources"]
    return {code: Text.of(text) for code, text in written.items()}
