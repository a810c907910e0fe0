"""What is wrong with one constraint: every way in which it could pass in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.derived import DERIVED
from validator.lint.shapes import established, kinds, mandatory, shapes
from validator.lint.values import flaws_of_silence, flaws_of_values
from validator.text import Text
from validator.vocabulary import facts, references
from validator.walk import Visit, filled_by, parts, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.model import Schema
    from validator.vocabulary import Pattern
    from validator.walk import Resolve, Sure

Flaw = tuple["Pattern", Text]
"""Where in the constraint, and what is wrong there."""


def flaws_of_requirement(
    constraint: Schema, resolve: Resolve, applies_when: Schema
) -> Iterator[Flaw]:
    """Yield what is wrong with ``requires``.

    Args:
        constraint: the schema over the facts of a manifest.
        resolve: returns what a schema refers to by ``$ref``, or the schema itself.
        applies_when: the condition of the rule; lists that have an entry by it are not empty.
    """
    bounded = filled_by(applies_when, (), resolve)
    visits = list(walk(constraint, resolve))
    for visit in visits:
        yield from _unknown_facts(visit, derived=True)
        yield from _unrequired(visit)
        yield from flaws_of_values(visit, as_written=False)
        yield from _unbounded(visit, bounded)
        yield from _expiring(visit)
        yield from _idle(visit)
    yield from _hollow(visits)


def flaws_of_condition(constraint: Schema, resolve: Resolve, *, derived: bool) -> Iterator[Flaw]:
    """Yield what is wrong with ``appliesWhen``, or with the condition of an exception.

    Args:
        constraint: the schema over a whole manifest.
        resolve: returns what a schema refers to by ``$ref``, or the schema itself.
        derived: True for the condition of an exception, which reads the facts of a
            manifest that passed; False for ``appliesWhen``, which reads the
            manifest as written, and only what every manifest has to state.
    """
    for visit in walk(constraint, resolve):
        yield from _unknown_facts(visit, derived=derived)
        yield from _locally_unrequired(visit)
        yield from flaws_of_values(visit, as_written=not derived)
        yield from _idle(visit)
        if not derived:
            yield from _optional(visit)
            yield from flaws_of_silence(visit)


def read_by(visit: Visit) -> Iterator[tuple[Pattern, Pattern]]:
    """Yield the path and the pattern of each fact that a node reads, by constraint or by name."""
    members = visit.node.get("properties", {})
    for name in members:
        yield (*visit.path, "properties", name), (*visit.pattern, name)
    for index, name in enumerate(visit.node.get("required", ())):
        if name not in members:
            yield (*visit.path, "required", str(index)), (*visit.pattern, name)


def _unknown_facts(visit: Visit, *, derived: bool) -> Iterator[Flaw]:
    for path, pattern in read_by(visit):
        if pattern not in facts() and not (derived and pattern in DERIVED):
            name = "/".join(pattern)
            text = Text(f"no fact {name} in the manifest schema", f"清单模式中没有事实 {name}")
            yield path, text


def _unrequired(visit: Visit) -> Iterator[Flaw]:
    if visit.condition:
        yield from _locally_unrequired(visit)
    sure = visit.certain | established() if visit.condition else visit.certain
    for path, pattern in read_by(visit):
        if pattern not in sure and pattern in shapes():
            yield path, _silent(pattern, condition=visit.condition)


def _silent(pattern: Pattern, *, condition: bool) -> Text:
    name = "/".join(pattern)
    if condition:
        return Text(
            f"the condition reads {name}, which may be missing; require it outside",
            f"条件读取可能缺失的 {name}；请在条件之外列为必需",
        )
    return Text(
        f"reads {name} without requiring it: a missing fact would pass",
        f"读取 {name} 却未列为必需：缺失的事实会通过",
    )


def _locally_unrequired(visit: Visit) -> Iterator[Flaw]:
    for member in visit.node.get("properties", {}):
        if member not in visit.node.get("required", ()):
            name = "/".join((*visit.pattern, member))
            text = Text(
                f"a condition on {name} without required: it would match a missing fact",
                f"针对 {name} 的条件没有 required：缺失的事实也会匹配",
            )
            yield (*visit.path, "properties", member), text


def _unbounded(visit: Visit, bounded: Sure) -> Iterator[Flaw]:
    over_all = "items" in visit.node and not visit.negated
    none_of = "contains" in visit.node and visit.negated
    # Evidence that has ended is taken out of its list before rules read it.
    fact = None if visit.pattern in references("evidence") else facts().get(visit.pattern)
    sure = bool(fact and fact.min_items) or visit.pattern in bounded | visit.filled
    if (over_all or none_of) and not sure:
        text = Text(
            "an empty list would pass; add minItems or contains",
            "空列表会通过；请加 minItems 或 contains",
        )
        yield visit.path, text


_OF_EVIDENCE = frozenset({"description", "type", "minItems", "allOf", "anyOf"})


def _expiring(visit: Visit) -> Iterator[Flaw]:
    """Yield what would hold because evidence that has ended is taken out of its list."""
    for path, pattern in () if visit.condition else read_by(visit):
        if pattern in references("evidence") and pattern not in visit.filled:
            name = "/".join(pattern)
            text = Text(
                f"asks for {name} without minItems: evidence that has ended would pass",
                f"要求 {name} 却没有 minItems：过期的证据会通过",
            )
            yield path, text
    if visit.pattern in references("evidence"):
        allowed = frozenset() if visit.condition else _OF_EVIDENCE
        for keyword in sorted(set(visit.node) - allowed):
            text = Text(
                f"{keyword} could hold for lack of evidence; ask for minItems and nothing else",
                f"缺少证据时 {keyword} 也可能成立；只应要求 minItems",
            )
            yield (*visit.path, keyword), text


def _idle(visit: Visit) -> Iterator[Flaw]:
    """Yield parts that JSON Schema takes for nothing, or that ask for nothing."""
    node = visit.node
    if ("if" in node) != bool({"then", "else"} & set(node)):
        yield visit.path, Text("if goes with then or else", "if 应与 then 或 else 同用")
    for keyword, value in node.items():
        if keyword not in ("properties", "contains"):
            for extra, _, child in parts(keyword, value):
                if not set(child) - {"description", "type"}:
                    text = Text("this part asks for nothing", "此部分没有任何要求")
                    yield (*visit.path, keyword, *extra), text


def _hollow(visits: list[Visit]) -> Iterator[Flaw]:
    """Yield objects that are asked for without anything in them."""
    asked = {(pattern, path) for visit in visits for path, pattern in read_by(visit)}
    patterns = {pattern for pattern, _ in asked}
    for pattern, path in sorted(asked):
        empty = not any(other[: len(pattern)] == pattern for other in patterns - {pattern})
        if empty and pattern in shapes() and kinds(pattern) == {"object"}:
            name = "/".join(pattern)
            text = Text(
                f"asks for {name} and for nothing in it: an empty object would pass",
                f"要求 {name} 却不要求其内容：空对象会通过",
            )
            yield path, text


def _optional(visit: Visit) -> Iterator[Flaw]:
    for path, pattern in read_by(visit):
        if pattern in facts() and pattern not in mandatory():
            name = "/".join(pattern)
            text = Text(
                f"appliesWhen reads {name}, which a manifest may leave out to escape the rule",
                f"appliesWhen 读取了可省略的 {name}：省略即可规避规则",
            )
            yield path, text
