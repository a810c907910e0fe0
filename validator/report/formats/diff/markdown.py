"""Differences as Markdown: a table of the facts that changed, then one of the requirements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.manifest.vocabulary import pattern_of
from validator.report import wording
from validator.report.formats import tables
from validator.report.formats.diff import messages, words
from validator.report.formats.markup import code, prose, rule_link
from validator.report.messages import ENUMERATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from validator.model.text import Language, Text
    from validator.report.differences import (
        Comparison,
        Difference,
        FactDifference,
        ManifestDifference,
    )


def render(comparison: Comparison, language: Language) -> str:
    """Return the differences as GitHub Flavored Markdown."""
    return "".join(_parts(comparison, language))


def _parts(comparison: Comparison, language: Language) -> Iterator[str]:
    before, after = map(code, comparison.names)
    between = messages.FROM_TO.format(before, after)
    yield f"## {messages.NAMED.format(what=messages.TITLE, named=between)[language]}\n"
    yield f"\n{prose(words.counts(comparison)[language])}\n"
    as_of = comparison.before.as_of
    ending = (
        f"{prose(item.text(as_of)[language])} ({code(f'{item.file}:{item.position.line}')})"
        for item in comparison.ending
    )
    yield from _list(messages.ENDING, ending, language)
    for heading, packs in words.packs(comparison):
        lines = (f"{code(name)} {prose(title[language])}" for name, title in packs)
        yield from _list(heading, lines, language)
    for manifest in comparison.manifests:
        yield from _manifest(comparison, manifest, language)


def _list(heading: Text, lines: Iterable[str], language: Language) -> Iterator[str]:
    every = list(lines)
    if every:
        yield f"\n### {heading[language]}\n\n" + "".join(f"- {line}\n" for line in every)


def _manifest(
    comparison: Comparison, manifest: ManifestDifference, language: Language
) -> Iterator[str]:
    others = words.listed(comparison, manifest)
    if len(comparison.manifests) > 1 and (manifest.facts or others):
        yield f"\n### {code(manifest.name)}\n"
    for gone, text in ((manifest.before, messages.ADDED), (manifest.after, messages.REMOVED)):
        if gone is None:
            yield f"\n{messages.NAMED.format(what=text, named=code(manifest.name))[language]}\n"
    facts = [_fact(item, language) for item in manifest.facts]
    columns = ("fact", "before", "after", "rules", "place")
    yield from _table(messages.CHANGED_FACTS, columns, facts, language)
    for heading, items in words.by_change(others):
        rows = [_row(item, language) for item in items]
        yield from _table(heading, ("rule", "before", "fact", "place"), rows, language)


def _table(
    title: Text, columns: Sequence[str], rows: Sequence[Sequence[str]], language: Language
) -> Iterator[str]:
    if rows:
        header = [messages.COLUMNS[name][language] for name in columns]
        heading = messages.HEADING.format(what=title, number=len(rows))
        yield f"\n### {heading[language]}\n\n{tables.as_markdown(header, rows)}"


def _fact(item: FactDifference, language: Language) -> list[str]:
    fact = item.fact
    pattern = pattern_of(fact.parts)
    rules = [
        messages.NAMED.format(
            what=heading,
            named=ENUMERATION.join(rule_link(one.shown.rule, language) for one in items),
        )[language]
        for heading, items in words.by_change(item.differences)
    ]
    return [
        prose(wording.named(fact.parts)[language]),
        prose(wording.value_label(pattern, fact.before)[language]),
        prose(wording.value_label(pattern, fact.after)[language]),
        "<br>".join(rules) or messages.NO_REQUIREMENT[language],
        code(f"{fact.file}:{fact.position.line}"),
    ]


def _row(item: Difference, language: Language) -> list[str]:
    shown = item.shown
    before = words.before(item)
    causes = shown.causes if words.fails(item.change) else []
    return [
        f"{rule_link(shown.rule, language)} {prose(shown.rule.title[language])}",
        prose(before[language]) if before else "",
        prose(words.found(causes[0])[language]) if causes else "",
        code(f"{shown.file}:{shown.position.line}"),
    ]
