"""Differences for a terminal: what newly fails first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.engine.results import Status
from validator.model.quote import escape
from validator.model.text import Text
from validator.report import wording
from validator.report.differences import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from validator.engine.results import Result
    from validator.model.text import Language
    from validator.report.differences import Difference
    from validator.report.report import Report

_HEADINGS = {
    Change.NEWLY_FAILING: Text("Newly failing", "新增不通过"),
    Change.STILL_FAILING: Text("Failing in both", "两者均不通过"),
    Change.NEWLY_PASSING: Text("Newly passing", "新增通过"),
    Change.NEWLY_APPLICABLE: Text("Newly applicable, and met", "新增适用且已满足"),
    Change.DROPPED: Text("No longer asked", "不再要求"),
}
_BEFORE = Text("before", "此前")
_NEW = Text("asked by nothing before", "此前没有对应要求")
_SAME = Text("No difference.", "没有差异。")


def render(differences: Sequence[Difference], report: Report, language: Language) -> str:
    """Return the differences as lines of text.

    Args:
        differences: what changed.
        report: the report that the results after belong to; for names and positions.
        language: of the text.
    """
    return "".join(f"{line}\n" for line in _lines(differences, report, language))


def _lines(differences: Sequence[Difference], report: Report, language: Language) -> Iterator[str]:
    if not differences:
        yield _SAME[language]
    for change, heading in _HEADINGS.items():
        items = [item for item in differences if item.change is change]
        if items:
            yield f"{heading[language]} ({len(items)})"
            yield from (_line(item, report, language) for item in items)
            yield ""
    sums = (
        f"{sum(item.change is change for item in differences)} {heading[language]}"
        for change, heading in _HEADINGS.items()
    )
    yield "; ".join(sums)


def _line(item: Difference, report: Report, language: Language) -> str:
    shown = item.after or item.before[0]
    line = f"  {_place(item, report)}{shown.rule.id} {shown.rule.title[language]}"
    if shown.status is Status.FAIL and shown.reason:
        line += f" [{wording.REASONS[shown.reason][language]}]"
    if item.after is None:
        return line
    told = ", ".join(f"{one.rule.id} {_status(one, language)}" for one in item.before)
    return f"{line} ({_BEFORE[language]}: {told})" if told else f"{line} ({_NEW[language]})"


def _status(result: Result, language: Language) -> str:
    return wording.STATUSES[result.status][language]


def _place(item: Difference, report: Report) -> str:
    result = item.after
    if result is None or result.status is not Status.FAIL:
        return ""
    sources = {manifest.name: manifest.source for manifest in report.manifests}
    source = escape(sources[result.manifest], 300)
    return f"{wording.jump(source, result.findings[0].position)} "
