"""Registers: evidence, waivers, known failures of the baseline, and the sign-off.

The sign-off has what persons judged, the digests of all inputs, and room for signatures.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple, cast

from validator.model import pointers
from validator.model.groups import grouped
from validator.model.quote import escape
from validator.model.text import several
from validator.report import summary, wording
from validator.report.ending import DAYS
from validator.report.formats import messages as shared
from validator.report.formats.html import messages, parts
from validator.report.formats.html.markup import separated, tag
from validator.report.formats.html.parts import OUTCOMES, Sign, evidence_anchor
from validator.report.messages import COLON, ENTRY_STATES, IN_BRACKETS
from validator.report.messages import DAYS as NUMBER_OF_DAYS
from validator.report.messages import OUTCOMES as ATTESTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.engine.evidence import Document
    from validator.engine.results import Result
    from validator.engine.waivers import Attestation, Waiver
    from validator.model.text import Text
    from validator.report.entries import EntryUse
    from validator.report.formats.html.markup import Child, Html
    from validator.report.formats.html.parts import Index
    from validator.report.report import Report

_TYPE = ("evidence", "*", "type")
_EARLY = Sign("violated", "✕", messages.NOT_ISSUED_YET)


def term(days: int | None) -> Html:
    """Return the number of days left, None for unlimited."""
    if days is None:
        return parts.badge(Sign("absent", "–", messages.NEVER_EXPIRES))
    left = several(NUMBER_OF_DAYS, abs(days))
    if days < 0:
        return parts.badge(Sign("violated", "✕", messages.EXPIRED_DAYS_AGO.format(days=left)))
    if days <= DAYS:
        return parts.badge(Sign("evidence", "△", messages.DAYS_LEFT_SOON.format(days=left)))
    return parts.badge(Sign("pass", "✓", messages.DAYS_LEFT.format(days=left)))


def evidence(index: Index) -> Html:
    """Return the evidence register of each manifest that has one."""
    found = {name: items for name, items in index.report.documents.items() if items}
    opened = messages.EVIDENCE_OPENED if found else messages.NO_EVIDENCE
    content = [_register(number, name, index) for number, name in enumerate(found, 1)]
    return parts.section("evidence", 4, messages.EVIDENCE_TITLE, tag("p", opened), content)


def _register(number: int, name: str, index: Index) -> Html:
    """Return the documents of one manifest, those that need attention first."""
    documents = sorted(enumerate(index.report.documents[name]), key=lambda pair: _order(pair[1]))
    rows = [_document(name, number, document, index) for number, document in documents]
    columns = messages.EVIDENCE_COLUMNS
    return parts.table(f"evidence-{number}", name, columns, rows, class_="evidence")


def _order(document: Document) -> tuple[bool, bool, int]:
    days = document.days_left
    return not (document.standing.broken or document.early), days is None, days or 0


def _document(name: str, number: int, document: Document, index: Index) -> Html:
    entry = document.entry
    place = index.place(name, document.file, document.position)
    kind = wording.value_label(_TYPE, entry["type"]) if "type" in entry else None
    about = filter(None, (kind, entry.get("by"), entry.get("issued")))
    named = tag("small", separated([parts.at(place, index, entry["id"]), *about], " · "))
    proofs = [[tag("br"), wording.proof(proof)] for proof in document.proofs]
    until = entry.get("expires", "never")
    left = parts.badge(_EARLY) if document.early else term(document.days_left)
    return parts.row(
        [entry.get("title", entry["id"]), named],
        tag("code", entry["uri"]) if entry.get("uri") else "–",
        [_standing(document), proofs],
        [None if until == "never" else [until, tag("br")], left],
        _used_at(name, document, index) or messages.NOWHERE,
        id=evidence_anchor(index.manifest_number[name], number),
    )


def _standing(document: Document) -> Html:
    standing = document.standing
    text = document.described
    if standing.broken:
        return parts.badge(Sign("violated", "✕", text))
    return parts.badge(Sign("pass", "✓", text) if standing.opened else Sign("absent", "–", text))


def _used_at(name: str, document: Document, index: Index) -> list[Child]:
    """Return the facts that refer to a document, with their lines."""
    manifest = index.manifests[name]
    used = []
    for pointer in document.used_at[: wording.MOST]:
        fact = pointers.parse(pointer)
        place = index.place(name, manifest.file_of(fact), manifest.place_of(fact))
        used.append(parts.at(place, index, wording.fact_label(fact)))
    more = len(document.used_at) - len(used)
    return separated([*used, shared.MORE_PLACES.format(more)] if more else used, tag("br"))


class Exemption(NamedTuple):
    """One waiver, its anchor, and the failure that it covers, if any."""

    anchor: str
    use: EntryUse
    covered: Result | None


def exemptions(index: Index) -> list[Exemption]:
    """Return the waivers, those that need attention first."""
    covered = {id(item.waiver): item for item in index.report.waived}
    uses = sorted(index.report.waiver_uses, key=lambda use: not use.state.fails)
    return [
        Exemption(f"x{number}", use, covered.get(id(use.entry)))
        for number, use in enumerate(uses, 1)
    ]


def waivers(found: list[Exemption], index: Index) -> Html:
    """Return the waivers, with the failures that they cover."""
    none = messages.EMPTY_WAIVER_FILE if index.report.waiver_file else messages.NO_WAIVERS
    content = [_waiver(item, index) for item in found] or tag("p", none)
    return parts.section("waivers", 5, messages.WAIVERS_TITLE, content)


def _waiver(item: Exemption, index: Index) -> Html:
    waiver, use = cast("Waiver", item.use.entry), item.use
    idle = use.state.fails
    mark = Sign("violated" if idle else "waived", "✕" if idle else "◇", ENTRY_STATES[use.state])
    fails = [" ", tag("span", messages.FAILS_THE_RUN, class_="what")] if idle else None
    manifest = tag("span", waiver.manifest, class_="what")
    left = term(use.days_left(index.report.as_of))
    return parts.card(
        item.anchor,
        tag("h3", tag("code", waiver.subject), " ", manifest, id=f"{item.anchor}-name"),
        tag("p", parts.badge(mark), " ", left, fails, class_="tags"),
        tag(
            "dl",
            parts.pair(messages.JUSTIFICATION, waiver.justification, class_="full"),
            parts.pair(messages.COMPENSATING, waiver.compensating, class_="full"),
            parts.pair(messages.OWNER, waiver.owner),
            parts.pair(messages.APPROVER, waiver.approver),
            parts.pair(messages.GRANTED, waiver.granted.isoformat()),
            parts.pair(messages.EXPIRES, waiver.expires.isoformat()),
            class_="pairs",
        ),
        _covered(item.covered, index) if item.covered else None,
        class_=f"card {mark.tone}",
    )


def _covered(covered: Result, index: Index) -> Html | None:
    """Return the failure that a waiver covers, with its places."""
    if covered.reason is None:
        return None
    listed = [
        tag(
            "li",
            [parts.at(index.place_of(covered, item), index), " ", parts.fact(item), COLON],
            wording.difference(item),
        )
        for item in covered.findings[: wording.MOST]
    ]
    return tag(
        "div",
        tag("h4", messages.WAIVED_FAILURE, " ", parts.badge(OUTCOMES[covered.reason])),
        parts.demand(covered, index),
        tag("ul", parts.few(listed, len(covered.findings)), class_="plain"),
        class_="raw",
    )


def baseline(index: Index) -> Html:
    """Return the run compared with its baseline."""
    report = index.report
    if report.baseline is None:
        return parts.section("baseline", 6, messages.BASELINE_TITLE, tag("p", messages.NO_BASELINE))
    said = messages.COMPARED.format(
        source=report.baseline.source,
        as_of=report.baseline.as_of,
        new=len(report.regressions),
        known=len(report.known),
    )
    content = [tag("p", said), _known(index), _improved(index)]
    return parts.section("baseline", 6, messages.BASELINE_TITLE, content)


def _known(index: Index) -> Html | None:
    """Return the rules that failed before and still do, with their manifests."""
    alike = grouped(
        ((item.rule.pack, item.rule.id, parts.sign(item)), item) for item in index.report.known
    )
    if not alike:
        return None
    rows = [
        parts.row(
            parts.rule(items[0].rule),
            items[0].rule.title,
            parts.badge(mark),
            parts.labels([item.manifest for item in items]),
        )
        for (_, _, mark), items in alike.items()
    ]
    columns = [messages.RULE, messages.REQUIREMENT, messages.OUTCOME, messages.MANIFESTS]
    table = parts.table("table-known", shared.KNOWN, columns, rows)
    return parts.fold(parts.counted(messages.STILL_FAILING, len(alike)), table)


def _improved(index: Index) -> Html:
    """Return the rules that failed before in a file and do not now, with the places."""
    gone = grouped(
        ((known.file, known.rule), wording.place(known.pointer)) for known in index.report.improved
    )
    if not gone:
        return tag("p", messages.NOTHING_IMPROVED)
    rows = [
        parts.row(
            tag("span", rule, class_="rule"), tag("code", file), tag("code", ", ".join(places))
        )
        for (file, rule), places in gone.items()
    ]
    columns = [messages.RULE, messages.FILE, messages.NO_LONGER_AT]
    return parts.table("table-improved", shared.IMPROVED, columns, rows)


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


def digest_of(report: Report) -> str:
    """Return the SHA-256 digest of the tool, the day, all inputs and all outcomes, hexadecimal.

    Running the same inputs again gives the same digest.
    """
    signed: list[tuple[str, ...]] = [
        ("facepolicy", report.version, report.as_of.isoformat(), report.fail_on.value)
    ]
    signed += [(kind.en, name, sha256) for kind, name, sha256 in dict.fromkeys(_digests(report))]
    signed += [
        (item.manifest, item.rule.pack, item.rule.id, parts.outcome(item).value)
        for item in report.results
    ]
    return hashlib.sha256(json.dumps(signed).encode()).hexdigest()


def sign_off(report: Report, digest: str) -> Html:
    """Return the sign-off; the digest is that of ``digest_of``."""
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
    columns, rows = messages.JUDGEMENT_COLUMNS, map(_judgement, uses)
    return parts.table("table-judgements", messages.JUDGED, columns, rows) if uses else None


def _judgement(use: EntryUse) -> Html:
    made = cast("Attestation", use.entry)
    return parts.row(
        tag("code", made.subject),
        made.manifest,
        ATTESTED[made.outcome],
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
    columns = [messages.KIND, messages.FILE_NAME, "SHA-256"]
    return parts.table("table-digests", messages.INPUTS, columns, [*rows, own], class_="digests")


def _input(kind: Text, name: Child, sha256: str) -> Html:
    title = tag("th", name, scope="row")
    return tag("tr", tag("td", kind), title, tag("td", tag("code", sha256)))


def _signature(title: Text) -> Html:
    fields = [
        [tag("dt", label), tag("dd", class_="tall" if label is messages.SIGNATURE else None)]
        for label in (messages.PERSON, messages.ROLE, messages.DATE, messages.SIGNATURE)
    ]
    return tag("div", tag("p", title), tag("dl", fields))
