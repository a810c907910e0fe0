"""The report as NIST OSCAL assessment results, in JSON.

One result for each manifest, and one for the log of the run if it has one. Each rule that was run
is an observation; each clause on which its rules have a result is a finding, satisfied only as
far as they decide it and only if all of them were run and none failed. A waiver makes a risk with
an approved deviation and satisfies nothing. Data that OSCAL has no element for is in properties
of our own namespace. UUIDs follow from the content, and times from the day of the check.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, ClassVar, Final

from validator.model.quote import to_json
from validator.report import summary
from validator.report.ending import ending_soon
from validator.report.formats.messages import ENDING_SOON, IMPROVED
from validator.report.formats.oscal import controls, matter, messages, results, terms
from validator.report.formats.oscal.terms import Json, props, text
from validator.report.formats.streams import JsonStream, place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.model.text import Language
    from validator.report.report import Report

VERSION: Final = "1.1.3"
"""The version of OSCAL; readers of 1.2 take it as well."""


class Stream(JsonStream):
    """OSCAL assessment results that are written part by part."""

    depths: ClassVar = {"results": 3, "resources": 4}

    def __init__(self, language: Language) -> None:
        """Start without results."""
        super().__init__(language)
        self._digests = {name: hashlib.sha256() for name in self.depths}

    def _lists(self, report: Report) -> dict[str, Iterator[Json]]:
        return {
            "results": results.results(report, self._language),
            "resources": matter.of_manifests(report, self._language),
        }

    def write(self, name: str, text: str) -> None:
        """Add an item to a list, and to the digest that identifies the document."""
        self._digests[name].update(text.encode("utf-8", "surrogatepass"))
        super().write(name, text)

    def document(self, frame: Report) -> Iterator[str]:
        """Yield the document in pieces."""
        for item in results.of_run(frame, self._language):
            self.write("results", to_json(item, indent=2))
        yield from super().document(frame)

    def _whole(self, frame: Report) -> Json:
        content = _content(frame, self._language)
        digests = (item.hexdigest() for item in self._digests.values())
        uuid = terms.identifier("document", *digests, json.dumps(content))
        return {"assessment-results": {"uuid": uuid, **content}}


def _content(report: Report, language: Language) -> Json:
    """Return what is about the whole run; results and resources of manifests are left out."""
    objectives = [item for pack in report.packs for item in controls.objectives(pack, language)]
    of_packs = matter.of_packs(report, language)
    return {
        "metadata": _metadata(report, language),
        "import-ap": {"href": f"#{matter.plan_id(report)}"},
        "local-definitions": {"objectives-and-methods": objectives},
        "results": [place("results")],
        "back-matter": {
            "resources": [*of_packs, place("resources"), *matter.of_files(report, language)]
        },
    }


def _metadata(report: Report, language: Language) -> Json:
    totals = report.totals
    remarks = [summary.statement(totals)[language], summary.counts(totals)[language]]
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
            timezone=report.timezone,
            fail_on=report.fail_on.value,
            exit_code=str(int(report.exit_code)),
        ),
        "remarks": "\n\n".join(map(text, remarks)),
    }
