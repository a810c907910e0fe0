"""Page 1, for the officer: may it go live, what to fix, what ends soon, what to judge."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

from validator.engine.results import Reason
from validator.model import pointers
from validator.model.text import Text, several
from validator.report import summary, wording
from validator.report.counts import ExitCode
from validator.report.ending import ending_soon
from validator.report.formats.html import messages, parts, sites
from validator.report.formats.html.markup import separated, tag
from validator.report.formats.html.parts import LEVELS, OUTCOMES, status_of, title_of
from validator.report.formats.messages import ENDING_SOON, ENTRIES_TO_CHECK
from validator.report.grouping import questions
from validator.report.messages import COLON, SEMICOLON

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from validator.engine.results import Result
    from validator.manifest.model import Manifest
    from validator.report.formats.html.findings import FactEntry, SectionToState
    from validator.report.formats.html.markup import Child, Html
    from validator.report.formats.html.parts import Index
    from validator.report.grouping import ReviewQuestion
    from validator.report.report import Report

_ENTRIES = 8
"""The most entries of each list; the annex has the others."""
_SIGNED = ("fix", "judge")
"""The lists whose entries have lines to write on."""


def section(index: Index, found: list[FactEntry], to_state: list[SectionToState]) -> Html:
    """Return page 1, with the first of the facts to fix and of those to state."""
    report = index.report
    several = len(report.manifests) != 1
    return tag(
        "section",
        tag("h1", title(report), id="title", tabindex=-1),
        tag("p", separated(_identity(report), " · "), class_="identity"),
        _verdict(report),
        tag("p", messages.CAVEAT, class_="caveat"),
        parts.problems(report.problems),
        sites.overview(sites.summary_of(report), linked=True) if several else None,
        _clauses(report),
        _to_fix(index, found),
        _entries(report),
        _to_state(to_state),
        _ending(report),
        _to_judge(index),
        [tag("h2", messages.BY_SITE), sites.sections(report)] if several else None,
        aria_labelledby="title",
        class_="first",
    )


def title(report: Report) -> Text:
    """Return the title of the report: the one manifest's, or the number of deployments."""
    if len(report.manifests) == 1:
        return title_of(report.manifests[0])
    return several(messages.DEPLOYMENTS, len(report.deployments))


def _identity(report: Report) -> Iterator[Child]:
    if len(report.manifests) == 1:
        manifest = report.manifests[0]
        metadata = manifest.stated["metadata"]
        yield from filter(None, [_controller(manifest, "name"), metadata["id"]])
        yield from filter(None, [metadata.get("version"), status_of(metadata)])
        yield manifest.name
    day = messages.AS_OF_DAY.format(summary.day(report.as_of, report.timezone))
    yield tag("span", day, class_="nowrap")


def _controller(manifest: Manifest, *names: str) -> str | None:
    value = pointers.resolve(manifest.value, ("controller", *names))
    return value if isinstance(value, str) else None


def _verdict(report: Report) -> list[Html]:
    tone, answer = messages.ANSWERS[_answer(report)]
    said = [tag("span", messages.GO_LIVE, class_="question"), " ", tag("strong", answer)]
    statement = tag("p", summary.statement(report.totals), class_="statement")
    return [tag("p", said, class_=f"answer {tone}"), statement]


def _answer(report: Report) -> str:
    """Return which answer it is, from the worst to the best."""
    totals = report.totals
    if totals.exit_code is ExitCode.NO_ANSWER and not totals.number("grave"):
        return "none"
    if totals.number("grave_violated") or totals.number("idle_entries"):
        return "no"
    if totals.number("grave"):
        return "open"
    if totals.unreviewed:
        return "judge"
    return "yes" if totals.number("requirements") else "out"


def _list(name: str, heading: Text, number: int, shown: list[Html], more: Html | None) -> Html:
    """Return one list of page 1, and how many more things the annex has."""
    if not number:
        return tag("p", tag("b", heading), COLON, messages.NOTHING, class_="empty")
    return tag(
        "section",
        tag("h2", parts.counted(heading, number), id=name),
        tag("ol", shown, class_="fixes") if name in _SIGNED else tag("ul", shown, class_="boxes"),
        more,
        aria_labelledby=name,
    )


def _in_annex(number: int, anchor: str) -> Html | None:
    """Return the number of entries that only the annex has; None if it has no more."""
    if not number:
        return None
    return tag("p", tag("a", messages.IN_ANNEX.format(number), href=f"#{anchor}"), class_="small")


def _to_fix(index: Index, found: list[FactEntry]) -> Html:
    gravest_first = sorted(found, key=lambda entry: -entry.severity.weight)
    shown = [_fix(entry, index) for entry in gravest_first[:_ENTRIES]]
    left = sum(entry.places for entry in gravest_first[_ENTRIES:])
    number = sum(entry.places for entry in found)
    return _list("fix", messages.TO_FIX, number, shown, _in_annex(left, "findings"))


