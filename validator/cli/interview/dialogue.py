"""The interview on a terminal: numbered lines, which work over ssh and in screen readers.

The arrow keys go through the choices and edit the line by Python's own ``readline``. questionary
2.1 was tried for menus and left out: its menus swallow what is typed, so that ``?``, ``back``
and words such as ``China`` have no effect (``k`` even moves the choice), and it needs 11 MB.
"""

from __future__ import annotations

import contextlib
import re
import sys
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from validator.cli.interview import messages
from validator.cli.interview.answers import Asked, State, settle
from validator.cli.interview.catalogue import Option, Question, entry_key, topics
from validator.cli.interview.interview import Waits, open_questions, waits_of
from validator.manifest.manifest import manifest_from_value
from validator.manifest.structure import manifest_shape_problems, place_name, reference_problems
from validator.manifest.synonyms import duration, value_of
from validator.manifest.vocabulary import facts, item_of
from validator.model import pointers
from validator.model.errors import FacepolicyError
from validator.model.quote import QUOTE_LENGTH, escape
from validator.report.formats.lines import wrap
from validator.report.messages import ENUMERATION, SEMICOLON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from validator.model.text import Language

MOST_QUESTIONS = 40
"""The most questions of one interview; another one asks what is left."""
_STOP = frozenset(("stop", "停止"))
_BACK = frozenset(("back", "返回"))
_HELP = frozenset(("?", "？"))
_DURATION = re.compile("P[0-9A-Z]+")
_LONGEST = 500
_MOST_RULES = 8
_PROMPT = "> "


class StoppedError(Exception):
    """The person stopped; the answers are saved."""


