"""The questions of the interview: those of ``questions.yaml``, and any fact of the schema."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from validator.cli.interview import messages
from validator.manifest.vocabulary import facts, item_of
from validator.model import pointers
from validator.model.resources import asset
from validator.model.text import Text
from validator.report.messages import COMMA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from validator.model.pointers import Pattern

_MOST_LISTED = 20
"""The most values that are listed as options; there are 249 countries."""

_ONE_BY_ONE = ("purposes", "sharing")
"""Lists whose entries differ much; a fact of another list is asked once for all its entries."""

Says = dict["Pattern", Any]
"""Facts and their values; ``*`` in a fact is every entry of a list."""


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer.

    Attributes:
        says: the facts that choosing it states.
        unless: the facts that not choosing it states.
        asks: whether its facts are asked by themselves if it is not chosen.
        value: the value of the fact, if the question is about one fact.
    """

    text: Text
    says: Says = field(default_factory=dict)
    unless: Says = field(default_factory=dict)
    asks: bool = False
    value: Any = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        key: a name for it that stays the same.
        topic: the number of its topic.
        ask: its text.
        why: why it is asked.
        fact: the one fact it is about, if it is about one.
        many: whether several options can be chosen.
        together: whether the answer is for all entries of a list at once.
        default: the fact whose value an empty line repeats, if any.
    """

    key: str
    topic: int
    ask: Text
    why: Text
    options: tuple[Option, ...]
    many: bool
    fact: Pattern | None = None
    together: bool = True
    default: Pattern | None = None

    @property
    def patterns(self) -> frozenset[Pattern]:
        """The facts that it can state."""
        if self.fact:
            return frozenset((self.fact,))
        return frozenset(name for option in self.options for name in (*option.says, *option.unless))


@dataclass(frozen=True, slots=True)
class Topic:
    """What some questions are about; ``last`` if it comes after all others."""

    name: Text
    last: bool


@cache
def topics() -> tuple[Topic, ...]:
    """Return the topics; the last one is for facts without a question of their own."""
    named = (Topic(Text.of(entry["topic"]), entry.get("last", False)) for entry in _written())
    return (*named, Topic(messages.FURTHER_FACTS, last=True))


@cache
def catalogue() -> tuple[Question, ...]:
    """Return the questions of ``questions.yaml`` in their order."""
    return tuple(
        _question(entry, number)
        for number, topic in enumerate(_written())
        for entry in topic["questions"]
    )


@cache
def plain_question(pattern: Pattern) -> Question:
    """Return a question about one fact, in the words of the manifest schema."""
    fact = facts()[pattern]
    above = (pattern[:size] for size in range(1, len(pattern)) if pattern[size - 1] != "*")
    ask = COMMA.join((*(facts()[name].title for name in above), fact.title))
    text = messages.TITLE_AND_MEANING.format(ask, fact.description)
    key = pointers.build(pattern)
    return Question(
        key, len(topics()) - 1, text, messages.RULES_WAIT, _values(pattern), is_list(pattern),
        pattern, together=pattern[0] not in _ONE_BY_ONE,
    )  # fmt: skip


def is_list(pattern: Pattern) -> bool:
    """Return whether a fact is a list."""
    return (*pattern, "*") in facts()


def entry_key(pattern: Pattern) -> str | None:
    """Return the member that names an entry of a list of objects; None for other facts."""
    item = (*pattern, "*")
    return next((name[-1] for name in facts() if name[:-1] == item), None)


@cache
def _written() -> list[dict[str, Any]]:
    import yaml

    file = asset("cli", "interview", "questions.yaml")
    written: list[dict[str, Any]] = yaml.safe_load(file.read_bytes())
    return written


def _question(entry: dict[str, Any], topic: int) -> Question:
    ask, why = Text.of(entry["ask"]), Text.of(entry["why"])
    if "fact" not in entry:
        options = tuple(map(_option, entry["options"]))
        return Question(ask.en, topic, ask, why, options, entry["pick"] == "many")
    fact = pointers.parse(entry["fact"])
    default = pointers.parse(entry["default"]) if "default" in entry else None
    together = entry.get("together", False)
    options = _values(fact)
    return Question(ask.en, topic, ask, why, options, is_list(fact), fact, together, default)


def _option(entry: dict[str, Any]) -> Option:
    says, unless = _says(entry["says"]), _says(entry.get("unless", {}))
    return Option(Text.of(entry), says, unless, entry.get("then") == "ask")


def _says(written: Mapping[str, Any]) -> Says:
    return {pointers.parse(pointer): value for pointer, value in written.items()}


def _values(pattern: Pattern) -> tuple[Option, ...]:
    """Return an option for each possible value, if the schema lists few."""
    fact = item_of(pattern)
    values = fact.values if len(fact.values) <= _MOST_LISTED else ()
    meanings = fact.meanings or ({True: messages.YES, False: messages.NO}.get(v) for v in values)
    return tuple(
        Option(meaning or Text(str(value), str(value)), value=value)
        for value, meaning in zip(values, meanings, strict=True)
    )
