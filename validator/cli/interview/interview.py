"""Which questions are left, by the answers so far and the facts for which rules still wait.

Nothing here prints. Going back means taking an earlier state.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from validator.cli.interview import messages
from validator.cli.interview.answers import (
    KIND,
    Asked,
    Parts,
    State,
    load_template,
    spread,
    template_names,
)
from validator.cli.interview.catalogue import (
    Option,
    Question,
    catalogue,
    is_list,
    plain_question,
    topics,
)
from validator.engine.results import Finding, Reason, Status
from validator.manifest.manifest import manifest_from_value
from validator.manifest.vocabulary import facts, pattern_of
from validator.model import pointers
from validator.model.errors import ManifestError
from validator.run.api import prepare
from validator.run.inputs import CONSISTENCY_PACK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from validator.model.pointers import Pattern
    from validator.packs.model import Rule
    from validator.run.run import Run

Waits = dict[Parts, "list[Rule]"]
"""The places of facts that are not stated, each with the rules that wait for it."""


def waits_of(answers: dict[str, Any], as_of: date) -> Waits:
    """Return the facts for which the rules in force on a day wait, in the order of the schema."""
    identity = {"id": "unnamed", **answers.get("metadata", {})}
    manifest = manifest_from_value({**KIND, **answers, "metadata": identity})
    found: Waits = {}
    report = _prepared(as_of).of_manifests([manifest])
    if report.problems:
        raise ManifestError(report.problems)
    for result in report.results:
        for fact in result.facts if result.status is Status.FAIL else ():
            for parts in _missing(fact, answers):
                found.setdefault(parts, []).append(result.rule)
    if not any(rule.pack != CONSISTENCY_PACK for rules in found.values() for rule in rules):
        return {}  # facepolicy's own checks need no facts unless an instrument does
    order = {pattern: number for number, pattern in enumerate(facts())}
    return dict(sorted(found.items(), key=lambda item: order.get(pattern_of(item[0]), 0)))


@lru_cache(1)
def _prepared(as_of: date) -> Run:
    """Return a run for all answers of an interview: to compile the rules takes the longest."""
    return prepare(as_of=as_of)


def _missing(fact: Finding, answers: dict[str, Any]) -> Iterator[Parts]:
    """Yield what has to be stated for a rule to be decided by a fact."""
    if fact.reason not in (Reason.UNDECLARED, Reason.UNEVIDENCED):
        return
    if fact.actual in (pointers.MISSING, None):
        yield from _inner(fact.parts)
    elif fact.reason is Reason.UNEVIDENCED and isinstance(fact.actual, list):
        for number, document in enumerate(answers.get("evidence", ())):
            known = isinstance(document, dict) and document["id"] in fact.actual
            if known and "expires" not in document:
                yield "evidence", str(number), "expires"


def _inner(parts: Parts) -> Iterator[Parts]:
    """Yield the facts of a section, or the fact itself."""
    pattern = pattern_of(parts)
    inner = _members().get(pattern)
    if not inner or is_list(pattern):
        yield parts
        return
    for name in inner:
        yield from _inner((*parts, name[-1]))


@cache
def _members() -> dict[Pattern, list[Pattern]]:
    """Return the facts of each section, in the order of the schema."""
    found: dict[Pattern, list[Pattern]] = {}
    for name in facts():
        found.setdefault(name[:-1], []).append(name)
    return found


def open_questions(state: State, waits: Waits, current: int = 0) -> list[Asked]:
    """Return the questions that are left, the next one first.

    Inside a topic the order is that of ``questions.yaml``. Topics come in the order of the
    number of rules that wait for them; the current one is finished first.
    """
    left = list(_open(state, waits))
    rules: dict[int, set[str]] = {}
    for asked in left:
        waiting = (rule.id for place in asked.places for rule in waits.get(place, ()))
        rules.setdefault(asked.question.topic, set()).update(waiting)

    def rank(asked: Asked) -> tuple[bool, bool, int, int]:
        number = asked.question.topic
        return number != current, topics()[number].last, -len(rules[number]), number

    return sorted(left, key=rank)


def _open(state: State, waits: Waits) -> Iterator[Asked]:
    kind = _kind_of_case()
    unknown = set(state.at(("scenario",)) or ()) <= {"jurisdictions"}
    if unknown and kind.key not in state.passed:
        yield Asked(kind, ())
    left = {place for place in waits if pointers.build(place) not in state.passed}
    for question in catalogue():
        if question.key in state.passed:
            continue
        patterns = question.patterns
        places = tuple(place for place in waits if place in left and pattern_of(place) in patterns)
        if not places or not _fits(question, state):
            continue
        left.difference_update(places)
        yield from _each(question, places)
    for pattern in dict.fromkeys(map(pattern_of, waits)):
        places = tuple(place for place in waits if place in left and pattern_of(place) == pattern)
        if places and pattern in facts():
            yield from _each(plain_question(pattern), places)


def _fits(question: Question, state: State) -> bool:
    """Return whether a choice of one among several facts can still be made: none is stated."""
    if question.fact or question.many:
        return True
    return all(
        state.at(place) is pointers.MISSING
        for pattern in question.patterns
        for place in spread(state.answers, pattern)
    )


def _each(question: Question, places: tuple[Parts, ...]) -> Iterator[Asked]:
    if question.fact and not question.together:
        yield from (Asked(question, (place,)) for place in places)
    else:
        yield Asked(question, places)


@cache
def _kind_of_case() -> Question:
    """Return the question that a template answers."""
    options = tuple(
        Option(template.description, _flat(template.answers))
        for template in map(load_template, template_names())
    )
    other = Option(messages.ANOTHER_CASE)
    return Question(
        "kind-of-case", 0, messages.KIND_OF_CASE, messages.WHY_KIND_OF_CASE,
        (*options, other), many=False,
    )  # fmt: skip


def _flat(answers: dict[str, object], above: Parts = ()) -> dict[Parts, object]:
    """Return the facts of nested answers, lists as they are."""
    found: dict[Parts, object] = {}
    for name, value in answers.items():
        here = (*above, name)
        found |= _flat(value, here) if isinstance(value, dict) else {here: value}
    return found
