"""The texts of results, in either language, shared by all formats.

Values of a manifest are untrusted: they are printed only through ``show``,
which escapes and shortens them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from validator.engine.messages import SHOWN, WHY_UNCLEAR
from validator.engine.results import Reason, Status
from validator.manifest.structure import place_name
from validator.manifest.vocabulary import facts
from validator.model import pointers
from validator.model.quote import QUOTE_LENGTH, escape, one_line, quote
from validator.model.text import Text, joined
from validator.packs.model import Confidence
from validator.report import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Any

    from validator.engine.configuration import Proof
    from validator.engine.results import Attestation, Expected, Finding, Result, Waiver
    from validator.manifest.manifest import Manifest
    from validator.manifest.vocabulary import Fact
    from validator.model.errors import Position
    from validator.packs.model import Clause, Pack


_BARE = str.maketrans("", "", "._-")
"""Removes the punctuation that a plain word may contain, except at its start."""
_SHOWN = 8
_CHOICES = 16
PLACE = re.compile(r"\{(/[^{}]*)\}")
"""A place in a message of a rule, which is replaced by its value."""


def show(value: Any) -> Text:
    """Print a value of a manifest: words plain, other text quoted, lists in short."""
    if value is pointers.MISSING:
        return messages.NOT_STATED
    if isinstance(value, str):
        return _show(value[:_SEEN])
    if isinstance(value, list) and value:
        if any(isinstance(item, (dict, list)) for item in value):
            return messages.LIST_OF.format(number=len(value))
        items = [show(item).en for item in value[:_SHOWN]] + ["…"] * (len(value) > _SHOWN)
        return Text(f"[{', '.join(items)}]", f"[{', '.join(items)}]")
    if isinstance(value, dict) and value and value.keys() <= messages.BOUNDS.keys():
        return messages.COMMA.join(
            messages.BOUNDS[name].format(quote(limit)) for name, limit in value.items()
        )
    return Text(quote(value), quote(value))


_SEEN = QUOTE_LENGTH + 1
"""The most characters of a text that can be shown."""


@lru_cache(1024)
def _show(value: str) -> Text:
    quoted = quote(value)
    plain = value.isascii() and value[:1].isalnum() and value.translate(_BARE).isalnum()
    shown = value if plain and quoted == f'"{value}"' else quoted
    return Text(shown, shown)


def place(pointer: str) -> str:
    """Name a place as people write it: ``/purposes/0/use`` is ``purposes[0].use``."""
    parts = [int(part) if part.isdigit() else part for part in pointers.parse(pointer)]
    return one_line(place_name(tuple(parts))) or "the manifest"


def expected(item: Expected) -> Text:  # noqa: PLR0911 - one return for each kind
    """Return the text of an expected value."""
    if item.kind == "members":
        return _members(item.value)
    if item.kind in ("includes", "not"):
        inner = expected(item.value)
        return {
            "includes": messages.ENTRY_THAT_IS.format(inner=inner),
            "not": messages.ANYTHING_BUT.format(inner=inner),
        }[item.kind]
    if item.kind == "derived":
        text: Text = item.value
        return text
    if item.kind == "configured":
        value, where = item.value
        return messages.CONFIGURED.format(value=show(value), place=escape(where, 300))
    if item.kind == "one-of":
        words = [show(value).en for value in item.value]
        if len(words) == 1:
            return Text(words[0], words[0])
        return messages.ONE_OF.format(words=messages.ENUMERATION.join(words))
    if item.kind in messages.EXPECTED_KINDS:
        return messages.EXPECTED_KINDS[item.kind].format(show(item.value))
    return messages.TO_BE_STATED


def fix(result: Result, places: Collection[tuple[str, ...]] = ()) -> Text:
    """Return the fix of a failure; of a document, if that is the cause.

    Args:
        result: the failure.
        places: the places to fix, as parts of pointers; all when empty.
    """
    if result.reason is Reason.EXPIRED:
        return messages.RENEW_EVIDENCE
    if result.reason is Reason.UNEVIDENCED and all(
        item.kind in _DOCUMENTS
        for finding in result.findings
        for item in finding.expected
        if finding.reason is result.reason
    ):
        return messages.REPLACE_EVIDENCE
    failed = result.failed_at(places) if places else result.failed
    return joined([check.fix for check in failed]) if failed else result.rule.fix


_DOCUMENTS = {"readable-evidence", "issued-evidence", "dated-evidence"}


def _members(members: dict[str, Expected]) -> Text:
    return messages.COMMA.join(
        messages.MEMBER.format(name=one_line(name), expected=expected(item))
        for name, item in members.items()
    )


def choices(fact: Fact) -> Text:
    """Return the possible values of a fact, or an example. Not those that would pass."""
    if fact.refers_to:
        listing = {"evidence": "evidence", "purpose": "purposes"}[fact.refers_to]
        return messages.IDS_FROM_LIST.format(listing=listing)
    item = facts().get((*fact.pattern, "*"))
    values = (item or fact).values
    if 0 < len(values) <= _CHOICES:
        words = " | ".join(show(value).en for value in values)
        return messages.ANY_OF.format(words=words) if item else Text(words, words)
    first = fact.example[0] if isinstance(fact.example, list) and fact.example else None
    if isinstance(first, dict):
        names = ", ".join(first)
        return messages.ENTRIES_WITH.format(names=names)
    example = show(fact.example)
    return messages.SUCH_AS.format(example=example)


def all_expected(finding: Finding) -> Text:
    """Return all expected values of one place."""
    return messages.SEMICOLON.join(map(expected, finding.expected))


def difference(finding: Finding) -> Text:
    """Return the actual and the expected value of a finding."""
    return messages.ACTUAL_AND_EXPECTED.format(
        actual=show(finding.actual), expected=all_expected(finding)
    )


def waived(waiver: Waiver) -> Text:
    """Return the end, the approver, the owner and the reason of a waiver."""
    parts = (waiver.expires.isoformat(), waiver.approver, waiver.owner, waiver.justification)
    until, approver, owner, why = (escape(part, 300) for part in parts)
    return messages.WAIVED_UNTIL.format(until=until, approver=approver, owner=owner, reason=why)


def attested(attestation: Attestation) -> Text:
    """Return who judged a requirement, when, until when it counts, and why."""
    parts = (attestation.name, attestation.role, attestation.reason)
    name, role, reason = (escape(part, 300) for part in parts)
    on, until = attestation.attested.isoformat(), attestation.until.isoformat()
    return messages.ATTESTED_BY.format(name=name, role=role, on=on, until=until, reason=reason)


def message(result: Result, places: Collection[tuple[str, ...]] = ()) -> Text:
    """Return why a rule failed: the messages of failed checks, or the missing facts.

    Args:
        result: the failure.
        places: where it is printed, as parts of pointers: only the checks that fail there have
            their message printed; all when empty.
    """
    if result.status is Status.NOT_REVIEWED and result.rule.review:
        return result.rule.review.question
    if result.attestation and not result.attestation.met:
        return messages.ATTESTED_UNMET.format(by=attested(result.attestation))
    if result.reason is Reason.VIOLATED:
        failed = result.failed_at(places) if places else result.failed
        filled = [_filled_in(check.message, result.document) for check in failed]
        return joined([*filled, *_shown_by_configuration(result, places)])
    missing = ", ".join(place(finding.pointer) for finding in result.findings)
    return messages.FACTS_MISSING[result.reason or Reason.UNDECLARED].format(missing)


def _shown_by_configuration(result: Result, places: Collection[tuple[str, ...]]) -> Iterator[Text]:
    """Yield a sentence for each fact that a configuration file contradicts."""
    for finding in result.findings:
        for item in finding.expected if not places or finding.parts in places else ():
            if item.kind == "configured" and finding.reason:
                value, where = item.value
                yield messages.CONFIGURATION_SHOWS.format(
                    fact=place(finding.pointer),
                    actual=show(finding.actual),
                    place=escape(where, 300),
                    value=show(value),
                )


def proof(item: Proof) -> Text:
    """Return what a configuration file shows about a fact."""
    why = WHY_UNCLEAR.get(item.why or "", messages.NOT_STATED)
    return messages.PROOF.format(
        fact=place(pointers.build(item.fact)),
        shown=SHOWN[item.shown].format(value=show(item.value), why=why),
        place=escape(item.place, 300),
    )


def _filled_in(text: Text, manifest: Manifest) -> Text:
    """Put values of the manifest into a message."""
    english, chinese = _divided(text.en), _divided(text.zh)
    shown = {at: show(manifest.get(at)) for at in (*english[1::2], *chinese[1::2])}
    if not shown:
        return text
    return Text(
        "".join(shown[item].en if at % 2 else item for at, item in enumerate(english)),
        "".join(shown[item].zh if at % 2 else item for at, item in enumerate(chinese)),
    )


@lru_cache(1024)
def _divided(text: str) -> tuple[str, ...]:
    """Split a text at its places: the text before the first, the first place, and so on."""
    return tuple(PLACE.split(text))


def citation(pack: Pack, clause: Clause) -> Text:
    """Cite a clause: pack, place, and the confidence of both."""
    if not pack.instrument:
        return messages.CONFIDENCES[Confidence.OWN]
    sure = messages.CONFIDENCES[clause.confidence]
    where = clause.place or "?"
    cited = messages.CITATION if clause.place_confirmed else messages.CITATION_PROVISIONAL
    return cited.format(pack=pack.id, place=where, confidence=sure)


def decisive(result: Result) -> Text:
    """Return the facts that decided that a rule does not apply."""
    return messages.COMMA.join(
        messages.FACT_IS.format(place=place(item.pointer), actual=show(item.actual))
        for item in result.findings
    )


def applicability(result: Result, pack: Pack) -> Text:
    """Return why a rule does not apply, with the facts that decided it."""
    own = result.rule.applies_to if result.pack_applies else None
    scope = own or pack.applies_to
    facts = decisive(result)
    return messages.APPLICABILITY.format(scope=scope, facts=facts)


def jump(source: str, position: Position) -> str:
    """Return ``path:line:column:``, which editors and terminals can jump to."""
    return f"{source}:{position.line}:{position.column}:"
