"""The parts of the page, in order: page 1, and the annex."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.report.formats.html import (
    accepted,
    applicability,
    evidence,
    findings,
    inputs,
    manifest_text,
    messages,
    missing,
    page_one,
    signoff,
    sources,
)
from validator.report.formats.html.index import Index
from validator.report.formats.html.markup import tag

if TYPE_CHECKING:
    from validator.model.text import Language
    from validator.report.formats.html.accepted import Exemption
    from validator.report.formats.html.findings import Entry
    from validator.report.formats.html.markup import Html
    from validator.report.formats.html.missing import Waiting
    from validator.report.report import Report

MANY = 20
"""The most manifests that are listed one by one; with more, rules are listed with their counts."""


def parts_of(report: Report, language: Language, digest: str) -> list[Html]:
    """Return page 1 and the parts of the annex.

    Args:
        report: the report.
        language: the initial language of the document.
        digest: the digest of the results.
    """
    index = Index(report)
    found, to_state = findings.entries(report, index), missing.sections(report, index)
    waiting, exempt = missing.waiting(report, index), accepted.exemptions(report, index)
    whole = len(report.manifests) <= MANY
    marks = manifest_text.marks_of(found, to_state, exempt)
    files = manifest_text.texts(report, index, marks, whole=whole)
    lines = frozenset(line.anchor for file in files for line in file.lines)
    details_at = _details_at(found, waiting, exempt)
    facts = missing.facts_to_state(to_state, waiting, index, lines)
    return [
        page_one.section(index, found, to_state),
        tag("p", messages.ON_PAPER, class_="on-paper"),
        findings.section(found, facts, index, lines, language),
        inputs.section(index),
        applicability.section(index, lines, details_at, whole=whole),
        evidence.section(index, lines, whole=whole),
        accepted.waivers(exempt, report, lines),
        accepted.baseline(report, index),
        sources.section(index),
        manifest_text.section(files),
        signoff.section(report, digest),
    ]


def _details_at(
    found: tuple[Entry, ...], waiting: tuple[Waiting, ...], exempt: tuple[Exemption, ...]
) -> dict[int, str]:
    """Return the anchors with details of results, by identity: results cannot be hashed."""
    anchors = {id(item): one.anchor for one in reversed(found) for item in one.results}
    anchors |= {id(item): one.anchor for one in waiting for item in one.results}
    return anchors | {id(one.covered): one.anchor for one in exempt}
