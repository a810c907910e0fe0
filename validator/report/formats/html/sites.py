"""The page on many sites: how many pass, what to fix first, and a part for each site.

Like the report on one site, the file is complete, loads nothing, and has both languages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.engine.results import Reason
from validator.model.text import several
from validator.report import wording
from validator.report.counts import Verdict
from validator.report.formats.html import parts
from validator.report.formats.html.markup import asset, tag
from validator.report.formats.html.parts import OUTCOMES, Sign
from validator.report.formats.messages import ENDING_SOON, ENTRIES_TO_CHECK, IMPROVED, KNOWN, WAIVED
from validator.report.formats.site_summary import labels, messages
from validator.report.messages import SEVERITIES
from validator.report.site_summary import SiteCounter, findings_by_fact, of_each
from validator.report.summary import counts, statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from validator.engine.results import Finding, Result
    from validator.model.errors import Position
    from validator.model.text import Language, Text
    from validator.report.formats.html.markup import Child, Html
    from validator.report.report import Report
    from validator.report.site_summary import FactRank, LabelRank, RuleRank, Site, SiteSummary

_FEW = 10
"""The most rows of a ranking that are not folded."""
_SIGNS = {
    kind: Sign(tone, symbol, (messages.VERDICTS | messages.ACCEPTED)[kind])
    for kind, tone, symbol in (
        ("fail", "violated", "✕"),
        ("unusable", "violated", "✕"),
        ("incomplete", "undeclared", "?"),
        ("pass", "pass", "✓"),
        ("not-applicable", "absent", "–"),
        ("known", "absent", "◇"),
        ("waived", "waived", "◇"),
    )
}
"""By the verdict of a site, or the kind of failures that are accepted."""


def summary_of(report: Report) -> SiteSummary:
    """Return the summary of the sites of one report."""
    counter = SiteCounter()
    counter.add(report)
    return counter.summary(report)


def sections(report: Report, first: int = 0) -> Iterator[Html]:
    """Yield the part of each site of a report, folded; ``first`` is the number of the first."""
    kinds = report.regressions, report.known, report.waived
    failures, known, waived = (of_each(report, results) for results in kinds)
    for number, name in enumerate(failures, first):
        yield _section(name, failures[name], known[name], waived[name], number)


def overview(summary: SiteSummary, *, linked: bool) -> list[Child]:
    """Return the numbers of sites, the facts to fix first, and the list of sites.

    ``linked`` is whether the list links to the parts of the sites (``sections``).
    """
    columns = _columns("fact", "sites", "reason", "found", "where")
    tiles = [parts.tile(_SIGNS[kind], f"{number:,}") for kind, _, number in labels.counted(summary)]
    return [
        tag("dl", tiles, class_="tiles"),
        _ranking("facts", messages.FACTS, columns, map(_fact, summary.facts)),
        _sites(summary.sites, linked=linked),
        [_label(number, label, summary) for number, label in enumerate(summary.labels, 1)],
    ]


def _section(
    site: str, failures: list[Result], known: list[Result], waived: list[Result], number: int
) -> Html:
    name = anchor(number)
    text = messages.NOTHING_ELSE if known or waived else messages.NOTHING
    nothing = None if failures else tag("p", text)
    content = [
        _own_facts(f"{name}-facts", _unseen(site), failures) or nothing,
        _own_facts(f"{name}-known", KNOWN, known),
        _own_facts(f"{name}-waived", WAIVED, waived),
    ]
    return parts.fold(tag("h3", site), content, id=name)


def _own_facts(name: str, title: Child, failures: list[Result]) -> Html | None:
    """Return the facts of one site that some failures are due to, the gravest first."""
    found = findings_by_fact(failures)
    order = sorted(found, key=lambda key: -key[1].gravity)
    rows = [_own_fact(found[key], key[1]) for key in order]
    columns = _columns("fact", "reason", "found", "rules", "where")
    return parts.table(name, title, columns, rows) if rows else None


def anchor(number: int) -> str:
    """Return the anchor of the part of a site, by its number in the run."""
    return f"site-{number}"


def _columns(*names: str) -> list[Child]:
    return [messages.COLUMNS[name] for name in names]


def _table(name: str, title: Child, columns: list[Child], rows: Iterable[Child]) -> Html:
    """Return a table whose caption is not shown, as its heading says the same."""
    return parts.table(name, _unseen(title), columns, rows)


def _unseen(title: Child) -> Html:
    return tag("span", title, class_="unseen")


def _ranking(name: str, title: Text, columns: list[Child], rows: Iterable[Html]) -> list[Child]:
    """Return a table under its heading, with all rows but the first ones folded."""
    every = list(rows)
    if not every:
        return []
    first, others = every[:_FEW], every[_FEW:]
    more = messages.MORE_ROWS.format(len(others))
    return [
        tag("h2", parts.counted(title, len(every))),
        _table(f"ranking-{name}", title, columns, first),
        parts.fold(more, _table(f"more-{name}", title, columns, others)) if others else None,
    ]


def _fact(fact: FactRank) -> Html:
    return parts.row(
        [fact.title, " ", tag("code", fact.name), tag("small", ", ".join(fact.rules))],
        tag("span", several(messages.SITES_OF, fact.sites), class_="nowrap"),
        parts.badge(OUTCOMES[fact.reason]),
        labels.found(fact) if fact.reason is Reason.VIOLATED else None,
        labels.where(fact),
    )


def _what_and_where(text: Text, file: str, position: Position) -> Html:
    return parts.row(text, tag("code", labels.jump(file, position)))


def _rule(rank: RuleRank) -> Html:
    rule = rank.rule
    return parts.row(
        [tag("span", rule.id, class_="rule"), " ", rule.title, tag("small", rule.pack)],
        f"{rank.violated:,}",
        f"{rank.waiting:,}",
        SEVERITIES[rule.severity],
    )


def _label(number: int, label: LabelRank, summary: SiteSummary) -> list[Child]:
    values = [*labels.rows_of(label, summary)]
    kinds = [kind for kind in Verdict if any(found[kind] for _, found in values)]
    columns = _columns("value", "sites")
    columns += [messages.VERDICTS[kind.value] for kind in kinds]
    rows = [
        parts.row(value, f"{sum(found.values()):,}", *(f"{found[kind]:,}" for kind in kinds))
        for value, found in values
    ]
    title = messages.BY_LABEL.format(label.name)
    return [tag("h2", title), _table(f"label-{number}", title, columns, rows)]


def _sites(sites: Sequence[Site], *, linked: bool) -> list[Child]:
    rows = [
        parts.row(
            tag("a", tag("code", site.name), href=f"#{anchor(site.number)}")
            if linked
            else tag("code", site.name),
            site.title if site.title.en else site.id,
            parts.badge(_SIGNS[site.verdict]),
            messages.FACTS_OF_SITE.format(violated=site.violated, waiting=site.waiting),
            f"{site.known:,} / {site.waived:,}",
        )
        for site in sites
    ]
    columns = _columns("site", "title", "verdict", "facts", "accepted")
    return [
        tag("h2", parts.counted(messages.SITES, len(sites))),
        _table("table-sites", messages.SITES, columns, rows),
    ]


def _own_fact(pairs: Sequence[tuple[Result, Finding]], reason: Reason) -> Html:
    first = pairs[0][1]
    rules = dict.fromkeys(result.rule.id for result, _ in pairs)
    waivers = dict.fromkeys(wording.waived(one.waiver) for one, _ in pairs if one.waiver)
    return parts.row(
        parts.fact(first),
        [parts.badge(OUTCOMES[reason]), [tag("small", text) for text in waivers]],
        wording.difference(first) if reason is Reason.VIOLATED else None,
        ", ".join(rules),
        tag("code", labels.jump(first.file, first.position)),
    )


def document(
    summary: SiteSummary, language: Language, sections: Iterable[str] | None = None
) -> Iterator[str]:
    """Yield the document in pieces; the list of sites links to their ``sections`` if given."""
    frame = summary.frame
    totals = frame.totals
    yield parts.opening(messages.REPORT_TITLE, frame.version, language, asset("report.css"))
    yield '<div class="page"><main>\n<section class="first" aria-labelledby="title">\n'
    yield tag("h1", messages.REPORT_TITLE, id="title", tabindex=-1)
    yield tag("p", statement(totals), class_="statement")
    yield tag("p", messages.NOT_ADVICE, class_="caveat")
    yield parts.problems(frame.problems) or ""
    columns = _columns("what", "where")
    uses = [
        _what_and_where(use.text, use.entry.source, use.entry.position)
        for use in frame.idle_entries
    ]
    yield tag("div", _ranking("entries", ENTRIES_TO_CHECK, columns, uses))
    ending = [_what_and_where(item.text, item.file, item.position) for item in summary.ending]
    yield tag("div", _ranking("ending", ENDING_SOON, columns, ending))
    improved = [
        parts.row(f"{one.rule} {one.pointer}", tag("code", one.file)) for one in frame.improved
    ]
    yield tag("div", _ranking("improved", IMPROVED, columns, improved))
    for piece in overview(summary, linked=sections is not None):
        yield tag("div", piece)
    columns = _columns("rule", "violated", "waiting", "severity")
    yield tag("div", _ranking("rules", messages.RULES, columns, map(_rule, summary.rules)))
    yield "</section>\n"
    yield from sections or ()
    yield "</main></div>\n"
    yield tag("footer", tag("p", counts(totals)), tag("p", f"facepolicy {frame.version}"))
    yield parts.ending()
