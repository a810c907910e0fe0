"""Numbers, anchors, links and filters of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Status
from validator.report import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from validator.engine.results import Finding, Result
    from validator.manifest.manifest import Manifest
    from validator.model.errors import Position
    from validator.model.text import Text
    from validator.report.report import Report


class Place(NamedTuple):
    """A place in the text of a manifest: its name, and the anchor of its line."""

    label: str
    anchor: str


class Index:
    """Returns links to the parts of the document.

    Attributes:
        manifest_number: the number of each manifest, from 0; so of packs, and of files.
        clause_anchor: the anchor of each clause in the sources; own checks have none.
        printed: the anchors of the lines of manifests that the page prints; only these are links.
    """

    def __init__(self, report: Report) -> None:
        """Number the manifests, files and packs of a report in their order."""
        self.report = report
        self.manifests = {manifest.name: manifest for manifest in report.manifests}
        self.packs = {pack.id: pack for pack in report.packs}
        self.manifest_number = _numbered(self.manifests)
        self.pack_number = _numbered(self.packs)
        self.source_number = _numbered(manifest.source for manifest in report.manifests)
        self.clause_anchor = {
            (pack.id, clause.id): f"c{self.pack_number[pack.id]}-{number}"
            for pack in report.packs
            if pack.instrument
            for number, clause in enumerate(pack.clauses)
        }
        self.printed: frozenset[str] = frozenset()

    def place(self, manifest: str, file: str, position: Position) -> Place:
        """Return a place of a manifest as a link to its line; of a base, to the manifest.

        Args:
            manifest: the name of the manifest.
            file: its file, or that of a base.
            position: the line and column there.
        """
        found = self.manifests[manifest]
        label = f"{file}:{position.line}:{position.column}"
        line = position.line if file == found.source else 1
        return Place(label, line_anchor(self.source_number[found.source], line))

    def place_of(self, result: Result, finding: Finding) -> Place:
        """Return the place of a finding."""
        return self.place(result.manifest, finding.file, finding.position)

    def state(self, result: Result) -> str:
        """Return whether a failure is ``new`` or ``known`` from the baseline; "" without one."""
        if self.report.baseline is None or result.status is not Status.FAIL:
            return ""
        return "known" if self.report.baseline.knows(result) else "new"

    def facets(self, results: Iterable[Result]) -> str:
        """Return the filter values of an entry: manifest, pack, topic, severity and state of each.

        The values of each result stay together, so that a filter for a topic of one
        instrument does not match an entry in which another instrument has the topic.
        """
        values = (
            f"{self.manifest_number[item.manifest]},{self.pack_number[item.rule.pack]},"
            f"{item.rule.topic},{item.rule.severity.value},{self.state(item)}"
            for item in results
        )
        return ";".join(dict.fromkeys(values))


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def line_anchor(source: int, line: int) -> str:
    """Return the anchor of a line of a file."""
    return f"s{source}-{line}"


def evidence_anchor(manifest: int, place: int) -> str:
    """Return the anchor of a document in the evidence register."""
    return f"e{manifest}-{place}"


def status_of(metadata: Mapping[str, Any]) -> Text | None:
    """Return the status of a deployment with its label; None if none is stated."""
    status = metadata.get("status")
    return wording.value_label(("metadata", "status"), status) if status else None


def title_of(manifest: Manifest) -> Text:
    """Return the title of a deployment in each language; its id if it has none."""
    return wording.title(manifest, manifest.stated["metadata"]["id"])
