"""The page of one rule: requirement, reason, fixes, and its tests as examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.authoring import messages
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
from validator.authoring.pages.reads import facts_of_rule, target_of
from validator.engine.results import Reason
from validator.manifest.vocabulary import name_of
from validator.packs.crosswalk import related
from validator.report import rule_text
from validator.report.messages import CONSTRAINT, FORCES, REASONS
from validator.report.sentences import rule_sentences
from validator.report.wording import PLACE, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from validator.model.text import Language
    from validator.packs.model import Pack, Rule
    from validator.report.rule_text import Line


def rule_page(rule: Rule, pack: Pack, packs: Sequence[Pack], language: Language) -> str:
    """Return the page of a rule as Markdown.

    Args:
        rule: the rule.
        pack: its pack.
        packs: every pack that has pages, for links to related clauses.
        language: of the page.
    """
    remedies = bullets(_inert(rule_text.remedies(rule, language)), language)
    sections = (
        (messages.WHAT_TO_CHANGE, "change", remedies),
        (messages.FAILURE_MESSAGES, "messages", bullets(_messages(rule, language), language)),
        (CONSTRAINT, "constraint", _demands(rule, pack, language)),
        (messages.WHEN_IT_APPLIES, "scope", _scope(rule, pack, language)),
        (messages.FACTS_READ, "facts", _facts(rule, pack)),
        (messages.RELATED_CLAUSES, "related", _related(rule, packs, language)),
        (messages.EXAMPLES, "examples", _examples(rule, pack, language)),
    )
    heading = f"# {plain(rule.id)}: {plain(rule.title[language])} {{ #rule }}\n"
    card = bullets(_card(rule, pack, language), language)
    parts = (section(title[language], name, body) for title, name, body in sections if body)
    return "\n".join((heading, card, *parts))


def _inert(lines: Iterable[Line]) -> Iterator[Line]:
    yield from ((label, plain(text)) for label, text in lines)


def _card(rule: Rule, pack: Pack, language: Language) -> Iterator[Line]:
    shown = link(plain(pack.title[language]), f"../packs/{pack.id}/index.md")
    yield (
        messages.PACK,
        messages.TITLE_WITH_FORCE[language].format(shown, FORCES[pack.force][language]),
    )
    if pack.instrument:
        yield messages.INSTRUMENT, plain(pack.instrument.title[language])
    yield from _inert(rule_text.origin(rule, pack, language))
    yield from _inert(rule_text.purpose(rule, pack, language))


def _messages(rule: Rule, language: Language) -> Iterator[Line]:
    for check in rule.checks:
        yield REASONS[Reason.VIOLATED], _with_places(check.message[language])


def _with_places(message: str) -> str:
    """Replace the placeholders of a message by the names of their facts."""
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
    text = messages.PACK_APPLIES_TO[language].format(plain(pack.applies_to[language]), target)
    return f"{own}{text}\n"


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
    rules_or_clause = messages.SEMICOLON[language].join(pages) or cited
    return messages.RELATION[language].format(plain(pack.title[language]), rules_or_clause)


def _examples(rule: Rule, pack: Pack, language: Language) -> str:
    base = link(messages.STARTING_MANIFEST[language], f"../packs/{pack.id}/index.md#base")
    introduction = messages.EXAMPLES_INTRODUCTION[language].format(
        base, "<code>facepolicy test --mutate</code>"
    )
    return "\n".join((f"{introduction}\n", *(example(test, language) for test in rule.tests)))
