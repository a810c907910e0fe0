"""The inputs of results, as resources with SHA-256: manifests, packs, waivers, evidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from validator.engine.messages import STANDINGS
from validator.report import wording
from validator.report.formats.oscal import messages, terms
from validator.report.formats.oscal.terms import Json, props, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.engine.evidence import Document
    from validator.manifest.manifest import Manifest
    from validator.model.text import Language
    from validator.packs.model import Pack
    from validator.report.report import Report

_WEB = re.compile(r"https?://", re.IGNORECASE)
# The characters that RFC 3986 allows in an address besides letters and digits; % in an escape.
_IN_ADDRESS = ":/?#[]@!$&'()*+,;=%"


def plan_id(report: Report) -> str:
    """Return the UUID of the resource for the assessment plan."""
    return terms.identifier("plan", *(f"{pack.id} {pack.sha256}" for pack in report.packs))


def of_packs(report: Report, language: Language) -> Iterator[Json]:
    """Yield the resources of the plan and of the packs."""
    yield {
        "uuid": plan_id(report),
        "title": messages.PLAN[language],
        "description": text(messages.PLAN_DESCRIPTION[language]),
        "props": props(packs=", ".join(pack.id for pack in report.packs)),
    }
    for pack in report.packs:
        yield _pack(pack, language)


def of_manifests(report: Report, language: Language) -> Iterator[Json]:
    """Yield the resources of manifests, each with its evidence."""
    for manifest in report.manifests:
        yield _manifest(manifest, language)
        for number, document in enumerate(report.documents.get(manifest.name, ())):
            uuid = terms.identifier("evidence", terms.manifest_resource(manifest), str(number))
            yield {"uuid": uuid, **_evidence(document, manifest, language)}


def of_files(report: Report, language: Language) -> Iterator[Json]:
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
    described = [STANDINGS[document.standing], *map(wording.proof, document.proofs)]
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
