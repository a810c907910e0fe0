"""The summary of many sites for programs: as JSON, and as comma-separated values.

The JSON has both languages, in the form of ``schema/summary.schema.json``. The CSV has one row
for each thing that is counted; its column ``by`` says what a row is about: ``all`` sites, a
``problem``, what is ``ending`` soon, an ``entry`` that needs attention, what is ``skipped``, a
``fact``, a ``rule``, the value of a label (``label:region``), the sites whose label could
not be read (``unread:region``), or one ``site``. Columns and values
are the same in both languages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator.model.quote import to_json
from validator.report.counts import Verdict
from validator.report.formats import tables
from validator.report.formats.json import counts_of, ending, problem, text
from validator.report.formats.site_summary.labels import found, jump, where
from validator.report.summary import skipped, statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.model.text import Language
    from validator.report.entries import EntryUse
    from validator.report.site_summary import FactRank, RuleRank, Site, SiteSummary

    Json = dict[str, Any]

VERSION = "facepolicy-summary/v1"


def as_json(summary: SiteSummary) -> str:
    """Return the summary as JSON text, with both languages in it."""
    totals = summary.frame.totals
    value = {
        "apiVersion": VERSION,
        "version": summary.frame.version,
        "asOf": totals.as_of.isoformat(),
        "timezone": totals.timezone,
        "statement": text(statement(totals)),
        "verdicts": {kind.value: number for kind, number in summary.verdicts.items()},
        "accepted": {kind: item._asdict() for kind, item in summary.accepted.items()},
        "problems": [problem(item) for item in summary.frame.problems],
        "ending": [ending(item) for item in summary.ending],
        "entriesToCheck": [_entry(item) for item in summary.frame.idle_entries],
        "improved": [item._asdict() for item in summary.frame.improved],
        "facts": [_fact(item) for item in summary.facts],
        "rules": [_rule(item) for item in summary.rules],
        "labels": {
            label.name: {
                value: {kind.value: number for kind, number in verdicts.items()}
                for value, verdicts in label.values.items()
            }
            for label in summary.labels
        },
        "labelsUnread": summary.verdicts[Verdict.UNUSABLE],
        "labelsLeftOut": summary.left_out,
        "sites": [_site(item) for item in summary.sites],
        "counts": counts_of(totals),
        "exitCode": int(totals.exit_code),
    }
    return to_json(value, indent=2) + "\n"


def _entry(use: EntryUse) -> Json:
    return {
        "kind": use.kind,
        "name": use.entry.subject,
        "manifest": use.entry.manifest,
        "file": use.entry.source,
        **use.entry.position._asdict(),
        "state": use.state.value,
    }


def _fact(fact: FactRank) -> Json:
    first = {"file": fact.first[0], **fact.first[1]._asdict()} if fact.first else None
    return {
        "fact": fact.name,
        "title": text(fact.title),
        "reason": fact.reason.value,
        "sites": fact.sites,
        "rules": list(fact.rules),
        "found": [{"value": text(value), "sites": sites} for value, sites in fact.values],
        "inherited": [
            {"file": item.file, **item.position._asdict(), "sites": item.sites}
            for item in fact.origins
        ],
        "own": {"sites": fact.own, "first": first},
    }


def _rule(rank: RuleRank) -> Json:
    return {
        "pack": rank.rule.pack,
        "rule": rank.rule.id,
        "title": text(rank.rule.title),
        "severity": rank.rule.severity.value,
        "sites": rank.sites,
        "violated": rank.violated,
        "waiting": rank.waiting,
    }


def _site(site: Site) -> Json:
    return {
        "manifest": site.name,
        "id": site.id,
        "title": text(site.title),
        "verdict": site.verdict.value,
        "violatedFacts": site.violated,
        "waitingFacts": site.waiting,
        "knownFailures": site.known,
        "waivedFailures": site.waived,
    }


Row = dict[str, str | int]

COLUMNS = (
    *("as_of", "by", "key", "title", "reason", "severity", "pack", "sites"),
    *(verdict.value.replace("-", "_") for verdict in Verdict),
    *("rules", "found", "where", "known", "waived"),
)
"""The columns, in order."""


def as_csv(summary: SiteSummary, language: Language = "en") -> str:
    """Return the summary as CSV (RFC 4180) with a header row."""
    day: Row = {"as_of": summary.frame.totals.as_of.isoformat()}
    rows = (day | row for row in _rows(summary, language))
    return tables.BOM + tables.as_csv(
        [COLUMNS, *([row.get(name, "") for name in COLUMNS] for row in rows)]
    )


def _rows(summary: SiteSummary, language: Language) -> Iterator[Row]:
    accepted = {kind: item.failures for kind, item in summary.accepted.items()}
    yield {"by": "all", **_verdicts(summary.verdicts), **accepted}
    for flaw in summary.frame.problems:
        yield {"by": "problem", "key": flaw.source, "title": flaw.message[language]}
    for item in summary.ending:
        yield {
            "by": "ending",
            "key": item.name,
            "title": item.text[language],
            "where": jump(item.file, item.position),
        }
    for use in summary.frame.idle_entries:
        yield {
            "by": "entry",
            "key": use.entry.subject,
            "title": use.text[language],
            "reason": use.state.value,
            "where": jump(use.entry.source, use.entry.position),
        }
    for name, what in skipped(summary.frame.totals).items():
        yield {"by": "skipped", "key": name, "title": what[language]}
    for fact in summary.facts:
        yield {
            "by": "fact",
            "key": fact.name,
            "title": fact.title[language],
            "reason": fact.reason.value,
            "sites": fact.sites,
            "rules": " ".join(fact.rules),
            "found": found(fact)[language],
            "where": where(fact)[language],
        }
    for rank in summary.rules:
        yield {
            "by": "rule",
            "key": rank.rule.id,
            "title": rank.rule.title[language],
            "severity": rank.rule.severity.value,
            "pack": rank.rule.pack,
            "sites": rank.sites,
            "fail": rank.violated,
            "incomplete": rank.waiting,
        }
    yield from _of_labels(summary)
    for site in summary.sites:
        about: Row = {"by": "site", "key": site.name, "title": site.title[language]}
        accepted = {"known": site.known, "waived": site.waived}
        yield {**about, "sites": 1, site.verdict.value.replace("-", "_"): 1, **accepted}


def _of_labels(summary: SiteSummary) -> Iterator[Row]:
    unread = summary.verdicts[Verdict.UNUSABLE]
    for label in summary.labels:
        for value, verdicts in label.values.items():
            yield {"by": f"label:{label.name}", "key": value, **_verdicts(verdicts)}
        if unread:
            yield {"by": f"unread:{label.name}", **_verdicts({Verdict.UNUSABLE: unread})}


def _verdicts(counted: dict[Verdict, int]) -> Row:
    named = {verdict.value.replace("-", "_"): number for verdict, number in counted.items()}
    return {"sites": sum(counted.values()), **named}
