"""The texts of results, in either language, shared by all formats.

Values of a manifest are untrusted: they are printed only through ``show``,
which escapes and shortens them. English keeps the words of the manifest: they are English.
Chinese has the label first and the word of the manifest after it, because that is what an engineer
has to write.
"""

from __future__ import annotations

import re
from functools import lru_cache

from validator.engine.messages import SHOWN, WHY_UNCLEAR
from validator.engine.results import Expected, Reason, Status
from validator.manifest.structure import place_name
from validator.manifest.vocabulary import OTHERS_UNKNOWN, fact_at, find_fact, pattern_of
from validator.model import pointers
from validator.model.quote import QUOTE_LENGTH, escape, one_line, quote
from validator.model.text import Text, joined
from validator.packs.model import Assessment
from validator.report import citations, messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from typing import Any

    from validator.engine.configuration import Proof
    from validator.engine.results import Finding, Result
    from validator.engine.waivers import Attestation, Waiver
    from validator.manifest.model import Manifest
    from validator.manifest.vocabulary import Fact
    from validator.model.errors import Position
    from validator.model.pointers import Pattern

    Mark = Callable[[str], str]


citation = citations.citation
_CHOICES = 16
MOST = 20
"""The most facts that a message names, and the most places of an entry; JSON has all."""
_PLACE = re.compile(r"\{(/[^{}]*)\}")
"""A place in a message of a rule, which is replaced by its value."""
_OPTIONAL = re.compile(r"\[([^\[\]]*\{/[^\[\]]*)\]")
"""A part of a message that is left out if a fact that it shows is not stated."""


_ARROW = " › "
_BARE = str.maketrans("", "", "._-")
"""Removes the punctuation that a plain word may contain, except at its start."""


@lru_cache(1024)
def fact_label(parts: tuple[str, ...]) -> Text:
    """Name a fact, by its pointer or pattern, for people: ``Transport 1 › Encryption``.

    A section that the next title names again is left out: ``Grade of consent``, not ``Consent ›
    Grade of consent``.
    """
    titles = list(_titles(parts))
    return Text(_joined([title.en for title in titles]), _joined([title.zh for title in titles]))


def _joined(titles: list[str]) -> str:
    pairs = zip(titles, [*titles[1:], ""], strict=False)  # of the whole manifest there is none
    kept = [title for title, after in pairs if title.lower() not in after.lower()]
    return _ARROW.join(dict.fromkeys(kept))


def _titles(parts: tuple[str, ...]) -> Iterator[Text]:
    pattern = pattern_of(parts)
    for depth, part in enumerate(parts):
        fact = find_fact(pattern[: depth + 1])
        title = fact.title if fact else Text(one_line(part), one_line(part))
        item = find_fact(pattern[: depth + 2]) if pattern[depth + 1 : depth + 2] == ("*",) else None
        if pattern[depth] == "*":
            continue
        if item and parts[depth + 1].isdigit():
            number = int(parts[depth + 1]) + 1
            one = item.title if title.en.startswith(item.title.en) else title
            yield messages.NUMBERED.format(title=one, number=number)
        else:
            yield title


def value_label(pattern: Pattern, value: Any) -> Text:
    """Print any JSON value of a fact, or ``MISSING``, escaped and shortened: it is untrusted.

    In English words are plain, other text is quoted, entries of lists have their names, lists are
    short. In Chinese a value that the schema lists has its label before it.
    """
    if value is pointers.MISSING:
        return messages.NOT_STATED
    if isinstance(value, dict):
        value = _name(value) or value
    if isinstance(value, str):
        return _word(pattern, value[:_SEEN])
    if isinstance(value, list) and value:
        first = value[:_SHOWN]
        named = [_name(item) if isinstance(item, (dict, list)) else item for item in first]
        if None in named:
            unknown = value.count(OTHERS_UNKNOWN)
            length = messages.LIST_OF.format(number=len(value) - unknown)
            return messages.AND_OTHERS.format(length) if unknown else length
        items = [value_label((*pattern, "*"), item) for item in named]
        more = ["…"] * (len(value) > _SHOWN)
        return messages.LIST.format(messages.ENUMERATION.join([*items, *more]))
    if isinstance(value, dict) and value and value.keys() <= messages.BOUNDS.keys():
        return messages.COMMA.join(
            messages.BOUNDS[name].format(quote(limit)) for name, limit in value.items()
        )
    return _labelled(pattern, value, quote(value))


