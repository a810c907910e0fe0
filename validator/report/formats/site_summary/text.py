"""The summary of many sites for people: for a terminal, as Markdown, as annotations of GitHub.

Markdown has the ranking, and not a row for each site and rule.
"""

from __future__ import annotations

from validator.engine.results import Reason
from validator.model.quote import escape
from validator.model.text import Text, several
from validator.report.counts import Verdict
from validator.report.formats import messages as shared
from validator.report.formats import tables
from validator.report.formats import text as whole
from validator.report.formats.github import command, problem_command
from validator.report.formats.markup import code, prose, rule_link
from validator.report.formats.site_summary import labels, messages
from validator.report.messages import (
    COLON,
    COMMA,
    IN_BRACKETS,
    REASONS,
    REQUIREMENTS,
    SEMICOLON,
    SEVERITIES,
)
from validator.report.summary import counts, statement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from validator.model.errors import Problem
    from validator.model.text import Language
    from validator.report.formats import Style
    from validator.report.site_summary import FactRank, LabelRank, RuleRank, Site, SiteSummary

_MOST_LINES = 20
"""The most rows of a part, unless all are asked for."""


def as_text(summary: SiteSummary, style: Style) -> str:
    """Return the summary as lines of text, each with a line feed."""
    lines = "".join(f"{line}\n" for line in _Renderer(summary, style).lines())
    return f"{lines}\n{whole.counts(summary.frame.totals, style)}"


class _Renderer:
    def __init__(self, summary: SiteSummary, style: Style) -> None:
        self._summary = summary
        self._style = style
        self._language = style.language

    def lines(self) -> Iterator[str]:
        summary, language = self._summary, self._language
        yield statement(summary.frame.totals)[language]
        yield ""
        for _, text, number in labels.counted(summary):
            yield f"{number:>7,}  {text[language]}"
        yield from self._section(shared.ENDING_SOON, [*self._ending()])
        yield from self._section(messages.UNREADABLE, self._problems(summary.frame.problems))
        idle = self._problems(use.problem for use in summary.frame.idle_entries)
        yield from self._section(shared.ENTRIES_TO_CHECK, idle)
        yield from self._section(shared.IMPROVED, whole.improved(summary.frame.improved, language))
        yield from self._section(shared.NOT_READ, whole.not_read(summary.frame.left_out, language))
        yield from self._section(messages.FACTS, [self._fact(item) for item in summary.facts])
        yield from self._section(messages.RULES, [self._rule(item) for item in summary.rules])
        for label in summary.labels:
            title = messages.BY_LABEL.format(escape(label.name, labels.LONGEST))
            yield from self._section(title, [*self._label(label)])
        for name, number in summary.left_out.items():
            text = messages.TOO_MANY_VALUES.format(name=escape(name, labels.LONGEST), number=number)
            yield f"\n{text[language]}"
        for title, sites in labels.sites_to_show(summary):
            yield from self._section(title, [self._site(item) for item in sites])

    def _section(self, title: Text, rows: Sequence[str]) -> Iterator[str]:
        shown = rows if self._style.verbose else rows[:_MOST_LINES]
        if rows:
            yield ""
            yield title[self._language]
            yield from shown
        if len(shown) < len(rows):
            yield f"  {messages.MORE.format(len(rows) - len(shown))[self._language]}"

    def _problems(self, problems: Iterable[Problem]) -> list[str]:
        return [f"  {escape(item.line(self._language), 1000)}" for item in problems]

    def _ending(self) -> Iterator[str]:
        for item in self._summary.ending:
            text = item.text[self._language]
            yield f"  {labels.jump(item.file, item.position)} {text}"

    def _fact(self, fact: FactRank) -> str:
        violated = fact.reason is Reason.VIOLATED
        text = messages.FACT.format(
            name=fact.name,
            title=fact.title,
            reason=REASONS[fact.reason.value],
            found=messages.AND_FOUND.format(labels.found(fact)) if violated else "",
            rules=several(REQUIREMENTS, len(fact.rules)),
        )
        head = f"{fact.sites:>7,}  {text[self._language]}"
        return f"{head}\n         {labels.where(fact)[self._language]}"

    def _rule(self, rank: RuleRank) -> str:
        rule = rank.rule
        text = messages.RULE.format(
            id=rule.id, level=SEVERITIES[rule.severity], title=rule.title, pack=rule.pack
        )
        numbers = {Verdict.FAIL: rank.violated, Verdict.INCOMPLETE: rank.waiting}
        counted = IN_BRACKETS.format(self._counted(numbers))[self._language]
        return f"{rank.sites:>7,} {counted}  {text[self._language]}"

    def _label(self, label: LabelRank) -> Iterator[str]:
        for value, verdicts in labels.rows_of(label, self._summary):
            name = escape(value[self._language], labels.LONGEST)
            numbers = f"{COLON[self._language]}{self._counted(verdicts)}"
            yield f"{sum(verdicts.values()):>7,}  {name}{numbers}"

    def _counted(self, verdicts: Mapping[Verdict, int]) -> str:
        return COMMA[self._language].join(
            f"{number:,} {messages.VERDICTS[kind.value][self._language]}"
            for kind, number in verdicts.items()
            if number
        )

    def _site(self, site: Site) -> str:
        text = messages.SITE_FACTS.format(
            verdict=messages.VERDICTS[site.verdict.value],
            violated=site.violated,
            waiting=site.waiting,
        )
        if site.known or site.waived:
            accepted = messages.SITE_ACCEPTED.format(known=site.known, waived=site.waived)
            text = SEMICOLON.join((text, accepted))
        name = escape(site.name, labels.LONGEST)
        return f"  {name}{COLON[self._language]}{text[self._language]}"


