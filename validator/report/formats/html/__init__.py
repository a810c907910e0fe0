"""The report as one HTML file: what an officer reads, prints, signs and files.

The file is complete: it loads nothing, and its Content-Security-Policy lets it load nothing.
It holds both languages; a button changes between them, and without scripts it reads in the
language it was written for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.report.formats.html import content
from validator.report.formats.html.digests import of_results
from validator.report.formats.html.markup import TAGS, asset, environment, policy

if TYPE_CHECKING:
    from validator.model.text import Language
    from validator.report.report import Report


def render(report: Report, language: Language) -> str:
    """Return the report as an HTML document; the same report gives the same text.

    Args:
        report: the report.
        language: in which the document opens.
    """
    digest = of_results(report)
    style = asset("report.css") + _running_head(report, digest)
    script = asset("report.js")
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            content.of_report(report),
            language=language,
            tag=TAGS[language],
            digest=digest,
            style=style,
            script=script,
            policy=policy(style, script),
        )
    )


def _running_head(report: Report, digest: str) -> str:
    """Return what stands on every printed page, so that pages are known to belong together."""
    told = f"facepolicy {report.version} \u00b7 {report.as_of.isoformat()} \u00b7 {digest[:16]}"
    return f'@page {{ @top-left {{ content: "{told}"; }} }}\n'
