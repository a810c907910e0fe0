"""Results in words, in either language: what every format says in the same way.

Values of a manifest are untrusted: they are printed only through ``show``,
which makes them harmless in a terminal and short.
"""

from __future__ import annotations

import re
from functools import lru_cache

from validator import pointers
from validator.model import Confidence, Reason, Severity, Status
from validator.reading.quote import QUOTE_LENGTH, escape, one_line, quote
from validator.structure import place_name
from validator.text import Text
from validator.vocabulary import NOT_ASSESSED, find_sketch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from validator.errors import Position
    from validator.manifest import Manifest
    from validator.model import Clause, Finding, Lack, Pack, Result, Waiver, Wanted
    from validator.vocabulary import Fact, Sketch

NOT_STATED = Text("not stated", "未说明")

STATUSES = {
    Status.PASS: Text("pass", "通过"),
    Status.FAIL: Text("fail", "不通过"),
    Status.NOT_APPLICABLE: Text("not applicable", "不适用"),
    Status.WAIVED: Text("waived", "已豁免"),
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
WANTED = Text("wanted", "要求")
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


def wanted(want: Wanted) -> Text:  # noqa: PLR0911 - one return for each kind
    """Say what a constraint asks for."""
    if want.kind == "members":
        return _members(want.value)
    if want.kind in ("includes", "not"):
        inner = wanted(want.value)
        return {
            "includes": Text(f"an entry that is {inner.en}", f"含有一项：{inner.zh}"),
            "not": Text(f"anything but {inner.en}", f"不得为：{inner.zh}"),
        }[want.kind]
    if want.kind == "derived":
        text: Text = want.value
        return text
    if want.kind == "one-of":
        words = [show(item).en for item in want.value]
        if len(words) == 1:
            return Text(words[0], words[0])
        return Text(f"one of {', '.join(words)}", f"以下之一：{'、'.join(words)}")
    if want.kind in _WANTED:
        en, zh = _WANTED[want.kind]
        value = show(want.value)
        return Text(en.format(value.en), zh.format(value.zh))
    return Text("to be stated", "需要说明")


_WANTED = {
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
    "other": ("another value", "其他值"),
}


def fix(result: Result) -> Text:
    """Say what an engineer does about a failure; where a document is to blame, with that."""
    if result.reason is Reason.EXPIRED:
        return _RENEW
    if result.reason is Reason.UNEVIDENCED and all(
        wanted.kind in _DOCUMENTS
        for finding in result.findings
        for wanted in finding.wanted
        if finding.reason is result.reason
    ):
        return _REPLACE
    return result.rule.remediation["engineer"]


_DOCUMENTS = {"readable-evidence", "issued-evidence"}
_RENEW = Text(
    "Renew what has ended, or refer to a document that still counts, and state its dates.",
    "更新已过期的文件，或改引仍有效的文件，并填写其日期。",
)
_REPLACE = Text(
    "Put the document where its uri says and state its own digest and dates, or refer to another.",
    "将文件放在 uri 所示位置，填写其真实的摘要和日期，或改引其他文件。",
)


def _members(members: dict[str, Wanted]) -> Text:
    words = {one_line(name): wanted(item) for name, item in members.items()}
    return Text(
        ", ".join(f"{name}: {text.en}" for name, text in words.items()),
        "，".join(f"{name}：{text.zh}" for name, text in words.items()),
    )


def choices(fact: Fact | Sketch) -> Text:
    """Say what a fact can be: the values it may take, or an example. Not what would pass."""
    if fact.refers_to:
        listing = {"evidence": "evidence", "purpose": "purposes"}[fact.refers_to]
        return Text(f"ids from the list {listing}", f"{listing} 列表中的标识")
    item = find_sketch((*fact.pattern, "*"))
    values = (item or fact).values
    if 0 < len(values) <= _CHOICES:
        words = " | ".join(show(value).en for value in values if value != NOT_ASSESSED)
        return Text(f"any of {words}", f"可多选：{words}") if item else Text(words, words)
    if isinstance(fact.example, list) and isinstance(fact.example[0], dict):
        names = ", ".join(fact.example[0])
        return Text(f"entries with {names}", f"各项包含 {names}")
    example = show(fact.example)
    return Text(f"such as {example.en}", f"例如 {example.zh}")


def all_wanted(lack: Lack | Finding) -> Text:
    """Say all that is wanted at one place."""
    texts = [wanted(want) for want in lack.wanted]
    return Text("; ".join(text.en for text in texts), "；".join(text.zh for text in texts))


def lacking(finding: Finding) -> Text:
    """Say what is found at the place of a finding, and what is wanted there."""
    found, wants = show(finding.found), all_wanted(finding)
    return Text(
        f"{FOUND.en} {found.en}, {WANTED.en} {wants.en}",
        f"{FOUND.zh} {found.zh}, {WANTED.zh} {wants.zh}",
    )


def waived(waiver: Waiver) -> Text:
    """Say until when a failure is waived, who answers for it and why."""
    parts = (waiver.expires.isoformat(), waiver.approver, waiver.owner, waiver.justification)
    until, approver, owner, why = (escape(part, 300) for part in parts)
    return Text(
        f"until {until}, by {approver}, for {owner}: {why}",
        f"有效至 {until}；批准人 {approver}；责任人 {owner}：{why}",
    )


def message(result: Result, manifest: Manifest) -> Text:
    """Return the rule's own message for why it failed, with the values put in."""
    text = _template(result)
    english, chinese = _divided(text.en), _divided(text.zh)
    shown = {place: show(manifest.get(place)) for place in (*english[1::2], *chinese[1::2])}
    if not shown:
        return text
    return Text(
        "".join(shown[item].en if at % 2 else item for at, item in enumerate(english)),
        "".join(shown[item].zh if at % 2 else item for at, item in enumerate(chinese)),
    )


def put_in(result: Result, manifest: Manifest) -> list[Any]:
    """Return the values that the message of a result puts in; with them, it stays the same."""
    text = _template(result)
    return [manifest.get(at) for at in (*_divided(text.en)[1::2], *_divided(text.zh)[1::2])]


def _template(result: Result) -> Text:
    """Return the message before values are put in.

    A rule has no message for a reason that its author thought impossible; its
    title stands in.
    """
    return result.rule.messages.get(result.reason or Reason.VIOLATED, result.rule.title)


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
    facts = [(place(item.pointer), show(item.found)) for item in result.findings]
    return Text(
        ", ".join(f"{where} is {found.en}" for where, found in facts),
        "，".join(f"{where} 为 {found.zh}" for where, found in facts),
    )


def applicability(result: Result, pack: Pack) -> Text:
    """Say in words why a rule does not apply, with the facts that decided it."""
    scope = result.rule.applies_to if result.pack_applies else pack.applies_to
    facts = decisive(result)
    if scope is None:
        return Text(f"nothing to compare: {facts.en}", f"无可比较：{facts.zh}")
    return Text(f"applies to {scope.en}; {facts.en}", f"适用于{scope.zh}；{facts.zh}")


def jump(source: str, position: Position) -> str:
    """Return ``path:line:column:``, which editors and terminals can jump to."""
    return f"{source}:{position.line}:{position.column}:"
