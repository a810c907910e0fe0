"""The report as one HTML file: for officers to read, print, sign and file.

The file is complete: it loads nothing, and its Content-Security-Policy forbids loading.
It contains both languages; a button switches between them, and without scripts it shows the
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
        language: the initial language of the document.
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
    """Return the header of every printed page, which identifies the report."""
    header = f"facepolicy {report.version} \u00b7 {report.as_of.isoformat()} \u00b7 {digest[:16]}"
    return f'@page {{ @top-left {{ content: "{header}"; }} }}\n'
