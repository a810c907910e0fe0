"""Accepted failures: waivers, and known failures of the baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from validator.report import wording
from validator.report.formats import messages as shared
from validator.report.formats.html import messages, parts
from validator.report.formats.html.evidence import Term, term
from validator.report.formats.html.failures import RuleMessage, rule_message
from validator.report.formats.html.marks import OUTCOMES, Sign, sign
from validator.report.formats.html.markup import tag
from validator.report.messages import ACTUAL_AND_EXPECTED, COLON, ENTRY_STATES

if TYPE_CHECKING:
    from validator.engine.results import Result, Waiver
    from validator.model.text import Text
    from validator.report.entries import EntryUse
    from validator.report.formats.html.index import Index, Place, RuleLink
    from validator.report.formats.html.markup import Child, Html
    from validator.report.formats.html.parts import Lines
    from validator.report.report import Report


class Uncovered(NamedTuple):
    """One place of a waived failure: the actual and the expected value there."""

    name: str
    label: Text
    found: Text
    expected: Text
    place: Place


class Exemption(NamedTuple):
    """One waiver.

    Attributes:
        idle: whether it makes the run fail.
        covered: the failure that it covers, if any.
        raw: the rule's message about that failure, ``failed`` its reason.
        findings: the places of that failure.
    """

    anchor: str
    waiver: Waiver
    state: Text
    idle: bool
    term: Term
    covered: Result | None
    raw: RuleMessage | None
    failed: Sign | None
    findings: tuple[Uncovered, ...]


def exemptions(report: Report, index: Index) -> tuple[Exemption, ...]:
    """Return the waivers, those that need attention first."""
    covered = {id(item.waiver): item for item in report.waived}
    uses = sorted(report.waiver_uses, key=lambda use: not use.state.fails)
    return tuple(
        _exemption(number, use, covered.get(id(use.entry)), report, index)
        for number, use in enumerate(uses, 1)
    )


def _exemption(
    number: int, use: EntryUse, covered: Result | None, report: Report, index: Index
) -> Exemption:
    return Exemption(
        anchor=f"x{number}",
        waiver=cast("Waiver", use.entry),
        state=ENTRY_STATES[use.state],
        idle=use.state.fails,
        term=term(use.days_left(report.as_of)),
        covered=covered,
        raw=rule_message(covered, index) if covered else None,
        failed=OUTCOMES[covered.reason] if covered and covered.reason else None,
        findings=_uncovered(covered, index) if covered else (),
    )


def _uncovered(covered: Result, index: Index) -> tuple[Uncovered, ...]:
    return tuple(
        Uncovered(
            wording.place(item.pointer),
            wording.fact_label(item.parts),
            wording.found(item),
            wording.all_expected(item),
            index.place(covered.manifest, item.file, item.position),
        )
        for item in covered.findings[: wording.MOST]
    )


class KnownFailure(NamedTuple):
    """One rule that failed before and still does, in these manifests."""

    rule: RuleLink
    title: Text
    sign: Sign
    manifests: tuple[str, ...]


class Improved(NamedTuple):
    """One rule that failed before in a file and does not now, at these places."""

    file: str
    rule: str
    places: tuple[str, ...]


class Comparison(NamedTuple):
    """The run compared to its baseline."""

    new: int
    known: int
    failures: tuple[KnownFailure, ...]
    improved: tuple[Improved, ...]


def comparison(report: Report, index: Index) -> Comparison | None:
    """Return the known and the improved failures; None without a baseline."""
    if report.baseline is None:
        return None
    return Comparison(
        new=len(report.regressions),
        known=len(report.known),
        failures=_failures(report.known, index),
        improved=_improved(report),
    )


def _failures(known: tuple[Result, ...], index: Index) -> tuple[KnownFailure, ...]:
    alike: dict[tuple[str, str, Sign], list[Result]] = {}
    for item in known:
        alike.setdefault((item.rule.pack, item.rule.id, sign(item)), []).append(item)
    return tuple(
        KnownFailure(
            index.rule(items[0].rule),
            items[0].rule.title,
            mark,
            tuple(item.manifest for item in items),
        )
        for (_, _, mark), items in alike.items()
    )


def _improved(report: Report) -> tuple[Improved, ...]:
    grouped: dict[tuple[str, str], list[str]] = {}
    for known in report.improved:
        grouped.setdefault((known.file, known.rule), []).append(wording.place(known.pointer))
    return tuple(Improved(file, rule, tuple(places)) for (file, rule), places in grouped.items())


def waivers(found: tuple[Exemption, ...], report: Report, lines: Lines) -> Html:
    """Return the waivers, with the failures that they cover."""
    none = messages.EMPTY_WAIVER_FILE if report.waiver_file else messages.NO_WAIVERS
    content: Child = [_card(item, lines) for item in found] if found else tag("p", none)
    return parts.section("waivers", 5, messages.WAIVERS_TITLE, content)


def _card(item: Exemption, lines: Lines) -> Html:
    waiver, tone = item.waiver, "violated" if item.idle else "waived"
    name = f"{item.anchor}-name"
    state = parts.labelled(tone, "✕" if item.idle else "◇", item.state)
    left = parts.labelled(item.term.tone, item.term.symbol, item.term.text)
    fails = [" ", tag("span", messages.FAILS_THE_RUN, class_="what")] if item.idle else None
    return tag(
        "article",
        tag(
            "h3",
            tag("code", waiver.subject),
            " ",
            tag("span", waiver.manifest, class_="what"),
            id=name,
        ),
        tag("p", state, " ", left, fails, class_="tags"),
        tag(
            "dl",
            parts.pair(messages.JUSTIFICATION, waiver.justification, class_="full"),
            parts.pair(messages.COMPENSATING, waiver.compensating, class_="full"),
            parts.pair(messages.OWNER, waiver.owner),
            parts.pair(messages.APPROVER, waiver.approver),
            parts.pair(messages.GRANTED, waiver.granted.isoformat()),
            parts.pair(messages.EXPIRES, waiver.expires.isoformat()),
            class_="pairs",
        ),
        _covered(item, lines),
        class_=f"card {tone}",
        id=item.anchor,
        tabindex=-1,
        aria_labelledby=name,
    )


def _covered(item: Exemption, lines: Lines) -> Html | None:
    if item.raw is None or item.failed is None:
        return None
    listed = [
        tag(
            "li",
            [parts.at(one.place, lines), " ", parts.fact(one.label, one.name), COLON],
            ACTUAL_AND_EXPECTED.format(actual=one.found, expected=one.expected),
        )
        for one in item.findings
    ]
    number = len(item.covered.findings) if item.covered else 0
    heading = tag("h4", messages.WAIVED_FAILURE, " ", parts.badge(item.failed))
    return tag(
        "div",
        heading,
        parts.demand(item.raw),
        tag("ul", parts.few(listed, number), class_="plain"),
        class_="raw",
    )


def baseline(report: Report, index: Index) -> Html:
    """Return the run compared with its baseline."""
    found = comparison(report, index)
    if found is None or report.baseline is None:
        return parts.section("baseline", 6, messages.BASELINE_TITLE, tag("p", messages.NO_BASELINE))
    said = messages.COMPARED.format(
        source=report.baseline.source,
        as_of=report.baseline.as_of,
        new=found.new,
        known=found.known,
    )
    content = [tag("p", said), _known(found.failures), _better(found.improved)]
    return parts.section("baseline", 6, messages.BASELINE_TITLE, content)


def _known(failures: tuple[KnownFailure, ...]) -> Html | None:
    if not failures:
        return None
    rows = [
        parts.row(
            parts.rule(one.rule), one.title, parts.badge(one.sign), parts.labels(one.manifests)
        )
        for one in failures
    ]
    columns = [messages.RULE, messages.REQUIREMENT, messages.OUTCOME, messages.MANIFESTS]
    table = parts.table("table-known", shared.KNOWN, columns, tag("tbody", rows))
    counted = tag("span", len(failures), class_="sum")
    return parts.fold([messages.STILL_FAILING, " ", counted], table)


def _better(improved: tuple[Improved, ...]) -> Html:
    if not improved:
        return tag("p", messages.NOTHING_IMPROVED)
    rows = [
        parts.row(
            tag("span", one.rule, class_="rule"),
            tag("code", one.file),
            tag("code", ", ".join(one.places)),
        )
        for one in improved
    ]
    columns = [messages.RULE, messages.FILE, messages.NO_LONGER_AT]
    return parts.table("table-improved", shared.IMPROVED, columns, tag("tbody", rows))
