"""The report as JSON Lines, one JSON value per line, in the form of ``schema/stream.schema.json``.

It can be written during the run. Constant parts are written once: a line for the run,
one for each pack and each rule before their first use. Then, for each manifest, a line
and its results; at the end a summary with every count and the exit code.
"""

from __future__ import annotations

import json
from functools import lru_cache

from validator._version import __version__
from validator.engine.results import Status
from validator.model.groups import grouped
from validator.model.quote import inert_json
from validator.report import summary
from validator.report.ending import entries_ending, evidence_ending
from validator.report.formats import json as whole
from validator.report.formats.streams import Spool

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from typing import Any

    from validator.manifest.model import Manifest
    from validator.model.errors import Problem
    from validator.model.text import Language
    from validator.packs.model import Pack, Rule, Severity
    from validator.report.counts import Totals
    from validator.report.entries import EntryUse
    from validator.report.report import Report
    from validator.report.result import Result

VERSION = "facepolicy-stream/v2"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Stream:
    """JSON Lines beside other formats; alone they are written during the run."""

    def __init__(self, _language: Language = "en") -> None:
        """Start without lines."""
        self._lines = Spool()
        self._packs: set[str] = set()

    def add(self, report: Report) -> None:
        """Add the lines of a part of the run."""
        for item in report.packs if report.manifests else ():
            if item.id not in self._packs:
                self._packs.add(item.id)
                self._lines.write(pack(item))
        self._lines.write(part(report._replace(problems=())))

    def document(self, frame: Report) -> Iterator[str]:
        """Yield the lines in pieces."""
        yield head(frame.as_of, frame.timezone, frame.fail_on)
        yield from self._lines.pieces()
        yield problems(frame.problems)
        yield tail(frame.totals, frame.uses)


def head(as_of: date, timezone: str | None, fail_on: Severity) -> str:
    """Return the line of the run."""
    settings = {"asOf": as_of.isoformat(), "timezone": timezone, "failOn": fail_on.value}
    return _line({"type": "run", "apiVersion": VERSION, "version": __version__, **settings})


def pack(item: Pack) -> str:
    """Return the lines of a pack and of its rules."""
    digest = {"id": item.id, "version": item.version, "sha256": item.sha256, "force": item.force}
    texts = {"title": whole.text(item.title), "appliesTo": whole.text(item.applies_to)}
    return "".join((_line({"type": "pack", **digest, **texts}), *map(_rule, item.every_rule)))


def part(report: Report) -> str:
    """Return the lines of a report, or of a part of one, on its manifests and problems."""
    return "".join(_parts(report))


def problems(items: Iterable[Problem]) -> str:
    """Return the lines of problems."""
    return "".join(_line({"type": "problem", **whole.problem(item)}) for item in items)


def tail(totals: Totals, uses: Sequence[EntryUse] = ()) -> str:
    """Return the line of the summary, the last."""
    of_kind: dict[str, list[Any]] = {"waiver": [], "attestation": []}
    for item in uses:
        of_kind[item.kind].append(whole.use(item, totals.as_of))
    return _line(
        {
            "type": "summary",
            "statement": whole.text(summary.statement(totals)),
            "counts": whole.counts_of(totals),
            "problems": totals.number("problems"),
            "regressions": totals.number("regressions"),
            "waivers": of_kind["waiver"],
            "attestations": of_kind["attestation"],
            "ending": [whole.ending(item) for item in entries_ending(uses, totals.as_of)],
            "exitCode": int(totals.exit_code),
        }
    )


def _line(value: Any) -> str:
    return inert_json(f"{_encode(value)}\n")


def _rule(rule: Rule) -> str:
    texts = {"fix": whole.text(rule.fix), "officer": whole.text(rule.officer)}
    if rule.applies_to:
        texts["appliesTo"] = whole.text(rule.applies_to)
    return _line({"type": "rule", **whole.about(rule), **texts})


def _parts(report: Report) -> Iterator[str]:
    results = grouped((result.manifest, result) for result in report.results)
    for manifest in report.manifests:
        yield _line(_manifest(manifest, report))
        start = _line({"type": "result", "manifest": manifest.name}).removesuffix("}\n")
        for item in results.get(manifest.name, ()):
            yield f"{start},{_result(item, report)}"
    yield problems(report.problems)


def _manifest(manifest: Manifest, report: Report) -> Any:
    documents = report.documents[manifest.name]
    return {
        "type": "manifest",
        "manifest": manifest.name,
        **whole.origin(manifest),
        "evidence": [whole.evidence(item) for item in documents],
        "ending": [
            whole.ending(item) for item in evidence_ending(manifest, documents, report.as_of)
        ],
        "notRun": [
            {"pack": item.pack, "reason": item.reason.value}
            for item in report.not_run
            if item.manifest == manifest.name
        ],
    }


def _result(result: Result, report: Report) -> str:
    """Return the line of a result without its start, the name of the manifest."""
    rule, status = result.rule, result.status
    basis = report.basis_of(result) if status is Status.PASS else ""
    if not result.attestation and (basis or status is Status.NOT_APPLICABLE):
        exception = result.by_exception
        return _decided(rule.pack, rule.id, basis, result.pointers, by_exception=exception)
    line: dict[str, Any] = {"pack": rule.pack, "rule": rule.id, "status": status.value}
    if basis:
        line["basis"] = basis
    if result.attestation:
        line["attestation"] = whole.attestation(result.attestation)
    if basis:
        return _with_places(line, result.pointers)
    if result.reason:
        line["reason"] = result.reason.value
    line["message"] = whole.text(result.message)
    if status is Status.FAIL and report.baseline:
        line["known"] = report.baseline.knows(result)
    line["facts"] = list(whole.facts(result.findings))
    return _line(line)[1:]


@lru_cache(4096)  # the same facts decide most rules in most manifests: a run takes a fifteenth less
def _decided(
    pack: str, rule: str, basis: str, places: tuple[str, ...], *, by_exception: bool
) -> str:
    """Return the line of a pass, which has a basis, or of a rule that does not apply."""
    status = Status.PASS if basis else Status.NOT_APPLICABLE
    line: dict[str, Any] = {"pack": pack, "rule": rule, "status": status.value}
    if basis:
        line["basis"] = basis
    if by_exception:
        line["byException"] = True
    return _with_places(line, places)


def _with_places(line: dict[str, Any], places: Iterable[str]) -> str:
    """Return a line with the places of facts; of most results nothing else is written of them."""
    return _line({**line, "facts": [{"pointer": place} for place in places]})[1:]