def _name(entry: dict[str, Any] | list[Any]) -> str | None:
    """Return the name of an entry of a list; None if it has none."""
    names = [entry.get(key) for key in ("id", "method", "name")] if isinstance(entry, dict) else []
    return next((name for name in names if isinstance(name, str)), None)


_SHOWN = 8
_SEEN = QUOTE_LENGTH + 1
"""The most characters of a text that can be shown."""


@lru_cache(1024)
def _word(pattern: Pattern, value: str) -> Text:
    quoted = quote(value)
    plain = value.isascii() and value[:1].isalnum() and value.translate(_BARE).isalnum()
    return _labelled(pattern, value, value if plain and quoted == f'"{value}"' else quoted)


def _labelled(pattern: Pattern, value: Any, shown: str) -> Text:
    """Return a value as it is shown, in Chinese after its label if it has one."""
    if value == OTHERS_UNKNOWN and pattern[-1:] == ("*",):
        return Text(shown, messages.LABEL_AND_VALUE.zh.format(messages.OTHERS.zh, shown))
    fact = find_fact(pattern) if pattern and isinstance(value, (str, bool)) else None
    if fact is None or value not in fact.values:
        return Text(shown, shown)
    label = fact.labels[fact.values.index(value)].zh
    if label == shown:
        return Text(shown, shown)
    return Text(shown, messages.LABEL_AND_VALUE.zh.format(label, shown))


def show(value: Any) -> Text:
    """Print a value of a manifest that belongs to no fact of the schema."""
    return value_label((), value)


def title(manifest: Manifest, default: str) -> Text:
    """Return the title of a deployment, in the other language where one is missing."""
    titles = manifest.stated["metadata"].get("title") or {}
    english = titles.get("en") or titles.get("zh-Hans") or default
    return Text(english, titles.get("zh-Hans") or english)


def place(pointer: str) -> str:
    """Name a place as people write it: ``/purposes/0/use`` is ``purposes[0].use``."""
    parts = [int(part) if part.isdigit() else part for part in pointers.parse(pointer)]
    return one_line(place_name(tuple(parts))) or "the manifest"


def with_names(text: str, name: Mark = str, other: Mark = str) -> str:
    """Return a message of a rule with the names of facts in place of their pointers.

    ``name`` marks a name as a format has it, ``other`` the text between.
    """
    parts = enumerate(_PLACE.split(_OPTIONAL.sub(r"\1", text)))
    return "".join(name(place(part)) if number % 2 else other(part) for number, part in parts)


@lru_cache(4096)  # a fact that is missing is named for each rule that waits for it
def named(parts: tuple[str, ...]) -> Text:
    """Name a fact: its place as people write it, in Chinese after its label."""
    name = place(pointers.build(parts))
    return messages.FACT_AND_NAME.format(name=name, title=fact_label(parts))


def name_of(finding: Finding) -> Text:
    """Name what a finding is about: a fact, or the judgement of a person."""
    return messages.JUDGEMENT if finding.judged else named(finding.parts)


