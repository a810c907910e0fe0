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
import re
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import quote

from validator.model.quote import to_json
from validator.report import summary, wording
from validator.report.ending import ending_soon
from validator.report.formats.messages import ENDING_SOON, IMPROVED
from validator.report.formats.oscal import messages, results, terms
from validator.report.formats.oscal.terms import Json, props, text
from validator.report.formats.streams import JsonStream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.engine.evidence import Document
    from validator.manifest.model import Manifest
    from validator.model.text import Language
    from validator.packs.model import Pack
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
            "resources": _manifests(report, self._language),
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
        language = self._language
        objectives = [item for pack in frame.packs for item in results.objectives(pack, language)]
        manifests = self._items("resources")
        resources = [*_packs(frame, language), *manifests, *_files(frame, language)]
        content = {
            "metadata": _metadata(frame, language),
            "import-ap": {"href": f"#{_plan_id(frame)}"},
            "local-definitions": {"objectives-and-methods": objectives},
            "results": self._items("results"),
            "back-matter": {"resources": resources},
        }
        digests = (item.hexdigest() for item in self._digests.values())
        uuid = terms.identifier("document", *digests, json.dumps(content))
        return {"assessment-results": {"uuid": uuid, **content}}


def _metadata(report: Report, language: Language) -> Json:
    totals = report.totals
    remarks = [summary.statement(totals)[language], summary.counts(totals)[language]]
    remarks += [
        f"{IMPROVED[language]}: {known.file} {known.rule} {known.pointer}"
        for known in report.improved
    ]
    remarks += [f"{ENDING_SOON[language]}: {item.text[language]}" for item in ending_soon(report)]
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


_WEB = re.compile(r"https?://", re.IGNORECASE)
# The characters that RFC 3986 allows in an address besides letters and digits; % in an escape.
_IN_ADDRESS = ":/?#[]@!$&'()*+,;=%"


def _plan_id(report: Report) -> str:
    """Return the UUID of the resource for the assessment plan."""
    return terms.identifier("plan", *(f"{pack.id} {pack.sha256}" for pack in report.packs))


def _packs(report: Report, language: Language) -> Iterator[Json]:
    """Yield the resources of the plan and of the packs."""
    yield {
        "uuid": _plan_id(report),
        "title": messages.PLAN[language],
        "description": text(messages.PLAN_DESCRIPTION[language]),
        "props": props(packs=", ".join(pack.id for pack in report.packs)),
    }
    for pack in report.packs:
        yield _pack(pack, language)


def _manifests(report: Report, language: Language) -> Iterator[Json]:
    """Yield the resources of manifests, each with its evidence."""
    for manifest in report.manifests:
        yield _manifest(manifest, language)
        for number, document in enumerate(report.documents.get(manifest.name, ())):
            uuid = terms.identifier("evidence", terms.manifest_resource(manifest), str(number))
            yield {"uuid": uuid, **_evidence(document, manifest, language)}


def _files(report: Report, language: Language) -> Iterator[Json]:
    """Yield the resources of waivers, attestations and baseline."""
    files = (
        (report.waiver_file, messages.WAIVERS),
        (report.attestation_file, messages.ATTESTATIONS),
        (report.baseline, messages.BASELINE),
    )
    for file, role in files:
        if file:
            yield {
                "uuid": terms.identifier("file", file.source, file.sha256),
                "title": text(file.source),
                "description": text(role[language]),
                "rlinks": _links(terms.reference(file.source), file.sha256),
            }


def _links(href: str | None, sha256: str | None) -> list[Json]:
    """Return the link to a file with its digest, as far as they are known."""
    if not href:
        return []
    hashes = [{"algorithm": "SHA-256", "value": sha256}] if sha256 else []
    return [terms.element(href=href, hashes=hashes)]


def _pack(pack: Pack, language: Language) -> Json:
    parts: list[str | None] = [pack.title[language]]
    if legal := pack.instrument:
        parts = [legal.title[language], legal.issuer[language], legal.published, legal.link]
    return {
        "uuid": terms.identifier("pack", pack.id, pack.sha256),
        "title": text(f"{pack.id} {pack.version}"),
        "description": text(messages.PACK_OF_RULES[language]),
        "props": props(pack=pack.id, version=pack.version, force=pack.force),
        "citation": {"text": text(". ".join(filter(None, parts)))},
        "rlinks": _links(f"facepolicy:policies/{pack.id}", pack.sha256),
    }


def _manifest(manifest: Manifest, language: Language) -> Json:
    metadata = manifest.stated["metadata"]
    path = terms.reference(manifest.source) if manifest.folder else None
    return terms.element(
        uuid=terms.manifest_resource(manifest),
        title=text(manifest.name),
        description=text(messages.MANIFEST[language]),
        props=props(
            deployment=metadata["id"],
            version=metadata.get("version"),
            updated=metadata.get("updated"),
            document=str(manifest.document + 1),
            sha256=manifest.sha256,
        ),
        rlinks=_links(path, manifest.sha256),
    )


def _evidence(document: Document, manifest: Manifest, language: Language) -> Json:
    entry, days = document.entry, document.days_left
    described = [document.described, *map(wording.proof, document.proofs)]
    return terms.element(
        title=text(entry.get("title", document.id)),
        description=text("; ".join(part[language] for part in described)),
        props=props(
            evidence=document.id,
            kind=entry.get("type"),
            standing=document.standing.value,
            issued=entry.get("issued"),
            expires=entry.get("expires"),
            days_left=None if days is None else str(days),
            by=entry.get("by"),
            place=entry.get("uri"),
            manifest=manifest.name,
        ),
        rlinks=_links(_address(document), entry.get("sha256")),
    )


def _address(document: Document) -> str | None:
    """Return the address of a document, if that is a web address or a file that was opened.

    Anything else stays text: the effect of other schemes depends on the reader.
    """
    where: str = document.entry.get("uri", "")
    if document.standing.opened:
        return terms.reference(where)
    return quote(where, safe=_IN_ADDRESS) if _WEB.match(where) else None
