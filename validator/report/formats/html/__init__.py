"""The report as one HTML file: for officers to read, print, sign and file.

The file is complete: it loads nothing, and its Content-Security-Policy forbids loading.
It contains both languages; a button switches between them, and without scripts it shows the
language it was written for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.report import formats
from validator.report.formats.html import (
    findings,
    manifest_text,
    messages,
    page_one,
    parts,
    registers,
    results,
    sites,
    sources,
)
from validator.report.formats.html.markup import asset, tag
from validator.report.formats.html.parts import Index

if TYPE_CHECKING:
    from validator.model.text import Language
    from validator.report.formats.html.markup import Html
    from validator.report.report import Report


def render(report: Report, language: Language) -> str:
    """Return the report as an HTML document in both languages, of which it shows one at first."""
    if len(report.manifests) > formats.MANY:
        return "".join(sites.document(sites.summary_of(report), language, sites.sections(report)))
    digest = registers.digest_of(report)
    main = tag("main", _parts(report, language, digest))
    title = messages.PAGE_TITLE.format(page_one.title(report))
    made = f"facepolicy {report.version} · {report.as_of.isoformat()} · "
    printed = f'@page {{ @top-left {{ content: "{made}{digest[:16]}"; }} }}\n'
    start = parts.opening(title, report.version, language, asset("report.css") + printed)
    page = tag("div", _contents(), main, class_="page")
    footer = tag("footer", tag("p", messages.NOT_ADVICE), tag("p", made, tag("code", digest)))
    return f"{start}{page}{footer}{parts.ending()}"


def _contents() -> Html:
    links = [
        tag("li", tag("a", title, href=f"#{anchor}")) for anchor, title in messages.CONTENTS.items()
    ]
    return tag(
        "nav",
        tag("p", messages.CONTENTS_TITLE, id="contents"),
        tag("ol", links, start=0),
        class_="contents",
        aria_labelledby="contents",
    )


def _parts(report: Report, language: Language, digest: str) -> list[Html]:
    """Return page 1 and the parts of the annex."""
    index = Index(report)
    found, to_state = findings.entries(index), findings.sections_to_state(index)
    waiting, exempt = findings.waiting(index), registers.exemptions(index)
    marks = manifest_text.marks_of(index, found, to_state, exempt)
    files = manifest_text.texts(index, marks)
    index.printed = frozenset(anchor for file in files for anchor in file.anchors)
    # By identity: results cannot be hashed.
    details_at = {id(item): one.anchor for one in reversed(found) for item in one.results}
    details_at |= {id(item): anchor for anchor, items in waiting.items() for item in items}
    details_at |= {id(one.covered): one.anchor for one in exempt}
    facts = findings.facts_to_state(to_state, waiting, index)
    return [
        page_one.section(index, found, to_state),
        tag("p", messages.ON_PAPER, class_="on-paper"),
        findings.section(found, facts, index, language),
        results.counts(index),
        results.applicability(index, details_at),
        registers.evidence(index),
        registers.waivers(exempt, index),
        registers.baseline(index),
        sources.section(index),
        manifest_text.section(files, marks),
        registers.sign_off(report, digest),
    ]