@dataclass(slots=True)
class Dialogue:
    """Asks until no question is left.

    Attributes:
        as_of: the day of the rules that wait for facts.
        columns: the width of lines.
        bold: whether headings are bold.
        keep: called with the state after every answer.
        total: how many questions there were to be, when one was asked last.
    """

    as_of: date
    language: Language
    columns: int
    bold: bool
    keep: Callable[[State], None]
    total: int = 0

    def run(self, state: State) -> State:
        """Ask until no question is left, or as many as one interview has are answered.

        Ctrl-C, Ctrl-D and the word stop raise StoppedError.
        """
        past: list[tuple[State, str, int]] = []
        earlier, topic = "", 0
        waits = waits_of(state.answers, self.as_of)
        while (left := open_questions(state, waits, topic)) and len(past) < MOST_QUESTIONS:
            left = left[: MOST_QUESTIONS - len(past)]
            self._count(state, len(past), len(left))
            typed, value = self._ask(left[0], state, waits, earlier)
            if value is _TAKE_BACK and past:
                state, earlier, topic = past.pop()
                self.total = 0
            elif value is _TAKE_BACK:
                self._say([messages.NO_EARLIER_QUESTION])
            else:
                past.append((state, typed, topic))
                earlier, topic = "", left[0].question.topic
                state = settle(state, left[0], value)
            self.keep(state)
            waits = waits_of(state.answers, self.as_of)
        if left or not past:
            text = messages.MORE_LATER.format(len(left)) if left else messages.NOTHING_TO_ASK
            self._say(["", text])
        return state

    def _count(self, state: State, done: int, left: int) -> None:
        """Print the number of the question, and whether there are more or fewer than before."""
        place_open = state.at(("scenario", "jurisdictions")) is pointers.MISSING
        if place_open and "/scenario/jurisdictions" not in state.passed:
            text = messages.QUESTION_NUMBER.format(done + 1)
        else:
            text = messages.QUESTION_OF.format(done + 1, done + left)
            change = done + left - self.total
            if self.total and change:
                change_text = messages.MORE if change > 0 else messages.FEWER
                self._say(["", change_text.format(abs(change))])
            self.total = done + left
        line = text[self.language]
        say(["", f"\x1b[1m{line}\x1b[0m" if self.bold else line])

    def _ask(self, asked: Asked, state: State, waits: Waits, earlier: str) -> tuple[str, Any]:
        suggestion = earlier or default(asked.question, state)
        say(self._question(asked, state, suggestion))
        offer([option.text[self.language] for option in asked.question.options])
        while True:
            typed = self._read()
            word = typed.strip().lower()
            if word in _STOP:
                raise StoppedError
            if word in _BACK:
                return "", _TAKE_BACK
            if word in _HELP:
                say(self._help(asked, waits))
                continue
            try:
                return typed.strip() or suggestion, read_reply(typed, asked, state, suggestion)
            except Refused as refused:
                say(f"! {escape(text[self.language], _LONGEST)}" for text in refused.args)

    def _question(self, asked: Asked, state: State, suggestion: str) -> Iterator[str]:
        question, language, columns = asked.question, self.language, self.columns
        topic = topics()[question.topic].name[language]
        yield from wrap(f"{topic} › {_entry(asked, state)}{question.ask[language]}", columns)
        for number, option in enumerate(question.options, 1):
            yield from wrap(f"{number:>4}  {option.text[language]}", columns, " " * 6)
        enter = messages.ENTER_FOR.format(suggestion) if suggestion else messages.ENTER_LEAVES_OUT
        hints = (_how(question)[language], enter[language])
        yield from wrap(SEMICOLON[language].join(hints), columns)

    def _help(self, asked: Asked, waits: Waits) -> Iterator[str]:
        """Yield why a question is asked, and the rules that wait for its facts."""
        language = self.language
        yield from wrap(asked.question.why[language], self.columns)
        rules = {rule.id: rule for place in asked.places for rule in waits[place]}
        if rules:
            yield messages.RULES_THAT_READ_IT[language].format(len(rules))
        for rule in list(rules.values())[:_MOST_RULES]:
            yield from wrap(f"  - {rule.title[language]} ({rule.id})", self.columns, " " * 4)
        if len(rules) > _MOST_RULES:
            yield f"  - {messages.AND_MORE[language].format(len(rules) - _MOST_RULES)}"
        if asked.places:
            places = (
                [int(part) if part.isdecimal() else part for part in place]
                for place in asked.places
            )
            named = ENUMERATION[language].join(place_name(tuple(place)) for place in places)
            yield from wrap(messages.IN_THE_MANIFEST[language].format(named), self.columns)
        yield from wrap(messages.WORDS[language], self.columns)

    def _read(self) -> str:
        while True:
            try:
                return input(_PROMPT)
            except UnicodeDecodeError:
                self._say([messages.WRONG_ENCODING.format(sys.stdin.encoding)])
            except (EOFError, KeyboardInterrupt):
                say([""])
                raise StoppedError from None

    def _say(self, texts: Iterable[Any]) -> None:
        say(text and text[self.language] for text in texts)


_TAKE_BACK = object()


def default(question: Question, state: State) -> str:
    """Return what an empty line stands for: the country of another fact, or nothing."""
    value: Any = state.at(question.default or ("",))
    if value is pointers.MISSING:
        return ""
    codes = [str(code)[:2] for code in (value if isinstance(value, list) else [value])]
    return ",".join(codes if question.many else codes[:1])  # US of US-WA


def _entry(asked: Asked, state: State) -> str:
    """Return the name of the entry of a list that a question is about."""
    if len(asked.places) != 1 or asked.question.fact is None:
        return ""
    (place,) = asked.places
    numbers = [number for number, part in enumerate(place) if part.isdecimal()]
    if not numbers:
        return ""
    entry = state.at(place[: numbers[-1] + 1])
    name = next((value for value in entry.values() if isinstance(value, str)), "")
    return f"{escape(name, QUOTE_LENGTH)}: " if name else ""


