"""One thing to mend, however many requirements it breaks: findings grouped by place."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from validator.engine.results import Reason, Status
from validator.manifest.vocabulary import outline, pattern_of
from validator.model import pointers
from validator.model.text import Text
from validator.report import wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from validator.engine.results import Finding, Result
    from validator.model.errors import Position
    from validator.model.text import Language
    from validator.report.report import Report

TOPICS = {
    "scope": Text("scope", "适用范围"),
    "legal-basis": Text("legal basis", "合法依据"),
    "necessity": Text("necessity", "必要性"),
    "alternatives": Text("alternatives, no sole means", "替代方式、不作为唯一方式"),
    "pressure": Text("no denial, nagging, coercion", "不得拒绝服务、频繁提示、胁迫"),
    "children": Text("under 14", "未满十四周岁"),
    "purpose": Text("purpose; no evaluation or prediction", "目的；不得评估、预测"),
    "notice": Text("notice", "告知"),
    "consent": Text("consent form", "同意的形式"),
    "withdrawal": Text("withdrawal", "撤回"),
    "bystanders": Text("bystanders, covert capture", "旁人、隐蔽采集"),
    "minimisation": Text("minimisation", "最小化"),
    "retention": Text("retention and deletion", "保存与删除"),
    "templates": Text("template quality", "人脸特征的性质"),
    "on-device": Text("on-device", "设备端处理"),
    "security": Text("security", "安全"),
    "recipients": Text("recipients", "接收方"),
    "publication": Text("publication", "公开披露"),
    "localisation": Text("localisation, export", "境内存储、出境"),
    "impact-assessment": Text("impact assessment", "影响评估"),
    "filing": Text("filing, registration", "备案"),
    "public-space": Text("public space", "公共场所"),
    "human-review": Text("human review of matches", "比对结果的人工复核"),
    "rights": Text("rights of the person", "个人权利"),
    "governance": Text("governance", "管理"),
    "consistency": Text("consistency of the manifest", "清单的一致性"),
    "other": Text("other", "其他"),
}
"""The topics by which instruments are compared, in order (requirements catalogue, section 6)."""

_ORDER = {topic: place for place, topic in enumerate(TOPICS)}


class Group(NamedTuple):
    """One place of one manifest, with everything that finds fault there for one reason.

    Attributes:
        reason: why they fail.
        topic: that of the first result.
        results: at least one, those of the gravest severity first.
        findings: for each result its finding at this place.
    """

    reason: Reason
    topic: str
    results: tuple[Result, ...]
    findings: tuple[Finding, ...]


def group(
    report: Report, reason: Reason, among: Iterable[Result] | None = None
) -> tuple[Group, ...]:
    """Return the findings of a reason, grouped by manifest and place, in order of topics.

    Only findings that gave their rule its reason are told; a rule that is violated may
    also lack facts, which other parts of a report tell. Where one instrument was run
    alone, the gravest come first instead.

    Args:
        report: the report.
        reason: why the rules failed.
        among: the failures to tell of; when left out, those that the baseline does not know.
    """
    found: defaultdict[tuple[str, str], list[tuple[Result, Finding]]] = defaultdict(list)
    for result in report.regressions if among is None else among:
        for finding in result.findings:
            if finding.reason is result.reason is reason:
                found[result.manifest, finding.pointer].append((result, finding))
    groups = [_group(reason, pairs) for pairs in found.values()]
    manifests = {manifest.name: place for place, manifest in enumerate(report.manifests)}
    compares = sum(pack.instrument is not None for pack in report.packs) > 1

    def order(item: Group) -> tuple[int, int]:
        first = item.results[0]
        rank = _ORDER[item.topic] if compares else -first.rule.severity.weight
        return manifests[first.manifest], rank

    return tuple(sorted(groups, key=order))


def _group(reason: Reason, pairs: list[tuple[Result, Finding]]) -> Group:
    heavy_first = sorted(pairs, key=lambda pair: -pair[0].rule.severity.weight)
    results, findings = zip(*heavy_first, strict=True)
    return Group(reason, results[0].rule.topic, results, findings)


class Missing(NamedTuple):
    """A fact that is not stated.

    Attributes:
        results: what waits for it, at least one; of several manifests where they lack it alike.
        findings: for each result its finding at this place.
    """

    pointer: str
    results: tuple[Result, ...]
    findings: tuple[Finding, ...]

    @property
    def position(self) -> Position:
        """Where it would stand, or the nearest parent that exists."""
        return self.findings[0].position


def to_state(
    report: Report, among: Iterable[Result] | None = None
) -> dict[tuple[str, Position], tuple[Missing, ...]]:
    """Return each missing fact once, in the order in which a manifest states them.

    Args:
        report: the report.
        among: as ``group`` takes it.

    Returns:
        The facts by the section of the manifest that they belong to, and its position.
    """
    waiting: defaultdict[str, list[tuple[Result, Finding]]] = defaultdict(list)
    for result in report.regressions if among is None else among:
        for finding in result.findings:
            if finding.reason is Reason.UNDECLARED or finding.reason is not result.reason:
                waiting[finding.pointer].append((result, finding))
    sections: defaultdict[tuple[str, Position], tuple[Missing, ...]] = defaultdict(tuple)
    for pointer in sorted(waiting, key=_place_in_schema):
        results, findings = zip(*waiting[pointer], strict=True)
        missing = Missing(pointer, results, findings)
        sections[pointers.parse(pointer)[0], missing.position] += (missing,)
    return dict(sections)


def _place_in_schema(pointer: str) -> tuple[int, str]:
    return _schema_order()[pattern_of(pointers.parse(pointer))], pointer


@cache
def _schema_order() -> dict[tuple[str, ...], int]:
    return {pattern: number for number, pattern in enumerate(outline().order)}


def outside(report: Report, language: Language) -> Iterator[tuple[str, str]]:
    """Yield why rules do not apply: packs with the reason, then deciding facts with their rules."""
    results = [item for item in report.results if item.status is Status.NOT_APPLICABLE]
    yield from dict.fromkeys(
        (item.rule.pack, wording.applicability(item, report.pack_of(item))[language])
        for item in results
        if not item.pack_applies
    )
    by_fact: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for item in results:
        if item.pack_applies:
            waits = any(finding.reason is Reason.UNDECLARED for finding in item.findings)
            why = _NOT_STATED if waits else wording.decisive(item)
            by_fact[why[language]][item.rule.id] = None
    yield from ((fact, ", ".join(ids)) for fact, ids in by_fact.items())


_NOT_STATED = Text("what they compare is not stated", "未说明所比较的事实")


def not_run(report: Report, language: Language) -> Iterator[tuple[str, str]]:
    """Yield once, for however many manifests, which instruments were left out and why."""
    yield from dict.fromkeys((item.pack, item.text[language]) for item in report.not_run)
