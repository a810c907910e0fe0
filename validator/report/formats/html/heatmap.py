"""Topic by instrument: an overview of the failures."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from validator.engine.results import Reason, Status
from validator.report.formats.html import messages, parts
from validator.report.formats.html.marks import OUTCOMES, Sign, outcome
from validator.report.formats.html.markup import tag
from validator.report.messages import TOPICS

if TYPE_CHECKING:
    from validator.model.text import Text
    from validator.report.formats.html.index import Index
    from validator.report.formats.html.markup import Html
    from validator.report.report import Report


class Cell(NamedTuple):
    """The results of one instrument on one topic.

    Attributes:
        sign: the gravest outcome.
        number: the number of results with it.
        of: the number of results.
        pack: number of the pack, for the filter.
        failing: whether there are findings with more details.
    """

    sign: Sign
    number: int
    of: int
    pack: int
    failing: bool


class Row(NamedTuple):
    """One topic, with a cell for each pack; None if the pack has no rule on it."""

    topic: str
    title: Text
    cells: tuple[Cell | None, ...]


def rows(report: Report, index: Index) -> tuple[Row, ...]:
    """Return the topics on which a rule was run, in their order."""
    outcomes: defaultdict[tuple[str, str], Counter[Reason | Status]] = defaultdict(Counter)
    for result in report.results:
        outcomes[result.rule.topic, result.rule.pack][outcome(result)] += 1
    return tuple(
        Row(topic, title, cells)
        for topic, title in TOPICS.items()
        if any(
            cells := tuple(_cell(outcomes.get((topic, name)), name, index) for name in index.packs)
        )
    )


def _cell(counted: Counter[Reason | Status] | None, pack: str, index: Index) -> Cell | None:
    if not counted:
        return None
    worst = next(item for item in OUTCOMES if counted[item])
    return Cell(
        sign=OUTCOMES[worst],
        number=counted[worst],
        of=counted.total(),
        pack=index.pack_number(pack),
        failing=isinstance(worst, Reason),
    )


def section(index: Index) -> Html:
    """Return the overview under its heading."""
    columns: list[Text | str] = [messages.TOPIC, *index.packs]
    body = tag("tbody", [_row(row, list(index.packs)) for row in rows(index.report, index)])
    return tag(
        "section",
        parts.fold(
            tag("h3", messages.TOPICS_AND_INSTRUMENTS, id="topics"),
            tag("p", messages.GRAVEST_IN_CELL),
            parts.table("table-topics", messages.GRAVEST_BY_TOPIC, columns, body, class_="heat"),
        ),
        aria_labelledby="topics",
    )


def _row(row: Row, packs: list[str]) -> Html:
    cells = [_shown(cell, row.topic, pack) for cell, pack in zip(row.cells, packs, strict=True)]
    return tag("tr", tag("th", row.title, scope="row"), cells)


def _shown(cell: Cell | None, topic: str, pack: str) -> Html:
    if cell is None:
        return tag("td", tag("span", messages.NO_RULE, class_="unseen"), class_="void")
    number = tag("b", parts.symbol(cell.sign.symbol), f" {cell.number}", tag("i", f"/{cell.of}"))
    shown = [number, " ", tag("span", cell.sign.text, class_="word")]
    link = tag("a", shown, href="#findings", data_topic=topic, data_pack=cell.pack)
    return tag("td", link if cell.failing else shown, class_=cell.sign.tone, data_name=pack)
