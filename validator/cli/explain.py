"""``facepolicy explain RULE``: what a rule asks, where that comes from, and two examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator.cli.options import PACK_HELP, add_verb, write
from validator.text import Text

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from validator.cli.options import Verbs
    from validator.model import Pack, Rule, Schema
    from validator.text import Language

_CLAUSE = Text("Clause", "条款")
_SUMMARY = Text("Requirement (our summary)", "要求（本项目的概括）")
_PHRASE = Text("Phrase to look for", "可检索的原文短语")
_CONFIDENCE = Text("How well it is known", "可信程度")
_SEVERITY = Text("Severity of a failure", "不通过的严重程度")
_WHY = Text("Why", "缘由")
_APPLIES = Text("Applies to", "适用于")
_REQUIRES = Text("Constraint", "约束")
_EXCEPTION = Text("Exception", "例外")
_ENGINEER = Text("What the engineer changes", "工程师应做的修改")
_OFFICER = Text("What the officer does", "负责人应做的工作")
_PASSING = Text("Passes", "通过的例子")
_FAILING = Text("Fails", "不通过的例子")
_PAGE = Text("Page", "页面")
_UNCONFIRMED = Text(" (not confirmed)", "（未核实）")
_PROVISIONAL = Text("provisional", "位置待核")
_CONFIRMED = Text("confirmed", "已核实")


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    parser = add_verb(verbs, "explain", "explain a rule, with a passing and a failing example")
    parser.add_argument("rule", metavar="RULE", help="id of a rule or clause")
    parser.add_argument(
        "-p", "--pack", action="append", default=[], help=f"{PACK_HELP} (default: all)"
    )
    parser.set_defaults(run=run)


def run(args: Namespace) -> int:
    """Print the explanation of the rule, or of each rule of the clause.

    Raises:
        UsageError: nothing has that id.
    """
    from validator.packfiles import shipped
    from validator.packs import load_pack

    packs = [load_pack(name) for name in args.pack or shipped()]
    found = [
        (rule, pack)
        for pack in packs
        for rule in pack.rules
        if args.rule in (rule.id, rule.clause.id)
    ]
    if not found:
        _unknown(args.rule, packs)
    for number, (rule, pack) in enumerate(found):
        write("\n" if number else "")
        write("".join(f"{line}\n" for line in _lines(rule, pack, args.lang)))
    return 0


def _unknown(name: str, packs: Sequence[Pack]) -> None:
    from difflib import get_close_matches

    from validator.errors import Problem, UsageError

    clauses = {clause.id: clause for pack in packs for clause in pack.clauses}
    if name in clauses:
        clause = clauses[name]
        reason = clause.assessment_reason or clause.summary
        text = Text(f"has no rule: {reason.en}", f"没有规则：{reason.zh}")
        raise UsageError((Problem(name, None, text),))
    ids = [rule.id for pack in packs for rule in pack.rules]
    near = get_close_matches(name.upper(), ids, n=1)
    hint, hint_zh = (f"; did you mean {near[0]}?", f"；是否应为 {near[0]}？") if near else ("", "")
    raise UsageError((Problem(name, None, Text(f"no such rule{hint}", f"没有这条规则{hint_zh}")),))


def _lines(rule: Rule, pack: Pack, language: Language) -> Iterator[str]:
    from validator.links import has_pages, rule_page
    from validator.words import CONFIDENCES, FORCES

    clause = rule.clause
    yield f"{rule.id}  {rule.title[language]}"
    yield ""
    yield f"{pack.title[language]} [{FORCES[pack.force][language]}]"
    if pack.instrument:
        status = (_CONFIRMED if clause.place_confirmed else _PROVISIONAL)[language]
        yield f"{_CLAUSE[language]}: {clause.id}, {clause.place or '?'} ({status})"
    yield f"{_SUMMARY[language]}: {clause.summary[language]}"
    if clause.phrase:
        unsure = "" if clause.phrase_confirmed else _UNCONFIRMED[language]
        yield f"{_PHRASE[language]}: {clause.phrase}{unsure}"
    sources = f" · {'; '.join(clause.sources)}" if clause.sources else ""
    yield f"{_CONFIDENCE[language]}: {CONFIDENCES[clause.confidence][language]}{sources}"
    yield f"{_SEVERITY[language]}: {rule.severity.value}"
    yield from _texts(rule, pack, language)
    yield from _block(_REQUIRES[language], _written_out(rule.requires, pack))
    yield from _examples(rule, pack, language)
    if has_pages(pack.id):
        yield ""
        yield f"{_PAGE[language]}: {rule_page(rule.id, language)}"


def _texts(rule: Rule, pack: Pack, language: Language) -> Iterator[str]:
    yield ""
    yield f"{_WHY[language]}: {rule.why[language]}"
    scope = rule.applies_to or pack.applies_to
    yield f"{_APPLIES[language]}: {scope[language]}"
    if rule.exception:
        yield f"{_EXCEPTION[language]}: {rule.exception.note[language]}"
    yield f"{_ENGINEER[language]}: {rule.remediation['engineer'][language]}"
    yield f"{_OFFICER[language]}: {rule.remediation['officer'][language]}"


def _block(title: str, value: Any) -> Iterator[str]:
    from yaml import safe_dump

    yield ""
    yield f"{title}:"
    text = safe_dump(value, allow_unicode=True, sort_keys=False, width=88)
    yield from (f"  {line}" for line in text.splitlines())


def _written_out(schema: Any, pack: Pack) -> Any:
    """Return a constraint with the shared ones it refers to put in their places."""
    from validator.constraints import Constraint, closed_set

    resolve = Constraint({}, closed_set(pack.common)).resolved

    def written_out(node: Any) -> Any:
        if isinstance(node, list):
            return [written_out(item) for item in node]
        if isinstance(node, dict):
            return {key: written_out(item) for key, item in resolve(node).items()}
        return node

    return written_out(schema)


def _examples(rule: Rule, pack: Pack, language: Language) -> Iterator[str]:
    """Show the facts the rule reads, from the first test that passes and one that fails."""
    from validator.packtests import cases

    prepared = cases(rule.tests, pack.compliant)
    for title, expect, reason in ((_PASSING, "pass", None), (_FAILING, "fail", "violated")):
        fitting = [
            case
            for case in prepared
            if case.test["expect"] == expect and case.test.get("reason") == reason
        ]
        for case in fitting[:1]:
            facts = _read_by(_written_out(rule.requires, pack), case.manifest.value)
            yield from _block(f"{title[language]} ({case.name})", facts)


def _read_by(constraint: Schema, manifest: Any) -> Any:
    """Return the part of a manifest whose top-level sections a constraint reads."""
    sections = _sections(constraint)
    return {name: value for name, value in manifest.items() if name in sections}


def _sections(constraint: Schema) -> set[str]:
    sections = set(constraint.get("properties", ()))
    children = [constraint[key] for key in ("if", "then", "else", "not") if key in constraint]
    children += [*constraint.get("allOf", ()), *constraint.get("anyOf", ())]
    return sections.union(*map(_sections, children))
