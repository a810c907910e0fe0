"""Questions as plain lines of text, which work over ssh and in screen readers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from validator.cli.interview import messages
from validator.cli.interview.columns import hang, pad, width, wrap
from validator.cli.interview.questions import node_at
from validator.cli.interview.replies import LISTED, options
from validator.model.quote import QUOTE_LENGTH, escape
from validator.report.wording import show

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from validator.cli.interview.questions import Node
    from validator.cli.interview.state import Question, State
    from validator.model.text import Language, Text
    from validator.packs.model import Pack


@dataclass(frozen=True, slots=True)
class Look:
    """Settings of prompts: language, columns, and whether headings are bold."""

    language: Language
    columns: int
    bold: bool

    def heading(self, text: str) -> str:
        """Return a text in bold, if the terminal supports it."""
        return f"\x1b[1m{text}\x1b[0m" if self.bold else text


def section_heading(node: Node, part: int, number: int, of: int, look: Look) -> list[str]:
    """Return the number and name of a section, and the number of sections."""
    language = look.language
    where = messages.SECTION_OF[language].format(number, of, node.title[language])
    title = f"{messages.PARTS[part][language]} · {where}"
    lines = [look.heading(line) for line in wrap(title, look.columns)]
    return ["", *lines, *wrap(node.description[language], look.columns)]


def in_force_lines(packs: Sequence[Pack], as_of: date, look: Look) -> Iterator[str]:
    """Yield the instruments whose rules need the facts of the second part."""
    yield ""
    yield from wrap(messages.PACKS_IN_FORCE[look.language].format(as_of.isoformat()), look.columns)
    broad = max((width(pack.id) for pack in packs), default=0)
    for pack in packs:
        yield from hang(f"  {pad(pack.id, broad)}  ", pack.title[look.language], look.columns)


def waiting_lines(packs: Sequence[Pack], look: Look) -> Iterator[str]:
    """Yield the instruments that need a section, and the offer to skip it."""
    names = (", " if look.language == "en" else "、").join(pack.id for pack in packs)
    yield from wrap(messages.PACKS_NEED_SECTION[look.language].format(names), look.columns)


def question_lines(question: Question, state: State, look: Look) -> Iterator[str]:
    """Yield the text of a question: the fact and its possible values."""
    yield ""
    title, meaning = _subject(question, state, look.language)
    between = ": " if look.language == "en" else "："
    yield from wrap(f"{title}{between}{meaning}", look.columns)
    if question.kind != "fact":
        return
    if question.node.refers_to == "evidence":
        yield from _documents(question, state, look)
    elif question.node.refers_to == "purpose":
        yield from _numbered(options(question, state), look)
    elif len(question.node.choices) <= LISTED and question.node.shape.get("type") != "boolean":
        yield from _choices(question, look)


def _subject(question: Question, state: State, language: Language) -> tuple[str, str]:
    """Return the name of the fact, from its section down, and its meaning."""
    if question.place[0] == "evidence":
        named = escape(str(state.at((*question.place[:2], "id"))), QUOTE_LENGTH)
        document = messages.NEW_DOCUMENT[language].format(named)
        return f"{document} › {question.node.title[language]}", question.node.description[language]
    title = " › ".join(_crumbs(question, language))
    if question.kind != "another":
        return title, question.node.description[language]
    there = state.at(question.place)
    return title, (messages.ANOTHER_ONE if there else _with_meaning(question.node))[language]


def _with_meaning(node: Node) -> Text:
    return messages.MEANING_AND_QUESTION.format(node.description, messages.IS_THERE_ONE)


def _crumbs(question: Question, language: Language) -> Iterator[str]:
    """Yield titles from below the section down; entries of a list are numbered from 1."""
    names: list[str] = []
    crumbs: list[str] = []
    for part in question.place:
        if isinstance(part, int):
            crumbs[-1] += f" {part + 1}"
        else:
            names.append(part)
            crumbs.append(node_at(tuple(names)).title[language])
    inner = crumbs[1:] if len(crumbs) > 1 and not isinstance(question.place[1], int) else crumbs
    yield from inner


def _choices(question: Question, look: Look) -> Iterator[str]:
    choices = question.node.choices
    words = [str(show(choice.value).en) for choice in choices]
    broad = max(map(width, words), default=0)
    for number, (word, choice) in enumerate(zip(words, choices, strict=True), 1):
        head = f"{number:>4}  {pad(word, broad)}  "
        yield from hang(head, choice.meaning[look.language], look.columns)


def _documents(question: Question, state: State, look: Look) -> Iterator[str]:
    known = options(question, state)
    titles = {entry["id"]: entry.get("title", "") for entry in state.answers.get("evidence", ())}
    broad = max(map(width, known), default=0)
    named = [f"{pad(name, broad)}  {escape(titles[name], QUOTE_LENGTH)}" for name in known]
    yield from _numbered(named, look)
    yield from wrap(
        (messages.ADD_A_DOCUMENT if known else messages.NO_DOCUMENT_YET)[look.language],
        look.columns,
    )


def _numbered(names: list[str], look: Look) -> Iterator[str]:
    for number, name in enumerate(names, 1):
        yield from hang(f"{number:>4}  ", name.rstrip(), look.columns)