def _how(question: Question) -> Any:
    if question.options:
        some = question.many and question.fact and facts()[question.fact].min_items
        return messages.HOW_TO_ANSWER["some" if some else "many" if question.many else "one"]
    example = item_of(question.fact or ()).example
    if example == "CN":
        return messages.HOW_TO_ANSWER["places" if question.many else "place"]
    if isinstance(example, str) and _DURATION.fullmatch(example):
        return messages.HOW_TO_ANSWER["duration"]
    kind = "entries" if isinstance(example, dict) else "texts" if question.many else "such-as"
    return messages.HOW_TO_ANSWER[kind].format(example)


def say(lines: Iterable[str]) -> None:
    """Print lines."""
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


def offer(choices: Sequence[str]) -> None:
    """Let the arrow keys go through choices, if Python supports it; answers are not recorded."""
    with contextlib.suppress(ImportError):
        import readline

        readline.set_auto_history(False)
        readline.clear_history()
        for number in range(len(choices), 0, -1):  # the first is the nearest
            readline.add_history(f"{number}  {choices[number - 1]}")


YES = frozenset(("y", "yes", "true", "是", "对", "有"))
NO = frozenset(("n", "no", "false", "否", "不", "不是"))
NONE = frozenset(("none", "nobody", "nothing", "0", "无", "没有", "都没有"))
ALL = frozenset(("all", "全部"))
LEAVE_OUT = "-"

_SEPARATORS = re.compile(r"[,、;]")
_RANGE = re.compile(r"(\d{1,3})\s*-\s*(\d{1,3})")
_NUMBER = re.compile(r"\d{1,12}|\d{1,3}(,\d{3})+")
_QUOTED = re.compile(r'"(.*)"')
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]")
_CHOSEN = re.compile(r"(\d{1,3})  .+")
"""A choice as the arrow keys write it."""
_MOST_ENTRIES = 500
_SHORTEST_WORD = 3


class Refused(Exception):  # noqa: N818 - what happened to the reply, not a fault
    """A reply is invalid; the texts that it is made with explain why."""


def read_reply(typed: str, asked: Asked, state: State, suggestion: str = "") -> Any:
    """Return the value of a fact, or the chosen options; ``MISSING`` if the reply leaves it out.

    What is in double quotes is taken literally. ``suggestion`` is what an empty line stands for;
    nothing if it leaves the fact out. A reply that does not answer the question raises Refused.
    """
    if _CONTROL.search(typed):
        raise Refused(messages.CONTROL_CHARACTERS)
    plain = unicodedata.normalize("NFKC", typed).strip() or suggestion
    if plain in ("", LEAVE_OUT):
        return pointers.MISSING
    question = asked.question
    chosen = _CHOSEN.fullmatch(plain) if question.options else None
    plain = chosen[1] if chosen else plain
    if question.fact is None:
        value = _options(plain, question.options, many=question.many)
        _refuse_contradiction(value, question.options)
    else:
        value = _value(typed.strip() or suggestion, plain, asked)
    _check(value, asked, state)
    return value


def _options(plain: str, options: Sequence[Option], *, many: bool) -> list[Option]:
    if many and plain.lower() in NONE:
        return []
    parts = filter(None, map(str.strip, _SEPARATORS.split(plain))) if many else (plain,)
    numbers = {options.index(option) for part in parts for option in _named(part, options)}
    if len(numbers) > 1 and not many:
        raise Refused(messages.ONE_OPTION)
    return [options[number] for number in sorted(numbers)]


def _named(part: str, options: Sequence[Option]) -> list[Option]:
    """Return the options with the numbers ``2`` or ``2-4``, or the one whose text has a word."""
    found = _RANGE.fullmatch(part)
    first, last = (int(found[1]), int(found[2])) if found else (0, 0)
    if part.isdecimal() and len(part) < _SHORTEST_WORD:
        first = last = int(part)
    if 0 < first <= last <= len(options):
        return list(options[first - 1 : last])
    word = part.lower()
    near = [o for o in options if any(word in text.lower() for text in o.text)]
    if len(near) == 1 and not found and not part.isdecimal():
        return near
    raise Refused(messages.NO_SUCH_OPTION.format(part, len(options)))


