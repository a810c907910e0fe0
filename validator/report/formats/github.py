"""The report as workflow commands: annotations that GitHub shows beside the lines.

A fact to fix is one annotation, with all rules that it fails; one of a base that several manifests
inherit is one too, and names them. GitHub shows the first ten of each
type for a step, so there are ten, the gravest, and a notice of how many are left out. Known and
waived failures have no annotation; the counts at the end include them. A question for a person
has one where it fails the run.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from validator.model.quote import escape
from validator.packs.doc_urls import rule_page
from validator.packs.model import Severity
from validator.report import fact_text, grouping, summary
from validator.report.ending import ending_soon
from validator.report.formats import messages, paths
from validator.report.formats.messages import ENDING_SOON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from validator.engine.results import Result
    from validator.model.errors import Position, Problem
    from validator.model.text import Language
    from validator.report.grouping import Group, ReviewQuestion
    from validator.report.report import Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_LONGEST = 1000
MOST = 10
"""The annotations of a type that GitHub shows for a step."""


class _Annotation(NamedTuple):
    """The type of a command, what writes it, and the failures that it is about."""

    kind: str
    text: Callable[[], str]
    results: tuple[Result, ...] = ()


def render(report: Report, language: Language) -> str:
    """Return one command per line, then the summary and the counts as plain lines."""
    shown = [one.text() for one in _shown([*_annotations(report, language)], language)]
    plain = (summary.statement(report.totals)[language], summary.counts(report.totals)[language])
    return "".join(f"{line}\n" for line in (*shown, *plain))


def _annotations(report: Report, language: Language) -> Iterator[_Annotation]:
    for problem in (*report.problems, *(use.problem for use in report.idle_entries)):
        yield _Annotation("error", partial(problem_command, problem, language))
    if report.lacks_answer:
        text = summary.statement(report.totals)[language]
        yield _Annotation("error", partial(command, "error", "", None, "facepolicy", text))
    for groups in grouping.in_one_place(grouping.by_fact(report.regressions)):
        kind = _COMMANDS[groups[0].severity]
        results = tuple(result for group in groups for result in group.results)
        yield _Annotation(kind, partial(_fact, kind, groups, language), results)
    for asked in grouping.questions_of_each(report.failing_questions):
        yield _Annotation("error", partial(_question, asked, language), tuple(asked.results))
    title = f"facepolicy: {ENDING_SOON[language]}"
    for item in ending_soon(report):
        text = item.text[language]
        notice = partial(command, "notice", item.file, item.position, title, text)
        yield _Annotation("notice", notice)


def _shown(every: list[_Annotation], language: Language) -> list[_Annotation]:
    """Return those that GitHub shows, with a notice if there are more."""
    numbers: Counter[str] = Counter()
    shown: list[_Annotation] = []
    left_out: list[_Annotation] = []
    for one in every:
        # One notice is kept for the number of those that are left out.
        fits = numbers[one.kind] < MOST - (one.kind == "notice")
        (shown if fits else left_out).append(one)
        numbers[one.kind] += 1
    if left_out:
        named = {id(result) for one in shown for result in one.results}
        others = {id(result) for one in left_out for result in one.results} - named
        text = messages.ANNOTATIONS_LEFT_OUT.format(
            number=len(left_out), most=MOST, requirements=len(others)
        )
        notice = partial(command, "notice", "", None, "facepolicy", text[language])
        shown.append(_Annotation("notice", notice))
    return shown


def problem_command(problem: Problem, language: Language) -> str:
    """Return the annotation of a problem, at its place in its file."""
    text = escape(problem.message[language], _LONGEST)
    return command("error", problem.source, problem.position, "facepolicy", text)


def _fact(kind: str, groups: list[Group], language: Language) -> str:
    group = groups[0]
    lines = [*fact_text.lines(group, language), *fact_text.inherited_by(groups, language)]
    rule, finding = group.results[0].rule, group.finding
    if page := rule_page(rule, language):
        lines.append(page)
    text = "\n".join(escape(line, _LONGEST) for line in lines)
    title = fact_text.title(finding)[language]
    return command(kind, finding.file, finding.position, title, text)


def _question(asked: ReviewQuestion, language: Language) -> str:
    first = asked.results[0]
    text = escape(fact_text.question(asked, language), _LONGEST)
    return command("error", first.file, first.position, f"facepolicy: {first.rule.id}", text)


def command(kind: str, source: str, position: Position | None, title: str, message: str) -> str:
    """Return an annotation of a kind: ``error``, ``warning`` or ``notice``.

    A source that is no file comes into the message; it is empty where there is none.
    """
    properties: dict[str, object] = {"title": escape(title, _LONGEST)}
    if source and not paths.is_file(source):
        message = f"{escape(source, _LONGEST)}: {message}"
    elif source:
        properties["file"] = paths.path(source)
        if position is not None:
            properties |= {"line": position.line, "col": position.column}
    attributes = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{kind} {attributes}::{data(message)}"


def data(text: str) -> str:
    """Escape the message of a workflow command, as GitHub's own library does."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return data(text).replace(":", "%3A").replace(",", "%2C")
