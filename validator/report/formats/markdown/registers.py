"""What stands beside the failures in the Markdown report: waivers, evidence, what was not run."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, cast

from validator.engine.evidence import STANDINGS
from validator.engine.results import Status
from validator.model.text import Text
from validator.report import grouping, wording
from validator.report.entries import STATES
from validator.report.formats import headings
from validator.report.formats.markdown.part import folded_table, listing, table
from validator.report.formats.markup import code, prose, rule_link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from validator.engine.results import Attestation, Waiver
    from validator.model.text import Language
    from validator.report.formats.markdown.part import Part
    from validator.report.report import Report

_WAIVERS = Text("Waivers", "豁免")
_EVIDENCE = Text("Evidence register", "证据登记")
_READ = Text("What was read, with its SHA-256", "所读取的文件及其 SHA-256")
_NEVER = Text("never", "长期有效")
_WAIVER_COLUMNS = (
    Text("Rule", "规则"),
    Text("Manifest", "清单"),
    Text("State", "状态"),
    Text("Owner", "责任人"),
    Text("Approver", "批准人"),
    Text("Last day", "最后一日"),
    Text("Days left", "剩余天数"),
    Text("Justification", "理由"),
    Text("Compensating measure", "补偿措施"),
)
_ATTESTATIONS = Text("Attestations", "人工判断")
_ATTESTATION_COLUMNS = (
    Text("Rule or clause", "规则或条款"),
    Text("Manifest", "清单"),
    Text("Outcome", "结论"),
    Text("State", "状态"),
    Text("Person", "判断人"),
    Text("Role", "职务"),
    Text("Judged on", "判断日期"),
    Text("Last day", "最后一日"),
    Text("Days left", "剩余天数"),
    Text("Reason", "理由"),
)
_EVIDENCE_COLUMNS = (
    Text("Manifest", "清单"),
    Text("Id", "标识"),
    Text("Title", "名称"),
    Text("Standing", "核实情况"),
    Text("Last day", "最后一日"),
    Text("Days left", "剩余天数"),
)
_READ_COLUMNS = (Text("Name", "名称"), Text("Version", "版本"), Text("SHA-256", "SHA-256"))


def parts(report: Report, language: Language) -> Iterator[Part]:
    """Yield the parts in order: waivers, evidence, and what is there for completeness."""
    yield from table(_WAIVERS, _WAIVER_COLUMNS, _waivers(report, language), language)
    attestations = _attestations(report, language)
    yield from table(_ATTESTATIONS, _ATTESTATION_COLUMNS, attestations, language)
    yield from folded_table(_EVIDENCE, _EVIDENCE_COLUMNS, _evidence(report, language), language)
    improved = (
        f"{code(item.rule)} {code(item.file)} {code(item.pointer)}" for item in report.improved
    )
    yield from listing(headings.IMPROVED, improved, language)
    yield from listing(headings.EXCEPTIONS, _exceptions(report, language), language)
    passes, outside = (report.by_status[item] for item in (Status.PASS, Status.NOT_APPLICABLE))
    yield from listing(headings.PASSED, _passed(report), language, passes)
    why = _told(grouping.outside(report, language))
    yield from listing(headings.NOT_APPLICABLE, why, language, outside)
    yield from listing(headings.NOT_RUN, _told(grouping.not_run(report, language)), language)
    yield from folded_table(_READ, _READ_COLUMNS, _read(report), language)


def _waivers(report: Report, language: Language) -> Iterator[tuple[str, ...]]:
    for use in report.waiver_uses:
        waiver = cast("Waiver", use.entry)
        yield (
            code(waiver.subject),
            code(waiver.manifest),
            STATES[use.state][language],
            prose(waiver.owner),
            prose(waiver.approver),
            waiver.expires.isoformat(),
            str(use.days_left(report.as_of)),
            prose(waiver.justification),
            prose(waiver.compensating),
        )


def _attestations(report: Report, language: Language) -> Iterator[tuple[str, ...]]:
    for use in report.attestation_uses:
        attestation = cast("Attestation", use.entry)
        yield (
            code(attestation.subject),
            code(attestation.manifest),
            wording.OUTCOMES[attestation.met][language],
            STATES[use.state][language],
            prose(attestation.name),
            prose(attestation.role),
            attestation.attested.isoformat(),
            attestation.until.isoformat(),
            str(use.days_left(report.as_of)),
            prose(attestation.reason),
        )


def _evidence(report: Report, language: Language) -> Iterator[tuple[str, ...]]:
    for name, documents in report.documents.items():
        for document in documents:
            days = document.days_left
            yield (
                code(name),
                code(document.id),
                prose(document.entry.get("title", document.id)),
                STANDINGS[document.standing][language],
                _NEVER[language] if days is None else document.entry.get("expires", "?"),
                "" if days is None else str(days),
            )


def _exceptions(report: Report, language: Language) -> Iterator[str]:
    for result in report.by_exception:
        note = result.rule.exception.note[language] if result.rule.exception else ""
        yield f"{code(result.manifest)} {rule_link(result.rule, language)}: {prose(note)}"


def _passed(report: Report) -> Iterator[str]:
    """Yield an item for each manifest and pack, with the rules that pass."""
    passes: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for result in report.results:
        if result.status is Status.PASS:
            passes[result.manifest, result.rule.pack].append(result.rule.id)
    for (manifest, pack), rules in passes.items():
        yield f"{code(manifest)} {code(pack)}: {prose(', '.join(rules))}"


def _told(reasons: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield from (f"{prose(name)}: {prose(why)}" for name, why in reasons)


def _read(report: Report) -> Iterator[tuple[str, ...]]:
    """Yield what decides the report: manifests, packs, waivers, baseline."""
    for manifest in report.manifests:
        yield (
            code(manifest.name),
            prose(manifest.stated["metadata"].get("version") or "–"),
            code(manifest.sha256),
        )
    for pack in report.packs:
        yield code(pack.id), code(pack.version), code(pack.sha256)
    for file in (report.waiver_file, report.attestation_file, report.baseline):
        if file:
            yield code(file.source), "", code(file.sha256)
