"""The report as workflow commands: annotations that GitHub shows beside the lines.

GitHub shows the first ten of each type, so the gravest come first. Known and
waived failures have no annotation; the counts at the end include them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.model.quote import escape
from validator.packs.doc_urls import has_pages, rule_page
from validator.packs.model import Severity
from validator.report import summary, wording
from validator.report.ending import ending_soon
from validator.report.formats import paths
from validator.report.formats.messages import ENDING_SOON
from validator.report.messages import FIX

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validator.engine.results import Result
    from validator.model.errors import Position, Problem
    from validator.model.text import Language
    from validator.report.report import Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_LONGEST = 1000


def render(report: Report, language: Language) -> str:
    """Return one command per line, then the summary and the counts as plain lines.

    Args:
        report: the report.
        language: of the messages.
    """
    commands = [
        *(_problem(problem, language) for problem in report.problems),
        *(_problem(use.problem, language) for use in report.idle_entries),
        *_regressions(report, language),
        *_ending(report, language),
    ]
    plain = (summary.statement(report.totals)[language], summary.counts(report.totals)[language])
    return "".join(f"{line}\n" for line in (*commands, *plain))


def _problem(problem: Problem, language: Language) -> str:
    text = escape(problem.message[language], _LONGEST)
    return command("error", problem.source, problem.position, "facepolicy", text)


def _regressions(report: Report, language: Language) -> Iterator[str]:
    shipped = {pack.id for pack in report.packs if has_pages(pack.id)}
    for result in sorted(report.regressions, key=_gravest_first):
        rule = result.rule
        lines = [*_lines(result, report, language)]
        if rule.pack in shipped:
            lines.append(rule_page(rule, language))
        yield command(
            _COMMANDS[rule.severity],
            result.file,
            result.position,
            f"{rule.id} {rule.title[language]}",
            "\n".join(escape(line, _LONGEST) for line in lines),
        )


def _ending(report: Report, language: Language) -> Iterator[str]:
    title = f"facepolicy: {ENDING_SOON[language]}"
    for item in ending_soon(report):
        text = item.text(report.as_of)[language]
        yield command("notice", item.file, item.position, title, text)


def _gravest_first(result: Result) -> tuple[int, int]:
    gravity = result.reason.gravity if result.reason else 0
    return -result.rule.severity.weight, -gravity


def _lines(result: Result, report: Report, language: Language) -> Iterator[str]:
    rule = result.rule
    cited = wording.citation(report.pack_of(result), rule.clause)[language]
    yield f"{wording.message(result)[language]} ({cited})"
    for finding in result.findings:
        yield f"{wording.place(finding.pointer)}: {wording.difference(finding)[language]}"
    yield f"{FIX[language]}: {wording.fix(result)[language]}"


def command(kind: str, source: str, position: Position | None, title: str, message: str) -> str:
    """Return an annotation.

    Args:
        kind: ``error``, ``warning`` or ``notice``.
        source: the file; what is no file comes into the message.
        position: the place in it.
        title: in one line.
        message: with line feeds.
    """
    properties: dict[str, object] = {"title": escape(title, _LONGEST)}
    if not paths.is_file(source):
        message = f"{escape(source, _LONGEST)}: {message}"
    else:
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
