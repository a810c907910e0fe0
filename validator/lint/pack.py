"""The lint of a whole pack: its files, its rules, its clause list."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from validator import pointers
from validator.constraints import Constraint, closed_set, common_uri
from validator.errors import PackError, Problem
from validator.lint.constraint import (
    flaws_of_condition,
    flaws_of_requirement,
    lists_bounded_by,
)
from validator.lint.walk import walk
from validator.packfiles import bundle, locate, read_files
from validator.packs import build_pack
from validator.text import Text
from validator.vocabulary import facts, references

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from validator.manifest import Manifest
    from validator.model import Schema
    from validator.packfiles import Files

Flaw = tuple[tuple[str | int, ...], Text]

_PLACE = re.compile(r"\{(/[^{}]*)\}")


def lint_pack(where: str | Path) -> tuple[Problem, ...]:
    """Return everything that is wrong with a pack, with file, line and column.

    Args:
        where: the name of a shipped pack, or a pack's folder.

    Raises:
        PackError: there is no such folder.
    """
    folder = locate(where)
    try:
        files = read_files(folder)
        build_pack(bundle(files), str(folder))
    except PackError as error:
        return error.problems
    return tuple(_problems(files))


def _problems(files: Files) -> Iterator[Problem]:
    common = {
        common_uri(name.removeprefix("common/")): file.value
        for name, file in files.items()
        if name.startswith("common/")
    }
    resolve = Constraint({}, closed_set(common)).resolved
    card = files["pack.yaml"]
    yield from _located(card, _card_flaws(files, resolve))
    for name, file in files.items():
        if name.startswith("rules/"):
            yield from _located(file, _rule_flaws(Path(name).stem, file.value, card.value, resolve))


def _located(document: Manifest, flaws: Iterator[Flaw]) -> Iterator[Problem]:
    for path, text in flaws:
        yield Problem(document.name, document.position(pointers.build(path)), text)


def _card_flaws(files: Files, resolve: Callable[[Schema], Schema]) -> Iterator[Flaw]:
    card = files["pack.yaml"].value
    yield from _below(
        ("appliesWhen",), flaws_of_condition(card["appliesWhen"], resolve, derived=False)
    )
    if card["appliesWhen"]:
        wanted = {"pass", "not-applicable"}
        yield from _missing_tests(wanted - {test["expect"] for test in card.get("tests", ())})
    ruled = _ruled_clauses(files)
    for index, clause in enumerate(card["clauses"]):
        decided = clause["assessment"]["kind"] in ("automated", "partial")
        through = clause["assessment"].get("through") == "applicability"
        if decided and not through and clause["id"] not in ruled:
            yield ("clauses", index, "assessment"), Text("no rule assesses it", "没有规则评估它")
        if not decided and clause["id"] in ruled:
            yield ("clauses", index, "assessment"), Text("yet a rule assesses it", "却有规则评估它")


def _ruled_clauses(files: Files) -> set[str]:
    rules = [file.value for name, file in files.items() if name.startswith("rules/")]
    excepted = {rule["exception"].get("clause") for rule in rules if "exception" in rule}
    return {rule["clause"] for rule in rules} | excepted


def _below(prefix: tuple[str, ...], flaws: Iterator[Any]) -> Iterator[Flaw]:
    yield from (((*prefix, *path), text) for path, text in flaws)


def _rule_flaws(
    stem: str, rule: Any, card: Any, resolve: Callable[[Schema], Schema]
) -> Iterator[Flaw]:
    bounded = lists_bounded_by(rule["appliesWhen"], resolve)
    conditions = flaws_of_condition(rule["appliesWhen"], resolve, derived=False)
    yield from _below(("appliesWhen",), conditions)
    yield from _below(("requires",), flaws_of_requirement(rule["requires"], resolve, bounded))
    if "exception" in rule:
        when = flaws_of_condition(rule["exception"]["when"], resolve, derived=True)
        yield from _below(("exception", "when"), when)
    yield from _name_flaws(stem, rule)
    yield from _scope_flaws(rule, card)
    reasons = _possible_reasons(rule, resolve)
    yield from _message_flaws(rule, reasons)
    yield from _test_flaws(rule, reasons)


def _name_flaws(stem: str, rule: Any) -> Iterator[Flaw]:
    if stem != rule["id"]:
        yield ("id",), Text(f"the file is named {stem}", f"文件名为 {stem}")
    if rule["id"] != rule["clause"] and not rule["id"].startswith(rule["clause"] + "-"):
        yield (
            ("id",),
            Text("the id is not the clause's, with or without a suffix", "标识不是条款标识加后缀"),
        )


def _scope_flaws(rule: Any, card: Any) -> Iterator[Flaw]:
    if bool(rule["appliesWhen"]) != ("appliesTo" in rule):
        yield (
            ("appliesTo",),
            Text("appliesTo and a condition in appliesWhen go together", "appliesTo 与 appliesWhen 的条件应同时存在"),
        )
    if "whenNotStated" in rule and "instrument" in card:
        yield (
            ("whenNotStated",),
            Text("a missing fact fails every rule of an instrument", "法律文件的规则在事实缺失时一律不通过"),
        )


def _possible_reasons(rule: Any, resolve: Callable[[Schema], Schema]) -> set[str]:
    """Return the reasons for which a rule can fail, going by the facts it reads."""
    visits = [visit for visit in walk(rule["requires"], resolve) if not visit.condition]
    patterns = {
        (*visit.pattern, name) for visit in visits for name in visit.node.get("properties", {})
    }
    leaves = {
        pattern
        for pattern in patterns
        if not any(other[: len(pattern)] == pattern for other in patterns - {pattern})
    }
    reasons = {"violated"} if _contradictable(visits) else set()
    if rule.get("whenNotStated", "fail") == "fail":
        reasons.add("undeclared")
    if leaves & references("evidence"):
        reasons |= {"unevidenced", "expired"}
    return reasons


_CONTRADICTS = {"const", "enum", "contains", "not", "maxItems", "minimum", "maximum", "pattern"}


def _contradictable(visits: list[Any]) -> bool:
    return any(_CONTRADICTS & set(visit.node) for visit in visits)


def _message_flaws(rule: Any, reasons: set[str]) -> Iterator[Flaw]:
    for reason in sorted(reasons - set(rule["message"])):
        yield ("message",), Text(f"no message for {reason}", f"缺少 {reason} 的消息")
    for reason, texts in rule["message"].items():
        for language, text in texts.items():
            for place in _PLACE.findall(text):
                pattern = tuple("*" if part.isdigit() else part for part in place[1:].split("/"))
                if pattern not in facts():
                    yield (
                        ("message", reason, language),
                        Text(f"{place} is no fact", f"{place} 不是事实"),
                    )


def _test_flaws(rule: Any, reasons: set[str]) -> Iterator[Flaw]:
    proved = {test.get("reason", test["expect"]) for test in rule["tests"]}
    wanted = {"pass"} | reasons
    if rule["appliesWhen"] or rule.get("whenNotStated") == "not-applicable":
        wanted.add("not-applicable")
    yield from _missing_tests(wanted - proved)
    for index, test in enumerate(rule["tests"]):
        if (test["expect"] == "fail") != ("reason" in test):
            yield (
                ("tests", index),
                Text("reason goes with expect: fail, and only with it", "reason 只能且必须与 expect: fail 同用"),
            )


def _missing_tests(missing: set[str]) -> Iterator[Flaw]:
    for outcome in sorted(missing):
        yield ("tests",), Text(f"no test expects {outcome}", f"没有预期 {outcome} 的测试")
