"""The registers of the Markdown report: waivers, evidence, instruments that were not run."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, cast

from validator.engine.messages import STANDINGS
from validator.engine.results import Status
from validator.report import grouping, wording
from validator.report.formats.markdown import messages
from validator.report.formats.markdown.part import Part, listing
from validator.report.formats.markup import code, prose, rule_link
from validator.report.formats.messages import (
    CONFIGURATION,
    EXCEPTIONS,
    IMPROVED,
    NOT_APPLICABLE,
    NOT_RUN,
    PASSED,
)
from validator.report.formats.tables import markdown_row
from validator.report.messages import COLON, ENTRY_STATES, OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from validator.engine.waivers import Attestation, Waiver
    from validator.model.text import Language
    from validator.report.report import Report


def parts(report: Report, language: Language) -> Iterator[Part]:
    """Yield the parts in order: waivers, evidence, and the complete lists."""
    waivers = tuple(_waivers(report, language))
    yield from Part(messages.WAIVERS, waivers, messages.WAIVER_COLUMNS).opened()
    attestations = tuple(_attestations(report, language))
    yield from Part(messages.ATTESTATIONS, attestations, messages.ATTESTATION_COLUMNS).opened()
    evidence = tuple(_evidence(report, language))
    yield from Part(messages.EVIDENCE_REGISTER, evidence, messages.EVIDENCE_COLUMNS).opened(0)
    yield from listing(CONFIGURATION, _configuration(report, language)).opened(0)
    improved = (
        f"{code(item.rule)} {code(item.file)} {code(item.pointer)}" for item in report.improved
    )
    yield from listing(IMPROVED, improved).opened(0)
    yield from listing(EXCEPTIONS, _exceptions(report, language)).opened(0)
    passes, outside = (report.by_status[item] for item in (Status.PASS, Status.NOT_APPLICABLE))
    yield from listing(PASSED, _passed(report, language)).opened(0, passes)
    why = _reasons(grouping.outside(report, language), language)
    yield from listing(NOT_APPLICABLE, why).opened(0, outside)
    left = _reasons(grouping.not_run(report, language), language)
    yield from listing(NOT_RUN, left).opened(0)
    yield from Part(messages.FILES_READ, tuple(_read(report)), messages.FILE_COLUMNS).opened(0)


def _waivers(report: Report, language: Language) -> Iterator[str]:
    for use in report.waiver_uses:
        waiver = cast("Waiver", use.entry)
        yield markdown_row(
            code(waiver.subject),
            code(waiver.manifest),
            ENTRY_STATES[use.state][language],
            prose(waiver.owner),
            prose(waiver.approver),
            waiver.expires.isoformat(),
            str(use.days_left(report.as_of)),
            prose(waiver.justification),
            prose(waiver.compensating),
        )


def _attestations(report: Report, language: Language) -> Iterator[str]:
    for use in report.attestation_uses:
        attestation = cast("Attestation", use.entry)
        yield markdown_row(
            code(attestation.subject),
            code(attestation.manifest),
            OUTCOMES[attestation.outcome][language],
            ENTRY_STATES[use.state][language],
            prose(attestation.name),
            prose(attestation.role),
            attestation.attested.isoformat(),
            attestation.until.isoformat(),
            str(use.days_left(report.as_of)),
            prose(attestation.reason),
        )


def _evidence(report: Report, language: Language) -> Iterator[str]:
    for name, documents in report.documents.items():
        for document in documents:
            days, end = document.days_left, document.entry.get("expires", "?")
            yield markdown_row(
                code(name),
                code(document.id),
                prose(document.entry.get("title", document.id)),
                STANDINGS[document.standing][language],
                messages.NEVER_EXPIRES[language] if days is None else end,
                "" if days is None else str(days),
            )


def _configuration(report: Report, language: Language) -> Iterator[str]:
    for name, documents in report.documents.items():
        for document in documents:
            for proof in document.proofs:
                yield f"{code(name)} {prose(wording.proof(proof)[language])}"


def _exceptions(report: Report, language: Language) -> Iterator[str]:
    for result in report.by_exception:
        note = result.rule.exception.note[language] if result.rule.exception else ""
        rule = rule_link(result.rule, language)
        yield f"{code(result.manifest)} {rule}{COLON[language]}{prose(note)}"


def _passed(report: Report, language: Language) -> Iterator[str]:
    """Yield an item for each manifest and pack, with the rules that pass."""
    passes: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for result in report.results:
        if result.status is Status.PASS:
            passes[result.manifest, result.rule.pack].append(result.rule.id)
    for (manifest, pack), rules in passes.items():
        yield f"{code(manifest)} {code(pack)}{COLON[language]}{prose(', '.join(rules))}"


def _reasons(reasons: Iterable[tuple[str, str]], language: Language) -> Iterator[str]:
    yield from (f"{prose(name)}{COLON[language]}{prose(why)}" for name, why in reasons)


def _read(report: Report) -> Iterator[str]:
    """Yield the inputs of the report: manifests, packs, waivers, baseline."""
    for manifest in report.manifests:
        version = prose(manifest.stated["metadata"].get("version") or "–")
        yield markdown_row(code(manifest.name), version, code(manifest.sha256))
    for pack in report.packs:
        yield markdown_row(code(pack.id), code(pack.version), code(pack.sha256))
    for file in (report.waiver_file, report.attestation_file, report.baseline):
        if file:
            yield markdown_row(code(file.source), "", code(file.sha256))
