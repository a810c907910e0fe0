"""The digests of all inputs of the report, for the signatures."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from validator.report.formats import json
from validator.report.formats.html import messages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.model.text import Text
    from validator.report.report import Report


class Digest(NamedTuple):
    """One input with the SHA-256 digest of its bytes, hexadecimal."""

    kind: Text
    name: str
    sha256: str


def digests(report: Report) -> tuple[Digest, ...]:
    """Return the digests of manifests, packs, waivers and baseline; each file once."""
    return tuple(dict.fromkeys(_digests(report)))


def _digests(report: Report) -> Iterator[Digest]:
    for manifest in report.manifests:
        yield Digest(messages.MANIFEST, manifest.source, manifest.sha256)
    for pack in report.packs:
        yield Digest(messages.PACK, f"{pack.id} {pack.version}", pack.sha256)
    if report.waiver_file:
        yield Digest(messages.WAIVERS, report.waiver_file.source, report.waiver_file.sha256)
    if report.baseline:
        yield Digest(messages.BASELINE, report.baseline.source, report.baseline.sha256)


def of_results(report: Report) -> str:
    """Return the SHA-256 digest of the same report as JSON, hexadecimal.

    Running the same inputs again with ``--format json`` gives the same digest.
    """
    return hashlib.sha256(json.render(report).encode()).hexdigest()
