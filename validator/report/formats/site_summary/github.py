"""The summary of many sites as workflow commands: an annotation for each fact to fix first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.engine.results import Reason
from validator.model.quote import escape
from validator.model.text import several
from validator.report.formats.github import command
from validator.report.formats.site_summary import messages, words
from validator.report.messages import REASONS
from validator.report.summary import counts, statement

if TYPE_CHECKING:
    from validator.model.text import Language
    from validator.report.site_summary import FactRank, SiteSummary

_MOST = 10
"""GitHub shows ten annotations of a kind for each step."""


def render(summary: SiteSummary, language: Language = "en") -> str:
    """Return one command per line, then the verdict and the counts as plain lines."""
    lines = []
    for problem in summary.problems[:_MOST]:
        text = escape(problem.message[language], words.LONGEST)
        lines.append(command("error", problem.source, problem.position, "facepolicy", text))
    lines += [_fact(item, language) for item in summary.facts[: _MOST - len(lines)]]
    lines += [statement(summary.totals)[language], counts(summary.totals)[language]]
    return "".join(f"{line}\n" for line in lines)


def _fact(fact: FactRank, language: Language) -> str:
    kind = "error" if fact.reason is Reason.VIOLATED else "warning"
    file, position = fact.origins[0][:2] if fact.origins else fact.first or ("", None)
    title = messages.ANNOTATION.format(
        name=fact.name,
        title=fact.title,
        reason=REASONS[fact.reason.value],
        sites=several(messages.SITES_OF, fact.sites),
        rules=several(messages.REQUIREMENTS, len(fact.rules)),
    )[language]
    lines = [words.where(fact)[language], ", ".join(fact.rules)]
    if fact.reason is Reason.VIOLATED:
        lines.insert(0, words.found(fact)[language])
    return command(kind, file, position, title, "\n".join(escape(line, 1000) for line in lines))
