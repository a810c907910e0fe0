"""The report for a terminal: failures first, then the facts to state.

A finding is one line an editor can jump to. Requirements that cannot be decided
yet are grouped by the fact they need, so that the first run on a bare
manifest reads as a to-do list.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain, groupby

from validator.engine.results import Status
from validator.model.quote import escape
from validator.packs.messages import TOPICS
from validator.packs.model import Severity
from validator.report import fact_text, grouping, summary, wording
from validator.report.counts import ClauseState
from validator.report.ending import ending_soon
from validator.report.formats import messages
from validator.report.formats.lines import frame, wrapped
from validator.report.messages import COLON, FIX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from validator.engine.evidence import Document
    from validator.engine.results import Finding, Result
    from validator.model.errors import Problem
    from validator.model.text import Language, Text
    from validator.packs.model import Rule
    from validator.report.baseline import Known
    from validator.report.counts import Totals
    from validator.report.ending import Ending
    from validator.report.formats import Style
    from validator.report.grouping import Group
    from validator.report.report import Report

_CODES = {"bold": 1, "red": 31, "green": 32, "yellow": 33, "cyan": 36, "dim": 2}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def render(report: Report, style: Style) -> str:
    """Return the report as lines of text, each with a line feed."""
    rows = _Renderer(report, style).lines()
    lines = "".join(f"{wrapped(line, style.width)}\n" for line in rows)
    problems = "".join(problem(item, style.language) for item in report.problems)
    return f"{lines}{problems}{counts(report.totals, style)}"


def counts(totals: Totals, style: Style) -> str:
    """Return the line of counts, the last of every report."""
    colour = "red" if totals.exit_code else "green"
    return f"{_painted(summary.counts(totals)[style.language], colour, style)}\n"


def problem(item: Problem, language: Language) -> str:
    """Return the line of a problem of a manifest."""
    return f"{escape(item.line(language), 1000)}\n"


def not_read(left_out: Sequence[str], language: Language) -> list[str]:
    """Return the line of files that look like manifests and were not read; none without any."""
    if not left_out:
        return []
    from validator.model.names import first_of

    return [f"  {first_of(left_out)[language]}"]


def improved(gone: Iterable[Known], language: Language) -> list[str]:
    """Return a line for each known failure of the baseline that is gone."""
    return [
        f"  {escape(one.file, 300)}{COLON[language]}{one.rule} {escape(one.pointer, 300)}"
        for one in gone
    ]


def _painted(text: str, colour: str, style: Style) -> str:
    return f"\x1b[{_CODES[colour]}m{text}\x1b[0m" if style.colour else text


class _Renderer:
    def __init__(self, report: Report, style: Style) -> None:
        self._report = report
        self._style = style
        self._language = style.language
        self._colon = COLON[style.language]
        self._compares = sum(pack.instrument is not None for pack in report.packs) > 1

    def lines(self) -> Iterator[str]:
        if self._style.quiet:
            return
        yield self._paint(summary.statement(self._report.totals)[self._language], "bold")
        yield from self._section(messages.ENDING_SOON, self._ending())
        for name, heading in messages.HEADINGS.items():
            yield from self._section(heading, self._failed(name))
        yield from self._section(messages.DEPLOYMENTS, self._deployments())
        yield from self._section(messages.TO_STATE, self._to_do())
        yield from self._section(messages.UNREVIEWED, self._unreviewed())
        yield from self._section(messages.BROKEN_EVIDENCE, self._broken())
        yield from self._section(messages.CONFIGURATION, self._configuration())
        idle = [use.problem.line(self._language) for use in self._report.idle_entries]
        yield from self._section(messages.ENTRIES_TO_CHECK, idle)
        yield from self._section(messages.ATTESTED, self._attested())
        yield from self._section(messages.WAIVED, self._waived())
        yield from self._section(messages.KNOWN, self._known())
        better = improved(self._report.improved, self._language)
        yield from self._section(messages.IMPROVED, better)
        yield from self._section(messages.NOT_READ, not_read(self._report.left_out, self._language))
        yield from self._section(messages.EXCEPTIONS, self._by_exception())
        if self._style.verbose:
            yield from self._section(messages.PASSED, self._passed())
            yield from self._section(messages.NOT_APPLICABLE, self._not_applicable())
        if self._style.verbose or not any(pack.instrument for pack in self._report.packs):
            left = grouping.not_run(self._report, self._language)
            not_run = (f"  {pack}{self._colon}{why}" for pack, why in left)
            yield from self._section(messages.NOT_RUN, not_run)
        if self._style.verbose:
            yield from self._section(messages.NOT_FOR_A_MACHINE, self._unchecked())
        yield ""

    def _section(self, title: Text, body: Iterable[str]) -> Iterator[str]:
        rows = list(body)
        if rows and not rows[-1]:
            rows.pop()  # the line after the last entry
        if rows:
            yield ""
            yield self._paint(title[self._language], "bold")
            yield from rows

    def _failed(self, heading: str) -> Iterator[str]:
        topic = None
        together = grouping.in_one_place(
            grouping.group(self._report, heading, self._report.regressions)
        )
        sharing = {id(groups[0]): groups for groups in together}
        for alike in grouping.alike(groups[0] for groups in together):
            if self._compares and alike[0].topic != topic:
                topic = alike[0].topic
                yield self._paint(f"  {TOPICS[topic][self._language]}", "bold")
            for group in alike[: wording.MOST]:
                yield from self._group(group)
                inherited = fact_text.inherited_by(sharing[id(group)], self._language)
                yield from (f"  {line}" for line in inherited)
                yield ""
            more = len(alike) - wording.MOST
            if more > 0:
                yield f"  {messages.MORE_PLACES.format(more)[self._language]}"
                yield ""

    def _group(self, group: Group) -> Iterator[str]:
        """Yield one fact: its line, what is found and expected, each demand and each fix once."""
        language, finding = self._language, group.finding
        name = wording.name_of(finding)[language]
        verdict = self._verdict(group.results[0], finding, name)
        yield f"{verdict} {fact_text.difference(group)[language]}"
        if not finding.judged:
            yield from frame(finding, self._style.width)
        yield from (f"  {line}" for line in fact_text.demands(group, language, self._rule))
        label = self._paint(FIX[language], "green")
        yield from (f"  {line}" for line in fact_text.fixes(group, language, label))

    def _verdict(self, result: Result, place: Result | Finding, subject: str = "") -> str:
        lesser = result.status is Status.FAIL and not self._report.is_grave(result)
        word = messages.VERDICTS["lesser" if lesser else result.status][self._language]
        verdict = self._paint(word, _COLOURS[result.rule.severity])
        passed = result.status is Status.PASS  # what its failure would be is of no interest
        level = "" if passed else f" {self._level(result.rule, self._language)}"
        return f"{self._jump(place)} {verdict} {subject or result.rule.id}{level}"

    def _rule(self, rule: Rule, language: Language) -> str:
        return f"{rule.id} {self._level(rule, language)}"

    def _level(self, rule: Rule, language: Language) -> str:
        return self._paint(fact_text.level(rule, language), _COLOURS[rule.severity])

    def _jump(self, place: Document | Ending | Finding | Result) -> str:
        return wording.jump(escape(place.file, 300), place.position)

    def _to_do(self) -> Iterator[str]:
        """Yield each missing fact once, in the order of the manifest."""
        for section, missing in grouping.to_state(self._report.regressions).items():
            todo = self._paint(messages.TODO[self._language], "cyan")
            named = wording.named((section,))[self._language]
            yield f"{self._jump(missing[0].finding)} {todo} {named}"
            for _, alike in groupby(missing, key=lambda one: one.fact):
                places = list(alike)
                line = f"  - {fact_text.to_state(places, self._language, self._id)}"
                for one in places if self._style.verbose else ():
                    for result in one.results:
                        message = wording.message(result)[self._language]
                        line += f"\n      {result.rule.id}{self._colon}{message}"
                yield line

    def _id(self, rule: Rule, _language: Language) -> str:
        return self._paint(rule.id, _COLOURS[rule.severity])

    def _unreviewed(self) -> Iterator[str]:
        """Yield each question once, with all rules of the manifest that ask it."""
        language = self._language
        for question, results in grouping.questions_of_each(self._report.unreviewed):
            cited = ", ".join(f"{one.rule.id}{fact_text.cited(one, language)}" for one in results)
            yield f"{self._verdict(results[0], results[0], question[language])} {cited}"

    def _broken(self) -> Iterator[str]:
        documents = chain.from_iterable(self._report.documents.values())
        for document in documents:
            if not document.standing.broken:
                continue
            where = self._jump(document)
            uri = wording.show(document.entry["uri"])[self._language]
            standing = document.described[self._language]
            yield f"{where} {document.id}{self._colon}{uri}{self._colon}{standing}"

    def _deployments(self) -> Iterator[str]:
        """Yield the activities of each deployment that has several, with their failures."""
        failed = Counter(result.manifest for result in self._report.failures)
        for name, manifests in self._report.deployments.items():
            if len(manifests) > 1:
                yield escape(name, 300)
                for item in manifests:
                    failures = messages.FAILURES_OF[self._language].format(failed[item.name])
                    yield f"  {escape(item.name, 300)}{self._colon}{failures}"

    def _configuration(self) -> Iterator[str]:
        """Yield each fact that a configuration file is said to prove, and what it shows."""
        for manifest in self._report.manifests:
            documents = self._report.documents[manifest.name]
            for proof in (proof for document in documents for proof in document.proofs):
                file = escape(manifest.file_of(proof.fact), 300)
                where = wording.jump(file, manifest.place_of(proof.fact))
                yield f"{where} {wording.proof(proof)[self._language]}"

    def _ending(self) -> Iterator[str]:
        for item in ending_soon(self._report):
            where = self._paint(self._jump(item), "yellow")
            yield f"{where} {item.text[self._language]}"

    def _attested(self) -> Iterator[str]:
        """Yield each result that a person decided, and who it was."""
        for result in self._report.attested:
            if result.attestation and result.attestation.met:
                verdict = self._verdict(result, result)
                yield f"{verdict} {result.rule.title[self._language]}"
                yield f"  {wording.attested(result.attestation)[self._language]}"

    def _waived(self) -> Iterator[str]:
        """Yield each waived failure with its place, reason and owner."""
        for result in self._report.waived:
            if result.waiver:
                message = result.message[self._language] + fact_text.cited(result, self._language)
                yield f"{self._verdict(result, result)} {message}"
                yield f"  {wording.waived(result.waiver)[self._language]}"

    def _known(self) -> Iterator[str]:
        known = self._report.known
        if known:
            ids = {item.rule.id: self._id(item.rule, self._language) for item in known}
            failures = messages.KNOWN_FAILURES[self._language].format(len(known), len(ids))
            yield f"  {failures}{self._colon}{', '.join(ids.values())}"

    def _by_exception(self) -> Iterator[str]:
        for result in self._report.by_exception:
            exception = result.rule.exception
            note = exception.note[self._language] if exception else ""
            yield f"  {self._named(result)}{result.rule.id}{self._colon}{note}"

    def _passed(self) -> Iterator[str]:
        for result in self._report.results:
            if result.status is Status.PASS:
                yield f"  {self._named(result)}{result.rule.id} {result.rule.title[self._language]}"

    def _not_applicable(self) -> Iterator[str]:
        for item in self._report.results:
            if item.status is Status.NOT_APPLICABLE:
                why = item.message[self._language]
                yield f"  {self._named(item)}{item.rule.id}{self._colon}{why}"

    def _unchecked(self) -> Iterator[str]:
        states = self._report.totals.clauses
        for pack in self._report.packs:
            for clause in pack.clauses:
                left_out = states.get((pack.id, clause.id)) is ClauseState.NOT_RUN
                by_person = clause.assessment.value in ("manual", "partial") and not left_out
                if clause.assessment_reason and by_person:
                    reason = clause.assessment_reason[self._language]
                    yield f"  {clause.id}{self._colon}{reason}"

    def _named(self, result: Result) -> str:
        several = len(self._report.manifests) > 1
        return f"{escape(result.manifest, 300)}{self._colon}" if several else ""

    def _paint(self, text: str, colour: str) -> str:
        return _painted(text, colour, self._style)
