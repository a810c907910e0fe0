"""The reference of the manifest: every fact, what it can be, and which rules read it."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from validator.authoring.lint.shapes import kinds
from validator.authoring.pages.markdown import bullets, code, link, plain, table, yaml_block
from validator.authoring.pages.reads import (
    anchor_of,
    facts_of_rule,
    facts_of_scope,
    name_of,
    section_of,
    target_of,
)
from validator.engine.derived import DERIVED
from validator.manifest.vocabulary import facts
from validator.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from validator.engine.derived import Derived
    from validator.manifest.vocabulary import Fact
    from validator.model.pointers import Pattern
    from validator.model.text import Language
    from validator.packs.model import Pack
    from validator.report.rule_text import Line

    Readers = Mapping[Pattern, Sequence[str]]
    """For each fact, links to what reads it, in Markdown."""

_TITLE = Text("Reference of the manifest", "清单参考")
_INTRODUCTION = Text(
    "Every fact that a manifest can state, section by section. What is marked as mandatory is what "
    "rules scope on; every other fact is optional and reported as not stated by the rules that "
    "need it. Keys of your own start with <code>x-</code>.",
    "清单可以说明的全部事实，按部分列出。标为必填的，是规则据以判断是否适用的事实；其余均为选填，"
    "需要而未说明的，规则报告为“未说明”。自定义的键以 <code>x-</code> 开头。",
)
_SECTION = Text("Section", "部分")
_MEANING = Text("What it says", "内容")
_MANDATORY = Text("mandatory", "必填")
_IN_SECTION = Text("mandatory in its section", "所在部分存在时必填")
_OPTIONAL = Text("optional", "选填")
_STATED = Text("To be stated", "填写要求")
_KIND = Text("Value", "取值")
_VALUES = Text("It can be", "可取值")
_EXAMPLE = Text("For example", "示例")
_READ = Text("Read by", "读取的规则")
_SCOPE = Text("Decides whether these packs apply", "决定以下规则包是否适用")
_DERIVED = Text("Derived facts", "派生的事实")
_DERIVED_ARE = Text(
    "Nobody states these: they are computed before rules read the manifest.",
    "以下事实无需填写：在规则读取清单之前计算得出。",
)
_SOURCE = Text("Source", "依据")
_FROM = Text("Follows from", "由以下事实得出")

_KINDS = {
    "string": Text("text", "文本"),
    "number": Text("number", "数值"),
    "boolean": Text("true or false", "true 或 false"),
    "object": Text("section", "分节"),
    "array": Text("list", "列表"),
    "null": Text("null", "null"),
}


def manifest_pages(packs: Sequence[Pack], language: Language) -> dict[str, str]:
    """Return the pages of the reference, in Markdown, by their path in the site.

    Args:
        packs: whose rules are told to read a fact.
        language: of the pages.
    """
    readers, scopes = _readers(packs), _scopes(packs)
    sections = [pattern for pattern in facts() if len(pattern) == 1]
    made = {"manifest/index.md": _index(sections, language)}
    for section in sections:
        made[f"manifest/{section[0]}.md"] = _section(section, readers, scopes, language)
    return made


def _readers(packs: Sequence[Pack]) -> Readers:
    read: defaultdict[Pattern, list[str]] = defaultdict(list)
    for pack in packs:
        for rule in pack.rules:
            for fact in sorted(facts_of_rule(rule, pack)):
                read[fact].append(link(rule.id, f"../rules/{rule.id}.md"))
    return read


def _scopes(packs: Sequence[Pack]) -> Readers:
    read: defaultdict[Pattern, list[str]] = defaultdict(list)
    for pack in packs:
        for fact in sorted(facts_of_scope(pack)):
            read[fact].append(link(pack.id, f"../packs/{pack.id}/index.md#scope"))
    return read


def _index(sections: Sequence[Pattern], language: Language) -> str:
    header = (_SECTION[language], _MEANING[language], _STATED[language])
    body = (
        (
            link(code(pattern[0]), f"{pattern[0]}.md"),
            f"**{plain(facts()[pattern].title[language])}**<br>"
            + plain(facts()[pattern].description[language]),
            _duty(facts()[pattern])[language],
        )
        for pattern in sections
    )
    return f"# {_TITLE[language]}\n\n{_INTRODUCTION[language]}\n\n{table(header, body)}"


def _section(section: Pattern, readers: Readers, scopes: Readers, language: Language) -> str:
    own = [
        fact for pattern, fact in facts().items() if pattern[0] == section[0] and pattern[-1] != "*"
    ]
    told = (_fact(fact, readers, scopes, language) for fact in own)
    return "\n".join((*told, *_derived(section, readers, language)))


def _fact(fact: Fact, readers: Readers, scopes: Readers, language: Language) -> str:
    level = "#" * min(len([part for part in fact.pattern if part != "*"]), 3)
    heading = f"{level} {code(name_of(fact.pattern))} {{ #{anchor_of(fact.pattern)} }}\n"
    description = plain(fact.description[language])
    told = f"**{plain(fact.title[language])}**<br>{description}\n"
    details = bullets(_details(fact, readers, scopes, language), language)
    return f"{heading}\n{told}\n{details}{_example(fact)}"


def _example(fact: Fact) -> str:
    return f"\n{yaml_block(fact.example)}" if _has_parts(fact.example) else ""


def _has_parts(value: Any) -> bool:
    """Return whether a value is too much for one line."""
    items = value if isinstance(value, list) else [value]
    return any(isinstance(item, dict) for item in items)


def _details(fact: Fact, readers: Readers, scopes: Readers, language: Language) -> Iterator[Line]:
    item = facts().get((*fact.pattern, "*"), fact)
    yield _STATED, _duty(fact)[language]
    words = [_KINDS[kind][language] for kind in sorted(kinds(fact.pattern))]
    yield _KIND, " / ".join(words)
    if item.meanings:
        yield _VALUES, "".join(_value(item, index, language) for index in range(len(item.values)))
    if not _has_parts(fact.example):
        yield _EXAMPLE, code(_written(fact.example))
    if fact.pattern in readers:
        yield _READ, ", ".join(readers[fact.pattern])
    if fact.pattern in scopes:
        yield _SCOPE, ", ".join(scopes[fact.pattern])


def _value(fact: Fact, index: int, language: Language) -> str:
    meaning = plain(fact.meanings[index][language])
    return f"\n    - {code(_written(fact.values[index]))}: {meaning}"


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _duty(fact: Fact) -> Text:
    if fact.mandatory:
        return _MANDATORY
    return _IN_SECTION if fact.required else _OPTIONAL


def _derived(section: Pattern, readers: Readers, language: Language) -> Iterator[str]:
    own = [item for item in DERIVED.values() if section_of(item.pattern) == section[0]]
    if own:
        yield f"## {_DERIVED[language]}\n\n{_DERIVED_ARE[language]}\n"
    for item in own:
        heading = f"### {code(name_of(item.pattern))} {{ #{anchor_of(item.pattern)} }}\n"
        told = f"**{plain(item.title[language])}**\n"
        yield f"{heading}\n{told}\n{bullets(_origin(item, readers), language)}"


def _origin(item: Derived, readers: Readers) -> Iterator[Line]:
    behind = dict.fromkeys((item.when_missing, item.when_wrong))
    yield _FROM, ", ".join(link(code(name_of(fact)), target_of(fact, "")) for fact in behind)
    yield _SOURCE, plain(item.source)
    if item.pattern in readers:
        yield _READ, ", ".join(readers[item.pattern])