def expected(item: Expected, pattern: Pattern = ()) -> Text:  # noqa: PLR0911 - one for each kind
    """Return the text of an expected value; ``pattern`` is that of its fact, for labels."""
    if item.kind == "members":
        return _members(item.value, pattern)
    if item.kind == "includes":
        return messages.ENTRY_THAT_IS.format(inner=expected(item.value, (*pattern, "*")))
    if item.kind == "not":
        return _anything_but(item.value, pattern)
    if item.kind == "derived":
        title: Text = item.value
        first, rest = title.en[0], title.en[1:]
        sentence = Text(f"{first.lower()}{rest}", title.zh)
        return messages.THAT.format(sentence) if first.isupper() else title
    if item.kind == "configured":
        value, where = item.value
        return messages.CONFIGURED.format(
            value=value_label(pattern, value), place=escape(where, 300)
        )
    if item.kind == "one-of":
        words = [value_label(pattern, value) for value in item.value]
        if len(words) == 1:
            return words[0]
        return messages.ONE_OF.format(words=messages.ENUMERATION.join(words))
    if item.kind in messages.EXPECTED_KINDS:
        return messages.EXPECTED_KINDS[item.kind].format(value_label(pattern, item.value))
    return messages.TO_BE_STATED


def fix(result: Result, places: Collection[tuple[str, ...]] = ()) -> Text:
    """Return the fix of a failure, at some places or all, or of its document or judgement."""
    if result.unmet:
        by_person = result.rule.clause.assessment is Assessment.MANUAL
        change = messages.MEET_REQUIREMENT if by_person else result.rule.fix
        return joined([change, messages.JUDGE_AGAIN])
    if result.reason is Reason.EXPIRED:
        return messages.RENEW_EVIDENCE
    if result.reason is Reason.UNEVIDENCED:
        lacking = result.by_reason[result.reason]
        there = [one for one in lacking if not places or one.parts in places] or lacking
        if all(item.kind in _DOCUMENTS for finding in there for item in finding.expected):
            return messages.REPLACE_EVIDENCE
        names = [named(finding.parts) for finding in there[:MOST]]
        return messages.ADD_EVIDENCE.format(messages.ENUMERATION.join(names + more(len(there))))
    failed = result.failed_at(places) if places else result.failed
    return joined([check.fix for check in failed]) if failed else result.rule.fix


# Of derived facts, only that of the evidence list has this reason.
_DOCUMENTS = {"readable-evidence", "issued-evidence", "dated-evidence", "derived"}


def officer(result: Result) -> Text:
    """Return the task of the data-protection officer."""
    if result.unmet and result.rule.clause.assessment is Assessment.MANUAL:
        return messages.JUDGE_AGAIN
    return result.rule.officer


def _anything_but(excluded: Expected, pattern: Pattern) -> Text:
    """Return what is expected where something is not: the other values, if the schema has them."""
    if excluded.kind == "includes":
        inner = expected(excluded.value, (*pattern, "*"))
        return messages.NO_ENTRY_THAT_IS.format(inner=inner)
    left = _accepted(Expected("not", excluded), pattern)
    if left:
        return expected(Expected("one-of", left), pattern)
    return messages.ANYTHING_BUT.format(inner=expected(excluded, pattern))


def _accepted(item: Expected, pattern: Pattern) -> list[Any]:
    """Return the values of a fact that are expected; empty if they are not listed."""
    if item.kind == "one-of":
        values: list[Any] = item.value
        return values
    if item.kind == "equals":
        return [item.value]
    excluded = _accepted(item.value, pattern) if item.kind == "not" else []
    fact = find_fact(pattern) if excluded else None
    return [value for value in fact.values if value not in excluded] if fact else []


def _members(members: dict[str, Expected], pattern: Pattern) -> Text:
    return messages.COMMA.join(
        messages.MEMBER.format(name=one_line(name), expected=expected(item, (*pattern, name)))
        for name, item in members.items()
    )


def to_state(findings: Sequence[Finding]) -> Text:
    """Return what can be stated at a fact that is missing, and what is stated if it is not enough.

    ``findings`` are of one fact; what is stated is shown if it is the same for all of them.
    """
    first = findings[0]
    possible = choices(fact_at(pattern_of(first.parts)))
    if not _stated(first) or any(one.actual != first.actual for one in findings):
        return possible
    return messages.STATED_SO_FAR.format(found=found(first), choices=possible)


def _stated(finding: Finding) -> bool:
    """Return whether something is stated: part of a list, bounds, or a day that has not come."""
    return finding.actual not in (pointers.MISSING, None, {})