def _refuse_contradiction(chosen: Sequence[Option], options: Sequence[Option]) -> None:
    stated: dict[Any, tuple[int, Any]] = {}
    for option in chosen:
        for fact, value in option.says.items():
            number = options.index(option) + 1
            other, before = stated.setdefault(fact, (number, value))
            joins = isinstance(value, list) and value and before
            if value != before and not joins:
                raise Refused(messages.CONTRADICTION.format(other, number))


def _value(typed: str, plain: str, asked: Asked) -> Any:
    question, fact = asked.question, item_of(asked.question.fact or ())
    word = plain.lower()
    if fact.values and set(fact.values) == {True, False}:
        return _yes_or_no(word, question.options)
    if question.many:
        return _list(plain, asked)
    if isinstance(fact.example, int):
        if not _NUMBER.fullmatch(plain):
            raise Refused(messages.WHOLE_NUMBER_EXPECTED)
        return int(plain.replace(",", ""))
    if fact.values:
        return _one(plain, asked)
    quoted = _QUOTED.fullmatch(typed)
    if quoted:
        return quoted[1]
    coded = isinstance(fact.example, str) and re.fullmatch("[0-9-]+|P[0-9A-Z]+", fact.example)
    meant = value_of(question.fact or (), plain)
    return meant or ((duration(plain) or plain) if coded else typed)


def _yes_or_no(word: str, options: Sequence[Option]) -> bool:
    if word in YES or word in NO:
        return word in YES
    if word.isdecimal() and len(options):
        return bool(_named(word, options)[0].value)
    raise Refused(messages.YES_OR_NO)


def _list(plain: str, asked: Asked) -> list[Any]:
    pattern, options = asked.question.fact or (), asked.question.options
    key = entry_key(pattern)
    if plain.lower() in NONE:
        return []
    if plain.lower() in ALL and options:
        return [option.value for option in options]
    parts = list(filter(None, map(str.strip, _SEPARATORS.split(plain))))
    if key is None:
        values: dict[Any, None] = {}
        for part in parts:
            if options and (part.isdecimal() or _RANGE.fullmatch(part)):
                values |= dict.fromkeys(option.value for option in _named(part, options))
            else:
                values[_one(part, asked)] = None
        return list(values)
    if key == "id" and plain.isdecimal():
        number = int(plain[:4])
        if number > _MOST_ENTRIES:
            raise Refused(messages.AT_MOST.format(_MOST_ENTRIES))
        parts = [f"{pattern[-1].rstrip('s')}-{count + 1}" for count in range(number)]
    return [{key: part} for part in parts]


def _one(plain: str, asked: Asked) -> Any:
    """Return the value that a number, a word of the schema or a word of people stands for."""
    pattern, options = asked.question.fact or (), asked.question.options
    if options and plain.isdecimal():
        return _named(plain, options)[0].value
    words = {str(value).lower(): value for value in item_of(pattern).values}
    found = words.get(plain.lower()) or value_of(pattern, plain)
    if found is None and options:
        try:
            found = _named(plain, options)[0].value
        except Refused:
            found = None
    return plain if found is None else found


def _check(value: Any, asked: Asked, state: State) -> None:
    """Refuse values that the manifest schema refuses, with the messages of ``facepolicy check``."""
    answers = settle(state, asked, value).answers
    try:
        candidate = manifest_from_value(answers)
        problems = manifest_shape_problems(candidate, frozenset({"required"}))
        if not problems and asked.question.fact:
            problems = tuple(reference_problems(candidate))
    except FacepolicyError as error:
        problems = error.problems
    if problems:
        raise Refused(*(problem.text for problem in problems))
