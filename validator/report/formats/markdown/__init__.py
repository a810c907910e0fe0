"""The report as Markdown: for pull requests, wikis and the summaries of CI jobs.

Failures come first, the gravest on top, then the facts to state, and registers of waivers,
attestations and evidence; long parts are folded. Text from manifests and waivers is inert (see
``validator.report.formats.markup``), and the only HTML is that of the folds.
"""

from __future__ import annotations

import re
import sys
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, NamedTuple, cast

from validator.engine.results import Status
from validator.model.groups import grouped
from validator.report import fact_text, grouping, summary, wording
from validator.report import messages as labels
from validator.report.ending import ending_soon
from validator.report.formats import messages as shared
from validator.report.formats.markdown import messages
from validator.report.formats.markup import code, prose, rule_link
from validator.report.formats.tables import as_markdown, markdown_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from validator.engine.evidence import Document
    from validator.engine.results import Finding, Result
    from validator.engine.waivers import Attestation, Waiver
    from validator.model.text import Language, Text
    from validator.packs.model import Rule
    from validator.report.ending import Ending
    from validator.report.grouping import Group
    from validator.report.report import Report

_OPEN_ROWS = 25
"""Most rows of a part that are not folded."""
_ALL = sys.maxsize
"""For a part whose rows are all open."""


class _Part(NamedTuple):
    """A part of the report.

    Attributes:
        title: a trusted text, which is the same in Markdown and in HTML.
        rows: lines of Markdown, each with its line feed.
        columns: the titles of a table's columns; empty for a list.
        folded: whether it is collapsed at first.
    """

    title: Text
    rows: tuple[str, ...]
    columns: tuple[Text, ...] = ()
    folded: bool = False

    def opened(self, most: int = _OPEN_ROWS, number: int | None = None) -> Iterator[_Part]:
        """Yield the first rows open and the others folded; the title has the number of rows."""
        first, others = self.rows[:most], self.rows[most:]
        number = len(self.rows) if number is None else number
        title = labels.COLON.join([self.title, str(number)])
        if first:
            yield self._replace(title=title, rows=first)
        if others:
            more = (
                messages.SECTION_CUT.format(title=self.title, number=len(others))
                if first
                else title
            )
            yield self._replace(title=more, rows=others, folded=True)


def _listing(title: Text, items: Iterable[str]) -> _Part:
    """Return a list of items, each Markdown of one or more lines."""
    return _Part(title, tuple(f"- {item}\n" for item in items))


SUMMARY_LIMIT = 1024 * 1024
"""Most bytes of the summary of a GitHub job step."""

_NOTE_ROOM = 400


def render(report: Report, language: Language = "en", limit: int = SUMMARY_LIMIT) -> str:
    """Return the report as GitHub Flavored Markdown of at most some bytes.

    Further rows are left out whole, and the end of the report has their number.
    """
    top = f"## {messages.REPORT_TITLE[language]}\n\n{summary.statement(report.totals)[language]}\n"
    ends = messages.RUN_LINE[language].format(
        version=prose(report.version),
        day=prose(summary.day(report.as_of, report.timezone)[language]),
        level=labels.SEVERITIES[report.fail_on][language],
        code=int(report.exit_code),
    )
    end = f"\n{ends}\n"
    room = limit - _size(top) - _size(end) - _NOTE_ROOM
    body, left_out = _fitted(_Renderer(report, language).parts(), room, language)
    if left_out:
        body += f"\n> {messages.ROWS_LEFT_OUT[language].format(rows=left_out, limit=limit)}\n"
    return f"{top}{body}{end}"


def _size(text: str) -> int:
    return len(text.encode())


def _fitted(given: Iterable[_Part], room: int, language: Language) -> tuple[str, int]:
    """Return as many parts as fit, and the number of rows that are left out."""
    texts = []
    left_out = 0
    for part in given:
        kept = room - _size(_written(part._replace(rows=()), language))
        fit = sum(size <= kept for size in accumulate(map(_size, part.rows)))
        left_out += len(part.rows) - fit
        if fit:
            texts.append(_written(part._replace(rows=part.rows[:fit]), language))
            room -= _size(texts[-1])
    return "".join(texts), left_out


def _written(part: _Part, language: Language) -> str:
    header = [column[language] for column in part.columns]
    head, title = as_markdown(header, ()) if header else "", part.title[language]
    body = f"{head}{''.join(part.rows)}"
    if part.folded:
        return f"\n<details>\n<summary>{title}</summary>\n\n{body}\n</details>\n"
    return f"\n### {title}\n\n{body}"


_INDENT = re.compile("^( *)")


