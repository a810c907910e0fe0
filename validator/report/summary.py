"""The verdict of a run in a sentence, and a line of counts: the same in every format."""

from __future__ import annotations

from validator.engine.results import Reason, Status
from validator.model.text import Text
from validator.packs.model import Severity
from validator.report import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from validator.report.counts import Tally


def statement(tally: Tally) -> Text:
    """Return the verdict in a sentence. It never says "compliant" (design, section 2)."""
    if not tally.number("results"):
        return messages.NO_ANSWER
    sentences: tuple[Text | None, ...] = (messages.OUT_OF_SCOPE,)
    if tally.number("failures"):
        sentences = (_what_failed(tally), _what_is_known(tally), _idle(tally))
    elif tally.number("requirements"):
        sentences = (_what_passed(tally), _idle(tally))
    elif tally.statuses.get(Status.NOT_REVIEWED):
        sentences = (_idle(tally),)
    return _join(_incomplete(tally), *sentences, _what_to_judge(tally))


def _incomplete(tally: Tally) -> Text | None:
    """Return the warning that some manifests were not checked: it comes first."""
    number = tally.number("problems")
    if not number:
        return None
    return (messages.INCOMPLETE_ONE if number == 1 else messages.INCOMPLETE).format(number)


def _what_passed(tally: Tally) -> Text:
    checked, waived = tally.number("requirements"), tally.statuses.get(Status.WAIVED, 0)
    passed = messages.PASSED_BUT_WAIVED if waived else messages.PASSED
    return passed.format(checked=checked, waived=waived)


def _what_to_judge(tally: Tally) -> Text | None:
    number = tally.statuses.get(Status.NOT_REVIEWED, 0)
    if not number:
        return None
    return messages.TO_JUDGE.format(number=number)


def _join(*texts: Text | None) -> Text:
    sentences = [text for text in texts if text]
    return Text(" ".join(text.en for text in sentences), "".join(text.zh for text in sentences))


def _what_is_known(tally: Tally) -> Text | None:
    if not tally.baseline:
        return None
    new = tally.number("regressions")
    known = tally.number("failures") - new
    return messages.NEW_AND_KNOWN.format(new=new, known=known)


def _idle(tally: Tally) -> Text | None:
    number = tally.number("idle_waivers")
    if not number:
        return None
    return (messages.IDLE_WAIVER if number == 1 else messages.IDLE_WAIVERS).format(number)


def _what_failed(tally: Tally) -> Text:
    violated = tally.reasons.get(Reason.VIOLATED, 0)
    undecided = tally.number("failures") - violated
    return messages.CONTRADICTED_AND_UNDECIDED.format(violated=violated, undecided=undecided)


def counts(tally: Tally) -> Text:
    """Return every count in one line, not applicable and waived included."""
    by = {status: tally.statuses.get(status, 0) for status in Status}
    manifests, idle = tally.number("manifests"), tally.number("idle_waivers")
    return (messages.COUNTS_OF_ONE if manifests == 1 else messages.COUNTS).format(
        results=tally.number("results"),
        passed=by[Status.PASS],
        passes=_passes(tally),
        failed=by[Status.FAIL],
        failures=_failures(tally),
        not_applicable=by[Status.NOT_APPLICABLE],
        waived=by[Status.WAIVED],
        unreviewed=_unreviewed(by),
        assessed=len(tally.assessed),
        clauses=tally.clauses_in_all,
        manifests=manifests,
        idle=messages.COUNT_IDLE_WAIVERS.format(idle=idle) if idle else "",
        as_of=tally.as_of.isoformat(),
    )


def _unreviewed(by: dict[Status, int]) -> Text | str:
    number = by[Status.NOT_REVIEWED]
    return messages.COUNT_NOT_REVIEWED.format(number=number) if number else ""


def _passes(tally: Tally) -> Text | str:
    kinds = {
        messages.COUNT_BY_EXCEPTION: tally.number("by_exception"),
        messages.COUNT_ON_OPENED_EVIDENCE: tally.number("evidenced"),
    }
    return _bracketed([_numbers(kinds)])


def _failures(tally: Tally) -> Text | str:
    reasons = {
        messages.REASONS[reason]: tally.reasons.get(reason, 0) for reason in reversed(Reason)
    }
    severe = {
        messages.SEVERITIES[level]: tally.severities.get(level, 0) for level in reversed(Severity)
    }
    known = {}
    if tally.baseline:
        new = tally.number("regressions")
        known = {messages.NEW: new, messages.KNOWN: tally.number("failures") - new}
    return _bracketed([_numbers(reasons), _numbers(severe), _numbers(known)])


def _numbers(kinds: dict[Text, int]) -> Text:
    return messages.COMMA.join(
        messages.NUMBER_OF.format(number=number, kind=text)
        for text, number in kinds.items()
        if number
    )


def _bracketed(texts: list[Text]) -> Text | str:
    stated = [text for text in texts if text.en]
    return messages.IN_BRACKETS.format(messages.SEMICOLON.join(stated)) if stated else ""
