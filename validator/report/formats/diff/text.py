"""Differences for a terminal: what changed in the facts and because of it, then the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator.model.quote import escape
from validator.report import wording
from validator.report.formats.diff import messages, words
from validator.report.messages import REASONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from validator.model.errors import Position
    from validator.model.text import Language, Text
    from validator.report.differences import (
        Comparison,
        Difference,
        FactDifference,
        ManifestDifference,
    )


def render(comparison: Comparison, language: Language) -> str:
    """Return the differences as lines of text."""
    return "".join(f"{line}\n" for line in _lines(comparison, language))


def _lines(comparison: Comparison, language: Language) -> Iterator[str]:
    before, after = (escape(name, 300) for name in comparison.names)
    yield messages.FROM_TO[language].format(before, after)
    yield words.counts(comparison)[language]
    as_of = comparison.before.as_of
    yield from _list(
        messages.ENDING,
        (
            f"{_at(item.file, item.position)} {item.text(as_of)[language]}"
            for item in comparison.ending
        ),
        language,
    )
    for heading, packs in words.packs(comparison):
        lines = (f"{name} {title[language]}" for name, title in packs)
        yield from _list(heading, lines, language)
    for manifest in comparison.manifests:
        yield from _manifest(comparison, manifest, language)


def _list(heading: Text, lines: Iterable[str], language: Language) -> Iterator[str]:
    every = list(lines)
    if every:
        yield ""
        yield _heading(heading, every, language)
        yield from (f"  {line}" for line in every)


def _manifest(
    comparison: Comparison, manifest: ManifestDifference, language: Language
) -> Iterator[str]:
    others = words.listed(comparison, manifest)
    if len(comparison.manifests) > 1 and (manifest.facts or others):
        yield ""
        yield f"== {escape(manifest.name, 300)}"
    for gone, text in ((manifest.before, messages.ADDED), (manifest.after, messages.REMOVED)):
        if gone is None:
            yield messages.NAMED.format(what=text, named=escape(manifest.name, 300))[language]
    for fact in manifest.facts:
        yield ""
        yield from _fact(fact, language)
    for heading, items in words.by_change(others):
        yield ""
        yield _heading(heading, items, language)
        yield from _by_fact(items, language)


def _fact(item: FactDifference, language: Language) -> Iterator[str]:
    fact = item.fact
    yield f"{_at(fact.file, fact.position)} {words.changed(fact)[language]}"
    if not item.differences:
        yield f"  {messages.NO_REQUIREMENT[language]}"
    for heading, items in words.by_change(item.differences):
        yield f"  {_heading(heading, items, language)}"
        yield from (f"    {_line(one, language)}" for one in items)


def _by_fact(items: list[Difference], language: Language) -> Iterator[str]:
    """Yield failures below the fact that fails them, and other changes one by one."""
    if not words.fails(items[0].change):
        yield from (f"  {_line(item, language)}" for item in items)
        return
    for fact, of_fact in words.by_fact(items):
        shown = of_fact[0].shown
        named = f" {words.found(fact)[language]}" if fact else ""
        yield f"  {_at(shown.file, shown.position)}{named}"
        yield from (f"    {_line(item, language)}" for item in of_fact)


def _line(item: Difference, language: Language) -> str:
    shown = item.shown
    line = f"{shown.rule.id} {shown.rule.title[language]}"
    if item.after and shown.reason:
        line += messages.AND_REASON[language].format(REASONS[shown.reason][language])
    before = words.before(item)
    return line + messages.AND_BEFORE[language].format(before[language]) if before else line


def _heading(what: Text, items: list[Any], language: Language) -> str:
    return messages.HEADING[language].format(what=what[language], number=len(items))


def _at(file: str, position: Position) -> str:
    return wording.jump(escape(file, 300), position)
