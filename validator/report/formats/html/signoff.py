"""The sign-off: what persons judged, the digests of all inputs, and room for signatures."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple, cast

from validator.model.quote import escape
from validator.report import summary
from validator.report.formats.html import messages, parts
from validator.report.formats.html.marks import outcome
from validator.report.formats.html.markup import tag
from validator.report.messages import ENTRY_STATES, IN_BRACKETS, OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.engine.results import Attestation
    from validator.model.text import Text
    from validator.report.entries import EntryUse
    from validator.report.formats.html.markup import Html
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
    if report.attestation_file:
        file = report.attestation_file
        yield Digest(messages.ATTESTATIONS, file.source, file.sha256)
    if report.baseline:
        yield Digest(messages.BASELINE, report.baseline.source, report.baseline.sha256)


def of_results(report: Report) -> str:
    """Return the SHA-256 digest of the tool, the day, all inputs and all outcomes, hexadecimal.

    Running the same inputs again gives the same digest.
    """
    told: list[tuple[str, ...]] = [
        ("facepolicy", report.version, report.as_of.isoformat(), report.fail_on.value)
    ]
    told += [(one.kind.en, one.name, one.sha256) for one in digests(report)]
    told += [
        (item.manifest, item.rule.pack, item.rule.id, outcome(item).value)
        for item in report.results
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def section(report: Report, digest: str) -> Html:
    """Return the sign-off.

    Args:
        report: the report.
        digest: the digest of its results (``of_results``).
    """
    tool = f"facepolicy {report.version} · "
    return parts.section(
        "signoff",
        9,
        messages.SIGN_OFF,
        tag("p", messages.SIGNATURES_ARE_FOR),
        _judgements(report),
        _inputs(report, digest),
        tag("p", tool, messages.AS_OF_DAY.format(summary.day(report.as_of, report.timezone))),
        tag("div", [_signature(one) for one in messages.SIGNATURES], class_="signatures"),
    )


def _judgements(report: Report) -> Html | None:
    """Return the attestations, those that need attention first."""
    uses = sorted(report.attestation_uses, key=lambda use: not use.state.fails)
    if not uses:
        return None
    columns = [
        messages.RULE_OR_CLAUSE,
        messages.MANIFEST_OF,
        messages.CONCLUSION,
        messages.STATE,
        messages.PERSON,
        messages.FROM,
        messages.UNTIL,
        messages.REASON,
    ]
    body = tag("tbody", map(_judgement, uses))
    return parts.table("table-judgements", messages.JUDGED, columns, body)


def _judgement(use: EntryUse) -> Html:
    made = cast("Attestation", use.entry)
    return parts.row(
        tag("code", made.subject),
        made.manifest,
        OUTCOMES[made.outcome],
        ENTRY_STATES[use.state],
        [made.name, IN_BRACKETS.format(escape(made.role, 300))],
        made.attested.isoformat(),
        made.until.isoformat(),
        made.reason,
    )


def _inputs(report: Report, digest: str) -> Html:
    rows = [
        tag(
            "tr",
            tag("td", one.kind),
            tag("th", tag("code", one.name), scope="row"),
            tag("td", tag("code", one.sha256)),
        )
        for one in digests(report)
    ]
    own = tag(
        "tr",
        tag("td", messages.THIS_REPORT),
        tag("th", messages.OUTCOMES_OF_INPUTS, scope="row"),
        tag("td", tag("code", digest)),
    )
    columns = [messages.KIND, messages.NAME, "SHA-256"]
    body = tag("tbody", rows, own)
    return parts.table("table-digests", messages.INPUTS, columns, body, class_="digests")


def _signature(title: Text) -> Html:
    fields = [
        [tag("dt", label), tag("dd", class_="tall" if label is messages.SIGNATURE else None)]
        for label in (messages.NAME, messages.ROLE, messages.DATE, messages.SIGNATURE)
    ]
    return tag("div", tag("p", title), tag("dl", fields))
