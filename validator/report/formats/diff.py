"""Differences for a terminal: new failures first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.engine.results import Status
from validator.model.quote import escape
from validator.report import wording
from validator.report.formats import messages
from validator.report.messages import REASONS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from validator.engine.results import Result
    from validator.model.text import Language
    from validator.report.differences import Difference


def render(differences: Sequence[Difference], language: Language) -> str:
    """Return the differences as lines of text.

    Args:
        differences: the changes.
        language: of the text.
    """
    return "".join(f"{line}\n" for line in _lines(differences, language))


def _lines(differences: Sequence[Difference], language: Language) -> Iterator[str]:
    if not differences:
        yield messages.NO_DIFFERENCE[language]
    for change, heading in messages.CHANGES.items():
        items = [item for item in differences if item.change == change]
        if items:
            yield f"{heading[language]} ({len(items)})"
            yield from (_line(item, language) for item in items)
            yield ""
    sums = (
        f"{sum(item.change == change for item in differences)} {heading[language]}"
        for change, heading in messages.CHANGES.items()
    )
    yield "; ".join(sums)


def _line(item: Difference, language: Language) -> str:
    shown = item.after or item.before[0]
    line = f"  {_place(item)}{shown.rule.id} {shown.rule.title[language]}"
    if shown.status is Status.FAIL and shown.reason:
        line += f" [{REASONS[shown.reason][language]}]"
    if item.after is None:
        return line
    before = ", ".join(f"{one.rule.id} {_status(one, language)}" for one in item.before)
    return (
        f"{line} ({messages.BEFORE[language]}: {before})"
        if before
        else f"{line} ({messages.NOT_REQUIRED_BEFORE[language]})"
    )


def _status(result: Result, language: Language) -> str:
    return STATUSES[result.status][language]


def _place(item: Difference) -> str:
    result = item.after
    if result is None or result.status is not Status.FAIL:
        return ""
    return f"{wording.jump(escape(result.file, 300), result.position)} "
