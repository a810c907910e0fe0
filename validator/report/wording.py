"""Results in words, in either language: what every format says in the same way.

Values of a manifest are untrusted: they are printed only through ``show``,
which makes them harmless in a terminal and short.
"""

from __future__ import annotations

import re
from functools import lru_cache

from validator.engine.results import Reason, Status
from validator.manifest.structure import place_name
from validator.manifest.vocabulary import facts
from validator.model import pointers
from validator.model.quote import QUOTE_LENGTH, escape, one_line, quote
from validator.model.text import Text, joined
from validator.packs.model import Confidence, Severity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from validator.engine.results import Attestation, Expected, Finding, Result, Waiver
    from validator.manifest.manifest import Manifest
    from validator.manifest.vocabulary import Fact
    from validator.model.errors import Position
    from validator.packs.model import Clause, Pack

NOT_STATED = Text("not stated", "未说明")

STATUSES = {
    Status.PASS: Text("pass", "通过"),
    Status.FAIL: Text("fail", "不通过"),
    Status.NOT_APPLICABLE: Text("not applicable", "不适用"),
    Status.WAIVED: Text("waived", "已豁免"),
    Status.NOT_REVIEWED: Text("not reviewed", "待人工判断"),
}

REASONS = {
    Reason.VIOLATED: Text("violated", "违反"),
    Reason.EXPIRED: Text("evidence expired", "证据过期"),
    Reason.UNEVIDENCED: Text("evidence missing", "缺少证据"),
    Reason.UNDECLARED: Text("not stated", "未说明"),
}

SEVERITIES = {
    Severity.ERROR: Text("error", "错误"),
    Severity.WARNING: Text("warning", "警告"),
    Severity.INFO: Text("info", "提示"),
}

CONFIDENCES = {
    Confidence.QUOTED: Text("quoted", "原文可见"),
    Confidence.REPORTED: Text("as reported", "据报道"),
    Confidence.RECALLED: Text("recalled", "凭记忆，未核实"),
    Confidence.OWN: Text("own check", "自有检查"),
}

FIX = Text("fix", "整改")
FOUND = Text("found", "现状")
EXPECTED = Text("expected", "要求")
NEW = Text("new", "新增")
KNOWN = Text("known from the baseline", "基线已知")

FORCES = {
    "binding": Text("binding", "有约束力"),
    "recommended": Text("recommended", "推荐性"),
    "guidance": Text("guidance", "指引"),
    "draft": Text("draft", "征求意见稿"),
    "none": Text("no legal source", "无法律来源"),
}

_BARE = str.maketrans("", "", "._-")
"""Takes out what may stand in a word beside letters and digits, but for its start."""
_SHOWN = 8
_CHOICES = 16
PLACE = re.compile(r"\{(/[^{}]*)\}")
"""A place in a message of a rule, where the value that stands there is put in."""


def show(value: Any) -> Text:
    """Print a value of a manifest: words plain, other text quoted, lists in short."""
    if value is pointers.MISSING:
        return NOT_STATED
    if isinstance(value, str):
        return _show(value[:_SEEN])
    if isinstance(value, list) and value:
        if any(isinstance(item, (dict, list)) for item in value):
            return Text(f"a list of {len(value)}", f"{len(value)} 项的列表")
        items = [show(item).en for item in value[:_SHOWN]] + ["…"] * (len(value) > _SHOWN)
        return Text(f"[{', '.join(items)}]", f"[{', '.join(items)}]")
    return Text(quote(value), quote(value))


