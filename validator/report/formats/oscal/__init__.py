"""The report as NIST OSCAL assessment results, in JSON.

One result for each manifest. Each rule that was run is an observation; each clause on which its
rules have a result is a finding, satisfied only as far as they decide it and only if all of
them were run and none failed. A waiver makes a risk with an approved deviation and satisfies
nothing. Data that OSCAL has no element for is in properties of our own namespace. UUIDs follow
from the content, and times from the day of the check.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from validator.model.quote import to_json
from validator.report import summary
from validator.report.ending import ending_soon
from validator.report.formats.messages import ENDING_SOON, IMPROVED
from validator.report.formats.oscal import controls, matter, messages, results, terms
from validator.report.formats.oscal.terms import Json, props, text

if TYPE_CHECKING:
    from validator.model.text import Language
    from validator.report.report import Report

VERSION: Final = "1.1.3"
"""The version of OSCAL; readers of 1.2 take it as well."""


def render(report: Report, language: Language = "en") -> str:
    """Return the report as OSCAL assessment results; the same report gives the same bytes."""
    content = _content(report, language)
    digest = json.dumps(content, ensure_ascii=False)
    document = {"uuid": terms.identifier("document", digest), **content}
    return to_json({"assessment-results": document}, indent=2) + "\n"


def _content(report: Report, language: Language) -> Json:
    objectives = [item for pack in report.packs for item in controls.objectives(pack, language)]
    return {
        "metadata": _metadata(report, language),
        "import-ap": {"href": f"#{matter.plan_id(report)}"},
        "local-definitions": {"objectives-and-methods": objectives},
        "results": list(results.results(report, language)),
        "back-matter": {"resources": list(matter.resources(report, language))},
    }


def _metadata(report: Report, language: Language) -> Json:
    remarks = [summary.statement(report.totals)[language], summary.counts(report.totals)[language]]
    remarks += [
        f"{IMPROVED[language]}: {known.file} {known.rule} {known.pointer}"
        for known in report.improved
    ]
    remarks += [
        f"{ENDING_SOON[language]}: {item.text(report.as_of)[language]}"
        for item in ending_soon(report)
    ]
    return {
        "title": messages.REPORT_TITLE[language],
        "last-modified": terms.start_of(report.as_of),
        "version": report.version,
        "oscal-version": VERSION,
        "props": props(
            as_of=report.as_of.isoformat(),
            fail_on=report.fail_on.value,
            exit_code=str(int(report.exit_code)),
        ),
        "remarks": "\n\n".join(map(text, remarks)),
    }