def _fix(entry: FactEntry, index: Index) -> Html:
    """Return one thing to fix: the facts, the change, the clauses, and who is responsible."""
    engineer, officer = next(iter(entry.remedies))
    tone = OUTCOMES[entry.reason].tone
    light = entry.severity.weight < index.report.fail_on.weight  # the run passes with it
    facts = [
        tag(
            "h3",
            parts.fact(fact[0].finding, entry.anchor),
            COLON,
            tag("span", wording.found(fact[0].finding), class_=f"found {tone}"),
            " → ",
            separated([tag("b", item) for item in fact[0].expected], messages.AND),
        )
        for fact in entry.facts[:_ENTRIES]
    ]
    more = len(entry.bundles[0]) - len(facts)
    first = entry.results[0]
    return tag(
        "li",
        facts,
        tag("p", wording.message(first)) if first.unmet else None,
        _in_annex(more, entry.anchor),
        parts.badge(LEVELS[entry.severity]) if light else None,
        tag("p", tag("b", messages.CHANGE), engineer),
        tag("p", tag("b", _officer(index.report)), officer),
        _signed(entry.results, index, messages.RESPONSIBLE, messages.BY_DAY),
    )


def _officer(report: Report) -> Text:
    """Return who the officer is, by the name of the responsible person in the manifests."""
    named = {_controller(one, "responsiblePerson", "name") for one in report.manifests}
    name = named.pop() if len(named) == 1 else None
    return messages.NAMED_OFFICER.format(name) if name else messages.OFFICER


def _signed(results: Sequence[Result], index: Index, *labels: Text) -> Html:
    """Return clauses and, of several, manifests, then labels with lines to write on."""
    cited = {wording.citation(item.pack, item.rule.clause): item.rule for item in results}
    clauses = separated((parts.clause(*item, index) for item in cited.items()), SEMICOLON)
    about = [(messages.CLAUSES, clauses)]
    if len(index.manifests) > 1:
        names = list(dict.fromkeys(item.manifest for item in results))
        about.append((messages.MANIFESTS_LABEL, parts.labels(names)))
    lines = [tag("span", label, " ", tag("span", class_="blank")) for label in labels]
    return tag(
        "div",
        [tag("p", tag("b", title), named, class_="small") for title, named in about],
        tag("p", lines, class_="sign"),
        class_="sign",
    )


def _entries(report: Report) -> Html | None:
    """Return all waivers and attestations that fail the run: the annex has not every one."""
    if not report.idle_entries:
        return None
    problems = [use.problem for use in report.idle_entries]
    shown = [tag("li", Text(item.line("en"), item.line("zh"))) for item in problems]
    return _list("entries", ENTRIES_TO_CHECK, len(shown), shown, None)


def _to_state(to_state: list[SectionToState]) -> Html:
    every = [item for one in to_state for item in one.missing.items()]
    number = sum(one.number for one in to_state)
    shown = [tag("li", parts.fact(fact.findings[0], anchor)) for anchor, fact in every[:_ENTRIES]]
    more = _in_annex(number - len(shown), "findings")
    return _list("state", messages.TO_STATE, number, shown, more)


def _ending(report: Report) -> Html:
    soon = ending_soon(report)
    shown = [tag("li", item.text) for item in soon[:_ENTRIES]]
    more = _in_annex(len(soon) - len(shown), "evidence")
    return _list("ending", ENDING_SOON, len(soon), shown, more)


def _to_judge(index: Index) -> Html:
    asked = questions(index.report.unreviewed)
    shown = [_question(one, index) for one in asked[:_ENTRIES]]
    more = _in_annex(len(asked) - len(shown), "applicability")
    return _list("judge", messages.TO_JUDGE, len(asked), shown, more)


def _question(question: ReviewQuestion, index: Index) -> Html:
    return tag(
        "li",
        tag("p", question.text),
        _signed(question.results, index, messages.JUDGEMENT, messages.JUDGED_BY, messages.ON_DAY),
    )


def _clauses(report: Report) -> Html | None:
    """Return the bar of all clauses by what became of them; None where no law was checked."""
    counted = Counter(_states(report))
    shown = [(name, counted[name]) for name in messages.CLAUSE_PARTS if counted[name]]
    if not shown:
        return None
    starts = accumulate((number for _, number in shown), initial=0)
    bars = [
        tag("rect", class_=name, x=start, y=0, width=number, height=1)
        for (name, number), start in zip(shown, starts, strict=False)
    ]
    legend = [
        tag(
            "li",
            tag("span", class_=f"key {name}", aria_hidden="true"),
            tag("b", number),
            " ",
            messages.CLAUSE_PARTS[name],
        )
        for name, number in shown
    ]
    total = sum(number for _, number in shown)
    box: dict[str, str] = {"viewBox": f"0 0 {total} 1", "preserveAspectRatio": "none"}
    return tag(
        "section",
        tag("h2", parts.counted(messages.CLAUSES_OF_LAW, total), id="clauses"),
        tag("svg", bars, class_="bar", aria_hidden="true", **box),
        tag("ul", legend, class_="legend"),
        aria_labelledby="clauses",
    )


def _states(report: Report) -> Iterator[str]:
    """Yield what became of each clause, as ``messages.CLAUSE_PARTS`` names it."""
    violated = (item for item in report.failures if item.reason is Reason.VIOLATED)
    kinds = {"contradicted": violated, "waiting": report.failures, "waived": report.waived}
    found = {name: {item.rule.assesses for item in results} for name, results in kinds.items()}
    for clause, state in report.totals.clauses.items():
        own = state.name.lower().replace("_", "-")
        yield next((name for name, clauses in found.items() if clause in clauses), own)
