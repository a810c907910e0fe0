"""What a page says of many sites: how many pass, what to fix first, and a part for each site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.engine.results import Reason
from validator.model.text import several
from validator.report import wording
from validator.report.counts import Verdict
from validator.report.formats.html import parts
from validator.report.formats.html.marks import OUTCOMES, Sign
from validator.report.formats.html.markup import tag
from validator.report.formats.site_summary import messages, words
from validator.report.messages import SEVERITIES
from validator.report.site_summary import findings_by_fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from validator.engine.results import Finding, Result
    from validator.manifest.manifest import Manifest
    from validator.report.formats.html.markup import Child, Html
    from validator.report.report import Report
    from validator.report.site_summary import FactRank, LabelRank, RuleRank, Site, SiteSummary

_FEW = 10
"""The most rows of a ranking that are not folded."""


def _sign(verdict: Verdict, tone: str, symbol: str) -> Sign:
    return Sign(tone, symbol, messages.VERDICTS[verdict.value])


_SIGNS = {
    Verdict.FAIL: _sign(Verdict.FAIL, "violated", "✕"),
    Verdict.UNUSABLE: _sign(Verdict.UNUSABLE, "violated", "✕"),
    Verdict.INCOMPLETE: _sign(Verdict.INCOMPLETE, "undeclared", "?"),
    Verdict.PASS: _sign(Verdict.PASS, "pass", "✓"),
    Verdict.NOT_APPLICABLE: _sign(Verdict.NOT_APPLICABLE, "absent", "–"),
}


def overview(summary: SiteSummary, *, linked: bool) -> list[Child]:
    """Return the numbers of sites, the facts to fix first, and the list of sites.

    Args:
        summary: the summary of the sites.
        linked: whether the list links to the parts of the sites (``section``).
    """
    return [
        tag("dl", [_tile(*item) for item in summary.verdicts.items() if item[1]], class_="tiles"),
        _ranking("facts", ("fact", "sites", "reason", "found", "where"), map(_fact, summary.facts)),
        _sites(summary.sites, linked=linked),
        [_label(number, label) for number, label in enumerate(summary.labels, 1)],
    ]


def rules(summary: SiteSummary) -> list[Child]:
    """Return the rules that fail in most sites."""
    columns = ("rule", "violated", "waiting", "severity")
    return _ranking("rules", columns, map(_rule, summary.rules))


def section(manifest: Manifest, report: Report, number: int) -> Html:
    """Return the part of one site: its facts to fix and to state, folded.

    Args:
        manifest: the site.
        report: the report that contains it.
        number: its number in the run.
    """
    failures = [item for item in report.regressions if item.manifest == manifest.name]
    found = findings_by_fact(failures)
    order = sorted(found, key=lambda key: -key[1].gravity)
    rows = [_own_fact(found[key], key[1]) for key in order]
    name = anchor(number)
    columns = [messages.COLUMNS[one] for one in ("fact", "reason", "found", "rules", "where")]
    caption = tag("span", manifest.name, class_="unseen")
    content = (
        parts.table(f"{name}-facts", caption, columns, tag("tbody", rows))
        if rows
        else tag("p", messages.NOTHING)
    )
    return parts.fold(tag("h3", manifest.name), content, id=name)


def anchor(number: int) -> str:
    """Return the anchor of the part of a site, by its number in the run."""
    return f"site-{number}"


def _tile(verdict: Verdict, number: int) -> Html:
    sign = _SIGNS[verdict]
    return tag(
        "div",
        tag("dt", parts.symbol(sign.symbol), " ", sign.text),
        tag("dd", f"{number:,}", class_="number"),
        class_=f"tile {sign.tone}",
    )


def _ranking(name: str, columns: Sequence[str], rows: Iterable[Html]) -> list[Child]:
    """Return a table under its heading, with all rows but the first ones folded."""
    every, title = list(rows), messages.RANKINGS[name]
    if not every:
        return []
    header = [messages.COLUMNS[one] for one in columns]
    more = messages.MORE_ROWS.format(len(every) - _FEW)
    return [
        tag("h2", title, " ", tag("span", len(every), class_="sum")),
        parts.table(f"ranking-{name}", _unseen(title), header, tag("tbody", every[:_FEW])),
        parts.fold(
            more,
            parts.table(f"more-{name}", _unseen(title), header, tag("tbody", every[_FEW:])),
        )
        if len(every) > _FEW
        else None,
    ]


def _unseen(title: Child) -> Html:
    """Return the caption of a table whose heading says the same."""
    return tag("span", title, class_="unseen")


def _fact(fact: FactRank) -> Html:
    return parts.row(
        [*parts.fact(fact.title, fact.name), tag("small", ", ".join(fact.rules))],
        tag("span", several(messages.SITES_OF, fact.sites), class_="nowrap"),
        parts.badge(OUTCOMES[fact.reason]),
        words.found(fact) if fact.reason is Reason.VIOLATED else None,
        words.where(fact),
    )


def _rule(rank: RuleRank) -> Html:
    rule = rank.rule
    return parts.row(
        [tag("span", rule.id, class_="rule"), " ", rule.title, tag("small", rule.pack)],
        f"{rank.violated:,}",
        f"{rank.waiting:,}",
        SEVERITIES[rule.severity],
    )


def _label(number: int, label: LabelRank) -> list[Child]:
    kinds = [kind for kind in Verdict if any(found[kind] for found in label.values.values())]
    columns = [messages.COLUMNS["value"], messages.COLUMNS["sites"]]
    rows = [
        parts.row(
            words.named(value), f"{sum(found.values()):,}", *(f"{found[kind]:,}" for kind in kinds)
        )
        for value, found in label.values.items()
    ]
    title = messages.BY_LABEL.format(label.name)
    header = [*columns, *(messages.VERDICTS[kind.value] for kind in kinds)]
    body = tag("tbody", rows)
    return [tag("h2", title), parts.table(f"label-{number}", _unseen(title), header, body)]


def _sites(sites: Sequence[Site], *, linked: bool) -> list[Child]:
    columns = [messages.COLUMNS[one] for one in ("site", "title", "verdict", "facts")]
    rows = [
        parts.row(
            tag("a", tag("code", site.name), href=f"#{anchor(site.number)}")
            if linked
            else tag("code", site.name),
            site.title if site.title.en else site.id,
            parts.badge(_SIGNS[site.verdict]),
            messages.FACTS_OF_SITE.format(violated=site.violated, waiting=site.waiting),
        )
        for site in sites
    ]
    return [
        tag("h2", messages.SITES, " ", tag("span", len(sites), class_="sum")),
        parts.table("table-sites", _unseen(messages.SITES), columns, tag("tbody", rows)),
    ]


def _own_fact(pairs: Sequence[tuple[Result, Finding]], reason: Reason) -> Html:
    first = pairs[0][1]
    rules = dict.fromkeys(result.rule.id for result, _ in pairs)
    return parts.row(
        parts.fact(wording.fact_label(first.parts), wording.place(first.pointer)),
        parts.badge(OUTCOMES[reason]),
        wording.difference(first) if reason is Reason.VIOLATED else None,
        ", ".join(rules),
        tag("code", words.jump(first.file, first.position)),
    )