_SEEN = QUOTE_LENGTH + 1
"""Characters of a text beyond which nothing of it is shown."""


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
    """Say what a constraint asks for."""
    if item.kind == "members":
        return _members(item.value)
    if item.kind in ("includes", "not"):
        inner = expected(item.value)
        return {
            "includes": Text(f"an entry that is {inner.en}", f"含有一项：{inner.zh}"),
            "not": Text(f"anything but {inner.en}", f"不得为：{inner.zh}"),
        }[item.kind]
    if item.kind == "derived":
        text: Text = item.value
        return text
    if item.kind == "one-of":
        words = [show(value).en for value in item.value]
        if len(words) == 1:
            return Text(words[0], words[0])
        return Text(f"one of {', '.join(words)}", f"以下之一：{'、'.join(words)}")
    if item.kind in _EXPECTED:
        en, zh = _EXPECTED[item.kind]
        value = show(item.value)
        return Text(en.format(value.en), zh.format(value.zh))
    return Text("to be stated", "需要说明")


_EXPECTED = {
    "equals": ("{}", "{}"),
    "at-least": ("at least {}", "不少于 {}"),
    "at-most": ("at most {}", "不多于 {}"),
    "evidence": ("a reference to evidence", "引用证据"),
    "current-evidence": ("evidence that has not expired", "未过期的证据"),
    "readable-evidence": (
        "evidence whose file is there and has the digest stated; not so for {}",
        "文件存在且摘要相符的证据；{} 不符合",
    ),
    "issued-evidence": (
        "evidence that was issued by the day asked about; not so for {}",
        "在查询日之前（含当日）签发的证据；{} 不符合",
    ),
    "dated-evidence": (
        "evidence whose last day is stated; not so for {}",
        "写明有效期截止日的证据；{} 未写明",
    ),
    "attested": ("that a person judges the requirement as met", "经人工判断为符合要求"),
    "claim": ("an exception that is claimed and proved", "有依据并有证据的例外主张"),
    "other": ("another value", "其他值"),
}


def fix(result: Result) -> Text:
    """Say what an engineer does about a failure; where a document is to blame, with that."""
    if result.reason is Reason.EXPIRED:
        return _RENEW
    if result.reason is Reason.UNEVIDENCED and all(
        item.kind in _DOCUMENTS
        for finding in result.findings
        for item in finding.expected
        if finding.reason is result.reason
    ):
        return _REPLACE
    return joined([check.fix for check in result.failed]) if result.failed else result.rule.fix


_DOCUMENTS = {"readable-evidence", "issued-evidence", "dated-evidence"}
_RENEW = Text(
    "Renew what has ended, or refer to a document that still counts, and state its dates.",
    "更新已过期的文件，或改引仍有效的文件，并填写其日期。",
)
_REPLACE = Text(
    "Put the document where its uri says and state its own digest and dates, or refer to another.",
    "将文件放在 uri 所示位置，填写其真实的摘要和日期，或改引其他文件。",
)


def _members(members: dict[str, Expected]) -> Text:
    words = {one_line(name): expected(item) for name, item in members.items()}
    return Text(
        ", ".join(f"{name}: {text.en}" for name, text in words.items()),
        "，".join(f"{name}：{text.zh}" for name, text in words.items()),
    )


def choices(fact: Fact) -> Text:
    """Say what a fact can be: the values it may take, or an example. Not what would pass."""
    if fact.refers_to:
        listing = {"evidence": "evidence", "purpose": "purposes"}[fact.refers_to]
        return Text(f"ids from the list {listing}", f"{listing} 列表中的标识")
    item = facts().get((*fact.pattern, "*"))
    values = (item or fact).values
    if 0 < len(values) <= _CHOICES:
        words = " | ".join(show(value).en for value in values)
        return Text(f"any of {words}", f"可多选：{words}") if item else Text(words, words)
    first = fact.example[0] if isinstance(fact.example, list) and fact.example else None
    if isinstance(first, dict):
        names = ", ".join(first)
        return Text(f"entries with {names}", f"各项包含 {names}")
    example = show(fact.example)
    return Text(f"such as {example.en}", f"例如 {example.zh}")


def all_expected(finding: Finding) -> Text:
    """Say all that is expected at one place."""
    texts = [expected(item) for item in finding.expected]
    return Text("; ".join(text.en for text in texts), "；".join(text.zh for text in texts))


