"""``facepolicy explain``: a rule with two examples, a clause, a fact, or what words mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator.cli import lookup, messages
from validator.cli.options import add_output, write_to
from validator.report.messages import COLON, CONSTRAINT, IN_BRACKETS

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable, Iterator, Sequence

    from validator.model.text import Language
    from validator.packs.model import Pack, Rule, Schema
    from validator.report.rule_text import Line


def add_options(parser: ArgumentParser) -> None:
    """Add the options of the verb."""
    lookup.add_to(parser, "+")
    add_output(parser)


def run(args: Namespace) -> int:
    """Print the explanation of what was asked for.

    Raises:
        UsageError: nothing is called so, and no fact has to do with it.
    """
    from validator.packs.load import load_pack

    name = " ".join(args.about)
    packs = lookup.packs_of(args)
    sources = zip(args.pack or [pack.id for pack in packs], packs, strict=True)
    blocks = [
        _lines(rule, pack, args.lang)
        for pack in (load_pack(source) for source, pack in sources if _called(name, pack))
        for rule in _called(name, pack)
    ] or _explained(name, packs, args.lang)
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
    from validator.cli import explain_facts as found

    clauses = found.clauses_at(name, packs) or [
        (clause, pack) for pack in packs if pack.id == name for clause in pack.clauses
    ]
    if clauses:
        return [found.clause_lines(clause, pack, language) for clause, pack in clauses]
    named = found.facts_named(name)
    if named:
        return [found.fact_lines(fact, packs, language) for fact in named]
    about = found.facts_about(name)
    if about:
        return [found.found_lines(about, language)]
    raise lookup.unknown(name, packs)


def _lines(rule: Rule, pack: Pack, language: Language) -> Iterator[str]:
    from validator.packs.doc_urls import has_pages, rule_page
    from validator.report import rule_text
    from validator.report.messages import FORCES

    yield f"{rule.id}  {rule.title[language]}"
    yield ""
    yield f"{pack.title[language]} [{FORCES[pack.force][language]}]"
    yield from _labelled(rule_text.origin(rule, pack, language), language)
    yield ""
    yield from _labelled(rule_text.purpose(rule, pack, language), language)
    yield from _labelled(rule_text.remedies(rule, language), language)
    yield from _sentences(rule, pack, language)
    yield from _block(CONSTRAINT[language], rule_text.written_out(rule.requires, pack), language)
    yield from _examples(rule, pack, language)
    if has_pages(pack.id):
        yield ""
        yield f"{messages.PAGE[language]}{COLON[language]}{rule_page(rule, language)}"


def _labelled(lines: Iterable[Line], language: Language) -> Iterator[str]:
    yield from (f"{label[language]}{COLON[language]}{text}" for label, text in lines)


def _sentences(rule: Rule, pack: Pack, language: Language) -> Iterator[str]:
    from validator.model.quote import one_line
    from validator.report.sentences import as_list, rule_sentences

    for title, sentences, numbered in rule_sentences(rule, pack, language):
        yield ""
        yield f"{title[language]}{COLON[language].rstrip()}"
        yield from (f"  {line}" for line in as_list(sentences, one_line, numbered=numbered))


def _block(title: str, value: Any, language: Language) -> Iterator[str]:
    from validator.report.rule_text import as_yaml

    yield ""
    yield f"{title}{COLON[language].rstrip()}"
    yield from (f"  {line}" for line in as_yaml(value).splitlines())


def _examples(rule: Rule, pack: Pack, language: Language) -> Iterator[str]:
    """Show the facts that the rule reads, from the first passing and the first failing test."""
    from validator.authoring.pack_tests import rule_cases
    from validator.model.quote import one_line
    from validator.report.rule_text import written_out

    prepared = rule_cases(rule, pack)
    for title, expect, reason in (
        (messages.PASSING_EXAMPLES, "pass", None),
        (messages.FAILING_EXAMPLES, "fail", "violated"),
    ):
        fitting = [
            case
            for case in prepared
            if case.test["expect"] == expect and case.test.get("reason") == reason
        ]
        for case in fitting[:1]:
            facts = _read_by(written_out(rule.requires, pack), case.manifest.value)
            # A rule may read only what is derived from the whole manifest.
            shown = facts or case.test.get("patch")
            if shown:
                name = IN_BRACKETS[language].format(one_line(case.name))
                yield from _block(f"{title[language]}{name}", shown, language)


def _read_by(constraint: Schema, manifest: Any) -> Any:
    """Return the part of a manifest whose top-level sections a constraint reads."""
    sections = _sections(constraint)
    return {name: value for name, value in manifest.items() if name in sections}


def _sections(constraint: Schema) -> set[str]:
    sections = set(constraint.get("properties", ()))
    children = [constraint[key] for key in ("if", "then", "else", "not") if key in constraint]
    children += [*constraint.get("allOf", ()), *constraint.get("anyOf", ())]
    return sections.union(*map(_sections, children))