def choices(fact: Fact) -> Text:
    """Return the possible values of a fact, or an example. Not those that would pass."""
    if fact.refers_to:
        listing = {"evidence": "evidence", "purpose": "purposes"}[fact.refers_to]
        return messages.IDS_FROM_LIST.format(listing=listing)
    item = find_fact((*fact.pattern, "*"))
    of = item or fact
    if 0 < len(of.values) <= _CHOICES:
        words = messages.BAR.join(value_label(of.pattern, value) for value in of.values)
        return messages.ANY_OF.format(words=words) if item else words
    first = fact.example[0] if isinstance(fact.example, list) and fact.example else None
    if isinstance(first, dict):
        names = ", ".join(first)
        return messages.ENTRIES_WITH.format(names=names)
    example = show(fact.example)
    return messages.SUCH_AS.format(example=example)


def found(finding: Finding) -> Text:
    """Return the value at a place, with its label; of a judgement, its outcome."""
    if finding.judged:
        return messages.OUTCOMES["not-met"]
    return value_label(pattern_of(finding.parts), finding.actual)


def all_expected(finding: Finding) -> Text:
    """Return all expected values of one place."""
    return messages.SEMICOLON.join(each_expected(finding.expected, pattern_of(finding.parts)))


def each_expected(items: Collection[Expected], pattern: Pattern) -> list[Text]:
    """Return the texts of expected values, each once.

    Entries that a list lacks are one text, and so are the values that every item accepts.
    """
    lacking = dict.fromkeys(item.value.value for item in items if _is_entry(item))
    words = [value_label((*pattern, "*"), value) for value in lacking]
    entries = messages.TO_INCLUDE.format(messages.ENUMERATION.join(words))
    others = [item for item in items if not _is_entry(item)]
    listed = [values for item in others if (values := _accepted(item, pattern))]
    joint = [value for value in listed[0] if all(value in one for one in listed)] if listed else []
    if joint:
        left = [item for item in others if not _accepted(item, pattern)]
        others = [Expected("one-of", joint), *left]
    texts = [expected(item, pattern) for item in others]
    return list(dict.fromkeys([*([entries] if lacking else []), *texts]))


def _is_entry(item: Expected) -> bool:
    """Return whether a list has to include one value."""
    inner = item.value
    return item.kind == "includes" and inner.kind == "equals" and isinstance(inner.value, str)


def difference(finding: Finding) -> Text:
    """Return the actual and the expected value of a finding."""
    return messages.ACTUAL_AND_EXPECTED.format(
        actual=found(finding), expected=all_expected(finding)
    )


def waived(waiver: Waiver) -> Text:
    """Return the end, the approver, the owner and the reason of a waiver."""
    parts = (waiver.expires.isoformat(), waiver.approver, waiver.owner, waiver.justification)
    until, approver, owner, why = (escape(part, 300) for part in parts)
    return messages.WAIVED_UNTIL.format(until=until, approver=approver, owner=owner, reason=why)


def attested(attestation: Attestation) -> Text:
    """Return who judged a requirement, as what, when, until when it counts, and why."""
    parts = (attestation.name, attestation.role, attestation.reason)
    name, role, reason = (escape(part, 300) for part in parts)
    on, until = attestation.attested.isoformat(), attestation.until.isoformat()
    text = messages.ATTESTED_MET if attestation.met else messages.ATTESTED_UNMET
    return text.format(name=name, role=role, on=on, until=until, reason=reason)


def message(result: Result, places: Collection[tuple[str, ...]] = ()) -> Text:
    """Return why a rule failed: the messages of failed checks, or the missing facts.

    Of ``places`` where it is printed, only the checks that fail there count; all when empty.
    """
    if result.status is Status.NOT_REVIEWED and result.rule.review:
        return _filled_in(result.rule.review.question, result.document)
    if result.unmet:
        return attested(result.unmet)
    if result.reason is Reason.VIOLATED:
        failed = result.failed_at(places) if places else result.failed
        filled = [_filled_in(check.message, result.document) for check in failed]
        return joined([*filled, *_shown_by_configuration(result, places)])
    return joined(_missing(result))