class _Renderer:
    def __init__(self, report: Report, language: Language) -> None:
        self._report = report
        self._language = language
        self._colon = labels.COLON[language]

    def parts(self) -> Iterator[_Part]:
        """Yield problems, counts, new failures, facts to state, the rest, then the registers."""
        report = self._report
        problems = [code(problem.line(self._language)) for problem in report.problems]
        yield from _listing(messages.PROBLEMS, problems).opened(_ALL)
        yield from _listing(shared.ENDING_SOON, self._ending()).opened(_ALL)
        sums = (markdown_row(text[self._language], str(number)) for text, number in self._sums())
        yield _Part(messages.COUNTS, tuple(sums), messages.COUNT_COLUMNS)
        for name, heading in shared.HEADINGS.items():
            failed = [item for item in report.regressions if grouping.heading_of(item) == name]
            yield from self._facts(heading, failed)
        yield from self._to_state()
        yield from _listing(shared.UNREVIEWED, self._unreviewed()).opened(_ALL)
        yield from self._facts(shared.WAIVED, report.waived)
        yield from self._facts(shared.KNOWN, report.known, opened=0)
        yield from self._registers()

    def _ending(self) -> Iterator[str]:
        for item in ending_soon(self._report):
            text = item.text[self._language]
            yield f"{code(self._jump(item))} {prose(text)}"

    def _sums(self) -> Iterator[tuple[Text, int]]:
        report, totals = self._report, self._report.totals
        yield from (
            (labels.STATUSES[status], number) for status, number in report.by_status.items()
        )
        details = [
            *((labels.REASONS[reason], number) for reason, number in report.by_reason.items()),
            *((labels.SEVERITIES[level], number) for level, number in report.by_severity.items()),
        ]
        fail = labels.STATUSES[Status.FAIL]
        for detail, number in details:
            yield labels.COMMA.join([fail, detail]), number
        if report.baseline:
            yield messages.FAIL_NOT_IN_BASELINE, len(report.regressions)
        yield messages.PASS_BY_EXCEPTION, len(report.by_exception)
        yield messages.PASS_ON_OPENED_EVIDENCE, len(report.evidenced)
        yield messages.REQUIREMENTS_DECIDED, totals.number("requirements")
        yield messages.CONSISTENCY_DECIDED, totals.number("consistency")
        for state, number in totals.clause_states.items():
            kind = labels.CLAUSE_STATES[state.name]
            yield messages.CLAUSES.format(len(totals.clauses), kind), number
        for name in summary.skipped(totals):
            yield labels.SKIPPED[name], totals.number(name)

    def _facts(
        self, title: Text, failed: Iterable[Result], opened: int = _OPEN_ROWS
    ) -> Iterator[_Part]:
        """Yield a part with an entry for each fact that fails, the gravest first."""
        groups = grouping.by_fact(failed)
        yield from _listing(title, self._entries(groups)).opened(opened, len(groups))

    def _entries(self, groups: Iterable[Group]) -> Iterator[str]:
        for alike in grouping.alike(groups):
            yield from map(self._entry, alike[: wording.MOST])
            more = len(alike) - wording.MOST
            if more > 0:
                yield shared.MORE_PLACES.format(more)[self._language]

    def _entry(self, group: Group) -> str:
        language = self._language
        lines = (
            *fact_text.demands(group, language, _rule, prose),
            *map(prose, fact_text.fixes(group, language)),
        )
        head = (
            prose(fact_text.level(group.results[0].rule, language)),
            code(self._jump(group.finding)),
            prose(fact_text.headline(group)[language]),
        )
        return "\n".join((" ".join(head), *(_INDENT.sub(r"  \1- ", line) for line in lines)))

    def _jump(self, place: Result | Finding | Ending) -> str:
        return f"{place.file}:{place.position.line}"

    def _unreviewed(self) -> Iterator[str]:
        """Yield the questions for a person, each with the rules that ask it."""
        for question, results in grouping.questions_of_each(self._report.unreviewed):
            rules = ", ".join(rule_link(one.rule, self._language) for one in results)
            yield f"{code(self._jump(results[0]))} {prose(question[self._language])} {rules}"

    def _to_state(self) -> Iterator[_Part]:
        """Yield the list of facts to state: a checkbox for each, by section."""
        sections = grouping.to_state(self._report.regressions)
        number = sum(map(len, sections.values()))
        rows = tuple(row for section in sections.items() for row in self._section(*section))
        opened = 0 if number > _OPEN_ROWS else _ALL
        yield from _Part(shared.TO_STATE, rows).opened(opened, number)

    def _section(self, section: str, missing: tuple[Group, ...]) -> Iterator[str]:
        named = prose(wording.named((section,))[self._language])
        yield f"- {named} {code(self._jump(missing[0].finding))}\n"
        for _, places in groupby(missing, key=lambda one: one.fact):
            fact = fact_text.to_state(list(places), self._language, rule_link, prose)
            yield f"  - [ ] {fact}\n"

    def _registers(self) -> Iterator[_Part]:
        report = self._report
        for title, columns, rows, opened in (
            (messages.WAIVERS, messages.WAIVER_COLUMNS, self._waivers(), _OPEN_ROWS),
            (messages.ATTESTATIONS, messages.ATTESTATION_COLUMNS, self._attestations(), _OPEN_ROWS),
            (messages.EVIDENCE_REGISTER, messages.EVIDENCE_COLUMNS, self._evidence(), 0),
        ):
            yield from _Part(title, tuple(rows), columns).opened(opened)
        improved = (
            f"{code(item.rule)} {code(item.file)} {code(item.pointer)}" for item in report.improved
        )
        outside = self._reasons(grouping.outside(report, self._language))
        left_out = self._reasons(grouping.not_run(report, self._language))
        for title, items, number in (
            (shared.CONFIGURATION, self._configuration(), None),
            (shared.IMPROVED, improved, None),
            (shared.EXCEPTIONS, self._exceptions(), None),
            (shared.PASSED, self._passed(), report.by_status[Status.PASS]),
            (shared.NOT_APPLICABLE, outside, report.by_status[Status.NOT_APPLICABLE]),
            (shared.NOT_RUN, left_out, None),
        ):
            yield from _listing(title, items).opened(0, number)
        files = tuple(self._files())
        yield from _Part(messages.FILES_READ, files, messages.FILE_COLUMNS).opened(0)

    def _waivers(self) -> Iterator[str]:
        for use in self._report.waiver_uses:
            waiver = cast("Waiver", use.entry)
            yield markdown_row(
                code(waiver.subject),
                code(waiver.manifest),
                labels.ENTRY_STATES[use.state][self._language],
                prose(waiver.owner),
                prose(waiver.approver),
                waiver.expires.isoformat(),
                str(use.days_left(self._report.as_of)),
                prose(waiver.justification),
                prose(waiver.compensating),
            )

    def _attestations(self) -> Iterator[str]:
        for use in self._report.attestation_uses:
            attestation = cast("Attestation", use.entry)
            yield markdown_row(
                code(attestation.subject),
                code(attestation.manifest),
                labels.OUTCOMES[attestation.outcome][self._language],
                labels.ENTRY_STATES[use.state][self._language],
                prose(attestation.name),
                prose(attestation.role),
                attestation.attested.isoformat(),
                attestation.until.isoformat(),
                str(use.days_left(self._report.as_of)),
                prose(attestation.reason),
            )

    def _documents(self) -> Iterator[tuple[str, Document]]:
        for name, documents in self._report.documents.items():
            yield from ((name, document) for document in documents)

    def _evidence(self) -> Iterator[str]:
        for name, document in self._documents():
            days, end = document.days_left, document.entry.get("expires", "?")
            yield markdown_row(
                code(name),
                code(document.id),
                prose(document.entry.get("title", document.id)),
                document.described[self._language],
                messages.NEVER_EXPIRES[self._language] if days is None else end,
                "" if days is None else str(days),
            )

    def _configuration(self) -> Iterator[str]:
        for name, document in self._documents():
            for proof in document.proofs:
                yield f"{code(name)} {prose(wording.proof(proof)[self._language])}"

    def _exceptions(self) -> Iterator[str]:
        for result in self._report.by_exception:
            note = result.rule.exception.note[self._language] if result.rule.exception else ""
            rule = rule_link(result.rule, self._language)
            yield f"{code(result.manifest)} {rule}{self._colon}{prose(note)}"

    def _passed(self) -> Iterator[str]:
        """Yield an item for each manifest and pack, with the rules that pass."""
        passes = grouped(
            ((result.manifest, result.rule.pack), result.rule.id)
            for result in self._report.results
            if result.status is Status.PASS
        )
        for (manifest, pack), rules in passes.items():
            yield f"{code(manifest)} {code(pack)}{self._colon}{prose(', '.join(rules))}"

    def _reasons(self, reasons: Iterable[tuple[str, str]]) -> Iterator[str]:
        yield from (f"{prose(name)}{self._colon}{prose(why)}" for name, why in reasons)

    def _files(self) -> Iterator[str]:
        """Yield the inputs of the report: manifests, packs, waivers, baseline."""
        report = self._report
        for manifest in report.manifests:
            version = prose(manifest.stated["metadata"].get("version") or "–")
            yield markdown_row(code(manifest.name), version, code(manifest.sha256))
        for pack in report.packs:
            yield markdown_row(code(pack.id), code(pack.version), code(pack.sha256))
        for file in (report.waiver_file, report.attestation_file, report.baseline):
            if file:
                yield markdown_row(code(file.source), "", code(file.sha256))


def _rule(rule: Rule, language: Language) -> str:
    return f"{rule_link(rule, language)} {prose(fact_text.level(rule, language))}"
