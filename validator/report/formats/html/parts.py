"""Pieces that several parts of the page share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.model.text import Text
from validator.report.formats.html import messages
from validator.report.formats.html.markup import join, separated, tag
from validator.report.formats.messages import MORE_PLACES
from validator.report.wording import MOST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from validator.report.formats.html.failures import Remedy, RuleMessage
    from validator.report.formats.html.index import Place, RuleLink
    from validator.report.formats.html.marks import Sign
    from validator.report.formats.html.markup import Child, Html

    Lines = Collection[str]
    """The anchors of the lines of manifests that the page prints."""

_FEW = 5
"""The most manifests that are named; of more, the number."""


def section(name: str, number: int, title: Text, *content: Child) -> Html:
    """Return a part of the annex under its heading."""
    heading = tag("h2", tag("span", number, class_="no"), " ", title, id=name, tabindex=-1)
    return tag("section", heading, *content, aria_labelledby=name)


def fold(title: Child, *content: Child, **attributes: str | bool) -> Html:
    """Return a part that is folded until somebody opens it; only open parts are printed."""
    return tag("details", tag("summary", title), *content, class_="fold", **attributes)


def table(
    name: str, caption: Child, columns: Iterable[Child], *bodies: Child, class_: str | None = None
) -> Html:
    """Return a table that scrolls by itself where it is too wide.

    Args:
        name: its anchor.
        caption: its title.
        columns: the titles of its columns.
        bodies: its rows, in one or several ``tbody``.
        class_: its class in the style sheet.
    """
    head = tag("thead", tag("tr", [tag("th", column, scope="col") for column in columns]))
    inner = tag("table", tag("caption", caption, id=name), head, *bodies, class_=class_)
    return tag("div", inner, class_="wide", role="region", aria_labelledby=name, tabindex=0)


def row(first: Child, *cells: Child, **attributes: str) -> Html:
    """Return a row of a table; its first cell is its title."""
    return tag(
        "tr", tag("th", first, scope="row"), [tag("td", cell) for cell in cells], **attributes
    )


def symbol(sign: str) -> Html:
    """Return a sign that is not read out, as words follow it."""
    return tag("span", sign, aria_hidden="true")


def labelled(tone: str, sign: str, *text: Child) -> Html:
    """Return a sign and words in the colour of an outcome."""
    return tag("span", symbol(sign), " ", *text, class_=f"badge {tone}")


def badge(sign: Sign) -> Html:
    """Return an outcome."""
    return labelled(sign.tone, sign.symbol, sign.text)


def rule(link: RuleLink) -> Html:
    """Return the id of a rule, as a link to its page in each language where it has one."""
    if link.page is None:
        return tag("span", link.id, class_="rule")
    return join(
        tag("a", link.id, class_="rule", lang=language, href=page, rel="noreferrer")
        for language, page in (("en", link.page.en), ("zh-Hans", link.page.zh))
    )


def at(place: Place, lines: Lines, label: Child = None) -> Html:
    """Return a place of a manifest, as a link to its line if the page prints it."""
    if place.anchor not in lines:
        return tag("span", label or place.label, class_="place")
    return tag("a", label or place.label, class_="place", href=f"#{place.anchor}")


def places(every: Sequence[Place], lines: Lines) -> list[Child]:
    """Return the first of some places, and the others folded."""
    first, others = every[0], every[1:]
    if not others:
        return [at(first, lines)]
    more = messages.MORE_PLACES.format(len(others))
    listed = tag("ul", few([tag("li", at(place, lines)) for place in others[:MOST]], len(others)))
    return [at(first, lines), tag("details", tag("summary", more), listed, class_="more")]


def fact(label: Text, name: str) -> list[Child]:
    """Return a fact by its label, and its name in the manifest."""
    return [label, " ", tag("code", name)]


def few(shown: Sequence[Child], number: int) -> list[Child]:
    """Return entries of a list, and in a last entry how many of a number are not shown."""
    more = number - len(shown)
    return [*shown, tag("li", MORE_PLACES.format(more), class_="small") if more else None]


def pair(term: Child, *values: Child, class_: str | None = None) -> Html:
    """Return a term with its values, for a ``dl``."""
    return tag("div", tag("dt", term), [tag("dd", value) for value in values], class_=class_)


def remedy(item: Remedy) -> Html:
    """Return what the engineer and the officer do."""
    engineer = pair(messages.FOR_ENGINEER, item.engineer)
    return tag("dl", engineer, pair(messages.FOR_OFFICER, item.officer), class_="remedy")


def who(item: RuleMessage) -> Html:
    """Return the rule that failed, its severity and its title."""
    state = tag("span", item.state, class_="state") if item.state else None
    title = tag("span", item.title, class_="what")
    return tag("p", rule(item.rule), " ", badge(item.level), " ", state, " ", title, class_="who")


def cited(item: RuleMessage) -> Html:
    """Return the clause of a rule, and its legal force."""
    return tag("p", clause(item.citation, item.clause), " · ", item.force, class_="cite")


def clause(citation: Text, anchor: str | None) -> Child:
    """Return the citation of a clause, as a link to its row in the sources."""
    return tag("a", citation, href=f"#{anchor}") if anchor else citation


def demand(item: RuleMessage) -> list[Child]:
    """Return the rule that failed, why, and its clause."""
    return [who(item), tag("p", item.message), cited(item)]


def labels(every: Sequence[str]) -> list[Child]:
    """Return the names of manifests; of many, the first and the number."""
    named = separated(tag("code", label) for label in every[:_FEW])
    if len(every) <= _FEW:
        return named
    more = Text(str(len(every) - _FEW), str(len(every)))
    return [*named, ", ", messages.MORE_MANIFESTS.format(more)]
