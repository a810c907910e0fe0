"""The values for the templates, computed beforehand: templates only lay out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from validator.engine.results import Reason, Status
from validator.report.formats import messages as shared
from validator.report.formats.html import (
    accepted,
    applicability,
    counts,
    digests,
    evidence,
    findings,
    heatmap,
    judgements,
    messages,
    missing,
    open_clauses,
    overview,
    packs,
)
from validator.report.formats.html.index import Index
from validator.report.formats.html.marks import LEVELS, OUTCOMES
from validator.report.messages import EXPECTED, FOUND, KNOWN, NEW, TOPICS
from validator.report.summary import counts as counted
from validator.report.summary import statement

if TYPE_CHECKING:
    from validator.model.text import Text
    from validator.report.formats.html.accepted import Exemption
    from validator.report.formats.html.findings import Entry
    from validator.report.formats.html.missing import Section, Waiting
    from validator.report.report import Report

MANY = 20
"""The most manifests that are listed one by one; with more, rules are listed with their counts."""

View = dict[str, Any]


def of_report(report: Report) -> View:
    """Return the values for the templates, by their names."""
    index = Index(report)
    entries, sections = findings.entries(report, index), missing.sections(report, index)
    waiting, exempt = missing.waiting(report, index), accepted.exemptions(report, index)
    whole = len(report.manifests) <= MANY
    files = packs.texts(report, index, _marks(entries, sections, exempt), whole=whole)
    details_at = _details_at(entries, waiting, exempt)
    return {
        **_summary(report, index),
        "entries": entries,
        "shared": shared,
        "sections": sections,
        "waiting": waiting,
        "filters": _filters(report, index),
        "statements": applicability.statements(report, index, details_at) if whole else (),
        "rule_outcomes": {} if whole else counts.rule_outcomes(report, index),
        "left_open": {pack.id: open_clauses.left_open(pack) for pack in report.packs},
        "not_run": _not_run(report),
        "registers": evidence.registers(report, index, whole=whole),
        "exemptions": exempt,
        "judgements": judgements.judgements(report),
        "to_judge": judgements.questions(report, index) if whole else (),
        "comparison": accepted.comparison(report, index),
        "files": files,
        "lines": frozenset(line.anchor for file in files for line in file.lines),
        "digests": digests.digests(report),
    }


def _summary(report: Report, index: Index) -> View:
    return {
        "report": report,
        "outcomes": OUTCOMES,
        "levels": LEVELS,
        "statement": statement(report.totals),
        "counts": counted(report.totals),
        "FOUND": FOUND,
        "EXPECTED": EXPECTED,
        "ending": messages.ENDINGS[report.exit_code],
        "title": overview.title(report),
        "tiles": overview.tiles(report),
        "clauses": overview.clauses(report.totals),
        "deployments": overview.deployments(report),
        "checked": overview.checked(report),
        "heat": heatmap.rows(report, index),
    }


def _marks(
    entries: tuple[Entry, ...], sections: tuple[Section, ...], exempt: tuple[Exemption, ...]
) -> packs.Marks:
    marks: packs.Marks = defaultdict(dict)
    waived = ((one.place, item.anchor) for item in exempt for one in item.findings)
    packs.add_entries(marks, entries)
    packs.add_missing(marks, sections, OUTCOMES[Reason.UNDECLARED])
    packs.add_waived(marks, waived, OUTCOMES[Status.WAIVED])
    return marks


def _details_at(
    entries: tuple[Entry, ...], waiting: tuple[Waiting, ...], exempt: tuple[Exemption, ...]
) -> dict[int, str]:
    """Return the anchors with details of results, by identity: results cannot be hashed."""
    anchors = {id(item): one.anchor for one in reversed(entries) for item in one.results}
    anchors |= {id(item): one.anchor for one in waiting for item in one.results}
    return anchors | {id(one.covered): one.anchor for one in exempt}


def _filters(report: Report, index: Index) -> dict[str, dict[str, Text | str]]:
    """Return the values for the filters of findings; a single value is no choice."""
    failing = report.failures
    names = dict.fromkeys(item.manifest for item in failing)
    packs = dict.fromkeys(item.rule.pack for item in failing)
    found: dict[str, dict[str, Text | str]] = {
        "manifest": {str(index.number(name)): name for name in names},
        "pack": {str(index.pack_number(name)): name for name in packs},
        "topic": {
            topic: title
            for topic, title in TOPICS.items()
            if any(item.rule.topic == topic for item in failing)
        },
        "reason": {item.value: OUTCOMES[item].text for item in report.by_reason},
        "severity": {level.value: sign.text for level, sign in LEVELS.items()},
        "state": {"new": NEW, "known": KNOWN} if report.baseline else {},
    }
    return {name: values for name, values in found.items() if len(values) > 1}


def _not_run(report: Report) -> dict[tuple[str, Text], list[str]]:
    """Return the instruments that were left out, with the reason, and the manifests."""
    left: dict[tuple[str, Text], list[str]] = {}
    for item in report.not_run:
        left.setdefault((item.pack, item.text), []).append(item.manifest)
    return left
