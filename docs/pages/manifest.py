"""The reference of the manifest: every fact, its possible values, and the rules that read it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from docs.pages import messages
from docs.pages.markdown import bullets, code, link, plain, table, yaml_block
from validator.authoring.lint.constraint import facts_of_constraint, facts_of_rule, kinds
from validator.engine.derived import DERIVED, Derived
from validator.manifest.vocabulary import Fact, facts, item_of, name_of
from validator.model.quote import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from validator.model.pointers import Pattern
    from validator.model.text import Language, Text
    from validator.packs.model import Pack
    from validator.report.rule_text import Line

    Readers = Mapping[Pattern, Sequence[str]]
    """For each fact, links to the rules and packs that read it, in Markdown."""


def anchor_of(pattern: Pattern) -> str:
    """Return the anchor of a fact on the page of its section."""
    return "-".join(part for part in pattern if part != "*")


def target_of(pattern: Pattern, folder: str = "../manifest/") -> str:
    """Return the link to a fact in the manifest reference, from a page one folder down."""
    return f"{folder}{section_of(pattern)}.md#{anchor_of(pattern)}"


def section_of(pattern: Pattern) -> str:
    """Return the section whose page documents a fact.

    A derived fact of the whole manifest is documented with the fact to state where it is absent.
    """
    whole = len(pattern) == 1 and pattern in DERIVED
    return (DERIVED[pattern].when_missing if whole else pattern)[0]


def manifest_pages(packs: Sequence[Pack], language: Language) -> dict[str, str]:
    """Return the pages of the reference, with links to the packs, by their path in the site."""
    readers: defaultdict[Pattern, list[str]] = defaultdict(list)
    scopes: defaultdict[Pattern, list[str]] = defaultdict(list)
    for pack in packs:
        for fact in facts_of_constraint(pack.applies_when, pack):
            scopes[fact].append(link(pack.id, f"../packs/{pack.id}/index.md#scope"))
        for rule in pack.rules:
            for fact in facts_of_rule(rule, pack):
                readers[fact].append(link(rule.id, f"../rules/{rule.id}.md"))
    sections = [pattern for pattern in facts() if len(pattern) == 1]
    made = {"manifest/index.md": _index(sections, language)}
    for section in sections:
        made[f"manifest/{section[0]}.md"] = _section(section, readers, scopes, language)
    return made


def _index(sections: Sequence[Pattern], language: Language) -> str:
    header = (messages.SECTION, messages.SECTION_MEANING, messages.TO_BE_STATED)
    known = [facts()[pattern] for pattern in sections]
    cells = (
        (link(code(name), f"{name}.md"), _meaning(fact, language), _duty(fact)[language])
        for (name,), fact in zip(sections, known, strict=True)
    )
    title, text = messages.MANIFEST_TITLE[language], messages.MANIFEST_INTRODUCTION[language]
    return f"# {title}\n\n{text}\n\n{table(header, cells, language)}"


def _section(section: Pattern, readers: Readers, scopes: Readers, language: Language) -> str:
    own = [
        fact for pattern, fact in facts().items() if pattern[0] == section[0] and pattern[-1] != "*"
    ]
    parts = (_fact(fact, readers, scopes, language) for fact in own)
    return "\n".join((*parts, *_derived(section, readers, language)))


def _fact(fact: Fact, readers: Readers, scopes: Readers, language: Language) -> str:
    level = "#" * min(len([part for part in fact.pattern if part != "*"]), 3)
    heading = f"{level} {code(name_of(fact.pattern))} {{ #{anchor_of(fact.pattern)} }}\n"
    details = bullets(_details(fact, readers, scopes, language), language)
    example = f"\n{yaml_block(fact.example)}" if _has_parts(fact.example) else ""
    return f"{heading}\n{_meaning(fact, language)}\n\n{details}{example}"


def _meaning(fact: Fact, language: Language) -> str:
    return f"**{plain(fact.title[language])}**<br>{plain(fact.description[language])}"


def _has_parts(value: Any) -> bool:
    """Return whether a value does not fit in one line."""
    items = value if isinstance(value, list) else [value]
    return any(isinstance(item, dict) for item in items)


def _details(fact: Fact, readers: Readers, scopes: Readers, language: Language) -> Iterator[Line]:
    item = item_of(fact.pattern)
    yield messages.TO_BE_STATED, _duty(fact)[language]
    words = [messages.JSON_TYPES[kind][language] for kind in sorted(kinds(fact.pattern))]
    yield messages.VALUE_TYPE, " / ".join(words)
    if item.meanings:
        values = (
            f"\n    - {code(written(value))}: {plain(meaning[language])}"
            for value, meaning in zip(item.values, item.meanings, strict=True)
        )
        yield messages.POSSIBLE_VALUES, "".join(values)
    if not _has_parts(fact.example):
        yield messages.EXAMPLE_VALUE, code(written(fact.example))
    if fact.pattern in readers:
        yield messages.READ_BY, ", ".join(readers[fact.pattern])
    if fact.pattern in scopes:
        yield messages.DECIDES_PACKS, ", ".join(scopes[fact.pattern])


def _duty(fact: Fact) -> Text:
    if fact.mandatory:
        return messages.MANDATORY
    return messages.MANDATORY_IN_SECTION if fact.required else messages.OPTIONAL


def _derived(section: Pattern, readers: Readers, language: Language) -> Iterator[str]:
    own = [item for item in DERIVED.values() if section_of(item.pattern) == section[0]]
    if own:
        text = messages.DERIVED_FACTS_INTRODUCTION[language]
        yield f"## {messages.DERIVED_FACTS[language]}\n\n{text}\n"
    for item in own:
        heading = f"### {code(name_of(item.pattern))} {{ #{anchor_of(item.pattern)} }}\n"
        title = f"**{plain(item.title[language])}**\n"
        yield f"{heading}\n{title}\n{bullets(_origin(item, readers), language)}"


def _origin(item: Derived, readers: Readers) -> Iterator[Line]:
    behind = dict.fromkeys((item.when_missing, item.when_wrong))
    sources = ", ".join(link(code(name_of(fact)), target_of(fact, "")) for fact in behind)
    yield messages.DERIVED_FROM, sources
    yield messages.DERIVED_SOURCE, plain(item.source)
    if item.pattern in readers:
        yield messages.READ_BY, ", ".join(readers[item.pattern])
