"""What is wrong with one constraint: every way in which it could pass in silence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from validator.facts import DERIVED
from validator.lint.walk import Visit, mandatory, walk
from validator.reading.quote import quote
from validator.text import Text
from validator.vocabulary import NOT_ASSESSED, facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from validator.model import Schema
    from validator.vocabulary import Pattern

Flaw = tuple["Pattern", Text]
"""Where in the constraint, and what is wrong there."""

# Outside character classes: look-around, back-references, classes whose meaning
# differs between engines, and repeated groups, which can backtrack without end.
_UNSAFE = re.compile(r"\(\?(?!:)|\\[1-9dDwWsSbBkpP]|\)[*+{]|[*+?}][*+]")


def flaws_of_requirement(
    constraint: Schema, resolve: Callable[[Schema], Schema], bounded: frozenset[Pattern]
) -> Iterator[Flaw]:
    """Yield what is wrong with ``requires``.

    Args:
        bounded: lists that cannot be empty where the rule applies.
    """
    for visit in walk(constraint, resolve):
        yield from _unknown_facts(visit, derived=True)
        yield from _unrequired(visit)
        yield from _impossible_values(visit)
        yield from _bad_pattern(visit)
        yield from _unbounded(visit, bounded)


def flaws_of_condition(
    constraint: Schema, resolve: Callable[[Schema], Schema], *, derived: bool
) -> Iterator[Flaw]:
    """Yield what is wrong with ``appliesWhen``, or with the condition of an exception.

    Args:
        derived: True for the condition of an exception, which reads the facts of a
            manifest that passed; False for ``appliesWhen``, which reads the
            manifest as written, and only what every manifest has to state.
    """
    for visit in walk(constraint, resolve):
        yield from _unknown_facts(visit, derived=derived)
        yield from _locally_unrequired(visit)
        yield from _impossible_values(visit)
        yield from _bad_pattern(visit)
        if not derived:
            yield from _optional(visit)
            yield from _silenced(visit)


def lists_bounded_by(
    constraint: Schema, resolve: Callable[[Schema], Schema]
) -> frozenset[Pattern]:
    """Return the lists that have an entry wherever ``constraint`` holds."""
    return frozenset(
        visit.pattern
        for visit in walk(constraint, resolve)
        if "contains" in visit.node and not visit.condition
    )


def _properties(visit: Visit) -> Iterator[tuple[Pattern, Pattern]]:
    """Yield the path and the fact of each property that a node constrains."""
    for name in visit.node.get("properties", {}):
        yield (*visit.path, "properties", name), (*visit.pattern, name)


def _unknown_facts(visit: Visit, *, derived: bool) -> Iterator[Flaw]:
    for path, pattern in _properties(visit):
        if pattern not in facts() and not (derived and pattern in DERIVED):
            name = "/".join(pattern)
            yield (
                path,
                Text(
                    f"no fact {name} in the manifest schema", f"清单模式中没有事实 {name}"
                ),
            )


def _unrequired(visit: Visit) -> Iterator[Flaw]:
    if visit.condition:
        yield from _locally_unrequired(visit)
        for path, pattern in _properties(visit):
            if pattern not in visit.certain | mandatory() and pattern in facts():
                name = "/".join(pattern)
                yield (
                    path,
                    Text(
                        f"the condition reads {name}, which may be missing; require it outside",
                        f"条件读取可能缺失的 {name}；请在条件之外列为必需",
                    ),
                )
        return
    for path, pattern in _properties(visit):
        if pattern not in visit.certain:
            name = "/".join(pattern)
            yield (
                path,
                Text(
                    f"reads {name} without requiring it: a missing fact would pass",
                    f"读取 {name} 却未列为必需：缺失的事实会通过",
                ),
            )


def _locally_unrequired(visit: Visit) -> Iterator[Flaw]:
    required = visit.node.get("required", ())
    for path, pattern in _properties(visit):
        if pattern[-1] not in required:
            name = "/".join(pattern)
            yield (
                path,
                Text(
                    f"a condition on {name} without required: it would match a missing fact",
                    f"针对 {name} 的条件没有 required：缺失的事实也会匹配",
                ),
            )


def _impossible_values(visit: Visit) -> Iterator[Flaw]:
    fact = facts().get(visit.pattern)
    if fact is None or not fact.values:
        return
    values = visit.node.get("enum", []) + ([visit.node["const"]] if "const" in visit.node else [])
    for value in values:
        if value not in fact.values:
            name = "/".join(visit.pattern)
            yield (
                visit.path,
                Text(
                    f"{quote(value)} is no value of {name}", f"{quote(value)} 不是 {name} 的取值"
                ),
            )


def _bad_pattern(visit: Visit) -> Iterator[Flaw]:
    pattern = visit.node.get("pattern")
    if pattern is None:
        return
    if not (pattern.startswith("^") and pattern.endswith("$")):
        yield (
            (*visit.path, "pattern"),
            Text("pattern is not anchored by ^ and $", "pattern 未以 ^ 和 $ 锚定"),
        )
    outside_classes = re.sub(r"\[(?:\\.|[^\]\\])*\]", "[]", pattern)
    if _UNSAFE.search(outside_classes) or not _compiles(pattern):
        yield (
            (*visit.path, "pattern"),
            Text(
                "pattern is unsafe or not portable: no repeated groups, look-around, "
                "back-references or classes such as \\d",
                "pattern 不安全或不可移植：不得使用重复的分组、环视、反向引用或 \\d 之类的字符类",
            ),
        )


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError):
        return False
    return True


def _unbounded(visit: Visit, bounded: frozenset[Pattern]) -> Iterator[Flaw]:
    over_all = "items" in visit.node and not visit.condition
    none_of = visit.keyword == "not" and "contains" in visit.node
    holder = visit.parent if none_of and visit.parent is not None else visit.node
    fact = facts().get(visit.pattern)
    sure = bool(fact and fact.min_items) or visit.pattern in bounded
    if (over_all or none_of) and not (sure or "minItems" in holder or "contains" in holder):
        yield (
            visit.path,
            Text(
                "an empty list would pass; add minItems or contains",
                "空列表会通过；请加 minItems 或 contains",
            ),
        )


def _optional(visit: Visit) -> Iterator[Flaw]:
    for path, pattern in _properties(visit):
        if pattern in facts() and pattern not in mandatory():
            name = "/".join(pattern)
            yield (
                path,
                Text(
                    f"appliesWhen reads {name}, which a manifest may leave out to escape the rule",
                    f"appliesWhen 读取了可省略的 {name}：省略即可规避规则",
                ),
            )


def _silenced(visit: Visit) -> Iterator[Flaw]:
    fact = facts().get(visit.pattern)
    values = visit.node.get("enum") or ([visit.node["const"]] if "const" in visit.node else None)
    if fact is None or values is None or NOT_ASSESSED not in fact.values:
        return
    if (NOT_ASSESSED in values) == visit.negated:
        name = "/".join(visit.pattern)
        yield (
            visit.path,
            Text(
                f"{name} may be {NOT_ASSESSED}, which would silence the rule",
                f"{name} 可为 {NOT_ASSESSED}，这会使规则失效",
            ),
        )
