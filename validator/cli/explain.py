"""``facepolicy explain``: a rule with two examples, a clause, a fact, or what words mean."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from validator.cli import lookup, messages
from validator.cli.options import add_output, write_to
from validator.manifest.vocabulary import Fact, facts, item_of, name_of
from validator.model.quote import one_line, written
from validator.report.messages import COLON, CONSTRAINT, IN_BRACKETS

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable, Iterator, Sequence

    from validator.model.pointers import Pattern
    from validator.model.text import Language
    from validator.packs.model import Clause, Pack, Rule
    from validator.report.rule_text import Line


def add_options(parser: ArgumentParser) -> None:
    """Add the options of the verb."""
    lookup.add_options(parser, "+")
    add_output(parser)


def run(args: Namespace) -> int:
    """Print the explanation of what was asked for."""
    from validator.packs.load import load_pack

    name = " ".join(args.about)
    packs = lookup.packs_of(args)
    blocks = [
        _lines(rule, pack, args.lang)
        for pack in (load_pack(where) for where, pack in packs.items() if _called(name, pack))
        for rule in _called(name, pack)
    ] or _explained(name, [*packs.values()], args.lang)
    text = "\n".join("".join(f"{line}\n" for line in lines) for lines in blocks)
    write_to(args.output, text)
    return 0


def _called(name: str, pack: Pack) -> list[Rule]:
    """Return the rules of a pack that have an id, or that are of the clause that has it."""
    return [
        rule for rule in pack.rules if name.upper() in (rule.id.upper(), rule.clause.id.upper())
    ]


def _explained(name: str, packs: Sequence[Pack], language: Language) -> Sequence[Iterable[str]]:
    """Return the explanations of clauses, packs, facts or words: the first kind that is there."""
    if clauses := lookup.clauses_at(name, packs):
        return [_clause(clause, pack, language) for clause, pack in clauses]
    if named := lookup.facts_named(name):
        return [_fact(fact, packs, language) for fact in named]
    if about := lookup.facts_about(name):
        return [_found(about, language)]
    raise lookup.unknown(name, packs)


def _lines(rule: Rule, pack: Pack, language: Language) -> Iterator[str]:
    from validator.packs.doc_urls import rule_page
    from validator.report import rule_text
    from validator.report.messages import FORCES
    from validator.report.sentences import as_list, rule_sentences

    yield f"{rule.id}  {rule.title[language]}"
    yield ""
    yield f"{pack.title[language]} [{FORCES[pack.force][language]}]"
    yield from _labelled(rule_text.origin(rule, pack, language), language)
    yield ""
    yield from _labelled(rule_text.purpose(rule, pack, language), language)
    yield from _labelled(rule_text.remedies(rule, language), language)
    for title, sentences, numbered in rule_sentences(rule, pack, language):
        lines = as_list(sentences, one_line, numbered=numbered)
        yield from _block(title[language], lines, language)
    constraint = rule_text.as_yaml(rule_text.written_out(rule.requires, pack, language))
    yield from _block(CONSTRAINT[language], constraint.splitlines(), language)
    yield from _examples(rule, pack, language)
    if page := rule_page(rule, language):
        yield ""
        yield f"{messages.PAGE[language]}{COLON[language]}{page}"


def _labelled(lines: Iterable[Line], language: Language) -> Iterator[str]:
    yield from (f"{label[language]}{COLON[language]}{text}" for label, text in lines)


def _block(title: str, lines: Iterable[str], language: Language) -> Iterator[str]:
    yield ""
    yield f"{title}{COLON[language].rstrip()}"
    yield from (f"  {line}" for line in lines)


def _examples(rule: Rule, pack: Pack, language: Language) -> Iterator[str]:
    """Show the facts that the rule reads, from the first passing and the first failing test."""
    from validator.authoring.lint.constraint import facts_of_constraint
    from validator.authoring.pack_tests import rule_cases
    from validator.report.rule_text import as_yaml

    sections = {pattern[0] for pattern in facts_of_constraint(rule.requires, pack)}
    prepared = rule_cases(rule, pack)
    for title, outcome in (
        (messages.PASSING_EXAMPLES, ("pass", None)),
        (messages.FAILING_EXAMPLES, ("fail", "violated")),
    ):
        tests = ((case, case.test) for case in prepared)
        fitting = (it for it, test in tests if (test["expect"], test.get("reason")) == outcome)
        for case in islice(fitting, 1):
            manifest = case.manifest.value
            read = {name: manifest[name] for name in manifest if name in sections}
            # A rule may read only what is derived from the whole manifest.
            shown = read or case.test.get("patch")
            if shown:
                name = IN_BRACKETS[language].format(one_line(case.name))
                lines = as_yaml(shown).splitlines()
                yield from _block(f"{title[language]}{name}", lines, language)


def _clause(clause: Clause, pack: Pack, language: Language) -> Iterator[str]:
    """Yield what a clause requires, and how it is assessed."""
    from validator.packs.messages import ASSESSMENTS
    from validator.report.citations import place_in_words

    place = f" {place_in_words(clause.place)[language]}" if clause.place else ""
    yield f"{clause.id}  {pack.title[language]}{place}"
    yield f"  {clause.summary[language]}"
    how = [ASSESSMENTS[clause.assessment], *filter(None, [clause.assessment_reason])]
    yield f"  {COLON[language].join(text[language] for text in how)}"
    for rule in pack.rules_of(clause):
        yield f"  {rule.id}  {rule.title[language]}"


def _fact(fact: Fact, packs: Sequence[Pack], language: Language) -> Iterator[str]:
    """Yield what a fact means, its values, and the rules that read it."""
    from validator.authoring.lint.constraint import facts_of_constraint

    yield f"{name_of(fact.pattern)}  {fact.title[language]}"
    if fact.description[language]:
        yield fact.description[language]
    if fact.claim:
        yield messages.FACT_IS_CLAIM[language]
    item = item_of(fact.pattern)
    if item.meanings:
        width = max(len(written(value)) for value in item.values)
        values = zip(item.values, item.meanings, strict=True)
        lines = [f"{written(value):<{width}}  {meaning[language]}" for value, meaning in values]
        yield from _block(messages.FACT_VALUES[language], lines, language)
    elif not isinstance(fact.example, dict | list) and fact.example is not None:
        yield f"{messages.FACT_EXAMPLE[language]}{COLON[language]}{written(fact.example)}"
    parts = [other for pattern, other in facts().items() if _is_inside(pattern, fact.pattern)]
    if parts:
        lines = [f"{name_of(part.pattern)}  {part.title[language]}" for part in parts]
        yield from _block(messages.FACT_PARTS[language], lines, language)
    scopes = [
        pack.id for pack in packs if fact.pattern in facts_of_constraint(pack.applies_when, pack)
    ]
    if scopes:
        yield ""
        yield f"{messages.FACT_DECIDES_PACKS[language]}{COLON[language]}{', '.join(scopes)}"
    readers = lookup.rules_reading({fact.pattern}, packs)
    if readers:
        lines = [f"{rule.id}  {rule.title[language]}" for rule, _ in readers]
        yield from _block(messages.FACT_READ_BY[language], lines, language)


def _is_inside(pattern: Pattern, section: Pattern) -> bool:
    """Return whether a fact is directly inside a section, or inside the items of a list."""
    rest = pattern[len(section) :]
    return pattern[: len(section)] == section and rest[-1:] != ("*",) and len(rest) in (1, 2)


def _found(found: Sequence[tuple[Fact, str | None]], language: Language) -> Iterator[str]:
    """Yield a line for each fact that words lead to."""
    yield messages.FACTS_FOUND[language]
    for fact, value in found:
        item = item_of(fact.pattern)
        meaning = fact.title[language]
        if item.meanings and value in item.values:
            meaning = item.meanings[item.values.index(value)][language]
        shown = f"{name_of(fact.pattern)}: {value}" if value else name_of(fact.pattern)
        yield f"  {shown}  {meaning}"
