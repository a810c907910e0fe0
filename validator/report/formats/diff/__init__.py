"""Differences between two runs: changed facts and what changed because of them, then the rest.

For a terminal each change is below its fact; Markdown has a table of the facts that changed, then
one of the requirements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator.manifest.vocabulary import pattern_of
from validator.model.quote import escape
from validator.model.text import Text
from validator.report import wording
from validator.report.formats import tables
from validator.report.formats.diff import messages
from validator.report.formats.markup import code, prose, rule_link
from validator.report.messages import (
    COLON,
    COMMA,
    ENUMERATION,
    IN_BRACKETS,
    LABEL_AND_VALUE,
    REASONS,
    SEMICOLON,
    STATUSES,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from validator.engine.results import Finding, Result
    from validator.model.errors import Position
    from validator.model.text import Language
    from validator.packs.model import Pack
    from validator.report.differences import (
        Change,
        Comparison,
        Difference,
        FactChange,
        FactDifference,
        ManifestDifference,
    )

FORMATS = ("text", "json", "markdown")
"""The formats of differences."""


def render(comparison: Comparison, name: str, language: Language) -> str:
    """Return differences in a format of ``FORMATS``."""
    if name == "json":
        from validator.report.formats.diff.json import as_json

        return as_json(comparison)
    if name == "text":
        return "".join(f"{line}\n" for line in _lines(comparison, language))
    return "".join(_parts(comparison, language))


def counts(comparison: Comparison) -> Text:
    """Return how much changed, in one line; that there is no difference if there is none."""
    facts = sum(len(manifest.facts) for manifest in comparison.manifests)
    numbers = {
        messages.NOT_COMPARED: len(comparison.problems),
        messages.CHANGED_FACTS: facts,
        **{
            heading: sum(item.change == change for item in comparison.every)
            for change, heading in messages.CHANGES.items()
        },
        messages.ENDING: len(comparison.ending),
        **{heading: len(found) for heading, found in packs_changed(comparison)},
        messages.ADDED: sum(manifest.before is None for manifest in comparison.manifests),
        messages.REMOVED: sum(manifest.after is None for manifest in comparison.manifests),
    }
    parts = [COLON.join([what, str(number)]) for what, number in numbers.items() if number]
    if not parts:
        return messages.NO_DIFFERENCE
    first, *more = parts
    return SEMICOLON.join(
        [first, *(Text(part.en[:1].lower() + part.en[1:], part.zh) for part in more)]
    )


def packs_changed(comparison: Comparison) -> Iterator[tuple[Text, list[tuple[str, Text]]]]:
    """Yield what became of packs, and the packs: each its id and title, with its day."""
    started = {pack.id: pack for one in comparison.manifests for pack in one.started}
    ended = {pack.id: pack for one in comparison.manifests for pack in one.ended}
    if comparison.kind != "days":
        yield messages.NEWLY_RUN, [(pack.id, pack.title) for pack in started.values()]
        yield messages.NO_LONGER_RUN, [(pack.id, pack.title) for pack in ended.values()]
        return
    yield messages.STARTED, [_on(pack, "in_force_from") for pack in started.values()]
    yield messages.ENDED, [_on(pack, "in_force_to") for pack in ended.values()]


def _on(pack: Pack, name: str) -> tuple[str, Text]:
    """Return the id and the title of a pack, with its first or its last day in force."""
    day = getattr(pack.instrument, name, None)
    return pack.id, LABEL_AND_VALUE.format(pack.title, day) if day else pack.title


def listed(comparison: Comparison, manifest: ManifestDifference) -> list[Difference]:
    """Return the changes for another reason than a changed fact.

    What failed before for the same reason is no change, unless it is another requirement.
    """
    packs = comparison.kind == "packs"
    return [item for item in manifest.others if packs or not item.is_same_failure]


def with_values(fact: FactChange) -> Text:
    """Return a fact with its two values."""
    pattern = pattern_of(fact.parts)
    text = messages.FACT_CHANGED
    if pattern == ("evidence", "*"):
        text = messages.DOCUMENT_ADDED if fact.old is None else messages.DOCUMENT_REMOVED
    return text.format(
        fact=wording.named(fact.parts),
        before=wording.value_label(pattern, fact.before),
        after=wording.value_label(pattern, fact.after),
    )


def with_value(fact: Finding) -> Text:
    """Return a fact with its value."""
    return COLON.join([wording.named(fact.parts), wording.found(fact)])


def earlier(item: Difference) -> Text | None:
    """Return what came of a requirement before; None if that is clear."""
    if item.after is None:
        return None
    if not item.before:
        return messages.NOT_REQUIRED_BEFORE
    own = item.after.rule.id
    said = [
        status_of(one)
        if one.rule.id == own
        else messages.ID_AND_STATUS.format(one.rule.id, status_of(one))
        for one in item.before
    ]
    return messages.BEFORE.format(SEMICOLON.join(said))


def status_of(result: Result) -> Text:
    """Return the status of a result, with the reason of a failure."""
    said = STATUSES[result.status]
    if not result.reason:
        return said
    return COMMA.join([said, REASONS[result.reason]])


def by_change(differences: Iterable[Difference]) -> Iterator[tuple[Text, list[Difference]]]:
    """Yield differences by their kind, the gravest first."""
    every = list(differences)
    for change, heading in messages.CHANGES.items():
        items = [item for item in every if item.change == change]
        if items:
            yield heading, items


def fails(change: Change) -> bool:
    """Return whether a requirement fails after a change."""
    return change.value in ("newly-failing", "still-failing")


def _lines(comparison: Comparison, language: Language) -> Iterator[str]:
    before, after = (escape(name, 300) for name in comparison.names)
    yield messages.FROM_TO[language].format(before, after)
    yield counts(comparison)[language]
    ending = [
        f"{_at(item.file, item.position)} {item.text[language]}" for item in comparison.ending
    ]
    unread = [escape(item.line(language), 1000) for item in comparison.problems]
    sections = [(messages.NOT_COMPARED, unread), (messages.ENDING, ending)]
    for heading, packs in packs_changed(comparison):
        sections.append((heading, [f"{name} {title[language]}" for name, title in packs]))
    for heading, lines in sections:
        if lines:
            yield ""
            yield _heading(heading, lines, language)
            yield from (f"  {line}" for line in lines)
    for manifest in comparison.manifests:
        yield from _text_of(comparison, manifest, language)


def _text_of(
    comparison: Comparison, manifest: ManifestDifference, language: Language
) -> Iterator[str]:
    others = listed(comparison, manifest)
    if len(comparison.manifests) > 1 and (manifest.facts or others):
        yield ""
        yield f"== {escape(manifest.name, 300)}"
    for gone, text in ((manifest.before, messages.ADDED), (manifest.after, messages.REMOVED)):
        if gone is None:
            yield COLON.join([text, escape(manifest.name, 300)])[language]
    for fact in manifest.facts:
        yield ""
        yield from _lines_of_fact(fact, language)
    for heading, items in by_change(others):
        yield ""
        yield _heading(heading, items, language)
        yield from _by_fact(items, language)


def _lines_of_fact(item: FactDifference, language: Language) -> Iterator[str]:
    fact = item.fact
    yield f"{_at(fact.file, fact.position)} {with_values(fact)[language]}"
    if not item.differences:
        yield f"  {messages.NO_REQUIREMENT[language]}"
    for heading, items in by_change(item.differences):
        yield f"  {_heading(heading, items, language)}"
        yield from (f"    {_line(one, language)}" for one in items)


def _by_fact(items: list[Difference], language: Language) -> Iterator[str]:
    """Yield failures below the fact that fails them, and other changes one by one."""
    if not fails(items[0].change):
        yield from (f"  {_line(item, language)}" for item in items)
        return
    groups: dict[object, tuple[Finding | None, list[Difference]]] = {}
    for item in items:
        fact = item.after.primary if item.after else None
        groups.setdefault(fact and fact.parts, (fact, []))[1].append(item)
    for fact, of_fact in groups.values():
        shown = of_fact[0].shown
        named = f" {with_value(fact)[language]}" if fact else ""
        yield f"  {_at(shown.file, shown.position)}{named}"
        yield from (f"    {_line(item, language)}" for item in of_fact)


def _line(item: Difference, language: Language) -> str:
    shown = item.shown
    line = f"{shown.rule.id} {shown.rule.title[language]}"
    if item.after and shown.reason:
        line += messages.AND_REASON[language].format(REASONS[shown.reason][language])
    before = earlier(item)
    return line + IN_BRACKETS[language].format(before[language]) if before else line


def _heading(what: Text, items: list[Any], language: Language) -> str:
    return messages.HEADING[language].format(what=what[language], number=len(items))


def _at(file: str, position: Position) -> str:
    return wording.jump(escape(file, 300), position)


def _parts(comparison: Comparison, language: Language) -> Iterator[str]:
    before, after = map(code, comparison.names)
    between = messages.FROM_TO.format(before, after)
    yield f"## {COLON.join([messages.TITLE, between])[language]}\n"
    yield f"\n{prose(counts(comparison)[language])}\n"
    ending = [
        f"{prose(item.text[language])} ({code(f'{item.file}:{item.position.line}')})"
        for item in comparison.ending
    ]
    unread = [code(item.line(language)) for item in comparison.problems]
    sections = [(messages.NOT_COMPARED, unread), (messages.ENDING, ending)]
    for heading, packs in packs_changed(comparison):
        lines = [f"{code(name)} {prose(title[language])}" for name, title in packs]
        sections.append((heading, lines))
    for heading, lines in sections:
        if lines:
            yield f"\n### {heading[language]}\n\n" + "".join(f"- {line}\n" for line in lines)
    for manifest in comparison.manifests:
        yield from _manifest(comparison, manifest, language)


def _manifest(
    comparison: Comparison, manifest: ManifestDifference, language: Language
) -> Iterator[str]:
    others = listed(comparison, manifest)
    if len(comparison.manifests) > 1 and (manifest.facts or others):
        yield f"\n### {code(manifest.name)}\n"
    for gone, text in ((manifest.before, messages.ADDED), (manifest.after, messages.REMOVED)):
        if gone is None:
            yield f"\n{COLON.join([text, code(manifest.name)])[language]}\n"
    facts = [_fact(item, language) for item in manifest.facts]
    columns = ("fact", "before", "after", "rules", "place")
    yield from _table(messages.CHANGED_FACTS, columns, facts, language)
    for heading, items in by_change(others):
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
        f"{heading[language]}{COLON[language]}"
        + ENUMERATION[language].join(rule_link(one.shown.rule, language) for one in items)
        for heading, items in by_change(item.differences)
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
    before = earlier(item)
    fact = shown.primary if fails(item.change) else None
    return [
        f"{rule_link(shown.rule, language)} {prose(shown.rule.title[language])}",
        prose(before[language]) if before else "",
        prose(with_value(fact)[language]) if fact else "",
        code(f"{shown.file}:{shown.position.line}"),
    ]
