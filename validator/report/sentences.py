"""Constraints in sentences that a person can read aloud, in English or Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from validator.engine.derived import DERIVED
from validator.engine.results import Expected
from validator.jsonschema.constraint import shared
from validator.manifest.vocabulary import facts, references
from validator.model.text import Text
from validator.report.wording import expected, show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from validator.model.pointers import Pattern
    from validator.model.text import Language
    from validator.packs.model import Pack, Rule, Schema

_APPLIES = Text("Applies when", "适用条件")
_REQUIRES = Text("Requires", "要求")
_REVIEWED = Text("If it does not pass, a person judges these cases", "未通过时须由人工判断的情形")
_ALL_CASES = Text("all cases", "所有情形")

_COLON = Text(":", "：")
_AFTER_COLON = Text(" ", "")
_AND = Text(", and ", "，且 ")
_COMMA = Text(", ", "、")
_ALL = Text("all of these", "同时满足")
_ANY = Text("at least one of these", "至少满足一项")
_EVERY = Text("every item of {}", "{}的每一项")
_SOME = Text("at least one item of {}", "{}中至少一项")
_IT = Text("it", "该项")
_IF = Text("if", "如果")
_IF_THEN = Text("if {}, then", "如果 {}，则")
_THEN = Text("then", "则")
_OTHERWISE = Text("otherwise", "否则")
_NOT = Text("this is not so", "以下不成立")
_NOT_ALL = Text("not all of these", "以下不同时成立")

_STATED = Text("{} is stated", "{}已说明")
_NOT_STATED = Text("{} is not stated", "{}未说明")
_EVIDENCED = Text("{} refers to current evidence", "{}引用有效的证据")
_IS = Text("{} is {}", "{}为{}")
_IS_NOT = Text("{} is not {}", "{}不为{}")
_INCLUDES = Text("{} includes {}", "{}包含{}")
_INCLUDES_ALL = Text("{} includes all of {}", "{}包含全部：{}")
_BOUNDED = Text("{} is {}", "{}{}")
_ITEMS = Text("the number of items of {} is {}", "{}的项数{}")
_LENGTH = Text("the length of {} is {}", "{}的长度{}")
_TITLED = Text('{} ("{}")', "{}（{}）")

_VALUES = {
    "const": ("equals", _IS),
    "enum": ("one-of", _IS),
    "minimum": ("at-least", _BOUNDED),
    "maximum": ("at-most", _BOUNDED),
    "minItems": ("at-least", _ITEMS),
    "maxItems": ("at-most", _ITEMS),
    "minLength": ("at-least", _LENGTH),
    "maxLength": ("at-most", _LENGTH),
    "pattern": ("equals", Text("{} matches the pattern {}", "{}匹配模式{}")),
    "type": ("equals", Text("{} is of the type {}", "{}的类型为{}")),
}
"""Keywords that test one value: the kind of what is expected, and the sentence."""
_CHOICES = {"const", "enum", "description"}
_LINE = 100
"""Characters up to which a sentence takes others into its own line."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and those that it introduces.

    Attributes:
        single: whether it is about one fact, so that it can be joined to another by "and".
    """

    text: str
    below: tuple[Sentence, ...] = ()
    single: bool = False


class _Place(NamedTuple):
    """A fact: its pattern, and its name from the nearest list item on; empty for that item."""

    pattern: Pattern
    name: str

    def member(self, name: str) -> _Place:
        return _Place((*self.pattern, name), f"{self.name}.{name}" if self.name else name)

    def item(self, name: str = "") -> _Place:
        return _Place((*self.pattern, "*"), name)


class Section(NamedTuple):
    """Sentences under a title; where they are numbered, there is one for each check of a rule."""

    title: Text
    sentences: list[Sentence]
    numbered: bool = False


def rule_sentences(rule: Rule, pack: Pack, language: Language) -> Iterator[Section]:
    """Yield when a rule applies, what it requires, and which cases are left to a person."""
    writer = _Writer(pack.common, language)
    if rule.applies_when:
        yield Section(_APPLIES, writer.whole(rule.applies_when))
    checks = [writer.whole(check.requires) for check in rule.checks]
    if len(checks) == 1:
        yield Section(_REQUIRES, checks[0])
    else:
        yield Section(_REQUIRES, [writer.as_one(made) for made in checks], numbered=True)
    if rule.review:
        cases = writer.whole(rule.review.when)
        yield Section(_REVIEWED, cases or [Sentence(_ALL_CASES[language])])


def sentences(schema: Schema, common: Mapping[str, Schema], language: Language) -> list[Sentence]:
    """Return the sentences that say what a constraint over a manifest requires; all must hold.

    Args:
        schema: the constraint.
        common: the shared constraints that it may refer to, by URI.
        language: of the sentences.
    """
    return _Writer(common, language).whole(schema)


def as_list(
    items: Iterable[Sentence], shown: Callable[[str], str], *, numbered: bool = False
) -> Iterator[str]:
    """Yield sentences as the lines of a nested list, as Markdown writes it.

    Args:
        items: the sentences.
        shown: makes a text harmless where it is printed.
        numbered: whether the sentences have numbers; those below them never have.
    """
    for number, sentence in enumerate(items, 1):
        yield f"{f'{number}.' if numbered else '-'} {shown(sentence.text)}"
        yield from (f"    {line}" for line in as_list(sentence.below, shown))


class _Writer:
    """Writes the sentences of constraints in one language."""

    def __init__(self, common: Mapping[str, Schema], language: Language) -> None:
        self._common = common
        self._language = language

    def whole(self, schema: Schema) -> list[Sentence]:
        """Write a constraint over a whole manifest."""
        return self.node(schema, _Place((), ""))

    def node(self, schema: Schema, place: _Place) -> list[Sentence]:
        """Write what a schema requires of a place."""
        if place.pattern in references("evidence"):
            return [self._fact(_EVIDENCED, place)]
        made = (write(self, schema, place) for key, write in _WRITERS.items() if key in schema)
        return [sentence for part in made for sentence in part]

    def as_one(self, made: Sequence[Sentence]) -> Sentence:
        """Join sentences that must all hold to one."""
        joined = self._joined(made)
        if len(made) == 1:
            return made[0]
        return Sentence(joined) if joined else self._headed(self._text(_ALL), made)

    def reference(self, schema: Schema, place: _Place) -> Iterator[Sentence]:
        """Write a shared constraint; one over whole manifests under its description."""
        target = self._resolved(schema)
        made = self.node(target, place)
        description = Text(target.get("description", ""), target.get("x-description-zh", ""))
        title = self._text(description).rstrip(".。")
        if title and not place.pattern:
            yield self._headed(title, made)
        else:
            yield from made

    def properties(self, schema: Schema, place: _Place) -> Iterator[Sentence]:
        """Write what is required of the members of an object."""
        for name, child in schema["properties"].items():
            member = place.member(name)
            yield from self.node(child, member) or [self._fact(_STATED, member)]

    def required(self, schema: Schema, place: _Place) -> Iterator[Sentence]:
        """Write which members have to be stated, those apart of which more is required."""
        for name in schema["required"]:
            if name not in schema.get("properties", {}):
                yield from self.properties({"properties": {name: {}}}, place)

    def value(self, keyword: str, schema: Schema, place: _Place) -> Iterator[Sentence]:
        """Write a keyword that tests one value."""
        kind, sentence = _VALUES[keyword]
        yield self._fact(sentence, place, self._expected(kind, schema[keyword]))

    def items(self, schema: Schema, place: _Place) -> Iterator[Sentence]:
        """Write what is required of every item of a list."""
        every = self._text(_EVERY).format(self._subject(place))
        if self._resolved(schema["items"]).keys() <= _VALUES.keys() | {"description"}:
            yield from self.node(schema["items"], place.item(every))
        else:
            yield self._headed(every, self.node(schema["items"], place.item()))

    def contains(self, schema: Schema, place: _Place) -> Iterator[Sentence]:
        """Write what is required of at least one item of a list."""
        if self._resolved(schema["contains"]).keys() <= _CHOICES:
            yield from self._choices(_INCLUDES, schema["contains"], place)
        else:
            some = self._text(_SOME).format(self._subject(place))
            yield self._headed(some, self.node(schema["contains"], place.item()))

    def all_of(self, schema: Schema, place: _Place) -> Iterator[Sentence]:
        """Write several constraints; values that a list has to include in one sentence."""
        included = [part["contains"]["const"] for part in schema["allOf"] if _includes(part)]
        if len(included) > 1:
            values = (self._text(show(value)) for value in included)
            yield self._fact(_INCLUDES_ALL, place, self._text(_COMMA).join(values))
        for part in schema["allOf"]:
            if len(included) <= 1 or not _includes(part):
                yield from self.node(part, place)

    def any_of(self, schema: Schema, place: _Place) -> Iterator[Sentence]:
        """Write alternatives."""
        made = tuple(self.as_one(self.node(part, place)) for part in schema["anyOf"])
        yield Sentence(self._text(_ANY) + self._text(_COLON), made)

    def negated(self, schema: Schema, place: _Place) -> Iterator[Sentence]:
        """Write what must not hold."""
        inner = schema["not"]
        if inner.keys() <= {"const"} or inner.keys() <= {"enum"}:
            yield from self._choices(_IS_NOT, inner, place)
        elif inner.keys() == {"required"} and len(inner["required"]) == 1:
            yield self._fact(_NOT_STATED, place.member(inner["required"][0]))
        else:
            made = self.node(inner, place)
            yield self._headed(self._text(_NOT if len(made) == 1 else _NOT_ALL), made)

    def conditional(self, schema: Schema, place: _Place) -> Iterator[Sentence]:
        """Write a condition and what follows from it."""
        condition, then, otherwise = (schema.get(key, {}) for key in ("if", "then", "else"))
        if not then:
            condition, then, otherwise = {"not": condition}, otherwise, {}
        made, then = self.node(condition, place), self.node(then, place)
        joined = self._joined(made)
        if joined:
            yield self._headed(self._text(_IF_THEN).format(joined), then, glue=" ")
        else:
            yield self._headed(self._text(_IF), made)
            yield self._headed(self._text(_THEN), then)
        if otherwise:
            yield self._headed(self._text(_OTHERWISE), self.node(otherwise, place))

    def _text(self, text: Text) -> str:
        return text[self._language]

    def _fact(self, sentence: Text, place: _Place, *more: str) -> Sentence:
        text = self._text(sentence).format(self._subject(place), *more)
        return Sentence(text, single=True)

    def _choices(self, sentence: Text, schema: Schema, place: _Place) -> Iterator[Sentence]:
        for keyword in schema.keys() & _VALUES.keys():
            asked = self._expected(_VALUES[keyword][0], schema[keyword])
            yield self._fact(sentence, place, asked)

    def _expected(self, kind: str, value: Any) -> str:
        text = self._text(expected(Expected(kind, value)))
        return f" {text}" if self._language == "zh" and text[0].isascii() else text

    def _subject(self, place: _Place) -> str:
        """Name a fact: a derived one with its title, in Chinese every one."""
        if not place.name or place.pattern[-1] == "*":
            return place.name or self._text(_IT)
        known = DERIVED if self._language == "en" else {**facts(), **DERIVED}
        if place.pattern not in known:
            return place.name if self._language == "en" else f"{place.name} "
        return self._text(_TITLED).format(place.name, self._text(known[place.pattern].title))

    def _resolved(self, schema: Schema) -> Schema:
        return shared(schema["$ref"], self._common) or {} if "$ref" in schema else schema

    def _joined(self, made: Sequence[Sentence]) -> str | None:
        """Join one or two sentences to a line; None where they need a list."""
        lone = len(made) == 1 and not made[0].below
        if lone or (len(made) == 2 and all(sentence.single for sentence in made)):  # noqa: PLR2004
            joined = self._text(_AND).join(sentence.text for sentence in made)
            return joined if len(joined) <= _LINE else None
        return None

    def _headed(self, head: str, made: Sequence[Sentence], glue: str | None = None) -> Sentence:
        """Put a head before sentences: in one line where that is short, else above a list.

        Args:
            head: what comes first, without a colon.
            made: the sentences.
            glue: what comes between in one line; a colon when left out.
        """
        colon = self._text(_COLON)
        joined = self._joined(made)
        if joined and len(head) + len(joined) <= _LINE:
            return Sentence(f"{head}{glue or colon + self._text(_AFTER_COLON)}{joined}")
        if not glue and len(made) == 1 and len(head) + len(made[0].text) <= _LINE:
            return Sentence(f"{head}{colon}{self._text(_AFTER_COLON)}{made[0].text}", made[0].below)
        return Sentence(f"{head}{colon}", tuple(made))


def _includes(part: Schema) -> bool:
    return part.keys() == {"contains"} and part["contains"].keys() == {"const"}


def _value(keyword: str) -> Any:
    return lambda writer, schema, place: writer.value(keyword, schema, place)


_WRITERS: dict[str, Callable[[_Writer, Schema, _Place], Iterator[Sentence]]] = {
    **{keyword: _value(keyword) for keyword in _VALUES},
    "properties": _Writer.properties,
    "required": _Writer.required,
    "items": _Writer.items,
    "contains": _Writer.contains,
    "$ref": _Writer.reference,
    "allOf": _Writer.all_of,
    "anyOf": _Writer.any_of,
    "not": _Writer.negated,
    "if": _Writer.conditional,
}
