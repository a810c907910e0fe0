"""The sign-off: what persons judged, the digests of all inputs, and room for signatures."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, cast

from validator.model.quote import escape
from validator.report import summary
from validator.report.formats.html import messages, parts
from validator.report.formats.html.markup import tag
from validator.report.messages import ENTRY_STATES, IN_BRACKETS, OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.engine.waivers import Attestation
    from validator.model.text import Text
    from validator.report.entries import EntryUse
    from validator.report.formats.html.markup import Child, Html
    from validator.report.report import Report


def _digests(report: Report) -> Iterator[tuple[Text, str, str]]:
    """Yield the kind, the name and the SHA-256 digest of each input; a file for each manifest."""
    for manifest in report.manifests:
        yield messages.MANIFEST, manifest.source, manifest.sha256
    for pack in report.packs:
        yield messages.PACK, f"{pack.id} {pack.version}", pack.sha256
    for kind, file in (
        (messages.WAIVERS, report.waiver_file),
        (messages.ATTESTATIONS, report.attestation_file),
        (messages.BASELINE, report.baseline),
    ):
        if file:
            yield kind, file.source, file.sha256


def of_results(report: Report) -> str:
    """Return the SHA-256 digest of the tool, the day, all inputs and all outcomes, hexadecimal.

    Running the same inputs again gives the same digest.
    """
    told: list[tuple[str, ...]] = [
        ("facepolicy", report.version, report.as_of.isoformat(), report.fail_on.value)
    ]
    told += [(kind.en, name, sha256) for kind, name, sha256 in dict.fromkeys(_digests(report))]
    told += [
        (item.manifest, item.rule.pack, item.rule.id, parts.outcome(item).value)
        for item in report.results
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def section(report: Report, digest: str) -> Html:
    """Return the sign-off; the digest is that of the results (``of_results``)."""
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
    columns, rows = messages.JUDGEMENT_COLUMNS, map(_judgement, uses)
    return parts.table("table-judgements", messages.JUDGED, columns, rows)


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
        _input(kind, tag("code", name), sha256)
        for kind, name, sha256 in dict.fromkeys(_digests(report))
    ]
    own = _input(messages.THIS_REPORT, messages.OUTCOMES_OF_INPUTS, digest)
    columns = [messages.KIND, messages.NAME, "SHA-256"]
    return parts.table("table-digests", messages.INPUTS, columns, [*rows, own], class_="digests")


def _input(kind: Text, name: Child, sha256: str) -> Html:
    title = tag("th", name, scope="row")
    return tag("tr", tag("td", kind), title, tag("td", tag("code", sha256)))


def _signature(title: Text) -> Html:
    fields = [
        [tag("dt", label), tag("dd", class_="tall" if label is messages.SIGNATURE else None)]
        for label in (messages.NAME, messages.ROLE, messages.DATE, messages.SIGNATURE)
    ]
    return tag("div", tag("p", title), tag("dl", fields))