def difference(finding: Finding) -> Text:
    """Say what is found at the place of a finding, and what is expected there."""
    actual, asked = show(finding.actual), all_expected(finding)
    return Text(
        f"{FOUND.en} {actual.en}, {EXPECTED.en} {asked.en}",
        f"{FOUND.zh} {actual.zh}, {EXPECTED.zh} {asked.zh}",
    )


def waived(waiver: Waiver) -> Text:
    """Say until when a failure is waived, who answers for it and why."""
    parts = (waiver.expires.isoformat(), waiver.approver, waiver.owner, waiver.justification)
    until, approver, owner, why = (escape(part, 300) for part in parts)
    return Text(
        f"until {until}, by {approver}, for {owner}: {why}",
        f"有效至 {until}；批准人 {approver}；责任人 {owner}：{why}",
    )


OUTCOMES = {True: Text("met", "符合"), False: Text("not met", "不符合")}
"""What a person can find, by whether the requirement is met."""


def attested(attestation: Attestation) -> Text:
    """Say who judged a requirement, when, until when it counts, and why."""
    parts = (attestation.name, attestation.role, attestation.reason)
    name, role, why = (escape(part, 300) for part in parts)
    on, until = attestation.attested.isoformat(), attestation.until.isoformat()
    return Text(
        f"by {name} ({role}) on {on}, until {until}: {why}",
        f"{name}（{role}）于 {on} 判断，有效至 {until}：{why}",
    )


def _unmet(attestation: Attestation) -> Text:
    by = attested(attestation)
    return Text(f"A person found it not met, {by.en}", f"经人工判断为不符合：{by.zh}")


def message(result: Result) -> Text:
    """Say why a rule failed: what the failed checks say, or which facts are missing."""
    if result.status is Status.NOT_REVIEWED and result.rule.review:
        return result.rule.review.question
    if result.attestation and not result.attestation.met:
        return _unmet(result.attestation)
    if result.reason is Reason.VIOLATED:
        return joined([_filled_in(check.message, result.document) for check in result.failed])
    places = ", ".join(place(finding.pointer) for finding in result.findings)
    en, zh = _MISSING[result.reason or Reason.UNDECLARED]
    return Text(en.format(places), zh.format(places))


_MISSING = {
    Reason.UNDECLARED: ("Not stated: {}.", "未说明：{}。"),
    Reason.UNEVIDENCED: ("Evidence is missing: {}.", "缺少证据：{}。"),
    Reason.EXPIRED: ("Evidence has expired: {}.", "证据已过期：{}。"),
}


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
    """Divide a text at its places: what stands before the first, the first place, and so on."""
    return tuple(PLACE.split(text))


def citation(pack: Pack, clause: Clause) -> Text:
    """Cite a clause: pack, place, and how sure both are."""
    if not pack.instrument:
        return CONFIDENCES[Confidence.OWN]
    sure = CONFIDENCES[clause.confidence]
    where = clause.place or "?"
    unsure = not clause.place_confirmed
    return Text(
        f"{pack.id} {where}{' provisional' if unsure else ''}, {sure.en}",
        f"{pack.id} {where}{'（位置待核）' if unsure else ''}，{sure.zh}",
    )


def decisive(result: Result) -> Text:
    """Name the facts that decided that a rule does not apply."""
    facts = [(place(item.pointer), show(item.actual)) for item in result.findings]
    return Text(
        ", ".join(f"{where} is {found.en}" for where, found in facts),
        "，".join(f"{where} 为 {found.zh}" for where, found in facts),
    )


def applicability(result: Result, pack: Pack) -> Text:
    """Say in words why a rule does not apply, with the facts that decided it."""
    own = result.rule.applies_to if result.pack_applies else None
    scope = own or pack.applies_to
    facts = decisive(result)
    return Text(f"applies to {scope.en}; {facts.en}", f"适用于{scope.zh}；{facts.zh}")


def jump(source: str, position: Position) -> str:
    """Return ``path:line:column:``, which editors and terminals can jump to."""
    return f"{source}:{position.line}:{position.column}:"
