"""The page of one rule: requirement, reason, fixes, and its tests as examples."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from docs.pages import messages
from docs.pages.manifest import target_of
from docs.pages.markdown import (
    bullets,
    code,
    folded,
    link,
    plain,
    section,
    sentence_list,
    yaml_block,
)
from validator.authoring.lint.constraint import facts_of_rule
from validator.engine.results import Reason, Status
from validator.manifest.vocabulary import name_of
from validator.packs.crosswalk import related
from validator.report import rule_text
from validator.report.messages import (
    COLON,
    CONSTRAINT,
    FORCES,
    IN_BRACKETS,
    REASONS,
    SEMICOLON,
    STATUSES,
)
from validator.report.sentences import rule_sentences
from validator.report.wording import place, show, with_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from validator.authoring.pack_tests import Test
    from validator.model.text import Language
    from validator.packs.model import Pack, Rule
    from validator.report.rule_text import Line

_LOOKS = {
    "pass": "success",
    "fail": "failure",
    "not-applicable": "info",
    "not-reviewed": "question",
}


def rule_page(rule: Rule, pack: Pack, packs: Sequence[Pack], language: Language) -> str:
    """Return the page of a rule as Markdown; related clauses of ``packs`` are links."""
    remedies = bullets(_inert(rule_text.remedies(rule, language)), language)
    texts = (check.message[language] for check in rule.checks)
    failures = [(REASONS[Reason.VIOLATED], with_names(text, code, plain)) for text in texts]
    read = sorted(facts_of_rule(rule, pack))
    facts = "".join(f"- {link(code(name_of(fact)), target_of(fact))}\n" for fact in read)
    sections = (
        (messages.WHAT_TO_CHANGE, "change", remedies),
        (messages.FAILURE_MESSAGES, "messages", bullets(failures, language)),
        (CONSTRAINT, "constraint", _demands(rule, pack, language)),
        (messages.WHEN_IT_APPLIES, "scope", _scope(rule, pack, language)),
        (messages.FACTS_READ, "facts", facts),
        (messages.RELATED_CLAUSES, "related", _related(rule, packs, language)),
        (messages.EXAMPLES, "examples", _examples(rule, pack, language)),
    )
    heading = f"# {plain(rule.id)}: {plain(rule.title[language])} {{ #rule }}\n"
    card = bullets(_card(rule, pack, language), language)
    parts = (section(title[language], name, body) for title, name, body in sections if body)
    return "\n".join((heading, card, *parts))


def _inert(lines: Iterable[Line]) -> list[Line]:
    return [(label, plain(text)) for label, text in lines]


def _card(rule: Rule, pack: Pack, language: Language) -> Iterator[Line]:
    title = link(plain(pack.title[language]), f"../packs/{pack.id}/index.md")
    force = IN_BRACKETS.format(FORCES[pack.force])[language]
    yield messages.PACK, f"{title}{force}"
    if pack.instrument:
        yield messages.INSTRUMENT, plain(pack.instrument.title[language])
    yield from _inert(rule_text.origin(rule, pack, language))
    yield from _inert(rule_text.purpose(rule, pack, language))


def _demands(rule: Rule, pack: Pack, language: Language) -> str:
    lists = "".join(
        f"**{title[language]}**\n\n{sentence_list(sentences, numbered=numbered)}\n"
        for title, sentences, numbered in rule_sentences(rule, pack, language)
    )
    return f"{lists}{_constraint(rule.requires, pack, language)}"


def _constraint(schema: object, pack: Pack, language: Language) -> str:
    return yaml_block(rule_text.written_out(schema, pack, language))


def _scope(rule: Rule, pack: Pack, language: Language) -> str:
    own = f"{_constraint(rule.applies_when, pack, language)}\n" if rule.applies_when else ""
    target = f"../packs/{pack.id}/index.md#scope"
    text = messages.PACK_APPLIES_TO[language].format(plain(pack.applies_to[language]), target)
    return f"{own}{text}\n"


def _related(rule: Rule, packs: Sequence[Pack], language: Language) -> str:
    known = {pack.id: pack for pack in packs}
    found = ((known[pack], clause) for pack, clause in related(*rule.assesses) if pack in known)
    return "".join(f"- {_relation(pack, clause, language)}\n" for pack, clause in found)


def _relation(pack: Pack, clause: str, language: Language) -> str:
    rules = [rule for rule in pack.rules if rule.clause.id == clause]
    pages = [f"{link(rule.id, f'{rule.id}.md')} {plain(rule.title[language])}" for rule in rules]
    cited = link(clause, f"../packs/{pack.id}/index.md#{clause}")
    rules_or_clause = SEMICOLON[language].join(pages) or cited
    return f"{plain(pack.title[language])}{COLON[language]}{rules_or_clause}"


def _examples(rule: Rule, pack: Pack, language: Language) -> str:
    base = link(messages.STARTING_MANIFEST[language], f"../packs/{pack.id}/index.md#base")
    command = "<code>facepolicy test --mutate</code>"
    parts = [f"{messages.EXAMPLES_INTRODUCTION[language].format(base, command)}\n"]
    for test in rule.tests:
        name = plain(test["name"])
        named = name if language == "en" else f"<span lang='en'>{name}</span>"
        title = f"{named} → {_expectation(test, language)}"
        changes = "\n".join(_changes(test, language))
        parts.append(folded(_LOOKS[test["expect"]], title, changes))
    return "\n".join(parts)


def _expectation(test: Test, language: Language) -> str:
    words = STATUSES[Status(test["expect"])][language]
    if "reason" in test:
        words += f"{COLON[language]}{REASONS[Reason(test['reason'])][language]}"
    if test.get("byException"):
        words = messages.OUTCOME_BY_EXCEPTION[language].format(words)
    if "at" in test:
        words += messages.EXAMPLE_AT_PLACE[language].format(code(place(test["at"])))
    return words


def _changes(test: Test, language: Language) -> Iterator[str]:
    if "patch" in test:
        yield f"{messages.EXAMPLE_PATCH[language]}\n\n{yaml_block(test['patch'])}"
    if "set" in test:
        yield f"{messages.EXAMPLE_VALUES[language].format(code(place(test['set']['at'])))}\n"
        yield _list(map(_written, test["set"]["values"]))
    elif "remove" in test:
        yield f"{messages.EXAMPLE_REMOVED[language]}\n"
        yield _list(map(place, test["remove"]))
    elif "patch" not in test:
        yield f"{messages.EXAMPLE_UNCHANGED[language]}\n"
    if "asOf" in test:
        yield f"{messages.EXAMPLE_AS_OF[language].format(code(test['asOf']))}\n"


def _written(value: Any) -> str:
    whole = isinstance(value, (dict, list))
    return json.dumps(value, ensure_ascii=False) if whole else show(value).en


def _list(items: Iterator[str]) -> str:
    return "".join(f"- {code(item)}\n" for item in items)
