"""The page of one rule: what it asks, why, what to do, and its tests as examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.authoring.pages.example import example
from validator.authoring.pages.markdown import (
    bullets,
    code,
    link,
    plain,
    section,
    sentence_list,
    yaml_block,
)
from validator.authoring.pages.reads import facts_of_rule, name_of, target_of
from validator.engine.results import Reason
from validator.model.text import Text
from validator.packs.crosswalk import related
from validator.report import rule_text
from validator.report.sentences import rule_sentences
from validator.report.wording import FORCES, PLACE, REASONS, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from validator.model.text import Language
    from validator.packs.model import Pack, Rule
    from validator.report.rule_text import Line

_PACK = Text("Pack", "规则包")
_INSTRUMENT = Text("Instrument", "文件")
_REMEDY = Text("What to change", "如何整改")
_MESSAGES = Text("What a failure says", "不通过时的提示")
_SCOPE = Text("When it applies", "何时适用")
_FORCE = Text("{} ({})", "{}（{}）")
_OF_PACK = Text(
    "The pack applies to {}, by [this condition]({}).",
    "本规则包适用于：{}（[判定条件]({})）。",
)
_FACTS = Text("Facts it reads", "读取的事实")
_RELATED = Text("Related clauses of other instruments", "其他文件的相关条款")
_RELATION = Text("{}: {}", "{}：{}")
_SEMICOLON = Text("; ", "；")
_EXAMPLES = Text("Examples: the tests of the rule", "示例：本规则的测试")
_EXAMPLES_ARE = Text(
    "Each example changes {} of the pack and says what must come of it. {} runs them all, and "
    "weakens the constraint in turn until one of them notices.",
    "每个示例都在本规则包的{}上作修改，并写明应得的结果。{} 会运行全部示例，并逐一削弱约束，"
    "直至有示例发现为止。",
)
_BASE = Text("the starting manifest", "基准清单")


def rule_page(rule: Rule, pack: Pack, packs: Sequence[Pack], language: Language) -> str:
    """Return the page of a rule as Markdown.

    Args:
        rule: the rule.
        pack: its pack.
        packs: every pack that has pages, to which related clauses can lead.
        language: of the page.
    """
    remedies = bullets(_inert(rule_text.remedies(rule, language)), language)
    sections = (
        (_REMEDY, "change", remedies),
        (_MESSAGES, "messages", bullets(_messages(rule, language), language)),
        (rule_text.CONSTRAINT, "constraint", _demands(rule, pack, language)),
        (_SCOPE, "scope", _scope(rule, pack, language)),
        (_FACTS, "facts", _facts(rule, pack)),
        (_RELATED, "related", _related(rule, packs, language)),
        (_EXAMPLES, "examples", _examples(rule, pack, language)),
    )
    heading = f"# {plain(rule.id)}: {plain(rule.title[language])} {{ #rule }}\n"
    card = bullets(_card(rule, pack, language), language)
    told = (section(title[language], name, body) for title, name, body in sections if body)
    return "\n".join((heading, card, *told))


def _inert(lines: Iterable[Line]) -> Iterator[Line]:
    yield from ((label, plain(text)) for label, text in lines)


def _card(rule: Rule, pack: Pack, language: Language) -> Iterator[Line]:
    shown = link(plain(pack.title[language]), f"../packs/{pack.id}/index.md")
    yield _PACK, _FORCE[language].format(shown, FORCES[pack.force][language])
    if pack.instrument:
        yield _INSTRUMENT, plain(pack.instrument.title[language])
    yield from _inert(rule_text.origin(rule, pack, language))
    yield from _inert(rule_text.purpose(rule, pack, language))


def _messages(rule: Rule, language: Language) -> Iterator[Line]:
    for check in rule.checks:
        yield REASONS[Reason.VIOLATED], _with_places(check.message[language])


def _with_places(message: str) -> str:
    """Show the places whose values a message gives by their names."""
    parts = PLACE.split(message)
    shown = [code(place(part)) if index % 2 else plain(part) for index, part in enumerate(parts)]
    return "".join(shown)


def _demands(rule: Rule, pack: Pack, language: Language) -> str:
    lists = "".join(
        f"**{title[language]}**\n\n{sentence_list(sentences, numbered=numbered)}\n"
        for title, sentences, numbered in rule_sentences(rule, pack, language)
    )
    return f"{lists}{_constraint(rule.requires, pack)}"


def _constraint(schema: object, pack: Pack) -> str:
    return yaml_block(rule_text.written_out(schema, pack))


def _scope(rule: Rule, pack: Pack, language: Language) -> str:
    own = f"{_constraint(rule.applies_when, pack)}\n" if rule.applies_when else ""
    target = f"../packs/{pack.id}/index.md#scope"
    return f"{own}{_OF_PACK[language].format(plain(pack.applies_to[language]), target)}\n"


def _facts(rule: Rule, pack: Pack) -> str:
    read = sorted(facts_of_rule(rule, pack))
    return "".join(f"- {link(code(name_of(fact)), target_of(fact))}\n" for fact in read)


def _related(rule: Rule, packs: Sequence[Pack], language: Language) -> str:
    known = {pack.id: pack for pack in packs}
    lines = (
        _relation(known[pack], clause, language)
        for pack, clause in related(*rule.assesses)
        if pack in known
    )
    return "".join(f"- {line}\n" for line in lines)


def _relation(pack: Pack, clause: str, language: Language) -> str:
    rules = [rule for rule in pack.rules if rule.clause.id == clause]
    pages = [f"{link(rule.id, f'{rule.id}.md')} {plain(rule.title[language])}" for rule in rules]
    cited = link(clause, f"../packs/{pack.id}/index.md#{clause}")
    told = _SEMICOLON[language].join(pages) or cited
    return _RELATION[language].format(plain(pack.title[language]), told)


def _examples(rule: Rule, pack: Pack, language: Language) -> str:
    base = link(_BASE[language], f"../packs/{pack.id}/index.md#base")
    told = _EXAMPLES_ARE[language].format(base, "<code>facepolicy test --mutate</code>")
    return "\n".join((f"{told}\n", *(example(test, language) for test in rule.tests)))
