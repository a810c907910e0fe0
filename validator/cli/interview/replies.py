"""Convert a typed reply to the value of a fact."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from validator.cli.interview import messages
from validator.cli.interview.state import State, settle
from validator.manifest.manifest import manifest_from_value
from validator.manifest.references import reference_problems
from validator.manifest.structure import manifest_shape_problems
from validator.model import pointers
from validator.model.errors import FacepolicyError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.cli.interview.state import Question
    from validator.model.errors import Problem
    from validator.model.text import Text

YES = frozenset(("y", "yes", "true", "是", "对", "有"))
NO = frozenset(("n", "no", "false", "否", "不", "没有", "无"))
LEAVE_OUT = "-"
LISTED = 20
"""The most choices that are listed; there are 249 countries."""
ALL = frozenset(("all", "全部"))

_SEPARATORS = re.compile(r"[,、;]")
_RANGE = re.compile(r"(\d{1,3})\s*-\s*(\d{1,3})")
_NUMBER = re.compile(r"\d{1,12}|\d{1,3}(,\d{3})+")
_QUOTED = re.compile(r'"(.*)"')
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Refused(Exception):  # noqa: N818 - what happened to the reply, not a fault
    """A reply is invalid; ``texts`` explains why."""

    texts: tuple[Text, ...]


def read_reply(typed: str, question: Question, state: State, suggestion: str | None) -> Any:
    """Return the value of a reply.

    Args:
        typed: the line, without its end. In double quotes it is taken literally.
        question: the question.
        state: the answers so far.
        suggestion: the value of an empty line, None if it leaves the fact out.

    Returns:
        The value, ``MISSING`` if the fact is left out; for a list whether it has one more.

    Raises:
        Refused: the reply does not answer the question.
    """
    if _CONTROL.search(typed):
        raise Refused((messages.CONTROL_CHARACTERS,))
    plain = unicodedata.normalize("NFKC", typed).strip()
    if plain in ("", LEAVE_OUT):
        return _empty(plain, question, state, suggestion)
    if question.kind != "fact":
        return _yes_or_no(plain)
    value = _value(typed.strip(), plain, question, state)
    _check(value, question, state)
    return value


def _empty(plain: str, question: Question, state: State, suggestion: str | None) -> Any:
    if question.kind == "another":
        return _no_more(question, state)
    if not plain and suggestion is not None:
        return suggestion
    if not question.must:
        return pointers.MISSING
    raise Refused((messages.MUST_BE_STATED,))


def _no_more(question: Question, state: State) -> Any:
    if state.at(question.place):
        return False
    if question.must:
        raise Refused((messages.YES_OR_NO,))
    return pointers.MISSING


def _yes_or_no(plain: str) -> bool:
    word = plain.lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise Refused((messages.YES_OR_NO,))


def _value(typed: str, plain: str, question: Question, state: State) -> Any:
    node = question.node
    if node.shape.get("type") == "boolean":
        return _yes_or_no(plain)
    if node.shape.get("type") == "integer":
        return _integer(plain)
    if node.is_list:
        return _list(plain, options(question, state))
    if "enum" in node.shape:
        return _one(plain, node.shape["enum"])
    quoted = _QUOTED.fullmatch(typed)
    return quoted[1] if quoted else plain if _is_code(node.shape) else typed


def _is_code(shape: dict[str, Any]) -> bool:
    """Return whether a text is a code, in which full-width characters are typing mistakes."""
    return any(keyword in shape for keyword in ("pattern", "format", "anyOf"))


def _integer(plain: str) -> int:
    if not _NUMBER.fullmatch(plain):
        raise Refused((messages.WHOLE_NUMBER_EXPECTED,))
    return int(plain.replace(",", ""))


def options(question: Question, state: State) -> list[Any]:
    """Return the values that a reply may select by number: choices, or ids entered so far."""
    node = question.node
    if node.refers_to:
        section = {"evidence": "evidence", "purpose": "purposes"}[node.refers_to]
        return [entry["id"] for entry in state.answers.get(section, ()) if "id" in entry]
    return [choice.value for choice in node.choices]


def _list(plain: str, known: list[Any]) -> list[Any]:
    if plain.lower() in ALL and known:
        return known
    values: list[Any] = []
    for part in filter(None, map(str.strip, _SEPARATORS.split(plain))):
        values += _numbered(part, known)
    return list(dict.fromkeys(values))


def _numbered(part: str, known: list[Any]) -> list[Any]:
    """Return the entries that ``2`` or ``2-4`` selects from a numbered list, or the word itself."""
    found = _RANGE.fullmatch(part)
    first, last = (int(found[1]), int(found[2])) if found else (0, 0)
    if part.isdecimal() and len(part) < 4:  # noqa: PLR2004 - no list is that long
        first = last = int(part)
    if 0 < first <= last <= len(known):
        return known[first - 1 : last]
    return [part]


def _one(plain: str, known: list[Any]) -> Any:
    words = {str(value).lower(): value for value in known}
    if True in known:
        words |= dict.fromkeys(YES, True) | dict.fromkeys(NO, False)
    return words.get(plain.lower(), _numbered(plain, known)[0])


def _check(value: Any, question: Question, state: State) -> None:
    """Refuse values that the manifest schema refuses, with the messages of ``facepolicy check``."""
    try:
        candidate = manifest_from_value(settle(state, question, value).answers)
        problems = manifest_shape_problems(candidate, frozenset({"required"}))
        problems = problems or tuple(_reference_problems(value, question, state))
    except FacepolicyError as error:
        problems = error.problems
    if problems:
        raise Refused(tuple(problem.text for problem in problems))


def _reference_problems(value: Any, question: Question, state: State) -> Iterator[Problem]:
    """Yield the problems of an id; the rest of the manifest may still be incomplete."""
    is_id = question.node.pattern in (("purposes", "*", "id"), ("evidence", "*", "id"))
    if not is_id and question.node.refers_to != "purpose":
        return
    ids = {
        section: [{"id": entry["id"]} for entry in state.answers.get(section, ()) if "id" in entry]
        for section in ("purposes", "evidence")
    }
    yield from reference_problems(manifest_from_value(settle(State(ids), question, value).answers))
