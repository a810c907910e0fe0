"""Numbers, anchors, links and filters of the document."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Status
from validator.model.text import Text
from validator.packs import doc_urls
from validator.report import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from validator.engine.results import Finding, Result
    from validator.manifest.manifest import Manifest
    from validator.model.errors import Position
    from validator.packs.model import Rule
    from validator.report.report import Report


class Place(NamedTuple):
    """A place in the text of a manifest: its name, and the anchor of its line."""

    label: str
    anchor: str


class Index:
    """Returns links to the parts of the document.

    Attributes:
        printed: the anchors of the lines of manifests that the page prints; only these are links.
    """

    def __init__(self, report: Report) -> None:
        """Number the manifests, files and packs of a report in their order."""
        self.report = report
        self.manifests = {manifest.name: manifest for manifest in report.manifests}
        self.packs = {pack.id: pack for pack in report.packs}
        self._of_manifest = {name: number for number, name in enumerate(self.manifests)}
        self._of_pack = {name: number for number, name in enumerate(self.packs)}
        sources = dict.fromkeys(manifest.source for manifest in report.manifests)
        self._of_source = {name: number for number, name in enumerate(sources)}
        self.printed: frozenset[str] = frozenset()

    def number(self, manifest: str) -> int:
        """Return the number of a manifest, from 0."""
        return self._of_manifest[manifest]

    def pack_number(self, pack: str) -> int:
        """Return the number of a pack, from 0."""
        return self._of_pack[pack]

    def source_number(self, manifest: Manifest) -> int:
        """Return the number of a manifest's file, from 0; several manifests may share it."""
        return self._of_source[manifest.source]

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
        return Place(label, line_anchor(self.source_number(found), line))

    def place_of(self, result: Result, finding: Finding) -> Place:
        """Return the place of a finding."""
        return self.place(result.manifest, finding.file, finding.position)

    def page(self, rule: Rule) -> Text | None:
        """Return the page of a rule in each language; only rules of shipped packs have one."""
        if rule.pack not in self._with_pages:
            return None
        return Text(doc_urls.rule_page(rule, "en"), doc_urls.rule_page(rule, "zh"))

    def clause(self, rule: Rule) -> str | None:
        """Return the anchor of a rule's clause in the sources; own checks have none."""
        if self.packs[rule.pack].instrument is None:
            return None
        return clause_anchor(self.pack_number(rule.pack), self._clauses[rule.pack, rule.clause.id])

    @cached_property
    def _clauses(self) -> dict[tuple[str, str], int]:
        """The number of each clause in its pack, from 0."""
        return {
            (pack.id, clause.id): number
            for pack in self.report.packs
            for number, clause in enumerate(pack.clauses)
        }

    @cached_property
    def _with_pages(self) -> frozenset[str]:
        return frozenset(name for name in self.packs if doc_urls.has_pages(name))

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
            f"{self.number(item.manifest)},{self.pack_number(item.rule.pack)},{item.rule.topic},"
            f"{item.rule.severity.value},{self.state(item)}"
            for item in results
        )
        return ";".join(dict.fromkeys(values))


def line_anchor(source: int, line: int) -> str:
    """Return the anchor of a line of a file."""
    return f"s{source}-{line}"


def clause_anchor(pack: int, clause: int) -> str:
    """Return the anchor of a clause by the numbers of its pack and of itself."""
    return f"c{pack}-{clause}"


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