def _missing(result: Result) -> Iterator[Text]:
    """Yield which facts are missing for each reason, the gravest first."""
    for reason in reversed(Reason):
        lacking = result.by_reason[reason]
        if lacking:
            names = [_named_missing(item) for item in lacking[:MOST]]
            listed = messages.ENUMERATION.join(names + more(len(lacking)))
            yield messages.FACTS_MISSING[reason].format(listed)


def _named_missing(finding: Finding) -> Text:
    name = named(finding.parts)
    enough = finding.reason is not Reason.UNDECLARED or not _stated(finding)
    return name if enough else messages.NOT_ENOUGH.format(name)


def more(number: int) -> list[Text]:
    """Return how many of a number of facts a message does not name, if there are any."""
    return [messages.AND_MORE.format(number - MOST)] if number > MOST else []


def _shown_by_configuration(result: Result, places: Collection[tuple[str, ...]]) -> Iterator[Text]:
    """Yield a sentence for each fact that a configuration file contradicts."""
    for finding in result.shown_by_configuration:
        for item in finding.expected if not places or finding.parts in places else ():
            if item.kind == "configured":
                value, where = item.value
                yield messages.CONFIGURATION_SHOWS.format(
                    fact=named(finding.parts),
                    actual=found(finding),
                    place=escape(where, 300),
                    value=value_label(pattern_of(finding.parts), value),
                )


def proof(item: Proof) -> Text:
    """Return what a configuration file shows about a fact."""
    why = WHY_UNCLEAR.get(item.why or "", messages.NOT_STATED)
    return messages.PROOF.format(
        fact=named(item.fact),
        shown=SHOWN[item.shown].format(
            value=value_label(pattern_of(item.fact), item.value), why=why
        ),
        place=escape(item.place, 300),
    )


def not_stated(text: Text, manifest: Manifest) -> list[str]:
    """Return the places that a message shows though nothing is stated there."""
    required = Text(_OPTIONAL.sub("", text.en), _OPTIONAL.sub("", text.zh))
    return [place for place in _places_in(required) if manifest.get(place) in _NOTHING]


_NOTHING = (pointers.MISSING, None)


def _filled_in(text: Text, manifest: Manifest) -> Text:
    """Put values of the manifest into a message."""
    stated = {place: manifest.get(place) for place in _places_in(text)}
    if not stated:
        return text
    shown = {
        place: messages.NOTHING
        if value == []
        else value_label(pattern_of(pointers.parse(place)), value)
        for place, value in stated.items()
    }

    def optional(match: re.Match[str]) -> str:
        missing = any(stated[place] in _NOTHING for place in _PLACE.findall(match[1]))
        return "" if missing else match[1]

    english, chinese = (_OPTIONAL.sub(optional, part) for part in (text.en, text.zh))
    return Text(
        _PLACE.sub(lambda match: shown[match[1]].en, english),
        _PLACE.sub(lambda match: shown[match[1]].zh, chinese),
    )


@lru_cache(1024)  # a long list fails at hundreds of places with the same messages
def _places_in(text: Text) -> tuple[str, ...]:
    return (*_PLACE.findall(text.en), *_PLACE.findall(text.zh))


def decisive(result: Result) -> Text:
    """Return the facts that decided that a rule does not apply."""
    facts = [
        messages.FACT_IS.format(place=named(item.parts), actual=found(item))
        for item in result.findings[:MOST]
    ]
    return messages.COMMA.join(facts + more(len(result.findings)))


def applicability(result: Result) -> Text:
    """Return why a rule does not apply, with the facts that decided it."""
    own = result.rule.applies_to if result.pack_applies else None
    scope = own or result.pack.applies_to
    return messages.APPLICABILITY.format(scope=scope, facts=decisive(result))


def jump(source: str, position: Position) -> str:
    """Return ``path:line:column:``, which editors and terminals can jump to."""
    return f"{source}:{position.line}:{position.column}:"
