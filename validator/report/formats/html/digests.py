"""What the signatures are put under: the digests of all that went into the report."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from validator.model.text import Text
from validator.report.formats import json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.report.report import Report


class Digest(NamedTuple):
    """One input with the SHA-256 digest of its bytes, hexadecimal."""

    kind: Text
    name: str
    sha256: str


_MANIFEST = Text("manifest", "清单")
_PACK = Text("pack", "规则包")
_WAIVERS = Text("waivers", "豁免文件")
_BASELINE = Text("baseline", "基线")


def digests(report: Report) -> tuple[Digest, ...]:
    """Return the digests of manifests, packs, waivers and baseline; files come once."""
    return tuple(dict.fromkeys(_digests(report)))


def _digests(report: Report) -> Iterator[Digest]:
    for manifest in report.manifests:
        yield Digest(_MANIFEST, manifest.source, manifest.sha256)
    for pack in report.packs:
        yield Digest(_PACK, f"{pack.id} {pack.version}", pack.sha256)
    if report.waiver_file:
        yield Digest(_WAIVERS, report.waiver_file.source, report.waiver_file.sha256)
    if report.baseline:
        yield Digest(_BASELINE, report.baseline.source, report.baseline.sha256)


def of_results(report: Report) -> str:
    """Return the SHA-256 digest of the same report as JSON, hexadecimal.

    Whoever runs the same inputs again with ``--format json`` can hold the two together.
    """
    return hashlib.sha256(json.render(report).encode()).hexdigest()
