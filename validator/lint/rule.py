"""What is wrong with one rule, apart from its constraints: names, messages, tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from validator.lint.constraint import read_by
from validator.text import Text
from validator.vocabulary import facts, pattern_of, references
from validator.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.lint.references import Path
    from validator.walk import Resolve, Visit

    Flaw = tuple[Path, Text]

_PLACE = re.compile(r"\{([^{}]*)\}")


def flaws_of_rule(stem: str, rule: Any, card: Any, resolve: Resolve) -> Iterator[Flaw]:
    """Yield the flaws of a rule, but for those of its constraints.

    Args:
        stem: name of the rule's file, without ``.yaml``.
        rule: content of that file.
        card: content of pack.yaml.
        resolve: returns what a schema refers to by ``$ref``, or the schema itself.
    """
    yield from _name_flaws(stem, rule)
    yield from _clause_flaws(rule, card)
    yield from _scope_flaws(rule, card)
    reasons = possible_reasons(rule, resolve)
    yield from _message_flaws(rule, reasons)
    wanted = {"pass"} | reasons
    if rule["appliesWhen"] or rule.get("whenNotStated") == "not-applicable":
        wanted.add("not-applicable")
    yield from missing_tests(rule["tests"], wanted)
    yield from flaws_of_tests(rule["tests"])


def _name_flaws(stem: str, rule: Any) -> Iterator[Flaw]:
    if stem != rule["id"]:
        yield ("id",), Text(f"the file is named {stem}", f"文件名为 {stem}")
    if rule["id"] != rule["clause"] and not rule["id"].startswith(rule["clause"] + "-"):
        yield (
            ("id",),
            Text("the id is not the clause's, with or without a suffix", "标识不是条款标识加后缀"),
        )


def _clause_flaws(rule: Any, card: Any) -> Iterator[Flaw]:
    known = {clause["id"] for clause in card["clauses"]}
    cited: dict[Path, str] = {("clause",): rule["clause"]}
    if "clause" in rule.get("exception", {}):
        cited["exception", "clause"] = rule["exception"]["clause"]
    for path, clause in cited.items():
        if clause not in known:
            yield path, Text(f"no clause {clause} in pack.yaml", f"pack.yaml 中没有条款 {clause}")


def _scope_flaws(rule: Any, card: Any) -> Iterator[Flaw]:
    if bool(rule["appliesWhen"]) != ("appliesTo" in rule):
        yield (
            ("appliesTo",),
            Text(
                "appliesTo and a condition in appliesWhen go together",
                "appliesTo 与 appliesWhen 的条件应同时存在",
            ),
        )
    if "whenNotStated" in rule and "instrument" in card:
        yield (
            ("whenNotStated",),
            Text(
                "a missing fact fails every rule of an instrument",
                "法律文件的规则在事实缺失时一律不通过",
            ),
        )


def possible_reasons(rule: Any, resolve: Resolve) -> set[str]:
    """Return the reasons for which a rule can fail, going by the facts it reads."""
    visits = [visit for visit in walk(rule["requires"], resolve) if not visit.condition]
    read = {pattern for visit in visits for _, pattern in read_by(visit)}
    reasons = {"violated"} if any(map(_contradictable, visits)) else set()
    if rule.get("whenNotStated", "fail") == "fail":
        reasons.add("undeclared")
    if read & references("evidence"):
        reasons |= {"unevidenced", "expired"}
    return reasons


_CONTRADICTS = frozenset(
    {"const", "enum", "contains", "not", "maxItems", "minimum", "maximum", "pattern"}
    | {"minLength", "maxLength"}
)


def _contradictable(visit: Visit) -> bool:
    """Return whether a stated fact can be against a node of a constraint."""
    fact = facts().get(visit.pattern)
    empty = visit.pattern not in references("evidence") and fact is not None
    too_few = empty and visit.node.get("minItems", 0) > (fact.min_items if fact else 0)
    return too_few or bool(_CONTRADICTS & set(visit.node))


def _message_flaws(rule: Any, reasons: set[str]) -> Iterator[Flaw]:
    for reason in sorted(reasons - set(rule["message"])):
        yield ("message",), Text(f"no message for {reason}", f"缺少 {reason} 的消息")
    for reason, texts in rule["message"].items():
        for language, text in texts.items():
            for place in _PLACE.findall(text):
                if (
                    not place.startswith("/")
                    or pattern_of(tuple(place[1:].split("/"))) not in facts()
                ):
                    yield (
                        ("message", reason, language),
                        Text(f"{place} is no fact", f"{place} 不是事实"),
                    )


def missing_tests(tests: Any, wanted: set[str]) -> Iterator[Flaw]:
    """Yield the outcomes and reasons that no test expects."""
    proved = {test.get("reason", test["expect"]) for test in tests}
    for outcome in sorted(wanted - proved):
        yield ("tests",), Text(f"no test expects {outcome}", f"没有预期 {outcome} 的测试")


def flaws_of_tests(tests: Any) -> Iterator[Flaw]:
    """Yield the tests that say what nobody looks at."""
    for index, test in enumerate(tests):
        failing = test["expect"] == "fail"
        if failing != ("reason" in test):
            yield (
                ("tests", index),
                Text(
                    "reason goes with expect: fail, and only with it",
                    "reason 只能且必须与 expect: fail 同用",
                ),
            )
        for name in _ignored(test):
            yield ("tests", index, name), Text(f"{name} has no effect here", f"{name} 在此不起作用")


def _ignored(test: Any) -> Iterator[str]:
    if "at" in test and test["expect"] == "pass":
        yield "at"
    if "byException" in test and test["expect"] != "pass":
        yield "byException"
    if "set" in test and "remove" in test:
        yield "remove"
