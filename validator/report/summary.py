"""What came of a run in a sentence and in a line of counts: the same in every format."""

from __future__ import annotations

from validator.engine.results import Reason, Status
from validator.model.text import Text
from validator.packs.model import Severity
from validator.report.wording import KNOWN, NEW, REASONS, SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from validator.report.counts import Tally


def statement(tally: Tally) -> Text:
    """Say in a sentence what came of it. It never says "compliant" (design, section 2)."""
    if not tally.number("results"):
        return Text("No answer: no manifest could be used.", "没有结论：没有可用的清单。")
    told: tuple[Text | None, ...] = (_OUT_OF_SCOPE,)
    if tally.number("failures"):
        told = (_what_failed(tally), _what_is_known(tally), _idle(tally))
    elif tally.number("requirements"):
        told = (_what_passed(tally), _idle(tally))
    elif tally.statuses.get(Status.NOT_REVIEWED):
        told = (_idle(tally),)
    return _join(_incomplete(tally), *told, _what_to_judge(tally))


_OUT_OF_SCOPE = Text(
    "Out of scope: no selected instrument applies, so nothing was checked against any.",
    "不在适用范围：所选文件均不适用，因此未对照任何文件检查。",
)


def _incomplete(tally: Tally) -> Text | None:
    """Say first that the rest is not about all: it reads as good news where most was lost."""
    number = tally.number("problems")
    if not number:
        return None
    return Text(
        f"No full answer: {number} problem{'' if number == 1 else 's'} kept manifests from being "
        "checked, and what follows is about the others.",
        f"没有完整结论：有 {number} 个问题使部分清单未能检查，以下仅就其余清单而言。",
    )


def _what_passed(tally: Tally) -> Text:
    checked, waived = tally.number("requirements"), tally.statuses.get(Status.WAIVED, 0)
    return Text(
        f"No failed requirement among the {checked} checked, on the facts stated"
        f"{f', apart from {waived} that are waived' if waived else ''}.",
        f"就所述事实而言，已检查的 {checked} 项要求中没有不通过的"
        f"{f'（另有 {waived} 项已豁免）' if waived else ''}。",
    )


def _what_to_judge(tally: Tally) -> Text | None:
    number = tally.statuses.get(Status.NOT_REVIEWED, 0)
    if not number:
        return None
    return Text(
        f"{number} for a person to judge.",
        f"{number} 项需人工判断。",
    )


def _join(*texts: Text | None) -> Text:
    told = [text for text in texts if text]
    return Text(" ".join(text.en for text in told), "".join(text.zh for text in told))


def _what_is_known(tally: Tally) -> Text | None:
    if not tally.baseline:
        return None
    new = tally.number("regressions")
    known = tally.number("failures") - new
    return Text(
        f"{new} of these are new, {known} are known from the baseline.",
        f"其中 {new} 项为新增，{known} 项为基线已知。",
    )


def _idle(tally: Tally) -> Text | None:
    number = tally.number("idle_entries")
    if not number:
        return None
    need = "waiver or attestation needs" if number == 1 else "waivers or attestations need"
    return Text(
        f"{number} {need} attention.",
        f"{number} 项豁免或人工判断需要处理。",
    )


def _what_failed(tally: Tally) -> Text:
    violated = tally.reasons.get(Reason.VIOLATED, 0)
    undecided = tally.number("failures") - violated
    return Text(
        f"{violated} requirements or checks are contradicted by the facts stated, "
        f"{undecided} are not decided by them.",
        f"{violated} 项要求或检查与所述事实相悖，{undecided} 项尚不能由所述事实判定。",
    )


def counts(tally: Tally) -> Text:
    """Count everything in one line, not applicable and waived included."""
    passes, failures = _passes(tally), _failures(tally)
    by = {status: tally.statuses.get(status, 0) for status in Status}
    results, manifests = tally.number("results"), tally.number("manifests")
    idle = tally.number("idle_entries")
    idle_ones = Text(
        f"; waivers and attestations to look after: {idle}", f"；需处理的豁免和人工判断 {idle} 项"
    )
    idle_ones = idle_ones if idle else Text("", "")
    return Text(
        f"{results} results: {by[Status.PASS]} pass{passes.en}, "
        f"{by[Status.FAIL]} fail{failures.en}, {by[Status.NOT_APPLICABLE]} not applicable, "
        f"{by[Status.WAIVED]} waived{_unreviewed(by).en}; "
        f"{len(tally.assessed)} of {tally.clauses_in_all} clauses assessed; {manifests} manifest"
        f"{'' if manifests == 1 else 's'}{idle_ones.en}; "
        f"as of {tally.as_of.isoformat()}",
        f"共 {results} 项结果：通过 {by[Status.PASS]}{passes.zh}，"
        f"不通过 {by[Status.FAIL]}{failures.zh}，不适用 {by[Status.NOT_APPLICABLE]}，"
        f"豁免 {by[Status.WAIVED]}{_unreviewed(by).zh}；条款 {tally.clauses_in_all} 条中评估了 "
        f"{len(tally.assessed)} 条；清单 {manifests} 份{idle_ones.zh}；"
        f"截至 {tally.as_of.isoformat()}",
    )


def _unreviewed(by: dict[Status, int]) -> Text:
    number = by[Status.NOT_REVIEWED]
    return Text(f", {number} not reviewed", f"，待人工判断 {number}") if number else Text("", "")


def _passes(tally: Tally) -> Text:
    kinds = {
        Text("by exception", "例外"): tally.number("by_exception"),
        Text("on opened evidence", "已核对证据"): tally.number("evidenced"),
        Text("attested", "人工判断"): tally.number("attested_met"),
    }
    return _bracketed([_numbers(kinds)])


def _failures(tally: Tally) -> Text:
    reasons = {REASONS[reason]: tally.reasons.get(reason, 0) for reason in reversed(Reason)}
    severe = {SEVERITIES[level]: tally.severities.get(level, 0) for level in reversed(Severity)}
    known = {}
    if tally.baseline:
        new = tally.number("regressions")
        known = {NEW: new, KNOWN: tally.number("failures") - new}
    return _bracketed([_numbers(reasons), _numbers(severe), _numbers(known)])


def _numbers(kinds: dict[Text, int]) -> Text:
    told = {text: number for text, number in kinds.items() if number}
    return Text(
        ", ".join(f"{number} {text.en}" for text, number in told.items()),
        "，".join(f"{text.zh} {number}" for text, number in told.items()),
    )


def _bracketed(texts: list[Text]) -> Text:
    told = [text for text in texts if text.en]
    if not told:
        return Text("", "")
    return Text(
        f" ({'; '.join(text.en for text in told)})", f"（{'；'.join(text.zh for text in told)}）"
    )
