"""Convert a typed reply to an answer."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from validator.cli.interview import messages
from validator.cli.interview.catalogue import Option, entry_key
from validator.cli.interview.state import State, settle
from validator.manifest.manifest import manifest_from_value
from validator.manifest.references import reference_problems
from validator.manifest.structure import manifest_shape_problems
from validator.manifest.synonyms import duration, value_of
from validator.manifest.vocabulary import item_of
from validator.model import pointers
from validator.model.errors import FacepolicyError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from validator.cli.interview.state import Asked

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
    """Return the answer of a reply.

    Args:
        typed: the line, without its end. In double quotes it is taken literally.
        asked: the question.
        state: the answers so far.
        suggestion: what an empty line stands for; nothing if it leaves the fact out.

    Returns:
        The value of the fact, or the chosen options; ``MISSING`` to leave it out.

    Raises:
        Refused: the reply does not answer the question.
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
    pattern = asked.question.fact or ()
    key = entry_key(pattern)
    if plain.lower() in NONE:
        return []
    if plain.lower() in ALL and asked.question.options:
        return [option.value for option in asked.question.options]
    parts = list(filter(None, map(str.strip, _SEPARATORS.split(plain))))
    if key is None:
        return list(dict.fromkeys(value for part in parts for value in _some(part, asked)))
    if key == "id" and plain.isdecimal():
        number = int(plain[:4])
        if number > _MOST_ENTRIES:
            raise Refused(messages.AT_MOST.format(_MOST_ENTRIES))
        parts = [f"{pattern[-1].rstrip('s')}-{count + 1}" for count in range(number)]
    return [{key: part} for part in parts]


def _some(part: str, asked: Asked) -> list[Any]:
    options = asked.question.options
    if options and (part.isdecimal() or _RANGE.fullmatch(part)):
        return [option.value for option in _named(part, options)]
    return [_one(part, asked)]


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
