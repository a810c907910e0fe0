"""Accepted failures: waivers, and known failures of the baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from validator.report import wording
from validator.report.formats import messages as shared
from validator.report.formats.html import messages, parts
from validator.report.formats.html.evidence import term
from validator.report.formats.html.markup import tag
from validator.report.formats.html.parts import OUTCOMES, Sign
from validator.report.messages import ACTUAL_AND_EXPECTED, COLON, ENTRY_STATES

if TYPE_CHECKING:
    from validator.engine.results import Result
    from validator.engine.waivers import Waiver
    from validator.report.entries import EntryUse
    from validator.report.formats.html.index import Index
    from validator.report.formats.html.markup import Html


class Exemption(NamedTuple):
    """One waiver, its anchor, and the failure that it covers, if any."""

    anchor: str
    use: EntryUse
    covered: Result | None


def exemptions(index: Index) -> list[Exemption]:
    """Return the waivers, those that need attention first."""
    covered = {id(item.waiver): item for item in index.report.waived}
    uses = sorted(index.report.waiver_uses, key=lambda use: not use.state.fails)
    return [
        Exemption(f"x{number}", use, covered.get(id(use.entry)))
        for number, use in enumerate(uses, 1)
    ]


def waivers(found: list[Exemption], index: Index) -> Html:
    """Return the waivers, with the failures that they cover."""
    none = messages.EMPTY_WAIVER_FILE if index.report.waiver_file else messages.NO_WAIVERS
    content = [_card(item, index) for item in found] or tag("p", none)
    return parts.section("waivers", 5, messages.WAIVERS_TITLE, content)


def _card(item: Exemption, index: Index) -> Html:
    waiver, use = cast("Waiver", item.use.entry), item.use
    idle = use.state.fails
    mark = Sign("violated" if idle else "waived", "✕" if idle else "◇", ENTRY_STATES[use.state])
    fails = [" ", tag("span", messages.FAILS_THE_RUN, class_="what")] if idle else None
    manifest = tag("span", waiver.manifest, class_="what")
    return parts.card(
        item.anchor,
        tag("h3", tag("code", waiver.subject), " ", manifest, id=f"{item.anchor}-name"),
        tag(
            "p",
            parts.badge(mark),
            " ",
            term(use.days_left(index.report.as_of)),
            fails,
            class_="tags",
        ),
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
        _covered(item.covered, index) if item.covered else None,
        class_=f"card {mark.tone}",
    )


def _covered(covered: Result, index: Index) -> Html | None:
    """Return the failure that a waiver covers, with its places."""
    if covered.reason is None:
        return None
    listed = [
        tag(
            "li",
            [parts.at(index.place_of(covered, item), index), " ", parts.fact(item), COLON],
            ACTUAL_AND_EXPECTED.format(
                actual=wording.found(item), expected=wording.all_expected(item)
            ),
        )
        for item in covered.findings[: wording.MOST]
    ]
    return tag(
        "div",
        tag("h4", messages.WAIVED_FAILURE, " ", parts.badge(OUTCOMES[covered.reason])),
        parts.demand(covered, index),
        tag("ul", parts.few(listed, len(covered.findings)), class_="plain"),
        class_="raw",
    )


def baseline(index: Index) -> Html:
    """Return the run compared with its baseline."""
    report = index.report
    if report.baseline is None:
        return parts.section("baseline", 6, messages.BASELINE_TITLE, tag("p", messages.NO_BASELINE))
    said = messages.COMPARED.format(
        source=report.baseline.source,
        as_of=report.baseline.as_of,
        new=len(report.regressions),
        known=len(report.known),
    )
    content = [tag("p", said), _known(index), _improved(index)]
    return parts.section("baseline", 6, messages.BASELINE_TITLE, content)


def _known(index: Index) -> Html | None:
    """Return the rules that failed before and still do, with their manifests."""
    alike: dict[tuple[str, str, Sign], list[Result]] = {}
    for item in index.report.known:
        alike.setdefault((item.rule.pack, item.rule.id, parts.sign(item)), []).append(item)
    if not alike:
        return None
    rows = [
        parts.row(
            parts.rule(items[0].rule),
            items[0].rule.title,
            parts.badge(mark),
            parts.labels([item.manifest for item in items]),
        )
        for (_, _, mark), items in alike.items()
    ]
    columns = [messages.RULE, messages.REQUIREMENT, messages.OUTCOME, messages.MANIFESTS]
    table = parts.table("table-known", shared.KNOWN, columns, rows)
    return parts.fold(parts.counted(messages.STILL_FAILING, len(alike)), table)


def _improved(index: Index) -> Html:
    """Return the rules that failed before in a file and do not now, with the places."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for known in index.report.improved:
        grouped.setdefault((known.file, known.rule), []).append(wording.place(known.pointer))
    if not grouped:
        return tag("p", messages.NOTHING_IMPROVED)
    rows = [
        parts.row(
            tag("span", rule, class_="rule"), tag("code", file), tag("code", ", ".join(places))
        )
        for (file, rule), places in grouped.items()
    ]
    columns = [messages.RULE, messages.FILE, messages.NO_LONGER_AT]
    return parts.table("table-improved", shared.IMPROVED, columns, rows)
