"""The report as JUnit XML: a suite for each manifest, a case for each result.

It is valid by the schema of Jenkins' xUnit plugin, which is stricter than others: the place of
a failure is therefore in its text, and not in attributes of the case. A known or
waived failure is a skipped case that says so, as is a rule that does not apply, and a question
for a person unless it fails the run. A reason why the run has no answer or did not pass is an
error in a suite of its own.

Servers identify a case by class and name alone: GitLab keeps one of several that are alike. So
the class is the pack, and the name has the rule and the manifest, in no language.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from typing import TYPE_CHECKING

from validator.engine.results import Status
from validator.model.quote import escape
from validator.report import summary, wording
from validator.report.ending import ending_soon
from validator.report.formats import messages, paths
from validator.report.formats.messages import ENDING_SOON
from validator.report.formats.streams import Spool
from validator.report.messages import COLON, FIX, IN_BRACKETS, KNOWN, SEVERITIES, SKIPPED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from validator.manifest.model import Manifest
    from validator.model.text import Language
    from validator.report.report import Report
    from validator.report.result import Result

Attributes = dict[str, str]

_LONGEST = 10_000
_TOOL = "facepolicy"


class Stream:
    """An XML document that is written suite by suite, without a time of day or a machine's name.

    Messages are in the language of the report; names are the same in each.
    """

    def __init__(self, language: Language) -> None:
        """Start without suites."""
        self._language: Language = language
        self._suites = Spool()
        self._sums: Counter[str] = Counter(tests=0, failures=0, errors=0)

    def add(self, report: Report) -> None:
        """Add a suite for each manifest of a part of the run."""
        self._write(_Renderer(report, self._language).of_manifests())

    def _write(self, suites: Iterable[ET.Element]) -> None:
        for suite in suites:
            self._sums.update({name: int(suite.get(name, 0)) for name in self._sums})
            ET.indent(suite, level=1)
            self._suites.write(f"\n  {ET.tostring(suite, encoding='unicode').strip()}")

    def document(self, frame: Report) -> Iterator[str]:
        """Yield the document in pieces."""
        self._write(_Renderer(frame, self._language).of_run())
        sums = {name: str(number) for name, number in self._sums.items()}
        root = _element("testsuites", {"name": _TOOL, **sums, "time": "0"})
        empty = ET.tostring(root, encoding="unicode", short_empty_elements=False)
        end = f"</{root.tag}>"
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n{empty.removesuffix(end)}'
        yield from self._suites.pieces()
        yield f"\n{end}\n"


class _Renderer:
    def __init__(self, report: Report, language: Language) -> None:
        self._report = report
        self._language: Language = language
        self._known = {id(result) for result in report.known}

    def of_manifests(self) -> Iterator[ET.Element]:
        for manifest in self._report.manifests:
            results = [item for item in self._report.results if item.manifest == manifest.name]
            cases = [self._case(result) for result in results]
            properties = self._properties(manifest, results)
            yield _suite(manifest.name, paths.path(manifest.source), properties, cases)

    def _properties(self, manifest: Manifest, results: list[Result]) -> Attributes:
        statuses = Counter(item.status for item in results)
        return {
            "as-of": self._report.as_of.isoformat(),
            **({"timezone": self._report.timezone} if self._report.timezone else {}),
            "sha256": manifest.sha256,
            **{status.value: str(statuses[status]) for status in Status},
            "known": str(sum(id(result) in self._known for result in results)),
        }

    def _case(self, result: Result) -> ET.Element:
        rule = result.rule
        case = _case(rule.pack, f"{rule.id} [{result.manifest}]")
        known = id(result) in self._known
        if result.status is Status.FAIL and not known:
            if self._report.is_grave(result):
                kind = result.reason.value if result.reason else ""
                case.append(self._described("failure", kind, result))
            else:  # the run passes with it, and a server shows every failure in red
                message = {"type": rule.severity.value, "message": result.message[self._language]}
                case.append(_element("skipped", message))
                case.append(self._described("system-out", None, result))
        elif result.status is Status.NOT_REVIEWED and self._report.fail_on_unreviewed:
            case.append(self._described("failure", result.status.value, result))
        elif result.status is not Status.PASS:
            kind = "known" if known else result.status.value
            skipped = {"type": kind, "message": self._why_skipped(result)}
            case.append(_element("skipped", skipped))
        return case

    def _why_skipped(self, result: Result) -> str:
        message = result.message[self._language]
        if id(result) in self._known:
            return f"{KNOWN[self._language]}{COLON[self._language]}{message}"
        if result.waiver is None:
            return message
        until = wording.waived(result.waiver)[self._language]
        return f"{messages.WAIVED_UNTIL[self._language].format(until)} [{message}]"

    def _described(self, name: str, kind: str | None, result: Result) -> ET.Element:
        attributes = {"type": kind, "message": result.message[self._language]} if kind else {}
        element = _element(name, attributes)
        lines = "\n".join(escape(line, _LONGEST) for line in self._lines(result))
        element.text = f"\n{lines}\n"
        return element

    def _lines(self, result: Result) -> Iterator[str]:
        """Yield the message and places of a failure: GitLab shows only the text."""
        rule, language = result.rule, self._language
        cited = wording.citation(result.pack, rule.clause)
        level = SEVERITIES[rule.severity][language]
        yield rule.title[language]
        yield f"[{level}] {result.message[language]}{IN_BRACKETS.format(cited)[language]}"
        if result.status is Status.NOT_REVIEWED:
            yield wording.jump(paths.path(result.file), result.position)
            return
        for finding in sorted(result.findings, key=lambda one: one is not result.primary):
            jump = wording.jump(paths.path(finding.file), finding.position)
            lack = wording.difference(finding)[language]
            yield f"{jump} {wording.name_of(finding)[language]}{COLON[language]}{lack}"
        yield f"{FIX[language]}{COLON[language]}{wording.fix(result)[language]}"

    def of_run(self) -> Iterator[ET.Element]:
        """Yield suites with what prevents an answer or a pass, what ends soon, what is left out."""
        report, language = self._report, self._language
        flaws = [("problem", problem) for problem in report.problems]
        flaws += [(use.kind, use.problem) for use in report.idle_entries]
        errors = [
            _note("error", flaw.line("en"), kind, flaw.line(language)) for kind, flaw in flaws
        ]
        if report.lacks_answer:
            text = summary.statement(report.totals)
            errors.append(_note("error", text.en, "no-answer", text[language]))
        ending = []
        for item in ending_soon(report):
            text = item.text
            name = f"{wording.jump(item.file, item.position)} {text.en}"
            ending.append(_note("skipped", name, "ends-soon", text[language]))
        left_out = [
            _note("skipped", SKIPPED[name].en, "left-out", text[language])
            for name, text in summary.skipped(report.totals).items()
        ]
        for name, cases in ((_TOOL, errors), (ENDING_SOON.en, ending), ("left out", left_out)):
            if cases:
                yield _suite(name, None, {}, cases)


def _suite(
    name: str, file: str | None, properties: Attributes, cases: list[ET.Element]
) -> ET.Element:
    kinds = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    counts = {
        name: str(sum(case.find(kind) is not None for case in cases))
        for name, kind in kinds.items()
    }
    counts = {"tests": str(len(cases)), **counts, "time": "0"}
    suite = _element("testsuite", {"name": name, **counts, **({"file": file} if file else {})})
    if properties:
        element = ET.SubElement(suite, "properties")
        element.extend(
            _element("property", {"name": key, "value": value}) for key, value in properties.items()
        )
    suite.extend(cases)
    return suite


def _case(classname: str, name: str) -> ET.Element:
    return _element("testcase", {"classname": classname, "name": name, "time": "0"})


def _note(tag: str, name: str, kind: str, message: str) -> ET.Element:
    """Make a case that is about the run, and about no result."""
    case = _case(_TOOL, name)
    case.append(_element(tag, {"type": kind, "message": message}))
    return case


def _element(tag: str, attributes: Attributes) -> ET.Element:
    """Make an element whose attributes contain no characters that XML forbids."""
    return ET.Element(tag, {name: escape(value, _LONGEST) for name, value in attributes.items()})
