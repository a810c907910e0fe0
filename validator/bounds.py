"""What the constraints of a pack may cost, since anybody may have written it.

A constraint counts as all that it refers to: two references to something that holds two
references, and so on, are few lines and more work than any machine can do.
"""

from __future__ import annotations

from dataclasses import dataclass

from validator.constraints import common_uri, shared
from validator.errors import Problem
from validator.keywords import IN_LIST, IN_MAPPING, IN_SCHEMA
from validator.patterns import LONGEST, flaws_of_pattern
from validator.reading.quote import quote
from validator.text import Text
from validator.walk import parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from validator.model import Schema

DEPTH = 20
"""The most constraints within each other; code that is made of them has a bound, too."""
VALUES = 5_000
"""The most values in a constraint."""
CHOICES = 100
"""The most values of one ``enum``; shipped packs have 11 at most. Each finding tells them all."""
VALUES_IN_ALL = 20_000
"""The most values in the constraints of a pack."""
RULES = 500
"""The most rules of a pack."""
PATTERNS = 10_000
"""The most characters in the different patterns of a pack; shipped packs have 39."""

_TOO_DEEP = Text(f"constraints are nested more than {DEPTH} deep", f"约束嵌套超过 {DEPTH} 层")
_TOO_LARGE = Text(
    f"more than {VALUES} values once references are written out",
    f"展开引用后，值超过 {VALUES} 个",
)
_TOO_MANY_CHOICES = Text(
    f"an enum has more than {CHOICES} values", f"某个 enum 的值超过 {CHOICES} 个"
)
_TOO_LARGE_IN_ALL = Text(
    f"the constraints of the pack have more than {VALUES_IN_ALL} values in all",
    f"规则包的约束共有超过 {VALUES_IN_ALL} 个值",
)
_TOO_MANY_PATTERNS = Text(
    f"the patterns of the pack have more than {PATTERNS} characters in all",
    f"规则包的 pattern 共有超过 {PATTERNS} 个字符",
)
_TOO_MANY = Text(f"the pack has more than {RULES} rules", f"规则包的规则超过 {RULES} 条")


def problems_of_bounds(content: Mapping[str, Any], source: str) -> Iterator[Problem]:
    """Yield where a pack exceeds what it may cost.

    Args:
        content: as ``packfiles.bundle`` returns it, with references that lead somewhere.
        source: name of the pack's place, for messages.
    """
    meter = _Meter(content["common"])
    if len(content["rules"]) > RULES:
        yield Problem(source, None, _TOO_MANY)
        return
    for name, constraint in _constraints(content):
        for text in dict.fromkeys(meter.flaws(constraint)):
            yield Problem(source, None, Text(f"{name.en}: {text.en}", f"{name.zh}：{text.zh}"))
    if meter.total > VALUES_IN_ALL:
        yield Problem(source, None, _TOO_LARGE_IN_ALL)
    if meter.characters > PATTERNS:
        yield Problem(source, None, _TOO_MANY_PATTERNS)


def _constraints(content: Mapping[str, Any]) -> Iterator[tuple[Text, Schema]]:
    yield Text("appliesWhen", "appliesWhen"), content["pack"]["appliesWhen"]
    for rule in content["rules"]:
        name = Text(f"rule {rule['id']}", f"规则 {rule['id']}")
        yield name, rule["appliesWhen"]
        yield name, rule["requires"]
        if "exception" in rule:
            yield name, rule["exception"]["when"]


class _Meter:
    """Measures the constraints of one pack; what is shared is measured once and counts always.

    Attributes:
        total: number of values in all constraints measured.
        characters: number of characters in all patterns met.
    """

    def __init__(self, common: Mapping[str, Any]) -> None:
        self._common = {common_uri(name): file for name, file in common.items()}
        self._known: dict[str, _Size] = {}
        self._met: set[str] = set()
        self._patterns: dict[str, tuple[Text, ...]] = {}
        self.total = 0
        self.characters = 0

    def flaws(self, constraint: Schema) -> Iterator[Text]:
        """Yield what is wrong with a constraint; it counts from then on."""
        self._met.clear()
        size = self._size(constraint, 0)
        self.total += size.values
        if size.depth > DEPTH:
            yield _TOO_DEEP
        if size.values > VALUES:
            yield _TOO_LARGE
        if size.choices > CHOICES:
            yield _TOO_MANY_CHOICES
        for pattern in sorted(self._met):
            shown = quote(pattern)
            for flaw in self._flaws_of(pattern):
                yield Text(f"{shown}: {flaw.en}", f"{shown}：{flaw.zh}")

    def _flaws_of(self, pattern: str) -> tuple[Text, ...]:
        """Return what is wrong with a pattern, looking at each once and not beyond the bound."""
        if pattern not in self._patterns:
            self.characters += len(pattern)
            bearable = self.characters <= PATTERNS or len(pattern) > LONGEST
            self._patterns[pattern] = tuple(flaws_of_pattern(pattern)) if bearable else ()
        return self._patterns[pattern]

    def _size(self, schema: Schema, above: int) -> _Size:
        if above > DEPTH:  # where references run in a circle, there is no end of it
            return _Size()
        if isinstance(schema.get("pattern"), str):
            self._met.add(schema["pattern"])
        sizes = [self._size(child, above + 1) for child in _children(schema)]
        if "$ref" in schema:
            sizes.append(self._referred(schema["$ref"], above + 1))
        return _Size(
            own_values(schema) + sum(size.values for size in sizes),
            1 + max((size.depth for size in sizes), default=0),
            max(len(schema.get("enum", ())), *(size.choices for size in sizes), 0),
        )

    def _referred(self, reference: str, above: int) -> _Size:
        if reference not in self._known:
            target = shared(reference, self._common) or {}
            self._known[reference] = self._size(target, above)
        return self._known[reference]


@dataclass(frozen=True, slots=True)
class _Size:
    values: int = 1
    depth: int = 1
    choices: int = 0


def _children(schema: Schema) -> Iterator[Schema]:
    for keyword, value in schema.items():
        yield from (child for _, _, child in parts(keyword, value))


def own_values(schema: Schema) -> int:
    """Return the number of values in a schema that are no schemas."""
    own = {keyword: value for keyword, value in schema.items() if not _holds_schemas(keyword)}
    return len(schema) + sum(map(_values, own.values()))


def _holds_schemas(keyword: str) -> bool:
    return keyword in IN_SCHEMA | IN_LIST | IN_MAPPING


def _values(value: Any) -> int:
    children = value.values() if isinstance(value, dict) else value
    return 1 + (sum(map(_values, children)) if isinstance(value, (dict, list)) else 0)