_MOST_ROWS = 25
"""The most rows of a table; a GitHub comment holds 65,536 characters."""


def as_markdown(summary: SiteSummary, language: Language = "en") -> str:
    """Return the summary as GitHub Flavored Markdown."""
    return "".join(_parts(summary, language))


def _parts(summary: SiteSummary, language: Language) -> Iterator[str]:
    totals = summary.frame.totals
    yield f"## {messages.REPORT_TITLE[language]}\n\n{statement(totals)[language]}\n"
    verdicts = [(text[language], f"{number:,}") for _, text, number in labels.counted(summary)]
    yield from _table(messages.SITES, ("verdict", "sites"), verdicts, language)
    ending = [
        (code(labels.jump(item.file, item.position)), prose(item.text[language]))
        for item in summary.ending
    ]
    yield from _table(shared.ENDING_SOON, ("where", "what"), ending, language)
    problems = [(prose(item.line(language)),) for item in summary.frame.problems]
    yield from _table(messages.UNREADABLE, ("where",), problems, language)
    entries = [(prose(item.problem.line(language)),) for item in summary.frame.idle_entries]
    yield from _table(shared.ENTRIES_TO_CHECK, ("where",), entries, language)
    improved = [
        (code(one.file), f"{code(one.rule)} {code(one.pointer)}") for one in summary.frame.improved
    ]
    yield from _table(shared.IMPROVED, ("where", "what"), improved, language)
    facts = [
        (
            f"{item.sites:,}",
            f"{code(item.name)} {prose(item.title[language])}",
            REASONS[item.reason.value][language],
            prose(labels.found(item)[language]),
            prose(labels.where(item)[language]),
            ", ".join(map(code, item.rules)),
        )
        for item in summary.facts
    ]
    columns = ("sites", "fact", "reason", "found", "where", "rules")
    yield from _table(messages.FACTS, columns, facts, language)
    rules = [
        (
            f"{item.violated:,}",
            f"{item.waiting:,}",
            f"{rule_link(item.rule, language)} {prose(item.rule.title[language])}",
            SEVERITIES[item.rule.severity][language],
        )
        for item in summary.rules
    ]
    yield from _table(messages.RULES, ("violated", "waiting", "rule", "severity"), rules, language)
    yield from _labels(summary, language)
    of_site = ("site", "title", "verdict", "facts", "accepted")
    for title, sites in labels.sites_to_show(summary):
        yield from _table(title, of_site, [_site(site, language) for site in sites], language)
    yield f"\n{prose(counts(totals)[language])}\n"


def _site(site: Site, language: Language) -> tuple[str, ...]:
    return (
        code(site.name),
        prose(site.title[language] or site.id),
        messages.VERDICTS[site.verdict.value][language],
        f"{site.violated} / {site.waiting}",
        f"{site.known} / {site.waived}",
    )


def _labels(summary: SiteSummary, language: Language) -> Iterator[str]:
    for label in summary.labels:
        rows = [
            (
                prose(value[language]),
                f"{sum(verdicts.values()):,}",
                *(f"{verdicts[kind]:,}" for kind in Verdict),
            )
            for value, verdicts in labels.rows_of(label, summary)
        ]
        header = [messages.COLUMNS[name][language] for name in ("value", "sites")]
        header += [messages.VERDICTS[kind.value][language] for kind in Verdict]
        title = messages.BY_LABEL.format(prose(label.name))
        yield f"\n### {title[language]}\n\n{tables.as_markdown(header, rows)}"


def _table(
    title: Text, columns: Sequence[str], rows: Sequence[Iterable[str]], language: Language
) -> Iterator[str]:
    """Yield a table, of at most so many rows; nothing if it is empty."""
    if rows:
        header = [messages.COLUMNS[name][language] for name in columns]
        shown = [list(row) for row in rows[:_MOST_ROWS]]
        yield f"\n### {title[language]}\n\n{tables.as_markdown(header, shown)}"
    if len(rows) > _MOST_ROWS:
        yield f"\n{messages.MORE_IN_JSON.format(len(rows) - _MOST_ROWS)[language]}\n"


_MOST_ANNOTATIONS = 10
"""GitHub shows ten annotations of a kind for each step."""


def as_annotations(summary: SiteSummary, language: Language = "en") -> str:
    """Return one command per line, then the verdict and the counts as plain lines."""
    frame = summary.frame
    problems = [*frame.problems, *(use.problem for use in frame.idle_entries)]
    lines = [problem_command(item, language) for item in problems[:_MOST_ANNOTATIONS]]
    facts = summary.facts[: _MOST_ANNOTATIONS - len(lines)]
    lines += [_annotation(item, language) for item in facts]
    title = f"facepolicy: {shared.ENDING_SOON[language]}"
    for item in summary.ending[:_MOST_ANNOTATIONS]:
        text = item.text[language]
        lines.append(command("notice", item.file, item.position, title, text))
    lines += [statement(frame.totals)[language], counts(frame.totals)[language]]
    return "".join(f"{line}\n" for line in lines)


def _annotation(fact: FactRank, language: Language) -> str:
    kind = "error" if fact.reason is Reason.VIOLATED else "warning"
    file, position = fact.origins[0][:2] if fact.origins else fact.first or ("", None)
    title = messages.ANNOTATION.format(
        name=fact.name,
        title=fact.title,
        reason=REASONS[fact.reason.value],
        sites=several(messages.SITES_OF, fact.sites),
        rules=several(REQUIREMENTS, len(fact.rules)),
    )[language]
    lines = [labels.where(fact)[language], ", ".join(fact.rules)]
    if fact.reason is Reason.VIOLATED:
        lines.insert(0, labels.found(fact)[language])
    return command(kind, file, position, title, "\n".join(escape(line, 1000) for line in lines))
