"""The verdict of a run in a sentence, and a line of counts: the same in every format."""

from __future__ import annotations

from validator.engine.results import Reason, Status
from validator.model.quote import escape
from validator.model.text import Text, joined, several
from validator.packs.model import Severity
from validator.report import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from validator.report.counts import Totals


def statement(totals: Totals) -> Text:
    """Return the verdict: a word first. It never says "compliant" (design, section 2).

    The word is ``PASSED`` only where the exit code is 0.
    """
    if not totals.number("results"):
        return messages.NO_ANSWER
    return joined((_unread(totals), *_verdict(totals)))


def _unread(totals: Totals) -> Text | None:
    """Return that some files could not be checked, and the rest is about the others."""
    number = totals.number("unread")
    if not number:
        return None
    files = several(messages.MANIFESTS, totals.number("manifests") + number)
    return messages.UNREADABLE.format(unread=f"{number:,}", files=files)


def _verdict(totals: Totals) -> Iterator[Text | None]:
    """Yield what fails the run first, and then the rest."""
    number, waiting = totals.number("idle_entries"), totals.unreviewed
    idle = several(messages.IDLE_ENTRIES, number) if number else None
    judge = messages.TO_JUDGE.format(number=waiting) if waiting else None
    if totals.number("grave_violated"):
        yield messages.FAILED.format(what=joined(_what_failed(totals)))
    elif idle:
        yield messages.FAILED.format(what=idle)
        yield from _besides(totals)
        idle = None
    elif totals.number("grave"):
        yield messages.INCOMPLETE.format(what=joined(_what_failed(totals)))
    elif totals.failing_questions and totals.number("requirements"):
        what = several(messages.REQUIREMENTS_TO_JUDGE, totals.failing_questions)
        yield messages.INCOMPLETE.format(what=what)
        yield from _besides(totals)
        judge = None
    elif not totals.number("requirements"):
        yield from _besides(totals)
    elif totals.number("failures"):
        yield messages.PASSED_WITH.format(what=joined(_what_failed(totals)))
    else:
        yield messages.PASSED.format(what=_checked(totals))
    yield from (_what_is_known(totals), idle, judge)


def _besides(totals: Totals) -> Iterator[Text]:
    """Yield what failed besides, or that nothing did."""
    if not totals.number("requirements"):
        yield messages.ONLY_QUESTIONS if totals.unreviewed else messages.OUT_OF_SCOPE
    if totals.number("failures"):
        what = joined(_what_failed(totals))
        yield what if totals.number("grave") else messages.WITH_WARNINGS.format(what=what)
    elif totals.number("requirements"):
        yield _checked(totals)


def _checked(totals: Totals) -> Text:
    waived = totals.statuses.get(Status.WAIVED, 0)
    return messages.CHECKED.format(
        requirements=several(messages.REQUIREMENTS, totals.number("requirements")),
        waived=messages.BUT_WAIVED.format(waived) if waived else "",
    )


def _what_failed(totals: Totals) -> Iterator[Text]:
    unmet = totals.number("unmet")
    violated = totals.reasons.get(Reason.VIOLATED, 0) - unmet
    waiting = totals.number("failures") - violated - unmet
    if violated:
        facts = totals.number("violating_facts")
        yield messages.VIOLATED.format(
            facts=several(messages.FACTS_VIOLATE, facts),
            requirements=several(messages.REQUIREMENTS, violated),
        )
    if unmet:
        yield several(messages.REQUIREMENTS_UNMET, unmet)
    if waiting:
        yield messages.WAITING.format(
            requirements=several(messages.REQUIREMENTS_WAIT, waiting),
            facts=several(messages.FACTS, totals.number("waiting_facts")),
        )


def _what_is_known(totals: Totals) -> Text | None:
    if not totals.baseline or not totals.number("failures"):
        return None
    new = totals.number("regressions")
    known = totals.number("failures") - new
    return messages.NEW_AND_KNOWN.format(new=new, known=known)


def counts(totals: Totals) -> Text:
    """Return every count in one line, not applicable and waived included."""
    by = {status: totals.statuses.get(status, 0) for status in Status}
    return messages.COUNTS.format(
        results=several(messages.COUNT_RESULTS, totals.number("results")),
        passed=by[Status.PASS],
        passes=_passes(totals),
        failed=by[Status.FAIL],
        failures=_failures(totals),
        not_applicable=by[Status.NOT_APPLICABLE],
        waived=by[Status.WAIVED],
        unreviewed=_if_any(messages.COUNT_NOT_REVIEWED, number=by[Status.NOT_REVIEWED]),
        requirements=several(messages.COUNT_REQUIREMENTS, totals.number("requirements")),
        consistency=several(messages.COUNT_CONSISTENCY, totals.number("consistency")),
        clauses=_clauses(totals),
        manifests=several(messages.COUNT_MANIFESTS, totals.number("manifests")),
        idle=_if_any(messages.COUNT_IDLE_ENTRIES, idle=totals.number("idle_entries")),
        skipped=messages.COMMA.join(["", *skipped(totals).values()]),
        as_of=day(totals.as_of, totals.timezone),
    )


def skipped(totals: Totals) -> dict[str, Text]:
    """Return what folders leave out, each kind with its number, by the names of the counts."""
    return {
        name: messages.COLON.join((kind, str(totals.number(name))))
        for name, kind in messages.SKIPPED.items()
        if totals.number(name)
    }


def day(as_of: date, timezone: str | None) -> Text:
    """Return the day of a check, with the time zone whose today it is."""
    if timezone is None:
        return Text(as_of.isoformat(), as_of.isoformat())
    return messages.DAY_IN_ZONE.format(day=as_of.isoformat(), timezone=escape(timezone, 100))


def _if_any(text: Text, **number: int) -> Text | str:
    """Return a text with a number, or nothing if that is 0."""
    return text.format(**number) if any(number.values()) else ""


def _clauses(totals: Totals) -> Text | str:
    """Return how many clauses are in which state; nothing if no instrument was selected."""
    states = {
        messages.CLAUSE_STATES[state.name]: number for state, number in totals.clause_states.items()
    }
    if not totals.clauses:
        return ""
    clauses = several(messages.COUNT_CLAUSES, len(totals.clauses))
    return messages.CLAUSES_BY_STATE.format(clauses=clauses, states=_numbers(states))


def _passes(totals: Totals) -> Text | str:
    kinds = {
        messages.COUNT_BY_EXCEPTION: totals.number("by_exception"),
        messages.COUNT_ON_OPENED_EVIDENCE: totals.number("evidenced"),
        messages.COUNT_ATTESTED: totals.number("attested_met"),
    }
    return _bracketed(kinds)


def _failures(totals: Totals) -> Text | str:
    reasons = {messages.REASONS[one]: totals.reasons.get(one, 0) for one in reversed(Reason)}
    severe = {messages.SEVERITIES[one]: totals.severities.get(one, 0) for one in reversed(Severity)}
    known = {}
    if totals.baseline:
        new = totals.number("regressions")
        known = {messages.NEW: new, messages.KNOWN: totals.number("failures") - new}
    return _bracketed(reasons, severe, known)


def _numbers(kinds: dict[Text, int]) -> Text:
    return messages.COMMA.join(
        messages.NUMBER_OF.format(number=number, kind=text)
        for text, number in kinds.items()
        if number
    )


def _bracketed(*kinds: dict[Text, int]) -> Text | str:
    stated = [text for text in map(_numbers, kinds) if text.en]
    return messages.IN_BRACKETS.format(messages.SEMICOLON.join(stated)) if stated else ""
