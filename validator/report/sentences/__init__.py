"""Constraints as sentences that a person can read aloud, in English or Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from validator.engine.derived import DERIVED
from validator.engine.results import Expected
from validator.jsonschema.constraint import SchemaSet
from validator.jsonschema.keywords import is_remark
from validator.manifest.vocabulary import facts, references
from validator.model.text import Text
from validator.report.sentences import messages
from validator.report.wording import expected, value_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from validator.engine.derived import Derived
    from validator.manifest.vocabulary import Fact
    from validator.model.pointers import Pattern
    from validator.model.text import Language
    from validator.packs.model import Pack, Rule, Schema

_VALUES = {
    "const": ("equals", messages.IS),
    "enum": ("one-of", messages.IS),
    "minimum": ("at-least", messages.BOUNDED),
    "maximum": ("at-most", messages.BOUNDED),
    "minItems": ("at-least", messages.ITEMS),
    "maxItems": ("at-most", messages.ITEMS),
    "minLength": ("at-least", messages.LENGTH),
    "maxLength": ("at-most", messages.LENGTH),
    "pattern": ("equals", messages.PATTERN),
    "type": ("equals", messages.TYPE),
}
"""Keywords that test one value: the kind of what is expected, and the sentence."""
_CHOICES = ({"const"}, {"enum"})
_LINE = 100
"""Characters up to which a sentence takes others into its own line."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, with those that it introduces.

    Attributes:
        single: whether it is about one fact, so that "and" can join it to another.
    """

    text: str
    below: tuple[Sentence, ...] = ()
    single: bool = False


class _Place(NamedTuple):
    """A fact: its pattern, and its name from the nearest list item on; empty for that item."""

    pattern: Pattern = ()
    name: str = ""

    def member(self, name: str) -> _Place:
        return _Place((*self.pattern, name), f"{self.name}.{name}" if self.name else name)

    def item(self, name: str = "") -> _Place:
        return _Place((*self.pattern, "*"), name)


class Writer:
    """Writes the sentences of constraints in one language."""

    def __init__(self, common: Mapping[str, Schema], language: Language) -> None:
        """Take the shared constraints that ``$ref`` may reach, by URI, and the language."""
        self._schemas = SchemaSet(common)
        self._language = language

    def sentences(self, schema: Schema) -> list[Sentence]:
        """Return what a constraint over a manifest says, in sentences that must all hold."""
        return self._node(schema, _Place()) or [self._nothing()]

    def joined(self, made: Sequence[Sentence]) -> Sentence:
        """Return sentences that must all hold as one."""
        if len(made) == 1:
            return made[0]
        line = self._line(made)
        return Sentence(line) if line else self._headed(self._text(messages.ALL), made)

    def _node(self, schema: Schema, place: _Place) -> list[Sentence]:
        if place.pattern in references("evidence"):
            return [self._fact(messages.EVIDENCED, place)]
        made = (write(self, schema, place) for key, write in _WRITERS.items() if key in schema)
        return [sentence for part in made for sentence in part]

    def _resolved(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema, _ = self._schemas.follow(schema["$ref"], {})
        return schema

    def _reference(self, schema: Schema, place: _Place) -> Iterator[Sentence]:
        """Write a shared constraint; one over whole manifests under its description."""
        target = self._resolved(schema)
        made = self._node(target, place)
        remark = Text(target.get("description", ""), target.get("x-description-zh", ""))
        if self._text(remark) and not place.pattern:
            yield self._headed(self._text(remark).rstrip(".。"), made)
        else:
            yield from made

    def _properties(self, schema: Schema, place: _Place) -> Iterator[Sentence]:
        for name, child in schema["properties"].items():
            member = place.member(name)
            yield from self._node(child, member) or [self._fact(messages.STATED, member)]

    def _required(self, schema: Schema, place: _Place) -> Iterator[Sentence]:
        members = schema.get("properties", {})
        bare: dict[str, Schema] = {name: {} for name in schema["required"] if name not in members}
        yield from self._properties({"properties": bare}, place)

    def _value(self, keyword: str, value: Any, place: _Place) -> Sentence:
        kind, sentence = _VALUES[keyword]
        return self._fact(sentence, place, self._expected(kind, value, place.pattern))

    def _items(self, schema: Schema, place: _Place) -> Iterator[Sentence]:
        child, every = schema["items"], self._named(messages.EVERY, place)
        if _keywords(self._resolved(child)) <= _VALUES.keys():
            yield from self._node(child, place.item(every))
        else:
            yield self._headed(every, self._node(child, place.item()))

    def _contains(self, schema: Schema, place: _Place) -> Iterator[Sentence]:
        child = self._resolved(schema["contains"])
        if _keywords(child) in _CHOICES:
            yield self._choice(messages.INCLUDES, child, place, place.item().pattern)
        elif _keywords(child):
            some = self._named(messages.SOME, place)
            yield self._headed(some, self._node(child, place.item()))
        else:
            yield self._value("minItems", 1, place)

    def _all_of(self, schema: Schema, place: _Place) -> Iterator[Sentence]:
        """Write several constraints; the values that a list has to include in one sentence."""
        included = [part["contains"]["const"] for part in schema["allOf"] if _is_included(part)]
        if len(included) > 1:
            item = place.item().pattern
            values = (self._text(value_label(item, value)) for value in included)
            yield self._fact(messages.INCLUDES_ALL, place, self._text(messages.COMMA).join(values))
        for part in schema["allOf"]:
            if len(included) <= 1 or not _is_included(part):
                yield from self._node(part, place)

    def _any_of(self, schema: Schema, place: _Place) -> Iterator[Sentence]:
        parts = [self._node(part, place) or [self._nothing()] for part in schema["anyOf"]]
        yield self._above(self._text(messages.ANY), map(self.joined, parts))

    def _not(self, schema: Schema, place: _Place) -> Iterator[Sentence]:
        inner = self._resolved(schema["not"])
        if _keywords(inner) in _CHOICES:
            yield self._choice(messages.IS_NOT, inner, place, place.pattern)
        elif _keywords(inner) == {"required"} and len(inner["required"]) == 1:
            yield self._fact(messages.NOT_STATED, place.member(inner["required"][0]))
        else:
            made = self._node(schema["not"], place)
            yield self._headed(
                self._text(messages.NOT if len(made) == 1 else messages.NOT_ALL), made
            )

    def _if(self, schema: Schema, place: _Place) -> Iterator[Sentence]:
        condition, then, otherwise = (schema.get(key, {}) for key in ("if", "then", "else"))
        if not then:
            condition, then, otherwise = {"not": condition}, otherwise, {}
        made, result = self._node(condition, place), self._node(then, place)
        line = self._line(made)
        if line:
            head = self._text(messages.IF_THEN).format(line)
            yield self._headed(head, result, glue=" ")
        else:
            yield self._headed(self._text(messages.IF), made)
            yield self._headed(self._text(messages.THEN), result)
        if otherwise:
            yield self._headed(self._text(messages.OTHERWISE), self._node(otherwise, place))

    def _text(self, text: Text) -> str:
        return text[self._language]

    def _fact(self, sentence: Text, place: _Place, *more: str) -> Sentence:
        return Sentence(self._named(sentence, place, *more), single=True)

    def _choice(self, sentence: Text, schema: Schema, place: _Place, of: Pattern) -> Sentence:
        """Write a sentence about a place with the permitted values of the fact ``of``."""
        (keyword,) = _keywords(schema)
        values = self._expected(_VALUES[keyword][0], schema[keyword], of)
        return self._fact(sentence, place, values)

    def _nothing(self) -> Sentence:
        return Sentence(self._text(messages.ALWAYS))

    def _expected(self, kind: str, value: Any, pattern: Pattern) -> str:
        text = self._text(expected(Expected(kind, value), pattern))
        return f" {text}" if self._language == "zh" and text[0].isascii() else text

    def _named(self, sentence: Text, place: _Place, *more: str) -> str:
        """Put the name of a fact into a sentence: with its title if derived or in Chinese."""
        known: Derived | Fact | None = DERIVED.get(place.pattern)
        if self._language == "zh":
            known = known or facts().get(place.pattern)
        if not place.name or place.pattern[-1] == "*":
            name = place.name or self._text(messages.IT)
        elif known:
            title = self._text(known.title)
            name = self._text(messages.NAME_AND_TITLE).format(place.name, title)
        else:
            name = self._text(messages.NAME).format(place.name)
        return self._text(sentence).format(name, *more)

    def _line(self, made: Sequence[Sentence]) -> str | None:
        """Join one or two sentences to a line; None where they need a list."""
        if len(made) == 1 and not made[0].below:
            return made[0].text
        line = self._text(messages.AND).join(sentence.text for sentence in made)
        fits = len(made) == 2 and len(line) <= _LINE  # noqa: PLR2004 - one "and" joins two
        return line if fits and all(sentence.single for sentence in made) else None

    def _headed(self, head: str, made: Sequence[Sentence], glue: str = "") -> Sentence:
        """Put a head before sentences: in one line if that is short, else above a list.

        ``glue`` comes between head and sentences in one line; a colon when left out.
        """
        colon = self._text(messages.COLON)
        line = self._line(made)
        if line and len(head) + len(line) <= _LINE:
            return Sentence(f"{head}{glue or colon}{line}")
        if not glue and len(made) == 1 and len(head) + len(made[0].text) <= _LINE:
            return Sentence(f"{head}{colon}{made[0].text}", made[0].below)
        return self._above(head, made)

    def _above(self, head: str, made: Iterable[Sentence]) -> Sentence:
        return Sentence(f"{head}{self._text(messages.COLON)}".rstrip(), tuple(made))


def _is_included(part: Schema) -> bool:
    return part.keys() == {"contains"} and part["contains"].keys() == {"const"}


def _keywords(schema: Schema) -> set[str]:
    return {keyword for keyword in schema if not is_remark(keyword)}


def _value(keyword: str) -> _Write:
    return lambda writer, schema, place: iter([writer._value(keyword, schema[keyword], place)])


if TYPE_CHECKING:
    _Write = Callable[[Writer, Schema, _Place], Iterator[Sentence]]

_WRITERS: dict[str, _Write] = {
    **{keyword: _value(keyword) for keyword in _VALUES},
    "properties": Writer._properties,
    "required": Writer._required,
    "items": Writer._items,
    "contains": Writer._contains,
    "$ref": Writer._reference,
    "allOf": Writer._all_of,
    "anyOf": Writer._any_of,
    "not": Writer._not,
    "if": Writer._if,
}


__all__ = ["Section", "Sentence", "as_list", "rule_sentences"]


class Section(NamedTuple):
    """Sentences under a title; where they are numbered, there is one for each check of a rule."""

    title: Text
    sentences: list[Sentence]
    numbered: bool = False


def rule_sentences(rule: Rule, pack: Pack, language: Language) -> Iterator[Section]:
    """Yield when a rule applies, what it requires, and which cases are left to a person."""
    writer = Writer(pack.common, language)
    if rule.applies_when:
        yield Section(messages.APPLIES, writer.sentences(rule.applies_when))
    checks = [writer.sentences(check.requires) for check in rule.checks]
    if len(checks) == 1:
        yield Section(messages.REQUIRES, checks[0])
    else:
        yield Section(messages.REQUIRES, list(map(writer.joined, checks)), numbered=True)
    if rule.review:
        title = messages.REVIEWED_IF_MET if rule.review.if_met else messages.REVIEWED
        yield Section(title, writer.sentences(rule.review.when))


def as_list(
    sentences: Iterable[Sentence], shown: Callable[[str], str], *, numbered: bool = False
) -> Iterator[str]:
    """Yield sentences as the lines of a nested list, as Markdown writes it.

    ``shown`` escapes a text for its output. Sentences below others never have numbers.
    """
    for number, sentence in enumerate(sentences, 1):
        yield f"{f'{number}.' if numbered else '-'} {shown(sentence.text)}"
        yield from (f"    {line}" for line in as_list(sentence.below, shown))
