"""The summary of many sites as JSON, in the form of ``schema/summary.schema.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from validator.model.quote import to_json
from validator.report.formats.json import counts_of, problem, text
from validator.report.summary import statement

if TYPE_CHECKING:
    from validator.model.text import Language
    from validator.report.site_summary import FactRank, RuleRank, Site, SiteSummary

    Json = dict[str, Any]

VERSION = "facepolicy-summary/v1"


def render(summary: SiteSummary, _language: Language = "en") -> str:
    """Return the summary as JSON text, with both languages in it."""
    return to_json(as_value(summary), indent=2) + "\n"


def as_value(summary: SiteSummary) -> Json:
    """Return the summary as a JSON value."""
    totals = summary.totals
    return {
        "apiVersion": VERSION,
        "version": summary.version,
        "asOf": totals.as_of.isoformat(),
        "timezone": totals.timezone,
        "statement": text(statement(totals)),
        "verdicts": {kind.value: number for kind, number in summary.verdicts.items()},
        "problems": [problem(item) for item in summary.problems],
        "facts": [_fact(item) for item in summary.facts],
        "rules": [_rule(item) for item in summary.rules],
        "labels": {
            label.name: {
                value: {kind.value: number for kind, number in verdicts.items()}
                for value, verdicts in label.values.items()
            }
            for label in summary.labels
        },
        "labelsLeftOut": summary.left_out,
        "sites": [_site(item) for item in summary.sites],
        "counts": counts_of(totals),
        "exitCode": int(totals.exit_code),
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
    }
